"""Purchase orders: headers, lines, tags on them, kept tallies and the search index.

Amounts of `totals` are in the currency's smallest unit; prices, quantities and percentages are scaled by 10^6.
"""

from sqlalchemy import DDL, Column, Text, event

from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import EXCHANGE_PLACES, Day, Flag, Id, Json, Minor, Moment, Scaled, Whole

purchase_orders = tenant_table(
    "purchase_orders",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("version", Whole, nullable=False),
    Column("number", Text, nullable=False),
    Column("number_key", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("company_id", Id, nullable=False),
    Column("supplier_id", Id),
    Column("supplier_name", Text),
    Column("supplier", Json),
    Column("warehouse_id", Id, nullable=False),
    Column("currency", Text, nullable=False),
    Column("base_currency", Text, nullable=False),
    Column("exchange_rate", Scaled(EXCHANGE_PLACES)),
    Column("title", Text),
    Column("description", Text),
    Column("vendor_note", Text),
    Column("start_date", Day),
    Column("expiration_date", Day),
    Column("due_at", Moment),
    Column("raised_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("confirmed_at", Moment),
    Column("closed_at", Moment),
    Column("canceled_at", Moment),
    Column("held_at", Moment),
    Column("hold_reason", Text),
    Column("delivery_cost", Scaled(), nullable=False),
    Column("discount_type", Text),
    Column("discount_value", Scaled()),
    Column("charges", Json),
    Column("payment_term_id", Id),
    Column("payment_reference", Text),
    Column("bill_to", Json),
    Column("ship_to", Json),
    Column("ship_from", Json),
    Column("order_references", Json),
    Column("tag_ids", Json),
    Column("source", Text, nullable=False),
    Column("created_by_id", Id, nullable=False),
    Column("created_by_name", Text, nullable=False),
    Column("created_by_serial", Whole, nullable=False),
    Column("updated_by_name", Text, nullable=False),
    Column("parent_order_id", Id),
    Column("parent_release_id", Id),
    Column("archived", Flag, nullable=False),
    Column("approved", Flag, nullable=False),
    Column("revision", Whole, nullable=False),
    Column("subtotal", Minor, nullable=False),
    Column("discount_total", Minor, nullable=False),
    Column("delivery_total", Minor, nullable=False),
    Column("charges_total", Minor, nullable=False),
    Column("tax_total", Minor, nullable=False),
    Column("total", Minor, nullable=False),
    Column("base_total", Minor),
    Column("receiving", Text, nullable=False),
    Column("received_percent", Scaled(2)),
    Column("done_percent", Scaled(2)),
    Column("billing", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("custom_data", Json),
    Column("extension", Json),
    Column("receipts_expected", Whole, nullable=False),
    Column("receipts_arrived", Whole, nullable=False),
    Column("receipts_pending", Whole, nullable=False),
    Column("supplier_may_release", Flag, nullable=False),
    Column("transport", Text),
    Column("shipped", Text, nullable=False),
    Column("tracking", Json),
    Column("exported_at", Moment),
    Column("supplier_invoice_number", Text),
    Column("supplier_invoice_date", Day),
    tenant_unique("serial"),
    tenant_unique("number_key"),
    tenant_key("company_id", to="companies"),
    tenant_key("supplier_id", to="suppliers"),
    tenant_key("warehouse_id", to="warehouses"),
    tenant_key("payment_term_id", to="payment_terms"),
    rowid=True,
)
tenant_index(purchase_orders, "status", "id")
tenant_index(purchase_orders, "supplier_id", "id")
tenant_index(purchase_orders, "warehouse_id", "id")
tenant_index(purchase_orders, "due_at", "id")
tenant_index(purchase_orders, "updated_at", "id")
tenant_index(purchase_orders, "raised_at", "id")

purchase_order_lines = tenant_table(
    "purchase_order_lines",
    Column("id", Id, nullable=False),
    Column("order_id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("position", Whole, nullable=False),
    Column("kind", Text, nullable=False),
    Column("product_id", Id),
    Column("supplier_sku", Text),
    Column("description", Text),
    Column("quantity_ordered", Scaled(), nullable=False),
    Column("unit", Text),
    Column("cases", Scaled()),
    Column("units_per_case", Scaled()),
    Column("unit_price", Scaled(), nullable=False),
    Column("case_price", Scaled()),
    Column("price_source", Text, nullable=False),
    Column("discount_type", Text),
    Column("discount_value", Scaled()),
    Column("tax_rate", Scaled(), nullable=False),
    Column("sell_ahead", Scaled(), nullable=False),
    Column("warehouse_id", Id),
    Column("requested_date", Moment),
    Column("promised_date", Moment),
    Column("quantity_confirmed", Scaled()),
    Column("notes", Text),
    Column("net", Minor, nullable=False),
    Column("tax", Minor, nullable=False),
    Column("quantity_received", Scaled(), nullable=False),
    Column("quantity_returned", Scaled(), nullable=False),
    Column("quantity_written_off", Scaled(), nullable=False),
    Column("quantity_released", Scaled(), nullable=False),
    Column("quantity_billed", Scaled(), nullable=False),
    Column("quantity_rejected", Scaled(), nullable=False),
    Column("over_receipt_percent", Scaled()),
    Column("short_receipt_percent", Scaled()),
    Column("custom_data", Json),
    Column("extension", Json),
    tenant_key("order_id", to="purchase_orders"),
    tenant_key("product_id", to="products"),
    tenant_key("warehouse_id", to="warehouses"),
    rowid=True,
)
tenant_index(purchase_order_lines, "order_id", "position")
tenant_index(purchase_order_lines, "product_id", "order_id")

purchase_order_tags = tenant_table(
    "purchase_order_tags",
    Column("tag_id", Id, nullable=False),
    Column("order_id", Id, nullable=False),
    tenant_key("order_id", to="purchase_orders"),
    tenant_key("tag_id", to="tags"),
    key=("tag_id", "order_id"),
)

# How many live purchases there are in all ("all"), per status, supplier and warehouse ("status:sent", …).
purchase_order_tallies = tenant_table(
    "purchase_order_tallies",
    Column("name", Text, nullable=False),
    Column("amount", Whole, nullable=False),
    key=("name",),
)

# The row number of the search index is the organization's serial × 2^40 + the order's serial: no look-up either way.
_SEARCH = "CREATE VIRTUAL TABLE purchase_order_search USING fts5(words, tokenize='trigram')"
_make_search: DDL = DDL(_SEARCH)  # type: ignore[no-untyped-call]
event.listen(purchase_orders, "after_create", _make_search.execute_if(dialect="sqlite"))
