"""What becomes of pre-orders when goods arrive or leave, or when the orders they stand on change.

None of this asks for a right: it follows from a step that was allowed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from entrepot.actions import stock
from entrepot.actions.history import changes_between, record
from entrepot.book.events import EventCode
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Warning
from entrepot.book.people.actor import Actor
from entrepot.book.stock.events import (
    PRE_ORDER_ALLOCATED,
    PRE_ORDER_MOVED,
    PRE_ORDER_REDATED,
    PRE_ORDER_RELEASED,
    PRE_ORDER_WAITING,
    PRE_ORDERS_AFFECTED,
)
from entrepot.book.stock.preorder import (
    ZERO,
    Allocation,
    Incoming,
    PreOrder,
    PreOrderStatus,
    after_share,
    incoming_lines,
    returns,
    settle,
    shares,
)
from entrepot.book.suppliers.lateness import Lateness, likely
from entrepot.book.values.quantity import plain
from entrepot.store import preorders
from entrepot.store import stock as shelf
from entrepot.store.work import UnitOfWork

NONE: frozenset[UUID] = frozenset()
NAMED_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Arrival:
    """Goods that raised stock on hand (units); `order_line_id` None when they belong to no order line."""

    product_id: UUID
    warehouse_id: UUID
    quantity: Decimal
    order_line_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Affected:
    """A pre-order that a change touched: what happened to it, and how it stands now."""

    code: EventCode
    pre_order: PreOrder
    message: str


def goods_arrived(
    uow: UnitOfWork,
    actor: Actor,
    product_id: UUID,
    warehouse_id: UUID,
    quantity: Decimal,
    order_line_id: UUID | None = None,
) -> list[PreOrder]:
    """To be called after a receipt raised stock and the order's counters: allocate the goods to pre-orders in turn."""
    return all_arrived(uow, actor, [Arrival(product_id, warehouse_id, quantity, order_line_id)])


def all_arrived(uow: UnitOfWork, actor: Actor, arrivals: Sequence[Arrival]) -> list[PreOrder]:
    """The same for a whole receipt; one statement when nobody waits for any of it. Those that got goods are returned.

    Never more than arrived, and never more than is available: goods promised otherwise stay so.
    """
    organization_id = actor.organization_id
    products = {arrival.product_id for arrival in arrivals if arrival.quantity > ZERO}
    waiting = {each.id: each for each in preorders.open_of(uow, organization_id, products)}
    if not waiting:
        return []
    lines = preorders.incoming(uow, organization_id, products)
    served: dict[UUID, PreOrder] = {}
    for arrival in arrivals:
        theirs = [each for each in waiting.values() if each.product_id == arrival.product_id]
        level = shelf.level(uow, organization_id, arrival.product_id, arrival.warehouse_id) if theirs else None
        if level is None:
            continue
        there = min(arrival.quantity, max(ZERO, level.available))
        own = [line for line in lines if line.product_id == arrival.product_id]
        for share in shares(theirs, own, arrival.order_line_id, there):
            before = share.pre_order
            allot(uow, before, arrival.warehouse_id, before.order_line_id, share.quantity)
            level = stock.allocate(uow, actor, level, share.quantity, before.reference)
            waiting[before.id] = served[before.id] = _shared(uow, actor, before, share.quantity)
    resettle(uow, actor, products)
    return list(served.values())


def goods_left(
    uow: UnitOfWork,
    actor: Actor,
    product_id: UUID,
    warehouse_id: UUID,
    quantity: Decimal,
    order_line_id: UUID | None = None,
) -> list[PreOrder]:
    """To be called after an undo or a return lowered stock: what is allocated but not there is taken back."""
    return all_left(uow, actor, [Arrival(product_id, warehouse_id, quantity, order_line_id)])


def all_left(uow: UnitOfWork, actor: Actor, departures: Sequence[Arrival]) -> list[PreOrder]:
    """The same for several goods at once; `quantity` is what left, more than zero, `order_line_id` what it came for.

    The last come give back first, at most what left; they are reserved again. Those that gave back are returned.
    """
    organization_id = actor.organization_id
    products = {departure.product_id for departure in departures}
    if not products or not preorders.any_of(uow, organization_id, products):
        return []
    changed: dict[UUID, PreOrder] = {}
    for gone in departures:
        level = shelf.level(uow, organization_id, gone.product_id, gone.warehouse_id)
        if level is None or level.available >= ZERO:
            continue
        held = preorders.held(uow, organization_id, gone.product_id, gone.warehouse_id)
        for share in returns(held, min(gone.quantity, -level.available)):
            before = share.pre_order
            _take_back(uow, before, gone.warehouse_id, gone.order_line_id, share.quantity)
            level = stock.allocate(uow, actor, level, -min(share.quantity, level.allocated), before.reference)
            changed[before.id] = _shared(uow, actor, before, -share.quantity)
    resettle(uow, actor, products)
    return list(changed.values())


def goods_moved(
    uow: UnitOfWork, actor: Actor, moves: Sequence[Arrival], changed: Sequence[tuple[Sequence[Incoming], Order]]
) -> tuple[Warning, ...]:
    """What follows from one posting: `moves` are signed changes of stock on hand, `changed` the orders it moved.

    To be called once all of it is stored; each order comes with `incoming_lines` of it as it was. Warnings name the
    pre-orders that did not just get their goods. At most one statement when nobody ever bought ahead.
    """
    all_arrived(uow, actor, [move for move in moves if move.quantity > ZERO])
    all_left(uow, actor, [replace(move, quantity=-move.quantity) for move in moves if move.quantity < ZERO])
    return tuple(found for before, after in changed for found in order_changed(uow, actor, before, after))


def order_changed(uow: UnitOfWork, actor: Actor, before: Sequence[Incoming], after: Order) -> tuple[Warning, ...]:
    """To be called once a changed order is stored; `before` is `incoming_lines` of the order as it was.

    Every pre-order that loses its line, or whose line got another date, is named in a warning and in the timeline of
    the order. Without sell-ahead on the order nothing is asked of the store.
    """
    now = {line.line_id: line for line in incoming_lines(after)}
    old = {line.line_id: line for line in before}
    if now == old:
        return ()
    both = [(old[id], now[id]) for id in old.keys() & now.keys()]
    redated = frozenset(new.line_id for was, new in both if (was.due, was.supplier_id) != (new.due, new.supplier_id))
    slipped = frozenset(new.line_id for was, new in both if _is_later(was, new))
    products = {line.product_id for line in (*old.values(), *now.values())}
    affected = resettle(uow, actor, products, slipped=slipped, redated=redated)
    if not affected:
        return ()
    named = "; ".join(each.message for each in affected[:NAMED_AT_MOST])
    more = f"; and {len(affected) - NAMED_AT_MOST} more" if len(affected) > NAMED_AT_MOST else ""
    record(
        uow,
        actor,
        subject="order",
        subject_id=after.id,
        version=after.version,
        code=PRE_ORDERS_AFFECTED,
        message=f"Order {after.number} touched pre-orders: {named}{more}.",
    )
    return tuple(Warning(("pre_orders", str(each.pre_order.id)), each.code, each.message) for each in affected)


def resettle(
    uow: UnitOfWork,
    actor: Actor,
    product_ids: Iterable[UUID],
    *,
    slipped: frozenset[UUID] = NONE,
    redated: frozenset[UUID] = NONE,
) -> list[Affected]:
    """Put the open pre-orders of these products on lines that cover them, and date them anew where needed."""
    organization_id = actor.organization_id
    products = set(product_ids)
    waiting = preorders.open_of(uow, organization_id, products)
    if not waiting:
        return []
    lines = preorders.incoming(uow, organization_id, products)
    arrived = preorders.arrived(uow, organization_id, products)
    placed: dict[UUID, tuple[PreOrder, Incoming | None]] = {}
    for product_id in products:
        theirs = [each for each in waiting if each.product_id == product_id]
        own = [line for line in lines if line.product_id == product_id]
        placed |= {move.pre_order.id: (move.pre_order, move.line) for move in settle(theirs, own, arrived, slipped)}
    known = {line.line_id: line for line in lines}
    for each in waiting:
        if each.order_line_id in redated and each.id not in placed:
            placed[each.id] = (each, known[each.order_line_id])
    history: dict[UUID, Lateness | None] = {}
    in_order = sorted(placed.values(), key=lambda each: each[0].serial)
    told = [_placed(uow, actor, before, line, history) for before, line in in_order]
    found = [affected for affected in told if affected is not None]
    preorders.change(uow, [affected.pre_order for affected in found])
    return found


def allot(uow: UnitOfWork, pre_order: PreOrder, warehouse_id: UUID, line_id: UUID | None, quantity: Decimal) -> None:
    """Write down what a pre-order got of a line (less than zero: gave back)."""
    made = Allocation(
        organization_id=pre_order.organization_id,
        id=uow.new_id(),
        pre_order_id=pre_order.id,
        product_id=pre_order.product_id,
        warehouse_id=warehouse_id,
        order_line_id=line_id,
        quantity=quantity,
        created_at=uow.now,
    )
    preorders.allocate(uow, [made])


def _take_back(uow: UnitOfWork, pre_order: PreOrder, warehouse_id: UUID, line_id: UUID | None, units: Decimal) -> None:
    """Undo allocations of a pre-order in a warehouse, those of the line the goods had come for first."""
    held = [each for each in preorders.held_by(uow, pre_order) if each[0] == warehouse_id]
    for _, line, quantity in sorted(held, key=lambda each: each[1] != line_id):
        part = min(units, quantity)
        if part > ZERO:
            allot(uow, pre_order, warehouse_id, line, -part)
            units -= part


def _shared(uow: UnitOfWork, actor: Actor, before: PreOrder, quantity: Decimal) -> PreOrder:
    """The pre-order with these units more (or less), stored and told."""
    after = replace(after_share(before, quantity), version=before.version + 1, updated_at=uow.now)
    preorders.change(uow, [after])
    words = f"{plain(abs(quantity))} {'allocated to' if quantity > 0 else 'taken back from'}"
    record(
        uow,
        actor,
        subject="pre_order",
        subject_id=after.id,
        version=after.version,
        code=PRE_ORDER_ALLOCATED if quantity > 0 else PRE_ORDER_RELEASED,
        message=f"{words} pre-order {after.serial} ({after.reference}).",
        changes=changes_between(before, after),
    )
    return after


def _placed(
    uow: UnitOfWork, actor: Actor, before: PreOrder, line: Incoming | None, history: dict[UUID, Lateness | None]
) -> Affected | None:
    """The pre-order on its new line, told but not stored; None when nothing about it differs."""
    promised, latest = (None, None) if line is None else likely(line.due, _lateness(uow, before, line, history))
    after = replace(
        before,
        status=PreOrderStatus.WAITING if line is None else PreOrderStatus.RESERVED,
        order_id=None if line is None else line.order_id,
        order_line_id=None if line is None else line.line_id,
        promised_date=promised,
        latest_date=latest,
    )
    if after == before:
        return None
    after = replace(after, version=before.version + 1, updated_at=uow.now)
    code, message = _told(before, after, line)
    record(
        uow,
        actor,
        subject="pre_order",
        subject_id=after.id,
        version=after.version,
        code=code,
        message=f"{message}.",
        changes=changes_between(before, after),
    )
    return Affected(code, after, message)


def _lateness(
    uow: UnitOfWork, pre_order: PreOrder, line: Incoming, history: dict[UUID, Lateness | None]
) -> Lateness | None:
    supplier_id = line.supplier_id
    if supplier_id is None:
        return None
    if supplier_id not in history:
        history[supplier_id] = preorders.supplier_lateness(uow, pre_order.organization_id, supplier_id)
    return history[supplier_id]


def _told(before: PreOrder, after: PreOrder, line: Incoming | None) -> tuple[EventCode, str]:
    """What happened to the pre-order, in words."""
    name = f"pre-order {after.serial} ({after.reference})"
    if line is None:
        return PRE_ORDER_WAITING, f"{name} waits: no incoming line covers it"
    day = "without a date" if after.promised_date is None else f"for {after.promised_date:%Y-%m-%d}"
    if line.line_id == before.order_line_id:
        return PRE_ORDER_REDATED, f"{name} is now promised {day}"
    return PRE_ORDER_MOVED, f"{name} moved to order {line.order_number}, promised {day}"


def _is_later(was: Incoming, new: Incoming) -> bool:
    if was.due is None:
        return False
    return new.due is None or new.due > was.due
