"""How late a supplier delivers."""

from datetime import UTC, datetime
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.suppliers.lateness import Lateness, days_late, lateness, likely

DUE = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "median_days", "ninetieth"),
    [
        ([4], 4, 4),
        ([2, 3], 3, 3),
        ([-3, -2], -2, -2),
        ([5, 1, 3], 3, 5),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 7], 0, 0),
        ([0, 0, 0, 0, 0, 0, 0, 0, 6, 7], 0, 6),
        (list(range(1, 11)), 6, 9),
        (list(range(1, 21)), 11, 18),
    ],
)
def test_the_middle_and_the_ninth_of_ten_arrivals(days: list[int], median_days: int, ninetieth: int) -> None:
    assert lateness(days) == Lateness(len(days), median_days, ninetieth)


def test_a_supplier_that_never_delivered_has_no_lateness() -> None:
    assert lateness([]) is None


@pytest.mark.parametrize(("day", "hour", "late"), [(31, 23, 0), (31, 0, 0), (30, 23, -1), (29, 1, -2)])
def test_lateness_counts_calendar_days_not_hours(day: int, hour: int, late: int) -> None:
    assert days_late(DUE, datetime(2026, 3, day, hour, tzinfo=UTC)) == late


def test_the_promise_is_the_date_and_the_usual_lateness() -> None:
    assert likely(DUE, Lateness(9, 2, 6)) == (DUE.replace(day=2, month=4), DUE.replace(day=6, month=4))


def test_a_supplier_that_comes_early_is_not_promised_earlier() -> None:
    assert likely(DUE, Lateness(9, -4, -1)) == (DUE, DUE)


def test_without_history_the_promise_is_the_date_itself() -> None:
    assert likely(DUE, None) == (DUE, DUE)
    assert likely(None, Lateness(9, 2, 6)) == (None, None)


def test_a_date_at_the_end_of_time_is_left_as_it_is() -> None:
    end = datetime.max.replace(tzinfo=UTC)
    assert likely(end, Lateness(9, 2, 6)) == (end, end)


@given(st.lists(st.integers(-400, 400), min_size=1))
def test_nine_tenths_come_no_later_than_the_ninetieth_percentile(days: list[int]) -> None:
    found = lateness(days)
    assert found is not None
    assert found.ninetieth in days
    assert sum(day <= found.ninetieth for day in days) * 10 >= len(days) * 9
    assert 0 <= found.median - median(days) < 1
