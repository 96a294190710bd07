"""The door in this process and behind a started server: every exchange is tried on both."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.dialects.storefeeder.desk import Quay, Wire, furnish
from tests.furnished import furnished_copy
from tests.server import inside, running

QUAYS = 400
PLACES = [("/storefeeder", "entrepot.dialects.storefeeder.app"), ("/api/v1", "entrepot.api.rest.app")]
Door = tuple[Any, Iterator[Quay]]


@pytest.fixture(scope="session")
def inside_storefeeder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A client of the application in this process, and quays nobody has used yet."""
    book, made = furnished_copy(tmp_path_factory, "storefeeder", lambda path: furnish(path, QUAYS))
    with inside(book, places=PLACES) as client:
        yield client, iter(made)


@pytest.fixture(scope="session")
def started_storefeeder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The same for a server process of its own."""
    book, made = furnished_copy(tmp_path_factory, "storefeeder", lambda path: furnish(path, QUAYS))
    with running(book, doors=PLACES) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield client, iter(made)


@pytest.fixture(params=["inside", "started"])
def door(request: pytest.FixtureRequest) -> Door:
    """Both, one after the other; each is made once and kept."""
    made: Door = request.getfixturevalue(f"{request.param}_storefeeder")
    return made


@pytest.fixture
def wire(door: Door) -> Wire:
    """The door, for a quay of the test's own."""
    return Wire(*door)
