"""Absolute figures: somebody counted, and says how much of a line is here."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.actions import dockfacts, units
from entrepot.actions.orders import find
from entrepot.actions.posting import Posting, Source, StockChange
from entrepot.actions.receiving import write_off_short
from entrepot.book.orders.checks import check_quantity
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, OrderKey
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.line import LineKind
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving import events as happened
from entrepot.book.receiving.draft import LineQuantity
from entrepot.book.receiving.errors import ABOVE_TOLERANCE, QUANTITY_MISSING
from entrepot.book.receiving.movement import MovementKind
from entrepot.book.receiving.outcome import Posted, check_receivable
from entrepot.book.receiving.sharing import Room, rooms
from entrepot.book.values.quantity import plain
from entrepot.errors import Findings
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)


def set_received(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    lines: Sequence[LineQuantity],
    reason: str | None = None,
    policy: DoorPolicy = HOUSE_POLICY,
) -> Posted:
    """Let these lines have this much received (net of returns): the signed difference is posted, stock follows.

    Of two figures for one line the last counts. When a figure falls, the newest units with serial numbers leave.
    Raises Invalid naming every wrong line, Conflict when the order takes no goods or they are not on hand any more.
    """
    actor.require(Right.RECEIPTS_WRITE)
    order = find(uow, actor, key)
    check_receivable(order, policy)
    facts = dockfacts.gather(uow, actor.organization_id, [order], (), policy)
    free = rooms([order], facts)
    findings = Findings()
    wanted: dict[UUID, tuple[Room, Decimal, UUID | None]] = {}
    for index, given in enumerate(lines):
        room = free.of_line(given.line_id, given.line_serial)
        path = ("lines", index, "quantity")
        if room is None:
            findings.add(("lines", index, "line_id"), LINE_UNKNOWN)
        elif given.quantity is None:
            findings.add(path, QUANTITY_MISSING)
        else:
            product = facts.products.get(room.line.product_id) if room.line.product_id is not None else None
            check_quantity(findings, path, given.quantity, product, zero=True)
            more = given.quantity - room.line.net_received
            if room.left is not None and more > max(ZERO, room.left):
                words = f"{room.line.sku or room.line.description}: {plain(room.left)} left to receive."
                findings.add(path, ABOVE_TOLERANCE, words)
            wanted[room.line.id] = (room, more, given.warehouse_id)
    findings.settle()
    posting = Posting(uow, actor, uow.new_id(), facts.settings, reason=reason)
    posting.watch(order)
    leaving = []
    for index, (room, more, warehouse_id) in enumerate(wanted.values()):
        if more:
            _count(posting, room, more, warehouse_id)
        if more < 0:
            leaving.append(units.Leaving(index, room.line, posting.movements[-1]))
    units.leave(uow, actor.organization_id, leaving)
    write_off_short(posting, facts)
    events = posting.finish(happened.ORDER_RECEIVED_GOODS, "was counted: what was received changed.")
    return Posted(posting.id, (order,), tuple(posting.movements), events, warnings=posting.warnings)


def _count(posting: Posting, room: Room, more: Decimal, warehouse_id: UUID | None) -> None:
    line = room.line
    place = warehouse_id or line.warehouse_id or room.order.warehouse_id
    product_id = line.product_id if line.kind is LineKind.GOODS else None
    posting.move(room.order, line, MovementKind.RECEIVED, more, Source(product_id=product_id, warehouse_id=place))
    if product_id is not None:
        posting.put(StockChange(product_id, place, more, "count", order_line_id=line.id))
