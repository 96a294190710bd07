"""Order numbers: what counts as the same one, and how the next is made."""

from datetime import UTC, datetime

import pytest

from entrepot.book.orders.numbering import (
    counter_name,
    date_parts,
    first_free,
    number_key,
    pattern_fault,
    render,
)

NEW_YEARS_EVE = datetime(2030, 12, 31, 23, 30, tzinfo=UTC)


def test_case_and_surrounding_blanks_do_not_make_another_number() -> None:
    assert number_key("  Spring-7 ") == number_key("SPRING-7")
    assert number_key("ＰＯ-1") == number_key("PO-1")


def test_a_number_of_36_digits_is_kept_as_it_is() -> None:
    assert number_key("9" * 36) == "9" * 36


# C20
def test_the_year_of_a_number_is_the_buyers_own() -> None:
    parts = date_parts(NEW_YEARS_EVE, "Europe/Brussels")
    assert render("{year}-{sequence:05d}", 7, parts) == "2031-00007"
    assert render("{year}-{sequence:05d}", 7, date_parts(NEW_YEARS_EVE, "UTC")) == "2030-00007"


def test_the_counter_begins_anew_with_each_period_and_only_then() -> None:
    pattern = "{year}/{month}-{sequence}"
    december = date_parts(NEW_YEARS_EVE, "UTC")
    january = date_parts(NEW_YEARS_EVE, "Europe/Brussels")
    assert counter_name(pattern, december) != counter_name(pattern, january)
    assert counter_name("PO-{sequence:06d}", december) == counter_name("PO-{sequence:06d}", january)
    assert render(pattern, 3, january) == "2031/01-3"


@pytest.mark.parametrize(
    "pattern",
    [
        "PO-",
        "{sequence}{sequence}",
        "{sequence:5d}",
        "{sequence:099d}",
        "{week}-{sequence}",
        "{sequence",
        "x" * 60 + "{sequence}",
    ],
)
def test_a_pattern_that_cannot_make_distinct_numbers_is_refused(pattern: str) -> None:
    assert pattern_fault(pattern)


@pytest.mark.parametrize(
    "pattern", ["PO-{sequence:06d}", "{year}-{sequence:05d}", "{sequence}", "A{day:02d}{month}-{sequence}"]
)
def test_a_good_pattern_is_accepted(pattern: str) -> None:
    assert pattern_fault(pattern) is None


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        (range(0), 1),
        (range(1, 2), 2),
        ((1, 2, 3, 5), 4),
        (range(1, 33), 33),
        (range(1, 101), 101),
        (range(1, 1_000_001), 1_000_001),
    ],
)
def test_the_first_free_number_is_found_without_trying_them_all(taken: range | tuple[int, ...], found: int) -> None:
    asked: list[int] = []

    def is_taken(sequence: int) -> bool:
        asked.append(sequence)
        return sequence in taken

    assert first_free(1, is_taken) == found
    assert len(asked) <= 80


def test_a_number_found_behind_gaps_is_free_and_follows_one_that_is_taken() -> None:
    taken = set(range(1, 500)) - {400, 401, 450}
    found = first_free(1, lambda sequence: sequence in taken)
    assert found not in taken
    assert found - 1 in taken
