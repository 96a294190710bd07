"""The kinds of value Shipwell requests hold: texts with limits, fits, days, moments, codes, free documents.

Every reader raises a pydantic error whose type is one of the house's codes. Decimals may come as strings or as JSON
numbers; nothing here is a float.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, cast
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from entrepot.book.values.country import is_country
from entrepot.book.values.currency import is_currency
from entrepot.book.values.money import fits
from entrepot.errors import EntrepotError
from entrepot.http.body import BodyRules, read_json

# A place whose country the book does not know is shown with this code; an update may send it back, a creation may not.
UNKNOWN_COUNTRY = "ZZ"

_DECIMAL = re.compile(r"[+-]?[0-9]{1,24}(?:\.[0-9]{1,24})?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\Z")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}\Z")
DEGREE_PLACES = 12
_INNER_RULES = BodyRules()

MAX_CUSTOM_KEYS = 50
MAX_CUSTOM_KEY_LENGTH = 40


MOST_ITEMS = 10_000


class Wire(BaseModel):
    """The base of everything a client may send: unknown keys are passed over, because clients send answers back."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def wrong(code: str, sentence: str) -> PydanticCustomError:
    """The error of a reader: one of the house's codes and a sentence."""
    return PydanticCustomError(cast("Any", code), cast("Any", sentence))


def read_decimal(value: object) -> Decimal:
    """The exact number in a decimal string or a JSON number, with the digits it came with."""
    if isinstance(value, str):
        if _DECIMAL.match(value):
            return Decimal(value)
        raise wrong("field.format", "Must be a decimal number such as 12.5.")
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise wrong("field.type", "Must be a decimal number, best written as a string.")


def decimal_text(value: object) -> str:
    """A decimal as the text it is kept and shown as: no exponent, the digits given."""
    return f"{read_decimal(value):f}"


def read_day(value: object) -> date:
    """The day in a text of the form 2026-03-31."""
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong("field.format", "Must be a date such as 2026-03-31.")


def moment_of(text: str) -> datetime | None:
    """The moment an ISO 8601 text stands for, in UTC and cut to microseconds (no offset means UTC), or None."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_moment(value: object) -> datetime:
    """The moment in an ISO 8601 text."""
    moment = moment_of(value) if isinstance(value, str) and len(value) <= 64 else None
    if moment is None:
        raise wrong("field.format", "Must be a date and time such as 2026-03-31T09:30:00Z.")
    return moment


def read_country(value: object) -> str:
    """An assigned code of ISO 3166, in upper case."""
    code = value.upper() if isinstance(value, str) and _TWO_LETTERS.match(value) else ""
    if not is_country(code):
        raise wrong("country.unknown", "Must be a two-letter country code of ISO 3166.")
    return code


def read_shown_country(value: object) -> str:
    """An assigned code of ISO 3166, or the code an answer shows for an unknown country (creating refuses that one)."""
    return UNKNOWN_COUNTRY if value == UNKNOWN_COUNTRY else read_country(value)


def read_region(value: object) -> str:
    """Two letters, in upper case."""
    if not isinstance(value, str) or not _TWO_LETTERS.match(value):
        raise wrong("field.format", "Must be a two-letter state or province code.")
    return value.upper()


def read_currency(value: object) -> str:
    """A code of ISO 4217, in upper case."""
    code = value.upper() if isinstance(value, str) else ""
    if not is_currency(code):
        raise wrong("currency.unknown", "Must be a three-letter currency code of ISO 4217.")
    return code


@cache
def time_zones() -> frozenset[str]:
    """The names of IANA time zones."""
    return frozenset(available_timezones())


def read_time_zone(value: object) -> str:
    """The name of an IANA time zone."""
    if not isinstance(value, str) or value not in time_zones():
        raise wrong("field.choice", "Must be the name of an IANA time zone such as America/Chicago.")
    return value


def read_flag(value: object) -> bool:
    """True or false, nothing else."""
    if not isinstance(value, bool):
        raise wrong("field.type", "Must be true or false.")
    return value


def read_count(value: object) -> int:
    """A whole number from 0 to 2,147,483,647."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong("field.type", "Must be a whole number.")
    if not 0 <= value < 1 << 31:
        raise wrong("field.range", "Must be a whole number from 0 to 2147483647.")
    return value


def bounded_number(limit: int) -> Callable[[object], Decimal]:
    """A reader of JSON numbers from minus to plus `limit`."""

    def read(value: object) -> Decimal:
        number = read_decimal(value)
        if not -limit <= number <= limit:
            raise wrong("field.range", f"Must be a number from -{limit} to {limit}.")
        if not fits(number, DEGREE_PLACES):
            raise wrong("field.range", f"At most {DEGREE_PLACES} fits are kept.")
        return number

    return read


def positive(value: Decimal) -> Decimal:
    """A decimal above zero."""
    if value <= 0:
        raise wrong("quantity.range", "Must be more than 0.")
    return value


def not_negative(value: Decimal) -> Decimal:
    """A decimal that is zero or more; whether zero of something can be ordered is the book's to say."""
    if value < 0:
        raise wrong("quantity.range", "Must not be below 0.")
    return value


def matching(pattern: re.Pattern[str], sentence: str) -> Callable[[str], str]:
    """A check that a text has a form."""

    def check(value: str) -> str:
        if not pattern.match(value):
            raise wrong("field.format", sentence)
        return value

    return check


def not_blank(value: str) -> str:
    """A text with something besides white space in it."""
    if not value.strip():
        raise wrong("field.required", "Must not be blank.")
    return value


def read_custom_data(value: object) -> dict[str, Any]:
    """A JSON object, or a text that holds one; at most 50 keys of at most 40 characters at the top."""
    if isinstance(value, str):
        try:
            value = read_json(value.encode(), _INNER_RULES)
        except (EntrepotError, UnicodeEncodeError) as error:
            raise wrong("field.format", "Must be a JSON object, or a text that holds one.") from error
    if not isinstance(value, dict):
        raise wrong("field.type", "Must be a JSON object, or a text that holds one.")
    if len(value) > MAX_CUSTOM_KEYS or any(len(key) > MAX_CUSTOM_KEY_LENGTH for key in value):
        raise wrong("custom_data.limit", "Holds at most 50 keys of at most 40 characters.")
    return value


def read_tag_key(value: object) -> str:
    """A tag's id or slug; also the object an answer shows, which has an id."""
    if isinstance(value, Mapping):
        value = value.get("id")
    if not isinstance(value, str) or not 1 <= len(value) <= 255:
        raise wrong("field.type", "Must be the id or the slug of a tag.")
    return value


DECIMAL_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string", "pattern": r"^[+-]?[0-9]{1,24}(\.[0-9]{1,24})?$"}, {"type": "number"}],
    "examples": ["12.5"],
}
TWO_LETTERS: dict[str, Any] = {"type": "string", "pattern": "^[A-Za-z]{2}$"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}

Text = Annotated[str, Field(max_length=255)]
LongText = Annotated[str, Field(max_length=512)]
Name = Annotated[Text, AfterValidator(not_blank)]
Text128 = Annotated[str, Field(max_length=128)]
Text64 = Annotated[str, Field(max_length=64)]
Text48 = Annotated[str, Field(max_length=48)]
OrderNumber = Annotated[str, Field(max_length=64, min_length=1), AfterValidator(not_blank)]
Exact = Annotated[Decimal, PlainValidator(read_decimal), WithJsonSchema(DECIMAL_SCHEMA)]
Quantity = Annotated[Decimal, PlainValidator(read_decimal), AfterValidator(positive), WithJsonSchema(DECIMAL_SCHEMA)]
ZeroOrMore = Annotated[
    Decimal, PlainValidator(read_decimal), AfterValidator(not_negative), WithJsonSchema(DECIMAL_SCHEMA)
]
DecimalText = Annotated[str, PlainValidator(decimal_text), WithJsonSchema(DECIMAL_SCHEMA)]
Day = Annotated[date, PlainValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, PlainValidator(read_moment), WithJsonSchema(MOMENT)]
Country = Annotated[str, PlainValidator(read_country), WithJsonSchema(TWO_LETTERS)]
ShownCountry = Annotated[str, PlainValidator(read_shown_country), WithJsonSchema(TWO_LETTERS)]
Region = Annotated[str, PlainValidator(read_region), WithJsonSchema(TWO_LETTERS)]
CurrencyCode = Annotated[
    str, PlainValidator(read_currency), WithJsonSchema({"type": "string", "minLength": 3, "maxLength": 3})
]
TimeZone = Annotated[str, PlainValidator(read_time_zone), WithJsonSchema({"type": "string"})]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Count = Annotated[int, PlainValidator(read_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Latitude = Annotated[
    Decimal, PlainValidator(bounded_number(90)), WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90})
]
Longitude = Annotated[
    Decimal, PlainValidator(bounded_number(180)), WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180})
]
Email = Annotated[Text, AfterValidator(matching(_EMAIL, "Must look like an e-mail address."))]
Color = Annotated[str, AfterValidator(matching(_COLOR, "Must be a colour such as #1f6feb or #09f."))]
CustomData = Annotated[
    dict[str, Any],
    PlainValidator(read_custom_data),
    WithJsonSchema({"anyOf": [{"type": "object"}, {"type": "string", "contentMediaType": "application/json"}]}),
]
TagKey = Annotated[str, PlainValidator(read_tag_key), WithJsonSchema({"type": "string"})]
