"""The forms of single values in requests, and the base of every request model.

Names match in any case, null is the same as absent, unknown names are ignored; whole numbers may come as strings;
dates in five forms. (The vendor's server reads JSON that way; its clients rely on it.)
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, PlainValidator, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from entrepot.errors import FIELD_FORMAT, FIELD_RANGE, FIELD_TYPE

SMALLEST_ID = -(2**31)
LARGEST_ID = 2**31 - 1
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}(?:\.0{1,20})?\Z")
_NUMBER = re.compile(r"[+-]?[0-9]{1,19}(?:\.[0-9]{1,19})?\Z")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?\Z", re.ASCII)
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.(\d{1,12}))?(Z|z|[+-]\d{2}:?\d{2})?)?\Z", re.ASCII
)


def whole(value: object) -> int:
    """A 32-bit whole number from an integer, an integer-valued number or a numeric string."""
    if isinstance(value, str) and _WHOLE.match(value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise PydanticCustomError(FIELD_TYPE, "Must be a whole number.")
    if not SMALLEST_ID <= value <= LARGEST_ID:
        raise PydanticCustomError(FIELD_RANGE, "Must be a whole number of 32 bits.")
    return value


def number_in_path(value: object) -> int:
    """The number a part of a path names: digits and nothing else."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise PydanticCustomError(FIELD_TYPE, "Must be a whole number.")
    return int(text)


def exact(value: object) -> Decimal:
    """An exact number from a JSON number or a numeric string."""
    if isinstance(value, str) and _NUMBER.match(value.strip()):
        return Decimal(value.strip())
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError(FIELD_TYPE, "Must be a number.")


def truth(value: object) -> bool:
    """True or false, also written as a string."""
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if not isinstance(value, bool):
        raise PydanticCustomError(FIELD_TYPE, "Must be true or false.")
    return value


def moment(value: object) -> datetime:
    """The moment behind a text: MM/DD/YYYY, MM/DD/YYYY HH:MM, YYYY-MM-DD, ISO 8601. Without a zone it is UTC.

    Fractions are kept to microseconds; longer ones are cut.
    """
    found = _moment(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError(FIELD_FORMAT, "Must be a date: MM/DD/YYYY, MM/DD/YYYY HH:MM or ISO 8601.")
    return found


def is_date_only(text: str) -> bool:
    """Whether a text that `moment` accepts names a day and no time of it."""
    return ":" not in text


def _moment(text: str) -> datetime | None:
    try:
        american = _AMERICAN.match(text.strip())
        if american:
            month, day, year, hour, minute, second = (int(part or 0) for part in american.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        iso = _ISO.match(text.strip())
        return _from_iso(*iso.groups()) if iso else None
    except (ValueError, OverflowError):
        return None


def _from_iso(day: str, time: str | None, second: str | None, fraction: str | None, zone: str | None) -> datetime:
    if time is None:
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    micro = (fraction or "")[:6].ljust(6, "0")
    offset = "+00:00" if zone is None or zone in "Zz" else zone
    return datetime.fromisoformat(f"{day}T{time}:{second or '00'}.{micro}{offset}").astimezone(UTC)


Whole = Annotated[int, PlainValidator(whole), WithJsonSchema({"type": "integer", "format": "int32"})]
Exact = Annotated[Decimal, PlainValidator(exact), WithJsonSchema({"type": "number"})]
Truth = Annotated[bool, PlainValidator(truth), WithJsonSchema({"type": "boolean"})]
Moment = Annotated[datetime, PlainValidator(moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Text = Annotated[str, StringConstraints(max_length=10_000)]


class Incoming(BaseModel):
    """The base of every request model: names in any case, null as absent, unknown names ignored."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def spell(cls, value: object) -> object:
        """The object with its names as the model spells them and without its nulls."""
        if not isinstance(value, dict):
            raise PydanticCustomError("model_type", "Must be an object.")
        names = _spellings(cls)
        return {
            names.get(name) or names.get(name.lower(), name): inner
            for name, inner in value.items()
            if inner is not None
        }


@cache
def _spellings(model: type[BaseModel]) -> dict[str, str]:
    spelt = {name: name for name in model.model_fields}
    return {name.lower(): name for name in spelt} | spelt
