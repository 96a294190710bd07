"""Money, prices and addresses as the native door shows them."""

from decimal import Decimal
from typing import Any

from entrepot.book.values.address import ADDRESS_FIELDS, Address
from entrepot.book.values.currency import digits
from entrepot.book.values.money import Money


def amount_text(amount: Decimal, places: int) -> str:
    """An amount with at least the digits of its currency: 4.5 becomes "4.50"; further meaningful digits stay."""
    text = f"{amount:f}"
    whole, _, fraction = text.partition(".")
    if len(fraction) == places:
        return text
    fraction = fraction.rstrip("0").ljust(places, "0")
    return f"{whole}.{fraction}" if fraction else whole


def money(amount: Decimal, currency: str, places: int) -> dict[str, str]:
    """An amount in a currency of that many digits: `{"amount": "4.35", "currency": "EUR"}`."""
    return {"amount": amount_text(amount, places), "currency": currency}


def money_document(value: Money | None) -> dict[str, str] | None:
    """An amount with its currency, or None."""
    return None if value is None else money(value.amount, value.currency, digits(value.currency))


def amount_document(amount: Decimal | None, currency: str) -> dict[str, str] | None:
    """An amount in a currency, or None."""
    return None if amount is None else money(amount, currency, digits(currency))


def address_document(address: Address | None) -> dict[str, Any] | None:
    """An address with all its parts, or None."""
    return None if address is None else {name: getattr(address, name) for name in ADDRESS_FIELDS}
