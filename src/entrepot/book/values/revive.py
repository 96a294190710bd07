"""From plain JSON values back to the book's own: the other way of `book.difference.as_json`."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

_EMPTY: tuple[object, ...] = (None, [], {})
_SCALARS: Mapping[Any, Callable[[Any], object]] = {
    Decimal: Decimal,
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


def revive(form: Any, value: Any) -> Any:  # noqa: ANN401 - any type of the book and its plain form
    """The value of type `form` behind a plain JSON value; None becomes the empty value where None is not allowed."""
    origin = get_origin(form)
    if origin in {Union, UnionType}:
        return _revive_union(form, value)
    if origin in {tuple, list}:
        return _revive_list(form, value or [])
    if origin is dict or form is dict:
        return dict(value or {})
    if is_dataclass(form):
        return _revive_record(form, value or {})
    if value is None:
        return None
    if form in _SCALARS:
        return _SCALARS[form](value)
    if isinstance(form, type) and issubclass(form, Enum):
        return form(value)
    return value


def _revive_union(form: Any, value: Any) -> Any:  # noqa: ANN401
    (inner,) = (each for each in get_args(form) if each is not type(None))
    empty = value is None or (isinstance(value, Mapping) and all(part in _EMPTY for part in value.values()))
    return None if empty and inner is not dict else revive(inner, value)


def _revive_list(form: Any, values: Any) -> Any:  # noqa: ANN401
    kinds = get_args(form)
    if isinstance(values, Mapping):
        values = list(values.values())
    if get_origin(form) is tuple and Ellipsis not in kinds:
        return tuple(revive(kind, value) for kind, value in zip(kinds, values, strict=True))
    made = [revive(kinds[0], value) for value in values]
    return tuple(made) if get_origin(form) is tuple else made


def _revive_record(form: Any, parts: Mapping[str, Any]) -> Any:  # noqa: ANN401
    return form(**{name: revive(kind, parts.get(name)) for name, kind in _hints(form).items()})


@cache
def _hints(form: Any) -> dict[str, Any]:  # noqa: ANN401
    hints = get_type_hints(form)
    return {field.name: hints[field.name] for field in fields(form)}
