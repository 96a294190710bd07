"""An order's status in Shipwell's words, and the words as conditions on the book."""

from collections.abc import Collection

from entrepot.book.orders.order import Order, OrderStatus, Transport
from entrepot.book.orders.progress import released_whole
from entrepot.book.orders.query import Condition, Test

NOT_READY = "NOT_READY"
READY = "READY"
FILLED = "FILLED"
CANCELLED = "CANCELLED"

_LIVE = Condition("status", Test.NOT_IN, (OrderStatus.CANCELED.value,))
_ASHORE = (_LIVE, Condition("transport", Test.IS_NULL, value=True))
_OPEN = (*_ASHORE, Condition("released_whole", Test.EQ, value=False))
_SUPPLIED = Condition("has_supplier", Test.EQ, value=True)


def fully_released(order: Order) -> bool:
    """Whether nothing is left on any line and some of it was released onto other orders (needs the order's lines)."""
    return released_whole(order.lines)


def status_word(order: Order) -> str:
    """The vendor's word for where an order stands (needs the order's lines).

    It has no draft: an order is NOT_READY while a supplier still has to release it, READY when nobody has to.
    """
    if order.status is OrderStatus.CANCELED:
        return CANCELLED
    if order.transport is not None:
        return order.transport.value.upper()
    if fully_released(order):
        return FILLED
    return NOT_READY if order.has_supplier and order.parent_release_id is None else READY


_GROUPS: dict[str, tuple[tuple[Condition, ...], ...]] = {
    CANCELLED: ((Condition("status", Test.EQ, OrderStatus.CANCELED.value),),),
    FILLED: ((*_ASHORE, Condition("released_whole", Test.EQ, value=True)),),
    NOT_READY: ((*_OPEN, _SUPPLIED, Condition("parent_release_id", Test.IS_NULL, value=True)),),
    READY: (
        (*_OPEN, Condition("has_supplier", Test.EQ, value=False)),
        (*_OPEN, _SUPPLIED, Condition("parent_release_id", Test.IS_NULL, value=False)),
    ),
    **{word.value.upper(): ((_LIVE, Condition("transport", Test.EQ, word.value)),) for word in Transport},
}


def status_groups(words: Collection[str]) -> tuple[tuple[Condition, ...], ...]:
    """The conditions under which an order shows one of these words, for `OrderQuery.any_of`."""
    return tuple(group for word in words for group in _GROUPS[word])
