"""What can happen to a purchase order, and to the tags that orders carry."""

from entrepot.book.events import event

ORDER_CREATED = event("order.created", "A purchase order was entered.")
ORDER_CHANGED = event("order.changed", "Header fields of an order were changed.")
LINE_ADDED = event("order.line_added", "Lines were added to an order.")
LINE_CHANGED = event("order.line_changed", "Lines of an order were changed.")
LINE_REMOVED = event("order.line_removed", "Lines were removed from an order.")
ORDER_SENT = event("order.sent", "An order was sent to its supplier.")
ORDER_CONFIRMED = event("order.confirmed", "The supplier said yes to an order.")
ORDER_HELD = event("order.held", "An order was put on hold.")
ORDER_RESUMED = event("order.resumed", "A hold was lifted.")
ORDER_CLOSED = event("order.closed", "An order was closed; nothing more is expected.")
ORDER_REOPENED = event("order.reopened", "A closed order was opened again.")
ORDER_CANCELED = event("order.canceled", "An order was canceled.")
ORDER_DELETED = event("order.deleted", "An order was deleted; its number and history stay.")
TAG_CREATED = event("tag.created", "A tag was made.")
TAG_CHANGED = event("tag.changed", "A tag was changed.")
TAG_DELETED = event("tag.deleted", "A tag was deleted; orders no longer carry it.")
