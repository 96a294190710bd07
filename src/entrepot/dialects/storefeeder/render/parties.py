"""Suppliers, warehouses, products and supplier rows as the vendor shows them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from entrepot.book.catalog.product import Product, ProductType
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.address import Address
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.dialects.storefeeder.render.forms import Document, amount, currency, present, units_down, units_up
from entrepot.dialects.storefeeder.translate.parties import WAREHOUSE_WORDS
from entrepot.dialects.storefeeder.translate.words import kept
from entrepot.dialects.storefeeder.wire.countries import country_word


def supplier_document(supplier: Supplier) -> Document:
    """A supplier by itself."""
    own = kept(supplier.extension)
    minimum = supplier.minimum_order_value
    return present(
        {
            "SupplierGUID": str(supplier.id),
            "SupplierAddress": _supplier_address(supplier, own),
            "SupplierCode": supplier.code,
            "Email": supplier.emails[0] if supplier.emails else None,
            "MinimumOrderValue": amount(minimum) if minimum is not None else None,
            "SendBelowReorderLevelEmail": own.get("SendBelowReorderLevelEmail") is True,
            "BelowReorderLevelReportRecipientEmailAddress": own.get("BelowReorderLevelReportRecipientEmailAddress", []),
            "Reference": own.get("Reference"),
            "AccountNumber": supplier.account_reference,
            "CurrencyCode": supplier.currency,
            "SuppliersReference": supplier.their_reference,
            "SupplierID": supplier.serial,
            "Name": supplier.name,
        }
    )


def supplier_row(supplier: Supplier) -> Document:
    """A supplier in the list of all."""
    return {"Currency": currency(supplier.currency), **supplier_document(supplier)}


def _supplier_address(supplier: Supplier, own: Mapping[str, object]) -> Document | None:
    place = supplier.address or Address()
    first, last = _names(place.contact_name, own)
    shown = present(
        {
            "FirstName": first,
            "LastName": last,
            "Address1": place.line_1,
            "Address2": place.line_2,
            "Suite": place.line_3,
            "City": place.locality,
            "State": place.region,
            "Postcode": place.postal_code,
            "Country": country_word(place.country),
            "PhoneNumber": supplier.phone or place.phone,
        }
    )
    return shown or None


def _names(contact: str | None, own: Mapping[str, object]) -> tuple[object, object]:
    """First and last name: divided as they came while that still fits, else at the last space."""
    first, last = own.get("FirstName"), own.get("LastName")
    if " ".join(str(name) for name in (first, last) if name) == (contact or ""):
        return first, last
    head, _, tail = (contact or "").rpartition(" ")
    return (head or None, tail) if head else (tail or None, None)


def warehouse_document(warehouse: Warehouse) -> Document:
    """A warehouse."""
    own = kept(warehouse.extension)
    return present(
        {
            "ShippingAddress": _address(warehouse.address),
            "IsDefault": warehouse.is_default,
            "MetaPackWarehouseCode": own.get("MetaPackWarehouseCode"),
            "SenderName": warehouse.address.contact_name if warehouse.address is not None else None,
            "CollectionPoint": own.get("CollectionPoint"),
            "HandlingTime": own.get("HandlingTime"),
            "ApplyTaxToShipping": False,
            "WarehouseType": WAREHOUSE_WORDS[warehouse.type],
            "WarehouseName": warehouse.name,
            "WarehouseGuid": str(warehouse.id),
            "WarehouseID": warehouse.serial,
        }
    )


def _address(place: Address | None) -> Document | None:
    if place is None:
        return None
    return present(
        {
            "Address1": place.line_1,
            "Address2": place.line_2,
            "Address3": place.line_3,
            "City": place.locality,
            "State": place.region,
            "Postcode": place.postal_code,
            "Country": country_word(place.country),
        }
    )


def product_document(product: Product, rows: Iterable[Document] | None = None) -> Document:
    """A product; `rows` is what suppliers ask for it, None when that was not asked for."""
    is_kit = product.type is ProductType.BUNDLE
    return present(
        {
            "ProductID": product.serial,
            "SKU": product.sku,
            "Name": product.name,
            "ProductGUID": str(product.id),
            "ProductType": "Kit" if is_kit else "Simple",
            "Suppliers": None if rows is None else list(rows),
            "Brand": product.brand,
            "Description": product.description,
            "Archived": not product.active,
            "IsAkit": is_kit,
        }
    )


def offer_document(offer: SupplierProduct, supplier: Supplier | None) -> Document:
    """What a supplier asks for a product."""
    stock, carton, minimum = offer.supplier_stock_level, offer.carton_quantity, offer.minimum_quantity
    return present(
        {
            "Supplier": {"SupplierID": supplier.serial, "Name": supplier.name} if supplier is not None else None,
            "SupplierSKU": offer.supplier_sku,
            "SupplierCosts": amount(offer.price) if offer.price is not None else None,
            "SupplierStockLevel": units_down(stock) if stock is not None else None,
            "SupplierLeadTime": offer.lead_time_days,
            "SupplierCartonQuantities": units_down(carton) if carton is not None else None,
            "Priority": offer.priority,
            "SupplierMinOrderAmount": units_up(minimum) if minimum is not None else None,
        }
    )


def offer_row(offer: SupplierProduct, suppliers: Mapping[UUID, Supplier], products: Mapping[UUID, Product]) -> Document:
    """The same with the product it is about."""
    product = products.get(offer.product_id)
    named = {"ProductID": product.serial, "SKU": product.sku} if product is not None else {}
    return {**offer_document(offer, suppliers.get(offer.supplier_id)), **named}
