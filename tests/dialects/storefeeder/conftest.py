"""The door in this process and behind a started server: every exchange is tried on both."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.dialects.storefeeder.desk import Quay, Wire, furnish
from tests.server import inside, running

QUAYS = 400
PLACES = [("/storefeeder", "entrepot.dialects.storefeeder.app"), ("/api/v1", "entrepot.api.rest.app")]


@pytest.fixture(scope="package", params=["inside", "started"])
def door(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, Iterator[Quay]]]:
    """A client at the server's root, and quays nobody has used yet."""
    book: Path = tmp_path_factory.mktemp(request.param) / "book.sqlite3"
    quays = iter(furnish(book, QUAYS))
    with contextlib.ExitStack() as stack:
        if request.param == "inside":
            client: Any = stack.enter_context(inside(book, places=PLACES))
        else:
            server = stack.enter_context(running(book, doors=PLACES))
            client = stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
        yield client, quays


@pytest.fixture
def wire(door: tuple[Any, Iterator[Quay]]) -> Wire:
    """The door, for a quay of the test's own."""
    return Wire(*door)
