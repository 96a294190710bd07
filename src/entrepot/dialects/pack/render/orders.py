"""Orders and lines in Pack's form."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from entrepot.book.orders.line import OrderLine, PriceSource
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.orders.view import OrderView
from entrepot.dialects.pack.render.catalog import product_document, supplier_document
from entrepot.dialects.pack.render.events import event_document
from entrepot.dialects.pack.render.values import moment, money
from entrepot.dialects.pack.translate.status import UPDATABLE, status_word
from entrepot.dialects.pack.translate.values import rounded_down, rounded_up
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.dialects.pack.wire.names import WRAP_SINGLES

Document = dict[str, Any]
LINE_PARTS = Parts.LINES | Parts.PRODUCTS | Parts.STOCK
FULL_PARTS = LINE_PARTS | Parts.SUPPLIER | Parts.EVENTS


def single(document: Document) -> Document:
    """A single resource in its envelope."""
    return {NAMES["data"]: document} if WRAP_SINGLES else document


def summary(order: Order) -> Document:
    """The six fields that creating, changing and listing answer with; the reference is never null."""
    return {
        "id": str(order.id),
        "supplier_id": None if order.supplier_id is None else str(order.supplier_id),
        "reference": order.number,
        "status": status_word(order),
        "created_at": moment(order.created_at),
        "updated_at": moment(order.updated_at),
    }


def full(view: OrderView) -> Document:
    """The order with events (oldest first), lines with products, and supplier."""
    order = view.order
    shown = summary(order)
    products = product_documents(view)
    return {
        **shown,
        NAMES["events"]: [event_document(event) for event in view.events],
        "lines": [_with_product(order, line, products) for line in order.lines],
        NAMES["supplier"]: None if view.supplier is None else supplier_document(view.supplier),
        "updatable": shown["status"] in UPDATABLE,
    }


def line_document(order: Order, line: OrderLine) -> Document:
    """A line. Received counts what stayed here: received less returned. A line nobody priced has no price."""
    unpriced = line.price_source is PriceSource.NONE and not line.unit_price
    return {
        "id": str(line.id),
        "purchase_order_id": str(order.id),
        "product_id": None if line.product_id is None else str(line.product_id),
        NAMES["price"]: None if unpriced else money(line.unit_price, order.currency),
        "quantity_ordered": rounded_up(line.quantity_ordered),
        "quantity_received": rounded_down(line.net_received),
        "sell_ahead": rounded_down(line.sell_ahead),
    }


def line_with_product(view: OrderView, line: OrderLine) -> Document:
    """A line with its product, or null for free text."""
    return _with_product(view.order, line, product_documents(view))


def product_documents(view: OrderView) -> dict[UUID, Document]:
    """The products of an order's lines, each written once."""
    return {id: product_document(product, view.stock.get(id)) for id, product in view.products.items()}


def _with_product(order: Order, line: OrderLine, products: Mapping[UUID, Document]) -> Document:
    product = None if line.product_id is None else products.get(line.product_id)
    return {**line_document(order, line), NAMES["product"]: product}
