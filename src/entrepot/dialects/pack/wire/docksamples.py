"""The examples of the API document for the dock and the stock."""

from entrepot.dialects.pack.wire.samples import (
    LINE,
    MORNING,
    ORDER_ID,
    ORGANIZATION_ID,
    PRODUCT_ID,
    SUMMARY,
    WAREHOUSE_ID,
    WAREHOUSE_PRODUCT,
    Document,
)

RECEIPT_ID = "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a1b"
PIECE_ID = "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a1c"
BOOKED_ID = "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a1d"
STOCK_ID = "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a1e"
MUTATION_ID = "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a1f"
NOON = "2026-03-12T11:40:00Z"
NOWHERE: Document = {"locatable_id": None, "locatable_type": None}

PIECE_REQUEST: Document = {"type": "pallet", "barcode": "PLT-2031", "carrier_code": None}
_ANNOUNCED: Document = {
    "expected_delivery_at": "2026-03-12",
    "remarks": "Gate 4",
    "pieces": [PIECE_REQUEST],
    "purchase_orders": [{"id": ORDER_ID}],
}
ANNOUNCE: Document = {"warehouse_id": WAREHOUSE_ID, **_ANNOUNCED}
AT_THE_DOOR: Document = {"organization_id": ORGANIZATION_ID, **_ANNOUNCED}
CHANGE_RECEIPT: Document = {"remarks": "Gate 2", "expected_delivery_at": "2026-03-13T09:00:00+01:00"}
ADD_PIECE: Document = {"goods_receipt_id": RECEIPT_ID, "type": "package", "carrier_code": "postnl", "barcode": "3SAB1"}
CHANGE_PIECE: Document = {"status": "arrived"}
BOOK: Document = {
    "goods_receipt_piece_id": PIECE_ID,
    "product_id": PRODUCT_ID,
    "quantity_received": 48,
    "stock": {**NOWHERE, "lot_number": "HAR-26", "expiry_date": "2028-03-31"},
}
MUTATE: Document = {**NOWHERE, "product_id": PRODUCT_ID, "delta": -2, "reason": "Two tins dented"}

_RECEIPT: Document = {
    "remarks": "Gate 4",
    "status": "expected",
    "expected_delivery_at": "2026-03-12T00:00:00Z",
    "arrived_at": None,
    "completed_at": None,
    "created_at": MORNING,
    "updated_at": MORNING,
}
RECEIPT: Document = {"id": RECEIPT_ID, "warehouse_id": WAREHOUSE_ID, **_RECEIPT}
WAREHOUSE_RECEIPT: Document = {"id": RECEIPT_ID, "organization_id": ORGANIZATION_ID, **_RECEIPT}
PIECE: Document = {
    "id": PIECE_ID,
    "goods_receipt_id": RECEIPT_ID,
    **PIECE_REQUEST,
    "status": "expected",
    "arrived_at": None,
    "completed_at": None,
    "created_at": MORNING,
    "updated_at": MORNING,
}
BOOKED: Document = {
    "id": BOOKED_ID,
    "goods_receipt_piece_id": PIECE_ID,
    "product_id": PRODUCT_ID,
    "quantity_received": 48,
    "created_at": NOON,
    "updated_at": NOON,
}
_PARTS: Document = {"pieces": [PIECE], "purchase_orders": [{**SUMMARY, "status": "expected"}], "lines": []}
FULL_RECEIPT: Document = {**RECEIPT, **_PARTS}
FULL_WAREHOUSE_RECEIPT: Document = {**WAREHOUSE_RECEIPT, **_PARTS}
WAREHOUSE_ORDER: Document = {
    **SUMMARY,
    "organization_id": ORGANIZATION_ID,
    "status": "receiving",
    "lines": [{**LINE, "product": WAREHOUSE_PRODUCT}],
}
_QUANTITIES: Document = {"quantity_allocated": 14, "quantity_on_hand": 144, "quantity_available": 130}
_LOT: Document = {"expiry_date": None, "lot_number": None}
STOCK: Document = {
    "id": STOCK_ID,
    **NOWHERE,
    "product_id": PRODUCT_ID,
    **_QUANTITIES,
    **_LOT,
    "created_at": MORNING,
    "updated_at": NOON,
}
WAREHOUSE_MUTATION: Document = {
    "id": MUTATION_ID,
    **NOWHERE,
    "product_id": PRODUCT_ID,
    "stock_id": STOCK_ID,
    "delta": -2,
    "reason": "Two tins dented",
    **_LOT,
    "created_at": NOON,
    "created_by": {"name": "Ilse Verhoeven", "avatar": None},
}
MUTATION: Document = {**WAREHOUSE_MUTATION, "warehouse_id": WAREHOUSE_ID, "workstation_id": None}
MOVE: Document = {**NOWHERE, "quantity": 1, "serial_numbers": [{"code": "SN-104"}]}
SERIAL: Document = {
    "id": "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a20",
    "code": "SN-104",
    "product_id": PRODUCT_ID,
    "stock_id": STOCK_ID,
    "created_at": NOON,
    "updated_at": NOON,
}
REPLENISHMENT: Document = {"product_id": PRODUCT_ID, "quantity_recommended": 6, "product": WAREHOUSE_PRODUCT}
