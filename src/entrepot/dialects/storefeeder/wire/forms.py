"""The forms of single values in requests, and the base of every request model.

Names match in any case, null is the same as absent, unknown names are ignored; numbers may come as texts (in XML they
always do); dates are ISO 8601 with or without time, zone and fraction.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from entrepot.errors import FIELD_FORMAT, FIELD_RANGE, FIELD_REQUIRED, FIELD_TOO_LONG, FIELD_TYPE

ZERO = Decimal(0)
SMALLEST_ID = -(2**31)
LARGEST_ID = 2**31 - 1
MOST_UNITS = 999_999
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}(?:\.0{1,20})?\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,19}(?:\.[0-9]{0,19})?|\.[0-9]{1,19})\Z")
_POSITIVE = re.compile(r"[1-9][0-9]{0,9}\Z")
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(?::(\d{2}))?(?:\.(\d{1,30}))?(Z|z|[+-]\d{2}:?\d{2})?)?\Z", re.ASCII
)
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def whole(value: object) -> int:
    """A 32-bit whole number from a number without a fraction or a text of one."""
    if isinstance(value, str) and _WHOLE.match(value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise PydanticCustomError(FIELD_TYPE, "Must be a whole number.")
    if not SMALLEST_ID <= value <= LARGEST_ID:
        raise PydanticCustomError(FIELD_RANGE, "Must be a whole number of 32 bits.")
    return value


def units(value: object) -> int:
    """A quantity in units: 0 to 999,999."""
    found = whole(value)
    if not 0 <= found <= MOST_UNITS:
        raise PydanticCustomError(FIELD_RANGE, "Must be from 0 to 999999.")
    return found


def count(value: object) -> int:
    """A whole number that is not negative."""
    found = whole(value)
    if found < 0:
        raise PydanticCustomError(FIELD_RANGE, "Must not be negative.")
    return found


def exact(value: object) -> Decimal:
    """An exact number from a number or a text of one; zero has no sign."""
    if isinstance(value, str) and _NUMBER.match(value.strip()):
        return Decimal(value.strip()) or ZERO
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value) or ZERO
    raise PydanticCustomError(FIELD_TYPE, "Must be a number.")


def level(value: object) -> Decimal:
    """A quantity to compare with: at most 12 digits and 6 decimals."""
    found = exact(value)
    if abs(found) >= 10**12 or found != round(found, 6):
        raise PydanticCustomError(FIELD_RANGE, "Must have at most 12 digits and 6 decimals.")
    return found


def truth(value: object) -> bool:
    """True or false, also written as a text."""
    if isinstance(value, str):
        value = _TRUTH.get(value.strip().lower(), value)
    if not isinstance(value, bool):
        raise PydanticCustomError(FIELD_TYPE, "Must be true or false.")
    return value


def positive(value: object) -> int:
    """A number in a query: digits that do not begin with 0."""
    if not isinstance(value, str) or not _POSITIVE.match(value) or int(value) > LARGEST_ID:
        raise PydanticCustomError(FIELD_FORMAT, "Must be a whole number from 1.")
    return int(value)


def moment(value: object) -> datetime:
    """The moment behind a text, in UTC; without a zone it is UTC. Fractions are cut to microseconds, never rounded."""
    found = _moment(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError(FIELD_FORMAT, "Must be a date such as 2026-03-17T08:30:00+00:00.")
    return found


def is_date_only(text: str) -> bool:
    """Whether a text that `moment` accepts names a day and no time of it."""
    return ":" not in text


def _moment(text: str) -> datetime | None:
    found = _ISO.match(text)
    if found is None:
        return None
    day, time, second, fraction, zone = found.groups()
    try:
        if time is None:
            return datetime.fromisoformat(day).replace(tzinfo=UTC)
        micro = (fraction or "")[:6].ljust(6, "0")
        offset = "+00:00" if zone is None or zone in "Zz" else zone
        return datetime.fromisoformat(f"{day}T{time}:{second or '00'}.{micro}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def words(value: object) -> str:
    """A text as it came; a number where a text is expected becomes its digits."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if not isinstance(value, str):
        raise PydanticCustomError(FIELD_TYPE, "Must be a text.")
    return value


def at_most(limit: int) -> Callable[[object], str | None]:
    """A check for texts of at most `limit` characters, trimmed; a blank one is as good as none."""

    def check(value: object) -> str | None:
        text = words(value).strip()
        if len(text) > limit:
            raise PydanticCustomError(
                FIELD_TOO_LONG,
                "Must have at most {limit} characters; this has {length}.",
                {"limit": limit, "length": len(text)},
            )
        return text or None

    return check


def needed(limit: int) -> Callable[[object], str]:
    """A check for texts that may not be blank."""
    check = at_most(limit)

    def stricter(value: object) -> str:
        text = check(value)
        if text is None:
            raise PydanticCustomError(FIELD_REQUIRED, "This text may not be blank.")
        return text

    return stricter


def _text_schema(limit: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "maxLength": limit})


INTEGER = WithJsonSchema({"type": "integer", "format": "int32"})
NUMBER = WithJsonSchema({"type": "number"})
Whole = Annotated[int, PlainValidator(whole), INTEGER]
Units = Annotated[
    int,
    PlainValidator(units),
    WithJsonSchema({"type": "integer", "format": "int32", "minimum": 0, "maximum": MOST_UNITS}),
]
Count = Annotated[int, PlainValidator(count), WithJsonSchema({"type": "integer", "format": "int32", "minimum": 0})]
Exact = Annotated[Decimal, PlainValidator(exact), NUMBER]
Level = Annotated[Decimal, PlainValidator(level), NUMBER]
Truth = Annotated[bool, PlainValidator(truth), WithJsonSchema({"type": "boolean"})]
Moment = Annotated[datetime, PlainValidator(moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Positive = Annotated[
    int,
    PlainValidator(positive),
    WithJsonSchema({"type": "integer", "format": "int32", "minimum": 1, "maximum": LARGEST_ID}),
]
Words = Annotated[str | None, PlainValidator(words), WithJsonSchema({"type": "string"})]
Text20 = Annotated[str | None, PlainValidator(at_most(20)), _text_schema(20)]
Text50 = Annotated[str | None, PlainValidator(at_most(50)), _text_schema(50)]
Text125 = Annotated[str | None, PlainValidator(at_most(125)), _text_schema(125)]
Text200 = Annotated[str | None, PlainValidator(at_most(200)), _text_schema(200)]
Needed50 = Annotated[str, PlainValidator(needed(50)), _text_schema(50)]
Needed200 = Annotated[str, PlainValidator(needed(200)), _text_schema(200)]


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
