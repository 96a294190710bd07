"""Money, prices and addresses as the native door shows them."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from entrepot.book.values.address import ADDRESS_FIELDS, Address
from entrepot.book.values.currency import digits
from entrepot.book.values.money import Money

_POINTS = tuple("." + "0" * places if places else "" for places in range(10))
_ZEROS = tuple("0" + point for point in _POINTS)


@lru_cache(maxsize=16_384)
def amount_text(amount: Decimal, places: int) -> str:
    """An amount with at least the digits of its currency: 4.5 becomes "4.50"; further meaningful digits stay."""
    if not amount:
        return _ZEROS[places]
    text = str(amount)
    if "E" in text:
        text = f"{amount:f}"
    point = text.find(".")
    if point < 0:
        return text + _POINTS[places]
    missing = places - (len(text) - point - 1)
    if missing >= 0:
        return text + "0" * missing
    return (text[:missing] + text[missing:].rstrip("0")).rstrip(".")


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
