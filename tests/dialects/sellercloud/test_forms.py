"""Numbers, dates, truths and enumerations in every form a client sends them."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from entrepot.dialects.sellercloud.render.forms import amount, derived_price, instant, units_down, units_up
from entrepot.dialects.sellercloud.wire.enums import POTypeIn, PurchaseOrderStatusIn
from entrepot.dialects.sellercloud.wire.forms import Exact, Incoming, Moment, Truth, Whole
from entrepot.dialects.sellercloud.wire.queries import OrderListQuery, canonical
from entrepot.http.answer import number_bytes


class Form(Incoming):
    Number: Whole = 0
    Price: Exact = Decimal(0)
    Flag: Truth = False
    Date: Moment | None = None
    Type: POTypeIn | None = None
    Status: PurchaseOrderStatusIn | None = None


def taken(**given: Any) -> Any:
    (name,) = given
    return getattr(Form.model_validate(given), name)


def refused(**given: Any) -> bool:
    try:
        Form.model_validate(given)
    except ValidationError:
        return True
    return False


@given(st.integers(-(2**31), 2**31 - 1))
def test_a_whole_number_may_come_as_a_number_or_a_string(number: int) -> None:
    assert taken(Number=number) == taken(Number=str(number)) == taken(Number=f" {number}.0 ") == number
    assert taken(Number=Decimal(number)) == number


@pytest.mark.parametrize("value", [2**31, "2147483648", -(2**31) - 1, "1.5", Decimal("1.5"), "", "1e3", "١", True, [1]])
def test_what_is_no_whole_number_of_32_bits_is_refused(value: Any) -> None:
    assert refused(Number=value)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_money_is_taken_exactly_as_it_was_written(value: Decimal) -> None:
    assert taken(Price=value) == taken(Price=f"{value:f}") == value


@pytest.mark.parametrize("value", ["", "1,5", "NaN", "Infinity", "1e3", True, {}, "12 EUR"])
def test_what_is_no_number_is_refused(value: Any) -> None:
    assert refused(Price=value)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("03/04/2026", datetime(2026, 3, 4, tzinfo=UTC)),
        ("3/4/2026", datetime(2026, 3, 4, tzinfo=UTC)),
        ("03/04/2026 17:05", datetime(2026, 3, 4, 17, 5, tzinfo=UTC)),
        ("2026-03-04", datetime(2026, 3, 4, tzinfo=UTC)),
        ("2026-03-04T17:05:06", datetime(2026, 3, 4, 17, 5, 6, tzinfo=UTC)),
        ("2026-03-04T17:05:06Z", datetime(2026, 3, 4, 17, 5, 6, tzinfo=UTC)),
        ("2026-03-04T17:05:06.1234567Z", datetime(2026, 3, 4, 17, 5, 6, 123456, tzinfo=UTC)),
        ("2026-03-04T17:05:06.5-05:00", datetime(2026, 3, 4, 22, 5, 6, 500000, tzinfo=UTC)),
        ("2026-03-04 17:05", datetime(2026, 3, 4, 17, 5, tzinfo=UTC)),
    ],
)
def test_a_date_may_come_in_five_forms(text: str, means: datetime) -> None:
    assert taken(Date=text) == means


@pytest.mark.parametrize(
    "text", ["", "soon", "31/12/2026", "2026-02-30", "2026-13-01", "03/04/26", "0001-01-01T00:00:00+05:00", "24:00", 5]
)
def test_what_is_no_date_is_refused(text: Any) -> None:
    assert refused(Date=text)


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


MOMENTS = st.datetimes(datetime.fromisoformat("1900-01-02"), datetime.fromisoformat("2199-12-30"), timezones=ZONES)


@given(MOMENTS)
def test_a_moment_of_any_zone_is_shown_as_the_same_moment_in_utc(moment: datetime) -> None:
    shown = instant(taken(Date=moment.isoformat()))
    assert shown is not None
    assert shown.endswith("Z")
    assert taken(Date=shown) == moment


@pytest.mark.parametrize("value", [1, "1", "CreditMemo", "creditmemo", " CREDITMEMO "])
def test_an_enumeration_takes_name_number_and_number_as_string(value: Any) -> None:
    assert taken(Type=value) == 1


@pytest.mark.parametrize("value", [3, -1, "3", "Memo", "", True, 1.0, [1], "1.0"])
def test_an_unknown_name_or_number_is_refused(value: Any) -> None:
    assert refused(Type=value)


def test_the_misspelt_completed_is_understood() -> None:
    assert taken(Status="Competed") == taken(Status="completed") == taken(Status=5) == 5
    assert taken(Status="Select") == taken(Status="-1") == -1


@pytest.mark.parametrize(("value", "means"), [(True, True), ("false", False), ("TRUE", True)])
def test_a_truth_may_be_written_out(value: Any, means: bool) -> None:
    assert taken(Flag=value) is means
    assert refused(Flag="yes")
    assert refused(Flag=1)


def test_names_match_in_any_case_and_null_is_absent() -> None:
    class Two(Incoming):
        OneName: Whole
        Other: Whole = 7

    read = Two.model_validate({"onename": 1, "OTHER": None, "unknown": []})
    assert (read.OneName, read.Other) == (1, 7)
    with pytest.raises(ValidationError) as refusal:
        Two.model_validate({"ONENAME": None})
    assert refusal.value.errors()[0]["type"] == "missing"


@pytest.mark.parametrize("body", [[], "text", 5, object()])
def test_only_an_object_is_an_object(body: Any) -> None:
    class Optional(Incoming):
        Name: Whole | None = None

    with pytest.raises(ValidationError):
        Optional.model_validate(body, from_attributes=True)


@pytest.mark.parametrize(
    "query",
    ["pOIDs=1&pOIDs=2", "model.pOIDs=1&MODEL.poids=2", "pOIds[]=1&pOIds[]=2", "poids[0]=1&poids[1]=2", "pOIDs=1,2"],
)
def test_a_list_in_a_query_may_be_spelt_in_many_ways(query: str) -> None:
    pairs = [pair.split("=") for pair in canonical(query.encode()).decode().split("&")]
    values = [value.replace("%2C", ",") for _, value in pairs]
    assert {name for name, _ in pairs} == {"pOIDs"}
    assert OrderListQuery.model_validate({"pOIDs": values}).pOIDs == [1, 2]


def test_a_page_is_cut_to_fifty_and_never_begins_before_the_first() -> None:
    def page(number: int, size: int) -> tuple[int, int]:
        query = OrderListQuery.model_validate({"pageNumber": str(number), "pageSize": str(size)})
        return query.offset, query.limit

    assert page(1, 50) == (0, 50)
    assert page(3, 51) == (100, 50)
    assert page(2, 0) == (10, 10)
    assert page(-4, 5) == (0, 5)


def test_amounts_are_json_numbers_with_the_digits_they_need() -> None:
    document = [amount(Decimal(text)) for text in ("514.20", "20", "0", "-0.5", "0.000001", "999999999999.999999")]
    assert number_bytes(document) == b"[514.2,20,0,-0.5,0.000001,999999999999.999999]"
    assert number_bytes([derived_price(Decimal(10) / 7)]) == b"[1.4286]"


@pytest.mark.parametrize(("quantity", "up", "down"), [("3", 3, 3), ("2.1", 3, 2), ("0.999999", 1, 0), ("0", 0, 0)])
def test_fractions_are_ordered_up_and_received_down(quantity: str, up: int, down: int) -> None:
    assert units_up(Decimal(quantity)) == up
    assert units_down(Decimal(quantity)) == down
