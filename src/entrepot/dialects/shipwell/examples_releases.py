"""One believable exchange for releases and sales orders, for the API document. All names and numbers are made up."""

from typing import Any

from entrepot.dialects.shipwell.examples import ITEM_ID, NEW_ITEM, ORDER_ID
from entrepot.dialects.shipwell.render.shapes import EMPTY_REQUIREMENTS

Document = dict[str, Any]

NEW_RELEASE: Document = {
    "release_type": "ORDER",
    "auto_accept": True,
    "ready_to_ship_at": "2026-04-04T08:00:00Z",
    "items": [
        {
            "released_from_item_id": ITEM_ID,
            "released_amount": {"unit": "BAG", "value": "40"},
            "shipping_requirements": {"packaging_type": "PALLET", "quantity": 1},
        }
    ],
}
RELEASE: Document = {
    "id": "01JQ4B8D0E6F2G3H4J5K6M7N8P",
    "release_type": "ORDER",
    "created_from_order_id": ORDER_ID,
    "released_onto_order_id": "01JQ4B8D0E9Z1Y2X3W4V5T6S7R",
    "status": "ACCEPTED",
    "items": [
        {
            "released_from_item_id": ITEM_ID,
            "released_amount": {"unit": "BAG", "value": "40"},
            "shipping_requirements": {
                **EMPTY_REQUIREMENTS,
                "packaging_type": "PALLET",
                "quantity": 1,
                "value_per_piece": NEW_ITEM["shipping_requirements"]["value_per_piece"],
            },
            "custom_data": None,
            "released_to_item_id": "01JQ4B8D0EAS4D5F6G7H8J9K0M",
        }
    ],
    "documents": [],
    "ship_from": None,
    "ready_to_ship_at": "2026-04-04T08:00:00.000000Z",
    "accepted_at": "2026-03-30T15:04:05.000000Z",
    "rejected_at": None,
    "cancelled_at": None,
    "custom_data": None,
}
SALES_ORDER_CHANGE: Document = {
    "order_number": "HB-20417",
    "order_type": "SALES_ORDER",
    "name": "Spring resupply, as agreed by phone",
    "items": [{"id": ITEM_ID, "amount": {"value": "118"}, "description": "Rye flour 25 kg, new sacks"}],
}
