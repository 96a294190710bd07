"""An order's status in Pack's words, the words as conditions on the book, and the moves Pack's status field makes."""

from collections.abc import Collection

from entrepot.book.orders.errors import MOVE_REFUSED, ORDER_DELETE_REFUSED, ORDER_FINAL
from entrepot.book.orders.order import Order, OrderStatus, Receiving
from entrepot.book.orders.query import Condition, Test
from entrepot.dialects.pack.wire.words import (
    CANCELED,
    COMPLETED,
    CREATED,
    EXPECTED,
    ORDERED,
    RECEIVED,
    RECEIVING,
)
from entrepot.errors import Conflict

_OPEN = (OrderStatus.DRAFT, OrderStatus.SENT, OrderStatus.CONFIRMED)
_FINAL = {OrderStatus.CANCELED: CANCELED, OrderStatus.CLOSED: COMPLETED}
_PROGRESS = {
    Receiving.FULL: RECEIVED,
    Receiving.OVER: RECEIVED,
    Receiving.PARTIAL: RECEIVING,
    Receiving.ARRIVING: RECEIVING,
    Receiving.EXPECTED: EXPECTED,
}
_UNTOUCHED = {OrderStatus.DRAFT: CREATED, OrderStatus.SENT: ORDERED, OrderStatus.CONFIRMED: EXPECTED}

UPDATABLE = frozenset({CREATED, ORDERED, EXPECTED})

# What setting the status field does: from which word to which, by which step of an order's life.
MOVES: dict[tuple[str, str], str] = {
    (CREATED, ORDERED): "send",
    (CREATED, EXPECTED): "confirm",
    (ORDERED, EXPECTED): "confirm",
    (RECEIVING, COMPLETED): "close",
    (RECEIVED, COMPLETED): "close",
    (CREATED, CANCELED): "cancel",
    (ORDERED, CANCELED): "cancel",
    (EXPECTED, CANCELED): "cancel",
    (RECEIVING, CANCELED): "cancel",  # arrived is not booked yet; the book refuses once anything was
}


def status_word(order: Order) -> str:
    """Pack's word for where an order stands: final states first, then how far the goods are, then what was set last."""
    final = _FINAL.get(order.status)
    if final is not None:
        return final
    return _PROGRESS.get(order.receiving) or _UNTOUCHED[order.status]


def is_updatable(order: Order) -> bool:
    """Whether header and lines can still be changed: until goods arrive."""
    return status_word(order) in UPDATABLE


def require_updatable(order: Order) -> None:
    """Raise Conflict unless header and lines can still be changed."""
    if not is_updatable(order):
        raise Conflict(ORDER_FINAL, f"Order {order.number} is {status_word(order)} and cannot be changed.")


def require_deletable(order: Order) -> None:
    """Raise Conflict unless the order was only created."""
    word = status_word(order)
    if word != CREATED:
        raise Conflict(ORDER_DELETE_REFUSED, f"Order {order.number} is {word}; only created orders are deleted.")


def move(order: Order, wanted: str) -> str | None:
    """The step that brings the order to that word, None when it is there already; raises Conflict when none does."""
    current = status_word(order)
    if current == wanted:
        return None
    verb = MOVES.get((current, wanted))
    if verb is None:
        raise Conflict(MOVE_REFUSED, f"Order {order.number} is {current}; it cannot become {wanted} from there.")
    return verb


def status_groups(words: Collection[str]) -> tuple[tuple[Condition, ...], ...]:
    """The conditions under which an order shows one of these words, for `OrderQuery.any_of`."""
    return tuple(group for word in dict.fromkeys(words) for group in _GROUPS[word])


def _status(*statuses: OrderStatus) -> Condition:
    return Condition("status", Test.IN, tuple(status.value for status in statuses))


def _receiving(*states: Receiving) -> Condition:
    return Condition("receiving", Test.IN, tuple(state.value for state in states))


_GROUPS: dict[str, tuple[tuple[Condition, ...], ...]] = {
    CANCELED: ((_status(OrderStatus.CANCELED),),),
    COMPLETED: ((_status(OrderStatus.CLOSED),),),
    RECEIVED: ((_status(*_OPEN), _receiving(Receiving.FULL, Receiving.OVER)),),
    RECEIVING: ((_status(*_OPEN), _receiving(Receiving.PARTIAL, Receiving.ARRIVING)),),
    EXPECTED: (
        (_status(OrderStatus.CONFIRMED), _receiving(Receiving.NONE, Receiving.EXPECTED)),
        (_status(OrderStatus.DRAFT, OrderStatus.SENT), _receiving(Receiving.EXPECTED)),
    ),
    ORDERED: ((_status(OrderStatus.SENT), _receiving(Receiving.NONE)),),
    CREATED: ((_status(OrderStatus.DRAFT), _receiving(Receiving.NONE)),),
}
