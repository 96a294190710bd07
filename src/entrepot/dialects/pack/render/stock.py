"""Stock, its mutations and what to replenish, in Pack's form. Places smaller than a warehouse are always null."""

from typing import Any

from entrepot.book.catalog.product import Product
from entrepot.book.receiving.receipt import SerialNumber
from entrepot.book.stock.level import StockLevel, StockMutation
from entrepot.dialects.pack.render.catalog import warehouse_product_document
from entrepot.dialects.pack.render.values import moment
from entrepot.dialects.pack.translate.values import cut, rounded_down, rounded_up
from entrepot.dialects.pack.wire.names import INFERRED as NAMES

Document = dict[str, Any]


def stock_document(level: StockLevel) -> Document:
    """What lies in a warehouse of a product, all lots together."""
    return {
        "id": str(level.id),
        "locatable_id": None,
        "locatable_type": None,
        "product_id": str(level.product_id),
        "quantity_allocated": rounded_down(level.allocated),
        "quantity_on_hand": rounded_down(level.on_hand),
        "quantity_available": rounded_down(level.available),
        "expiry_date": None,
        "lot_number": None,
        "created_at": moment(level.created_at),
        "updated_at": moment(level.updated_at),
    }


def warehouse_mutation_document(mutation: StockMutation) -> Document:
    """Units that came or went, as the warehouse sees it."""
    return {
        "id": str(mutation.id),
        "locatable_id": None,
        "locatable_type": None,
        "product_id": str(mutation.product_id),
        "stock_id": str(mutation.stock_level_id),
        "delta": cut(mutation.delta),
        "reason": mutation.reason,
        "expiry_date": None if mutation.expiry is None else mutation.expiry.isoformat(),
        "lot_number": mutation.lot,
        "created_at": moment(mutation.created_at),
        NAMES["created_by"]: {"name": mutation.actor_name, NAMES["avatar"]: None},
    }


def mutation_document(mutation: StockMutation) -> Document:
    """The same as the organization sees it; the book has no workstations."""
    shown = warehouse_mutation_document(mutation)
    return {**shown, "warehouse_id": str(mutation.warehouse_id), "workstation_id": None}


def serial_document(unit: SerialNumber, level: StockLevel | None) -> Document:
    """One unit; without a stock once it has left."""
    return {
        "id": str(unit.id),
        "code": unit.code,
        "product_id": str(unit.product_id),
        "stock_id": str(level.id) if level is not None and unit.present else None,
        "created_at": moment(unit.created_at),
        "updated_at": moment(unit.updated_at),
    }


def replenishment_document(level: StockLevel, product: Product | None) -> Document:
    """How much of a product is missing for what is promised."""
    return {
        "product_id": str(level.product_id),
        "quantity_recommended": rounded_up(-level.available),
        NAMES["product"]: None if product is None else warehouse_product_document(product),
    }
