"""Lists: what can be asked of one, and the page that is answered. The same for every noun and every door."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")
U = TypeVar("U")


class Test(StrEnum):
    """How a field is compared. Texts: ICONTAINS compares folded keys; EQ and IN do so for fields that are keys."""

    __test__ = False

    EQ = "eq"
    IN = "in"
    NOT_IN = "not_in"
    CONTAINS = "contains"
    ICONTAINS = "icontains"
    GTE = "gte"
    LTE = "lte"
    LT = "lt"
    IS_NULL = "is_null"


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on one field of the noun's closed list; `value` is a tuple for IN and NOT_IN, a bool for IS_NULL."""

    field: str
    test: Test
    value: object


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where a keyset page ended: the sort value (a JSON scalar as stored) and the id of its last item."""

    value: object
    id: UUID


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: all of `where` hold; `sort` is a name of the noun's closed list, ties by id.

    Either `after` (keyset) or `offset` (for wire forms with page numbers). `limit` is 1 to 1000. `count` asks for the
    number of all matches.
    """

    where: tuple[Condition, ...] = ()
    sort: str = "id"
    descending: bool = False
    after: Bookmark | None = None
    offset: int = 0
    limit: int = 50
    count: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list; `next` is None on the last page, `total` is None unless it was asked for."""

    items: tuple[T, ...]
    next: Bookmark | None
    total: int | None = None

    def map(self, change: Callable[[T], U]) -> "Page[U]":
        """The same page with every item changed."""
        return Page(tuple(change(item) for item in self.items), self.next, self.total)


def equal(field: str, value: object) -> Condition:
    """The field has this value."""
    return Condition(field, Test.EQ, value)


def any_of(field: str, values: tuple[object, ...]) -> Condition:
    """The field has one of these values."""
    return Condition(field, Test.IN, values)
