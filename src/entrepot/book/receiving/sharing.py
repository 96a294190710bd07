"""Which order lines goods belong to, and how much more of them may come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.receiving.facts import ReceivingFacts
from entrepot.book.receiving.tolerance import Tolerance

ZERO = Decimal(0)


@dataclass(slots=True)
class Room:
    """An order line with what it may still take: `open` is outstanding, `left` within the tolerance (None: any)."""

    order: Order
    line: OrderLine
    open: Decimal
    left: Decimal | None

    def take(self, quantity: Decimal) -> None:
        """Some of the room is used."""
        self.open = max(ZERO, self.open - quantity)
        if self.left is not None:
            self.left -= quantity


@dataclass(slots=True)
class Rooms:
    """The lines of the orders that goods are for, in link order and line order; each keeps its room as it fills."""

    every: list[Room]
    _by_line: dict[UUID, Room] = field(init=False)
    _by_product: dict[UUID, list[Room]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the lines findable."""
        self._by_line = {room.line.id: room for room in self.every}
        self._by_product = {}
        for room in self.every:
            if room.line.product_id is not None:
                self._by_product.setdefault(room.line.product_id, []).append(room)

    def of_line(self, line_id: UUID | None, serial: int | None) -> Room | None:
        """The line with this id or serial."""
        if line_id is not None:
            return self._by_line.get(line_id)
        return next((room for room in self.every if room.line.serial == serial), None)

    def of_product(self, product_id: UUID) -> list[Room]:
        """The lines of this product."""
        return self._by_product.get(product_id, [])


def rooms(orders: Iterable[Order], facts: ReceivingFacts, *, booked: bool = True) -> Rooms:
    """What the lines of these orders may still take; goods booked on open receipts have taken their room already."""
    every = list(orders)
    found = _empty(every, facts)
    if booked:
        for line_id, units in booked_on(every, facts).items():
            room = found.of_line(line_id, None)
            if room is not None:
                room.take(units)
    return found


def booked_on(orders: Sequence[Order], facts: ReceivingFacts) -> dict[UUID, Decimal]:
    """What of the goods on open receipts each line will count (as things are now), by the line's id."""
    taken = dict(facts.booked)
    if not facts.pooled:
        return taken
    filling = _empty([*orders, *facts.companions], facts)
    for line_id, units in facts.booked.items():
        room = filling.of_line(line_id, None)
        if room is not None:
            room.take(units)
    for pool in facts.pooled:
        candidates = filling.of_product(pool.product_id)
        wanted = [room for id in pool.order_ids for room in candidates if room.order.id == id]
        for room, part in share(wanted, pool.units):
            room.take(part)
            taken[room.line.id] = taken.get(room.line.id, ZERO) + part
    return taken


def _empty(orders: Iterable[Order], facts: ReceivingFacts) -> Rooms:
    """The lines of these orders before anything on open receipts is thought of."""
    made = []
    known: dict[tuple[object, ...], Tolerance] = {}  # lines of one product share their tolerance
    for order in orders:
        for line in order.lines:
            alike = (order.id, line.product_id, line.over_receipt_percent, line.short_receipt_percent)
            if alike not in known:
                known[alike] = facts.tolerance(order, line)
            made.append(Room(order, line, line.quantity_outstanding, known[alike].left(line)))
    return Rooms(made)


def share(candidates: Sequence[Room], quantity: Decimal) -> list[tuple[Room, Decimal]]:
    """Share goods over lines: what is outstanding in their order, the rest on the last.

    Where the last one's tolerance ends, the ones before it take the rest up to theirs; what nobody may take goes to
    the last all the same (and is found to be too much).
    """
    if not candidates:
        return []
    parts = [ZERO] * len(candidates)
    rest = quantity
    for index, room in enumerate(candidates):
        allowed = room.open if room.left is None else min(room.open, max(ZERO, room.left))
        parts[index] = min(allowed, rest)
        rest -= parts[index]
    for index in range(len(candidates) - 1, -1, -1):
        left = candidates[index].left
        extra = rest if left is None else min(rest, max(ZERO, left - parts[index]))
        parts[index] += extra
        rest -= extra
    parts[-1] += rest
    return [(room, part) for room, part in zip(candidates, parts, strict=True) if part]
