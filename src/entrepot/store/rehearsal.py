"""Rehearsals: inside one, every write of this task is tried and undone, whoever asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_REHEARSING: ContextVar[bool] = ContextVar("rehearsing", default=False)


@contextmanager
def rehearsing() -> Iterator[None]:
    """Make every write a dry run until the block ends."""
    before = _REHEARSING.set(True)
    try:
        yield
    finally:
        _REHEARSING.reset(before)


def is_rehearsal() -> bool:
    """Whether this task is inside a rehearsal."""
    return _REHEARSING.get()
