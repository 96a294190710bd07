"""What of an order this vendor's document cannot carry: only what is really there."""

from collections.abc import Iterator
from decimal import Decimal

from entrepot.actions.ports import Loss
from entrepot.book.orders.line import DiscountType, LineKind, OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import OrderView
from entrepot.dialects.sellercloud.render.lines import is_rounded
from entrepot.dialects.sellercloud.render.totals import CHARGE_TOTALS
from entrepot.dialects.sellercloud.translate.words import is_by_case
from entrepot.dialects.sellercloud.wire.enums import CURRENCY_NUMBERS

# Header fields without a place on this wire, told only when the order has them.
NOWHERE = {
    "description": "the vendor has one text, which holds the title",
    "start_date": "no field",
    "payment_reference": "no field",
    "bill_to": "sent with an order but not shown by it",
    "ship_from": "no field",
    "references": "no field",
    "tag_ids": "no tags",
    "tracking": "shown in lists and by calls of its own",
    "exported_at": "only whether it was exported",
    "held_at": "no hold; the status beneath it is shown",
    "transport": "shipments are not shown",
    "supplier_may_release": "no field",
    "parent_order_id": "an order that a release made looks like any other",
}
LINE_NOWHERE = {
    "unit": "everything is counted in units",
    "promised_date": "a line has one expected date, which is the requested one",
    "quantity_confirmed": "no field",
    "custom_data": "no field",
}


def losses(view: OrderView) -> Iterator[Loss]:
    """What of this order the document leaves out, field by field."""
    order = view.order
    yield Loss("number", "orders are known by their numeric id alone")
    for name, reason in NOWHERE.items():
        if getattr(order, name):
            yield Loss(name, reason)
    if order.supplier_id is None and order.supplier.name:
        yield Loss("supplier", "a vendor that is not in the book has the number 0 and no name")
    if order.currency not in CURRENCY_NUMBERS:
        yield Loss("currency", "the vendor has no number for it; 0 is shown")
    if order.discount is not None and order.discount.type is DiscountType.PERCENT:
        yield Loss("discount", "shown as an amount")
    if any(charge.name.strip().lower() not in CHARGE_TOTALS for charge in order.charges):
        yield Loss("charges", "names are lost; the amounts are in OtherTotal")
    if order.custom_data.keys() - {column.key for column in view.columns}:
        yield Loss("custom_data", "only values of custom columns are shown")
    if is_rounded(order):
        yield Loss("lines.quantity_ordered", "fractions are shown in whole units: ordered up, received down")
    yield from _line_losses(order)


def _line_losses(order: Order) -> Iterator[Loss]:
    by_case = is_by_case(order)
    for name, reason in LINE_NOWHERE.items():
        if any(getattr(line, name) for line in order.lines):
            yield Loss(f"lines.{name}", reason)
    checks = (
        ("lines.product_id", "free text has an empty ProductID", lambda line: not line.sku),
        ("lines.description", "the product's name is shown instead", _has_hidden_description),
        ("lines.kind", "services look like goods", lambda line: line.kind is LineKind.SERVICE),
        ("lines.tax_rate", "only the order's tax is shown", lambda line: bool(line.tax_rate)),
        ("lines.sell_ahead", "shown in whole units", lambda line: _has_fraction(line.sell_ahead)),
        ("lines.cases", "shown only when all lines are by case", lambda line: line.by_case and not by_case),
        ("lines.quantity_written_off", "no field", lambda line: bool(line.quantity_written_off)),
        ("lines.quantity_released", "no field", lambda line: bool(line.quantity_released)),
        ("lines.quantity_returned", "received is shown less returned", lambda line: bool(line.quantity_returned)),
    )
    for name, reason, happens in checks:
        if any(happens(line) for line in order.lines):
            yield Loss(name, reason)


def _has_hidden_description(line: OrderLine) -> bool:
    return bool(line.description) and bool(line.product_name) and line.description != line.product_name


def _has_fraction(quantity: Decimal) -> bool:
    return quantity != quantity.to_integral_value()
