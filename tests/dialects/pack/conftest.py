"""The door in this process and behind a started server: every exchange is tried on both."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.dialects.pack.desk import Merchant, Wire, furnish
from tests.furnished import opened

PLACES = [("/pack", "entrepot.dialects.pack.app")]
Door = tuple[Any, Iterator[Merchant]]
FURNISH = partial(furnish, count=1200)


@pytest.fixture(scope="session")
def inside_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened(tmp_path_factory, "pack", FURNISH, PLACES, started=False) as door:
        yield door


@pytest.fixture(scope="session")
def started_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened(tmp_path_factory, "pack", FURNISH, PLACES, started=True) as door:
        yield door


@pytest.fixture(params=["inside", "started"])
def wire(request: pytest.FixtureRequest) -> Wire:
    """The door, one way and then the other, for a merchant of the test's own."""
    door: Door = request.getfixturevalue(f"{request.param}_pack")
    return Wire(*door)
