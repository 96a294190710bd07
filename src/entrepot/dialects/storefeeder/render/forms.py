"""How single values are written in answers: numbers as numbers, moments in the vendor's form, currencies, units."""

from datetime import UTC, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache, lru_cache

import pycountry
from babel.numbers import get_currency_symbol

from entrepot.http.answer import number

Document = dict[str, object]
# Numbers of currencies: three of our own, the others by ISO 4217 (which begins at 8).
_CURRENCY_NUMBERS = {"GBP": 1, "EUR": 2, "USD": 3}


@lru_cache(maxsize=4096)
def amount(value: Decimal) -> str:
    """A decimal with at least one digit behind the point: 28.20 is written 28.2, 20 is written 20.0."""
    return number(value, 1)


def instant(value: datetime, zone: str = "+00:00") -> str:
    """`2026-03-17T08:30:00.1234+00:00`: no zeros at the end of the fraction, no fraction when it is zero."""
    utc = value.astimezone(UTC).replace(tzinfo=None)
    text = utc.isoformat(timespec="microseconds").rstrip("0").rstrip(".") if utc.microsecond else utc.isoformat()
    return text + zone


def units_up(quantity: Decimal) -> int:
    """A quantity ordered, in whole units: a fraction counts as one more."""
    return int(quantity.to_integral_value(ROUND_CEILING))


def units_down(quantity: Decimal) -> int:
    """A quantity received or written off, in whole units: a fraction does not count."""
    return int(quantity.to_integral_value(ROUND_FLOOR))


@cache
def currency(code: str) -> Document:
    """A currency with number, name and symbol."""
    found = pycountry.currencies.get(alpha_3=code)
    return {
        "CurrencyID": _CURRENCY_NUMBERS.get(code) or (int(found.numeric) if found is not None else 0),
        "CurrencyCode": code,
        "CurrencyName": found.name if found is not None else code,
        "Symbol": get_currency_symbol(code, locale="en"),
    }


def present(document: Document) -> Document:
    """The document without the members that are null: the vendor leaves those out."""
    return {name: value for name, value in document.items() if value is not None}
