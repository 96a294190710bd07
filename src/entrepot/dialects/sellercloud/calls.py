"""What each call does inside its one transaction: requests become the book's actions, orders become documents."""

from collections.abc import Iterable
from typing import Any

from entrepot.actions import catalog, companies, offers, orders, suppliers, terms, warehouses
from entrepot.book.orders.query import Parts
from entrepot.book.values.page import Listing
from entrepot.dialects.sellercloud import gates
from entrepot.dialects.sellercloud.auth import Caller
from entrepot.dialects.sellercloud.errors import Breaches
from entrepot.dialects.sellercloud.render import parties as shown
from entrepot.dialects.sellercloud.render.detail import detail
from entrepot.dialects.sellercloud.render.lines import items_answer
from entrepot.dialects.sellercloud.render.rows import envelope, row
from entrepot.dialects.sellercloud.translate import parties, queries, requests
from entrepot.dialects.sellercloud.translate.words import is_by_case, kept
from entrepot.dialects.sellercloud.wire.queries import (
    CompanyListQuery,
    OrderListQuery,
    VendorListQuery,
    VendorProductQuery,
    WarehouseListQuery,
)
from entrepot.dialects.sellercloud.wire.requests import ChangeItem, ChangePo, CreatePo, CreatePoItem
from entrepot.errors import Invalid
from entrepot.store.warehouses import default as default_warehouse
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]
ROW_PARTS = Parts.LINES | Parts.SUPPLIER | Parts.COMPANY | Parts.WAREHOUSES
DETAIL_PARTS = ROW_PARTS | Parts.TERM | Parts.PRODUCTS | Parts.STOCK | Parts.RECEIVED | Parts.COLUMNS
MOST_TERMS = 1000


# --- orders -----------------------------------------------------------------------------------------------------------


def create_order(uow: UnitOfWork, caller: Caller, body: CreatePo) -> Document:
    """Enter an order; the answer is its number."""
    default = None
    if requests.needs_default_warehouse(body):
        default = default_warehouse(uow, caller.actor.organization_id).serial
    draft = requests.order_draft(body, default)
    try:
        made = orders.create(uow, caller.actor, draft, requests.policy(caller.settings))
    except Invalid as error:
        raise requests.as_sent(error, body) from error
    return {"Id": made.order.serial}


def list_orders(uow: UnitOfWork, caller: Caller, query: OrderListQuery) -> Document:
    """A page of orders as rows."""
    wanted = queries.order_query(query, caller.settings)
    if wanted is None:
        return envelope([], 0)
    page = orders.browse(uow, caller.actor, wanted, ROW_PARTS)
    return envelope(map(row, page.items), page.total or 0)


def read_order(uow: UnitOfWork, caller: Caller, number: int) -> Document:
    """An order with everything."""
    view = orders.read(uow, caller.actor, requests.key_of(number), DETAIL_PARTS)
    view.settings = caller.settings
    return detail(view)


def change_order(uow: UnitOfWork, caller: Caller, number: int, body: ChangePo) -> None:
    """Change an order's header."""
    key = requests.key_of(number)
    order = orders.read(uow, caller.actor, key).order
    patch = requests.order_patch(body, kept(order.extension))
    orders.change(uow, caller.actor, key, patch, requests.policy(caller.settings))


def delete_order(uow: UnitOfWork, caller: Caller, number: int) -> str:
    """Delete an order on which nothing was received."""
    orders.delete(uow, caller.actor, requests.key_of(number), requests.policy(caller.settings))
    return "Purchase order deleted"


# --- lines ------------------------------------------------------------------------------------------------------------


def read_items(uow: UnitOfWork, caller: Caller, number: int) -> Document:
    """The lines of an order."""
    return items_answer(orders.read(uow, caller.actor, requests.key_of(number)).order)


def add_items(uow: UnitOfWork, caller: Caller, number: int, items: list[CreatePoItem]) -> str:
    """Add lines; a product that is on the order already gets another line."""
    key = requests.key_of(number)
    order = orders.read(uow, caller.actor, key).order
    gates.check_added(items, caller.settings, by_case=is_by_case(order))
    lines = requests.lines_added(items)
    orders.change(uow, caller.actor, key, policy=requests.policy(caller.settings), lines=lines)
    return "Items added"


def change_items(uow: UnitOfWork, caller: Caller, number: int, items: list[ChangeItem]) -> None:
    """Change lines."""
    key = requests.key_of(number)
    order = orders.read(uow, caller.actor, key).order
    gates.check_changed(items, by_case=is_by_case(order))
    lines = requests.lines_changed(items)
    orders.change(uow, caller.actor, key, policy=requests.policy(caller.settings), lines=lines)


def remove_items(uow: UnitOfWork, caller: Caller, number: int, numbers: Iterable[int]) -> str:
    """Remove lines."""
    lines = requests.lines_removed(numbers)
    if not lines.remove:
        breaches = Breaches()
        breaches.add(("PoItemsIDs",), "PoItemsIDs must name at least one item.")
        breaches.settle()
    orders.change(uow, caller.actor, requests.key_of(number), policy=requests.policy(caller.settings), lines=lines)
    return "Items deleted"


# --- who and where ----------------------------------------------------------------------------------------------------


def payment_terms(uow: UnitOfWork, caller: Caller) -> list[Document]:
    """Every payment term."""
    page = terms.browse(uow, caller.actor, Listing(sort="serial", limit=MOST_TERMS))
    return shown.key_values(page.items)


def list_vendors(uow: UnitOfWork, caller: Caller, query: VendorListQuery) -> Document:
    """A page of vendors."""
    page = suppliers.browse(uow, caller.actor, parties.vendors(query))
    return envelope(map(shown.vendor_row, page.items), page.total or 0)


def read_vendor(uow: UnitOfWork, caller: Caller, number: int) -> Document:
    """A vendor by itself."""
    return shown.vendor(suppliers.read(uow, caller.actor, serial=number))


def list_vendor_products(uow: UnitOfWork, caller: Caller, number: int, query: VendorProductQuery) -> Document:
    """A page of what a vendor sells."""
    supplier = suppliers.read(uow, caller.actor, serial=number)
    page = offers.browse(uow, caller.actor, parties.vendor_products(supplier, query))
    wanted = parties.products_of(page.items)
    goods = catalog.browse(uow, caller.actor, wanted).items if wanted is not None else ()
    by_id = {product.id: product for product in goods}
    rows = [shown.vendor_product(offer, supplier, by_id.get(offer.product_id)) for offer in page.items]
    return envelope(rows, page.total or 0)


def list_companies(uow: UnitOfWork, caller: Caller, query: CompanyListQuery) -> Document:
    """A page of companies."""
    page = companies.browse(uow, caller.actor, parties.companies(query))
    return envelope(map(shown.company_row, page.items), page.total or 0)


def read_company(uow: UnitOfWork, caller: Caller, number: int) -> Document:
    """A company by itself."""
    return shown.company(companies.read(uow, caller.actor, serial=number))


def list_warehouses(uow: UnitOfWork, caller: Caller, query: WarehouseListQuery) -> Document:
    """A page of warehouses."""
    wanted = parties.warehouses(query)
    if wanted is None:
        return envelope([], 0)
    page = warehouses.browse(uow, caller.actor, wanted)
    return envelope(map(shown.warehouse_row, page.items), page.total or 0)


def read_warehouse(uow: UnitOfWork, caller: Caller, number: int) -> Document:
    """A warehouse by itself."""
    return shown.warehouse(warehouses.read(uow, caller.actor, serial=number))
