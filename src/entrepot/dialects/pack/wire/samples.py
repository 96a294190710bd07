"""The examples of the API document: one small world of made-up goods."""

from typing import Any

Document = dict[str, Any]

ORGANIZATION_ID = "0193a7c2-5f10-7a3b-9c4d-2e6f81b0a7d4"
ORDER_ID = "0193b0e4-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
LINE_ID = "0193b0e4-1a2b-7c3d-8e4f-5a6b7c8d9e10"
SUPPLIER_ID = "0193a8d1-90ab-7cde-8f01-23456789abcd"
PRODUCT_ID = "0193a8d3-4b5c-7d6e-9f70-8192a3b4c5d6"
WAREHOUSE_ID = "0193a7c2-6120-7b4c-8d5e-3f7092c1b8e5"
EVENT_ID = "0193b0e4-1a2b-7c3d-8e4f-5a6b7c8d9e11"
MORNING = "2026-03-02T08:15:00Z"
AUTUMN = "2025-10-20T09:00:00Z"
PRICE = {"currency": "EUR", "value": "6.80"}
REFERENCE = "WK10-TEA"

LINE_REQUEST: Document = {"product_id": PRODUCT_ID, "quantity_ordered": 120, "price": PRICE, "sell_ahead": 30}
CREATE_ORDER: Document = {"supplier_id": SUPPLIER_ID, "reference": REFERENCE, "lines": [LINE_REQUEST]}
CHANGE_ORDER: Document = {"reference": "WK10-TEA-B", "status": "ordered"}
CHANGE_LINE: Document = {"quantity_ordered": 144}
CHANGE_SUPPLIER: Document = {"remarks": "Closed on Mondays"}
CREATE_SUPPLIER: Document = {
    "name": "Tidewater Teas",
    "reference": "C-4471",
    "emails": ["desk@tidewater.example"],
    "remarks": "Order before noon",
}
CHANGE_PRODUCT: Document = {"barcodes": [{"barcode": "8712345600012", "quantity": 1}], "hs_code": 90230}
CREATE_PRODUCT: Document = {
    "name": "Smoked tea, tin of 125 g",
    "brand_name": "Tidewater",
    "code": "TEA-SMK-125",
    "barcodes": [{"barcode": "8712345600012", "quantity": 1}],
    "dimensions": {"height": 9.5, "length": 7, "width": 7, "unit": "cm"},
    "weight": {"value": 0.18, "unit": "kg"},
    "hs_code": 9023000,
    "country_code_of_origin": "CN",
    "description": "Black tea in tins",
    "cost_price": PRICE,
    "regular_price": {"currency": "EUR", "value": "13.95"},
    "type": "standard",
}
HANDLE_PRODUCT: Document = {"settings": {"needs_lot_number": True, "needs_expiry_date": True}}

SUPPLIER: Document = {"id": SUPPLIER_ID, **CREATE_SUPPLIER, "created_at": AUTUMN, "updated_at": AUTUMN}
PRODUCT: Document = {
    "id": PRODUCT_ID,
    "name": "Smoked tea, tin of 125 g",
    "brand_name": "Tidewater",
    "code": "TEA-SMK-125",
    "cost_price": PRICE,
    "regular_price": {"currency": "EUR", "value": "13.95"},
    "dimensions": {"height": 9.5, "length": 7, "width": 7, "unit": "cm"},
    "weight": {"value": 180, "unit": "g"},
    "hs_code": 9023000,
    "country_code_of_origin": "CN",
    "description": "Black tea in tins",
    "quantity_allocated": 14,
    "quantity_on_hand": 96,
    "quantity_available": 82,
    "type": "standard",
    "created_at": AUTUMN,
    "updated_at": MORNING,
    "barcodes": [{"id": "0193a8d3-4b5c-7d6e-9f70-8192a3b4c5d7", "barcode": "8712345600012", "quantity": 1}],
    "media": [
        {
            "id": "0193a8d3-4b5c-7d6e-9f70-8192a3b4c5d8",
            "url": "https://pictures.example/tea.jpg",
            "url_medium": "https://pictures.example/tea.jpg",
            "url_thumb": "https://pictures.example/tea.jpg",
        }
    ],
}
_HIDDEN = {"cost_price", "regular_price", "description", "type", "barcodes", "media"}
WAREHOUSE_PRODUCT: Document = {
    "organization_id": ORGANIZATION_ID,
    **{name: value for name, value in PRODUCT.items() if name not in _HIDDEN and not name.startswith("quantity_")},
}
SUMMARY: Document = {
    "id": ORDER_ID,
    "supplier_id": SUPPLIER_ID,
    "reference": REFERENCE,
    "status": "created",
    "created_at": MORNING,
    "updated_at": MORNING,
}
LINE: Document = {
    "id": LINE_ID,
    "purchase_order_id": ORDER_ID,
    "product_id": PRODUCT_ID,
    "price": PRICE,
    "quantity_ordered": 120,
    "quantity_received": 0,
    "sell_ahead": 30,
}
EVENT: Document = {
    "id": EVENT_ID,
    "code": "purchase_order.created",
    "category": "info",
    "message": "Order WK10-TEA was entered.",
    "created_by": {"name": "Ilse Verhoeven", "avatar": None},
    "created_at": MORNING,
    "occurred_at": MORNING,
    "updated_at": MORNING,
}
FULL: Document = {
    **SUMMARY,
    "events": [EVENT],
    "lines": [{**LINE, "product": PRODUCT}],
    "supplier": SUPPLIER,
    "updatable": True,
}
WAREHOUSE: Document = {"id": WAREHOUSE_ID, "name": "Harbour shed", "created_at": AUTUMN, "updated_at": AUTUMN}
PRODUCT_WAREHOUSE: Document = {
    "product_id": PRODUCT_ID,
    "warehouse_id": WAREHOUSE_ID,
    "needs_expiry_date": False,
    "needs_lot_number": False,
    "needs_serial_number": False,
    "needs_serial_number_while_packing": False,
    "quantity_allocated": 14,
    "quantity_on_hand": 96,
    "quantity_available": 82,
}
REFUSED: Document = {
    "message": "A quantity of at least 1 is expected.",
    "errors": {"lines.0.quantity_ordered": ["A quantity of at least 1 is expected."]},
}
