"""Stops, parties and bill-to as documents."""

from collections.abc import Mapping
from typing import Any

from entrepot.book.orders.order import Order
from entrepot.book.orders.view import OrderView
from entrepot.book.people.organization import Company
from entrepot.book.values.address import Address
from entrepot.dialects.shipwell.render.shapes import EMPTY_ADDRESS, EMPTY_STOP
from entrepot.dialects.shipwell.translate.places import SUPPLIER_ID
from entrepot.dialects.shipwell.translate.values import id_shown, moment_text
from entrepot.dialects.shipwell.wire.values import UNKNOWN_COUNTRY
from entrepot.dialects.shipwell.wire.words import PARTY_QUALIFIERS
from entrepot.http.answer import as_sent

_SHARED = ("line_1", "line_2", "line_3", "locality", "postal_code")
TEXT_LIMIT = 255


def shown_text(text: str | None, limit: int = TEXT_LIMIT) -> str | None:
    """A text as far as the wire takes it."""
    return text if text is None or len(text) <= limit else text[:limit]


def shown_region(region: str | None) -> str | None:
    """A region when it is a two-letter code; the wire knows no other."""
    return region if region is not None and len(region) == 2 and region.isalpha() and region.isascii() else None


def _address_parts(address: Address, extras: Mapping[str, Any], country: str | None) -> dict[str, Any]:
    parts: dict[str, Any] = {name: getattr(address, name) for name in _SHARED}
    parts["country"] = address.country or country or UNKNOWN_COUNTRY
    parts["region"] = shown_region(address.region)
    parts.update(extras)
    if "geolocation" in extras:
        parts["geolocation"] = as_sent(extras["geolocation"])
    return parts


def address_document(address: Address | None, extras: Mapping[str, Any]) -> dict[str, Any] | None:
    """An address with every key, or None."""
    return None if address is None else {**EMPTY_ADDRESS, **_address_parts(address, extras, None)}


def stop_document(
    address: Address, extras: Mapping[str, Any], country: str | None, start: str | None, end: str | None
) -> dict[str, Any]:
    """A stop with every key; `country` stands in for one the address does not name."""
    document = {**EMPTY_STOP, **_address_parts(address, extras, country)}
    document["company_name"] = shown_text(address.company_name)
    if "custom_data" in extras:
        document["custom_data"] = as_sent(extras["custom_data"])
    if start is not None or end is not None:
        document["shipping_requirements"] = {"plan_window": {"start": start, "end": end}}
    return document


def ship_to_document(view: OrderView, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Where the order is delivered: its own ship-to, else its warehouse.

    The country is required here and may be missing in the book: then it is the warehouse's, the company's, the
    organization's, and in the end ZZ, which means unknown.
    """
    order = view.order
    warehouse = view.warehouses.get(order.warehouse_id)
    place = warehouse.address if warehouse else None
    organization = view.organization
    company = view.company.address if view.company else None
    country = (
        (place.country if place else None)
        or (company.country if company else None)
        or (organization.country if organization else None)
    )
    window = (kept.get("ship_to_window_start"), moment_text(order.due_at))
    if order.ship_to is not None:
        return stop_document(order.ship_to, kept.get("ship_to", {}), country, *window)
    document = stop_document(place or Address(), kept.get("ship_to", {}), country, *window)
    if warehouse is not None:
        document["company_name"] = document["company_name"] or shown_text(warehouse.name)
        document["location_number"] = document["location_number"] or warehouse.code
    return document


def ship_from_document(order: Order, kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the order is picked up, or None."""
    if order.ship_from is None:
        return None
    window = (kept.get("ship_from_window_start"), kept.get("ship_from_window_end"))
    return stop_document(order.ship_from, kept.get("ship_from", {}), None, *window)


def supplier_document(order: Order, kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """The supplier as named on the order, or None; `supplier_id` is the book's when it knows the supplier."""
    if not order.has_supplier:
        return None
    snapshot = order.supplier
    given_id = next((value for qualifier, value in snapshot.identification_codes if qualifier == SUPPLIER_ID), None)
    codes = [
        {"qualifier": qualifier, "value": value}
        for qualifier, value in snapshot.identification_codes
        if qualifier in PARTY_QUALIFIERS
    ]
    return {
        "name": shown_text(snapshot.name),
        "address": address_document(snapshot.address, kept.get("supplier", {})),
        "identification_codes": codes,
        "phone_number": snapshot.phone,
        "email": snapshot.email,
        "supplier_id": id_shown(order.supplier_id) or given_id,
    }


def customer_document(company: Company | None) -> dict[str, Any] | None:
    """The buyer as a supplier sees it."""
    if company is None:
        return None
    return {
        "name": company.name,
        "address": address_document(company.address, {}),
        "email": company.email,
        "phone_number": company.address.phone if company.address else None,
        "identification_codes": [],
    }


def requirements_document(order: Order, kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """Who pays for the transport, or None."""
    place = order.bill_to
    if place is None:
        return None
    extras = kept.get("bill_to", {})
    contact = {"email": place.email, "phone_number": place.phone} if place.email or place.phone else None
    return {
        "bill_to": {
            "billing_company_name": shown_text(place.company_name) or "",
            "billing_address": address_document(place, extras.get("address", {})),
            "account_number": extras.get("account_number"),
            "billing_id": extras.get("billing_id"),
            "payment_term": extras.get("payment_term"),
            "contact": contact,
        }
    }
