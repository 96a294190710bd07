"""Suppliers, products, warehouses and stock in Pack's form; decimals are marked, so write it with `number_bytes`."""

from typing import Any

from entrepot.book.catalog.product import Dimensions, Product
from entrepot.book.orders.view import StockFigures
from entrepot.book.people.organization import Organization
from entrepot.book.stock.level import StockLevel
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.money import Money
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.dialects.pack.render.values import moment, money
from entrepot.dialects.pack.translate.catalog import TYPE_WORDS, needs_of
from entrepot.dialects.pack.translate.values import rounded_down, shown_centimetres, shown_grams, shown_hs_code
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.dialects.pack.wire.words import NEEDS
from entrepot.http.answer import number

Document = dict[str, Any]
NO_STOCK = StockFigures()


def supplier_document(supplier: Supplier) -> Document:
    """A supplier; `reference` is our account number with it."""
    return {
        "id": str(supplier.id),
        "name": supplier.name,
        "reference": supplier.account_reference,
        NAMES["emails"]: list(supplier.emails),
        "remarks": supplier.remarks or None,
        "created_at": moment(supplier.created_at),
        "updated_at": moment(supplier.updated_at),
    }


def product_document(product: Product, figures: StockFigures | None = None) -> Document:
    """A product with its barcodes, media and its stock over all warehouses."""
    stock = figures or NO_STOCK
    return {
        "id": str(product.id),
        "name": product.name,
        "brand_name": product.brand,
        "code": product.sku,
        NAMES["cost_price"]: _money(product.cost_price),
        NAMES["regular_price"]: _money(product.regular_price),
        **_measures(product),
        "description": product.description,
        **_figures(stock),
        "type": TYPE_WORDS[product.type],
        "created_at": moment(product.created_at),
        "updated_at": moment(product.updated_at),
        "barcodes": [
            {"id": str(code.id), "barcode": code.code, "quantity": rounded_down(code.quantity)}
            for code in product.barcodes
        ],
        NAMES["media"]: [
            {"id": str(each.id), "url": each.url, "url_medium": each.url, "url_thumb": each.url}
            for each in product.media
        ],
    }


def warehouse_product_document(product: Product) -> Document:
    """A product as a warehouse sees it: no prices, no quantities, no type."""
    return {
        "id": str(product.id),
        "organization_id": str(product.organization_id),
        "name": product.name,
        "brand_name": product.brand,
        "code": product.sku,
        **_measures(product),
        "created_at": moment(product.created_at),
        "updated_at": moment(product.updated_at),
    }


def warehouse_document(warehouse: Warehouse) -> Document:
    """A warehouse."""
    return {
        "id": str(warehouse.id),
        "name": warehouse.name,
        "created_at": moment(warehouse.created_at),
        "updated_at": moment(warehouse.updated_at),
    }


def organization_document(organization: Organization) -> Document:
    """An organization, as a warehouse needs to name it."""
    return {
        "id": str(organization.id),
        "name": organization.name,
        "created_at": moment(organization.created_at),
        "updated_at": moment(organization.updated_at),
    }


def product_warehouse_document(level: StockLevel, product: Product | None) -> Document:
    """What a warehouse has of a product, and what it must note when handling it."""
    needs = {} if product is None else needs_of(product)
    return {
        "product_id": str(level.product_id),
        "warehouse_id": str(level.warehouse_id),
        **{name: needs.get(name, False) for name in NEEDS},
        **_figures(StockFigures(level.on_hand, level.allocated)),
    }


def _measures(product: Product) -> Document:
    grams = product.weight_grams
    return {
        NAMES["dimensions"]: None if product.dimensions is None else _dimensions(product.dimensions),
        NAMES["weight"]: None if grams is None else {"value": number(shown_grams(grams), 0), "unit": "g"},
        "hs_code": shown_hs_code(product.hs_code),
        "country_code_of_origin": product.country_of_origin,
    }


def _dimensions(dimensions: Dimensions) -> Document:
    sides: Document = {
        name: number(shown_centimetres(getattr(dimensions, name), dimensions.unit), 0)
        for name in ("height", "length", "width")
    }
    return {**sides, "unit": "cm"}


def _figures(stock: StockFigures) -> Document:
    """Allocated, on hand, available, in whole pieces."""
    return {
        "quantity_allocated": rounded_down(stock.allocated),
        "quantity_on_hand": rounded_down(stock.on_hand),
        "quantity_available": rounded_down(stock.available),
    }


def _money(value: Money | None) -> Document | None:
    return None if value is None else {**money(value.amount, value.currency)}
