"""Integrations: other servers that speak a dialect."""

from sqlalchemy import Column, Text

from entrepot.store.schema.tables import tenant_table
from entrepot.store.types import Flag, Id, Json, Moment, Whole

integrations = tenant_table(
    "integrations",
    Column("id", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("connector", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("connection", Text, nullable=False),
    Column("credentials", Text),
    Column("order_sync_enabled", Flag, nullable=False),
    Column("order_sync_updated_at", Moment),
    Column("product_sync_enabled", Flag, nullable=False),
    Column("product_sync_updated_at", Moment),
    Column("stock_sync_enabled", Flag, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
)
