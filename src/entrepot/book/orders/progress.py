"""How far an order is, derived from the quantities of its lines and never stored by hand.

Only goods lines of more than zero units count: services and free text of no quantity never hold an order open. A
surplus on one line never hides a gap on another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from entrepot.book.orders.line import LineKind, OrderLine
from entrepot.book.orders.order import Billing, Order, Receiving

ZERO = Decimal(0)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Progress:
    """The derived state of an order; the percentages (0 to 100, cut after two decimals) are None without goods."""

    receiving: Receiving
    received_percent: Decimal | None
    done_percent: Decimal | None
    billing: Billing


def goods(lines: Iterable[OrderLine]) -> list[OrderLine]:
    """The lines that are received."""
    return [line for line in lines if line.kind is LineKind.GOODS and line.quantity_ordered > 0]


def all_done(lines: Iterable[OrderLine]) -> bool:
    """Whether there are goods and every line of them is done."""
    wanted = goods(lines)
    return bool(wanted) and all(line.is_done for line in wanted)


def released_whole(lines: Iterable[OrderLine]) -> bool:
    """Whether every goods line is done and some of the goods were released onto other orders."""
    wanted = goods(lines)
    return any(line.quantity_released > 0 for line in wanted) and all(line.is_done for line in wanted)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """That part of the whole in percent, cut (not rounded) after two decimals, so 100 means all of it."""
    return (part * 100 / whole).quantize(_HUNDREDTH, rounding=ROUND_DOWN)


def follow(order: Order) -> None:
    """Let the order's derived state follow from its lines and receipts, and its due date from its open lines."""
    state = progress(order.lines)
    order.receiving, order.billing = state.receiving, state.billing
    order.received_percent, order.done_percent = state.received_percent, state.done_percent
    if order.receiving is Receiving.NONE:
        order.receiving = _announced(order)
    waiting = [line.requested_date for line in order.lines if not line.is_done]
    if waiting:
        order.due_at = min((day for day in waiting if day is not None), default=None)


def _announced(order: Order) -> Receiving:
    """What the linked receipts say while no quantity has moved."""
    if order.receipts_arrived or order.receipts_pending:
        return Receiving.ARRIVING
    return Receiving.EXPECTED if order.receipts_expected else Receiving.NONE


def progress(lines: Iterable[OrderLine]) -> Progress:
    """The derived state of these lines."""
    every = list(lines)
    wanted = goods(every)
    ordered = sum((line.quantity_ordered for line in wanted), ZERO)
    if not ordered:
        return Progress(Receiving.NONE, None, None, billing(every))
    if all(line.done_quantity == 0 for line in wanted):
        return Progress(Receiving.NONE, percent(ZERO, ordered), percent(ZERO, ordered), billing(every))
    received = sum((min(max(line.net_received, ZERO), line.quantity_ordered) for line in wanted), ZERO)
    done = sum((min(max(line.done_quantity, ZERO), line.quantity_ordered) for line in wanted), ZERO)
    return Progress(_receiving(wanted), percent(received, ordered), percent(done, ordered), billing(every))


def line_progress(line: OrderLine) -> tuple[Receiving, Decimal | None, Decimal | None]:
    """The same of one line: the word, received and done percent (None for what is not received)."""
    if line.kind is not LineKind.GOODS or line.quantity_ordered <= 0:
        return Receiving.NONE, None, None
    if not line.done_quantity:
        return Receiving.NONE, ZERO, ZERO
    state = progress((line,))
    return state.receiving, state.received_percent, state.done_percent


def _receiving(wanted: list[OrderLine]) -> Receiving:
    """The word for goods lines of which at least one has moved."""
    if not all(line.is_done for line in wanted):
        return Receiving.PARTIAL if any(line.done_quantity > 0 for line in wanted) else Receiving.NONE
    over = any(line.done_quantity > line.quantity_ordered for line in wanted)
    return Receiving.OVER if over else Receiving.FULL


def _to_bill(line: OrderLine) -> Decimal:
    """What the bills are for: what is released is billed on the order it went onto."""
    return line.quantity_ordered - line.quantity_written_off - line.quantity_released


def billing(lines: Iterable[OrderLine]) -> Billing:
    """How far the bills are, over goods and services alike."""
    charged = [line for line in lines if line.quantity_ordered > 0]
    if not charged or all(line.quantity_billed <= 0 for line in charged):
        return Billing.NONE
    full = all(line.quantity_billed >= _to_bill(line) for line in charged)
    return Billing.FULL if full else Billing.PARTIAL
