"""The money of an order: each line is rounded once, and every total is the sum of what it is made of.

gross = quantity × unit price, or cases × case price; a line's fixed discount is per unit and taken before
multiplying; tax is worked out from the unrounded net. All rounding is half away from zero to the currency's digits.
"""

from collections.abc import Iterable
from decimal import Decimal

from entrepot.book.orders.line import Discount, DiscountType, OrderLine
from entrepot.book.orders.order import Charge, Totals
from entrepot.book.values.currency import digits
from entrepot.book.values.money import EXACT, HUNDRED, ZERO, percent_of, rounded


def line_gross(line: OrderLine) -> Decimal:
    """What the line costs before discount and tax, unrounded."""
    if line.cases is not None and line.case_price is not None:
        return EXACT.multiply(line.cases, line.case_price)
    return EXACT.multiply(line.quantity_ordered, line.unit_price)


def line_net(line: OrderLine) -> Decimal:
    """What the line costs after its discount and before tax, unrounded."""
    gross = line_gross(line)
    discount = line.discount
    if discount is None:
        return gross
    if discount.type is DiscountType.PERCENT:
        return EXACT.subtract(gross, percent_of(gross, discount.value))
    return EXACT.subtract(gross, EXACT.multiply(line.quantity_ordered, discount.value))


def exact_unit_price(line: OrderLine) -> Decimal:
    """The price of one unit before discount; by case it is the case price divided (60 digits)."""
    if line.cases is not None and line.case_price is not None and line.units_per_case:
        return EXACT.divide(line.case_price, line.units_per_case)
    return line.unit_price


def adjusted_unit_price(line: OrderLine) -> Decimal:
    """The price of one unit after the line's discount; by case it is derived from the case price."""
    price = exact_unit_price(line)
    if line.discount is None:
        return price
    if line.discount.type is DiscountType.PERCENT:
        return EXACT.subtract(price, percent_of(price, line.discount.value))
    return EXACT.subtract(price, line.discount.value)


def price_line(line: OrderLine, places: int) -> None:
    """Set the line's net and tax, rounded to `places` decimals."""
    net = line_net(line)
    line.net = rounded(net, places)
    line.tax = rounded(percent_of(net, line.tax_rate), places) if line.tax_rate else rounded(ZERO, places)


def order_discount(discount: Discount | None, subtotal: Decimal, places: int) -> Decimal:
    """The amount an order discount takes off the subtotal."""
    if discount is None:
        return rounded(ZERO, places)
    if discount.type is DiscountType.PERCENT:
        return rounded(percent_of(subtotal, discount.value), places)
    return rounded(discount.value, places)


def total_up(
    lines: Iterable[OrderLine],
    currency: str,
    *,
    discount: Discount | None,
    delivery_cost: Decimal,
    charges: Iterable[Charge],
    exchange_rate: Decimal | None,
    base_currency: str,
) -> Totals:
    """The totals of an order whose lines have been priced. An order discount does not lower the tax."""
    places = digits(currency)
    subtotal = tax = rounded(ZERO, places)
    for line in lines:
        subtotal += line.net
        tax += line.tax
    less = order_discount(discount, subtotal, places)
    delivery = rounded(delivery_cost, places)
    extra = sum((rounded(charge.amount, places) for charge in charges), rounded(ZERO, places))
    total = subtotal - less + delivery + extra + tax
    base = None
    if exchange_rate is not None:
        base = rounded(EXACT.multiply(total, exchange_rate), digits(base_currency))
    return Totals(subtotal, less, delivery, extra, tax, total, base)


def discount_fits(discount: Discount, price: Decimal) -> bool:
    """Whether the discount lies between nothing and the whole price."""
    if discount.value < 0:
        return False
    limit = HUNDRED if discount.type is DiscountType.PERCENT else price
    return discount.value <= limit
