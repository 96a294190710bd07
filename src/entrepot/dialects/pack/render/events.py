"""What happened to an order, in Pack's event codes."""

from typing import Any

from entrepot.book.events import Event
from entrepot.dialects.pack.render.values import moment
from entrepot.dialects.pack.wire.names import INFERRED as NAMES

STATUS_CHANGED = "purchase_order.status_changed"

# The book's event codes and Pack's. An event without a code of Pack's is shown with a null code.
CODES = {
    "order.created": "purchase_order.created",
    "order.changed": "purchase_order.updated",
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
}


def event_document(event: Event) -> dict[str, Any]:
    """One event; the book's categories are Pack's."""
    recorded = moment(event.created_at)
    return {
        "id": str(event.id),
        "code": CODES.get(event.code),
        "category": event.category.value,
        "message": event.message,
        NAMES["created_by"]: {"name": event.actor_name, NAMES["avatar"]: None},
        "created_at": recorded,
        "occurred_at": moment(event.occurred_at),
        "updated_at": recorded,
    }
