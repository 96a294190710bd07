"""What a person can do with releases: offer, accept, reject, cancel, follow a shipment, read."""

from dataclasses import dataclass
from uuid import UUID

from entrepot.actions import dockfacts, orders
from entrepot.actions.posting import Posting, Source
from entrepot.actions.releasework import keep, picture, tell
from entrepot.book.events import Change, Event, EventCode
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.line import LineKind, OrderLine
from entrepot.book.orders.order import Order, OrderStatus, Transport
from entrepot.book.orders.view import Warning
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.movement import MovementKind
from entrepot.book.releases import events as happened
from entrepot.book.releases import rules
from entrepot.book.releases.draft import ReleaseDraft
from entrepot.book.releases.errors import RELEASE_UNKNOWN
from entrepot.book.releases.release import Release, ReleaseType, held_of, quantity_of, transport_of
from entrepot.book.values import checks
from entrepot.book.values.page import Listing, Page, equal
from entrepot.book.values.quantity import plain
from entrepot.errors import Findings, NotFound
from entrepot.store import catalog, movements, organizations, releases
from entrepot.store import orders as order_store
from entrepot.store.work import UnitOfWork

REASON_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class ReleaseOutcome:
    """The order and release as they now are, the order that was made or called off, and what happened."""

    order: Order
    release: Release
    child: Order | None = None
    events: tuple[Event, ...] = ()
    warnings: tuple[Warning, ...] = ()


def create(uow: UnitOfWork, actor: Actor, key: OrderKey, draft: ReleaseDraft) -> ReleaseOutcome:
    """Offer goods for release, put them on a shipment, or (the buyer, with `accept`) release them at once.

    Raises Forbidden, NotFound, Conflict when the order does not allow it, Invalid naming every wrong line.
    """
    actor.require(Right.RELEASES_WRITE)
    order = orders.find(uow, actor, key)
    rules.check_offer(order, draft, actor)
    earlier = _of(uow, order)
    ids = {line.product_id for line in order.lines if line.product_id is not None}
    products = catalog.by_ids(uow, order.organization_id, ids) if ids else {}
    number = releases.next_number(uow, order.organization_id, order.id)
    release = rules.make(
        order, draft, dockfacts.held(uow, order, held_of(earlier)), products, actor, uow.now, number, uow.new_id
    )
    releases.insert(uow, release)
    if draft.accept and actor.supplier_id is None and release.is_offered:
        return _accept(uow, actor, order, release, [*earlier, release], None)
    words = f"offers {plain(quantity_of(release))} units."
    code = happened.RELEASE_OFFERED
    if release.type is ReleaseType.TRANSPORTATION:
        words, code = f"puts {plain(quantity_of(release))} units on a shipment.", happened.RELEASE_ACCEPTED
    return _touch(uow, actor, order, release, [*earlier, release], None, code, words)


def read(uow: UnitOfWork, actor: Actor, key: OrderKey, id: UUID) -> tuple[Order, Release]:
    """One release with its order; raises Forbidden, NotFound."""
    actor.require(Right.ORDERS_READ)
    order = orders.find(uow, actor, key)
    release = releases.get(uow, actor.organization_id, order.id, id)
    if release is None:
        raise NotFound(RELEASE_UNKNOWN)
    return order, release


def browse(uow: UnitOfWork, actor: Actor, key: OrderKey, listing: Listing) -> tuple[Order, Page[Release]]:
    """A page of an order's releases; the closed lists of fields and sorts are `store.releases.CATALOGUE`'s."""
    actor.require(Right.ORDERS_READ)
    order = orders.find(uow, actor, key)
    mine = Listing(
        (*listing.where, equal("order_id", order.id)),
        sort=listing.sort,
        descending=listing.descending,
        after=listing.after,
        offset=listing.offset,
        limit=listing.limit,
        count=listing.count,
    )
    page = releases.page(uow, actor.organization_id, mine)
    releases.load_lines(uow, actor.organization_id, page.items)
    return order, page


def accept(uow: UnitOfWork, actor: Actor, key: OrderKey, id: UUID) -> ReleaseOutcome:
    """Say yes: an order with the released goods is made. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.RELEASES_DECIDE)
    order, release, every = _found(uow, actor, key, id)
    return _accept(uow, actor, order, release, every, picture(release))


def reject(uow: UnitOfWork, actor: Actor, key: OrderKey, id: UUID, *, reason: str | None = None) -> ReleaseOutcome:
    """Say no: the goods are available again. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.RELEASES_DECIDE)
    _check_reason(reason)
    order, release, every = _found(uow, actor, key, id)
    before = picture(release)
    rules.reject(release, reason, uow.now)
    keep(uow, release)
    return _touch(
        uow, actor, order, release, every, before, happened.RELEASE_REJECTED, f"was rejected{_because(reason)}"
    )


def cancel(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    id: UUID,
    *,
    reason: str | None = None,
    takes_back: bool = True,
) -> ReleaseOutcome:
    """Call it off: what was offered is available again, goods leave their shipment, an accepted one is taken back.

    Taking an accepted one back cancels the order it made, with counter-movements on the parent; it needs the right to
    decide and is refused once that order received goods. `takes_back` False refuses it outright.
    """
    actor.require(Right.RELEASES_WRITE)
    _check_reason(reason)
    order, release, every = _found(uow, actor, key, id)
    before = picture(release)
    was_accepted = release.child_order_id is not None
    if not release.is_offered or (actor.supplier_id is not None and not release.by_supplier):
        actor.require(Right.RELEASES_DECIDE)
    rules.cancel(release, reason, uow.now, takes_back=takes_back)
    keep(uow, release)
    words = f"was called off{_because(reason)}"
    if was_accepted:
        return _take_back(uow, actor, order, release, before, words)
    return _touch(uow, actor, order, release, every, before, happened.RELEASE_CANCELED, words)


def move_on(uow: UnitOfWork, actor: Actor, key: OrderKey, id: UUID, transit: Transport) -> ReleaseOutcome:
    """Goods on a shipment came further (or were reported wrongly). Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.RELEASES_DECIDE)
    order, release, every = _found(uow, actor, key, id)
    before = picture(release)
    rules.move_on(release, transit)
    keep(uow, release)
    words = f"is {transit.replace('_', ' ')}."
    return _touch(uow, actor, order, release, every, before, happened.RELEASE_MOVED, words)


def _of(uow: UnitOfWork, order: Order) -> list[Release]:
    return releases.of_orders(uow, order.organization_id, [order.id]).get(order.id, [])


def _found(uow: UnitOfWork, actor: Actor, key: OrderKey, id: UUID) -> tuple[Order, Release, list[Release]]:
    """The order, the release, and all releases of the order; raises NotFound."""
    order = orders.find(uow, actor, key)
    every = _of(uow, order)
    for release in every:
        if release.id == id:
            return order, release, every
    raise NotFound(RELEASE_UNKNOWN)


def _touch(
    uow: UnitOfWork,
    actor: Actor,
    order: Order,
    release: Release,
    every: list[Release],
    before: dict[str, object] | None,
    code: EventCode,
    words: str,
) -> ReleaseOutcome:
    """Store a step that moves no quantity: the order is a version on, and its transport follows."""
    was = order.transport
    order.transport = transport_of(every)
    order.version += 1
    order.updated_at = max(uow.now, order.updated_at)
    order.updated_by_name = actor.name
    order_store.update_moved(uow, order, ())
    more = () if was is order.transport else (Change("transport", was, order.transport),)
    event = tell(uow, actor, order, release, before, code, words, more)
    return ReleaseOutcome(order, release, None, (event,))


def _accept(
    uow: UnitOfWork,
    actor: Actor,
    order: Order,
    release: Release,
    every: list[Release],
    before: dict[str, object] | None,
) -> ReleaseOutcome:
    """The child is entered first, so that pre-orders which lose their place on the parent find one on it."""
    rules.accept(release, order, dockfacts.held(uow, order, held_of(every)), uow.now)
    posting = Posting(uow, actor, release.id, organizations.settings(uow, actor.organization_id))
    posting.watch(order)
    count = releases.children(uow, order.organization_id, order.id)
    number = orders.free_number(uow, order.organization_id, lambda n: rules.child_number(order.number, count + n))
    child = rules.child_of(order, release, number, actor, uow.now, uow.new_id)
    entered = orders.enter(uow, actor, child, f"made by release {release.number} of order {order.number}")
    keep(uow, release, lines=True)
    by_id = {line.id: line for line in order.lines}
    for part in release.lines:
        line = by_id[part.order_line_id]
        posting.move(order, line, MovementKind.RELEASED, part.quantity, Source(product_id=_product_of(line)))
    made = posting.finish(happened.ORDER_RELEASED, f"released {plain(quantity_of(release))} units to {child.number}.")
    told = tell(uow, actor, order, release, before, happened.RELEASE_ACCEPTED, f"was accepted: order {child.number}.")
    return ReleaseOutcome(order, release, child, (*made, told, entered), posting.warnings)


def _take_back(
    uow: UnitOfWork, actor: Actor, order: Order, release: Release, before: dict[str, object], words: str
) -> ReleaseOutcome:
    """Counter-movements for what an accepted release moved, and the end of the order it made."""
    posting = Posting(uow, actor, release.id, organizations.settings(uow, actor.organization_id), reason=release.reason)
    posting.watch(order)
    child_key = OrderKey(id=release.child_order_id)
    child = orders.find(uow, actor, child_key) if _lives(uow, order, release) else None
    ended: tuple[Event, ...] = ()
    if child is not None and child.status is not OrderStatus.CANCELED:
        called_off = orders.cancel(uow, actor, child_key, reason=f"release {release.number} of {order.number} {words}")
        child, ended = called_off.order, called_off.events
    made = movements.of_posting(uow, order.organization_id, release.id)
    by_id = {line.id: line for line in order.lines}
    for movement in made:
        if movement.reverses_id is None:
            source = Source(product_id=movement.product_id)
            line = by_id[movement.order_line_id]
            posting.move(order, line, movement.kind, -movement.quantity, source, reverses_id=movement.id)
    events = posting.finish(happened.ORDER_RELEASED, f"takes back {plain(quantity_of(release))} released units.")
    told = tell(uow, actor, order, release, before, happened.RELEASE_CANCELED, words)
    return ReleaseOutcome(order, release, child, (*events, told, *ended), posting.warnings)


def _lives(uow: UnitOfWork, order: Order, release: Release) -> bool:
    """Whether the order that the release made was not deleted."""
    return order_store.get(uow, order.organization_id, id=release.child_order_id) is not None


def _product_of(line: OrderLine) -> UUID | None:
    return line.product_id if line.kind is LineKind.GOODS else None


def _check_reason(reason: str | None) -> None:
    findings = Findings()
    checks.text(findings, ("reason",), reason, REASON_LENGTH)
    findings.settle()


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else "."
