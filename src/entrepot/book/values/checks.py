"""Rules about plain values, each noting what is wrong under its path; a value that is None is never wrong."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from entrepot.book.values.address import ADDRESS_FIELDS, Address
from entrepot.book.values.country import is_country
from entrepot.book.values.currency import is_currency
from entrepot.book.values.errors import (
    COUNTRY_UNKNOWN,
    CURRENCY_UNKNOWN,
    MONEY_DIGITS,
    MONEY_NEGATIVE,
    MONEY_RANGE,
    QUANTITY_DIGITS,
    QUANTITY_RANGE,
)
from entrepot.book.values.money import HUNDRED, MAX_PRICE, PRICE_PLACES, ZERO, Money, fits
from entrepot.book.values.quantity import MAX_QUANTITY, QUANTITY_PLACES
from entrepot.errors import FIELD_FORMAT, FIELD_RANGE, FIELD_REQUIRED, FIELD_TOO_LONG, Findings, Path

NAME_LENGTH = 200
LINE_LENGTH = 200
TEXT_LENGTH = 20_000
EMAIL_LENGTH = 254
URL_LENGTH = 2048
MAX_DAYS = 3650
MAX_OVER_PERCENT = Decimal(1_000_000)
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def text(findings: Findings, path: Path, value: str | None, maximum: int = NAME_LENGTH, *, blank: bool = True) -> None:
    """At most `maximum` characters, none of them unstorable; with `blank` False also something besides white space."""
    if value is None:
        return
    if not blank and not value.strip():
        findings.add(path, FIELD_REQUIRED, "This text may not be blank.")
    elif len(value) > maximum:
        findings.add(path, FIELD_TOO_LONG, f"At most {maximum} characters are kept.")
    elif _UNSTORABLE.search(value):
        findings.add(path, FIELD_FORMAT, "This text holds a character that cannot be kept.")


def document(findings: Findings, path: Path, value: Mapping[str, object], depth: int = 16) -> None:
    """A JSON object of any content that can be kept: storable texts, at most `depth` deep."""
    if _unstorable(value, depth):
        findings.add(path, FIELD_FORMAT, "This object is nested too deeply or holds a text that cannot be kept.")


def _unstorable(value: object, depth: int) -> bool:
    if isinstance(value, str):
        return _UNSTORABLE.search(value) is not None
    if isinstance(value, Mapping):
        return depth == 0 or any(_unstorable(key, depth) or _unstorable(part, depth - 1) for key, part in value.items())
    if isinstance(value, list | tuple):
        return depth == 0 or any(_unstorable(part, depth - 1) for part in value)
    return False


def matching(findings: Findings, path: Path, value: str | None, pattern: re.Pattern[str], sentence: str) -> None:
    """Written in a given form; `sentence` describes it."""
    if value is not None and not pattern.fullmatch(value):
        findings.add(path, FIELD_FORMAT, sentence)


def email(findings: Findings, path: Path, value: str | None) -> None:
    """Looks like an e-mail address: something, one @, something, no spaces; at most 254 characters."""
    if value is None:
        return
    if len(value) > EMAIL_LENGTH:
        findings.add(path, FIELD_TOO_LONG, f"At most {EMAIL_LENGTH} characters are kept.")
    elif not _EMAIL.fullmatch(value) or _UNSTORABLE.search(value):
        findings.add(path, FIELD_FORMAT, "This is not an e-mail address.")


def currency(findings: Findings, path: Path, value: str | None) -> None:
    """A code of ISO 4217."""
    if value is not None and not is_currency(value):
        findings.add(path, CURRENCY_UNKNOWN)


def country(findings: Findings, path: Path, value: str | None) -> None:
    """A two-letter code of ISO 3166."""
    if value is not None and not is_country(value):
        findings.add(path, COUNTRY_UNKNOWN)


def price(findings: Findings, path: Path, value: Decimal | None) -> None:
    """Not negative, at most six fits, not above what is kept exactly."""
    if value is None:
        return
    if not value.is_finite() or value > MAX_PRICE:
        findings.add(path, MONEY_RANGE)
    elif value < ZERO:
        findings.add(path, MONEY_NEGATIVE)
    elif not fits(value, PRICE_PLACES):
        findings.add(path, MONEY_DIGITS)


def money(findings: Findings, path: Path, value: Money | None) -> None:
    """A price in a known currency."""
    if value is not None:
        price(findings, (*path, "amount"), value.amount)
        currency(findings, (*path, "currency"), value.currency)


def quantity(findings: Findings, path: Path, value: Decimal | None, *, positive: bool = False) -> None:
    """Not negative (with `positive`: above zero), at most six fits, at most 999,999,999."""
    if value is None:
        return
    if not value.is_finite() or abs(value) > MAX_QUANTITY or value < ZERO or (positive and value == ZERO):
        findings.add(path, QUANTITY_RANGE)
    elif not fits(value, QUANTITY_PLACES):
        findings.add(path, QUANTITY_DIGITS)


def percent(findings: Findings, path: Path, value: Decimal | None, maximum: Decimal = HUNDRED) -> None:
    """From 0 to `maximum`, at most six fits."""
    if value is None:
        return
    if not value.is_finite() or not ZERO <= value <= maximum:
        findings.add(path, FIELD_RANGE, f"A percentage from 0 to {maximum} is expected.")
    elif not fits(value, PRICE_PLACES):
        findings.add(path, FIELD_RANGE, "At most six fits are kept.")


def integer(findings: Findings, path: Path, value: int | None, minimum: int = 0, maximum: int = MAX_DAYS) -> None:
    """A whole number within its limits."""
    if value is not None and not minimum <= value <= maximum:
        findings.add(path, FIELD_RANGE, f"A number from {minimum} to {maximum} is expected.")


def length(findings: Findings, path: Path, value: Collection[object], maximum: int) -> None:
    """At most that many items."""
    if len(value) > maximum:
        findings.add(path, FIELD_TOO_LONG, f"At most {maximum} items are kept.")


def address(findings: Findings, path: Path, value: Address | None) -> None:
    """Every part short enough, a known country, a plausible e-mail address."""
    if value is None:
        return
    for name in ADDRESS_FIELDS:
        if name not in {"country", "email"}:
            text(findings, (*path, name), getattr(value, name), LINE_LENGTH)
    country(findings, (*path, "country"), value.country)
    email(findings, (*path, "email"), value.email)
