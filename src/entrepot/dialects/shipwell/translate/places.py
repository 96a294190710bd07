"""Stops, suppliers and bill-to: what the book has columns for, and what stays in the extension.

The book's address has no geolocation, time zone, location number, plan window and the like; the wire has no contact,
phone and e-mail on a stop. Changing a place on one side keeps what only the other side knows.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from entrepot.book.orders.order import SupplierSnapshot
from entrepot.book.values.address import Address
from entrepot.dialects.shipwell.translate.values import moment_text
from entrepot.dialects.shipwell.wire.places import Address as WireAddress
from entrepot.dialects.shipwell.wire.places import BillTo, OrderStop, OrderSupplier, ReleaseStop
from entrepot.dialects.shipwell.wire.values import UNKNOWN_COUNTRY

# The qualifier under which the book keeps a supplier id it does not know.
SUPPLIER_ID = "SUPPLIER_ID"
_SHARED = ("line_1", "line_2", "line_3", "locality", "region", "postal_code")
_STOP_EXTRAS = ("urbanization", "residential", "timezone", "location_number", "custom_data")


def kept(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts that hold something: no null, no false, no empty list."""
    return {name: value for name, value in parts.items() if value not in (None, False, [])}


def book_address(place: WireAddress, before: Address | None = None) -> Address:
    """The place as the book's address; what the wire cannot say of it stays as it was."""
    values = {name: getattr(place, name) for name in _SHARED}
    country = None if place.country == UNKNOWN_COUNTRY else place.country
    return replace(before or Address(), country=country, **values)


def address_extras(place: WireAddress) -> dict[str, Any]:
    """What the book's address has no part for."""
    point = place.geolocation
    degrees = None if point is None else point.model_dump()
    return kept({"urbanization": place.urbanization, "residential": place.residential, "geolocation": degrees})


def book_stop(stop: ReleaseStop, before: Address | None = None) -> Address:
    """The stop's address, with the name over the door."""
    return replace(book_address(stop, before), company_name=stop.company_name)


def stop_extras(stop: ReleaseStop) -> dict[str, Any]:
    """What the book has no column for on a stop; its plan window is kept elsewhere."""
    references = [reference.model_dump() for reference in stop.references or ()]
    more = {name: getattr(stop, name) for name in _STOP_EXTRAS}
    return {**address_extras(stop), **kept({**more, "references": references})}


def window_extras(ship_to: OrderStop | None, ship_from: OrderStop | None) -> dict[str, str | None]:
    """The ends of the plan windows that the book has no column for, as sortable texts; None for an open end.

    The end of the delivery window is the order's due date.
    """
    ends: dict[str, str | None] = {}
    if ship_to is not None:
        ends["ship_to_window_start"] = moment_text(ship_to.window().start)
    if ship_from is not None:
        ends["ship_from_window_start"] = moment_text(ship_from.window().start)
        ends["ship_from_window_end"] = moment_text(ship_from.window().end)
    return ends


def supplier_snapshot(supplier: OrderSupplier | None, *, known: bool) -> SupplierSnapshot | None:
    """The supplier as the client describes it, or None when it says nothing at all.

    A supplier id that is not `known` to the book counts as one more identification code: a supplier may carry it.
    """
    if supplier is None:
        return None
    codes: list[tuple[str, str]] = [(code.qualifier, code.value) for code in supplier.identification_codes or ()]
    if supplier.supplier_id and not known:
        codes.append((SUPPLIER_ID, supplier.supplier_id))
    snapshot = SupplierSnapshot(
        name=supplier.name or None,
        email=supplier.email or None,
        phone=supplier.phone_number or None,
        address=None if supplier.address is None else book_address(supplier.address),
        identification_codes=tuple(codes),
    )
    return None if snapshot == SupplierSnapshot() else snapshot


def supplier_extras(supplier: OrderSupplier | None) -> dict[str, Any]:
    """What the book has no part for in the supplier's address."""
    return {} if supplier is None or supplier.address is None else address_extras(supplier.address)


def book_bill_to(bill_to: BillTo, before: Address | None = None) -> Address:
    """Who pays, as an address with its contact's phone and e-mail."""
    contact = bill_to.contact
    return replace(
        book_address(bill_to.billing_address, before),
        company_name=bill_to.billing_company_name,
        phone=contact.phone_number if contact else None,
        email=contact.email if contact else None,
    )


def bill_to_extras(bill_to: BillTo) -> dict[str, Any]:
    """What the book has no column for: account, billing id, transport payment term, parts of the address."""
    names = ("account_number", "billing_id", "payment_term")
    address = address_extras(bill_to.billing_address)
    return kept({**{name: getattr(bill_to, name) for name in names}, "address": address or None})
