import json
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.http.answer import Answer, as_sent, json_bytes, number, number_bytes, reply


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        ("20", 1, b"20.0"),
        ("20.50", 1, b"20.5"),
        ("0", 1, b"0.0"),
        ("-3.125", 1, b"-3.125"),
        ("1E+3", 1, b"1000.0"),
        ("0.000001", 1, b"0.000001"),
        ("12345678901234567.89", 1, b"12345678901234567.89"),
        ("20", 0, b"20"),
        ("20.500", 0, b"20.5"),
        ("4", 2, b"4.00"),
    ],
)
def test_a_decimal_is_sent_as_a_json_number_digit_by_digit(value: str, digits: int, shown: bytes) -> None:
    assert number_bytes([number(Decimal(value), digits)]) == b"[" + shown + b"]"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6))
def test_no_amount_is_changed_on_its_way_out(value: Decimal) -> None:
    read = json.loads(number_bytes({"amount": number(value)}), parse_float=Decimal)
    assert read["amount"] == value


@given(st.recursive(st.text() | st.integers(-(2**53), 2**53) | st.none(), st.lists, max_leaves=20))
def test_no_text_of_a_user_is_taken_for_a_number(value: object) -> None:
    assert json.loads(number_bytes(value)) == value


@pytest.mark.parametrize("text", ['"\\u0000', '\\u0000"', "\\", '<1.0>"', "\\u0000abc<"])
def test_text_that_looks_like_our_marks_stays_text(text: str) -> None:
    assert json.loads(number_bytes([text, number(Decimal("1.5")), text])) == [text, 1.5, text]


def test_a_free_document_keeps_the_digits_it_came_with() -> None:
    document = {"a": Decimal("1.50"), "b": [Decimal("2.0"), "x", None, True, 3], "c": {"d": Decimal("0.10")}}
    assert number_bytes(as_sent(document)) == b'{"a":1.50,"b":[2.0,"x",null,true,3],"c":{"d":0.10}}'


def test_decimals_are_strings_where_a_door_wants_strings() -> None:
    value = {"amount": Decimal("4.350"), "at": datetime(2026, 3, 1, 9, 30, tzinfo=UTC), "id": UUID(int=1)}
    assert json_bytes(value) == (
        b'{"amount":"4.350","at":"2026-03-01T09:30:00Z","id":"00000000-0000-0000-0000-000000000001"}'
    )


def test_an_answer_becomes_a_response_with_its_headers() -> None:
    response = reply(Answer(201, b"{}", headers=(("Location", "/orders/1"),)))
    assert (response.status_code, response.body) == (201, b"{}")
    assert response.headers["location"] == "/orders/1"
    assert response.headers["content-type"] == "application/json"


def test_an_answer_without_a_body_names_no_content_type() -> None:
    assert "content-type" not in reply(Answer(204)).headers
