"""What a person can do with purchase orders. Every write leaves events with old and new values."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from entrepot.actions import orderfacts, ordernumbers, orderviews, preorders, redating, releasework
from entrepot.book.events import Category, Change, Event, EventCode
from entrepot.book.orders import editing, history, status
from entrepot.book.orders import events as happened
from entrepot.book.orders.draft import (
    HOUSE_POLICY,
    DoorPolicy,
    LineChanges,
    LineDraft,
    OrderDraft,
    OrderKey,
    OrderPatch,
)
from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.orders.numbering import number_key
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.place import place
from entrepot.book.orders.query import Condition, OrderQuery, Parts, Test
from entrepot.book.orders.tag import TagStatus
from entrepot.book.orders.view import OrderPage, OrderView, Outcome, Warning
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.announcing import arrival_of
from entrepot.book.receiving.events import LINE_DATE_KEPT
from entrepot.book.stock.preorder import incoming_lines
from entrepot.errors import VERSION_STALE, Conflict, NotFound
from entrepot.store import events as event_store
from entrepot.store import orderlist, orders, ordersearch, ordertallies
from entrepot.store import tags as tag_store
from entrepot.store.work import UnitOfWork

NO_LINES = LineChanges()
NO_PATCH = OrderPatch()
SUPPLIER_SEES = (OrderStatus.SENT, OrderStatus.CONFIRMED, OrderStatus.CLOSED, OrderStatus.CANCELED)


def create(uow: UnitOfWork, actor: Actor, draft: OrderDraft, policy: DoorPolicy = HOUSE_POLICY) -> Outcome:
    """Enter a new order; raises Invalid naming every wrong field, Conflict when its number is taken."""
    actor.require(Right.ORDERS_WRITE)
    facts = orderfacts.for_draft(uow, actor.organization_id, draft)
    order, warnings = place(draft, facts, policy, actor, uow.new_id)
    ordernumbers.assign(uow, order, facts.organization)
    event = enter(uow, actor, order, "entered")
    preorders.order_changed(uow, actor, (), order)
    return Outcome(order, (event,), tuple(warnings))


def enter(uow: UnitOfWork, actor: Actor, order: Order, how: str) -> Event:
    """Store a new order that has its number, and say how it came to be; pre-orders are the caller's to settle."""
    order.serial = uow.counter(order.organization_id, "order")
    _serials(uow, order)
    orders.add(uow, order)
    ordertallies.move(uow, order.organization_id, (), ordertallies.names_of(order))
    ordersearch.put(uow, order)
    total = f"{order.totals.total} {order.currency}"
    count = len(order.lines)
    message = f"Order {order.number} {how}: {count} {'line' if count == 1 else 'lines'}, {total}."
    return _event(uow, actor, order, happened.ORDER_CREATED, message)


def free_number(uow: UnitOfWork, organization_id: UUID, count: Callable[[int], str]) -> str:
    """The first number that no order has, counting from 1."""
    for step in itertools.count(1):
        number = count(step)
        if orders.number_taken(uow, organization_id, number) is None:
            return number
    raise AssertionError("numbers do not end")


def read(uow: UnitOfWork, actor: Actor, key: OrderKey, parts: Parts = Parts.LINES) -> OrderView:
    """One order with the parts asked for; raises NotFound."""
    actor.require(Right.ORDERS_READ)
    order = find(uow, actor, key)
    if parts is Parts.LINES:
        return OrderView(order)
    return orderviews.views(uow, actor.organization_id, [order], parts)[0]


def browse(uow: UnitOfWork, actor: Actor, query: OrderQuery, parts: Parts = Parts.NONE) -> OrderPage:
    """A page of orders; raises Invalid for a condition or sort outside the closed lists."""
    actor.require(Right.ORDERS_READ)
    if actor.supplier_id is not None:
        own = (
            Condition("supplier_id", Test.EQ, actor.supplier_id),
            Condition("status", Test.IN, SUPPLIER_SEES),
        )
        query = replace(query, where=(*query.where, *own))
    found, bookmark, total = orderlist.page(uow, actor.organization_id, query)
    return OrderPage(orderviews.views(uow, actor.organization_id, found, parts), bookmark, total)


def find(uow: UnitOfWork, actor: Actor, key: OrderKey) -> Order:
    """The order with its lines as this actor may see it; raises NotFound alike for unknown and foreign ones."""
    order = orders.get(uow, actor.organization_id, id=key.id, serial=key.serial)
    if order is None or (
        actor.supplier_id is not None and (order.supplier_id != actor.supplier_id or order.status not in SUPPLIER_SEES)
    ):
        raise NotFound(ORDER_UNKNOWN)
    return order


def change(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    patch: OrderPatch = NO_PATCH,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    lines: LineChanges = NO_LINES,
    expected_version: int | None = None,
    right: Right = Right.ORDERS_WRITE,
) -> Outcome:
    """Change header and lines together; one event for the header and one each for lines added, changed, removed.

    `right` is what it takes; see `amending` for what a supplier's user may change.
    """
    actor.require(right)
    order = _expected(find(uow, actor, key), expected_version)
    old, arrival = Before(order), arrival_of(order)
    facts, old_supplier = orderfacts.for_change(uow, order, patch, lines)
    warnings = editing.edit(order, patch, lines, facts, policy, uow.new_id, old_supplier)
    if number_key(order.number) != number_key(old.number):
        ordernumbers.refuse_taken(uow, order.organization_id, order.number, own=order.id)
    _serials(uow, order)
    found = history.changes(old.picture, order)
    if not found:
        return Outcome(order, _kept_dates(uow, actor, order, warnings), tuple(warnings))
    if order.sent_at is not None and not (patch.is_paperwork and lines == NO_LINES):
        order.revision += 1
        found = history.changes(old.picture, order)
    _save(uow, actor, order, old)
    groups = history.sorted_out(found, old.picture, order)
    label = f"Order {order.number}" if not order.revision else f"Order {order.number}, revision {order.revision}"
    made = [
        _event(uow, actor, order, code, f"{label}: {words}", groups[name])
        for name, code, words in _CHANGES
        if groups[name]
    ]
    redating.follow(uow, actor, order, arrival)
    touched = preorders.order_changed(uow, actor, old.incoming, order)
    return Outcome(order, (*made, *_kept_dates(uow, actor, order, warnings)), (*warnings, *touched))


def _kept_dates(uow: UnitOfWork, actor: Actor, order: Order, warnings: Sequence[Warning]) -> tuple[Event, ...]:
    """An event for each date that somebody wanted to move and could not."""
    return tuple(
        _event(uow, actor, order, LINE_DATE_KEPT, f"Order {order.number}: {each.message}")
        for each in warnings
        if each.code == LINE_DATE_KEPT
    )


_CHANGES: tuple[tuple[str, EventCode, str], ...] = (
    ("added", happened.LINE_ADDED, "lines added."),
    ("changed", happened.LINE_CHANGED, "lines changed."),
    ("removed", happened.LINE_REMOVED, "lines removed."),
    ("tracking", happened.ORDER_TRACKED, "what is on its way changed."),
    ("header", happened.ORDER_CHANGED, "header and totals changed."),
)


def move(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    verb: str,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Move the order one step in its life (see `status.MOVES`); raises Conflict when the table or a guard refuses."""
    actor.require(status.MOVES[verb].right)
    order = _expected(find(uow, actor, key), expected_version)
    old = Before(order)
    made = status.make_move(order, verb, uow.now, policy)
    if order.status is OrderStatus.CANCELED:
        releasework.order_canceled(uow, actor, order)
    words = f"Order {order.number} {_PAST[verb]}" + (f": {reason}" if reason else ".")
    return _step(uow, actor, order, old, made.event, words)


_PAST = {"send": "sent", "confirm": "confirmed", "close": "closed", "reopen": "reopened", "cancel": "canceled"}


def send(
    uow: UnitOfWork, actor: Actor, key: OrderKey, *, reason: str | None = None, expected_version: int | None = None
) -> Outcome:
    """Send the order to its supplier: draft to sent."""
    return move(uow, actor, key, "send", reason=reason, expected_version=expected_version)


def confirm(
    uow: UnitOfWork, actor: Actor, key: OrderKey, *, reason: str | None = None, expected_version: int | None = None
) -> Outcome:
    """The supplier said yes: draft or sent to confirmed."""
    return move(uow, actor, key, "confirm", reason=reason, expected_version=expected_version)


def close(
    uow: UnitOfWork, actor: Actor, key: OrderKey, *, reason: str | None = None, expected_version: int | None = None
) -> Outcome:
    """Expect nothing more, even with goods outstanding."""
    return move(uow, actor, key, "close", reason=reason, expected_version=expected_version)


def reopen(
    uow: UnitOfWork, actor: Actor, key: OrderKey, *, reason: str | None = None, expected_version: int | None = None
) -> Outcome:
    """Take a closed order back to where it was."""
    return move(uow, actor, key, "reopen", reason=reason, expected_version=expected_version)


def cancel(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Call the order off; final, and refused while goods received are not returned."""
    return move(uow, actor, key, "cancel", policy, reason=reason, expected_version=expected_version)


def hold(
    uow: UnitOfWork, actor: Actor, key: OrderKey, *, reason: str | None = None, expected_version: int | None = None
) -> Outcome:
    """Put the order on hold: it is neither sent, confirmed, received nor billed until it is resumed."""
    actor.require(Right.ORDERS_WRITE)
    order = _expected(find(uow, actor, key), expected_version)
    old = Before(order)
    status.hold(order, reason, uow.now)
    words = f"Order {order.number} put on hold" + (f": {reason}" if reason else ".")
    return _step(uow, actor, order, old, happened.ORDER_HELD, words)


def resume(
    uow: UnitOfWork, actor: Actor, key: OrderKey, *, reason: str | None = None, expected_version: int | None = None
) -> Outcome:
    """Lift a hold."""
    actor.require(Right.ORDERS_WRITE)
    order = _expected(find(uow, actor, key), expected_version)
    old = Before(order)
    status.resume(order)
    words = f"Order {order.number} resumed" + (f": {reason}" if reason else ".")
    return _step(uow, actor, order, old, happened.ORDER_RESUMED, words)


def copy(uow: UnitOfWork, actor: Actor, key: OrderKey, number: str | None = None) -> Outcome:
    """A new draft with the same content; prices as they stand on the lines, nothing of the old order's life."""
    order = find(uow, actor, key)
    lines = tuple(
        LineDraft(
            product_id=line.product_id,
            supplier_sku=line.supplier_sku if line.product_id is not None else None,
            description=line.description,
            kind=line.kind,
            quantity=None if line.by_case else line.quantity_ordered,
            unit=line.unit,
            cases=line.cases,
            units_per_case=line.units_per_case,
            unit_price=None if line.by_case else line.unit_price,
            case_price=line.case_price,
            discount=line.discount,
            tax_rate=line.tax_rate,
            sell_ahead=line.sell_ahead,
            warehouse_id=line.warehouse_id,
            notes=line.notes,
            over_receipt_percent=line.over_receipt_percent,
            short_receipt_percent=line.short_receipt_percent,
            custom_data=line.custom_data,
            extension=line.extension,
        )
        for line in order.lines
    )
    policy = replace(HOUSE_POLICY, bare_lines=True, empty_order=True, zero_quantity=True)
    tags = tag_store.by_ids(uow, order.organization_id, order.tag_ids)
    kept = tuple(str(id) for id, tag in tags.items() if tag.status is TagStatus.ACTIVE)
    return create(uow, actor, editing.copy_of(order, OrderDraft(lines, number=number, tags=kept)), policy)


def delete(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    expected_version: int | None = None,
) -> Outcome:
    """Take the order out of every list; its number, serial and events stay."""
    actor.require(Right.ORDERS_DELETE)
    order = _expected(find(uow, actor, key), expected_version)
    editing.may_delete(order, policy)
    old = Before(order)
    order.deleted_at = uow.now
    ordersearch.drop(uow, order)
    return _step(uow, actor, order, old, happened.ORDER_DELETED, f"Order {order.number} deleted.")


class Before:
    """What an order was before a change: its picture, its stored lines, and where it is counted and found."""

    __slots__ = ("incoming", "lines", "number", "picture", "tags", "tallies", "words")

    def __init__(self, order: Order) -> None:
        """Take the picture."""
        self.number = order.number
        self.picture = history.picture(order)
        self.lines = orders.stored_lines(order)
        self.tags = order.tag_ids
        self.tallies = ordertallies.names_of(order)
        self.words = ordersearch.words_of(order)
        self.incoming = incoming_lines(order)


def _expected(order: Order, version: int | None) -> Order:
    if version is not None and version != order.version:
        message = f"Order {order.number} is at version {order.version}, not {version}; read it again."
        raise Conflict(VERSION_STALE, message)
    return order


def _step(uow: UnitOfWork, actor: Actor, order: Order, old: Before, code: EventCode, words: str) -> Outcome:
    """Store a step in the order's life and note it."""
    found = history.changes(old.picture, order)
    _save(uow, actor, order, old)
    event = _event(uow, actor, order, code, words, found)
    return Outcome(order, (event,), preorders.order_changed(uow, actor, old.incoming, order))


def _save(uow: UnitOfWork, actor: Actor, order: Order, old: Before) -> None:
    order.version += 1
    order.updated_at = max(uow.now, order.updated_at)
    order.updated_by_name = actor.name
    orders.update(uow, order, old.lines)
    if order.tag_ids != old.tags:
        orders.retag(uow, order)
    ordertallies.move(uow, order.organization_id, old.tallies, ordertallies.names_of(order))
    if order.deleted_at is None:
        ordersearch.put(uow, order, old.words)


def _event(
    uow: UnitOfWork, actor: Actor, order: Order, code: EventCode, message: str, changes: tuple[Change, ...] = ()
) -> Event:
    event = Event(
        organization_id=order.organization_id,
        id=uow.new_id(),
        subject="order",
        subject_id=order.id,
        subject_version=order.version,
        code=code,
        category=Category.INFO,
        message=message,
        actor_id=actor.id,
        actor_name=actor.name,
        door=actor.door,
        changes=changes,
        occurred_at=uow.now,
        created_at=uow.now,
    )
    event_store.append(uow, event)
    return event


def _serials(uow: UnitOfWork, order: Order) -> None:
    """Draw serials for lines that have none."""
    fresh = [line for line in order.lines if not line.serial]
    if not fresh:
        return
    first = uow.counter(order.organization_id, "order_line", len(fresh))
    for index, line in enumerate(fresh):
        line.serial = first + index
