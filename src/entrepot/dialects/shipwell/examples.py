"""One believable exchange for every operation, for the API document. All names and numbers are made up."""

from typing import Any

from entrepot.dialects.shipwell.render.shapes import EMPTY_ADDRESS, EMPTY_REQUIREMENTS, EMPTY_STOP

Document = dict[str, Any]

ORDER_ID = "01JQ3A7C9D5E1F2G3H4J5K6M7N"
ITEM_ID = "01JQ3A7C9E0P1Q2R3S4T5V6W7X"
TAG_ID = "01JPZK4D7W3M9RTBX0G5HN2Q8V"

NEW_ITEM: Document = {
    "description": "Rye flour 25 kg",
    "amount": {"unit": "BAG", "value": "120"},
    "references": [{"qualifier": "PRODUCT_REF", "value": "RYE-25"}],
    "shipping_requirements": {
        "packaging_type": "PALLET",
        "quantity": 3,
        "gross_weight": {"unit": "KG", "value": "3075.5"},
        "value_per_piece": {"currency_code": "USD", "value": "18.40"},
    },
}
ITEM_CHANGE: Document = {"amount": {"unit": "BAG", "value": "96"}, "description": "Rye flour 25 kg, dark"}
NEW_ORDER: Document = {
    "order_number": "HB-20417",
    "name": "Spring resupply",
    "ship_to": {
        "country": "US",
        "line_1": "88 Quarry Rd",
        "locality": "Duluth",
        "region": "MN",
        "postal_code": "55802",
        "timezone": "America/Chicago",
        "company_name": "Harbor Bakehouse",
        "location_number": "HB-7",
        "geolocation": {"latitude": 46.78, "longitude": -92.1},
        "shipping_requirements": {"plan_window": {"start": "2026-04-06T13:00:00Z", "end": "2026-04-06T17:00:00Z"}},
    },
    "ship_from": {"country": "CA", "locality": "Winnipeg", "region": "MB"},
    "start_date": "2026-04-01",
    "expiration_date": "2026-06-30",
    "references": [{"qualifier": "PURCHASE_ORDER_NUMBER", "value": "4500-311"}],
    "items": [NEW_ITEM],
    "supplier": {"name": "Prairie Mills", "email": "orders@prairie-mills.example"},
    "supplier_created_releases_allowed": True,
    "tags": ["cold-dock"],
    "custom_data": {"cost_center": "D-19"},
}
ORDER_CHANGE: Document = {
    "order_number": "HB-20417",
    "name": "Spring resupply, second half",
    "expiration_date": None,
    "items": [{"id": ITEM_ID, **ITEM_CHANGE}, {"amount": {"unit": "BAG", "value": "8"}, "description": "Malt"}],
}
ITEM: Document = {
    "id": ITEM_ID,
    "amount": {"unit": "BAG", "value": "120"},
    "available_amount": {"unit": "BAG", "value": "120"},
    "description": "Rye flour 25 kg",
    "references": [{"qualifier": "PRODUCT_REF", "value": "RYE-25"}],
    "shipping_requirements": {
        **EMPTY_REQUIREMENTS,
        "packaging_type": "PALLET",
        "quantity": 3,
        "gross_weight": {"unit": "KG", "value": "3075.5"},
        "value_per_piece": {"currency_code": "USD", "value": "18.40"},
    },
    "custom_data": None,
}
ORDER_TAG: Document = {"id": TAG_ID, "name": "Cold dock", "slug": "cold-dock", "color": "#1f6feb"}
SUPPLIER: Document = {
    "name": "Prairie Mills",
    "address": None,
    "identification_codes": [],
    "phone_number": None,
    "email": "orders@prairie-mills.example",
    "supplier_id": None,
}
_SHARED: Document = {
    "id": ORDER_ID,
    "order_number": "HB-20417",
    "name": "Spring resupply",
    "description": None,
    "status": "NOT_READY",
    "source": "OTHER",
    "source_system_id": None,
    "start_date": "2026-04-01",
    "expiration_date": "2026-06-30",
    "references": [{"qualifier": "PURCHASE_ORDER_NUMBER", "value": "4500-311"}],
    "shipping_requirements": None,
    "ship_to": {
        **EMPTY_STOP,
        **NEW_ORDER["ship_to"],
        "shipping_requirements": {
            "plan_window": {"start": "2026-04-06T13:00:00.000000Z", "end": "2026-04-06T17:00:00.000000Z"}
        },
    },
    "ship_from": {**EMPTY_STOP, **NEW_ORDER["ship_from"]},
    "items": [ITEM],
    "tags": [ORDER_TAG],
    "groups": [],
    "supplier": SUPPLIER,
    "supplier_created_releases_allowed": True,
    "custom_data": {"cost_center": "D-19"},
    "releases": [],
    "released_from_release_id": None,
    "created_from_order_id": None,
    "cancelled_at": None,
    "created_at": "2026-03-18T10:22:41.507311Z",
    "updated_at": "2026-03-18T10:22:41.507311Z",
}
ORDER: Document = {**_SHARED, "order_type": "PURCHASE_ORDER", "archived": False}
CANCELLED_ORDER: Document = {**ORDER, "status": "CANCELLED", "cancelled_at": "2026-03-19T08:00:00.000000Z"}
CUSTOMER: Document = {
    "name": "Harbor Bakehouse",
    "address": {**EMPTY_ADDRESS, "country": "US", "line_1": "88 Quarry Rd", "locality": "Duluth", "region": "MN"},
    "email": "buying@harbor-bakehouse.example",
    "phone_number": None,
    "identification_codes": [],
}
SALES_ORDER: Document = {**_SHARED, "order_type": "SALES_ORDER", "customer": CUSTOMER}

NEW_TAG: Document = {"name": "Cold dock", "color": "#1f6feb", "status": "ACTIVE", "description": "Keep below 8 °C"}
TAG: Document = {
    **ORDER_TAG,
    "status": "ACTIVE",
    "description": "Keep below 8 °C",
    "created_at": "2026-03-18T10:22:41.507311Z",
    "updated_at": "2026-03-18T10:22:41.507311Z",
    "deleted_at": None,
}
SIGN_IN: Document = {"email": "buyer@harbor-bakehouse.example", "password": "three made-up words"}
USER: Document = {
    "id": "01JPZK4D7W3M9RTBX0G5HN2Q99",
    "email": "buyer@harbor-bakehouse.example",
    "first_name": "Buyer",
    "last_name": "Example",
    "role": "buyer",
    "permissions": ["orders.read", "orders.write"],
    "company_id": "01JPZK4D7W3M9RTBX0G5HN2Q77",
}
TOKEN: Document = {
    "token": "ses_made-up-token",
    "driver_token": None,
    "driver": None,
    "user": USER,
    "api_key": None,
}


def page(entry: Document, path: str) -> Document:
    """A page holding this entry."""
    return {
        "data": [entry],
        "count": 1,
        "total_count": 1,
        "links": {"first": f"https://host/shipwell{path}", "last": None, "next": None, "prev": None},
    }


ERRORS: Document = {
    "errors": [
        {
            "status": "400",
            "code": "validation_error",
            "title": "Validation Error",
            "detail": "At most 64 characters.",
            "source": {"pointer": "/order_number", "parameter": None},
            "meta": None,
        }
    ]
}
