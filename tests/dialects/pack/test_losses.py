"""What Pack cannot carry is listed, and only when it is there."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from entrepot.book.orders.line import Discount, DiscountType, LineKind, PriceSource
from entrepot.book.orders.order import Charge, OrderType, Reference, SupplierSnapshot
from entrepot.book.orders.view import OrderView
from entrepot.book.values.address import Address
from entrepot.dialects.pack.port import dialect
from tests.dialects.pack.makers import NOW, PRODUCT, make_line, make_order, make_product

ALWAYS = {"company_id", "warehouse_id", "totals"}
PLACE = Address(line_1="Quay 4")


def lost(view: OrderView) -> set[str]:
    return {loss.field for loss in dialect.show(view).losses}


def test_a_plain_order_loses_only_what_pack_never_shows() -> None:
    assert lost(OrderView(make_order())) == ALWAYS


@pytest.mark.parametrize(
    "change",
    [
        {"type": OrderType.CREDIT_MEMO},
        {"title": "Spring"},
        {"description": "For the fair"},
        {"vendor_note": "Knock"},
        {"start_date": date(2026, 3, 1)},
        {"expiration_date": date(2026, 5, 1)},
        {"due_at": NOW},
        {"raised_at": NOW - timedelta(days=1)},
        {"held_at": NOW},
        {"delivery_cost": Decimal(5)},
        {"discount": Discount(DiscountType.PERCENT, Decimal(5))},
        {"charges": (Charge("Customs", Decimal(3)),)},
        {"payment_term_id": UUID(int=20)},
        {"payment_reference": "P-1"},
        {"bill_to": PLACE},
        {"ship_to": PLACE},
        {"ship_from": PLACE},
        {"references": (Reference("QUOTE", "Q-1"),)},
        {"archived": True},
        {"approved": True},
        {"custom_data": {"season": "spring"}},
    ],
)
def test_a_header_field_without_a_place_is_a_loss(change: dict[str, Any]) -> None:
    assert lost(OrderView(make_order(**change))) == {*ALWAYS, *change}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": LineKind.SERVICE},
        {"description": "Gift wrapped"},
        {"supplier_sku": "TW-1"},
        {"unit": "box"},
        {"cases": Decimal(2)},
        {"case_price": Decimal(10)},
        {"discount": Discount(DiscountType.AMOUNT, Decimal(1))},
        {"tax_rate": Decimal(21)},
        {"warehouse_id": UUID(int=30)},
        {"requested_date": NOW},
        {"promised_date": NOW},
        {"quantity_confirmed": Decimal(0)},
        {"notes": "Top shelf"},
        {"custom_data": {"colour": "red"}},
        {"quantity_returned": Decimal(1)},
        {"quantity_written_off": Decimal(1)},
        {"quantity_rejected": Decimal(1)},
        {"over_receipt_percent": Decimal(0)},
        {"short_receipt_percent": Decimal(5)},
        {"quantity_released": Decimal(1)},
        {"quantity_billed": Decimal(1)},
        {"quantity_ordered": Decimal("2.5")},
        {"quantity_received": Decimal("0.5")},
        {"sell_ahead": Decimal("0.5")},
    ],
)
def test_a_line_field_without_a_place_is_a_loss(change: dict[str, Any]) -> None:
    view = OrderView(make_order(make_line(), make_line(**change)))
    assert lost(view) == {*ALWAYS, *(f"lines.{name}" for name in change)}


def test_a_supplier_outside_the_book_is_a_loss() -> None:
    order = make_order(supplier_id=None, supplier=SupplierSnapshot(name="Somebody"))
    assert lost(OrderView(order)) == {*ALWAYS, "supplier"}
    shown = dialect.show(OrderView(order)).document["data"]
    assert (shown["supplier_id"], shown["supplier"]) == (None, None)


def test_a_currency_no_price_names_is_a_loss() -> None:
    line = make_line(unit_price=Decimal(0), price_source=PriceSource.NONE)
    assert "currency" in lost(OrderView(make_order(line)))


def test_tags_are_a_loss() -> None:
    assert "tags" in lost(OrderView(make_order(tag_ids=(UUID(int=40),))))


@pytest.mark.parametrize(
    ("code", "is_lost"), [("09023000", True), ("9023.00", True), ("9023000", False), (None, False)]
)
def test_a_customs_code_that_is_no_plain_number_is_a_loss(code: str | None, is_lost: bool) -> None:
    product = replace(make_product(), hs_code=code)
    view = OrderView(make_order(), products={PRODUCT: product})
    assert ("lines.product.hs_code" in lost(view)) is is_lost


def test_a_free_text_line_has_no_product() -> None:
    line = make_line(product_id=None, sku=None, product_name=None, description="Pallet fee")
    wire = dialect.show(OrderView(make_order(line)))
    (shown,) = wire.document["data"]["lines"]
    assert (shown["product_id"], shown["product"]) == (None, None)
    assert "lines.description" in {loss.field for loss in wire.losses}


def test_no_field_is_named_twice() -> None:
    line = make_line(quantity_ordered=Decimal("2.5"))
    fields = [loss.field for loss in dialect.show(OrderView(make_order(line, line))).losses]
    assert len(fields) == len(set(fields))
