"""Pre-orders, and what they were allocated of goods that arrived. Quantities are scaled by 10^6."""

from sqlalchemy import Column, Text

from entrepot.book.stock.preorder import PreOrderStatus
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Id, Moment, Scaled, Whole

pre_orders = tenant_table(
    "pre_orders",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("product_id", Id, nullable=False),
    Column("quantity", Scaled, nullable=False),
    Column("quantity_allocated", Scaled, nullable=False),
    Column("reference", Text, nullable=False),
    Column("customer", Text),
    Column("status", Choice(PreOrderStatus), nullable=False),
    Column("order_id", Id),
    Column("order_line_id", Id),
    Column("promised_date", Moment),
    Column("latest_date", Moment),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    tenant_unique("serial"),
    tenant_key("product_id", to="products"),
    tenant_key("order_id", to="purchase_orders"),
)
tenant_index(pre_orders, "product_id", "status", "id")
tenant_index(pre_orders, "order_id", "id")
tenant_index(pre_orders, "order_line_id", "id")
tenant_index(pre_orders, "status", "id")
tenant_index(pre_orders, "reference", "id")

pre_order_allocations = tenant_table(
    "pre_order_allocations",
    Column("id", Id, nullable=False),
    Column("pre_order_id", Id, nullable=False),
    Column("product_id", Id, nullable=False),
    Column("warehouse_id", Id, nullable=False),
    Column("order_line_id", Id),
    Column("quantity", Scaled, nullable=False),
    Column("created_at", Moment, nullable=False),
    tenant_key("pre_order_id", to="pre_orders"),
    tenant_key("warehouse_id", to="warehouses"),
)
tenant_index(pre_order_allocations, "pre_order_id", "id")
tenant_index(pre_order_allocations, "product_id", "order_line_id")
