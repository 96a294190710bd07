"""Suppliers, products and orders of the book as requests to another Pack server: the inverse of reading requests."""

from decimal import Decimal
from typing import Any

from entrepot.actions.ports import Outgoing
from entrepot.book.catalog.product import Product
from entrepot.book.exchange.errors import EXCHANGE_NOT_CARRIED
from entrepot.book.orders.line import OrderLine, PriceSource
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.money import Money, rounded
from entrepot.dialects.pack.render.catalog import product_document
from entrepot.dialects.pack.render.values import money
from entrepot.dialects.pack.translate.values import rounded_down, rounded_up
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.errors import Findings

PRICE_DIGITS = 4
Document = dict[str, Any]


def supplier(thing: Supplier) -> Document:
    """A new supplier."""
    return {
        "name": thing.name,
        "reference": thing.account_reference,
        NAMES["emails"]: list(thing.emails),
        "remarks": thing.remarks,
    }


def product(thing: Product) -> Document:
    """A new product: what Pack shows of it, less what only the server knows."""
    shown = product_document(thing)
    names = ("name", "brand_name", "code", "hs_code", "country_code_of_origin", "description", "type")
    return {
        **{name: shown[name] for name in names},
        NAMES["dimensions"]: shown[NAMES["dimensions"]],
        NAMES["weight"]: shown[NAMES["weight"]],
        "barcodes": [{"barcode": each["barcode"], "quantity": max(1, each["quantity"])} for each in shown["barcodes"]],
        NAMES["cost_price"]: _price(thing.cost_price),
        NAMES["regular_price"]: _price(thing.regular_price),
    }


def order(outgoing: Outgoing) -> Document:
    """A new order; raises Invalid for what Pack cannot take: no supplier of the book, or a line without a product."""
    found = outgoing.view.order
    findings = Findings()
    if found.supplier_id not in outgoing.suppliers:
        findings.add(("supplier_id",), EXCHANGE_NOT_CARRIED, "Pack needs a supplier of its own list.")
    if not found.lines:
        findings.add(("lines",), EXCHANGE_NOT_CARRIED, "Pack needs at least one line.")
    for index, line in enumerate(found.lines):
        if line.product_id not in outgoing.products:
            findings.add(("lines", index, "product_id"), EXCHANGE_NOT_CARRIED, "Pack takes no line of free text.")
        if line.quantity_ordered <= 0:
            findings.add(("lines", index, "quantity"), EXCHANGE_NOT_CARRIED, "Pack takes no line of no pieces.")
    findings.settle()
    return {
        "supplier_id": outgoing.suppliers[found.supplier_id],  # type: ignore[index]
        "reference": found.number,
        "lines": [_line(outgoing, line, found.currency) for line in found.lines],
    }


def _line(outgoing: Outgoing, line: OrderLine, currency: str) -> Document:
    unpriced = line.price_source is PriceSource.NONE and not line.unit_price
    return {
        "product_id": outgoing.products[line.product_id],  # type: ignore[index]
        "quantity_ordered": rounded_up(line.quantity_ordered),
        NAMES["price"]: None if unpriced else _money(line.unit_price, currency),
        "sell_ahead": rounded_down(line.sell_ahead),
    }


def _price(value: Money | None) -> Document | None:
    return None if value is None else _money(value.amount, value.currency)


def _money(value: Decimal, currency: str) -> Document:
    return {**money(rounded(value, PRICE_DIGITS), currency)}
