"""Suppliers and what they ask for products."""

from sqlalchemy import Column, Text

from entrepot.book.suppliers.supplier import Block
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Scaled, Whole

suppliers = tenant_table(
    "suppliers",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("code", Text),
    Column("code_key", Text),
    Column("account_reference", Text),
    Column("their_reference", Text),
    Column("emails", Json, nullable=False),
    Column("emails_key", Text, nullable=False),
    Column("text_key", Text, nullable=False),
    Column("phone", Text),
    Column("address", Json),
    Column("contacts", Json, nullable=False),
    Column("currency", Text, nullable=False),
    Column("payment_term_id", Id),
    Column("default_tax_rate", Scaled),
    Column("default_delivery_cost", Scaled),
    Column("minimum_order_value", Scaled),
    Column("lead_time_days", Whole),
    Column("identification_codes", Json, nullable=False),
    Column("remarks", Text),
    Column("active", Flag, nullable=False),
    Column("block", Choice(Block), nullable=False),
    Column("over_receipt_percent", Scaled),
    Column("short_receipt_percent", Scaled),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
    tenant_unique("code_key"),
    tenant_key("payment_term_id", to="payment_terms"),
    rowid=True,
)
tenant_index(suppliers, "name_key", "id")
tenant_index(suppliers, "updated_at", "id")
tenant_index(suppliers, "payment_term_id")

supplier_codes = tenant_table(
    "supplier_codes",
    Column("value_key", Text, nullable=False),
    Column("qualifier", Text, nullable=False),
    Column("supplier_id", Id, nullable=False),
    tenant_key("supplier_id", to="suppliers"),
    key=("value_key", "qualifier", "supplier_id"),
)
tenant_index(supplier_codes, "supplier_id")

supplier_products = tenant_table(
    "supplier_products",
    Column("id", Id, nullable=False),
    Column("supplier_id", Id, nullable=False),
    Column("product_id", Id, nullable=False),
    Column("supplier_sku", Text),
    Column("supplier_sku_key", Text),
    Column("supplier_name", Text),
    Column("price", Scaled),
    Column("price_breaks", Json, nullable=False),
    Column("carton_quantity", Scaled),
    Column("minimum_quantity", Scaled),
    Column("multiple", Scaled),
    Column("lead_time_days", Whole),
    Column("priority", Whole, nullable=False),
    Column("supplier_stock_level", Scaled),
    Column("drop_shipment_cost", Scaled),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_unique("supplier_id", "product_id"),
    tenant_key("supplier_id", to="suppliers"),
    tenant_key("product_id", to="products"),
)
tenant_index(supplier_products, "product_id", "priority")
tenant_index(supplier_products, "supplier_id", "supplier_sku_key")
tenant_index(supplier_products, "supplier_sku_key")
