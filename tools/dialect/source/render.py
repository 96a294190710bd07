"""The book as Acme shows it: orders, pages, refusals, and what of an order there is no place for."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from entrepot.actions.ports import Loss
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.orders.view import OrderPage, OrderView
from entrepot.dialects.acme.translate import next_after, status_word, wire_name
from entrepot.http.answer import Answer, json_bytes, reply
from entrepot.http.errors import Place
from entrepot.http.faults import Fault

Document = dict[str, Any]
PARTS = Parts.LINES | Parts.SUPPLIER
_NO_FIELD = "Acme has no field for it."
_LOST: tuple[tuple[str, Callable[[Order], object]], ...] = (
    ("title", lambda order: order.title),
    ("description", lambda order: order.description),
    ("due_at", lambda order: order.due_at),
    ("delivery_cost", lambda order: order.delivery_cost),
    ("discount", lambda order: order.discount),
    ("charges", lambda order: order.charges),
    ("totals.tax", lambda order: order.totals.tax),
    ("references", lambda order: order.references),
    ("tag_ids", lambda order: order.tag_ids),
    ("custom_data", lambda order: order.custom_data),
)


def order_document(view: OrderView) -> Document:
    """An order with its lines."""
    order = view.order
    return {
        "id": str(order.id),
        "po": order.number,
        "vendor": None if view.supplier is None else view.supplier.serial,
        "note": order.vendor_note,
        "rows": [
            {"item": line.sku, "qty": _number(line.quantity_ordered), "price": _number(line.unit_price)}
            for line in order.lines
        ],
        "state": status_word(order),
        "currency": order.currency,
        "total": f"{order.totals.total:f}",
        "updated": f"{order.updated_at.isoformat()[:-6]}Z",
    }


def page_document(page: OrderPage) -> Document:
    """A page of orders."""
    return {"orders": [order_document(view) for view in page.items], "after": next_after(page.next)}


def losses(view: OrderView) -> tuple[Loss, ...]:
    """What of this order Acme's document leaves out: only what is really there."""
    return tuple(Loss(name, _NO_FIELD) for name, value_of in _LOST if value_of(view.order))


def answer(document: Document, status: int = 200) -> Response:
    """A document as JSON."""
    return reply(Answer(status, json_bytes(document)))


def render_fault(fault: Fault, request: Request) -> Response:
    """Everything that can go wrong, in Acme's form."""
    del request
    error: Document = {"code": fault.code, "text": fault.message}
    for field in fault.fields:
        path = wire_name(field.path) if field.place is Place.BOOK else ".".join(map(str, field.path))
        error.setdefault("fields", {}).setdefault(path, []).append(field.message)
    return Response(json_bytes({"error": error}), fault.status, fault.headers(), "application/json")


def _number(value: Decimal) -> str:
    return f"{value:f}"
