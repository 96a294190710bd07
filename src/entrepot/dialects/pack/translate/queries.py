"""Lists as Pack's clients ask for them, in the book's words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from entrepot.book.orders.query import OrderQuery
from entrepot.book.people.actor import Actor
from entrepot.book.stock.level import MutationKind
from entrepot.book.values.page import Bookmark, Condition, Listing, Test
from entrepot.dialects.pack.translate.catalog import TYPES
from entrepot.dialects.pack.translate.status import status_groups
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire.queries import MAX_PER_PAGE, Asked, Terms
from entrepot.dialects.pack.wire.words import PLACES, PRODUCT_TYPES, RECEIPT_STATUSES, STATUSES
from entrepot.http.errors import WireInvalid
from entrepot.http.paging import seal, unseal

YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}
NAMED_SORTS = ("name", "created_at")
ORDERS = Terms(filters=("supplier_id", "status"), words={"status": STATUSES})
SUPPLIERS = Terms(sorts=NAMED_SORTS, searched=True)
PRODUCTS = Terms(filters=("id", "type"), words={"type": PRODUCT_TYPES}, sorts=NAMED_SORTS, searched=True)
WAREHOUSE_PRODUCTS = Terms(
    filters=("organization_id", "barcodes.barcode"),
    exact=frozenset({"barcodes.barcode"}),
    sorts=NAMED_SORTS,
    includes=("organization",),
    searched=True,
)
WAREHOUSES = Terms(sorts=NAMED_SORTS)
PRODUCT_WAREHOUSES = Terms(filters=("product_id", "warehouse_id"), sorts=(), includes=("product", "warehouse"))
LINES = Terms(sorts=())
_RECEIPT_FILTERS = ("purchase_orders.id", "status")
_RECEIPT_WORDS = {"status": RECEIPT_STATUSES}
RECEIPTS = Terms(filters=(*_RECEIPT_FILTERS, "warehouse_id"), words=_RECEIPT_WORDS)
WAREHOUSE_RECEIPTS = Terms(filters=(*_RECEIPT_FILTERS, "organization_id"), words=_RECEIPT_WORDS)
PIECES = Terms(filters=("goods_receipt_id", "status"), words=_RECEIPT_WORDS, sorts=())
WAREHOUSE_PIECES = Terms(
    filters=("goods_receipt_id", "barcode", "status"), words=_RECEIPT_WORDS, exact=frozenset({"barcode"}), sorts=()
)
RECEIPT_ORDERS = Terms(sorts=(), includes=("lines", "lines.product"))
STOCKS = Terms(
    filters=("bin_id", "locatable_type", "organization_id", "pickable", "product_id", "stock_location_id"),
    words={"locatable_type": PLACES, "pickable": tuple(YES_OR_NO)},
    sorts=("id",),
    includes=("locatable", "organization", "product"),
)
MUTATIONS = Terms(
    filters=("product_id", "stock_id", "warehouse_id"),
    includes=("locatable", "product", "stock", "created_by", "transactions", "warehouse"),
)
WAREHOUSE_MUTATIONS = Terms()
REPLENISHMENTS = Terms(sorts=())
SERIAL_NUMBERS = Terms(filters=("product_id", "stock_id", "code"), exact=frozenset({"code"}), sorts=("id",))
# Ids count up with the moment of creation, and the list by id is the one that stays fast however long it is.
_ORDER_SORTS = {"created_at": "id"}


def order_query(wanted: Asked) -> OrderQuery:
    """A page of orders."""
    suppliers = wanted.filters.get("supplier_id")
    after = _bookmark(wanted)
    return OrderQuery(
        where=() if suppliers is None else (_one_of("supplier_id", suppliers),),
        any_of=status_groups(wanted.filters.get("status", ())),
        sort=_ORDER_SORTS[wanted.sort],
        descending=wanted.descending,
        after=after,
        offset=0 if after else wanted.page.offset,
        limit=wanted.page.size,
    )


def is_quick(wanted: Asked) -> bool:
    """Whether the page is read by its keys alone: unfiltered, and the first one or one that begins at a bookmark."""
    reaches = wanted.page.offset == 0 or _bookmark(wanted) is not None
    return not wanted.filters and wanted.query is None and reaches


def listing(wanted: Asked, *more: Condition) -> Listing:
    """A page of suppliers, products, warehouses, receipts, pieces or stock levels that meet `more` besides."""
    after = _bookmark(wanted)
    return Listing(
        where=(*_conditions(wanted), *more),
        sort=wanted.sort,
        descending=wanted.descending,
        after=after,
        offset=0 if after else wanted.page.offset,
        limit=wanted.page.size,
    )


def entries(wanted: Asked, *more: Condition) -> Listing:
    """A page of stock mutations, which count up with the moment they were made: changes of what is on hand only."""
    on_hand = Condition("kind", Test.EQ, MutationKind.ON_HAND.value)
    return replace(listing(wanted, on_hand, *more), sort="id")


def at(warehouse_id: UUID) -> Condition:
    """Only what is at this warehouse."""
    return Condition("warehouse_id", Test.EQ, warehouse_id)


def lies_there(wanted: Asked) -> bool:
    """Whether stock can meet the filters on its place: the warehouse as a whole, from which everything is picked."""
    placed = any(name in wanted.filters for name in ("bin_id", "locatable_type", "stock_location_id"))
    pickable = wanted.filters.get("pickable", ("true",))
    return not placed and any(YES_OR_NO[word] for word in pickable)


def named(ids: Iterable[UUID]) -> Listing:
    """The things with these ids, at most a page of them."""
    return Listing(where=(Condition("id", Test.IN, tuple(set(ids))),), limit=MAX_PER_PAGE)


def own_organization(actor: Actor, wanted: Asked) -> bool:
    """Whether a warehouse's list asks for the actor's organization, the only one whose goods lie there."""
    asked_for = wanted.filters.get("organization_id")
    return asked_for is None or str(actor.organization_id) in {text.lower() for text in asked_for}


def _conditions(wanted: Asked) -> list[Condition]:
    found = [_CONDITIONS[name](values) for name, values in wanted.filters.items() if name in _CONDITIONS]
    if wanted.query is not None:
        found.append(Condition("text", Test.ICONTAINS, wanted.query))
    return found


def _one_of(name: str, texts: tuple[str, ...]) -> Condition:
    return Condition(name, Test.IN, tuple(id_of(text) for text in texts))


_CONDITIONS = {
    "id": lambda values: _one_of("id", values),
    "product_id": lambda values: _one_of("product_id", values),
    "warehouse_id": lambda values: _one_of("warehouse_id", values),
    "purchase_orders.id": lambda values: _one_of("order_id", values),
    "goods_receipt_id": lambda values: _one_of("receipt_id", values),
    "stock_id": lambda values: _one_of("stock_level_id", values),
    "status": lambda values: Condition("status", Test.IN, values),
    "barcode": lambda values: Condition("barcode", Test.EQ, values[-1]),
    "code": lambda values: Condition("code", Test.IN, values),
    "type": lambda values: Condition("type", Test.IN, tuple(TYPES[value] for value in values)),
    "barcodes.barcode": lambda values: Condition("barcode", Test.EQ, values[-1]),
}


def next_bookmark(wanted: Asked, bookmark: Bookmark) -> str:
    """The bookmark at the end of this page as the link to the next one carries it."""
    value = bookmark.value if isinstance(bookmark.value, str | int) else None
    return seal((value, str(bookmark.id)), sort=_order(wanted), filters=_binding(wanted, wanted.page.number + 1))


def _bookmark(wanted: Asked) -> Bookmark | None:
    """Where the page before ended; None when the link was changed by hand, so that the page is counted out instead."""
    if wanted.bookmark is None:
        return None
    try:
        value, id_text = unseal(wanted.bookmark, sort=_order(wanted), filters=_binding(wanted, wanted.page.number))
        return Bookmark(value, UUID(str(id_text)))
    except (WireInvalid, ValueError):
        return None


def _order(wanted: Asked) -> str:
    return f"{'-' if wanted.descending else ''}{wanted.sort}"


def _binding(wanted: Asked, page: int) -> Mapping[str, object]:
    return {
        **{f"filter.{name}": sorted(values) for name, values in wanted.filters.items()},
        "query": wanted.query,
        "page": page,
        "per_page": wanted.page.size,
    }
