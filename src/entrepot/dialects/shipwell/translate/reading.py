"""What another Shipwell server shows of an order, as a draft of the book: its answers read like requests."""

from dataclasses import replace
from decimal import Decimal

from entrepot.book.exchange.record import PulledLine, PulledOrder
from entrepot.book.orders.draft import LineDraft
from entrepot.book.orders.order import OrderStatus
from entrepot.dialects.shipwell.translate.items import line_draft
from entrepot.dialects.shipwell.translate.orders import draft_of
from entrepot.dialects.shipwell.translate.status import CANCELLED
from entrepot.dialects.shipwell.wire.items import CreateOrderItem
from entrepot.dialects.shipwell.wire.orders import CreatePurchaseOrder
from entrepot.http.clients import Document

ORDER_FIELDS = (
    "number", "supplier", "title", "description", "start_date", "expiration_date", "due_at", "bill_to", "ship_to",
    "ship_from", "references", "archived", "supplier_may_release", "custom_data", "extension",
)  # fmt: skip
LINE_FIELDS = frozenset({"description", "quantity", "unit", "unit_price", "custom_data"})
# Ids of that server's own: its tags and its suppliers mean nothing here.
FOREIGN = ("tags", "releases")


def order(document: Document) -> PulledOrder:
    """An order with its items. The supplier is known by its codes or name, never by the other server's id."""
    supplier = document.get("supplier")
    own = {
        **{name: value for name, value in document.items() if name not in FOREIGN},
        "supplier": None if supplier is None else {**supplier, "supplier_id": None},
    }
    body = CreatePurchaseOrder.model_validate(own)
    draft = replace(draft_of(body, None), lines=(), delivery_cost=Decimal(0), tags=())
    items = zip(document["items"], body.items or (), strict=True)
    return PulledOrder(
        draft=draft,
        lines=tuple(PulledLine(external_id=shown["id"], draft=_line(item)) for shown, item in items),
        status=OrderStatus.CANCELED if document["status"] == CANCELLED else OrderStatus.SENT,
        line_fields=LINE_FIELDS,
    )


def _line(item: CreateOrderItem) -> LineDraft:
    """An item; UNIT is what is shown for a line that has no unit."""
    draft = line_draft(item)
    return replace(draft, unit=None if draft.unit == "UNIT" else draft.unit, tax_rate=Decimal(0))
