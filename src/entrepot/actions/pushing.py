"""Things of the book to another server, step by step, each made there once.

Before a thing is made there, the book notes that it is about to be; the note gets the other server's id afterwards.
When nobody knows how a call ended, the note is still without id: then the other server is asked before anything is
made again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from entrepot.actions import catalog, orders, suppliers, warehouses
from entrepot.actions.ports import DialectClient, Outgoing
from entrepot.actions.pulling import told
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.catalog.product import Product
from entrepot.book.exchange.errors import EXCHANGE_NO_CALL
from entrepot.book.exchange.record import Became, Entry, Exchanged, Link, Made, Step
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.query import Parts
from entrepot.book.orders.view import OrderView
from entrepot.book.people.actor import Actor
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.errors import EntrepotError, Invalid, Kind
from entrepot.ids import parse_uuid
from entrepot.store import exchange as exchange_store
from entrepot.store.store import Store
from entrepot.store.types import to_micros
from entrepot.store.work import UnitOfWork

AT_ONCE = 25
FIRST = UUID(int=0)
# These end the step: the next record would fare no better.
HOPELESS = frozenset({Kind.UNAVAILABLE, Kind.UNAUTHENTICATED, Kind.LIMITED, Kind.FAILED})
PARTS = Parts.ALL & ~(Parts.EVENTS | Parts.STOCK | Parts.RECEIVERS | Parts.RECEIVED | Parts.RELEASES)
Thing = Supplier | Product | Warehouse


@dataclass(frozen=True, slots=True)
class Pusher:
    """Who pushes from where to where."""

    store: Store
    actor: Actor
    client: DialectClient
    dry_run: bool = False


def push(pusher: Pusher, noun: Exchanged, bookmark: str | None, *, since: datetime | None = None) -> Step:
    """Make the next things there that the other server does not have yet; raises Invalid for a noun that it cannot
    make, and what calling it raises when nothing more can be done.
    """
    if noun in pusher.client.unmakable:
        raise Invalid(EXCHANGE_NO_CALL, pusher.client.unmakable[noun])
    after = (parse_uuid(bookmark) if bookmark is not None else None) or FIRST
    own, connection = pusher.actor.organization_id, pusher.client.connection
    earliest = 0 if since is None else to_micros(since)
    ids = pusher.store.read_now(
        lambda uow: exchange_store.unlinked(uow, own, connection, noun, after, earliest, AT_ONCE)
    )
    entries = tuple(_pushed(pusher, noun, id) for id in ids)
    return Step(entries, str(ids[-1]) if len(ids) == AT_ONCE else None)


def _pushed(pusher: Pusher, noun: Exchanged, id: UUID) -> Entry:
    """What became of one thing; only errors that concern it alone end in an entry."""
    label = str(id)
    try:
        if noun is Exchanged.ORDERS:
            view = pusher.store.read_now(lambda uow: orders.read(uow, pusher.actor, OrderKey(id=id), PARTS))
            label = view.order.number
            made = _order(pusher, view)
        else:
            thing = pusher.store.read_now(lambda uow: _read(uow, pusher.actor, noun, id))
            label = thing.sku if isinstance(thing, Product) else thing.name
            made = _thing(pusher, noun, thing)
    except EntrepotError as error:
        if error.kind in HOPELESS:
            raise
        return Entry(None, label, Became.REFUSED, id, told(error))
    return Entry(made.external_id or None, label, Became.CREATED, id, remarks=made.remarks)


def _read(uow: UnitOfWork, actor: Actor, noun: Exchanged, id: UUID) -> Thing:
    if noun is Exchanged.SUPPLIERS:
        return suppliers.read(uow, actor, id=id)
    if noun is Exchanged.PRODUCTS:
        return catalog.read(uow, actor, ProductKey(id=id))
    return warehouses.read(uow, actor, id=id)


def _thing(pusher: Pusher, noun: Exchanged, thing: Thing) -> Made:
    """A supplier, product or warehouse: the one that is there already, else a new one."""
    found = pusher.client.find(thing)
    if found is not None:
        if not pusher.dry_run:
            _settle(pusher, noun, thing.id, Made(found))
        return Made(found, ("it was there already",))
    if noun in pusher.client.unmakable:
        raise Invalid(EXCHANGE_NO_CALL, pusher.client.unmakable[noun])
    if pusher.dry_run:
        return Made("")
    made = pusher.client.make(thing)
    _settle(pusher, noun, thing.id, made)
    return made


def _order(pusher: Pusher, view: OrderView) -> Made:
    """An order, after everything it refers to."""
    order, known = view.order, _Known(pusher, view)
    outgoing = Outgoing(view, known.suppliers(), known.products(), known.warehouses())
    link = pusher.store.read_now(lambda uow: _link(uow, pusher, Exchanged.ORDERS, order.id))
    if link is not None:
        found = pusher.client.find_order(outgoing, link.created_at)
        if found is not None:
            if not pusher.dry_run:
                _settle(pusher, Exchanged.ORDERS, order.id, Made(found))
            return Made(found, ("it was made by a call whose answer never came",))
    if pusher.dry_run:
        return Made("")
    pusher.store.write_now(lambda uow: _intend(uow, pusher, order.id))
    made = pusher.client.make_order(outgoing)
    _settle(pusher, Exchanged.ORDERS, order.id, made)
    return made


class _Known:
    """What the other server calls the things an order refers to; what it does not have yet is made first."""

    def __init__(self, pusher: Pusher, view: OrderView) -> None:
        self._pusher = pusher
        self._view = view

    def suppliers(self) -> dict[UUID, str]:
        """The order's supplier, when it is one of the book."""
        thing = self._view.supplier
        return self._ids(Exchanged.SUPPLIERS, [thing] if thing is not None else [])

    def products(self) -> dict[UUID, str]:
        """The products of its lines."""
        return self._ids(Exchanged.PRODUCTS, self._view.products.values())

    def warehouses(self) -> dict[UUID, str]:
        """The warehouses it goes to."""
        return self._ids(Exchanged.WAREHOUSES, self._view.warehouses.values())

    def _ids(self, noun: Exchanged, things: Iterable[Thing]) -> dict[UUID, str]:
        pusher, wanted = self._pusher, {thing.id: thing for thing in things}
        own, connection = pusher.actor.organization_id, pusher.client.connection
        found = pusher.store.read_now(lambda uow: exchange_store.external_ids(uow, own, connection, noun, wanted))
        for id, thing in wanted.items():
            if id in found:
                continue
            try:
                made = _thing(pusher, noun, thing)
            except EntrepotError as error:
                if error.kind in HOPELESS:
                    raise
                continue  # whether the order can go without it is the dialect's to say
            found[id] = made.external_id
        return found


def _link(uow: UnitOfWork, pusher: Pusher, noun: Exchanged, id: UUID) -> Link | None:
    return exchange_store.here(uow, pusher.actor.organization_id, pusher.client.connection, noun, id)


def _intend(uow: UnitOfWork, pusher: Pusher, id: UUID) -> None:
    """Note that an order is about to be made there."""
    if _link(uow, pusher, Exchanged.ORDERS, id) is None:
        exchange_store.insert(uow, _fresh(uow, pusher, Exchanged.ORDERS, id, None))


def _settle(pusher: Pusher, noun: Exchanged, id: UUID, made: Made) -> None:
    """Note what the other server calls a thing; one that stands for another thing of the book already stays it."""

    def work(uow: UnitOfWork) -> None:
        known = _link(uow, pusher, noun, id)
        own, connection = pusher.actor.organization_id, pusher.client.connection
        taken = exchange_store.there(uow, own, connection, noun, made.external_id)
        if taken is not None and (known is None or taken.id != known.id):
            return
        if known is None:
            exchange_store.insert(uow, _fresh(uow, pusher, noun, id, made.external_id))
        else:
            exchange_store.change(uow, replace(known, external_id=made.external_id))

    pusher.store.write_now(work)


def _fresh(uow: UnitOfWork, pusher: Pusher, noun: Exchanged, id: UUID, external_id: str | None) -> Link:
    return Link(
        organization_id=pusher.actor.organization_id, id=uow.new_id(), connection=pusher.client.connection, noun=noun,
        external_id=external_id, book_id=id, digest=None, version=1, created_at=uow.now, updated_at=uow.now,
    )  # fmt: skip
