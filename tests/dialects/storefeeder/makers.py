"""Book objects for looking at what this dialect makes of them: one order of two lines, and whatever a test changes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.book.catalog.product import Product, ProductType
from entrepot.book.orders.line import LineKind, OrderLine, PriceSource
from entrepot.book.orders.order import Billing, Order, OrderStatus, OrderType, Receiving, SupplierSnapshot, Totals
from entrepot.book.orders.progress import progress
from entrepot.book.orders.totals import price_line, total_up
from entrepot.book.orders.view import OrderView
from entrepot.book.suppliers.supplier import Block, Supplier, SupplierProduct
from entrepot.book.values.currency import digits
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType

NOW = datetime(2026, 3, 3, 9, 15, 0, 500_000, tzinfo=UTC)
ORGANIZATION = UUID(int=1)
SUPPLIER = UUID(int=3)
QUAY = UUID(int=4)
BUOY = UUID(int=701)
ZERO = Decimal(0)
HAVE_DEFAULTS = {"deleted_at", "custom_data", "extension", "lines", "shipped", "tracking"}


def dec(text: str) -> Decimal:
    return Decimal(text)


def line(**given: Any) -> OrderLine:
    """12 buoys at 2.35 and 20 % VAT, unless told otherwise."""
    values: dict[str, Any] = {
        "id": UUID(int=901),
        "serial": 5501,
        "position": 1,
        "kind": LineKind.GOODS,
        "product_id": BUOY,
        "sku": "BUOY-S",
        "product_name": "Small buoy",
        "supplier_sku": None,
        "description": None,
        "quantity_ordered": dec("12"),
        "unit": None,
        "cases": None,
        "units_per_case": None,
        "unit_price": dec("2.35"),
        "case_price": None,
        "price_source": PriceSource.GIVEN,
        "discount": None,
        "tax_rate": dec("20"),
        "sell_ahead": ZERO,
        "warehouse_id": None,
        "requested_date": None,
        "promised_date": None,
        "quantity_confirmed": None,
        "notes": None,
        "net": ZERO,
        "tax": ZERO,
    }
    return OrderLine(**(values | given))


def order(*lines: OrderLine, **given: Any) -> Order:
    """A draft of 12 buoys with 6.50 delivery, unless told otherwise; its money and progress are worked out."""
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": UUID(int=801),
        "serial": 1207,
        "version": 1,
        "number": "QUAY-0042",
        "type": OrderType.PURCHASE,
        "status": OrderStatus.DRAFT,
        "company_id": UUID(int=2),
        "supplier_id": SUPPLIER,
        "supplier": SupplierSnapshot(name="Harbour Bits Ltd"),
        "warehouse_id": QUAY,
        "currency": "GBP",
        "base_currency": "GBP",
        "exchange_rate": dec("1"),
        "raised_at": NOW,
        "delivery_cost": dec("6.5"),
        "charges": (),
        "references": (),
        "tag_ids": (),
        "source": "storefeeder",
        "created_by_id": UUID(int=9),
        "created_by_name": "api.harbour",
        "created_by_serial": 3,
        "updated_by_name": "api.harbour",
        "archived": False,
        "approved": False,
        "revision": 0,
        "receiving": Receiving.NONE,
        "billing": Billing.NONE,
        "created_at": NOW,
        "updated_at": NOW,
        "totals": Totals(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, None),
        "lines": list(lines) or [line()],
    }
    absent = {name: None for name in Order.__dataclass_fields__ if name not in values and name not in HAVE_DEFAULTS}
    made = Order(**(absent | values | given))
    for each in made.lines:
        price_line(each, digits(made.currency))
    made.totals = total_up(
        made.lines,
        made.currency,
        discount=made.discount,
        delivery_cost=made.delivery_cost,
        charges=made.charges,
        exchange_rate=made.exchange_rate,
        base_currency=made.base_currency,
    )
    made.receiving = progress(made.lines).receiving
    return made


def supplier(**given: Any) -> Supplier:
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": SUPPLIER,
        "serial": 31,
        "name": "Harbour Bits Ltd",
        "code": "HARB",
        "their_reference": "ENT-1",
        "emails": (),
        "contacts": (),
        "currency": "GBP",
        "identification_codes": (),
        "active": True,
        "block": Block.NONE,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    absent = {name: None for name in Supplier.__dataclass_fields__ if name not in values and name not in HAVE_DEFAULTS}
    return Supplier(**(absent | values | given))


def buoy() -> Product:
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": BUOY,
        "serial": 9001,
        "sku": "BUOY-S",
        "name": "Small buoy",
        "barcodes": (),
        "media": (),
        "type": ProductType.STANDARD,
        "whole_units": True,
        "active": True,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    absent = {name: None for name in Product.__dataclass_fields__ if name not in values and name not in HAVE_DEFAULTS}
    return Product(**(absent | values))


def offer(**given: Any) -> SupplierProduct:
    """The buoy in cartons of 6."""
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": UUID(int=750),
        "supplier_id": SUPPLIER,
        "product_id": BUOY,
        "price_breaks": (),
        "carton_quantity": dec("6"),
        "priority": 1,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    names = SupplierProduct.__dataclass_fields__
    absent = {name: None for name in names if name not in values and name not in HAVE_DEFAULTS}
    return SupplierProduct(**(absent | values | given))


def view(shown: Order | None = None, **given: Any) -> OrderView:
    """An order with its supplier, warehouse, product and the supplier's row for it."""
    warehouse = Warehouse(
        ORGANIZATION, QUAY, 5, "North Quay", None, None, True, WarehouseType.STANDARD, True, 1, NOW, NOW
    )
    values: dict[str, Any] = {
        "order": shown or order(),
        "supplier": supplier(),
        "warehouses": {QUAY: warehouse},
        "products": {BUOY: buoy()},
        "offers": {BUOY: offer()},
    }
    return OrderView(**(values | given))
