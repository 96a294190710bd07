"""Tags."""

from sqlalchemy import Column, Text

from entrepot.book.orders.tag import TagStatus
from entrepot.store.schema.tables import tenant_index, tenant_table, tenant_unique
from entrepot.store.types import Choice, Id, Json, Moment, Whole

tags = tenant_table(
    "tags",
    Column("id", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("status", Choice(TagStatus), nullable=False),
    Column("description", Text),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
    tenant_unique("slug"),
)
tenant_index(tags, "name_key", "id")
tenant_index(tags, "updated_at", "id")
