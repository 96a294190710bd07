"""What an order looks like on this wire, from book objects made by hand."""

import json
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.orders.line import Discount, DiscountType, LineKind
from entrepot.book.orders.order import Charge, OrderStatus, Receiving, SupplierSnapshot
from entrepot.book.orders.view import OrderView
from entrepot.book.values.address import Address
from entrepot.dialects.sellercloud.port import dialect
from entrepot.dialects.sellercloud.render.detail import detail
from entrepot.dialects.sellercloud.render.rows import row
from entrepot.dialects.sellercloud.translate.words import status_word, wire_path
from entrepot.dialects.sellercloud.wire.detail import Detail
from entrepot.dialects.sellercloud.wire.rows import Row
from entrepot.http.answer import number_bytes
from tests.dialects.sellercloud.makers import dec, line, order, pens, tape, view


def shown(given_view: OrderView) -> Any:
    return json.loads(number_bytes(detail(given_view)), parse_float=Decimal)


def losses(given_view: OrderView) -> set[str]:
    return {loss.field for loss in dialect.show(given_view).losses}


@pytest.mark.parametrize(
    ("status", "receiving", "word", "received"),
    [
        (OrderStatus.DRAFT, Receiving.NONE, 0, 0),
        (OrderStatus.SENT, Receiving.NONE, 1, 0),
        (OrderStatus.SENT, Receiving.EXPECTED, 1, 0),
        (OrderStatus.CONFIRMED, Receiving.NONE, 2, 0),
        (OrderStatus.CONFIRMED, Receiving.ARRIVING, 2, 0),
        (OrderStatus.DRAFT, Receiving.PARTIAL, 0, 1),
        (OrderStatus.SENT, Receiving.PARTIAL, 1, 1),
        (OrderStatus.SENT, Receiving.FULL, 3, 2),
        (OrderStatus.DRAFT, Receiving.OVER, 3, 2),
        (OrderStatus.CLOSED, Receiving.PARTIAL, 5, 1),
        (OrderStatus.CLOSED, Receiving.FULL, 5, 2),
        (OrderStatus.CANCELED, Receiving.NONE, 4, 0),
    ],
)
def test_the_status_word_follows_the_orders_life(
    status: OrderStatus, receiving: Receiving, word: int, received: int
) -> None:
    made = order(status=status, receiving=receiving)
    assert status_word(made) == word
    statuses = shown(view(made))["Statuses"]
    assert (statuses["Status"], statuses["ReceivingStatus"]) == (word, received)


def test_both_shapes_of_an_order_fit_what_the_openapi_document_promises() -> None:
    for made in (order(), order(tape()), order(line(product_id=None, sku=None, product_name=None, description="Rent"))):
        Detail.model_validate(shown(view(made)))
        Row.model_validate(json.loads(number_bytes(row(view(made))), parse_float=Decimal))


UNITS = st.integers(1, 10**6)
PRICES = st.decimals(0, 10**6, places=6)


def half_up(value: Fraction) -> Decimal:
    cents = value * 100
    return Decimal((cents.numerator * 2 + cents.denominator) // (cents.denominator * 2)).scaleb(-2)


@given(UNITS, PRICES, st.decimals(0, 100, places=4))
def test_a_percentage_lowers_the_price_of_a_unit_before_multiplying(
    units: int, price: Decimal, percent: Decimal
) -> None:
    made = order(
        line(quantity_ordered=Decimal(units), unit_price=price, discount=Discount(DiscountType.PERCENT, percent))
    )
    expected = half_up(Fraction(units) * Fraction(price) * (1 - Fraction(percent) / 100))
    document = shown(view(made))
    assert document["Items"][0]["Total"] == document["TotalInfo"]["GrandTotal"] == expected


@given(UNITS, st.integers(1, 999), PRICES, st.decimals(0, 1, places=3))
def test_by_case_a_fixed_discount_is_per_unit_and_the_case_price_never_drifts(
    cases: int, per_case: int, case_price: Decimal, share: Decimal
) -> None:
    off = (case_price * share / per_case).quantize(Decimal("0.000001"), rounding="ROUND_DOWN")
    made = order(
        tape(
            cases=Decimal(cases),
            units_per_case=Decimal(per_case),
            quantity_ordered=Decimal(cases * per_case),
            case_price=case_price,
            unit_price=(case_price / per_case).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP),
            discount=Discount(DiscountType.AMOUNT, off),
        )
    )
    expected = half_up(cases * Fraction(case_price) - cases * per_case * Fraction(off))
    document = shown(view(made))
    assert document["Items"][0]["Total"] == document["TotalInfo"]["SubTotal"] == expected
    assert document["Items"][0]["CostPerCase"] == document["Items"][0]["PricePerCase"] == case_price


@given(st.lists(st.tuples(UNITS, PRICES), min_size=1, max_size=8), PRICES, PRICES)
def test_the_grand_total_is_the_sum_of_what_is_shown(
    goods: list[tuple[int, Decimal]], delivery: Decimal, customs: Decimal
) -> None:
    lines = [line(quantity_ordered=Decimal(units), unit_price=price, discount=None) for units, price in goods]
    charges = (Charge("Customs", customs), Charge("Pallets", Decimal("2.50")))
    total = shown(view(order(*lines, delivery_cost=delivery, charges=charges)))["TotalInfo"]
    parts = ("SubTotal", "ShippingTotal", "TaxTotal", "OtherTotal", "CustomsTotal", "DropShipFeeTotal", "SmallOrderFee")
    assert total["GrandTotal"] == sum(total[name] for name in parts) - total["DiscountTotal"]
    assert total["OtherTotal"] == Decimal("2.5")


def test_what_has_not_come_is_valued_at_the_price_after_discount() -> None:
    half = line(quantity_received=dec("60"))
    over = pens(quantity_received=dec("310"))
    assert shown(view(order(half, over)))["TotalInfo"]["UnreceivedTotal"] == dec("129.6")


def test_returned_goods_count_as_not_received() -> None:
    document = shown(view(order(line(quantity_received=dec("60"), quantity_returned=dec("20")))))
    assert document["Items"][0]["QtyReceived"] == 40


def test_one_line_by_unit_makes_the_whole_order_one_by_unit() -> None:
    mixed = view(order(tape(), pens()))
    document = shown(mixed)
    assert document["Metadata"]["EnableCaseQty"] is False
    assert [item["TotalCases"] for item in document["Items"]] == [0, 0]
    assert document["Items"][0]["QtyOrdered"] == 288
    assert "lines.cases" in losses(mixed)


def test_an_order_that_lost_its_lines_keeps_its_mode() -> None:
    empty = order(extension={"sellercloud": {"case_mode": True}})
    empty.lines = []
    assert shown(view(empty))["Metadata"]["EnableCaseQty"] is True


def test_fractions_are_rounded_and_the_memo_says_so() -> None:
    metres = view(order(line(quantity_ordered=dec("2.5"), quantity_received=dec("1.75"))))
    document = shown(metres)
    assert (document["Items"][0]["QtyOrdered"], document["Items"][0]["QtyReceived"]) == (3, 1)
    assert "whole units" in document["VendorAndInvoice"]["Memo"]
    assert "lines.quantity_ordered" in losses(metres)
    assert json.loads(number_bytes(row(metres)))["UnitCounts"] == 3


def test_free_text_has_no_product_and_an_unknown_supplier_no_number() -> None:
    bare = order(
        line(product_id=None, sku=None, product_name=None, description="Gate repair", kind=LineKind.SERVICE),
        supplier_id=None,
        supplier=SupplierSnapshot(name="A passer-by"),
    )
    stranger = view(bare, supplier=None)
    document = shown(stranger)
    assert document["Purchase"]["VendorId"] == 0
    assert (document["Items"][0]["ProductID"], document["Items"][0]["ProductName"]) == ("", "Gate repair")
    assert {"supplier", "lines.product_id", "lines.kind"} <= losses(stranger)


def test_the_address_is_the_orders_own_or_that_of_its_warehouse() -> None:
    to_warehouse = shown(view(order()))["Purchase"]["ShipToAddress"]
    assert to_warehouse["StreetLine1"] == "9 Pier Rd"
    own = shown(view(order(ship_to=Address(contact_name="Ann Bell Cole", country="DE"))))["Purchase"]["ShipToAddress"]
    assert (own["FirstName"], own["LastName"], own["CountryName"]) == ("Ann", "Bell Cole", "Germany")


def test_a_name_changed_elsewhere_wins_over_how_it_was_divided_here() -> None:
    kept = {"sellercloud": {"ship_to": {"FirstName": "Ann Bell", "LastName": "Cole", "Fax": "1"}}}
    same = order(ship_to=Address(contact_name="Ann Bell Cole"), extension=kept)
    other = order(ship_to=Address(contact_name="Dora Ek"), extension=kept)
    assert shown(view(same))["Purchase"]["ShipToAddress"]["FirstName"] == "Ann Bell"
    assert shown(view(other))["Purchase"]["ShipToAddress"]["LastName"] == "Ek"


def test_the_day_an_order_expires_wins_over_the_hour_kept_here() -> None:
    kept = {"sellercloud": {"cancel_by": datetime(2026, 4, 1, 8, 15, tzinfo=UTC).isoformat()}}
    same = order(expiration_date=date(2026, 4, 1), extension=kept)
    other = order(expiration_date=date(2026, 5, 1), extension=kept)
    assert shown(view(same))["Purchase"]["CancelByDate"] == "2026-04-01T08:15:00.000Z"
    assert shown(view(other))["Purchase"]["CancelByDate"] == "2026-05-01T00:00:00.000Z"


def test_yen_have_no_decimals_here_either() -> None:
    document = shown(
        view(order(line(unit_price=dec("2.5"), discount=None), currency="JPY", exchange_rate=dec("0.0067")))
    )
    assert document["Purchase"]["CurrencyCode"] == 2
    assert document["Metadata"]["PurchaseOrderCurrencyDigitsCount"] == 0
    assert document["Items"][0]["Total"] == 300
    assert document["Purchase"]["CurrencyRateToUSD"] == dec("0.0067")


def test_the_losses_name_what_the_order_has_and_the_wire_has_not() -> None:
    assert losses(view()) == {"number"}
    rich = order(
        line(unit="box", tax_rate=dec("20"), custom_data={"a": 1}),
        description="Long words",
        held_at=datetime(2026, 1, 1, tzinfo=UTC),
        currency="ISK",
        discount=Discount(DiscountType.PERCENT, dec("5")),
        charges=(Charge("Pallets", dec("3")),),
        payment_reference="PR-1",
    )
    assert losses(view(rich)) == {
        "number",
        "description",
        "held_at",
        "currency",
        "discount",
        "charges",
        "payment_reference",
        "lines.unit",
        "lines.tax_rate",
        "lines.custom_data",
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("lines", 0, "quantity"), "Products[0].QtyUnitsOrdered"),
        (("lines", 2, "warehouse_id"), "Products[2].WarehouseID"),
        (("warehouse_id",), "DefaultWarehouseID"),
        (("add", 1, "sku"), "[1].ProductID"),
        (("change", 0, "cases"), "Items[0].QtyCasesOrdered"),
        (("ship_to", "country"), "ShippingAddress.Country"),
    ],
)
def test_paths_of_the_book_are_told_in_the_vendors_names(path: tuple[str | int, ...], text: str) -> None:
    assert wire_path(path) == text
