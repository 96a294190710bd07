"""Custom columns in the store."""

from uuid import UUID

from entrepot.book.orders.columns import CustomColumn
from entrepot.book.orders.errors import COLUMN_KEY_TAKEN
from entrepot.book.values.text import folded
from entrepot.store.listing import Catalogue, Field, Sort
from entrepot.store.schema.views import custom_columns
from entrepot.store.shape import TEXTS, Shape, Taken
from entrepot.store.work import UnitOfWork


def folded_key(column: CustomColumn) -> str:
    """What no two columns may share; a deleted one keeps nothing from being made anew."""
    key = folded(column.key)
    return key if column.deleted_at is None else f"{key} {column.id}"


SHAPE = Shape(
    custom_columns,
    CustomColumn,
    packed={"choices": TEXTS},
    keys={"folded_key": folded_key},
    taken=[Taken("folded_key", "key", COLUMN_KEY_TAKEN)],
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(custom_columns.c.id),
        "key": Field(custom_columns.c.folded_key, key=True),
        "type": Field(custom_columns.c.type),
        "created_at": Field(custom_columns.c.created_at),
        "updated_at": Field(custom_columns.c.updated_at),
    },
    {
        "serial": Sort(custom_columns.c.serial, lambda column: column.serial),
        "created_at": Sort(custom_columns.c.id, lambda column: column.id),
        "updated_at": Sort(custom_columns.c.updated_at, lambda column: column.updated_at),
    },
    always=[custom_columns.c.deleted_at.is_(None)],
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page
_LIVE = f"{SHAPE.selecting} WHERE custom_columns.organization_id = ? AND custom_columns.deleted_at IS NULL"
_LIVE += " ORDER BY custom_columns.serial"


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> CustomColumn | None:
    """The column with this id, or None when there is none or it was deleted."""
    column = SHAPE.get(uow, organization_id, id)
    return None if column is None or column.deleted_at is not None else column


def every(uow: UnitOfWork, organization_id: UUID) -> list[CustomColumn]:
    """All columns of an organization that were not deleted, in the order they were made."""
    return [SHAPE.from_driver(row) for row in uow.settled(_LIVE, (organization_id.bytes,))]
