"""Times, amounts and numbers as Pack writes them."""

from datetime import UTC, datetime
from decimal import Decimal

from entrepot.book.values.currency import DIGITS


def moment(value: datetime) -> str:
    """RFC 3339 in UTC with a Z; fractions of a second only where there are any."""
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat()[:-6] + "Z"


def amount(value: Decimal, currency: str) -> str:
    """An exact amount as text with at least the digits of its currency: 4 becomes "4.00", 0.125 stays."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0").ljust(DIGITS.get(currency, 2), "0")
    return f"{whole}.{fraction}" if fraction else whole


def money(value: Decimal, currency: str) -> dict[str, str]:
    """An amount with its currency."""
    return {"currency": currency, "value": amount(value, currency)}
