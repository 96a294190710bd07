"""How single values of requests are read."""

import contextlib
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic_core import PydanticCustomError

from entrepot.book.values.country import COUNTRIES
from entrepot.dialects.storefeeder.wire import forms
from entrepot.dialects.storefeeder.wire.countries import country_code, country_word


@given(
    some.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2900, 1, 1)),  # noqa: DTZ001
    some.integers(min_value=0, max_value=9_999_999),
    some.integers(min_value=0, max_value=7),
    some.sampled_from(["Z", "", "+00:00", "z"]),
)
def test_a_fraction_of_up_to_seven_digits_is_cut(moment: datetime, ticks: int, digits: int, zone: str) -> None:
    fraction = f"{ticks:07d}"[:digits]
    text = moment.replace(microsecond=0).isoformat() + (f".{fraction}" if fraction else "") + zone
    expected = moment.replace(microsecond=int(fraction[:6].ljust(6, "0")), tzinfo=UTC)
    assert forms.moment(text) == expected


@given(some.text(max_size=40))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    with contextlib.suppress(PydanticCustomError):
        assert forms.moment(text).tzinfo is UTC


@given(some.integers(min_value=-(2**31), max_value=2**31 - 1))
def test_a_whole_number_is_read_from_every_form_of_it(number: int) -> None:
    assert {forms.whole(form) for form in (number, str(number), f" {number} ", Decimal(number), f"{number}.0")} == {
        number
    }


@pytest.mark.parametrize("bad", [1.5, Decimal("1.5"), "1.5", "", "x", True, [], {}, 2**31, "9" * 30, "1e3", "٣"])
def test_what_is_no_whole_number_is_refused(bad: object) -> None:
    with pytest.raises(PydanticCustomError):
        forms.whole(bad)


@pytest.mark.parametrize(("text", "value"), [("1", "1"), (" 2.50 ", "2.50"), (".5", "0.5"), ("3.", "3"), ("-1", "-1")])
def test_numbers_may_come_as_texts(text: str, value: str) -> None:
    assert forms.exact(text) == Decimal(value)


@pytest.mark.parametrize("bad", ["", "NaN", "Infinity", "1e5", "1,5", "£5", True, None, []])
def test_what_is_no_number_is_refused(bad: object) -> None:
    with pytest.raises(PydanticCustomError):
        forms.exact(bad)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UNITEDKINGDOM", "GB"),
        ("United Kingdom", "GB"),
        ("gb", "GB"),
        ("GBR", "GB"),
        ("UNITEDSTATES", "US"),
        ("Ireland", "IE"),
        ("ÅLANDISLANDS", "AX"),
        ("CZECHIA", "CZ"),
        ("TAIWAN", "TW"),
        ("Atlantis", None),
    ],
)
def test_a_country_is_known_by_its_name_in_any_spelling(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_a_country_is_written_as_a_word_that_is_read_again() -> None:
    for code in COUNTRIES:
        word = country_word(code)
        assert word is not None
        assert word.isalnum()
        assert country_code(word) == code, word
    assert [country_word(code) for code in ("GB", "US", "BO", None)] == [
        "UNITEDKINGDOM",
        "UNITEDSTATES",
        "BOLIVIA",
        None,
    ]
