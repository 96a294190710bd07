"""Pages of lists: conditions, order, keyset bookmarks, offsets and counts, the same for every noun."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Text, and_, bindparam, func, or_, select

from entrepot.book.values.page import Bookmark, Condition, Listing, Page, Test
from entrepot.book.values.text import folded
from entrepot.errors import FIELD_CHOICE, FIELD_FORMAT, FIELD_RANGE, Invalid
from entrepot.store.shape import Shape
from entrepot.store.types import Choice, Flag, Id, Moment, Scaled, Whole, from_micros, to_micros
from entrepot.store.work import UnitOfWork

T = TypeVar("T")
Where = ColumnElement[bool]
Made = Callable[[Condition], Where]
MAX_LIMIT = 1000
MAX_VALUES = 1000
# The organization a list is about; a subquery names it by this instead of by its neighbour, so that it runs once.
HERE = bindparam("here", type_=Id())


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a list may be filtered by; the values of a `key` column are folded before they are compared."""

    column: Column[Any]
    key: bool = False

    def where(self, condition: Condition) -> Where:
        """The condition as SQL; raises Invalid when the value does not fit the test."""
        test, value = condition.test, condition.value
        if test in {Test.IN, Test.NOT_IN}:
            values = [self._keyed(each) for each in _several(condition)]
            return self.column.in_(values) if test is Test.IN else self.column.not_in(values)
        if test is Test.IS_NULL:
            return self.column.is_(None) if value else self.column.is_not(None)
        if test in {Test.CONTAINS, Test.ICONTAINS}:
            return contains(self.column, folded(_text(condition)) if self.key else _text(condition))
        return _COMPARE[test](self.column, self._keyed(value))

    def _keyed(self, value: object) -> object:
        if value is not None and not _fits(self.column.type, value):
            raise Invalid(FIELD_FORMAT, f"{value} is not a value that {self.column.name} can have.")
        return folded(value) if self.key and isinstance(value, str) else value


_COMPARE: dict[Test, Callable[[ColumnElement[Any], object], Where]] = {
    Test.EQ: lambda column, value: column.is_(None) if value is None else column == value,
    Test.GTE: lambda column, value: column >= value,
    Test.LTE: lambda column, value: column <= value,
    Test.LT: lambda column, value: column < value,
}


@dataclass(frozen=True, slots=True)
class Sort(Generic[T]):
    """A column that a list may be sorted by (never empty), and how an item's own value of it is found."""

    column: Column[Any]
    of: Callable[[T], object]


class Catalogue(Generic[T]):
    """The closed list of one noun: what it can be filtered and sorted by. Sorting by `id` is always possible."""

    def __init__(
        self,
        shape: Shape[T],
        fields: Mapping[str, Field | Made],
        sorts: Mapping[str, Sort[T]] | None = None,
        *,
        always: Sequence[Where] = (),
    ) -> None:
        """`always` holds for every list (for example: not deleted)."""
        self._shape = shape
        self._fields = fields
        self._sorts = {"id": Sort(shape.table.c.id, lambda item: item.id), **(sorts or {})}  # type: ignore[attr-defined]
        self._always = tuple(always)

    @property
    def fields(self) -> frozenset[str]:
        """The names that can be filtered by."""
        return frozenset(self._fields)

    @property
    def sorts(self) -> frozenset[str]:
        """The names that can be sorted by."""
        return frozenset(self._sorts)

    def page(self, uow: UnitOfWork, organization_id: UUID, listing: Listing, *, only: Sequence[Where] = ()) -> Page[T]:
        """One page of one organization's items; raises Invalid for a field, sort or value outside the closed lists.

        `only` narrows the list further (for example to what a supplier's user may see).
        """
        if not 1 <= listing.limit <= MAX_LIMIT or listing.offset < 0:
            raise Invalid(FIELD_RANGE, f"A page holds 1 to {MAX_LIMIT} items.")
        table = self._shape.table
        where = [table.c.organization_id == HERE, *self._always, *only]
        where += [self.where(condition) for condition in listing.where]
        sort = self._sort(listing.sort)
        total = None
        if listing.count:
            counted = select(func.count()).select_from(table).where(*where)
            total = uow.connection.execute(counted, {"here": organization_id}).scalar_one()
        chosen = select(*self._shape.driver_columns).where(*where)
        if listing.after is not None:
            chosen = chosen.where(self._beyond(sort, listing.after, listing.descending))
        keys = [sort.column] if listing.sort == "id" else [sort.column, table.c.id]
        chosen = chosen.order_by(*(key.desc() if listing.descending else key.asc() for key in keys))
        chosen = chosen.limit(listing.limit + 1).offset(listing.offset or None)
        items = [self._shape.from_driver(row) for row in uow.connection.execute(chosen, {"here": organization_id})]
        return self._cut(items, sort, listing.limit, total)

    def where(self, condition: Condition) -> Where:
        """One condition as SQL; raises Invalid for an unknown field."""
        field = self._fields.get(condition.field)
        if field is None:
            raise Invalid(FIELD_CHOICE, f"This list cannot be filtered by {condition.field}.")
        return field.where(condition) if isinstance(field, Field) else field(condition)

    def _sort(self, name: str) -> Sort[T]:
        sort = self._sorts.get(name)
        if sort is None:
            raise Invalid(FIELD_CHOICE, f"This list cannot be sorted by {name}.")
        return sort

    def _beyond(self, sort: Sort[T], after: Bookmark, descending: bool) -> Where:
        id_column = self._shape.table.c.id
        if sort.column is id_column:
            return id_column < after.id if descending else id_column > after.id
        value = _stored(sort.column, after.value)
        further = sort.column < value if descending else sort.column > value
        tied = id_column < after.id if descending else id_column > after.id
        first = sort.column <= value if descending else sort.column >= value
        return and_(first, or_(further, tied))

    def _cut(self, items: list[T], sort: Sort[T], limit: int, total: int | None) -> Page[T]:
        if len(items) <= limit:
            return Page(tuple(items), None, total)
        last = items[limit - 1]
        return Page(tuple(items[:limit]), Bookmark(_scalar(sort.of(last)), last.id), total)  # type: ignore[attr-defined]


def contains(column: ColumnElement[Any], text: str) -> Where:
    """The column holds the text somewhere, letter by letter."""
    return func.instr(column, text) > 0


def within(column: Column[Any], of: Column[Any], field: "Field | Made") -> Made:
    """A condition on another table of the same organization: `column` is the `of` of one of its rows that meets it."""

    def made(condition: Condition) -> Where:
        inner = replace(condition, test=Test.IN) if condition.test is Test.NOT_IN else condition
        meets = field.where(inner) if isinstance(field, Field) else field(inner)
        there = column.in_(select(of).where(of.table.c.organization_id == HERE, meets))
        return there if inner is condition else ~there

    return made


def holding(*columns: ColumnElement[Any]) -> Made:
    """A condition met when any of the key columns holds the text, whatever the test."""

    def made(condition: Condition) -> Where:
        key = folded(_text(condition))
        return or_(*(contains(column, key) for column in columns))

    return made


def _several(condition: Condition) -> list[object]:
    if not isinstance(condition.value, tuple | list | set | frozenset):
        raise Invalid(FIELD_FORMAT, f"{condition.field} takes a list here.")
    if len(condition.value) > MAX_VALUES:
        raise Invalid(FIELD_RANGE, f"{condition.field} takes at most {MAX_VALUES} values.")
    return list(condition.value)


def _text(condition: Condition) -> str:
    if not isinstance(condition.value, str):
        raise Invalid(FIELD_FORMAT, f"{condition.field} takes a text here.")
    return condition.value


def _fits(form: object, value: object) -> bool:
    """Whether the value has the Python type that the column's type takes."""
    if isinstance(form, Choice):
        return isinstance(value, str) and value in {str(word) for word in form.words}
    if isinstance(form, Flag):
        return isinstance(value, bool)
    if isinstance(form, Whole):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63
    if isinstance(form, Moment):
        return isinstance(value, datetime) and value.tzinfo is not None
    return isinstance(value, _TYPES.get(type(form), object))


_TYPES: dict[type, type] = {Id: UUID, Scaled: Decimal, Text: str}


def _scalar(value: object) -> object:
    if isinstance(value, datetime):
        return to_micros(value)
    return str(value) if isinstance(value, UUID) else value


def _stored(column: ColumnElement[Any], value: object) -> object:
    """The bookmark's scalar as a value of the column; raises Invalid for one that does not belong there."""
    if isinstance(column.type, Moment):
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**17:
            raise Invalid(FIELD_FORMAT, "This is not a bookmark of this list.")
        return from_micros(value)
    if not _fits(column.type, value):
        raise Invalid(FIELD_FORMAT, "This is not a bookmark of this list.")
    return value
