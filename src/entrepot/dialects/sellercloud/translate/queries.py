"""List filters as queries of the book."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import product

from entrepot.book.orders.order import Billing, OrderType
from entrepot.book.orders.query import Condition, OrderQuery, Test
from entrepot.book.people.settings import OrganizationSettings
from entrepot.dialects.sellercloud.render.papers import SHIPPED
from entrepot.dialects.sellercloud.translate.words import ARRIVED, OPEN, RECEIVING, STATUSES
from entrepot.dialects.sellercloud.wire import enums
from entrepot.dialects.sellercloud.wire.forms import LARGEST_ID
from entrepot.dialects.sellercloud.wire.queries import Day, OrderListQuery

ALL_TYPES = tuple(OrderType)
INVOICED: Mapping[enums.VendorInvoiced | None, Billing] = {
    enums.VendorInvoiced.NotInvoiced: Billing.NONE,
    enums.VendorInvoiced.PartiallyInvoiced: Billing.PARTIAL,
    enums.VendorInvoiced.Invoiced: Billing.FULL,
}


def order_query(query: OrderListQuery, settings: OrganizationSettings) -> OrderQuery | None:
    """The list that is asked for, newest number first, or None when the filters can match nothing.

    Payment has one state here, and every order counts stock.
    """
    if _excludes_everything(query):
        return None
    where = [Condition("type", Test.IN, ALL_TYPES)]
    for field, numbers in (
        ("serial", query.pOIDs),
        ("company_serial", query.companyIDList),
        ("any_warehouse_serial", query.receiveWarehouseID),
    ):
        if numbers:
            where.append(Condition(field, Test.IN, tuple(numbers)))
    if query.receivedStatuses:
        states = tuple(book for book, wire in RECEIVING.items() if wire in query.receivedStatuses)
        where.append(Condition("receiving", Test.IN, states))
    if query.approved is not None:
        where.append(Condition("approved", Test.EQ, query.approved == enums.YesNo.Yes))
    where += _paperwork(query, settings)
    where += _between("created_at", query.createDateFrom, query.createDateTo)
    where += _between("received_at", query.receiveDateFrom, query.receiveDateTo)
    where += _between("updated_at", query.updatedDateFrom, query.updatedDateTo)
    any_of = _both(_status_groups(query.pOStatuses), _keyword_groups(query.keyword))
    if len(any_of) == 1:
        where += any_of[0]
        any_of = ()
    return OrderQuery(
        where=tuple(where), any_of=any_of, sort="serial", offset=query.offset, limit=query.limit, count=True
    )


def _excludes_everything(query: OrderListQuery) -> bool:
    return (
        bool(query.paymentStatus) and enums.PaymentStatus.NoPayment not in query.paymentStatus
    ) or query.inventoryCountEnabled == enums.YesNo.No


def _paperwork(query: OrderListQuery, settings: OrganizationSettings) -> list[Condition]:
    """Shipping, export and, where invoices have a workflow, how much is invoiced."""
    found = []
    if query.shippingStatuses:
        states = tuple(book for book, wire in SHIPPED.items() if wire in query.shippingStatuses)
        found.append(Condition("shipped", Test.IN, states))
    if query.qBExported in (enums.YesNoAll.Yes, enums.YesNoAll.No):
        found.append(Condition("exported_at", Test.IS_NULL, query.qBExported == enums.YesNoAll.No))
    if settings.flag("sellercloud.vendor_invoices_workflow") and query.vendorInvoiced in INVOICED:
        found.append(Condition("billing", Test.EQ, INVOICED[query.vendorInvoiced]))
    return found


def _between(field: str, first: Day | None, last: Day | None) -> list[Condition]:
    """Bounds that are part of the range; a last day given without a time counts whole."""
    found = [] if first is None else [Condition(field, Test.GTE, first.at)]
    if last is not None and last.whole_day:
        found.append(Condition(field, Test.LT, last.at + timedelta(days=1)))
    elif last is not None:
        found.append(Condition(field, Test.LTE, last.at))
    return found


Groups = tuple[tuple[Condition, ...], ...]


def _status_groups(statuses: list[enums.PurchaseOrderStatus]) -> Groups:
    """The alternatives that together mean these statuses (`Select` means all of them)."""
    if not statuses or enums.PurchaseOrderStatus.Select in statuses:
        return ()
    wanted = tuple(book for book, wire in STATUSES.items() if wire in statuses)
    still_open = tuple(status for status in wanted if status in OPEN)
    over = tuple(status for status in wanted if status not in OPEN)
    groups: list[tuple[Condition, ...]] = []
    if still_open:
        groups.append((Condition("status", Test.IN, still_open), Condition("receiving", Test.NOT_IN, ARRIVED)))
    if enums.PurchaseOrderStatus.Received in statuses:
        groups.append((Condition("status", Test.IN, OPEN), Condition("receiving", Test.IN, ARRIVED)))
    if over:
        groups.append((Condition("status", Test.IN, over),))
    return tuple(groups)


def _keyword_groups(keyword: str | None) -> Groups:
    """The order's number here, or whatever the book's text search looks into."""
    text = (keyword or "").strip()
    if not text:
        return ()
    groups: Groups = ((Condition("text", Test.ICONTAINS, text),),)
    if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_ID:
        groups += ((Condition("serial", Test.EQ, int(text)),),)
    return groups


def _both(first: Groups, second: Groups) -> Groups:
    """The alternatives that satisfy one of each."""
    if not first or not second:
        return first or second
    return tuple((*left, *right) for left, right in product(first, second))
