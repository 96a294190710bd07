"""Stock levels and the ledger of their changes."""

from sqlalchemy import Column, Text

from entrepot.book.stock.level import MutationKind
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Day, Id, Moment, Scaled, Whole

stock_levels = tenant_table(
    "stock_levels",
    Column("id", Id, nullable=False),
    Column("product_id", Id, nullable=False),
    Column("warehouse_id", Id, nullable=False),
    Column("on_hand", Scaled, nullable=False),
    Column("allocated", Scaled, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    tenant_unique("product_id", "warehouse_id"),
    tenant_key("product_id", to="products"),
    tenant_key("warehouse_id", to="warehouses"),
)
tenant_index(stock_levels, "warehouse_id", "id")
tenant_index(stock_levels, "product_id", "id")
tenant_index(stock_levels, "updated_at", "id")

stock_mutations = tenant_table(
    "stock_mutations",
    Column("id", Id, nullable=False),
    Column("stock_level_id", Id, nullable=False),
    Column("product_id", Id, nullable=False),
    Column("warehouse_id", Id, nullable=False),
    Column("kind", Choice(MutationKind), nullable=False),
    Column("delta", Scaled, nullable=False),
    Column("reason", Text),
    Column("reference", Text),
    Column("lot", Text),
    Column("expiry", Day),
    Column("receipt_line_id", Id),
    Column("actor_id", Id, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    tenant_key("stock_level_id", to="stock_levels"),
)
tenant_index(stock_mutations, "stock_level_id", "id")
tenant_index(stock_mutations, "product_id", "id")
tenant_index(stock_mutations, "warehouse_id", "id")
