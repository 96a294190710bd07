"""Checks of single values on orders and lines: each notes what is wrong and goes on."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from entrepot.book.catalog.product import Product
from entrepot.book.orders.errors import NUMBER_LENGTH
from entrepot.book.orders.numbering import MAX_NUMBER
from entrepot.book.values import checks as values
from entrepot.book.values.errors import (
    MONEY_DIGITS,
    MONEY_NEGATIVE,
    MONEY_RANGE,
    QUANTITY_DIGITS,
    QUANTITY_RANGE,
    QUANTITY_WHOLE,
)
from entrepot.book.values.money import MAX_PRICE, PRICE_PLACES, fits
from entrepot.book.values.quantity import MAX_QUANTITY, QUANTITY_PLACES, is_whole
from entrepot.book.values.unset import Unset
from entrepot.errors import FIELD_RANGE, FIELD_TOO_LONG, Findings, Path

MAX_LINES = 10_000
TEXT_LIMITS: Mapping[str, int] = {
    "title": 255,
    "description": 10_000,
    "vendor_note": 10_000,
    "payment_reference": 125,
    "supplier_invoice_number": 100,
    "notes": 10_000,
    "unit": 32,
    "supplier_sku": 128,
    "sku": 128,
    "reason": 1_000,
}
HUNDRED = Decimal(100)


def check_text(findings: Findings, path: Path, value: object) -> None:
    """A text may not be longer than its limit (the last name in the path says which)."""
    limit = TEXT_LIMITS[str(path[-1])]
    if isinstance(value, str) and len(value) > limit:
        findings.add(path, FIELD_TOO_LONG, f"At most {limit} characters; this has {len(value)}.")


def check_number(findings: Findings, number: str) -> None:
    """An order number has 1 to 64 characters after trimming."""
    if not 1 <= len(number.strip()) <= MAX_NUMBER:
        findings.add(("number",), NUMBER_LENGTH)


def check_price(findings: Findings, above: Path, name: str, price: Decimal | None) -> None:
    """A price is not negative, has at most six fits and stays in range."""
    if price is None:
        return
    path = (*above, name)
    if price < 0:
        findings.add(path, MONEY_NEGATIVE)
    elif price > MAX_PRICE:
        findings.add(path, MONEY_RANGE)
    elif not fits(price, PRICE_PLACES):
        findings.add(path, MONEY_DIGITS)


def check_quantity(findings: Findings, path: Path, quantity: Decimal, product: Product | None, *, zero: bool) -> None:
    """A quantity is more than zero (or zero where allowed), in range, and whole for products counted in whole units."""
    if quantity < 0 or (quantity == 0 and not zero) or quantity > MAX_QUANTITY:
        findings.add(path, QUANTITY_RANGE, "A quantity is more than 0 and at most 999,999,999.")
    elif not fits(quantity, QUANTITY_PLACES):
        findings.add(path, QUANTITY_DIGITS)
    elif product is not None and product.whole_units and not is_whole(quantity):
        findings.add(path, QUANTITY_WHOLE, f"{product.sku} is counted in whole units.")


def check_percent(findings: Findings, above: Path, name: str, percent: Decimal | None) -> None:
    """A percentage lies between 0 and 100 and has at most six fits."""
    if percent is None:
        return
    path = (*above, name)
    if not 0 <= percent <= HUNDRED:
        findings.add(path, FIELD_RANGE, "A percentage from 0 to 100 is expected.")
    elif not fits(percent, PRICE_PLACES):
        findings.add(path, MONEY_DIGITS)


class Tolerated(Protocol):
    """Something that may have tolerances of its own, or changes to them."""

    @property
    def over_receipt_percent(self) -> Decimal | None | Unset:
        """How much more than ordered may be received."""

    @property
    def short_receipt_percent(self) -> Decimal | None | Unset:
        """How much less than ordered counts as all of it."""


def check_tolerances(findings: Findings, above: Path, thing: Tolerated) -> None:
    """Over up to 1,000,000 percent, short up to 100, both with at most six decimals."""
    limits = (("over_receipt_percent", values.MAX_OVER_PERCENT), ("short_receipt_percent", HUNDRED))
    for name, limit in limits:
        percent = getattr(thing, name)
        if percent is not None and not isinstance(percent, Unset):
            values.percent(findings, (*above, name), percent, limit)
