"""Quantities: exact, up to six decimals, never negative in what a person enters."""

from decimal import Decimal

QUANTITY_PLACES = 6
MAX_QUANTITY = Decimal(999_999_999)


def is_whole(quantity: Decimal) -> bool:
    """Whether the quantity has no fraction."""
    return quantity == quantity.to_integral_value()


def plain(number: Decimal) -> str:
    """A decimal without exponent and without needless zeros: 12.50 becomes "12.5", 1E+2 becomes "100"."""
    if not number:
        return "0"
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
