"""Where a command finds the order book: free, or held by a server that then carries it out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in an empty folder."""
    return Terminal(tmp_path)


@pytest.fixture(scope="module", params=["nobody serves", "a server runs"])
def anywhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A terminal whose order book is free, and one whose order book a server holds; one for all tests of a module."""
    terminal = Terminal(tmp_path_factory.mktemp("book"))
    if request.param == "nobody serves":
        yield terminal
        return
    with terminal.serving():
        yield terminal
