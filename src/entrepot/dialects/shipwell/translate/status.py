"""An order's status in Shipwell's words, and the words as conditions on the book."""

from collections.abc import Collection

from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.query import Condition, Test

NOT_READY = "NOT_READY"
READY = "READY"
FILLED = "FILLED"
CANCELLED = "CANCELLED"

_NOT_CANCELED = Condition("status", Test.NOT_IN, (OrderStatus.CANCELED.value,))


def has_supplier(order: Order) -> bool:
    """Whether the order names a supplier, one of the book or merely described."""
    snapshot = order.supplier
    described = (snapshot.name, snapshot.code, snapshot.email, snapshot.phone, snapshot.address)
    return order.supplier_id is not None or any(described) or bool(snapshot.identification_codes)


def fully_released(order: Order) -> bool:
    """Whether every line was released onto other orders to the last unit (needs the order's lines)."""
    return bool(order.lines) and all(line.quantity_released >= line.quantity_ordered for line in order.lines)


def status_word(order: Order) -> str:
    """The vendor's word for where an order stands (needs the order's lines).

    It has no draft: an order is NOT_READY while a supplier still has to release it, READY when nobody has to.
    """
    if order.status is OrderStatus.CANCELED:
        return CANCELLED
    if fully_released(order):
        return FILLED
    return NOT_READY if has_supplier(order) and order.parent_release_id is None else READY


def status_groups(words: Collection[str]) -> tuple[tuple[Condition, ...], ...]:
    """The conditions under which an order shows one of these words, for `OrderQuery.any_of`.

    Until releases are booked no order is FILLED and none is on a shipment, so those words have no group.
    """
    groups = {
        NOT_READY: (_NOT_CANCELED, Condition("has_supplier", Test.EQ, value=True)),
        READY: (_NOT_CANCELED, Condition("has_supplier", Test.EQ, value=False)),
        CANCELLED: (Condition("status", Test.EQ, OrderStatus.CANCELED.value),),
    }
    return tuple(groups[word] for word in words if word in groups)
