"""What the vendor's document makes of any order of the book."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from entrepot.book.orders.line import Discount, DiscountType, LineKind
from entrepot.book.orders.order import Charge, Order, OrderStatus, SupplierSnapshot
from entrepot.book.orders.view import OrderView
from entrepot.dialects.storefeeder.port import dialect
from entrepot.http.answer import number_bytes
from tests.dialects.storefeeder.makers import NOW, dec, line, order, view

CENT = Decimal("0.01")


def shown(asked: OrderView) -> Any:
    """The document as a client reads it, with exact numbers."""
    return json.loads(number_bytes(dialect.show(asked).document), parse_float=Decimal)


def lost(asked: OrderView) -> set[str]:
    return {loss.field for loss in dialect.show(asked).losses}


def first(asked: Order) -> Any:
    return shown(view(asked))["PurchaseOrderLines"][0]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (OrderStatus.DRAFT, "Draft"),
        (OrderStatus.SENT, "SentToSupplier"),
        (OrderStatus.CONFIRMED, "ConfirmedBySupplier"),
        (OrderStatus.CLOSED, "Complete"),
        (OrderStatus.CANCELED, "Complete"),
    ],
)
def test_every_status_of_the_book_has_its_word(status: OrderStatus, word: str) -> None:
    assert shown(view(order(status=status)))["PurchaseOrderStatus"] == word


@pytest.mark.parametrize("status", [OrderStatus.DRAFT, OrderStatus.SENT, OrderStatus.CONFIRMED])
def test_an_order_of_which_all_has_come_is_complete(status: OrderStatus) -> None:
    arrived = order(line(quantity_received=dec("10"), quantity_written_off=dec("2")), status=status)
    assert shown(view(arrived))["PurchaseOrderStatus"] == "Complete"
    part = order(line(quantity_received=dec("10")), status=OrderStatus.SENT)
    assert shown(view(part))["PurchaseOrderStatus"] == "SentToSupplier"


@pytest.mark.parametrize(
    ("received", "returned", "written_off", "ordered", "words"),
    [
        ("0", "0", "0", "12", ("AwaitingProduct", 1, "Pending")),
        ("5", "5", "0", "12", ("AwaitingProduct", 1, "Pending")),
        ("0", "0", "0", "0", ("AwaitingProduct", 1, "Pending")),
        ("5", "0", "0", "12", ("PartReceived", 2, "PartDelivered")),
        ("0", "0", "5", "12", ("PartReceived", 2, "PartDelivered")),
        ("12", "0", "0", "12", ("Received", 3, "Delivered")),
        ("13", "0", "0", "12", ("Received", 3, "Delivered")),
        ("1", "0", "11", "12", ("Received", 3, "Delivered")),
        ("0", "0", "12", "12", ("WrittenOff", 3, "Delivered")),
    ],
)
def test_a_lines_words_follow_what_is_done(
    received: str, returned: str, written_off: str, ordered: str, words: tuple[str, int, str]
) -> None:
    document = first(
        order(
            line(
                quantity_ordered=dec(ordered),
                quantity_received=dec(received),
                quantity_returned=dec(returned),
                quantity_written_off=dec(written_off),
            ),
            status=OrderStatus.SENT,
        )
    )
    assert (document["PurchaseOrderDetailsStatus"], document["DeliveryStatusID"], document["DeliveryStatus"]) == words
    assert document["QtyReceived"] == document["TotalUnitsReceived"] == int(dec(received) - dec(returned))
    assert document["QtyWrittenOff"] == document["TotalUnitsWrittenOff"] == int(written_off)


def test_the_rest_of_a_canceled_order_counts_as_written_off() -> None:
    some_lost = first(order(line(quantity_written_off=dec("2")), status=OrderStatus.CANCELED))
    assert (some_lost["QtyWrittenOff"], some_lost["PurchaseOrderDetailsStatus"]) == (12, "WrittenOff")
    assert "status" in lost(view(order(status=OrderStatus.CANCELED)))


def test_fractions_are_whole_units_ordered_up_and_received_down() -> None:
    halves = order(line(quantity_ordered=dec("11.5"), quantity_received=dec("2.5")), status=OrderStatus.SENT)
    document = first(halves)
    assert (document["QtyOrdered"], document["TotalUnitsOrdered"]) == (12, 12)
    assert (document["QtyReceived"], document["TotalUnitsReceived"]) == (2, 2)
    assert {"lines.quantity_ordered", "lines.quantity_received"} <= lost(view(halves))


def test_amounts_of_other_doors_are_inside_the_subtotal() -> None:
    discounted = order(
        line(discount=Discount(DiscountType.PERCENT, dec("10")), unit_price=dec("10"), tax_rate=dec("20")),
        discount=Discount(DiscountType.AMOUNT, dec("8")),
        charges=(Charge("customs", dec("3")),),
    )
    document = shown(view(discounted))
    assert document["PurchaseOrderLines"][0]["LineTotal"] == 108
    assert document["Subtotal"] == dec("109.50")
    assert document["TotalVat"] == dec("21.60")
    assert document["Total"] == dec("131.10")
    assert {"discount", "charges", "lines.discount"} <= lost(view(discounted))


def test_what_is_absent_is_left_out() -> None:
    free = order(line(product_id=None, sku=None, description="freight"), supplier_id=None, supplier=SupplierSnapshot())
    document = shown(view(free, supplier=None))
    assert "Supplier" not in document
    assert {"ProductID", "ProductSKU", "LineNotes", "BookedInByUserID"}.isdisjoint(document["PurchaseOrderLines"][0])
    assert document["PurchaseOrderLines"][0]["CartonQty"] == 1
    assert {"DateDue", "DateSent", "PaymentReference"}.isdisjoint(document)
    assert {"supplier_id", "lines.product_id", "lines.description"} <= lost(view(free, supplier=None))


def test_a_supplier_that_is_only_named_has_no_number() -> None:
    named = order(supplier_id=None, supplier=SupplierSnapshot(name="Passing Trade", code="PT"))
    assert shown(view(named, supplier=None))["Supplier"] == {
        "SupplierCode": "PT",
        "Currency": {"CurrencyID": 1, "CurrencyCode": "GBP", "CurrencyName": "Pound Sterling", "Symbol": "£"},
        "Name": "Passing Trade",
    }


@pytest.mark.parametrize(
    ("code", "number", "name", "symbol"),
    [
        ("GBP", 1, "Pound Sterling", "£"),
        ("EUR", 2, "Euro", "€"),
        ("USD", 3, "US Dollar", "$"),
        ("SEK", 752, "Swedish Krona", "SEK"),
        ("JPY", 392, "Yen", "¥"),
    ],
)
def test_currencies_have_numbers_names_and_symbols(code: str, number: int, name: str, symbol: str) -> None:
    document = shown(view(order(currency=code)))["Currency"]
    assert document == {"CurrencyID": number, "CurrencyCode": code, "CurrencyName": name, "Symbol": symbol}


def test_a_plain_order_loses_next_to_nothing() -> None:
    assert lost(view()) == {"company_id"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "Spring"}, "title"),
        ({"description": "long"}, "description"),
        ({"vendor_note": "ring"}, "vendor_note"),
        ({"held_at": NOW}, "held_at"),
        ({"references": ("x",)}, "references"),
        ({"custom_data": {"a": 1}}, "custom_data"),
        ({"archived": True}, "archived"),
        ({"currency": "EUR"}, "exchange_rate"),
        ({"confirmed_at": NOW}, "confirmed_at"),
    ],
)
def test_what_the_document_cannot_carry_is_told(changes: dict[str, Any], field: str) -> None:
    assert field in lost(view(replace(order(), **changes)))


def test_what_a_line_cannot_carry_is_told() -> None:
    rich = line(
        kind=LineKind.SERVICE,
        unit="m",
        cases=dec("2"),
        units_per_case=dec("6"),
        case_price=dec("14.10"),
        requested_date=NOW + timedelta(days=3),
        promised_date=NOW,
        quantity_confirmed=dec("0"),
        supplier_sku="HB-1",
    )
    names = (
        "kind",
        "unit",
        "cases",
        "case_price",
        "requested_date",
        "promised_date",
        "quantity_confirmed",
        "supplier_sku",
    )
    assert {f"lines.{name}" for name in names} <= lost(view(order(rich, due_at=NOW)))


money = some.decimals(min_value=0, max_value=100_000, places=4)
rates = some.sampled_from([dec("0"), dec("5"), dec("20"), dec("17.5"), dec("8.875")])
quantities = some.integers(min_value=0, max_value=999_999)


@given(some.lists(some.tuples(quantities, money, rates), min_size=1, max_size=8), money)
def test_the_figures_of_any_order_add_up(wanted: list[tuple[int, Decimal, Decimal]], delivery: Decimal) -> None:
    lines = [
        line(quantity_ordered=Decimal(quantity), unit_price=price, tax_rate=rate) for quantity, price, rate in wanted
    ]
    delivery = delivery.quantize(CENT, ROUND_HALF_UP)
    document = shown(view(order(*lines, delivery_cost=delivery)))
    for (quantity, price, rate), told in zip(wanted, document["PurchaseOrderLines"], strict=True):
        net = quantity * price
        assert told["LineTotal"] == net.quantize(CENT, ROUND_HALF_UP)
        assert told["LineVat"] == (net * rate / 100).quantize(CENT, ROUND_HALF_UP)
        assert told["TotalUnitsOrdered"] == told["QtyOrdered"] == quantity
    assert document["Subtotal"] == sum(told["LineTotal"] for told in document["PurchaseOrderLines"]) + delivery
    assert document["TotalVat"] == sum(told["LineVat"] for told in document["PurchaseOrderLines"])
    assert document["Total"] == document["Subtotal"] + document["TotalVat"]


@given(some.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 12, 31)))  # noqa: DTZ001
def test_a_moment_is_written_without_zeros_at_its_end(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    written = shown(view(order(due_at=aware, updated_at=aware)))
    text = written["DateDue"]
    assert text.endswith("+00:00")
    assert written["UpdatedDate"] == text.removesuffix("+00:00") + "Z"
    head, _, fraction = text.removesuffix("+00:00").partition(".")
    assert len(head) == 19
    assert fraction == "" or (1 <= len(fraction) <= 6 and not fraction.endswith("0"))
    assert datetime.fromisoformat(f"{head}.{fraction.ljust(6, '0')}+00:00") == aware


@given(some.decimals(min_value=0, max_value=10**9, places=6))
def test_a_decimal_is_written_with_one_digit_at_least_and_all_it_has(value: Decimal) -> None:
    raw = number_bytes(dialect.show(view(order(delivery_cost=value))).document).decode()
    written = raw.partition('"DeliveryCost":')[2].partition(",")[0]
    whole, point, fraction = written.partition(".")
    assert point == "."
    assert whole.isdigit()
    assert len(fraction) == 1 or not fraction.endswith("0")
    assert Decimal(written) == value
