"""Orders of the book as requests to another Sellercloud server: the inverse of reading requests."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from entrepot.actions.ports import Outgoing
from entrepot.book.exchange.errors import EXCHANGE_NOT_CARRIED
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.orders.totals import exact_unit_price
from entrepot.book.values.address import Address
from entrepot.book.values.money import rounded
from entrepot.book.values.quantity import is_whole
from entrepot.dialects.sellercloud.render.forms import amount, instant, units_up
from entrepot.dialects.sellercloud.render.totals import charge_totals
from entrepot.dialects.sellercloud.translate.words import DISCOUNT_NUMBERS, TYPE_NUMBERS
from entrepot.errors import Findings

PRICE_PLACES = 6
ZERO = Decimal(0)
Document = dict[str, Any]


def order(outgoing: Outgoing, company: int) -> Document:
    """A new order; raises Invalid for what Sellercloud cannot take."""
    found = outgoing.view.order
    findings = Findings()
    if found.supplier_id not in outgoing.suppliers:
        findings.add(("supplier_id",), EXCHANGE_NOT_CARRIED, "Sellercloud needs a vendor of its own list.")
    if not found.lines:
        findings.add(("lines",), EXCHANGE_NOT_CARRIED, "Sellercloud needs at least one product.")
    for index, line in enumerate(found.lines):
        if line.product_id not in outgoing.products:
            findings.add(("lines", index, "product_id"), EXCHANGE_NOT_CARRIED, "Sellercloud takes no free text.")
        if line.quantity_ordered <= 0:
            findings.add(("lines", index, "quantity"), EXCHANGE_NOT_CARRIED, "Sellercloud takes no line of no units.")
    findings.settle()
    by_case = all(_in_whole_cases(line) for line in found.lines)
    return {
        "CompanyID": company,
        "VendorID": int(outgoing.suppliers[found.supplier_id]),  # type: ignore[index]
        "POType": TYPE_NUMBERS[found.type],
        "CaseQtyMode": by_case,
        "DefaultWarehouseID": _one_warehouse(outgoing),
        "Description": title_of(found),
        "VendorNote": found.vendor_note,
        "Products": [_product(outgoing, line, by_case=by_case) for line in found.lines],
        "ShippingAddress": _address(found.ship_to),
    }


def title_of(order: Order) -> str:
    """What the order is called there: its title, else its number."""
    return order.title or order.number


def header(order: Order) -> Document:
    """The dates, which only the header call takes while the tenant does not ask for them on entry."""
    expires = order.expiration_date
    dates = {
        "ExpectedDeliveryDate": instant(order.due_at),
        "CancelByDate": expires.isoformat() if expires is not None else None,
    }
    return {name: value for name, value in dates.items() if value is not None}


def totals(order: Order) -> Document:
    """Tax, other charges and delivery as the total call takes them."""
    shown = charge_totals(order)
    other = sum((value for name, value in shown.items() if name != "TaxTotal"), ZERO)
    figures: Mapping[str, Decimal] = {
        "TaxTotal": shown["TaxTotal"],
        "OtherTotal": other,
        "ShippingTotal": order.totals.delivery,
    }
    return {name: amount(value) for name, value in figures.items() if value}


def _one_warehouse(outgoing: Outgoing) -> int | None:
    """The order's warehouse, unless some line has another one: then the lines name theirs."""
    found = outgoing.view.order
    known = outgoing.warehouses.get(found.warehouse_id)
    apart = any(line.warehouse_id not in (None, found.warehouse_id) for line in found.lines)
    return None if known is None or apart else int(known)


def _in_whole_cases(line: OrderLine) -> bool:
    return bool(line.cases and line.units_per_case and is_whole(line.cases) and is_whole(line.units_per_case))


def _product(outgoing: Outgoing, line: OrderLine, *, by_case: bool) -> Document:
    amounts: Document = {
        "QtyUnitsOrdered": units_up(line.quantity_ordered),
        "UnitPrice": amount(rounded(exact_unit_price(line), PRICE_PLACES)),
    }
    if by_case:
        amounts = {
            "QtyCasesOrdered": units_up(line.cases or ZERO),
            "QtyUnitsPerCase": units_up(line.units_per_case or ZERO),
            "CasePrice": amount(line.case_price or ZERO),
        }
    off = line.discount
    place = outgoing.warehouses.get(line.warehouse_id or outgoing.view.order.warehouse_id)
    return {
        "ProductID": outgoing.products[line.product_id],  # type: ignore[index]
        **amounts,
        "DiscountType": None if off is None else DISCOUNT_NUMBERS[off.type],
        "DiscountValue": None if off is None else amount(off.value),
        "WarehouseID": None if place is None else int(place),
        "ItemNotes": line.notes,
    }


def _address(place: Address | None) -> Document | None:
    """An address; without its country Sellercloud takes none."""
    if place is None or not place.country:
        return None
    first, _, last = (place.contact_name or "").partition(" ")
    return {
        "FirstName": first,
        "LastName": last,
        "Business": place.company_name,
        "AddressLine1": place.line_1,
        "AddressLine2": ", ".join(part for part in (place.line_2, place.line_3) if part),
        "City": place.locality,
        "State": place.region,
        "ZipCode": place.postal_code,
        "Country": place.country,
        "Phone": place.phone,
    }
