"""The door in this process and behind a started server: every exchange is tried on both."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.dialects.storefeeder.desk import Quay, Wire, furnish
from tests.furnished import opened

PLACES = [("/storefeeder", "entrepot.dialects.storefeeder.app"), ("/api/v1", "entrepot.api.rest.app")]
Door = tuple[Any, Iterator[Quay]]
FURNISH = partial(furnish, count=400)


@pytest.fixture(scope="session")
def inside_storefeeder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened(tmp_path_factory, "storefeeder", FURNISH, PLACES, started=False) as door:
        yield door


@pytest.fixture(scope="session")
def started_storefeeder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened(tmp_path_factory, "storefeeder", FURNISH, PLACES, started=True) as door:
        yield door


@pytest.fixture(params=["inside", "started"])
def wire(request: pytest.FixtureRequest) -> Wire:
    """The door, one way and then the other, for a quay of the test's own."""
    door: Door = request.getfixturevalue(f"{request.param}_storefeeder")
    return Wire(*door)
