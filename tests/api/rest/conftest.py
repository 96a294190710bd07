"""The native door inside this process, with two organizations behind it, shared by the tests of one module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.rest.caller import Caller, House, open_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("book")
    with open_house(folder) as opened:
        yield opened


@pytest.fixture
def api(house: House) -> Caller:
    return house.ours


@pytest.fixture
def theirs(house: House) -> Caller:
    return house.theirs
