"""What changed between two states of a thing, field by field, as JSON values."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import cast
from uuid import UUID

from entrepot.book.events import Change
from entrepot.book.values.quantity import plain

_FIELDS: dict[type, tuple[str, ...]] = {}
_EMPTY: tuple[object, ...] = (None, [], {})


def as_json(value: object) -> object:
    """The value as plain JSON: decimals as texts without needless zeros, times in UTC with `Z`, ids and enums as texts.

    Raises TypeError for anything that has no plain form.
    """
    form = type(value)
    if value is None or form in {str, int, bool}:
        return value
    if form is Decimal:
        return plain(cast("Decimal", value))
    if form is float:  # numbers of a free document come back from the store as JSON reads them
        return plain(Decimal(repr(value)))
    if isinstance(value, Enum):
        return cast("object", value.value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return _time_text(value)
    if is_dataclass(value):
        return {name: as_json(getattr(value, name)) for name in _names(form)}
    if isinstance(value, Mapping):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    if isinstance(value, set | frozenset):
        return sorted(str(as_json(part)) for part in value)
    raise TypeError(f"no plain form for {form.__name__}")


def state(thing: object, *, without: frozenset[str] = frozenset()) -> dict[str, object]:
    """The fields of a dataclass as JSON values, less those that say nothing about what a person changed."""
    return {name: as_json(getattr(thing, name)) for name in _names(type(thing)) if name not in without}


def _time_text(value: date) -> str:
    """A day as it is, a moment in UTC with `Z`."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()


def difference(old: Mapping[str, object] | None, new: Mapping[str, object] | None) -> tuple[Change, ...]:
    """Every field whose value differs, by dotted path, in the order of `new`; both sides hold JSON values.

    None stands for "not there": everything that is not empty on the other side has then changed. Objects are compared
    field by field; lists of objects with an `id` item by item (`lines.<id>.unit_price`), other lists as a whole.
    """
    return tuple(_changes("", old or {}, new or {}))


def _changes(prefix: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    names = [*new, *(name for name in old if name not in new)]
    for name in names:
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        path = f"{prefix}{name}"
        parts = _parts(before, after)
        if parts is None:
            if not (before in _EMPTY and after in _EMPTY):
                yield Change(path, before, after)
        else:
            yield from _changes(f"{path}.", *parts)


def _parts(old: object, new: object) -> tuple[Mapping[str, object], Mapping[str, object]] | None:
    """Both sides as objects when they can be compared part by part, else None."""
    before, after = _as_object(old), _as_object(new)
    return None if before is None or after is None or not (before or after) else (before, after)


def _as_object(value: object) -> Mapping[str, object] | None:
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list) and all(isinstance(item, Mapping) and "id" in item for item in value):
        return {str(item["id"]): item for item in value}
    return None


def _names(form: type) -> tuple[str, ...]:
    names = _FIELDS.get(form)
    if names is None:
        names = _FIELDS[form] = tuple(field.name for field in fields(form))
    return names
