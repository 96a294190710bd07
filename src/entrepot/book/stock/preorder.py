"""Sell-ahead: what customers are promised of goods that are still on their way.

A pre-order stands whole on one incoming line: the first by date that has room for it, asked in the order in which
pre-orders came. The room of a line is its sell-ahead quota, or what is outstanding on it when that is less, without
what is already pre-sold on it; units that arrived for a pre-order still count, so a quota is never sold twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.catalog.product import Product
from entrepot.book.orders.line import LineKind
from entrepot.book.orders.order import Order, OrderStatus, OrderType
from entrepot.book.values import checks
from entrepot.book.values.errors import QUANTITY_WHOLE
from entrepot.book.values.quantity import is_whole
from entrepot.errors import Findings

ZERO = Decimal(0)
TEXT_LENGTH = 255
INCOMING = frozenset({OrderStatus.SENT, OrderStatus.CONFIRMED})


class PreOrderStatus(StrEnum):
    """Reserved stands on an incoming line, waiting on none; allocated has all of its goods in stock."""

    RESERVED = "reserved"
    ALLOCATED = "allocated"
    WAITING = "waiting"
    CANCELED = "canceled"


OPEN = frozenset({PreOrderStatus.RESERVED, PreOrderStatus.WAITING})


@dataclass(slots=True)
class PreOrder:
    """Units of a product promised to a customer before they are here.

    `order_line_id` is the incoming line it stands on (None while it waits); `promised_date` is when the goods are
    likely here, `latest_date` when they nearly certainly are (see `suppliers.lateness`); both None when the line has
    no date. `quantity_allocated` of it has arrived and is allocated in stock.
    """

    organization_id: UUID
    id: UUID
    serial: int
    product_id: UUID
    quantity: Decimal
    quantity_allocated: Decimal
    reference: str
    customer: str | None
    status: PreOrderStatus
    order_id: UUID | None
    order_line_id: UUID | None
    promised_date: datetime | None
    latest_date: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def quantity_open(self) -> Decimal:
        """What has not arrived for it yet; nothing once it is canceled."""
        return ZERO if self.status is PreOrderStatus.CANCELED else self.quantity - self.quantity_allocated


@dataclass(frozen=True, slots=True)
class Allocation:
    """Arrived units allocated to a pre-order; a negative quantity took them back. Never altered, never removed.

    `order_line_id` is the line whose quota they count against, None when the pre-order was waiting.
    """

    organization_id: UUID
    id: UUID
    pre_order_id: UUID
    product_id: UUID
    warehouse_id: UUID
    order_line_id: UUID | None
    quantity: Decimal
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PreOrderDraft:
    """A pre-order to be made; `reference` is the customer's or the shop's own number for it."""

    product_id: UUID
    quantity: Decimal
    reference: str
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A goods line of a sent or confirmed purchase. `due` is promised, else requested, else the order's due date."""

    line_id: UUID
    order_id: UUID
    order_number: str
    supplier_id: UUID | None
    product_id: UUID
    due: datetime | None
    sell_ahead: Decimal
    outstanding: Decimal


@dataclass(slots=True)
class Presold:
    """Units pre-sold on each line: `open` still to come, `arrived` allocated from it already."""

    open: dict[UUID, Decimal] = field(default_factory=dict)
    arrived: dict[UUID, Decimal] = field(default_factory=dict)

    def on(self, line_id: UUID) -> Decimal:
        """All that is pre-sold on a line, here or still to come."""
        return self.open.get(line_id, ZERO) + self.arrived.get(line_id, ZERO)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a pre-order stands from now on; no line: it waits."""

    pre_order: PreOrder
    line: Incoming | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one pre-order gets of goods that arrived, or gives back of goods that left."""

    pre_order: PreOrder
    quantity: Decimal


def check_draft(draft: PreOrderDraft, product: Product | None) -> None:
    """Raise `Invalid` naming every wrong field; `product` is the one the draft names, None when there is none."""
    findings = Findings()
    if product is None:
        findings.add(("product_id",), PRODUCT_UNKNOWN)
    checks.quantity(findings, ("quantity",), draft.quantity, positive=True)
    if product is not None and product.whole_units and not is_whole(draft.quantity):
        findings.add(("quantity",), QUANTITY_WHOLE)
    checks.text(findings, ("reference",), draft.reference, TEXT_LENGTH, blank=False)
    checks.text(findings, ("customer",), draft.customer, TEXT_LENGTH)
    findings.settle()


def incoming_lines(order: Order) -> tuple[Incoming, ...]:
    """The lines of an order that may be sold ahead; none unless it is a sent or confirmed purchase."""
    if order.type is not OrderType.PURCHASE or order.status not in INCOMING or order.deleted_at is not None:
        return ()
    return tuple(
        Incoming(
            line_id=line.id,
            order_id=order.id,
            order_number=order.number,
            supplier_id=order.supplier_id,
            product_id=line.product_id,
            due=line.promised_date or line.requested_date or order.due_at,
            sell_ahead=line.sell_ahead,
            outstanding=line.quantity_outstanding,
        )
        for line in order.lines
        if line.sell_ahead and line.product_id is not None and line.kind is LineKind.GOODS
    )


@dataclass(frozen=True, slots=True)
class Booked:
    """Goods on a receipt that is not completed: on hand already, not yet counted by an order.

    They are for one order line, or (`order_line_id` None) for the lines of their product on these orders, in turn.
    """

    product_id: UUID
    order_line_id: UUID | None
    order_ids: tuple[UUID, ...]
    quantity: Decimal


def still_coming(lines: Iterable[Incoming], booked: Iterable[Booked]) -> list[Incoming]:
    """The lines with what is outstanding less what was booked for them; a line of which nothing comes is left out."""
    left = {line.line_id: line for line in lines}
    by_order: dict[tuple[UUID, UUID], list[UUID]] = {}
    for id, line in left.items():
        by_order.setdefault((line.order_id, line.product_id), []).append(id)
    for goods in sorted(booked, key=lambda each: each.order_line_id is None):
        named = [goods.order_line_id] if goods.order_line_id is not None else []
        pooled = [id for order_id in goods.order_ids for id in sorted(by_order.get((order_id, goods.product_id), ()))]
        quantity = goods.quantity
        for id in named or pooled:
            if id in left and quantity > 0:
                part = min(quantity, left[id].outstanding)
                left[id] = replace(left[id], outstanding=left[id].outstanding - part)
                quantity -= part
    return [line for line in left.values() if line.outstanding > 0]


def by_date(lines: Iterable[Incoming]) -> list[Incoming]:
    """The lines in the order in which they are sold: earliest first, those without a date last, ties by age."""
    return sorted(lines, key=lambda line: (line.due is None, line.due, line.line_id))


def capacity(line: Incoming, presold: Presold) -> Decimal:
    """What may stand on a line in all, of what is still to come; never negative."""
    return max(ZERO, min(line.sell_ahead - presold.arrived.get(line.line_id, ZERO), line.outstanding))


def room(line: Incoming, presold: Presold) -> Decimal:
    """What may still be promised of a line; never negative."""
    return max(ZERO, capacity(line, presold) - presold.open.get(line.line_id, ZERO))


def place(quantity: Decimal, lines: Iterable[Incoming], presold: Presold) -> Incoming | None:
    """The first line by date with room for the whole quantity, or None."""
    return next((line for line in by_date(lines) if room(line, presold) >= quantity), None)


def in_turn(pre_orders: Iterable[PreOrder]) -> list[PreOrder]:
    """First come, first served."""
    return sorted(pre_orders, key=lambda pre_order: pre_order.serial)


def settle(
    pre_orders: Iterable[PreOrder],
    lines: Sequence[Incoming],
    arrived: Mapping[UUID, Decimal],
    slipped: frozenset[UUID] = frozenset(),
) -> list[Placement]:
    """Where the open pre-orders of one product stand now that its lines have changed; only those that move are named.

    Who stands on a line that still covers him keeps his place there; if the line is in `slipped` (it got a later date)
    he is moved to an earlier one that has room. Who is not covered any more, or waits, is placed anew. All this in
    the order in which they came. `arrived` is what was allocated from each line already.
    """
    presold = Presold(arrived=dict(arrived))
    known = {line.line_id: line for line in lines}
    restless: list[tuple[PreOrder, Incoming | None]] = []
    for pre_order in in_turn(pre_orders):
        line = known.get(pre_order.order_line_id) if pre_order.order_line_id is not None else None
        if line is None or room(line, presold) < pre_order.quantity_open:
            restless.append((pre_order, None))
            continue
        _stand(presold, line, pre_order.quantity_open)
        if line.line_id in slipped:
            restless.append((pre_order, line))
    moves = []
    for pre_order, old in restless:
        if old is not None:
            _stand(presold, old, -pre_order.quantity_open)
        line = place(pre_order.quantity_open, lines, presold)
        if line is not None:
            _stand(presold, line, pre_order.quantity_open)
        if (None if line is None else line.line_id) != pre_order.order_line_id:
            moves.append(Placement(pre_order, line))
    return moves


def _stand(presold: Presold, line: Incoming, quantity: Decimal) -> None:
    presold.open[line.line_id] = presold.open.get(line.line_id, ZERO) + quantity


def shares(
    pre_orders: Iterable[PreOrder], lines: Iterable[Incoming], line_id: UUID | None, quantity: Decimal
) -> list[Share]:
    """Who gets what of goods that arrived, in order.

    Goods of a line go to those who stand on it, first come first served. Goods of no line (`line_id` None) go to those
    who wait, then to those on lines, earliest line first, and among them first come first served.
    """
    ranks = {line.line_id: rank for rank, line in enumerate(by_date(lines))}
    if line_id is not None:
        queue = [pre_order for pre_order in in_turn(pre_orders) if pre_order.order_line_id == line_id]
    else:
        queue = in_turn(pre_orders)
        queue.sort(key=lambda each: -1 if each.order_line_id is None else ranks.get(each.order_line_id, len(ranks)))
    given = []
    for pre_order in queue:
        part = min(quantity, pre_order.quantity_open)
        if part > ZERO:
            given.append(Share(pre_order, part))
            quantity -= part
    return given


def returns(held: Iterable[tuple[PreOrder, Decimal]], quantity: Decimal) -> list[Share]:
    """Who gives back what of goods that left: the last come first; `held` says what each has."""
    given = []
    for pre_order, has in sorted(held, key=lambda each: -each[0].serial):
        part = min(quantity, has)
        if part > ZERO:
            given.append(Share(pre_order, part))
            quantity -= part
    return given


def after_share(pre_order: PreOrder, quantity: Decimal) -> PreOrder:
    """The pre-order once it got (or, with a negative quantity, gave back) units."""
    allocated = pre_order.quantity_allocated + quantity
    status = PreOrderStatus.ALLOCATED
    if allocated < pre_order.quantity:
        status = PreOrderStatus.WAITING if pre_order.order_line_id is None else PreOrderStatus.RESERVED
    return replace(pre_order, quantity_allocated=allocated, status=status)
