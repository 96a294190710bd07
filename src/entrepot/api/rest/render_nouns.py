"""Suppliers, products, warehouses, companies, terms, tags and stock as the native door shows them."""

from decimal import Decimal
from typing import Any

from entrepot.api.rest.render_values import address_document, amount_document, money_document
from entrepot.book.catalog.product import Product
from entrepot.book.orders.tag import Tag
from entrepot.book.people.organization import Company, Organization
from entrepot.book.stock.level import StockLevel, StockMutation
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.quantity import plain
from entrepot.book.values.terms import PaymentTerm
from entrepot.book.warehouses.warehouse import Warehouse

Document = dict[str, Any]


def plain_or_none(number: Decimal | None) -> str | None:
    """A decimal as text, or None."""
    return None if number is None else plain(number)


def supplier_document(supplier: Supplier) -> Document:
    """A supplier."""
    currency = supplier.currency
    return {
        "id": supplier.id,
        "serial": supplier.serial,
        "name": supplier.name,
        "code": supplier.code,
        "account_reference": supplier.account_reference,
        "their_reference": supplier.their_reference,
        "emails": supplier.emails,
        "phone": supplier.phone,
        "address": address_document(supplier.address),
        "contacts": [
            {"name": contact.name, "email": contact.email, "phone": contact.phone} for contact in supplier.contacts
        ],
        "currency": currency,
        "payment_term_id": supplier.payment_term_id,
        "default_tax_rate": plain_or_none(supplier.default_tax_rate),
        "default_delivery_cost": amount_document(supplier.default_delivery_cost, currency),
        "minimum_order_value": amount_document(supplier.minimum_order_value, currency),
        "lead_time_days": supplier.lead_time_days,
        "identification_codes": [
            {"qualifier": known.qualifier, "value": known.value} for known in supplier.identification_codes
        ],
        "remarks": supplier.remarks,
        "over_receipt_percent": plain_or_none(supplier.over_receipt_percent),
        "short_receipt_percent": plain_or_none(supplier.short_receipt_percent),
        "active": supplier.active,
        "block": supplier.block.value,
        "version": supplier.version,
        "created_at": supplier.created_at,
        "updated_at": supplier.updated_at,
    }


def offer_document(offer: SupplierProduct, currency: str) -> Document:
    """A product as a supplier sells it; prices are in the supplier's currency."""
    return {
        "id": offer.id,
        "supplier_id": offer.supplier_id,
        "product_id": offer.product_id,
        "supplier_sku": offer.supplier_sku,
        "supplier_name": offer.supplier_name,
        "price": amount_document(offer.price, currency),
        "price_breaks": [
            {"minimum_quantity": plain(step.minimum_quantity), "price": amount_document(step.price, currency)}
            for step in offer.price_breaks
        ],
        "carton_quantity": plain_or_none(offer.carton_quantity),
        "minimum_quantity": plain_or_none(offer.minimum_quantity),
        "multiple": plain_or_none(offer.multiple),
        "lead_time_days": offer.lead_time_days,
        "priority": offer.priority,
        "supplier_stock_level": plain_or_none(offer.supplier_stock_level),
        "drop_shipment_cost": amount_document(offer.drop_shipment_cost, currency),
        "version": offer.version,
        "created_at": offer.created_at,
        "updated_at": offer.updated_at,
    }


def product_document(product: Product) -> Document:
    """A product; its weight is shown in grams."""
    size = product.dimensions
    return {
        "id": product.id,
        "serial": product.serial,
        "sku": product.sku,
        "name": product.name,
        "brand": product.brand,
        "description": product.description,
        "barcodes": [
            {"id": barcode.id, "code": barcode.code, "quantity": plain(barcode.quantity)}
            for barcode in product.barcodes
        ],
        "media": [{"id": media.id, "url": media.url} for media in product.media],
        "cost_price": money_document(product.cost_price),
        "regular_price": money_document(product.regular_price),
        "dimensions": None
        if size is None
        else {
            "length": plain(size.length),
            "width": plain(size.width),
            "height": plain(size.height),
            "unit": size.unit,
        },
        "weight": None if product.weight_grams is None else {"value": plain(product.weight_grams), "unit": "g"},
        "hs_code": product.hs_code,
        "country_of_origin": product.country_of_origin,
        "type": product.type.value,
        "whole_units": product.whole_units,
        "over_receipt_percent": plain_or_none(product.over_receipt_percent),
        "short_receipt_percent": plain_or_none(product.short_receipt_percent),
        "active": product.active,
        "version": product.version,
        "created_at": product.created_at,
        "updated_at": product.updated_at,
    }


def warehouse_document(warehouse: Warehouse) -> Document:
    """A warehouse."""
    return {
        "id": warehouse.id,
        "serial": warehouse.serial,
        "name": warehouse.name,
        "code": warehouse.code,
        "address": address_document(warehouse.address),
        "is_default": warehouse.is_default,
        "type": warehouse.type.value,
        "active": warehouse.active,
        "version": warehouse.version,
        "created_at": warehouse.created_at,
        "updated_at": warehouse.updated_at,
    }


def company_document(company: Company) -> Document:
    """A legal entity of the organization."""
    return {
        "id": company.id,
        "serial": company.serial,
        "name": company.name,
        "code": company.code,
        "currency": company.currency,
        "is_default": company.is_default,
        "active": company.active,
        "address": address_document(company.address),
        "email": company.email,
        "website": company.website,
        "version": company.version,
        "created_at": company.created_at,
        "updated_at": company.updated_at,
    }


def organization_document(organization: Organization) -> Document:
    """The organization itself."""
    return {
        "id": organization.id,
        "serial": organization.serial,
        "name": organization.name,
        "currency": organization.currency,
        "time_zone": organization.time_zone,
        "country": organization.country,
        "version": organization.version,
        "created_at": organization.created_at,
        "updated_at": organization.updated_at,
    }


def term_document(term: PaymentTerm) -> Document:
    """A payment term."""
    return {
        "id": term.id,
        "serial": term.serial,
        "name": term.name,
        "days": term.days,
        "discount_percent": plain_or_none(term.discount_percent),
        "discount_days": term.discount_days,
        "instalments": [{"percent": plain(part.percent), "days": part.days} for part in term.instalments],
        "version": term.version,
        "created_at": term.created_at,
        "updated_at": term.updated_at,
    }


def tag_document(tag: Tag) -> Document:
    """A tag."""
    return {
        "id": tag.id,
        "name": tag.name,
        "slug": tag.slug,
        "color": tag.color,
        "status": tag.status.value,
        "description": tag.description,
        "version": tag.version,
        "created_at": tag.created_at,
        "updated_at": tag.updated_at,
    }


def level_document(level: StockLevel) -> Document:
    """How much of a product lies in a warehouse."""
    return {
        "id": level.id,
        "product_id": level.product_id,
        "warehouse_id": level.warehouse_id,
        "on_hand": plain(level.on_hand),
        "allocated": plain(level.allocated),
        "available": plain(level.available),
        "version": level.version,
        "created_at": level.created_at,
        "updated_at": level.updated_at,
    }


def mutation_document(mutation: StockMutation) -> Document:
    """One entry of the stock ledger."""
    return {
        "id": mutation.id,
        "stock_level_id": mutation.stock_level_id,
        "product_id": mutation.product_id,
        "warehouse_id": mutation.warehouse_id,
        "kind": mutation.kind.value,
        "delta": plain(mutation.delta),
        "reason": mutation.reason,
        "reference": mutation.reference,
        "actor": {"id": mutation.actor_id, "name": mutation.actor_name},
        "created_at": mutation.created_at,
    }
