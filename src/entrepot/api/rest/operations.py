"""Every operation of the native door: its name, what an example sends and which example it answers."""

from dataclasses import dataclass
from typing import Any

from entrepot.api.rest import (
    examples,
    examples_documents,
    examples_imports,
    examples_people,
    examples_rules,
    examples_views,
    examples_webhooks,
)
from entrepot.api.rest import examples_receipts as receipts
from entrepot.api.rest.examples import plain_document
from entrepot.api.rest.made_up import LINE, PRODUCT, SUPPLIER, TAG, TERM, WAREHOUSE

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: `answer` names an example of `examples.answers()`, in a page of them when `listed`."""

    id: str
    answer: str | None = None
    sends: Document | None = None
    listed: bool = False

    def answered(self) -> Document | None:
        """The example of the answer."""
        if self.answer is None:
            return None
        if self.listed:
            return examples.page(self.answer)
        found: Document = examples.answers()[self.answer]
        return found


_MONEY = {"amount": "4.35", "currency": "EUR"}
_LINE = {"product_id": PRODUCT, "quantity": "120", "requested_date": "2026-03-31T09:00:00Z"}
_ORDER = {
    "supplier_id": SUPPLIER,
    "title": "Spring boards",
    "vendor_note": "Please deliver before noon.",
    "payment_term_id": TERM,
    "delivery_cost": {"amount": "25.00", "currency": "EUR"},
    "references": [{"qualifier": "PROJECT", "value": "HARBOUR-7"}],
    "tags": [TAG],
    "lines": [_LINE, {"description": "Cutting", "kind": "service", "quantity": 1, "unit_price": "40"}],
}
_SUPPLIER = {
    "name": "Baltic Timber",
    "code": "TIMBER",
    "emails": ["orders@timber.example"],
    "currency": "EUR",
    "default_delivery_cost": {"amount": "25.00", "currency": "EUR"},
    "address": {"line_1": "Ostas iela 4", "locality": "Riga", "country": "LV"},
    "identification_codes": [{"qualifier": "EXTERNAL_ID", "value": "4711"}],
}
_PRODUCT = {
    "sku": "BOARD-20",
    "name": "Board 20 × 40, 2 m",
    "barcodes": [{"code": "4006381333931", "quantity": 1}],
    "cost_price": _MONEY,
    "dimensions": {"length": "200", "width": "4", "height": "2", "unit": "cm"},
    "weight": {"value": "0.82", "unit": "kg"},
    "country_of_origin": "LV",
}
_OFFER = {
    "supplier_sku": "BT-2040",
    "price": _MONEY,
    "price_breaks": [{"minimum_quantity": "100", "price": {"amount": "3.95", "currency": "EUR"}}],
    "carton_quantity": 20,
}
_STOCK = {"product_id": PRODUCT, "warehouse_id": WAREHOUSE}
_WHY = {"reason": "As agreed on the phone."}
_ONE = "/purchase-orders/{order_id}"
_RELEASE = f"{_ONE}/releases/{{release_id}}"
_LINES = _ONE + "/lines"
_RECEIPT = "/goods-receipts/{receipt_id}"
_OFFERS = "/suppliers/{supplier_id}/products"


def _noun(path: str, word: str, words: str, example: str, new: Document, update: Document) -> dict[str, Operation]:
    return {
        f"POST {path}": Operation(f"create_{word}", example, new),
        f"GET {path}": Operation(f"list_{words}", example, listed=True),
        f"GET {path}/{{id}}": Operation(f"read_{word}", example),
        f"PATCH {path}/{{id}}": Operation(f"change_{word}", example, update),
    }


def _documents(path: str, word: str) -> dict[str, Operation]:
    folder = f"{path}/documents"
    one = f"{folder}/{{document_id}}"
    return {
        f"POST {folder}": Operation(f"attach_to_{word}", "document", examples_documents.NEW),
        f"GET {folder}": Operation(f"list_{word}_documents", "document", listed=True),
        f"GET {one}": Operation(f"read_{word}_document", "document"),
        f"PATCH {one}": Operation(f"change_{word}_document", "document", examples_documents.CHANGE),
        f"DELETE {one}": Operation(f"remove_{word}_document"),
        f"GET {one}/content": Operation(f"download_{word}_document"),
        f"POST {one}/link": Operation(f"link_{word}_document", "document_link"),
    }


OPERATIONS: dict[str, Operation] = {
    "POST /purchase-orders": Operation("create_order", "order", _ORDER),
    "GET /purchase-orders": Operation("list_orders", "header", listed=True),
    f"GET {_ONE}": Operation("read_order", "order"),
    f"PATCH {_ONE}": Operation("change_order", "order", {"title": "Spring boards", "due_at": "2026-03-31"}),
    f"DELETE {_ONE}": Operation("delete_order"),
    f"POST {_ONE}/send": Operation("send_order", "sent", _WHY),
    f"POST {_ONE}/confirm": Operation("confirm_order", "order", _WHY),
    f"POST {_ONE}/hold": Operation("hold_order", "order", {"reason": "Waiting for the budget."}),
    f"POST {_ONE}/resume": Operation("resume_order", "order", _WHY),
    f"POST {_ONE}/close": Operation("close_order", "order", {**_WHY, "accept_incomplete": True}),
    f"POST {_ONE}/reopen": Operation("reopen_order", "order", _WHY),
    f"POST {_ONE}/cancel": Operation("cancel_order", "order", _WHY),
    f"POST {_ONE}/copy": Operation("copy_order", "order", {"number": "PO-000002"}),
    f"POST {_ONE}/receive": Operation(
        "receive_goods", "received", {"lines": [{"sku": "BOARD-20", "quantity": "80", "rejected": "2"}]}
    ),
    f"POST {_ONE}/returns": Operation(
        "return_goods", "received", {"lines": [{"line_id": LINE, "quantity": "4"}], "reason": "Warped."}
    ),
    f"POST {_ONE}/write-off": Operation("write_off_goods", "received", {"reason": "The supplier ran out."}),
    f"POST {_ONE}/undo-step": Operation("undo_step", "order", {"reason": "Sent too early."}),
    f"GET {_ONE}/movements": Operation("list_order_movements", "movement", listed=True),
    "POST /postings/{posting_id}/undo": Operation("undo_posting", "posted", {"reason": "Counted twice."}),
    "GET /ledger/check": Operation("check_ledger", "ledger"),
    "POST /goods-receipts": Operation("announce_goods", "receipt_posted", receipts.NEW),
    "GET /goods-receipts": Operation("list_receipts", "receipt_listed", listed=True),
    f"GET {_RECEIPT}": Operation("read_receipt", "receipt"),
    f"PATCH {_RECEIPT}": Operation("change_receipt", "receipt_posted", receipts.CHANGE),
    f"GET {_RECEIPT}/events": Operation("list_receipt_events", "event", listed=True),
    f"POST {_RECEIPT}/arrive": Operation("note_arrival", "receipt_posted"),
    f"POST {_RECEIPT}/complete": Operation("complete_receipt", "receipt_posted"),
    f"POST {_RECEIPT}/cancel": Operation("cancel_receipt", "receipt_posted", {"reason": "The truck turned back."}),
    f"POST {_RECEIPT}/undo": Operation("undo_receipt", "receipt_posted", {"reason": "Counted twice."}),
    f"POST {_RECEIPT}/lines": Operation("book_goods", "receipt_posted", receipts.BOOK),
    f"POST {_RECEIPT}/lines/{{line_id}}/match": Operation("match_goods", "receipt_posted", receipts.MATCH),
    f"POST {_RECEIPT}/pieces": Operation("add_piece", "piece_posted", receipts.PIECE_NEW),
    f"PATCH {_RECEIPT}/pieces/{{piece_id}}": Operation("change_piece", "piece_posted", receipts.PIECE_CHANGE),
    f"POST {_ONE}/releases": Operation(
        "release_goods",
        "released",
        {"lines": [{"line_id": LINE, "quantity": "40"}], "accept": True, "ready_at": "2026-03-28T08:00:00Z"},
    ),
    f"GET {_ONE}/releases": Operation("list_releases", "release", listed=True),
    f"GET {_RELEASE}": Operation("read_release", "release"),
    f"POST {_RELEASE}/accept": Operation("accept_release", "released"),
    f"POST {_RELEASE}/reject": Operation("reject_release", "release_rejected", {"reason": "Too early."}),
    f"POST {_RELEASE}/cancel": Operation("cancel_release", "release_canceled", {"reason": "Wrong quay."}),
    f"POST {_RELEASE}/transit": Operation("follow_shipment", "release_moved", {"transit": "in_transit"}),
    f"GET {_ONE}/events": Operation("list_order_events", "event", listed=True),
    f"GET {_ONE}/why": Operation("explain_order", "why"),
    f"GET {_ONE}/wires": Operation("show_order_wires", "wires"),
    f"POST {_LINES}": Operation("add_line", "line", _LINE),
    f"GET {_LINES}/{{line_id}}": Operation("read_line", "line"),
    f"PATCH {_LINES}/{{line_id}}": Operation("change_line", "line", {"quantity": "140", "unit_price": "3.90"}),
    f"DELETE {_LINES}/{{line_id}}": Operation("remove_line"),
    **_noun(
        "/suppliers", "supplier", "suppliers", "supplier", _SUPPLIER, {"block": "orders", "remarks": "Late twice."}
    ),
    "DELETE /suppliers/{id}": Operation("delete_supplier"),
    "DELETE /products/{id}": Operation("delete_product"),
    "DELETE /tags/{id}": Operation("delete_tag"),
    f"PUT {_OFFERS}/{{product_id}}": Operation("put_supplier_product", "offer", _OFFER),
    f"GET {_OFFERS}/{{product_id}}": Operation("read_supplier_product", "offer"),
    f"GET {_OFFERS}": Operation("list_supplier_products", "offer", listed=True),
    **_noun("/products", "product", "products", "product", _PRODUCT, {"name": "Board 20 × 40", "hs_code": "44071190"}),
    **_noun(
        "/warehouses",
        "warehouse",
        "warehouses",
        "warehouse",
        {"name": "North yard", "code": "NORTH"},
        {"active": False},
    ),
    **_noun("/companies", "company", "companies", "company", {"name": "Harbour Supplies OÜ"}, {"code": "EE"}),
    **_noun(
        "/payment-terms",
        "payment_term",
        "payment_terms",
        "term",
        {"name": "2/10 net 30", "days": 30, "discount_percent": "2", "discount_days": 10},
        {"days": 45},
    ),
    **_noun("/tags", "tag", "tags", "tag", {"name": "Urgent", "color": "#d33"}, {"status": "inactive"}),
    **_noun("/views", "view", "views", "view", examples_views.NEW_VIEW, examples_views.CHANGE_VIEW),
    "DELETE /views/{id}": Operation("delete_view"),
    "GET /views/{view_id}/orders": Operation("list_view_orders", "header", listed=True),
    **_noun(
        "/custom-columns",
        "custom_column",
        "custom_columns",
        "custom_column",
        examples_views.NEW_COLUMN,
        examples_views.CHANGE_COLUMN,
    ),
    "DELETE /custom-columns/{id}": Operation("delete_custom_column"),
    f"POST {_ONE}/tracking": Operation("add_tracking", "tracking", examples_views.NEW_TRACKING),
    f"GET {_ONE}/tracking": Operation("list_tracking", "parcel", listed=True),
    f"GET {_ONE}/tracking/{{tracking_id}}": Operation("read_tracking", "tracking"),
    f"PATCH {_ONE}/tracking/{{tracking_id}}": Operation("change_tracking", "tracking", examples_views.CHANGE_TRACKING),
    f"DELETE {_ONE}/tracking/{{tracking_id}}": Operation("remove_tracking"),
    **_noun("/rules", "rule", "rules", "rule", examples_rules.NEW, examples_rules.CHANGE),
    "DELETE /rules/{id}": Operation("delete_rule"),
    "GET /rules/{rule_id}/runs": Operation("list_rule_runs", "rule_run", listed=True),
    "GET /rule-types": Operation("list_rule_types", "rule_type", listed=True),
    "POST /stock-mutations": Operation("change_stock", "mutated", {**_STOCK, "delta": "40", "reason": "Opening stock"}),
    "POST /reservations": Operation("reserve_stock", "reserved", {**_STOCK, "quantity": "6", "reference": "SHOP-88"}),
    "GET /stock-levels": Operation("list_stock_levels", "level", listed=True),
    "GET /stock-mutations": Operation("list_stock_mutations", "mutation", listed=True),
    "POST /pre-orders": Operation(
        "create_pre_order",
        "pre_order",
        {"product_id": PRODUCT, "quantity": "8", "reference": "SHOP-91", "customer": "Marina Bay Joiners"},
    ),
    "GET /pre-orders": Operation("list_pre_orders", "pre_order", listed=True),
    "GET /pre-orders/{pre_order_id}": Operation("read_pre_order", "pre_order"),
    "POST /pre-orders/{pre_order_id}/cancel": Operation("cancel_pre_order", "pre_order_canceled", _WHY),
    "GET /availability": Operation("list_availability", "availability", listed=True),
    "POST /users": Operation("create_user", "user", examples_people.NEW_USER),
    "GET /users": Operation("list_users", "user", listed=True),
    "GET /users/{user_id}": Operation("read_user", "user"),
    "PATCH /users/{user_id}": Operation("change_user", "user", examples_people.CHANGE_USER),
    "POST /keys": Operation("create_key", "key_made", examples_people.NEW_KEY),
    "GET /keys": Operation("list_keys", "key", listed=True),
    "GET /keys/{key_id}": Operation("read_key", "key"),
    "POST /keys/{key_id}/revoke": Operation("revoke_key", "key_revoked"),
    "POST /sessions": Operation("sign_in", "session_made", examples_people.SIGN_IN),
    "GET /sessions": Operation("list_sessions", "session", listed=True),
    "POST /sessions/{session_id}/end": Operation("end_session", "session_ended"),
    "GET /can": Operation("ask_right", "verdict"),
    "GET /events": Operation("follow_events", "feed"),
    "GET /audit/verify": Operation("verify_audit", "audit"),
    "GET /me": Operation("read_me", "me"),
    "GET /organization": Operation("read_organization", "organization"),
    "PATCH /organization": Operation("change_organization", "organization", {"name": "Harbour Supplies"}),
    "GET /organization/settings": Operation("read_settings", "settings"),
    "PATCH /organization/settings": Operation(
        "change_settings", "settings", {"receiving.over_receipt_percent": "5", "receiving.auto_close": True}
    ),
    "POST /exchange-rates": Operation("set_rate", "rate", {"currency": "USD", "rate": "0.92"}),
    "GET /exchange-rates": Operation("list_rates", "rate", listed=True),
    "POST /imports": Operation("start_import", "import", examples_imports.NEW),
    "GET /imports": Operation("list_imports", "import", listed=True),
    "GET /imports/templates/{kind}": Operation("read_import_template", "import_template"),
    "GET /imports/{import_id}": Operation("read_import", "import"),
    "POST /imports/{import_id}/cancel": Operation("cancel_import", "import"),
    "GET /imports/{import_id}/rows": Operation("list_import_rows", "import_row", listed=True),
    "GET /imports/{import_id}/errors": Operation("list_import_errors", "import_error", listed=True),
    "GET /imports/{import_id}/file": Operation("download_import"),
    "POST /webhooks": Operation("create_webhook", "webhook_made", examples_webhooks.NEW),
    "GET /webhooks": Operation("list_webhooks", "webhook", listed=True),
    "GET /webhooks/{webhook_id}": Operation("read_webhook", "webhook"),
    "PATCH /webhooks/{webhook_id}": Operation("change_webhook", "webhook", examples_webhooks.CHANGE),
    "DELETE /webhooks/{webhook_id}": Operation("delete_webhook"),
    "POST /webhooks/{webhook_id}/rotate": Operation("rotate_webhook", "webhook_rotated", examples_webhooks.ROTATE),
    "POST /webhooks/{webhook_id}/test": Operation("test_webhook", "delivery_asked"),
    "GET /webhooks/{webhook_id}/deliveries": Operation("list_deliveries", "delivery", listed=True),
    "GET /deliveries/{delivery_id}": Operation("read_delivery", "delivery_detail"),
    "POST /deliveries/{delivery_id}/resend": Operation("resend_delivery", "delivery_asked"),
    "GET /jobs": Operation("list_jobs", "job", listed=True),
    "GET /jobs/{job_id}": Operation("read_job", "job"),
    "POST /jobs/{job_id}/replay": Operation("replay_job", "job"),
    "POST /jobs/{job_id}/cancel": Operation("cancel_job", "job"),
    **_documents(_ONE, "order"),
    **_documents(_RECEIPT, "receipt"),
    **_documents("/suppliers/{supplier_id}", "supplier"),
    **_documents("/products/{product_id}", "product"),
    "GET /errors": Operation("list_errors", "code", listed=True),
    "GET /errors/{code}": Operation("read_error", "code"),
}


def sent(operation: Operation) -> Document | None:
    """The example of what is sent, in plain JSON values."""
    if operation.sends is None:
        return None
    document: Document = plain_document(operation.sends)
    return document
