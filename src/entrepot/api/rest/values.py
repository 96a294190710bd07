"""The kinds of value the native door reads: decimals, money, times, identifiers, addresses. Nothing here is a float."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from entrepot.book.values.address import Address
from entrepot.ids import parse_uuid

_DECIMAL = re.compile(r"[+-]?[0-9]{1,24}(?:\.[0-9]{1,24})?\Z")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,12})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})\Z"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_CONTROL = re.compile("[\x00\ud800-\udfff]")

SHORT_TEXT = 255
LONG_TEXT = 10_000
MAX_CUSTOM_KEYS = 50

DECIMAL_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string", "pattern": r"^[+-]?[0-9]{1,24}(\.[0-9]{1,24})?$"}, {"type": "number"}],
    "examples": ["12.5"],
}
UUID_SCHEMA: dict[str, Any] = {"type": "string", "format": "uuid"}
MOMENT_SCHEMA: dict[str, Any] = {"type": "string", "format": "date-time"}
DAY_SCHEMA: dict[str, Any] = {"type": "string", "format": "date"}


# The default of a field that may be left out of a change but not be null; `model_fields_set` says whether it was given.
ABSENT: Any = None


class Body(BaseModel):
    """The base of every request body: a field that is not known here is refused by name."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def read_decimal(value: object) -> Decimal:
    """The exact number in a decimal string or a JSON number; raises a pydantic error for anything else."""
    if isinstance(value, str):
        if _DECIMAL.match(value):
            return Decimal(value)
        raise PydanticCustomError("field.format", "Must be a decimal number such as 12.5.")
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError("field.type", "Must be a decimal number, as a string or a JSON number.")


def read_uuid(value: object) -> UUID:
    """The identifier in a text of the usual 36 characters; raises a pydantic error for anything else."""
    if isinstance(value, UUID):
        return value
    found = parse_uuid(value)
    if found is None:
        kind = "field.format" if isinstance(value, str) else "field.type"
        raise PydanticCustomError(kind, "Must be an identifier such as 0192f3a1-7c1e-7a43-9d2e-4c1f0a6b8e55.")
    return found


def read_moment(value: object) -> datetime:
    """The moment in an RFC 3339 text, in UTC, cut to microseconds; raises a pydantic error for anything else."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("field.type", "Must be a date and time such as 2026-03-31T09:30:00Z.")
    if _MOMENT.match(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("field.format", "Must be a date and time with an offset, such as 2026-03-31T09:30:00Z.")


def read_day(value: object) -> date:
    """The day in a text of the form 2026-03-31; raises a pydantic error for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("field.type", "Must be a date such as 2026-03-31.")
    if _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("field.format", "Must be a date such as 2026-03-31.")


def read_moment_or_day(value: object) -> datetime:
    """A moment, or a day, which stands for its first moment in UTC; raises a pydantic error for anything else."""
    if isinstance(value, str) and len(value) == 10:
        return datetime.combine(read_day(value), time(0), UTC)
    return read_moment(value)


def _clean(value: object) -> object:
    if isinstance(value, str) and _CONTROL.search(value):
        raise PydanticCustomError("field.format", "Must not hold U+0000 or half a surrogate pair.")
    return value


def _read_whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("field.type", "Must be a whole number.")


Exact = Annotated[Decimal, PlainValidator(read_decimal), WithJsonSchema(DECIMAL_SCHEMA)]
Id = Annotated[UUID, PlainValidator(read_uuid), WithJsonSchema(UUID_SCHEMA)]
Moment = Annotated[datetime, PlainValidator(read_moment), WithJsonSchema(MOMENT_SCHEMA)]
Day = Annotated[date, PlainValidator(read_day), WithJsonSchema(DAY_SCHEMA)]
MomentOrDay = Annotated[
    datetime, PlainValidator(read_moment_or_day), WithJsonSchema({"anyOf": [MOMENT_SCHEMA, DAY_SCHEMA]})
]
Whole = Annotated[int, BeforeValidator(_read_whole)]
Days = Annotated[int, BeforeValidator(_read_whole), Field(ge=0, le=3650)]
Text = Annotated[str, Field(max_length=SHORT_TEXT)]
Name = Annotated[str, Field(min_length=1, max_length=SHORT_TEXT)]
LongText = Annotated[str, Field(max_length=LONG_TEXT)]
Flag = Annotated[bool, Field(strict=True)]
QueryText = Annotated[str, BeforeValidator(_clean), Field(min_length=1, max_length=SHORT_TEXT)]
OverReceipt = Annotated[
    Exact,
    Field(description="How much more than ordered may come, in percent; the nearest of line, product, supplier wins."),
]
ShortReceipt = Annotated[
    Exact, Field(description="How much less than ordered counts as all of it, in percent; the rest is written off.")
]
CurrencyCode = Annotated[str, Field(min_length=3, max_length=3)]
CustomData = Annotated[
    dict[str, Any],
    Field(
        description=f"Anything of your own: at most {MAX_CUSTOM_KEYS} keys of at most 40 characters; kept unchanged."
    ),
]


class MoneyIn(Body):
    """An amount: `{"amount": "4.35", "currency": "EUR"}`, or the bare decimal, in the record's own currency."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"amount": "4.35", "currency": "EUR"}],
        }
    )

    amount: Exact
    currency: CurrencyCode | None = None

    @model_validator(mode="before")
    @classmethod
    def bare(cls, value: object) -> object:
        """Let a bare decimal stand for an amount without a currency."""
        if isinstance(value, dict | MoneyIn):
            return value
        return {"amount": read_decimal(value)}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Both forms, for the OpenAPI document."""
        written: dict[str, Any] = handler(core_schema)
        return {"anyOf": [written, *DECIMAL_SCHEMA["anyOf"]]}


class AddressIn(Body):
    """A postal address; every part may be missing. `country` is a two-letter code of ISO 3166."""

    company_name: Text | None = None
    contact_name: Text | None = None
    line_1: Text | None = None
    line_2: Text | None = None
    line_3: Text | None = None
    locality: Text | None = None
    region: Text | None = None
    postal_code: Text | None = None
    country: Annotated[str, Field(min_length=2, max_length=2)] | None = None
    phone: Text | None = None
    email: Text | None = None

    def value(self) -> Address:
        """The book's address."""
        country = self.country.upper() if self.country else None
        parts = {name: text for name, text in self.__dict__.items() if name != "country"}
        return Address(**parts, country=country)
