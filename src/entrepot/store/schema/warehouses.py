"""Warehouses."""

from sqlalchemy import Column, Text

from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.store.schema.tables import tenant_index, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

warehouses = tenant_table(
    "warehouses",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("code", Text),
    Column("address", Json),
    Column("is_default", Flag, nullable=False),
    Column("type", Choice(WarehouseType), nullable=False),
    Column("active", Flag, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
    tenant_unique("name_key"),
)
tenant_index(warehouses, "updated_at", "id")
tenant_index(warehouses, "is_default")
