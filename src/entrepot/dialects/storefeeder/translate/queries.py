"""List filters as queries of the book."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from entrepot.book.orders.query import Condition, OrderQuery, Test
from entrepot.dialects.storefeeder.translate.words import ARRIVED, OVER, RECEIVABLE, STATUSES
from entrepot.dialects.storefeeder.wire import words
from entrepot.dialects.storefeeder.wire.queries import Day, OrderListQuery, PageQuery
from entrepot.http.paging import NumberedPage

LAST_DAY = datetime(9999, 12, 31, tzinfo=UTC)
Groups = tuple[tuple[Condition, ...], ...]
DELIVERY_READY = (Condition("status", Test.IN, tuple(RECEIVABLE)), Condition("receiving", Test.NOT_IN, ARRIVED))
_RANGES = (("raised_at", "RaisedDate"), ("sent_at", "SentDate"), ("due_at", "DueDate"), ("updated_at", "UpdatedDate"))


def page_of(query: PageQuery) -> NumberedPage:
    """The page that is asked for."""
    return NumberedPage(query.Page, query.PageSize)


def order_query(query: OrderListQuery) -> OrderQuery | None:
    """The list that is asked for, lowest number first, or None when no order can have that status."""
    any_of: Groups = ()
    where: list[Condition] = []
    if query.PurchaseOrderStatus is not None:
        found = status_groups(query.PurchaseOrderStatus)
        if not found:
            return None
        where, any_of = ([*found[0]], ()) if len(found) == 1 else ([], found)
    for field, name in _RANGES:
        where += between(field, getattr(query, f"{name}From"), getattr(query, f"{name}To"))
    for field, value in (
        ("number", query.PurchaseOrderRef),
        ("supplier_serial", query.SupplierID),
        ("warehouse_serial", query.WarehouseID),
    ):
        if value is not None:
            where.append(Condition(field, Test.EQ, value))
    return OrderQuery(
        where=tuple(where),
        any_of=any_of,
        sort="serial",
        descending=False,
        offset=page_of(query).offset,
        limit=query.PageSize,
        count=True,
    )


def delivery_query(query: OrderListQuery) -> OrderQuery | None:
    """The same among the orders that can be received, or None when none of them can have that status."""
    if query.PurchaseOrderStatus not in (None, words.SENT, words.CONFIRMED):
        return None
    found = order_query(query)
    return replace(found, where=(*DELIVERY_READY, *found.where)) if found is not None else None


def status_groups(word: str) -> Groups:
    """The alternatives that together mean a status; none when no order has it."""
    if word == words.COMPLETE:
        return (Condition("status", Test.IN, OVER),), (Condition("receiving", Test.IN, ARRIVED),)
    for status, name in STATUSES.items():
        if name == word:
            return ((Condition("status", Test.EQ, status), Condition("receiving", Test.NOT_IN, ARRIVED)),)
    return ()


def between(field: str, first: Day | None, last: Day | None) -> list[Condition]:
    """Bounds that are part of the range; a last day given without a time counts whole."""
    found = [] if first is None else [Condition(field, Test.GTE, first.at)]
    if last is not None and last.whole_day and last.at < LAST_DAY:
        found.append(Condition(field, Test.LT, last.at + timedelta(days=1)))
    elif last is not None:
        found.append(Condition(field, Test.LTE, last.at))
    return found
