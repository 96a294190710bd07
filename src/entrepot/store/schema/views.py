"""Saved views and custom columns: how people want to see orders."""

from sqlalchemy import Column, Text

from entrepot.book.orders.columns import ColumnType
from entrepot.book.orders.savedview import ViewNoun
from entrepot.store.schema.tables import tenant_index, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

saved_views = tenant_table(
    "saved_views",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("noun", Choice(ViewNoun), nullable=False),
    Column("filters", Json, nullable=False),
    Column("sort", Text, nullable=False),
    Column("columns", Json, nullable=False),
    Column("owner_id", Id, nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("shared", Flag, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
)
tenant_index(saved_views, "name_key", "id")

custom_columns = tenant_table(
    "custom_columns",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("key", Text, nullable=False),
    Column("folded_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Choice(ColumnType), nullable=False),
    Column("choices", Json, nullable=False),
    Column("description", Text),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
    tenant_unique("folded_key"),
)
