"""The door in this process and behind a started server: every exchange is tried on both."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.dialects.shipwell.desk import Desk, Wire, furnish
from tests.server import inside, running

DESKS = 400


@pytest.fixture(scope="package", params=["inside", "started"])
def door(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, Iterator[Desk]]]:
    """A client at the server's root, and organizations nobody has used yet."""
    book: Path = tmp_path_factory.mktemp(request.param) / "book.sqlite3"
    desks = iter(furnish(book, DESKS))
    with contextlib.ExitStack() as stack:
        if request.param == "inside":
            client: Any = stack.enter_context(inside(book, places=[("/shipwell", "entrepot.dialects.shipwell.app")]))
        else:
            server = stack.enter_context(running(book, doors=[("/shipwell", "entrepot.dialects.shipwell.app")]))
            client = stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
        yield client, desks


@pytest.fixture
def wire(door: tuple[Any, Iterator[Desk]]) -> Wire:
    """The door, for two organizations of the test's own."""
    client, desks = door
    return Wire(client, desks)
