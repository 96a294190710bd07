"""The values the native door reads and shows: exact, or refused."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from entrepot.api.rest.listing import Bound, next_day
from entrepot.api.rest.problems import wire_path
from entrepot.api.rest.render import pointer
from entrepot.api.rest.render_values import amount_text
from entrepot.api.rest.values import (
    AddressIn,
    MoneyIn,
    read_day,
    read_decimal,
    read_moment,
    read_moment_or_day,
    read_uuid,
)
from entrepot.book.values.page import Test

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@given(NUMBERS)
def test_a_decimal_string_is_read_exactly(number: Decimal) -> None:
    assert read_decimal(f"{number:f}") == number
    assert read_decimal(number) == number


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_a_whole_number_is_read_exactly(number: int) -> None:
    assert read_decimal(number) == number


@pytest.mark.parametrize("value", ["", ".", "1.", ".5", "1e3", "１２", "1_0", " 1", "1\n", "0x1", "NaN", "9" * 25])
def test_what_is_no_plain_decimal_is_refused(value: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_decimal(value)


@pytest.mark.parametrize("value", [True, None, [], {}, b"1", 1.5])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        read_decimal(value)


@given(NUMBERS, st.sampled_from([0, 2, 3]))
def test_an_amount_is_shown_with_its_currencys_digits_and_loses_none(amount: Decimal, places: int) -> None:
    text = amount_text(amount, places)
    assert Decimal(text) == amount
    assert "E" not in text
    assert len(text.partition(".")[2]) >= places


@pytest.mark.parametrize(
    ("amount", "places", "shown"),
    [("4.5", 2, "4.50"), ("4.350000", 2, "4.35"), ("0.001", 2, "0.001"), ("1E+2", 2, "100.00"), ("120", 0, "120")],
)
def test_amounts_read_as_people_write_them(amount: str, places: int, shown: str) -> None:
    assert amount_text(Decimal(amount), places) == shown


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29)), st.integers(-14, 14))  # noqa: DTZ001 - the offset is added below
def test_a_moment_is_the_same_in_every_offset(moment: datetime, hours: int) -> None:
    text = f"{moment.isoformat()}{'-' if hours < 0 else '+'}{abs(hours):02d}:00"
    assert read_moment(text).astimezone(UTC) == datetime.fromisoformat(text)


def test_a_moment_is_cut_to_microseconds() -> None:
    assert read_moment("2026-03-31t09:30:00.1234569z") == datetime(2026, 3, 31, 9, 30, 0, 123456, UTC)


@pytest.mark.parametrize(
    "text", ["2026-03-31", "2026-03-31T09:30:00", "2026-03-31T24:30:00Z", "2026-03-31T09:30Z", "now", "", "1774949400"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_moment(text)


def test_a_day_stands_for_its_first_moment() -> None:
    assert read_moment_or_day("2026-03-31") == datetime(2026, 3, 31, tzinfo=UTC)
    with pytest.raises(PydanticCustomError):
        read_day("2026-02-30")
    with pytest.raises(PydanticCustomError):
        read_day(20260331)


@pytest.mark.parametrize("value", ["1", 7, None, "0192f3a1-7c1e-7a43-9d2e-4c1f0a6b8e5x"])
def test_what_is_no_identifier_is_refused(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        read_uuid(value)


def test_a_day_as_the_end_of_a_range_means_all_of_it() -> None:
    moment = datetime(2026, 3, 31, tzinfo=UTC)
    whole = Bound(moment=moment, whole_day=True)
    assert whole.condition("due_at", Test.LTE).test is Test.LT
    assert whole.condition("due_at", Test.LTE).value == datetime(2026, 4, 1, tzinfo=UTC)
    assert whole.condition("due_at", Test.GTE).value == moment
    assert next_day(datetime(9999, 12, 31, tzinfo=UTC)) == datetime.max.replace(tzinfo=UTC)


def test_money_is_an_object_or_a_bare_amount() -> None:
    assert MoneyIn.model_validate("4.35").amount == Decimal("4.35")
    assert MoneyIn.model_validate({"amount": 4, "currency": "EUR"}).currency == "EUR"
    for wrong in ({}, {"amount": "1", "currency": "EURO"}, {"amount": "1", "of": 2}, None, [1]):
        with pytest.raises(ValidationError):
            MoneyIn.model_validate(wrong)


def test_a_country_is_kept_in_upper_case() -> None:
    address = AddressIn(line_1="Quay 1", country="nl").value()
    assert (address.line_1, address.country, address.email) == ("Quay 1", "NL", None)


def test_pointers_escape_what_pointers_must() -> None:
    assert pointer(("lines", 0, "custom/data", "a~b")) == "/lines/0/custom~1data/a~0b"
    assert wire_path(("change", 0, "quantity")) == ("quantity",)
    assert wire_path(("weight_grams",)) == ("weight", "value")
    assert wire_path(("lines", 2, "product_serial")) == ("lines", 2, "product_id")
