"""What can be asked of the order list at the native door, and what it says to the book."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from entrepot.api.rest.listing import (
    Ids,
    Paged,
    Query,
    Separated,
    Texts,
    When,
    YesNo,
    bookmark_of,
    direction,
    filters_of,
    within,
)
from entrepot.api.rest.values import Moment, QueryText
from entrepot.book.orders.order import Billing, OrderStatus, OrderType, Receiving, Transport
from entrepot.book.orders.query import OrderQuery, Parts
from entrepot.book.orders.tracking import Shipped
from entrepot.book.values.page import Condition, Test
from entrepot.ids import parse_uuid

Sort = Literal[
    "id", "-id", "serial", "-serial", "number", "-number", "title", "-title", "status", "-status",
    "created_at", "-created_at", "updated_at", "-updated_at", "raised_at", "-raised_at", "due_at", "-due_at",
    "start_date", "-start_date", "expiration_date", "-expiration_date", "total", "-total",
]  # fmt: skip
Expansion = Literal["lines", "supplier", "warehouse", "company", "payment_term", "products", "events", "tags"]
Expand = Annotated[
    list[Expansion], Separated, Field(max_length=20, description="Parts to bring along, separated by commas.")
]
PARTS: dict[str, Parts] = {
    "lines": Parts.LINES,
    "supplier": Parts.SUPPLIER,
    "warehouse": Parts.WAREHOUSES,
    "company": Parts.COMPANY,
    "payment_term": Parts.TERM,
    "products": Parts.PRODUCTS | Parts.LINES,
    "events": Parts.EVENTS,
    "tags": Parts.TAGS,
}


class OneOrder(Query):
    """The parameters of one order."""

    expand: Expand = Field(default_factory=list)
    at: (
        Annotated[Moment, Field(description="The order with its lines as it stood at that time; without `expand`.")]
        | None
    ) = None


class OrderList(Paged):
    """The filters and the order of the list of purchase orders. Several values of one filter mean any of them."""

    sort: Sort = "-id"
    expand: Expand = Field(default_factory=list)
    status: Annotated[list[OrderStatus], Separated, Field(max_length=10)] | None = None
    type: Annotated[list[OrderType], Separated, Field(max_length=10)] | None = None
    receiving: Annotated[list[Receiving], Separated, Field(max_length=10)] | None = None
    billing: Annotated[list[Billing], Separated, Field(max_length=10)] | None = None
    shipped: Annotated[list[Shipped], Separated, Field(max_length=10)] | None = None
    supplier_id: Ids | None = None
    warehouse_id: Ids | None = None
    company_id: Ids | None = None
    number: Texts | None = None
    tag: Annotated[Texts, Field(description="Ids or slugs of tags.")] | None = None
    reference: QueryText | None = None
    source: QueryText | None = None
    parent_order_id: Annotated[Ids, Field(description="Orders that releases of these made.")] | None = None
    transport: Annotated[list[Transport], Separated, Field(max_length=10)] | None = None
    held: YesNo | None = None
    archived: YesNo | None = None
    approved: YesNo | None = None
    exported: Annotated[YesNo, Field(description="Whether it went to the accounting system.")] | None = None
    overdue: Annotated[YesNo, Field(description="Open and past the date it was due.")] | None = None
    q: Annotated[QueryText, Field(description="A text to look for in number, title, supplier and lines.")] | None = None
    due_from: When | None = None
    due_to: When | None = None
    raised_from: When | None = None
    raised_to: When | None = None
    sent_from: When | None = None
    sent_to: When | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


# Ids count up with the time of creation and have an index.
_SORTED_AS = {"created_at": "id"}
_INDEXED_SORTS = frozenset({"id", "created_at", "serial", "number", "updated_at", "raised_at", "due_at"})
_INDEXED_FILTERS = frozenset({"status", "supplier_id", "warehouse_id", "number"})
_LISTED = (
    "status",
    "type",
    "receiving",
    "billing",
    "shipped",
    "supplier_id",
    "warehouse_id",
    "company_id",
    "number",
    "parent_order_id",
    "transport",
)
_SINGLE = ("source", "held", "archived", "approved", "overdue")
_RANGES = (
    ("due_at", "due_from", "due_to"),
    ("raised_at", "raised_from", "raised_to"),
    ("sent_at", "sent_from", "sent_to"),
    ("created_at", "created_from", "created_to"),
    ("updated_at", "updated_from", "updated_to"),
)


def conditions(query: OrderList) -> Iterable[Condition]:
    """Every test a query makes, except the one on tags."""
    for name in _LISTED:
        values = getattr(query, name)
        if values:
            yield Condition(name, Test.IN, tuple(values)) if len(values) > 1 else Condition(name, Test.EQ, values[0])
    for name in _SINGLE:
        value = getattr(query, name)
        if value is not None:
            yield Condition(name, Test.EQ, value)
    if query.exported is not None:
        yield Condition("exported_at", Test.IS_NULL, not query.exported)
    if query.reference is not None:
        yield Condition("reference", Test.EQ, query.reference)
    if query.q is not None:
        yield Condition("text", Test.ICONTAINS, query.q)
    for field, start, end in _RANGES:
        yield from within(field, getattr(query, start), getattr(query, end))


def tag_groups(tags: Sequence[str]) -> tuple[tuple[Condition, ...], ...]:
    """Any of these tags, each an id or a slug."""
    ids = tuple(found for tag in tags if (found := parse_uuid(tag)) is not None)
    slugs = tuple(tag for tag in tags if parse_uuid(tag) is None)
    groups = ((Condition("tag_id", Test.IN, ids), bool(ids)), (Condition("tag_slug", Test.IN, slugs), bool(slugs)))
    return tuple((condition,) for condition, wanted in groups if wanted)


def is_quick(query: OrderList, filters: dict[str, object]) -> bool:
    """Whether an index holds exactly this list, so that a page of it costs the same in any book."""
    sort, _ = direction(query.sort)
    if not filters:
        return sort in _INDEXED_SORTS
    only = next(iter(filters.values()))
    return len(filters) == 1 and filters.keys() <= _INDEXED_FILTERS and sort == "id" and _is_single(only)


def _is_single(value: object) -> bool:
    return isinstance(value, list) and len(value) == 1


def order_query(query: OrderList) -> tuple[OrderQuery, dict[str, object]]:
    """What a list asks of the book, and what its cursors are bound to."""
    filters = filters_of(query, "expand")
    sort, descending = direction(query.sort)
    asked = OrderQuery(
        where=tuple(conditions(query)),
        any_of=tag_groups(query.tag or ()),
        sort=_SORTED_AS.get(sort, sort),
        descending=descending,
        after=bookmark_of(query, query.sort, filters),
        limit=query.limit,
    )
    return asked, filters


def parts_of(expand: Iterable[str], base: Parts = Parts.NONE) -> Parts:
    """The parts of the book's view that these expansions need."""
    parts = base
    for name in expand:
        parts |= PARTS[name]
    return parts
