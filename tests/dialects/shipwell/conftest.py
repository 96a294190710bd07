"""The door in this process and behind a started server: every exchange is tried on both."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.dialects.shipwell.desk import Desk, Wire, furnish
from tests.server import inside, running

DESKS = 700
PLACES = [("/shipwell", "entrepot.dialects.shipwell.app")]


@pytest.fixture(scope="package")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Desk]]:
    """A closed book of many organizations, to be copied."""
    book = tmp_path_factory.mktemp("furnished") / "book.sqlite3"
    return book, furnish(book, DESKS)


@pytest.fixture(scope="package", params=["inside", "started"])
def door(
    request: pytest.FixtureRequest, furnished: tuple[Path, list[Desk]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, Iterator[Desk]]]:
    """A client at the server's root, and organizations nobody has used yet."""
    book = Path(shutil.copy(furnished[0], tmp_path_factory.mktemp(request.param) / "book.sqlite3"))
    with contextlib.ExitStack() as stack:
        if request.param == "inside":
            client: Any = stack.enter_context(inside(book, places=PLACES))
        else:
            server = stack.enter_context(running(book, doors=PLACES))
            client = stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
        yield client, iter(furnished[1])


@pytest.fixture
def wire(door: tuple[Any, Iterator[Desk]]) -> Wire:
    """The door, for two organizations of the test's own."""
    client, desks = door
    return Wire(client, desks)
