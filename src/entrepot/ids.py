"""Identifiers: UUIDv7 (RFC 9562, section 5.7) made here, and the same 128 bits written as a ULID."""

import os
import re
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID, SafeUUID

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CROCKFORD_VALUE = {letter: value for value, letter in enumerate(CROCKFORD)}
_USUAL_FORM = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_RANDOM_BITS = 74
_RANDOM_MASK = (1 << _RANDOM_BITS) - 1
_START_BYTES = 10
_STEP_BYTES = 4
_BLOCK_BYTES = 4096


class Ids(Protocol):
    """Something that makes identifiers."""

    def new(self, moment: datetime) -> UUID:
        """A fresh UUIDv7 of that moment."""


class Sequence7:
    """UUIDv7 values that never step back: within one millisecond each is greater than the one before.

    The 74 free bits start at random and count up by a random step, so ids made by one process sort by creation and
    two processes do not collide. `entropy(n)` gives n random bytes (tests pass a fixed one); it is asked for many at a
    time, because each question to the system costs more than making an id.
    """

    def __init__(self, entropy: Callable[[int], bytes] = os.urandom) -> None:
        """Start a sequence of its own."""
        self._entropy = entropy
        self._lock = threading.Lock()
        self._moment: datetime | None = None
        self._of_moment = -1
        self._millisecond = -1
        self._tail = 0
        self._block = b""
        self._at = 0

    def new(self, moment: datetime) -> UUID:
        """A UUIDv7 of that moment (or of the latest moment seen, should the clock step back)."""
        with self._lock:
            if moment is not self._moment:  # a work makes all its ids of one moment
                self._moment, self._of_moment = moment, int(moment.timestamp() * 1000)
            millisecond = self._of_moment
            if millisecond > self._millisecond:
                self._millisecond = millisecond
                self._tail = self._drawn(_START_BYTES) & (_RANDOM_MASK >> 1)
            else:
                self._tail += 1 + self._drawn(_STEP_BYTES)
                if self._tail > _RANDOM_MASK:
                    self._millisecond += 1
                    self._tail &= _RANDOM_MASK >> 1
            return from_parts(self._millisecond, self._tail)

    def _drawn(self, size: int) -> int:
        """The next so many random bytes as a number; each is used once."""
        at = self._at
        if at + size > len(self._block):
            self._block, at = self._entropy(_BLOCK_BYTES), 0
        self._at = at + size
        return int.from_bytes(self._block[at : self._at])


_blank = UUID.__new__
_put = object.__setattr__
_UNKNOWN = SafeUUID.unknown


def uuid_of(number: int) -> UUID:
    """The UUID of a 128-bit number, at a quarter of the constructor's cost: it reads nothing and checks nothing."""
    made = _blank(UUID)
    _put(made, "int", number)
    _put(made, "is_safe", _UNKNOWN)
    return made


def from_parts(millisecond: int, tail: int) -> UUID:
    """The UUIDv7 of a Unix time in milliseconds (48 bits) and 74 further bits."""
    high = tail >> 62
    low = tail & ((1 << 62) - 1)
    return uuid_of((millisecond << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)


def to_ulid(value: UUID) -> str:
    """The same 128 bits as 26 upper-case Crockford letters."""
    number = value.int
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def from_ulid(text: str) -> UUID | None:
    """The UUID behind a ULID, or None when the text is not one (case does not matter)."""
    if len(text) != 26:
        return None
    number = 0
    for letter in text.upper():
        value = _CROCKFORD_VALUE.get(letter)
        if value is None:
            return None
        number = (number << 5) | value
    return UUID(int=number) if number < 1 << 128 else None


def parse_uuid(text: object) -> UUID | None:
    """The UUID written in a text of the usual 36-character form, or None."""
    if not isinstance(text, str) or not _USUAL_FORM.match(text):
        return None
    return uuid_of(int(text.replace("-", ""), 16))
