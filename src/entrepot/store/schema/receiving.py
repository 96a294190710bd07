"""Goods receipts, the ledger of quantities, and serial numbers. Quantities are scaled by 10^6."""

from sqlalchemy import Column, Text

from entrepot.book.receiving.movement import MovementKind
from entrepot.book.receiving.receipt import PieceType, ReceiptStatus
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Day, Flag, Id, Json, Moment, Scaled, Whole

goods_receipts = tenant_table(
    "goods_receipts",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("version", Whole, nullable=False),
    Column("warehouse_id", Id, nullable=False),
    Column("status", Choice(ReceiptStatus), nullable=False),
    Column("expected_at", Moment),
    Column("arrived_at", Moment),
    Column("completed_at", Moment),
    Column("canceled_at", Moment),
    Column("undone_at", Moment),
    Column("remarks", Text),
    Column("reference", Text),
    Column("source", Text, nullable=False),
    Column("client_id", Text),
    Column("created_by_id", Id, nullable=False),
    Column("created_by_name", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("custom_data", Json, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
    tenant_unique("client_id"),
    tenant_key("warehouse_id", to="warehouses"),
)
tenant_index(goods_receipts, "status", "id")
tenant_index(goods_receipts, "warehouse_id", "id")
tenant_index(goods_receipts, "expected_at", "id")
tenant_index(goods_receipts, "completed_at", "id")
tenant_index(goods_receipts, "updated_at", "id")

goods_receipt_orders = tenant_table(
    "goods_receipt_orders",
    Column("receipt_id", Id, nullable=False),
    Column("order_id", Id, nullable=False),
    Column("position", Whole, nullable=False),
    tenant_key("receipt_id", to="goods_receipts"),
    tenant_key("order_id", to="purchase_orders"),
    key=("receipt_id", "order_id"),
)
tenant_index(goods_receipt_orders, "order_id", "receipt_id")

goods_receipt_pieces = tenant_table(
    "goods_receipt_pieces",
    Column("id", Id, nullable=False),
    Column("receipt_id", Id, nullable=False),
    Column("position", Whole, nullable=False),
    Column("type", Choice(PieceType), nullable=False),
    Column("carrier_code", Text),
    Column("barcode", Text),
    Column("barcode_key", Text),
    Column("status", Choice(ReceiptStatus), nullable=False),
    Column("arrived_at", Moment),
    Column("completed_at", Moment),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("custom_data", Json, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_key("receipt_id", to="goods_receipts"),
)
tenant_index(goods_receipt_pieces, "receipt_id", "position")
tenant_index(goods_receipt_pieces, "barcode_key", "id")

goods_receipt_lines = tenant_table(
    "goods_receipt_lines",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("receipt_id", Id, nullable=False),
    Column("position", Whole, nullable=False),
    Column("piece_id", Id),
    Column("order_id", Id),
    Column("order_line_id", Id),
    Column("product_id", Id),
    Column("warehouse_id", Id, nullable=False),
    Column("accepted", Scaled, nullable=False),
    Column("rejected", Scaled, nullable=False),
    Column("matched", Scaled, nullable=False),
    Column("undone", Scaled, nullable=False),
    Column("reason", Text),
    Column("lot", Text),
    Column("expiry", Day),
    Column("serial_numbers", Json, nullable=False),
    Column("description", Text),
    Column("client_ids", Json, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("custom_data", Json, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
    tenant_key("receipt_id", to="goods_receipts"),
    tenant_key("piece_id", to="goods_receipt_pieces"),
    tenant_key("product_id", to="products"),
    tenant_key("warehouse_id", to="warehouses"),
)
tenant_index(goods_receipt_lines, "receipt_id", "position")
tenant_index(goods_receipt_lines, "order_line_id", "id")
tenant_index(goods_receipt_lines, "product_id", "id")

movements = tenant_table(
    "movements",
    Column("id", Id, nullable=False),
    Column("kind", Choice(MovementKind), nullable=False),
    Column("quantity", Scaled, nullable=False),
    Column("order_id", Id, nullable=False),
    Column("order_line_id", Id, nullable=False),
    Column("posting_id", Id, nullable=False),
    Column("receipt_id", Id),
    Column("receipt_line_id", Id),
    Column("product_id", Id),
    Column("warehouse_id", Id),
    Column("lot", Text),
    Column("expiry", Day),
    Column("reason", Text),
    Column("reverses_id", Id),
    Column("client_id", Text),
    Column("actor_id", Id, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("door", Text, nullable=False),
    Column("occurred_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    tenant_unique("client_id"),
    tenant_unique("reverses_id"),
    tenant_key("order_id", to="purchase_orders"),
    tenant_key("receipt_id", to="goods_receipts"),
    tenant_key("receipt_line_id", to="goods_receipt_lines"),
)
tenant_index(movements, "order_id", "id")
tenant_index(movements, "order_line_id", "id")
tenant_index(movements, "posting_id", "id")
tenant_index(movements, "receipt_line_id", "id")

numbered_units = tenant_table(
    "numbered_units",
    Column("id", Id, nullable=False),
    Column("product_id", Id, nullable=False),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False),
    Column("warehouse_id", Id, nullable=False),
    Column("receipt_id", Id),
    Column("receipt_line_id", Id),
    Column("lot", Text),
    Column("expiry", Day),
    Column("present", Flag, nullable=False),
    Column("left_with_id", Id),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    tenant_unique("product_id", "code_key"),
    tenant_key("product_id", to="products"),
    tenant_key("receipt_line_id", to="goods_receipt_lines"),
)
tenant_index(numbered_units, "receipt_line_id", "id")
tenant_index(numbered_units, "code_key", "id")
tenant_index(numbered_units, "left_with_id", "id")
