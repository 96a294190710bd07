"""The life of an order: one table of allowed moves, from which checks, buttons and documentation are made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from entrepot.book.events import EventCode
from entrepot.book.orders import events
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy
from entrepot.book.orders.errors import (
    MOVE_REFUSED,
    ORDER_EMPTY,
    ORDER_HELD,
    ORDER_NOT_HELD,
    ORDER_RECEIVED,
    ORDER_RELEASED_WHOLE,
    ORDER_UNDER_WAY,
)
from entrepot.book.orders.order import Order, OrderStatus, Transport
from entrepot.book.orders.progress import released_whole
from entrepot.book.people.rights import Right
from entrepot.book.receiving.errors import ORDER_BOOKING_OPEN, STEP_NOT_UNDOABLE
from entrepot.errors import Code, Conflict

DRAFT, SENT, CONFIRMED, CLOSED, CANCELED = OrderStatus
Guard = Callable[[Order], tuple[Code, str] | None]


@dataclass(frozen=True, slots=True)
class Move:
    """A step in an order's life: its verb, from which statuses to which (None: back to where it was), what it needs."""

    verb: str
    sources: frozenset[OrderStatus]
    target: OrderStatus | None
    right: Right
    event: EventCode
    guards: tuple[Guard, ...] = ()


def not_held(order: Order) -> tuple[Code, str] | None:
    """A held order is neither sent nor confirmed."""
    return (ORDER_HELD, f"Order {order.number} is on hold; resume it first.") if order.held_at else None


def has_lines(order: Order) -> tuple[Code, str] | None:
    """An order without lines asks for nothing."""
    return None if order.lines else (ORDER_EMPTY, f"Order {order.number} has no lines; add one first.")


def nothing_received(order: Order) -> tuple[Code, str] | None:
    """What was received must be returned or undone before an order can be canceled."""
    if any(line.net_received > 0 for line in order.lines):
        return (ORDER_RECEIVED, f"Goods were received on order {order.number}; return them or close the order instead.")
    return None


def nothing_being_booked(order: Order) -> tuple[Code, str] | None:
    """Goods that are being booked may belong to the order."""
    if order.receipts_pending:
        return (ORDER_BOOKING_OPEN, f"Goods of order {order.number} are being booked; complete or cancel that first.")
    return None


def nothing_under_way(order: Order) -> tuple[Code, str] | None:
    """Goods that left on a shipment cannot be called off."""
    if order.transport not in (None, Transport.ASSIGNED):
        return (ORDER_UNDER_WAY, f"Goods of order {order.number} are {order.transport.replace('_', ' ')}.")
    return None


def something_left(order: Order) -> tuple[Code, str] | None:
    """An order whose goods all went onto other orders has nothing to call off."""
    if released_whole(order.lines):
        return (ORDER_RELEASED_WHOLE, f"All of order {order.number} was released; cancel the orders it went onto.")
    return None


def something_received(order: Order) -> tuple[Code, str] | None:
    """An order that is not confirmed may be closed only once goods have come; otherwise it is canceled."""
    if order.status is CONFIRMED or any(line.net_received > 0 for line in order.lines):
        return None
    return (MOVE_REFUSED, f"Nothing was received on order {order.number}, which is {order.status}; cancel it instead.")


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("send", frozenset({DRAFT}), SENT, Right.ORDERS_SEND, events.ORDER_SENT, (not_held, has_lines)),
        Move(
            "confirm",
            frozenset({DRAFT, SENT}),
            CONFIRMED,
            Right.ORDERS_CONFIRM,
            events.ORDER_CONFIRMED,
            (not_held, has_lines),
        ),
        Move(
            "close",
            frozenset({DRAFT, SENT, CONFIRMED}),
            CLOSED,
            Right.ORDERS_CLOSE,
            events.ORDER_CLOSED,
            (something_received,),
        ),
        Move("reopen", frozenset({CLOSED}), None, Right.ORDERS_CLOSE, events.ORDER_REOPENED),
        Move(
            "cancel",
            frozenset({DRAFT, SENT, CONFIRMED}),
            CANCELED,
            Right.ORDERS_CANCEL,
            events.ORDER_CANCELED,
            (nothing_received, nothing_being_booked, nothing_under_way, something_left),
        ),
    )
}


def refusal(order: Order, move: Move) -> tuple[Code, str] | None:
    """Why the order cannot make this move now, or None when it can."""
    if order.status not in move.sources:
        return (MOVE_REFUSED, f"Order {order.number} is {order.status}; {move.verb} is not possible from there.")
    for guard in move.guards:
        found = guard(order)
        if found is not None:
            return found
    return None


def make_move(order: Order, verb: str, now: datetime, policy: DoorPolicy = HOUSE_POLICY) -> Move:
    """Move the order and stamp its times; raises Conflict when the table or a guard refuses."""
    move = MOVES[verb]
    found = refusal(order, move)
    if found is None and verb == "cancel" and order.status not in policy.may_cancel:
        found = (MOVE_REFUSED, f"Order {order.number} is {order.status}; it cannot be canceled here.")
    if found is not None:
        raise Conflict(*found)
    target = move.target or previous_status(order)
    _stamp(order, target, now)
    order.status = target
    return move


def previous_status(order: Order) -> OrderStatus:
    """Where a closed order returns to when it is opened again."""
    if order.confirmed_at is not None:
        return CONFIRMED
    return SENT if order.sent_at is not None else DRAFT


def right_of_step_back(order: Order) -> Right:
    """The right that the order's last step needed, and taking it back needs."""
    verb = {SENT: "send", CONFIRMED: "confirm", CLOSED: "close"}.get(order.status, "send")
    return MOVES[verb].right


def step_back(order: Order) -> None:
    """Take the last step back; raises Conflict when there is none, it is final, or quantities moved after it."""
    moved = any(line.quantity_received or line.done_quantity or line.quantity_billed for line in order.lines)
    if order.status in {DRAFT, CANCELED}:
        raise Conflict(STEP_NOT_UNDOABLE, f"Order {order.number} is {order.status}; there is no step to take back.")
    if order.status is CLOSED:
        order.closed_at = None
        order.status = previous_status(order)
        return
    unsent = order.status is SENT or order.sent_at == order.confirmed_at
    if unsent and (moved or order.transport is not None):
        message = f"Goods of order {order.number} were moved; undo that first."
        raise Conflict(STEP_NOT_UNDOABLE, message)
    waits = nothing_being_booked(order) if unsent else None
    if waits is not None:
        raise Conflict(*waits)
    order.confirmed_at = None
    order.status = SENT
    if unsent:
        order.sent_at = None
        order.status = DRAFT


def _stamp(order: Order, target: OrderStatus, now: datetime) -> None:
    """Set the time of the new status; confirming an unsent order also counts as sending it."""
    if order.status is CLOSED:
        order.closed_at = None
    elif target is SENT:
        order.sent_at = now
    elif target is CONFIRMED:
        order.sent_at = order.sent_at or now
        order.confirmed_at = now
    elif target is CLOSED:
        order.closed_at = now
    elif target is CANCELED:
        order.canceled_at = now


def hold(order: Order, reason: str | None, now: datetime) -> None:
    """Put the order on hold; a hold stops sending, confirming, receiving and billing. Final orders refuse it."""
    if order.status in {CLOSED, CANCELED}:
        raise Conflict(MOVE_REFUSED, f"Order {order.number} is {order.status}; a hold would stop nothing.")
    if order.held_at is not None:
        raise Conflict(ORDER_HELD, f"Order {order.number} is already on hold.")
    order.held_at = now
    order.hold_reason = reason


def resume(order: Order) -> None:
    """Lift the hold; raises Conflict when there is none."""
    if order.held_at is None:
        raise Conflict(ORDER_NOT_HELD, f"Order {order.number} is not on hold.")
    order.held_at = None
    order.hold_reason = None


def allowed_moves(order: Order) -> dict[str, str | None]:
    """Every verb and why it is refused now (None: it is allowed)."""
    found = {verb: refusal(order, move) for verb, move in MOVES.items()}
    return {verb: None if reason is None else reason[1] for verb, reason in found.items()}
