"""Posting to the ledger of quantities: movements, counters, stock, progress and events, all in one go.

However many lines are moved, the number of statements stays the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from entrepot.actions import resettling
from entrepot.actions.resettling import Arrival
from entrepot.actions.stock import tell_overdrawn
from entrepot.book.difference import difference, state
from entrepot.book.events import Category, Change, Event, EventCode
from entrepot.book.orders import status
from entrepot.book.orders.history import SILENT
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.progress import all_done, follow
from entrepot.book.orders.view import Warning
from entrepot.book.people.actor import Actor
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.receiving.movement import Movement, MovementKind, count
from entrepot.book.receiving.receipt import ReceiptStatus
from entrepot.book.stock.events import STOCK_MUTATED
from entrepot.book.stock.level import MutationKind, StockLevel, StockMutation
from entrepot.book.stock.preorder import incoming_lines
from entrepot.book.stock.rules import check_on_hand
from entrepot.book.values.quantity import plain
from entrepot.errors import Conflict
from entrepot.store import catalog, movements, orders, ordertallies, receipts, stock, warehouses
from entrepot.store import events as event_store
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)
_HEADER_ONLY = SILENT | {"lines"}
_MOVED_IN = frozenset({OrderStatus.SENT, OrderStatus.CONFIRMED})


@dataclass(frozen=True, slots=True)
class StockChange:
    """Units that come to (or leave) a warehouse; `order_line_id` is the line they are goods of."""

    product_id: UUID
    warehouse_id: UUID
    delta: Decimal
    reference: str
    lot: str | None = None
    expiry: date | None = None
    receipt_line_id: UUID | None = None
    order_line_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where moved goods lie or came from, written on their movement."""

    receipt_id: UUID | None = None
    receipt_line_id: UUID | None = None
    product_id: UUID | None = None
    warehouse_id: UUID | None = None
    lot: str | None = None
    expiry: date | None = None


NOWHERE = Source()


class _Watched:
    """An order and what it was before: header, the lines as they are moved, where it is counted."""

    __slots__ = ("header", "incoming", "lines", "order", "tallies", "touched", "was_done")

    def __init__(self, order: Order) -> None:
        self.order = order
        self.header = state(order, without=_HEADER_ONLY)
        self.tallies = ordertallies.names_of(order)
        self.was_done = all_done(order.lines)
        self.incoming = incoming_lines(order)
        self.touched: dict[UUID, OrderLine] = {}
        self.lines: list[dict[str, object]] = []

    def touch(self, line: OrderLine) -> None:
        """Remember a line as it is before its first movement."""
        if line.id not in self.touched:
            self.touched[line.id] = line
            self.lines.append(state(line))

    def picture(self) -> dict[str, object]:
        """The order as it is now, with those of its lines that were moved."""
        return {**state(self.order, without=_HEADER_ONLY), "lines": [state(line) for line in self.touched.values()]}

    def changes(self) -> tuple[Change, ...]:
        """What differs from before."""
        return difference({**self.header, "lines": self.lines}, self.picture())


class Posting:
    """One action's entries in the ledger, collected and then stored by `finish`."""

    def __init__(
        self,
        uow: UnitOfWork,
        actor: Actor,
        posting_id: UUID,
        settings: OrganizationSettings,
        *,
        reason: str | None = None,
        occurred_at: datetime | None = None,
    ) -> None:
        """`reason` stands on every movement that has none of its own; `occurred_at` is now when not given."""
        self.uow, self.actor, self.id, self._settings = uow, actor, posting_id, settings
        self.reason = reason
        self.occurred_at = occurred_at or uow.now
        self.movements: list[Movement] = []
        self.warnings: tuple[Warning, ...] = ()
        self._stock: list[StockChange] = []
        self._watched: dict[UUID, _Watched] = {}
        self._notes: list[tuple[Order, EventCode, str, Category]] = []

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders it is about."""
        return tuple(each.order for each in self._watched.values())

    def watch(self, *watched: Order) -> None:
        """The orders that may change; call it before anything does."""
        for order in watched:
            self._watched.setdefault(order.id, _Watched(order))

    def move(
        self,
        order: Order,
        line: OrderLine,
        kind: MovementKind,
        quantity: Decimal,
        source: Source = NOWHERE,
        *,
        reason: str | None = None,
        reverses_id: UUID | None = None,
        client_id: str | None = None,
    ) -> None:
        """Move one counter of one line."""
        self._watched[order.id].touch(line)
        count(line, kind, quantity)
        movement = Movement(
            organization_id=order.organization_id,
            id=self.uow.new_id(),
            kind=kind,
            quantity=quantity,
            order_id=order.id,
            order_line_id=line.id,
            posting_id=self.id,
            receipt_id=source.receipt_id,
            receipt_line_id=source.receipt_line_id,
            product_id=source.product_id,
            warehouse_id=source.warehouse_id,
            lot=source.lot,
            expiry=source.expiry,
            reason=reason or self.reason,
            reverses_id=reverses_id,
            client_id=client_id,
            actor_id=self.actor.id,
            actor_name=self.actor.name,
            door=self.actor.door,
            occurred_at=self.occurred_at,
            created_at=self.uow.now,
        )
        self.movements.append(movement)

    def put(self, change: StockChange) -> None:
        """Change what is on hand; a change of nothing is none."""
        if change.delta:
            self._stock.append(change)

    def note(self, order: Order, code: EventCode, words: str, category: Category = Category.INFO) -> None:
        """Something else to be written down about an order, with the rest."""
        self._notes.append((order, code, words, category))

    def recount_receipts(self) -> None:
        """Let the orders count their linked receipts anew; call it when the receipts are stored."""
        found = receipts.statuses(self.uow, self.actor.organization_id, self._watched)
        for id, counted in found.items():
            order = self._watched[id].order
            order.receipts_expected = counted[ReceiptStatus.EXPECTED]
            order.receipts_arrived = counted[ReceiptStatus.ARRIVED]
            order.receipts_pending = counted[ReceiptStatus.PENDING]

    def finish(self, code: EventCode, words: str) -> tuple[Event, ...]:
        """Store everything; `words` follow "Order N" in the events of the orders that changed."""
        events: list[Event] = []
        for watched in self._watched.values():
            events += self._settle(watched, code, words)
        events += [
            replace(self._event(order, noted, said, ()), category=category)
            for order, noted, said, category in self._notes
        ]
        events += self._store_stock()
        movements.append(self.uow, self.movements)
        event_store.append(self.uow, *events)
        self.warnings = self._follow_goods()
        return tuple(events)

    def _follow_goods(self) -> tuple[Warning, ...]:
        """Let pre-orders have the goods that came and find other lines where goods are missing now."""
        moves = [Arrival(each.product_id, each.warehouse_id, each.delta, each.order_line_id) for each in self._stock]
        changed = [(each.incoming, each.order) for each in self._watched.values()]
        told = resettling.goods_moved(self.uow, self.actor, moves, changed)
        return (*told, *self._tell_overdrawn())

    def _tell_overdrawn(self) -> tuple[Warning, ...]:
        """Say where goods left that others were promised, once pre-orders have given theirs back."""
        places = {(each.product_id, each.warehouse_id) for each in self._stock if each.delta < 0}
        if not places:
            return ()
        levels = stock.levels_of(self.uow, self.actor.organization_id, {product_id for product_id, _ in places})
        left = [level for place, level in sorted(levels.items()) if place in places]
        return tell_overdrawn(self.uow, self.actor, left)

    def _settle(self, watched: _Watched, code: EventCode, words: str) -> list[Event]:
        """Let the order follow its lines, store it, and say what changed."""
        order = watched.order
        follow(order)
        found = watched.changes()
        if not found:
            return []
        order.version += 1
        order.updated_at = max(self.uow.now, order.updated_at)
        order.updated_by_name = self.actor.name
        events = [self._event(order, code, f"Order {order.number} {words}", found)]
        verb = self._own_step(watched)
        if verb is not None:
            before = watched.picture()
            made = status.make_move(order, verb, self.uow.now)
            said = f"Order {order.number} {_SAID[verb]}"
            events.append(self._event(order, made.event, said, difference(before, watched.picture())))
        orders.update_moved(self.uow, order, watched.touched.values())
        ordertallies.move(self.uow, order.organization_id, watched.tallies, ordertallies.names_of(order))
        return events

    def _own_step(self, watched: _Watched) -> str | None:
        """Whether the order closes (or opens again) by itself, when the organization wants that."""
        if not self._settings.flag("receiving.auto_close"):
            return None
        order, is_done = watched.order, all_done(watched.order.lines)
        if is_done and not watched.was_done and order.status in _MOVED_IN:
            return "close" if status.refusal(order, status.MOVES["close"]) is None else None
        reopens = watched.was_done and not is_done and order.status is OrderStatus.CLOSED
        return "reopen" if reopens else None

    def _store_stock(self) -> list[Event]:
        if not self._stock:
            return []
        uow, organization_id = self.uow, self.actor.organization_id
        found = stock.levels_of(uow, organization_id, {change.product_id for change in self._stock})
        before: dict[UUID, Decimal] = {}
        fresh: dict[UUID, StockLevel] = {}
        known: dict[UUID, StockLevel] = {}
        entries: list[StockMutation] = []
        for change in self._stock:
            key = (change.product_id, change.warehouse_id)
            level = found.get(key)
            if level is None:
                level = found[key] = self._new_level(change)
                fresh[level.id] = level
            elif level.id not in fresh and level.id not in known:
                level = found[key] = replace(level, version=level.version + 1, updated_at=uow.now)
                known[level.id] = level
            before.setdefault(level.id, level.on_hand)
            level.on_hand += change.delta
            entries.append(self._entry(level, change))
        changed = [*fresh.values(), *known.values()]
        for level in changed:
            self._check_level(level, before[level.id])
        stock.insert_levels(uow, list(fresh.values()))
        stock.update_levels(uow, list(known.values()))
        stock.insert_mutations(uow, entries)
        return [self._stock_event(level, before[level.id]) for level in changed if level.on_hand != before[level.id]]

    def _check_level(self, level: StockLevel, before: Decimal) -> None:
        """Raise Conflict naming the product and the warehouse when less than nothing would be there."""
        try:
            check_on_hand(replace(level, on_hand=before), level.on_hand - before)
        except Conflict as refusal:
            organization_id = self.actor.organization_id
            sku = catalog.skus(self.uow, organization_id, {level.product_id}).get(level.product_id)
            place = warehouses.get(self.uow, organization_id, level.warehouse_id)
            named = f"{sku} in {place.name}" if place is not None else sku
            raise Conflict(refusal.code, f"{named}: {refusal.message}") from refusal

    def _new_level(self, change: StockChange) -> StockLevel:
        return StockLevel(
            organization_id=self.actor.organization_id,
            id=self.uow.new_id(),
            product_id=change.product_id,
            warehouse_id=change.warehouse_id,
            on_hand=ZERO,
            allocated=ZERO,
            version=1,
            created_at=self.uow.now,
            updated_at=self.uow.now,
        )

    def _entry(self, level: StockLevel, change: StockChange) -> StockMutation:
        return StockMutation(
            organization_id=level.organization_id,
            id=self.uow.new_id(),
            stock_level_id=level.id,
            product_id=level.product_id,
            warehouse_id=level.warehouse_id,
            kind=MutationKind.ON_HAND,
            delta=change.delta,
            reason=self.reason,
            reference=change.reference,
            actor_id=self.actor.id,
            actor_name=self.actor.name,
            created_at=self.uow.now,
            lot=change.lot,
            expiry=change.expiry,
            receipt_line_id=change.receipt_line_id,
        )

    def _stock_event(self, level: StockLevel, before: Decimal) -> Event:
        change = Change("on_hand", plain(before), plain(level.on_hand))
        words = f"{plain(level.on_hand - before)} on hand."
        return self._made("stock_level", level.id, level.version, STOCK_MUTATED, words, (change,))

    def _event(self, order: Order, code: EventCode, words: str, changes: Iterable[Change]) -> Event:
        return self._made("order", order.id, order.version, code, words, changes)

    def _made(
        self, subject: str, id: UUID, version: int, code: EventCode, words: str, changes: Iterable[Change]
    ) -> Event:
        return Event(
            organization_id=self.actor.organization_id,
            id=self.uow.new_id(),
            subject=subject,
            subject_id=id,
            subject_version=version,
            code=code,
            category=Category.INFO,
            message=words,
            actor_id=self.actor.id,
            actor_name=self.actor.name,
            door=self.actor.door,
            changes=tuple(changes),
            occurred_at=self.occurred_at,
            created_at=self.uow.now,
        )


_SAID = {"close": "closed by itself: every line is done.", "reopen": "opened again: not every line is done any more."}
