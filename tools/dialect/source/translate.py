"""The only file that knows both worlds: Acme's words and the book's, in requests and in refusals."""

from decimal import Decimal

from entrepot.book.orders.draft import DoorPolicy, LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.query import OrderQuery
from entrepot.book.values.page import Bookmark
from entrepot.dialects.acme.wire import NewOrder
from entrepot.errors import NotFound, Path
from entrepot.http.errors import WireInvalid
from entrepot.http.paging import seal, unseal
from entrepot.ids import parse_uuid

POLICY = DoorPolicy()
"""What Acme allows or fixes differently from the house: nothing."""

_STATES = {
    OrderStatus.DRAFT: "new",
    OrderStatus.SENT: "placed",
    OrderStatus.CONFIRMED: "accepted",
    OrderStatus.CLOSED: "done",
    OrderStatus.CANCELED: "void",
}
_NAMES = {
    "number": "po",
    "supplier_id": "vendor",
    "supplier_serial": "vendor",
    "vendor_note": "note",
    "lines": "rows",
    "sku": "item",
    "quantity": "qty",
    "unit_price": "price",
}


def status_word(order: Order) -> str:
    """The order's status in Acme's words."""
    return _STATES[order.status]


def order_key(text: str) -> OrderKey:
    """The order an id in a path means; raises NotFound for a text that is none."""
    id = parse_uuid(text)
    if id is None:
        raise NotFound(ORDER_UNKNOWN)
    return OrderKey(id=id)


def order_draft(body: NewOrder) -> OrderDraft:
    """A new order."""
    return OrderDraft(
        number=body.po,
        supplier_serial=body.vendor,
        vendor_note=body.note,
        lines=tuple(
            LineDraft(
                sku=row.item,
                quantity=Decimal(row.qty),
                unit_price=None if row.price is None else Decimal(row.price),
            )
            for row in body.rows
        ),
    )


def order_query(after: str | None, limit: int) -> OrderQuery:
    """A page of orders, newest first; a bookmark that was made up begins at the newest."""
    return OrderQuery(sort="id", descending=True, after=_bookmark(after), limit=limit)


def next_after(bookmark: Bookmark | None) -> str | None:
    """Where the next page begins."""
    return None if bookmark is None else seal((None, str(bookmark.id)), sort="-id", filters={})


def wire_name(path: Path) -> str:
    """A field of the book in Acme's names: dotted, with zero-based indexes."""
    return ".".join(_NAMES.get(str(step), str(step)) for step in path)


def _bookmark(after: str | None) -> Bookmark | None:
    if after is None:
        return None
    try:
        id = parse_uuid(unseal(after, sort="-id", filters={})[1])
    except WireInvalid:
        return None
    return None if id is None else Bookmark(None, id)
