"""A store on a real file for each test, its statements listened to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from entrepot.store.store import Store
from tests.statements import listening
from tests.store.makers import open_store


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite3"


@pytest.fixture
def store(book: Path) -> Iterator[Store]:
    with listening(), open_store(book) as opened:
        yield opened


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
