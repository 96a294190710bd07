"""A store on a real file with one organization in it, for each test; its statements are listened to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from entrepot.clock import FixedClock
from entrepot.store.store import Store
from tests.makers import MOMENT, World, make_world, open_store


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MOMENT)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with open_store(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def world(store: Store) -> World:
    return make_world(store)
