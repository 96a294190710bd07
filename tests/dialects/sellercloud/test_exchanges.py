"""Exchanges written by hand from the vendor's documentation with made-up values, in process and behind a server."""

import pytest

from tests.dialects.sellercloud.desk import Desk, play
from tests.dialects.sellercloud.world import domain, exchange, exchange_names


@pytest.mark.parametrize("name", exchange_names())
def test_the_exchange_goes_as_the_vendor_says(desk: Desk, name: str) -> None:
    steps = exchange(name)["steps"]
    assert isinstance(steps, list)
    play(desk, steps, domain(name))
