"""Pages: opaque cursors that are good for one list only, and the links of vendors who count pages."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from entrepot.http.errors import CURSOR_INVALID, WireInvalid, in_query

CURSOR_LENGTH = 2000
Position = tuple[str | int | None, ...]


def seal(position: Position, *, sort: str, filters: Mapping[str, object]) -> str:
    """The cursor for "after this row": the row's sort keys, bound to the list's order and filters.

    It is not secret and not signed: whoever makes one up gets rows of his own organization or a refusal.
    """
    text = json.dumps([_binding(sort, filters), *position], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def unseal(cursor: str, *, sort: str, filters: Mapping[str, object], parameter: str = "cursor") -> Position:
    """The row's sort keys again; raises `WireInvalid` when the cursor is not one for this list."""
    if not cursor or len(cursor) > CURSOR_LENGTH or not cursor.isascii():
        raise _refused(parameter)
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise _refused(parameter) from None
    if not isinstance(parts, list) or len(parts) < 2 or parts[0] != _binding(sort, filters):
        raise _refused(parameter)
    position = tuple(parts[1:])
    if not all(_is_key(part) for part in position):
        raise _refused(parameter)
    return position


def _is_key(part: object) -> bool:
    if isinstance(part, str):
        return part.isprintable()
    return part is None or (isinstance(part, int) and not isinstance(part, bool) and -(2**63) <= part < 2**63)


def _binding(sort: str, filters: Mapping[str, object]) -> str:
    told = [sort, sorted((name, str(value)) for name, value in filters.items() if value is not None)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


def _refused(parameter: str) -> WireInvalid:
    return in_query(
        parameter, CURSOR_INVALID, "This cursor was not given out for this list, its filters and its order."
    )


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page of a list whose pages are counted from 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * self.size

    def pages(self, total: int) -> int:
        """How many pages `total` rows fill; 0 when there are none."""
        return -(-total // self.size)

    def has_next(self, total: int) -> bool:
        """Whether rows follow this page."""
        return self.number * self.size < total


def link(url: str, query: Iterable[tuple[str, str]], changes: Mapping[str, str | int | None]) -> str:
    """`url` with its query, some parameters set (or dropped: None), names in any case, the others kept."""
    folded = {name.casefold() for name in changes}
    kept: Sequence[tuple[str, str]] = [(name, value) for name, value in query if name.casefold() not in folded]
    added = [(name, str(value)) for name, value in changes.items() if value is not None]
    text = urlencode([*kept, *added])
    return f"{url}?{text}" if text else url
