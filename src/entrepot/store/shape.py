"""How a noun of the book lies in its table, said once and used for every statement about it.

A field lies in the column of its name, unless it is packed (a value kept as a JSON document) or money (two columns).
Key columns are computed from the noun when it is written and never read back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Table, and_, bindparam, insert, type_coerce, update
from sqlalchemy.types import NullType

from entrepot.book.values.money import Money
from entrepot.errors import CODES, VERSION_STALE, Code, Conflict, FieldError
from entrepot.store.errors import Refusals, is_duplicate
from entrepot.store.types import (
    Choice,
    Day,
    Flag,
    Id,
    Json,
    Moment,
    Scaled,
    from_json,
    from_micros,
    from_scaled,
    to_id,
)
from entrepot.store.work import MOVING, UnitOfWork

T = TypeVar("T")
Read = Callable[[Any], Any]
CHUNK = 500
CACHED = 8192
MAX_SERIAL = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Packed:
    """An unchangeable value kept as a JSON document: how it is written and how it is read.

    `seldom_the_same` says that remembering what a document was read as does not pay.
    """

    write: Callable[[Any], object]
    read: Callable[[Any], object]
    seldom_the_same: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A unique key of the table: which column breaks it, the field it is about and the code that says so."""

    column: str
    field: str
    code: Code


class Shape(Generic[T]):
    """The way between a dataclass and its tenant table."""

    def __init__(
        self,
        table: Table,
        form: type[T],
        *,
        packed: Mapping[str, Packed] | None = None,
        money: Sequence[str] = (),
        keys: Mapping[str, Callable[[T], object]] | None = None,
        taken: Sequence[Taken] = (),
        without: Sequence[str] = (),
    ) -> None:
        """`packed` and `money` name fields, `keys` columns; `taken` lists what a duplicate is called.

        `without` names the last fields of the form, which have defaults and lie in other tables.
        """
        self.table = table
        self._form: Callable[..., T] = form
        self._packed = packed or {}
        self._money = tuple(money)
        self._keys = keys or {}
        self._taken = tuple(taken)
        self._moving = table.name in MOVING
        self._names = tuple(field.name for field in fields(form) if field.name not in without)  # type: ignore[arg-type]
        self._width = len(self._names)
        places = [f"{name}_amount" if name in self._money else name for name in self._names]
        columns = [*places, *(f"{name}_currency" for name in self._money)]
        self.columns = tuple(table.c[column] for column in columns)
        # The same as the driver gives them: for Core statements whose rows `from_driver` reads, at half the cost.
        self.driver_columns = tuple(type_coerce(column, NullType()) for column in self.columns)
        listed = ", ".join(f"{table.name}.{column}" for column in columns)
        self.selecting = f"SELECT {listed} FROM {table.name}"  # noqa: S608 - names of our own schema
        self._priced = tuple(
            (index, columns.index(f"{name}_currency")) for index, name in enumerate(self._names) if name in self._money
        )
        self._reads = self._steps()
        self._by_id = f"{self.selecting} WHERE {table.name}.organization_id = ? AND {table.name}.id = ?"

    # --- reading ------------------------------------------------------------------------------------------------------

    def from_driver(self, row: Sequence[Any]) -> T:
        """The noun of a row of `driver_columns`, or of a statement beginning with `selecting`."""
        values = list(row)
        for index, read in self._reads:
            value = values[index]
            if value is not None:
                values[index] = read(value)
        for amount, currency in self._priced:
            if values[amount] is not None:
                values[amount] = Money(values[amount], values[currency])
        return self._form(*values[: self._width])

    def get(self, uow: UnitOfWork, organization_id: UUID, id: UUID) -> T | None:
        """The one with this id, or None."""
        rows = self._rows(uow, self._by_id, (organization_id.bytes, id.bytes))
        return self.from_driver(rows[0]) if rows else None

    def one(self, uow: UnitOfWork, organization_id: UUID, rest: str, params: Sequence[object] = ()) -> T | None:
        """The first that meets the SQL condition `rest` (with `?` in the driver's values) inside the organization."""
        text = f"{self.selecting} WHERE {self.table.name}.organization_id = ? AND {rest}"
        rows = self._rows(uow, f"{text} LIMIT 1", (organization_id.bytes, *params))
        return self.from_driver(rows[0]) if rows else None

    def by_serial(self, uow: UnitOfWork, organization_id: UUID, serial: int) -> T | None:
        """The one with this serial, or None."""
        return self.one(uow, organization_id, "serial = ?", (serial,)) if 0 <= serial <= MAX_SERIAL else None

    def by_serials(self, uow: UnitOfWork, organization_id: UUID, serials: Iterable[int]) -> dict[int, T]:
        """Those with these serials, by serial."""
        wanted = {serial for serial in serials if 0 <= serial <= MAX_SERIAL}
        return {each.serial: each for each in self.among(uow, organization_id, "serial", wanted)}  # type: ignore[attr-defined]

    def among(self, uow: UnitOfWork, organization_id: UUID, column: str, values: Iterable[object]) -> list[T]:
        """All whose column has one of the values (the driver's), at one statement for each 500 of them."""
        found: list[T] = []
        for part in chunks(tuple(values)):
            marks, padded = listed_values(part)
            name = self.table.name
            text = f"{self.selecting} WHERE {name}.organization_id = ? AND {name}.{column} IN {marks}"
            found += [self.from_driver(row) for row in self._rows(uow, text, (organization_id.bytes, *padded))]
        return found

    def _rows(self, uow: UnitOfWork, text: str, params: tuple[object, ...]) -> list[Any]:
        """The rows of a statement about this table alone."""
        return uow.rows(text, params) if self._moving else uow.settled(text, params)

    def by_ids(self, uow: UnitOfWork, organization_id: UUID, ids: Iterable[UUID]) -> dict[UUID, T]:
        """Those with these ids, by id."""
        wanted = tuple({id.bytes for id in ids})
        return {each.id: each for each in self.among(uow, organization_id, "id", wanted)} if wanted else {}  # type: ignore[attr-defined]

    # --- writing ------------------------------------------------------------------------------------------------------

    def insert(self, uow: UnitOfWork, thing: T) -> None:
        """Store a new one; raises Conflict when a unique key is taken."""
        try:
            uow.connection.execute(insert(self.table), self.values(thing))
        except Refusals as error:
            raise self._refusal(error) from error

    def insert_many(self, uow: UnitOfWork, things: Sequence[T]) -> None:
        """Store new ones with one statement; raises Conflict when a unique key is taken."""
        if not things:
            return
        try:
            uow.connection.execute(insert(self.table), [self.values(thing) for thing in things])
        except Refusals as error:
            raise self._refusal(error) from error

    def update_many(self, uow: UnitOfWork, things: Sequence[T]) -> None:
        """Store the next versions with one statement; the caller read them in this very transaction."""
        if not things:
            return
        table = self.table
        keys = ("organization_id", "id")
        same = and_(*(table.c[key] == bindparam(f"own_{key}") for key in keys))
        rows = [self.values(thing) for thing in things]
        columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name not in keys}
        renamed = [{f"own_{name}" if name in keys else name: value for name, value in row.items()} for row in rows]
        uow.connection.execute(update(table).where(same).values(columns), renamed)

    def update(self, uow: UnitOfWork, thing: T) -> None:
        """Store the next version; raises Conflict when a unique key is taken or somebody else was faster."""
        table, values = self.table, self.values(thing)
        same = and_(
            table.c.organization_id == values.pop("organization_id"),
            table.c.id == values.pop("id"),
            table.c.version == values["version"] - 1,
        )
        try:
            changed = uow.connection.execute(update(table).where(same).values(values)).rowcount
        except Refusals as error:
            raise self._refusal(error) from error
        if changed != 1:
            raise Conflict(VERSION_STALE)

    def values(self, thing: T) -> dict[str, Any]:
        """The row as column values of the schema's types."""
        row: dict[str, Any] = {}
        for name in self._names:
            value = getattr(thing, name)
            if name in self._money:
                row[f"{name}_amount"] = None if value is None else value.amount
                row[f"{name}_currency"] = None if value is None else value.currency
            elif name in self._packed:
                row[name] = None if value is None else self._packed[name].write(value)
            else:
                row[name] = value
        for column, key in self._keys.items():
            row[column] = key(thing)
        return row

    def _refusal(self, error: BaseException) -> BaseException:
        for key in self._taken:
            if is_duplicate(error, f"{self.table.name}.{key.column}"):
                return Conflict(key.code, fields=[FieldError((key.field,), key.code, CODES[key.code])])
        return error

    # --- columns ------------------------------------------------------------------------------------------------------

    def _steps(self) -> tuple[tuple[int, Read], ...]:
        """What is done to the values of a row, by position."""
        steps = []
        for index, column in enumerate(self.columns):
            packed = self._packed.get(column.name)
            read = _driver_reader(column.type) if packed is None else _unpacking(packed)
            if read is not None:
                steps.append((index, read))
        return tuple(steps)


def _unpacking(packed: Packed) -> Read:
    unpack = packed.read

    def read(text: str) -> object:
        return unpack(from_json(text))

    return read if packed.seldom_the_same else lru_cache(CACHED)(read)


def _driver_reader(form: object) -> Read | None:
    """How the driver's value of a column becomes Python's; None when it is the same."""
    if isinstance(form, Id):
        return _uuid
    if isinstance(form, Moment):
        return _moment
    if isinstance(form, Scaled):
        places = form.places
        return lru_cache(CACHED)(lambda value: from_scaled(value, places))
    if isinstance(form, Json):
        return _document
    if isinstance(form, Flag):
        return bool
    if isinstance(form, Choice):
        members = {str(word.value): word for word in form.words}
        return members.__getitem__
    if isinstance(form, Day):
        return lru_cache(CACHED)(date.fromisoformat)
    return None


# Ids, moments, figures and packed values come again and again and cannot be changed: remembering them is cheaper.
_uuid = lru_cache(CACHED)(to_id)
_moment = lru_cache(CACHED)(from_micros)


def _document(text: str) -> Any:  # noqa: ANN401 - a JSON document has any shape
    if text == "{}":
        return {}
    return [] if text == "[]" else from_json(text)


def chunks(values: Sequence[Any]) -> list[Sequence[Any]]:
    """The values in runs of at most 500."""
    return [values[start : start + CHUNK] for start in range(0, len(values), CHUNK)]


def listed_values(values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """The `(?, ?, …)` of an IN and its values, padded to a power of two so that few different statements arise."""
    size = 1
    while size < len(values):
        size *= 2
    padded = [*values, *([values[-1]] * (size - len(values)))]
    return f"({', '.join('?' * size)})", padded


# --- packed values ----------------------------------------------------------------------------------------------------


def record(form: type[Any]) -> Packed:
    """A small dataclass of texts, numbers and ids, as an object."""
    turns = {field.name: _TURNS.get(field.type if isinstance(field.type, type) else object) for field in fields(form)}

    def write(value: Any) -> dict[str, object]:  # noqa: ANN401
        return {
            name: part if turn is None or part is None else turn[0](part)
            for name, turn in turns.items()
            if (part := getattr(value, name)) is not None
        }

    def read(parts: Mapping[str, Any]) -> object:
        return form(**{name: _turned(turns.get(name), part) for name, part in parts.items()})

    return Packed(write, read)


def records(form: type[Any]) -> Packed:
    """A tuple of small dataclasses, as a list of objects."""
    one = record(form)
    return Packed(lambda items: [one.write(item) for item in items], lambda parts: tuple(map(one.read, parts)))


def _turned(turn: tuple[Read, Read] | None, part: object) -> object:
    return part if turn is None or part is None else turn[1](part)


def _decimal_text(value: Decimal) -> str:
    return f"{value:f}"


_TURNS: dict[type, tuple[Read, Read]] = {Decimal: (_decimal_text, Decimal), UUID: (str, UUID)}
TEXTS = Packed(list, tuple)
