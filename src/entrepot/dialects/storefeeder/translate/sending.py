"""Suppliers, warehouses and orders of the book as requests to another StoreFeeder server."""

from typing import Any

from entrepot.actions.ports import Outgoing
from entrepot.book.exchange.errors import EXCHANGE_NOT_CARRIED
from entrepot.book.orders.line import OrderLine
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.address import Address
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.dialects.storefeeder.render.forms import amount, instant, units_up
from entrepot.dialects.storefeeder.render.parties import supplier_document
from entrepot.dialects.storefeeder.translate.parties import WAREHOUSE_WORDS
from entrepot.dialects.storefeeder.translate.words import kept
from entrepot.dialects.storefeeder.wire.countries import country_word
from entrepot.errors import Findings

REFERENCE_LENGTH = 50
QUANTITY_LIMIT = 999_999
MISSING = "-"
Document = dict[str, Any]


def supplier(thing: Supplier) -> Document:
    """A new supplier: what StoreFeeder shows of it, less its ids."""
    shown = supplier_document(thing)
    return {name: value for name, value in shown.items() if name not in {"SupplierGUID", "SupplierID"}}


def warehouse(thing: Warehouse) -> Document:
    """A new warehouse; StoreFeeder needs a whole address, so what is missing is a dash."""
    place, own = thing.address or Address(), kept(thing.extension)
    return {
        "ContactName": (place.contact_name or MISSING)[:50],
        "WarehouseName": thing.name[:50],
        "Address": (place.line_1 or MISSING)[:50],
        "Address1": place.line_2,
        "Address2": place.line_3,
        "City": (place.locality or MISSING)[:50],
        "County": place.region,
        "PostCode": (place.postal_code or MISSING)[:50],
        "Country": country_word(place.country) or "UNITEDKINGDOM",
        "CollectionPoint": own.get("CollectionPoint"),
        "MetaPackwarehouseCode": own.get("MetaPackWarehouseCode"),
        "HandlingTimeDays": own.get("HandlingTime", 0),
        "WarehouseType": WAREHOUSE_WORDS[thing.type],
    }


def order(outgoing: Outgoing) -> Document:
    """A new order; raises Invalid for what StoreFeeder cannot take."""
    found = outgoing.view.order
    findings = Findings()
    if found.supplier_id not in outgoing.suppliers:
        findings.add(("supplier_id",), EXCHANGE_NOT_CARRIED, "StoreFeeder needs a supplier of its own list.")
    if found.warehouse_id not in outgoing.warehouses:
        findings.add(("warehouse_id",), EXCHANGE_NOT_CARRIED, "StoreFeeder needs a warehouse of its own list.")
    if len(found.number) > REFERENCE_LENGTH:
        findings.add(("number",), EXCHANGE_NOT_CARRIED, "StoreFeeder's references have at most 50 characters.")
    if not found.lines:
        findings.add(("lines",), EXCHANGE_NOT_CARRIED, "StoreFeeder needs at least one line.")
    for index, line in enumerate(found.lines):
        if line.product_id not in outgoing.products:
            findings.add(("lines", index, "product_id"), EXCHANGE_NOT_CARRIED, "StoreFeeder takes no free text.")
        if line.quantity_ordered > QUANTITY_LIMIT:
            findings.add(("lines", index, "quantity"), EXCHANGE_NOT_CARRIED, "StoreFeeder counts to 999999.")
    findings.settle()
    return {
        "PurchaseOrderReference": found.number,
        "DeliveryCost": amount(found.delivery_cost),
        "SupplierID": int(outgoing.suppliers[found.supplier_id]),  # type: ignore[index]
        "WarehouseID": int(outgoing.warehouses[found.warehouse_id]),
        "DueDate": instant(found.due_at) if found.due_at is not None else None,
        "PaymentReference": found.payment_reference,
        "Lines": [_line(outgoing, line) for line in found.lines],
    }


def _line(outgoing: Outgoing, line: OrderLine) -> Document:
    return {
        "ProductID": int(outgoing.products[line.product_id]),  # type: ignore[index]
        "Qty": units_up(line.quantity_ordered),
        "SingleItemPrice": amount(line.unit_price),
        "TaxRate": amount(line.tax_rate),
    }
