"""Bringing along what an order refers to, in a number of statements that does not grow with orders or lines."""

from collections.abc import Sequence
from uuid import UUID

from entrepot.book.events import Event
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.orders.view import OrderView
from entrepot.book.people.organization import Organization
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.suppliers.supplier import SupplierProduct
from entrepot.store import (
    catalog,
    columns,
    companies,
    movements,
    offers,
    orders,
    organizations,
    receivers,
    releases,
    suppliers,
    tags,
    terms,
    warehouses,
)
from entrepot.store import events as event_store
from entrepot.store import stock as stock_store
from entrepot.store.work import UnitOfWork


def views(uow: UnitOfWork, organization_id: UUID, found: Sequence[Order], parts: Parts) -> tuple[OrderView, ...]:
    """The orders with the parts asked for; lines are loaded when a part needs them and they are not there yet."""
    needs_lines = Parts.LINES | Parts.PRODUCTS | Parts.OFFERS | Parts.STOCK | Parts.WAREHOUSES | Parts.RECEIVERS
    if parts & needs_lines and found and not any(order.lines for order in found):
        orders.load_lines(uow, organization_id, found)
    made = tuple(OrderView(order) for order in found)
    if not made:
        return made
    if parts & Parts.SETTINGS:
        _organization(uow, organization_id, made)
    _neighbours(uow, organization_id, made, parts)
    if parts & (Parts.PRODUCTS | Parts.STOCK | Parts.OFFERS):
        _goods(uow, organization_id, made, parts)
    if parts & Parts.TAGS:
        _tags(uow, organization_id, made)
    if parts & Parts.RECEIVED:
        came = movements.last_received(uow, organization_id, [order.id for order in found])
        for view in made:
            view.last_received = came.get(view.order.id)
    if parts & Parts.RECEIVERS:
        _receivers(uow, organization_id, made)
    if parts & Parts.RELEASES:
        let_go = releases.of_orders(uow, organization_id, [order.id for order in found])
        for view in made:
            view.releases = tuple(let_go.get(view.order.id, ()))
    if parts & Parts.COLUMNS:
        for view in made:
            view.columns = tuple(columns.every(uow, organization_id))
    if parts & Parts.EVENTS:
        _events(uow, organization_id, made)
    return made


def _receivers(uow: UnitOfWork, organization_id: UUID, made: tuple[OrderView, ...]) -> None:
    """Who received the lines; where nothing came the ledger is not asked."""
    came = [view.order.id for view in made if any(line.quantity_received for line in view.order.lines)]
    found = receivers.of_lines(uow, organization_id, came) if came else {}
    for view in made:
        view.receivers = found


def _events(uow: UnitOfWork, organization_id: UUID, made: tuple[OrderView, ...]) -> None:
    if len(made) == 1:
        made[0].events = events_of(uow, organization_id, made[0].order.id)
        return
    happened = event_store.of_each(uow, organization_id, (view.order.id for view in made))
    for view in made:
        view.events = tuple(happened.get(view.order.id, ()))


def events_of(uow: UnitOfWork, organization_id: UUID, order_id: UUID) -> tuple[Event, ...]:
    """What happened to an order, oldest first."""
    return tuple(event_store.of(uow, organization_id, order_id))


def _organization(uow: UnitOfWork, organization_id: UUID, made: tuple[OrderView, ...]) -> None:
    organization: Organization = organizations.found(uow, organization_id)
    settings = OrganizationSettings(organization.settings)
    for view in made:
        view.organization, view.settings = organization, settings


def _neighbours(uow: UnitOfWork, organization_id: UUID, made: tuple[OrderView, ...], parts: Parts) -> None:
    """Supplier, company, payment term and warehouses."""
    if parts & Parts.SUPPLIER:
        by_id = suppliers.by_ids(uow, organization_id, {v.order.supplier_id for v in made if v.order.supplier_id})
        for view in made:
            view.supplier = by_id.get(view.order.supplier_id) if view.order.supplier_id else None
    if parts & Parts.COMPANY:
        named = companies.by_ids(uow, organization_id, {view.order.company_id for view in made})
        for view in made:
            view.company = named.get(view.order.company_id)
    if parts & Parts.TERM:
        due = terms.by_ids(uow, organization_id, {v.order.payment_term_id for v in made if v.order.payment_term_id})
        for view in made:
            view.term = due.get(view.order.payment_term_id) if view.order.payment_term_id else None
    if parts & Parts.WAREHOUSES:
        wanted = {view.order.warehouse_id for view in made}
        wanted |= {line.warehouse_id for view in made for line in view.order.lines if line.warehouse_id is not None}
        places = warehouses.by_ids(uow, organization_id, wanted)
        for view in made:
            view.warehouses = places


def _goods(uow: UnitOfWork, organization_id: UUID, made: tuple[OrderView, ...], parts: Parts) -> None:
    """Products, their stock, and what each order's supplier asks for them."""
    ids = {line.product_id for view in made for line in view.order.lines if line.product_id is not None}
    if not ids:
        return
    if parts & Parts.PRODUCTS:
        products = catalog.by_ids(uow, organization_id, ids)
        for view in made:
            view.products = products
    if parts & Parts.STOCK:
        figures = stock_store.figures(uow, organization_id, ids)
        for view in made:
            view.stock = figures
    if parts & Parts.OFFERS:
        _offers(uow, organization_id, made, ids)


def _offers(uow: UnitOfWork, organization_id: UUID, made: tuple[OrderView, ...], ids: set[UUID]) -> None:
    named = {view.order.supplier_id for view in made if view.order.supplier_id is not None}
    by_supplier: dict[UUID, dict[UUID, SupplierProduct]] = {id: {} for id in named}
    if len(named) == 1:
        only = next(iter(named))
        by_supplier[only] = offers.of(uow, organization_id, only, ids)
    elif named:
        for product_id, listed in offers.of_products(uow, organization_id, ids).items():
            for offer in listed:
                if offer.supplier_id in by_supplier:
                    by_supplier[offer.supplier_id][product_id] = offer
    for view in made:
        if view.order.supplier_id is not None:
            view.offers = by_supplier[view.order.supplier_id]


def _tags(uow: UnitOfWork, organization_id: UUID, made: tuple[OrderView, ...]) -> None:
    ids = {tag for view in made for tag in view.order.tag_ids}
    if not ids:
        return
    found = tags.by_ids(uow, organization_id, ids)
    for view in made:
        view.tags = tuple(found[tag] for tag in view.order.tag_ids if tag in found)
