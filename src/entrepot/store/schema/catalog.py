"""Products, and their barcodes as an index for scanners."""

from sqlalchemy import Column, Text

from entrepot.book.catalog.product import ProductType
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Scaled, Whole

products = tenant_table(
    "products",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("sku", Text, nullable=False),
    Column("sku_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("text_key", Text, nullable=False),
    Column("brand", Text),
    Column("description", Text),
    Column("barcodes", Json, nullable=False),
    Column("media", Json, nullable=False),
    Column("cost_price_amount", Scaled),
    Column("cost_price_currency", Text),
    Column("regular_price_amount", Scaled),
    Column("regular_price_currency", Text),
    Column("dimensions", Json),
    Column("weight_grams", Scaled),
    Column("hs_code", Text),
    Column("country_of_origin", Text),
    Column("type", Choice(ProductType), nullable=False),
    Column("whole_units", Flag, nullable=False),
    Column("active", Flag, nullable=False),
    Column("over_receipt_percent", Scaled),
    Column("short_receipt_percent", Scaled),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
    tenant_unique("sku_key"),
    rowid=True,
)
tenant_index(products, "name_key", "id")
tenant_index(products, "updated_at", "id")

product_barcodes = tenant_table(
    "product_barcodes",
    Column("code_key", Text, nullable=False),
    Column("product_id", Id, nullable=False),
    tenant_key("product_id", to="products"),
    key=("code_key", "product_id"),
)
tenant_index(product_barcodes, "product_id")
