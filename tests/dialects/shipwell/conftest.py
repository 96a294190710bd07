"""The door in this process and behind a started server: every exchange is tried on both."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.dialects.shipwell.desk import Desk, Wire, furnish
from tests.furnished import opened

PLACES = [("/shipwell", "entrepot.dialects.shipwell.app")]
Door = tuple[Any, Iterator[Desk]]
FURNISH = partial(furnish, count=700)


@pytest.fixture(scope="session")
def inside_shipwell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened(tmp_path_factory, "shipwell", FURNISH, PLACES, started=False) as door:
        yield door


@pytest.fixture(scope="session")
def started_shipwell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened(tmp_path_factory, "shipwell", FURNISH, PLACES, started=True) as door:
        yield door


@pytest.fixture(params=["inside", "started"])
def wire(request: pytest.FixtureRequest) -> Wire:
    """The door, one way and then the other, for two organizations of the test's own."""
    door: Door = request.getfixturevalue(f"{request.param}_shipwell")
    return Wire(*door)
