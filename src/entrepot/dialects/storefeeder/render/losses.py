"""What of an order this vendor's document cannot carry: only what is really there."""

from collections.abc import Callable

from entrepot.actions.ports import Loss
from entrepot.book.orders.line import LineKind, OrderLine
from entrepot.book.orders.order import Order, OrderStatus, OrderType
from entrepot.book.orders.tracking import Shipped
from entrepot.book.orders.view import OrderView
from entrepot.book.values.quantity import is_whole

_NO_FIELD = "StoreFeeder has no field for it."

_ORDER: tuple[tuple[str, Callable[[Order], object], str], ...] = (
    ("type", lambda order: order.type is not OrderType.PURCHASE, "Every order looks like a purchase."),
    ("company_id", lambda order: order.company_id, _NO_FIELD),
    ("title", lambda order: order.title, _NO_FIELD),
    ("description", lambda order: order.description, _NO_FIELD),
    ("vendor_note", lambda order: order.vendor_note, _NO_FIELD),
    ("start_date", lambda order: order.start_date, _NO_FIELD),
    ("expiration_date", lambda order: order.expiration_date, _NO_FIELD),
    ("confirmed_at", lambda order: order.confirmed_at, "Only the status tells."),
    ("closed_at", lambda order: order.closed_at, "Only the status tells."),
    ("canceled_at", lambda order: order.canceled_at, "Only the status tells."),
    (
        "status",
        lambda order: order.status is OrderStatus.CANCELED,
        "Canceled orders are shown as Complete, with the rest of every line written off.",
    ),
    ("held_at", lambda order: order.held_at, "A held order shows its underlying status."),
    ("transport", lambda order: order.transport, "Shipments are not shown."),
    ("supplier_may_release", lambda order: order.supplier_may_release, _NO_FIELD),
    ("parent_order_id", lambda order: order.parent_order_id, "An order that a release made looks like any other."),
    ("discount", lambda order: order.discount, "It only lowers Subtotal."),
    ("charges", lambda order: order.charges, "They only raise Subtotal."),
    ("exchange_rate", lambda order: order.currency != order.base_currency, _NO_FIELD),
    ("payment_term_id", lambda order: order.payment_term_id, _NO_FIELD),
    ("bill_to", lambda order: order.bill_to, _NO_FIELD),
    ("ship_to", lambda order: order.ship_to, _NO_FIELD),
    ("ship_from", lambda order: order.ship_from, _NO_FIELD),
    ("references", lambda order: order.references, "StoreFeeder has the one reference, which is the order's number."),
    ("tags", lambda order: order.tag_ids, _NO_FIELD),
    ("shipped", lambda order: order.shipped is not Shipped.NONE, _NO_FIELD),
    ("tracking", lambda order: order.tracking, _NO_FIELD),
    ("exported_at", lambda order: order.exported_at, _NO_FIELD),
    ("supplier_invoice_number", lambda order: order.supplier_invoice_number, _NO_FIELD),
    ("supplier_invoice_date", lambda order: order.supplier_invoice_date, _NO_FIELD),
    ("archived", lambda order: order.archived, _NO_FIELD),
    ("approved", lambda order: order.approved, _NO_FIELD),
    ("custom_data", lambda order: order.custom_data, _NO_FIELD),
    (
        "supplier_id",
        lambda order: order.supplier_id is None,
        "A supplier that is not in the book has no SupplierID.",
    ),
)

_LINE: tuple[tuple[str, Callable[[OrderLine], object], str], ...] = (
    ("kind", lambda line: line.kind is not LineKind.GOODS, "Goods and services look alike."),
    ("product_id", lambda line: line.product_id is None, "A line of free text has neither ProductID nor ProductSKU."),
    ("description", lambda line: line.description, _NO_FIELD),
    ("supplier_sku", lambda line: line.supplier_sku, "It is on the product's supplier row."),
    ("unit", lambda line: line.unit, _NO_FIELD),
    ("cases", lambda line: line.cases, "Lines are counted in units."),
    ("case_price", lambda line: line.case_price, "Lines are priced by the unit."),
    ("discount", lambda line: line.discount, "SinglePrice is before the discount, LineTotal after it."),
    ("sell_ahead", lambda line: line.sell_ahead, _NO_FIELD),
    ("warehouse_id", lambda line: line.warehouse_id, _NO_FIELD),
    ("promised_date", lambda line: line.promised_date, _NO_FIELD),
    ("quantity_confirmed", lambda line: line.quantity_confirmed is not None, _NO_FIELD),
    ("custom_data", lambda line: line.custom_data, _NO_FIELD),
    ("quantity_returned", lambda line: line.quantity_returned, "Returns only lower what was received."),
    ("quantity_released", lambda line: line.quantity_released, _NO_FIELD),
    ("quantity_billed", lambda line: line.quantity_billed, _NO_FIELD),
    ("quantity_ordered", lambda line: not is_whole(line.quantity_ordered), "Whole units: rounded up."),
    ("quantity_received", lambda line: not is_whole(line.net_received), "Whole units: rounded down."),
)


def losses(view: OrderView) -> tuple[Loss, ...]:
    """Every field of the order that is set and not shown, each once."""
    order = view.order
    found = [Loss(field, reason) for field, present, reason in _ORDER if present(order)]
    for field, present_on, reason in _LINE:
        if any(present_on(line) for line in order.lines):
            found.append(Loss(f"lines.{field}", reason))
    if any(line.requested_date not in (None, order.due_at) for line in order.lines):
        found.append(Loss("lines.requested_date", "There is one date for the whole order, the earliest."))
    return tuple(found)
