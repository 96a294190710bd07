"""Books that take long to furnish: made once in a test run, by whichever worker comes first, copied for each door."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from entrepot.app import Places
from tests.server import inside, running

T = TypeVar("T")
S = TypeVar("S")


def furnished_copy(factory: pytest.TempPathFactory, name: str, furnish: Callable[[Path], T]) -> tuple[Path, T]:
    """A copy of the closed book that `furnish` makes at a path, and what it says is in there."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = root / f"furnished-{name}"
    with (root / f"furnished-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "inventory").exists():
            folder.mkdir()
            inventory = pickle.dumps(furnish(folder / "book.sqlite3"))
            (folder / "inventory").write_bytes(inventory)
    book = Path(shutil.copy(folder / "book.sqlite3", factory.mktemp(name) / "book.sqlite3"))
    return book, pickle.loads((folder / "inventory").read_bytes())  # noqa: S301 - our own, of this run


@contextmanager
def opened(
    factory: pytest.TempPathFactory, name: str, furnish: Callable[[Path], Sequence[S]], places: Places, *, started: bool
) -> Iterator[tuple[Any, Iterator[S]]]:
    """A client of the doors on a furnished book, in this process or behind a server, and what nobody has used yet."""
    book, made = furnished_copy(factory, name, furnish)
    with ExitStack() as stack:
        if started:
            server = stack.enter_context(running(book, doors=places))
            client: Any = stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
        else:
            client = stack.enter_context(inside(book, places=places))
        yield client, iter(made)
