"""The door in this process and behind a started server: every exchange is tried on both."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.dialects.pack.desk import Merchant, Wire, furnish
from tests.furnished import furnished_copy
from tests.server import inside, running

MERCHANTS = 1200
PLACES = [("/pack", "entrepot.dialects.pack.app")]
Door = tuple[Any, Iterator[Merchant]]


@pytest.fixture(scope="session")
def inside_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A client of the application in this process, and merchants nobody has used yet."""
    book, made = furnished_copy(tmp_path_factory, "pack", lambda path: furnish(path, MERCHANTS))
    with inside(book, places=PLACES) as client:
        yield client, iter(made)


@pytest.fixture(scope="session")
def started_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The same for a server process of its own."""
    book, made = furnished_copy(tmp_path_factory, "pack", lambda path: furnish(path, MERCHANTS))
    with running(book, doors=PLACES) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield client, iter(made)


@pytest.fixture(params=["inside", "started"])
def door(request: pytest.FixtureRequest) -> Door:
    """Both, one after the other; each is made once and kept."""
    made: Door = request.getfixturevalue(f"{request.param}_pack")
    return made


@pytest.fixture
def wire(door: Door) -> Wire:
    """The door, for a merchant of the test's own."""
    return Wire(*door)
