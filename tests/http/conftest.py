from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.server import RunningServer, inside, running

SAMPLE = [("/sample", "tests.http.sample_door")]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The sample door inside this process."""
    with inside(tmp_path_factory.mktemp("inside") / "book.sqlite3", places=SAMPLE) as found:
        yield found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The sample door behind a real server on a port."""
    with running(tmp_path_factory.mktemp("server") / "book.sqlite3", doors=SAMPLE) as found:
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite3"
