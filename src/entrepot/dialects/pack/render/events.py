"""What happened to an order, in Pack's event codes."""

from typing import Any

from entrepot.book.events import Event
from entrepot.dialects.pack.render.values import moment
from entrepot.dialects.pack.wire.names import INFERRED as NAMES

STATUS_CHANGED = "purchase_order.status_changed"
UPDATED = "purchase_order.updated"

# The book's event codes and Pack's. An event without a code of Pack's is shown with a null code.
CODES = {
    "order.created": "purchase_order.created",
    "order.changed": UPDATED,
    "order.line_added": "purchase_order.line_added",
    "order.line_changed": "purchase_order.line_updated",
    "order.line_removed": "purchase_order.line_removed",
    "order.sent": STATUS_CHANGED,
    "order.confirmed": STATUS_CHANGED,
    "order.closed": STATUS_CHANGED,
    "order.reopened": STATUS_CHANGED,
    "order.canceled": STATUS_CHANGED,
    "order.held": "purchase_order.held",
    "order.resumed": "purchase_order.resumed",
    "order.deleted": "purchase_order.deleted",
    "order.piece_arrived": "goods_receipt_piece.arrived",
    "order.tracking_changed": UPDATED,
}


# Codes of events on the dock, which may or may not bring the order another status.
DOCK_CODES = frozenset(
    {
        "order.receipt_linked",
        "order.goods_received",
        "order.goods_returned",
        "order.written_off",
        "order.posting_undone",
        "order.step_undone",
    }
)
_STATUS_FIELDS = frozenset({"status", "receiving"})


def code_of(event: Event) -> str | None:
    """Pack's code for what happened; null for what Pack has no word for."""
    if event.code not in DOCK_CODES:
        return CODES.get(event.code)
    return STATUS_CHANGED if any(change.path in _STATUS_FIELDS for change in event.changes) else UPDATED


def event_document(event: Event) -> dict[str, Any]:
    """One event; the book's categories are Pack's."""
    recorded = moment(event.created_at)
    return {
        "id": str(event.id),
        "code": code_of(event),
        "category": event.category.value,
        "message": event.message,
        NAMES["created_by"]: {"name": event.actor_name, NAMES["avatar"]: None},
        "created_at": recorded,
        "occurred_at": moment(event.occurred_at),
        "updated_at": recorded,
    }
