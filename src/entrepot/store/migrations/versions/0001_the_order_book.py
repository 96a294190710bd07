"""The order book as it was first released; the statements lie beside this file."""

from alembic import op

from entrepot.store.migrations.freeze import frozen

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    for statement in frozen():
        op.get_bind().exec_driver_sql(statement)
