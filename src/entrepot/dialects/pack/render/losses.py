"""What of an order Pack's document cannot carry: only what is really there."""

from collections.abc import Callable, Iterator

from entrepot.actions.ports import Loss
from entrepot.book.orders.line import LineKind, OrderLine, PriceSource
from entrepot.book.orders.order import Order, OrderType
from entrepot.book.orders.tracking import Shipped
from entrepot.book.orders.view import OrderView
from entrepot.book.values.quantity import is_whole
from entrepot.dialects.pack.translate.values import shown_hs_code

_NO_FIELD = "Pack has no field for it."

_ORDER: tuple[tuple[str, Callable[[Order], object], str], ...] = (
    ("type", lambda order: order.type is not OrderType.PURCHASE, "Every order looks like a purchase."),
    ("company_id", lambda order: order.company_id, _NO_FIELD),
    ("warehouse_id", lambda order: order.warehouse_id, "Pack names the warehouse on the goods receipt."),
    ("totals", lambda order: order.totals.total, "Pack shows prices of lines only."),
    ("title", lambda order: order.title, _NO_FIELD),
    ("description", lambda order: order.description, _NO_FIELD),
    ("vendor_note", lambda order: order.vendor_note, _NO_FIELD),
    ("start_date", lambda order: order.start_date, _NO_FIELD),
    ("expiration_date", lambda order: order.expiration_date, _NO_FIELD),
    ("due_at", lambda order: order.due_at, "Pack names the expected day on the goods receipt."),
    ("raised_at", lambda order: order.raised_at != order.created_at, _NO_FIELD),
    ("held_at", lambda order: order.held_at, "A held order shows its underlying status."),
    ("transport", lambda order: order.transport, "Shipments are not shown."),
    ("supplier_may_release", lambda order: order.supplier_may_release, _NO_FIELD),
    ("parent_order_id", lambda order: order.parent_order_id, "An order that a release made looks like any other."),
    ("delivery_cost", lambda order: order.delivery_cost, _NO_FIELD),
    ("discount", lambda order: order.discount, _NO_FIELD),
    ("charges", lambda order: order.charges, _NO_FIELD),
    ("payment_term_id", lambda order: order.payment_term_id, _NO_FIELD),
    ("payment_reference", lambda order: order.payment_reference, _NO_FIELD),
    ("bill_to", lambda order: order.bill_to, _NO_FIELD),
    ("ship_to", lambda order: order.ship_to, _NO_FIELD),
    ("ship_from", lambda order: order.ship_from, _NO_FIELD),
    ("references", lambda order: order.references, "Pack has the one reference, which is the order's number."),
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
        "supplier",
        lambda order: order.supplier_id is None and order.supplier.name,
        "Only suppliers of the book are shown.",
    ),
    (
        "currency",
        lambda order: all(_unpriced(line) for line in order.lines),
        "Only the price of a line names a currency.",
    ),
)

_LINE: tuple[tuple[str, Callable[[OrderLine], object], str], ...] = (
    ("kind", lambda line: line.kind is not LineKind.GOODS, "Goods and services look alike."),
    ("description", lambda line: line.description, _NO_FIELD),
    ("supplier_sku", lambda line: line.supplier_sku, _NO_FIELD),
    ("unit", lambda line: line.unit, _NO_FIELD),
    ("cases", lambda line: line.cases, "Lines are counted in pieces."),
    ("case_price", lambda line: line.case_price, "Lines are priced by the piece."),
    ("discount", lambda line: line.discount, "The price is shown before the discount."),
    ("tax_rate", lambda line: line.tax_rate, _NO_FIELD),
    ("warehouse_id", lambda line: line.warehouse_id, _NO_FIELD),
    ("requested_date", lambda line: line.requested_date, _NO_FIELD),
    ("promised_date", lambda line: line.promised_date, _NO_FIELD),
    ("quantity_confirmed", lambda line: line.quantity_confirmed is not None, _NO_FIELD),
    ("notes", lambda line: line.notes, _NO_FIELD),
    ("custom_data", lambda line: line.custom_data, _NO_FIELD),
    ("quantity_returned", lambda line: line.quantity_returned, "Returns only lower what was received."),
    ("quantity_rejected", lambda line: line.quantity_rejected, _NO_FIELD),
    ("over_receipt_percent", lambda line: line.over_receipt_percent is not None, _NO_FIELD),
    ("short_receipt_percent", lambda line: line.short_receipt_percent is not None, _NO_FIELD),
    ("quantity_written_off", lambda line: line.quantity_written_off, _NO_FIELD),
    ("quantity_released", lambda line: line.quantity_released, _NO_FIELD),
    ("quantity_billed", lambda line: line.quantity_billed, _NO_FIELD),
    ("quantity_ordered", lambda line: not is_whole(line.quantity_ordered), "Whole pieces: rounded up."),
    ("quantity_received", lambda line: not is_whole(line.net_received), "Whole pieces: rounded down."),
    ("sell_ahead", lambda line: not is_whole(line.sell_ahead), "Whole pieces: rounded down."),
)


def losses(view: OrderView) -> tuple[Loss, ...]:
    """Every field of the order that is set and not shown, each once."""
    order = view.order
    found = [Loss(field, reason) for field, present, reason in _ORDER if present(order)]
    for field, present_on, reason in _LINE:
        if any(present_on(line) for line in order.lines):
            found.append(Loss(f"lines.{field}", reason))
    return (*found, *_product_losses(view))


def _unpriced(line: OrderLine) -> bool:
    return line.price_source is PriceSource.NONE and not line.unit_price


def _product_losses(view: OrderView) -> Iterator[Loss]:
    for product in view.products.values():
        code = product.hs_code
        if code is not None and str(shown_hs_code(code)) != code:
            yield Loss("lines.product.hs_code", "A number: leading zeros, dots and spaces are lost.")
            return
