"""Goods that came: which order lines they belong to, and which changes of figures that makes. Quantities in units."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.draft import DoorPolicy
from entrepot.book.orders.errors import LINE_NEEDS_PRODUCT
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.view import OrderView
from entrepot.book.receiving.draft import GoodsDraft, LineQuantity
from entrepot.book.receiving.errors import ABOVE_OUTSTANDING, ORDER_NOT_RECEIVABLE
from entrepot.book.values.quantity import plain
from entrepot.book.values.text import folded
from entrepot.dialects.storefeeder.errors import (
    ABOVE_ORDERED,
    PRODUCT_AMBIGUOUS,
    PRODUCT_NOT_ORDERED,
    RECEIVED_ON_DRAFT,
)
from entrepot.dialects.storefeeder.render.forms import units_down
from entrepot.dialects.storefeeder.translate.orders import require_open
from entrepot.dialects.storefeeder.translate.words import NAME, RECEIVABLE
from entrepot.dialects.storefeeder.wire.requests import (
    BookInPurchaseOrderLineRequestModel,
    BookInPurchaseOrderRequestModel,
    PurchaseOrderLinePatchModel,
)
from entrepot.errors import Conflict

ZERO = Decimal(0)
# Goods come for orders that were sent, and never more than is outstanding.
RECEIVE_POLICY = DoorPolicy(receive_in=RECEIVABLE, over_receipt_percent=ZERO)
_NAMELESS = "A line needs a ProductID, a SKU or a SupplierSKU."


def require_receivable(order: Order) -> None:
    """Raise Conflict when the vendor sees the order as a draft or as complete."""
    if order.status is OrderStatus.DRAFT:
        message = f"Purchase order {order.number} is a draft; send it first."
        raise Conflict(ORDER_NOT_RECEIVABLE, message)
    require_open(order)


# --- booking in -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BookIn:
    """What one booking comes to: goods for single lines, and what is written off of them."""

    goods: tuple[GoodsDraft, ...]
    losses: tuple[LineQuantity, ...]


def book_in(view: OrderView, body: BookInPurchaseOrderRequestModel) -> BookIn:
    """The goods shared over the order's lines, the first line first; raises Conflict for what does not fit."""
    left = {line.id: line.quantity_outstanding for line in view.order.lines}
    goods: list[GoodsDraft] = []
    losses: dict[UUID, Decimal] = {}
    for entry in body.Lines:
        lines = _lines_of(view, entry)
        _require_room(entry, lines, sum((left[line.id] for line in lines), ZERO))
        for line, quantity in _filled(lines, left, Decimal(entry.BookedIn)):
            goods.append(_goods(line, quantity, entry))
        for line, quantity in _filled(lines, left, Decimal(entry.WrittenOff)):
            losses[line.id] = losses.get(line.id, ZERO) + quantity
    return BookIn(tuple(goods), tuple(LineQuantity(line_id=id, quantity=lost) for id, lost in losses.items()))


def _filled(
    lines: Iterable[OrderLine], left: dict[UUID, Decimal], quantity: Decimal
) -> Iterable[tuple[OrderLine, Decimal]]:
    """The lines that take this much, each up to what it has left, which it then has no more."""
    for line in lines:
        part = min(quantity, left[line.id])
        if part > 0:
            left[line.id] -= part
            quantity -= part
            yield line, part


def _goods(line: OrderLine, quantity: Decimal, entry: BookInPurchaseOrderLineRequestModel) -> GoodsDraft:
    place = {"StockLocationID": entry.StockLocationID, "StockLocationReference": entry.StockLocationReference}
    kept: dict[str, object] = {name: value for name, value in place.items() if value is not None}
    return GoodsDraft(
        line_id=line.id,
        quantity=quantity,
        lot=entry.BatchReference,
        expiry=entry.ExpiryDateUtc.date() if entry.ExpiryDateUtc is not None else None,
        extension={NAME: kept} if kept else {},
    )


def _require_room(entry: BookInPurchaseOrderLineRequestModel, lines: list[OrderLine], left: Decimal) -> None:
    given = entry.BookedIn + entry.WrittenOff
    if given > left:
        label = lines[0].sku or lines[0].description or "Line"
        raise Conflict(ABOVE_OUTSTANDING, f"{label}: {plain(left)} outstanding, {given} given.")


def _lines_of(view: OrderView, entry: BookInPurchaseOrderLineRequestModel) -> list[OrderLine]:
    """The order's lines of the product that is named; what stands behind the name that decides is not looked at."""
    lines = view.order.lines
    if entry.ProductID:
        label = f"The product with ID {entry.ProductID}"
        ids = {id for id, product in view.products.items() if product.serial == entry.ProductID}
        found = [line for line in lines if line.product_id in ids]
    elif entry.SKU is not None:
        label, key = entry.SKU, folded(entry.SKU)
        found = [line for line in lines if line.sku is not None and folded(line.sku) == key]
    elif entry.SupplierSKU is not None:
        label, key = entry.SupplierSKU, folded(entry.SupplierSKU)
        found = [line for line in lines if key in _supplier_keys(view, line)]
        if len({line.product_id for line in found}) > 1:
            raise Conflict(PRODUCT_AMBIGUOUS, f"{label} is the SupplierSKU of more than one product of this order.")
    else:
        raise Conflict(LINE_NEEDS_PRODUCT, _NAMELESS)
    if not found:
        raise Conflict(PRODUCT_NOT_ORDERED, f"{label} is not on purchase order {view.order.number}.")
    return found


def _supplier_keys(view: OrderView, line: OrderLine) -> set[str]:
    """What the supplier calls the line's product: on the line, and in the supplier's row."""
    offer = view.offers.get(line.product_id) if line.product_id is not None else None
    names = (line.supplier_sku, offer.supplier_sku if offer is not None else None)
    return {folded(name) for name in names if name}


# --- figures of a line ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """How much more (or, negative, less) of a line is to count as received and as written off."""

    received: Decimal = ZERO
    lost: Decimal = ZERO


def figures(order: Order, line: OrderLine, body: PurchaseOrderLinePatchModel) -> Figures:
    """The difference between what a call says of a line and what is; a figure that is repeated as shown changes
    nothing. Raises Conflict on a draft, and for more than is ordered.
    """
    wanted = Figures(
        _difference(body.QtyReceived, line.net_received), _difference(body.QtyWrittenOff, line.quantity_written_off)
    )
    if not wanted.received and not wanted.lost:
        return wanted
    if order.status is OrderStatus.DRAFT:
        raise Conflict(RECEIVED_ON_DRAFT)
    ordered = line.quantity_ordered if body.QtyOrdered is None else Decimal(body.QtyOrdered)
    done = line.done_quantity + wanted.received + wanted.lost
    if done > ordered and (wanted.received or wanted.lost > 0):
        label = line.sku or line.description or "Line"
        words = f"{label}: {plain(ordered)} ordered, so {plain(done)} cannot be received and written off."
        raise Conflict(ABOVE_ORDERED, words)
    return wanted


def _difference(said: int | None, now: Decimal) -> Decimal:
    return ZERO if said is None or said == units_down(now) else said - now
