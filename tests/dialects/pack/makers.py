"""Orders of the book for tests that need no server, with stated defaults."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.book.catalog.product import Product, ProductType
from entrepot.book.orders.line import LineKind, OrderLine, PriceSource
from entrepot.book.orders.order import Billing, Order, OrderStatus, OrderType, Receiving, SupplierSnapshot, Totals

NOW = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)
ZERO = Decimal(0)
ORGANIZATION, COMPANY, WAREHOUSE, SUPPLIER, PRODUCT, ORDER, LINE = (UUID(int=number) for number in range(1, 8))


def make_line(**changes: Any) -> OrderLine:
    """Three pieces at 6.80."""
    line = OrderLine(
        id=LINE,
        serial=1001,
        position=1,
        kind=LineKind.GOODS,
        product_id=PRODUCT,
        sku="TEA-1",
        product_name="Smoked tea",
        supplier_sku=None,
        description=None,
        quantity_ordered=Decimal(3),
        unit=None,
        cases=None,
        units_per_case=None,
        unit_price=Decimal("6.80"),
        case_price=None,
        price_source=PriceSource.GIVEN,
        discount=None,
        tax_rate=ZERO,
        sell_ahead=ZERO,
        warehouse_id=None,
        requested_date=None,
        promised_date=None,
        quantity_confirmed=None,
        notes=None,
        net=Decimal("20.40"),
        tax=ZERO,
    )
    return replace(line, **changes)


def make_order(*lines: OrderLine, **changes: Any) -> Order:
    """A draft in euros with the given lines (or one of three pieces) and nothing Pack could not show but its money."""
    own = list(lines) or [make_line()]
    total = sum((line.net for line in own), ZERO)
    order = Order(
        organization_id=ORGANIZATION,
        id=ORDER,
        serial=1001,
        version=1,
        number="R-1",
        type=OrderType.PURCHASE,
        status=OrderStatus.DRAFT,
        company_id=COMPANY,
        supplier_id=SUPPLIER,
        supplier=SupplierSnapshot(name="Tidewater Teas"),
        warehouse_id=WAREHOUSE,
        currency="EUR",
        base_currency="EUR",
        exchange_rate=Decimal(1),
        title=None,
        description=None,
        vendor_note=None,
        start_date=None,
        expiration_date=None,
        due_at=None,
        raised_at=NOW,
        sent_at=None,
        confirmed_at=None,
        closed_at=None,
        canceled_at=None,
        held_at=None,
        hold_reason=None,
        delivery_cost=ZERO,
        discount=None,
        charges=(),
        payment_term_id=None,
        payment_reference=None,
        bill_to=None,
        ship_to=None,
        ship_from=None,
        references=(),
        tag_ids=(),
        source="pack",
        created_by_id=UUID(int=9),
        created_by_name="Ilse Verhoeven",
        created_by_serial=0,
        updated_by_name="Ilse Verhoeven",
        parent_order_id=None,
        parent_release_id=None,
        archived=False,
        approved=False,
        revision=0,
        totals=Totals(total, ZERO, ZERO, ZERO, ZERO, total, total),
        receiving=Receiving.NONE,
        received_percent=ZERO,
        done_percent=ZERO,
        billing=Billing.NONE,
        created_at=NOW,
        updated_at=NOW,
        lines=own,
    )
    return replace(order, **changes)


def make_product(**changes: Any) -> Product:
    """A tin of tea with nothing but a name."""
    product = Product(
        organization_id=ORGANIZATION,
        id=PRODUCT,
        serial=1001,
        sku="TEA-1",
        name="Smoked tea",
        brand=None,
        description=None,
        barcodes=(),
        media=(),
        cost_price=None,
        regular_price=None,
        dimensions=None,
        weight_grams=None,
        hs_code=None,
        country_of_origin=None,
        type=ProductType.STANDARD,
        whole_units=True,
        active=True,
        version=1,
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(product, **changes)
