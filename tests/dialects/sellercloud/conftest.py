"""The door in this process and behind a real server, with an organization for every exchange."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from entrepot.app import open_store
from entrepot.clock import SystemClock
from entrepot.settings import Settings
from tests.dialects.sellercloud.desk import Desk
from tests.dialects.sellercloud.world import seed_exchanges
from tests.server import inside, running

DOORS = (("/sellercloud", "entrepot.dialects.sellercloud.app"),)


def seeded_book(folder: Path) -> Path:
    path = folder / "book.sqlite3"
    store = open_store(Settings(database_url=f"sqlite:///{path}"), SystemClock())
    try:
        seed_exchanges(store)
    finally:
        store.close()
    return path


@pytest.fixture(scope="session")
def desk_inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    book = seeded_book(tmp_path_factory.mktemp("sellercloud-inside"))
    with inside(book, places=DOORS) as client:
        yield Desk(client)


@pytest.fixture(scope="session")
def desk_behind_a_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    book = seeded_book(tmp_path_factory.mktemp("sellercloud-server"))
    with running(book, doors=DOORS) as server, httpx2.Client(base_url=server.url) as client:
        yield Desk(client)


@pytest.fixture(params=["inside", "behind_a_server"])
def desk(request: pytest.FixtureRequest) -> Desk:
    found: Desk = request.getfixturevalue(f"desk_{request.param}")
    return found
