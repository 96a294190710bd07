"""How single values are written in answers: numbers as numbers, moments in ISO 8601 UTC, addresses, rounded counts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from math import ceil, floor

import pycountry

from entrepot.book.values.address import Address
from entrepot.book.values.money import rounded
from entrepot.http.answer import number

DERIVED_PLACES = 4


def amount(value: Decimal) -> str | int:
    """A number with the digits it needs: 514.20 is written 514.2, 20.00 is written 20."""
    whole = int(value)
    return whole if whole == value else number(value, 0)


def derived_price(value: Decimal) -> str | int:
    """A price that was worked out and not entered: at most 4 decimals."""
    return amount(rounded(value, DERIVED_PLACES))


def instant(value: datetime | None) -> str | None:
    """`2026-03-02T14:05:11.120Z`; with microseconds when the moment has them."""
    if value is None:
        return None
    unit = "milliseconds" if value.microsecond % 1000 == 0 else "microseconds"
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=unit) + "Z"


def units_up(quantity: Decimal) -> int:
    """A quantity ordered, in whole units: a fraction counts as one more."""
    return ceil(quantity)


def units_down(quantity: Decimal) -> int:
    """A quantity received, in whole units: a fraction does not count."""
    return floor(quantity)


@cache
def country_name(code: str | None) -> str:
    """The English name of a country by its two letters, or nothing."""
    found = pycountry.countries.get(alpha_2=code) if code else None
    return str(found.name) if found is not None else ""


def address(place: Address | None, kept: Mapping[str, object]) -> dict[str, object]:
    """An address in the vendor's answer names. `kept` holds what the book has no part for; it is used while it fits."""
    place = place or Address()
    first, middle, last = _names(place.contact_name, kept)
    region = place.region or ""
    street_2 = ", ".join(line for line in (place.line_2, place.line_3) if line)
    return {
        "ID": 0,
        "FirstName": first,
        "MiddleInitial": middle,
        "LastName": last,
        "CompanyName": place.company_name or "",
        "StreetLine1": place.line_1 or "",
        "StreetLine2": street_2,
        "City": place.locality or "",
        "StateName": region,
        "StateCode": "" if region and kept.get("Region") == region else region,
        "PostalCode": place.postal_code or "",
        "CountryName": country_name(place.country),
        "CountryCode": place.country or "",
        "PhoneNumber": place.phone or "",
        "FaxNumber": kept.get("Fax", ""),
        "WebSiteURL": "",
        "IsShippingAddress": True,
        "IsBillingAddress": False,
        "AddressClassification": 0,
        "AddressStatus": 0,
        "AddressSource": 0,
        "Notes": "",
        "HomePhone": "",
        "EmailAddress": place.email or "",
        "ClientID": 0,
        "UserID": 0,
        "HomePhoneExt": "",
        "PhoneNumberExt": "",
    }


def _names(contact: str | None, kept: Mapping[str, object]) -> tuple[str, str, str]:
    """First, middle and last name: divided as they came, else at the first space."""
    divided = [str(kept.get(name) or "") for name in ("FirstName", "MiddleName", "LastName")]
    if contact and " ".join(part for part in divided if part) == contact:
        return divided[0], divided[1], divided[2]
    first, _, last = (contact or "").partition(" ")
    return first, "", last
