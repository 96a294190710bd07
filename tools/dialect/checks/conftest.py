"""The door in this process, for an organization with a supplier and three products."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.makers import World, make_world, open_store
from tests.server import inside


class Acme:
    """A client of the door with an organization's key."""

    def __init__(self, client: Any, world: World) -> None:
        self.client, self.world = client, world

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"X-Acme-Key": self.world.secret, **headers}
        return self.client.request(method, f"/acme{path}", json=body, headers=sent)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Acme, Acme]]:
    """Two organizations on one server."""
    with open_store(tmp_path) as store:
        worlds = [make_world(store, name) for name in ("Harborrow", "Millbrook")]
    places = [("/acme", "entrepot.dialects.acme.app")]
    with inside(tmp_path / "book.sqlite3", places=places) as client:
        yield Acme(client, worlds[0]), Acme(client, worlds[1])


@pytest.fixture
def acme(two: tuple[Acme, Acme]) -> Acme:
    """The first of them."""
    return two[0]
