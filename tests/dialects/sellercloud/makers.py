"""Book objects for looking at what this dialect makes of them: one order of two lines, and whatever a test changes."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.book.orders.line import Discount, DiscountType, LineKind, OrderLine, PriceSource
from entrepot.book.orders.order import (
    Billing,
    Order,
    OrderStatus,
    OrderType,
    Receiving,
    SupplierSnapshot,
    Totals,
)
from entrepot.book.orders.totals import price_line, total_up
from entrepot.book.orders.view import OrderView
from entrepot.book.people.organization import Company
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.suppliers.supplier import Block, Supplier
from entrepot.book.values.address import Address
from entrepot.book.values.currency import digits
from entrepot.book.values.terms import PaymentTerm
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType

NOW = datetime(2026, 3, 2, 14, 5, 11, 120_000, tzinfo=UTC)
ORGANIZATION = UUID(int=1)
COMPANY = UUID(int=2)
SUPPLIER = UUID(int=3)
QUAY = UUID(int=4)
DEPOT = UUID(int=5)
TERM = UUID(int=6)
ZERO = Decimal(0)


def dec(text: str) -> Decimal:
    return Decimal(text)


def line(**given: Any) -> OrderLine:
    """120 notebooks at 2.40 less 10 %, unless told otherwise."""
    values: dict[str, Any] = {
        "id": UUID(int=901),
        "serial": 91001,
        "position": 1,
        "kind": LineKind.GOODS,
        "product_id": UUID(int=701),
        "sku": "NB-A5-DOT",
        "product_name": "Dotted notebook A5",
        "supplier_sku": None,
        "description": None,
        "quantity_ordered": dec("120"),
        "unit": None,
        "cases": None,
        "units_per_case": None,
        "unit_price": dec("2.40"),
        "case_price": None,
        "price_source": PriceSource.GIVEN,
        "discount": Discount(DiscountType.PERCENT, dec("10")),
        "tax_rate": ZERO,
        "sell_ahead": ZERO,
        "warehouse_id": None,
        "requested_date": None,
        "promised_date": None,
        "quantity_confirmed": None,
        "notes": "dotted",
        "net": ZERO,
        "tax": ZERO,
    }
    return OrderLine(**(values | given))


def pens(**given: Any) -> OrderLine:
    """300 pens at 0.85."""
    return line(
        **{
            "id": UUID(int=902),
            "serial": 91002,
            "position": 2,
            "product_id": UUID(int=702),
            "sku": "PEN-GEL-05",
            "product_name": "Gel pen 0.5",
            "quantity_ordered": dec("300"),
            "unit_price": dec("0.85"),
            "discount": None,
            "notes": None,
        }
        | given
    )


def tape(**given: Any) -> OrderLine:
    """8 cases of 36 rolls at 54.00 a case, less 0.10 a roll, for the depot."""
    return line(
        **{
            "id": UUID(int=903),
            "serial": 91003,
            "product_id": UUID(int=703),
            "sku": "TAPE-48MM",
            "product_name": "Tape 48 mm",
            "quantity_ordered": dec("288"),
            "cases": dec("8"),
            "units_per_case": dec("36"),
            "unit_price": dec("1.5"),
            "case_price": dec("54.00"),
            "discount": Discount(DiscountType.AMOUNT, dec("0.10")),
            "warehouse_id": DEPOT,
            "notes": None,
        }
        | given
    )


def order(*lines: OrderLine, **given: Any) -> Order:
    """A saved order of the notebooks and pens, unless told otherwise; its money is worked out."""
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": UUID(int=801),
        "serial": 50231,
        "version": 1,
        "number": "PO-000001",
        "type": OrderType.PURCHASE,
        "status": OrderStatus.DRAFT,
        "company_id": COMPANY,
        "supplier_id": SUPPLIER,
        "supplier": SupplierSnapshot(name="Birch & Fen"),
        "warehouse_id": QUAY,
        "currency": "USD",
        "base_currency": "USD",
        "exchange_rate": dec("1"),
        "title": "Spring restock",
        "description": None,
        "vendor_note": "Call before delivery",
        "raised_at": NOW,
        "delivery_cost": ZERO,
        "charges": (),
        "references": (),
        "tag_ids": (),
        "source": "sellercloud",
        "created_by_id": UUID(int=9),
        "created_by_name": "ops@harborrow.example",
        "created_by_serial": 1001,
        "updated_by_name": "ops@harborrow.example",
        "archived": False,
        "approved": False,
        "revision": 0,
        "receiving": Receiving.NONE,
        "billing": Billing.NONE,
        "created_at": NOW,
        "updated_at": NOW,
        "totals": Totals(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, None),
        "lines": list(lines) or [line(), pens()],
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
    return made


HAVE_DEFAULTS = {"deleted_at", "custom_data", "extension", "shipped", "tracking"}


def warehouse(id: UUID = QUAY, serial: int = 77, **given: Any) -> Warehouse:
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": id,
        "serial": serial,
        "name": "Quay",
        "code": None,
        "address": Address(company_name="Harbor Row Goods", line_1="9 Pier Rd", locality="Portland", country="US"),
        "is_default": True,
        "type": WarehouseType.STANDARD,
        "active": True,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Warehouse(**(values | given))


def company(**given: Any) -> Company:
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": COMPANY,
        "serial": 12,
        "name": "Harbor Row Goods",
        "code": "HRG",
        "currency": "USD",
        "is_default": True,
        "active": True,
        "address": Address(line_1="7 Quay St", locality="Portland", region="ME", postal_code="04101", country="US"),
        "email": "office@harborrow.example",
        "website": None,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Company(**(values | given))


def supplier(**given: Any) -> Supplier:
    values: dict[str, Any] = {
        "organization_id": ORGANIZATION,
        "id": SUPPLIER,
        "serial": 4410,
        "name": "Birch & Fen",
        "code": "BF",
        "account_reference": "HR-118",
        "emails": ("orders@birchfen.example", "copy@birchfen.example"),
        "contacts": (),
        "currency": "USD",
        "identification_codes": (),
        "active": True,
        "block": Block.NONE,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    absent = {name: None for name in Supplier.__dataclass_fields__ if name not in values and name not in HAVE_DEFAULTS}
    return Supplier(**(absent | values | given))


def view(shown: Order | None = None, settings: dict[str, object] | None = None, **given: Any) -> OrderView:
    """An order with its company, supplier and two warehouses."""
    values: dict[str, Any] = {
        "order": shown or order(),
        "settings": OrganizationSettings(settings or {}),
        "supplier": supplier(),
        "company": company(),
        "term": PaymentTerm(ORGANIZATION, TERM, 3, "Net 30", 30, None, None, (), 1, NOW, NOW, {}),
        "warehouses": {QUAY: warehouse(), DEPOT: warehouse(DEPOT, 78, name="Depot", address=None, is_default=False)},
    }
    return OrderView(**(values | given))


def changed(base: OrderView, **given: Any) -> OrderView:
    """The view with its order's fields changed."""
    return replace(base, order=replace(base.order, **given))
