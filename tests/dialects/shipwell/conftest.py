"""The door in this process and behind a started server: every exchange is tried on both."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.dialects.shipwell.desk import Desk, Wire, furnish
from tests.furnished import furnished_copy
from tests.server import inside, running

DESKS = 700
PLACES = [("/shipwell", "entrepot.dialects.shipwell.app")]
Door = tuple[Any, Iterator[Desk]]


@pytest.fixture(scope="session")
def inside_shipwell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A client of the application in this process, and organizations nobody has used yet."""
    book, made = furnished_copy(tmp_path_factory, "shipwell", lambda path: furnish(path, DESKS))
    with inside(book, places=PLACES) as client:
        yield client, iter(made)


@pytest.fixture(scope="session")
def started_shipwell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The same for a server process of its own."""
    book, made = furnished_copy(tmp_path_factory, "shipwell", lambda path: furnish(path, DESKS))
    with running(book, doors=PLACES) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield client, iter(made)


@pytest.fixture(params=["inside", "started"])
def door(request: pytest.FixtureRequest) -> Door:
    """Both, one after the other; each is made once and kept."""
    made: Door = request.getfixturevalue(f"{request.param}_shipwell")
    return made


@pytest.fixture
def wire(door: Door) -> Wire:
    """The door, for two organizations of the test's own."""
    return Wire(*door)
