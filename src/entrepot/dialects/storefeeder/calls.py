"""What each call does inside its one transaction: requests become the book's actions, orders become documents."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from entrepot.actions import catalog, offers, orders, orderviews, suppliers, warehouses
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.catalog.product import Product
from entrepot.book.orders.errors import LINE_BELOW_DONE, LINE_IN_USE
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.query import OrderQuery
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.errors import ABOVE_OUTSTANDING, ABOVE_TOLERANCE
from entrepot.book.receiving.outcome import Posted
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.page import Condition, Listing, Page, Test
from entrepot.dialects.storefeeder.errors import ActionRefused
from entrepot.dialects.storefeeder.render import parties as shown
from entrepot.dialects.storefeeder.render.forms import Document
from entrepot.dialects.storefeeder.render.orders import PARTS, done, order_document, simple
from entrepot.dialects.storefeeder.translate import orders as translated
from entrepot.dialects.storefeeder.translate import parties, queries
from entrepot.dialects.storefeeder.wire.queries import OrderListQuery, ProductListQuery, ProductSupplierListQuery
from entrepot.dialects.storefeeder.wire.requests import (
    NewPurchaseOrderModel,
    SupplierUpdateModel,
    UpdateDeliveryPurchaseOrderModel,
    WarehouseCreateModel,
)
from entrepot.errors import Conflict, EntrepotError, Invalid
from entrepot.store import offers as offer_store
from entrepot.store import organizations
from entrepot.store import suppliers as supplier_store
from entrepot.store.work import UnitOfWork

T = TypeVar("T")
Act = Callable[[Order], Outcome | Posted | None]
# What the book calls a wrong field and this vendor a rule: refused with `Success` false.
RULES = frozenset({LINE_BELOW_DONE, LINE_IN_USE, ABOVE_TOLERANCE, ABOVE_OUTSTANDING})
MOST = 1000


# --- orders -----------------------------------------------------------------------------------------------------------


def create_order(uow: UnitOfWork, actor: Actor, body: NewPurchaseOrderModel) -> Document:
    """Enter an order."""
    policy = translated.policy(organizations.settings(uow, actor.organization_id))
    made = orders.create(uow, actor, translated.order_draft(body), policy)
    return order_document(orderviews.views(uow, actor.organization_id, [made.order], PARTS)[0])


def read_order(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """An order in any status."""
    return order_document(orders.read(uow, actor, translated.key_of(number), PARTS))


def list_orders(uow: UnitOfWork, actor: Actor, query: OrderListQuery) -> tuple[int, list[Document]]:
    """How many orders match, and those of the page."""
    return found_orders(uow, actor, queries.order_query(query))


def found_orders(uow: UnitOfWork, actor: Actor, wanted: OrderQuery | None) -> tuple[int, list[Document]]:
    """How many orders a query finds, and those of the page; without a query none."""
    if wanted is None:
        return 0, []
    page = orders.browse(uow, actor, wanted, PARTS)
    return page.total or 0, [order_document(view) for view in page.items]


def reference_of(uow: UnitOfWork, actor: Actor, number: int) -> str:
    """What the order is called, for whoever may change its lines or book in goods; raises Forbidden, NotFound."""
    if not actor.can(Right.RECEIPTS_WRITE):
        actor.require(Right.ORDERS_WRITE)
    return orders.find(uow, actor, translated.key_of(number)).number


def acted(uow: UnitOfWork, actor: Actor, number: int, act: Act, *, all_rules: bool = False) -> Document:
    """Do something with an order; raises NotFound, Invalid for wrong fields, `ActionRefused` for what a rule refuses.

    `act` gives None when there is nothing to do. `all_rules`: whatever the book calls a wrong field is a rule here.
    """
    order = orders.find(uow, actor, translated.key_of(number))
    reference = order.number
    try:
        made = act(order)
    except (Conflict, Invalid) as error:
        if isinstance(error, Invalid) and not all_rules and not is_rule(error):
            raise
        raise ActionRefused(error, simple(number, reference, sentence(error))) from error
    return done(order if made is None else made.order)


def is_rule(error: EntrepotError) -> bool:
    """Whether a wrong field is what this vendor calls a rule."""
    return bool(error.fields) and all(wrong.code in RULES for wrong in error.fields)


def sentence(error: EntrepotError) -> str:
    """What went wrong: of several wrong fields what is wrong with each."""
    return " ".join(dict.fromkeys(wrong.message for wrong in error.fields)) or error.message


def confirm_order(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """The supplier said yes; saying it twice changes nothing."""

    def act(order: Order) -> Outcome | None:
        translated.require_open(order)
        if order.status is OrderStatus.CONFIRMED:
            return None
        return orders.confirm(uow, actor, translated.key_of(number))

    return acted(uow, actor, number, act)


def send_order(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """Send a draft to its supplier."""

    def act(order: Order) -> Outcome:
        translated.require_open(order)
        return orders.send(uow, actor, translated.key_of(number))

    return acted(uow, actor, number, act)


def update_delivery(uow: UnitOfWork, actor: Actor, number: int, body: UpdateDeliveryPurchaseOrderModel) -> Document:
    """Change due date, delivery cost and reference, all or none."""

    def act(order: Order) -> Outcome:
        translated.require_open(order)
        key, patch = translated.key_of(number), translated.delivery_patch(body)
        return orders.change(uow, actor, key, patch, translated.EDIT_POLICY)

    return acted(uow, actor, number, act)


# --- suppliers and warehouses -----------------------------------------------------------------------------------------


def list_suppliers(uow: UnitOfWork, actor: Actor) -> list[Document]:
    """Every supplier."""
    found = _all(lambda listing: suppliers.browse(uow, actor, listing))
    return [shown.supplier_row(supplier) for supplier in found]


def read_supplier(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """One supplier."""
    return shown.supplier_document(suppliers.read(uow, actor, serial=number))


def create_supplier(uow: UnitOfWork, actor: Actor, body: SupplierUpdateModel) -> Document:
    """Make a supplier."""
    return shown.supplier_document(suppliers.create(uow, actor, parties.supplier_draft(body)))


def replace_supplier(uow: UnitOfWork, actor: Actor, number: int, body: SupplierUpdateModel) -> Document:
    """Make a supplier what the body says."""
    old = suppliers.read(uow, actor, serial=number)
    patch = parties.supplier_patch(body, old)
    made = suppliers.change(uow, actor, patch, id=old.id)
    if body.RecalculateSupplierCost and made.currency != old.currency:
        offers.convert(uow, actor, made, old.currency)
    return shown.supplier_document(made)


def list_warehouses(uow: UnitOfWork, actor: Actor) -> list[Document]:
    """Every warehouse."""
    found = _all(lambda listing: warehouses.browse(uow, actor, listing))
    return [shown.warehouse_document(warehouse) for warehouse in found]


def create_warehouse(uow: UnitOfWork, actor: Actor, body: WarehouseCreateModel) -> Document:
    """Make a warehouse."""
    return shown.warehouse_document(warehouses.create(uow, actor, parties.warehouse_draft(body)))


def _all(browse: Callable[[Listing], Page[T]]) -> list[T]:
    """Every item of a list, page after page, lowest number first."""
    found: list[T] = []
    listing = parties.EVERYTHING
    while True:
        page = browse(listing)
        found += page.items
        if page.next is None:
            return found
        listing = replace(listing, after=page.next)


# --- products ---------------------------------------------------------------------------------------------------------


def list_products(uow: UnitOfWork, actor: Actor, query: ProductListQuery) -> tuple[int, list[Document]]:
    """How many products match, and those of the page."""
    page = catalog.browse(uow, actor, parties.product_listing(query))
    if not query.IncludeSuppliers:
        return page.total or 0, [shown.product_document(product) for product in page.items]
    rows = _rows_of(uow, actor, page.items)
    return page.total or 0, [shown.product_document(product, rows[product.id]) for product in page.items]


def read_product(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """One product with what suppliers ask for it."""
    product = catalog.read(uow, actor, ProductKey(serial=number))
    return shown.product_document(product, _rows_of(uow, actor, [product])[product.id])


def product_suppliers(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """What suppliers ask for one product."""
    product = catalog.read(uow, actor, ProductKey(serial=number))
    return {"Suppliers": _rows_of(uow, actor, [product])[product.id]}


def list_offers(uow: UnitOfWork, actor: Actor, query: ProductSupplierListQuery) -> tuple[int, list[Document]]:
    """How many supplier rows match, and those of the page."""
    page = offers.browse(uow, actor, parties.offer_listing(query))
    named = _suppliers_of(uow, actor, page.items)
    ids = tuple({offer.product_id for offer in page.items})
    goods: Iterable[Product] = ()
    if ids:
        goods = catalog.browse(uow, actor, Listing(where=(Condition("id", Test.IN, ids),), limit=MOST)).items
    products = {product.id: product for product in goods}
    return page.total or 0, [shown.offer_row(offer, named, products) for offer in page.items]


def _rows_of(uow: UnitOfWork, actor: Actor, products: Iterable[Product]) -> dict[UUID, list[Document]]:
    """What suppliers ask for each product, best priority first."""
    actor.require(Right.SUPPLIERS_READ)
    ids = [product.id for product in products]
    listed = offer_store.of_products(uow, actor.organization_id, ids) if ids else {}
    named = _suppliers_of(uow, actor, (offer for row in listed.values() for offer in row))
    return {
        id: [
            shown.offer_document(offer, named[offer.supplier_id])
            for offer in listed.get(id, ())
            if named[offer.supplier_id].deleted_at is None
        ]
        for id in ids
    }


def _suppliers_of(uow: UnitOfWork, actor: Actor, listed: Iterable[SupplierProduct]) -> dict[UUID, Supplier]:
    ids = {offer.supplier_id for offer in listed}
    return supplier_store.by_ids(uow, actor.organization_id, ids) if ids else {}
