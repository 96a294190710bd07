"""The door in this process and behind a started server: every exchange is tried on both."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.dialects.pack.desk import Merchant, Wire, furnish
from tests.server import inside, running

MERCHANTS = 1200
PLACES = [("/pack", "entrepot.dialects.pack.app")]


@pytest.fixture(scope="package", params=["inside", "started"])
def door(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, Iterator[Merchant]]]:
    """A client at the server's root, and merchants nobody has used yet."""
    book: Path = tmp_path_factory.mktemp(request.param) / "book.sqlite3"
    merchants = iter(furnish(book, MERCHANTS))
    with contextlib.ExitStack() as stack:
        if request.param == "inside":
            client: Any = stack.enter_context(inside(book, places=PLACES))
        else:
            server = stack.enter_context(running(book, doors=PLACES))
            client = stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
        yield client, merchants


@pytest.fixture
def wire(door: tuple[Any, Iterator[Merchant]]) -> Wire:
    """The door, for a merchant of the test's own."""
    return Wire(*door)
