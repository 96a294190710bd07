"""The examples of views, custom columns and tracking numbers: what is sent and what is answered."""

from typing import Any

from entrepot.api.rest.custom_columns import column_document
from entrepot.api.rest.made_up import ACTOR, NOON, ORDER, ORGANIZATION, OTHER
from entrepot.api.rest.render import tracking_document
from entrepot.api.rest.views import view_document
from entrepot.book.orders.columns import ColumnType, CustomColumn
from entrepot.book.orders.savedview import SavedView, ViewNoun
from entrepot.book.orders.tracking import Tracking

NEW_VIEW: dict[str, Any] = {
    "name": "Late from abroad",
    "filters": {"status": ["sent", "confirmed"], "overdue": True},
    "sort": "due_at",
    "columns": ["number", "supplier", "due_at", "total"],
    "shared": True,
}
CHANGE_VIEW: dict[str, Any] = {"sort": "-total"}
NEW_COLUMN: dict[str, Any] = {
    "key": "season",
    "name": "Season",
    "type": "choice",
    "choices": ["spring", "autumn"],
}
CHANGE_COLUMN: dict[str, Any] = {"choices": ["spring", "summer", "autumn"]}
NEW_TRACKING: dict[str, Any] = {
    "number": "1Z999AA10123456784",
    "carrier": "UPS",
    "shipped_at": "2026-03-04T08:00:00Z",
    "shipped": "partial",
}
CHANGE_TRACKING: dict[str, Any] = {"carrier": "UPS Standard"}


def _view() -> SavedView:
    view = NEW_VIEW
    columns = tuple(view["columns"])
    return SavedView(
        ORGANIZATION, OTHER, 1001, view["name"], ViewNoun.PURCHASE_ORDERS, view["filters"], view["sort"], columns,
        ACTOR, "Shop API key", True, 1, NOON, NOON,
    )  # fmt: skip


def _column() -> CustomColumn:
    choices = tuple(NEW_COLUMN["choices"])
    return CustomColumn(ORGANIZATION, OTHER, 1001, "season", "Season", ColumnType.CHOICE, choices, None, 1, NOON, NOON)


def view_answers() -> dict[str, Any]:
    """An example of everything that is answered, by name."""
    parcel = tracking_document(Tracking(OTHER, 1001, "1Z999AA10123456784", "UPS", NOON, NOON))
    return {
        "view": view_document(_view()),
        "custom_column": column_document(_column()),
        "parcel": parcel,
        "tracking": {**parcel, "order": {"id": ORDER, "version": 2, "shipped": "partial"}},
    }
