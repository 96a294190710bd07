"""What of an order this dialect's document cannot carry: only what is really there."""

from collections.abc import Callable, Iterator

from entrepot.actions.ports import Loss
from entrepot.book.orders.line import ZERO, OrderLine
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.tracking import Shipped
from entrepot.book.orders.view import OrderView
from entrepot.book.values.address import Address
from entrepot.dialects.shipwell.render.orders import (
    ITEM_DESCRIPTION_LIMIT,
    ORDER_DESCRIPTION_LIMIT,
    described,
    piece_price,
)
from entrepot.dialects.shipwell.render.places import shown_region
from entrepot.dialects.shipwell.translate.places import SUPPLIER_ID
from entrepot.dialects.shipwell.translate.values import own, shown_unit
from entrepot.dialects.shipwell.wire.words import ORDER_QUALIFIERS, PARTY_QUALIFIERS

_NO_PLACE = "Shipwell has no field for it."

_ORDER: tuple[tuple[str, Callable[[Order], object], str], ...] = (
    (
        "status",
        lambda order: order.status is not OrderStatus.CANCELED,
        "Draft, sent, confirmed and closed share words.",
    ),
    ("totals", lambda order: order.totals.total, "Shipwell shows no money but an item's value per piece."),
    ("company_id", lambda order: order.company_id, "The buyer is shown to suppliers only."),
    ("warehouse_id", lambda order: order.warehouse_id, "Goods go to an address, not to a warehouse."),
    ("vendor_note", lambda order: order.vendor_note, _NO_PLACE),
    ("delivery_cost", lambda order: order.delivery_cost, _NO_PLACE),
    ("discount", lambda order: order.discount, _NO_PLACE),
    ("charges", lambda order: order.charges, _NO_PLACE),
    ("payment_term_id", lambda order: order.payment_term_id, _NO_PLACE),
    ("payment_reference", lambda order: order.payment_reference, _NO_PLACE),
    ("shipped", lambda order: order.shipped is not Shipped.NONE, _NO_PLACE),
    ("tracking", lambda order: order.tracking, _NO_PLACE),
    ("exported_at", lambda order: order.exported_at, _NO_PLACE),
    ("supplier_invoice_number", lambda order: order.supplier_invoice_number, _NO_PLACE),
    ("supplier_invoice_date", lambda order: order.supplier_invoice_date, _NO_PLACE),
    ("held_at", lambda order: order.held_at, "A held order shows its underlying status."),
    ("confirmed_at", lambda order: order.confirmed_at, _NO_PLACE),
    ("closed_at", lambda order: order.closed_at, _NO_PLACE),
    (
        "references",
        lambda order: any(reference.qualifier not in ORDER_QUALIFIERS for reference in order.references),
        "Only customer reference and purchase order numbers have a qualifier.",
    ),
    (
        "supplier.identification_codes",
        lambda order: any(
            name not in {*PARTY_QUALIFIERS, SUPPLIER_ID} for name, _ in order.supplier.identification_codes
        ),
        "Only EXTERNAL_ID is a qualifier.",
    ),
    ("supplier.code", lambda order: order.supplier.code, _NO_PLACE),
    ("title", lambda order: len(order.title or "") > 255, "A name has at most 255 characters."),
    (
        "description",
        lambda order: len(order.description or "") > ORDER_DESCRIPTION_LIMIT,
        "A description has at most 512 characters.",
    ),
)

_LINE: tuple[tuple[str, Callable[[OrderLine], object], str], ...] = (
    ("discount", lambda line: line.discount, _NO_PLACE),
    ("tax_rate", lambda line: line.tax_rate, _NO_PLACE),
    ("sell_ahead", lambda line: line.sell_ahead, _NO_PLACE),
    ("cases", lambda line: line.cases, "Items are counted in units."),
    ("case_price", lambda line: line.case_price, "Items are priced by unit."),
    ("supplier_sku", lambda line: line.supplier_sku, _NO_PLACE),
    ("warehouse_id", lambda line: line.warehouse_id, "An order is delivered to one place."),
    ("promised_date", lambda line: line.promised_date, _NO_PLACE),
    ("quantity_confirmed", lambda line: line.quantity_confirmed, _NO_PLACE),
    ("notes", lambda line: line.notes, _NO_PLACE),
    ("quantity_received", lambda line: line.quantity_received, "Receipts only lower the available amount."),
    ("quantity_returned", lambda line: line.quantity_returned, "Returns only raise the available amount."),
    ("quantity_written_off", lambda line: line.quantity_written_off, "Write-offs only lower the available amount."),
    ("quantity_billed", lambda line: line.quantity_billed, _NO_PLACE),
    (
        "unit",
        lambda line: line.unit and shown_unit(line.unit) != line.unit,
        "Units are a closed list; others show as UNIT.",
    ),
)


def losses(view: OrderView) -> tuple[Loss, ...]:
    """Every field of the order that is set and not shown, each once."""
    found = dict.fromkeys([*_order_losses(view.order), *_line_losses(view.order)])
    return tuple(Loss(field, reason) for field, reason in found)


def _order_losses(order: Order) -> Iterator[tuple[str, str]]:
    for field, present, reason in _ORDER:
        if present(order):
            yield field, reason
    if not any(piece_price(line, order, own(line.extension)) for line in order.lines):
        yield "currency", "Only an item's value per piece names a currency."
    for name in ("ship_to", "ship_from", "bill_to"):
        yield from _address_losses(name, getattr(order, name))
    yield from _address_losses("supplier.address", order.supplier.address)


def _address_losses(name: str, address: Address | None) -> Iterator[tuple[str, str]]:
    if address is None:
        return
    has_contact = name == "bill_to"
    for part in ("contact_name",) if has_contact else ("contact_name", "phone", "email"):
        if getattr(address, part):
            yield f"{name}.{part}", _NO_PLACE
    if address.region and shown_region(address.region) is None:
        yield f"{name}.region", "A region is a two-letter code."


def _line_losses(order: Order) -> Iterator[tuple[str, str]]:
    for field, present, reason in _LINE:
        if any(present(line) for line in order.lines):
            yield f"lines.{field}", reason
    if any(len(described(line, order) or "") > ITEM_DESCRIPTION_LIMIT for line in order.lines):
        yield "lines.description", "An item's description has at most 128 characters."
    if any(line.requested_date not in (None, order.due_at) for line in order.lines):
        yield "lines.requested_date", "One plan window holds for the whole order."
    if any(line.product_id and line.description and line.product_name for line in order.lines):
        yield "lines.product_name", "An item has one description."
    if any(line.kind is not line.kind.GOODS and line.quantity_ordered != ZERO for line in order.lines):
        yield "lines.kind", "Goods and services look alike."
