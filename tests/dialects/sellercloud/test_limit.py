"""The hourly count of calls by address."""

from datetime import UTC, datetime, timedelta

import pytest

from entrepot.dialects.sellercloud import limit
from entrepot.dialects.sellercloud.errors import CallsSpent
from entrepot.dialects.sellercloud.limit import CallCount

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_without_a_limit_nothing_is_counted() -> None:
    count = CallCount(0)
    for _ in range(100):
        count.note("192.0.2.1", NOON)


def test_each_address_has_an_hour_of_its_own() -> None:
    count = CallCount(2)
    for address in ("192.0.2.1", "192.0.2.2"):
        count.note(address, NOON)
        count.note(address, NOON + timedelta(minutes=59))
        with pytest.raises(CallsSpent) as spent:
            count.note(address, NOON + timedelta(minutes=59, seconds=30))
        assert spent.value.retry_after == 30
        count.note(address, NOON + timedelta(hours=1))


def test_addresses_by_the_million_do_not_fill_the_memory() -> None:
    count = CallCount(5)
    for number in range(limit.MOST_ADDRESSES + 50):
        count.note(f"address {number}", NOON + timedelta(milliseconds=number))
    assert len(count._windows) == limit.MOST_ADDRESSES
    count.note("one more", NOON + timedelta(hours=2))
    assert len(count._windows) == 1
