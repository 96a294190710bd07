from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from entrepot.clock import FixedClock
from tests.makers import open_store
from tests.receiver import Receiver, receiver
from tests.webhooks.yard import Yard


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Yard]:
    clock = FixedClock(datetime.now(UTC))
    with open_store(tmp_path, clock) as store:
        yield Yard(store, clock)


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as mine:
        yield mine
