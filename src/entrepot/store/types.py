"""How exact values lie in the database, and the same conversions as plain functions for statements written by hand.

Every type has one form per engine; on SQLite only INTEGER, TEXT and BLOB are used, because tables are STRICT.
"""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine

from entrepot.errors import FIELD_RANGE, Invalid
from entrepot.ids import uuid_of

PRICE_PLACES = 6
QUANTITY_PLACES = 6
RATE_PLACES = 6
EXCHANGE_PLACES = 9

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEAST, _MOST = -(1 << 63), (1 << 63) - 1
_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, Overflow])
_UNITS = [10**places for places in range(19)]


def to_scaled(value: Decimal, places: int) -> int:
    """The number × 10^places as a 64-bit integer, exact; raises Invalid when it has more places or does not fit."""
    if not value:
        return 0
    try:
        scaled = _EXACT.scaleb(value, places)
        whole = int(scaled)
    except (ArithmeticError, ValueError) as error:
        raise Invalid(FIELD_RANGE, f"{value} is not a number that can be stored exactly.") from error
    if whole != scaled or not _LEAST <= whole <= _MOST:
        raise Invalid(FIELD_RANGE, f"{value} does not fit: at most {places} decimal places and 64 bits.")
    return whole


@lru_cache(maxsize=16_384)
def from_scaled(value: int, places: int) -> Decimal:
    """The number behind a scaled integer, without trailing zeros and never with a positive exponent.

    The same figures come again and again, and cannot be changed: each is made once.
    """
    whole, rest = divmod(value, _UNITS[places])
    if not rest:
        return Decimal(whole)
    return Decimal(value).scaleb(-places).normalize()


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware datetime, exact; raises TypeError for a naive one."""
    passed = moment - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


@lru_cache(maxsize=4_096)
def from_micros(micros: int) -> datetime:
    """The UTC datetime of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


def to_id(raw: bytes) -> UUID:
    """The UUID of 16 bytes as they come from a statement written by hand (the other way is `.bytes`)."""
    return uuid_of(int.from_bytes(raw))


@lru_cache(maxsize=16_384)
def shared_id(raw: bytes) -> UUID:
    """The same for ids that many rows share (an organization, a supplier, a warehouse): made once."""
    return uuid_of(int.from_bytes(raw))


def _plain(value: object) -> object:
    """What JSON cannot write by itself: a Decimal whose digits a JSON number gives back unchanged."""
    if isinstance(value, Decimal):
        number = float(value)
        if Decimal(repr(number)) == value:
            return number
    raise TypeError(f"not storable as JSON: {value!r}")


_write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False).encode


def to_json(value: object) -> str:
    """A document as compact JSON text; raises TypeError for what JSON cannot hold exactly."""
    return _write_json(value)


def from_json(text: str) -> Any:  # noqa: ANN401 - a JSON document has any shape
    """The document behind a JSON text."""
    return json.loads(text)


class Id(TypeDecorator[UUID]):
    """A UUID: BLOB of 16 bytes on SQLite, uuid on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own column type."""
        engine_type: TypeEngine[Any] = (
            postgresql.UUID(as_uuid=True) if dialect.name == "postgresql" else LargeBinary(16)
        )
        return dialect.type_descriptor(engine_type)

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """The driver's form of a UUID."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:  # noqa: ANN401
        """The UUID of what the driver gave."""
        return value if value is None or dialect.name == "postgresql" else UUID(bytes=value)


class _Int64(TypeDecorator[Any]):
    """The 64-bit integer column under several types: INTEGER on SQLite, bigint on PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own column type."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "postgresql" else Integer())


class Whole(_Int64):
    """A whole number: serial, version, position, count."""

    cache_ok = True


class Minor(_Int64):
    """An amount of money in the currency's smallest unit."""

    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """The integer itself; raises Invalid when it exceeds 64 bits."""
        if value is not None and not _LEAST <= value <= _MOST:
            raise Invalid(FIELD_RANGE, f"The amount {value} is too large to be stored.")
        return value


class Scaled(_Int64):
    """A Decimal with a fixed number of places, as an integer scaled by 10^places."""

    cache_ok = True

    def __init__(self, places: int = PRICE_PLACES) -> None:
        """`places` is the number of decimal places kept."""
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """The scaled integer; raises Invalid when digits would be lost."""
        return None if value is None else to_scaled(value, self.places)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """The Decimal behind the scaled integer."""
        return None if value is None else from_scaled(value, self.places)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime: microseconds since 1970 on SQLite, timestamptz on PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own column type."""
        engine_type: TypeEngine[Any] = DateTime(timezone=True) if dialect.name == "postgresql" else Integer()
        return dialect.type_descriptor(engine_type)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """The driver's form of a moment; raises TypeError for a naive one."""
        if value is None:
            return None
        micros = to_micros(value)
        return value if dialect.name == "postgresql" else micros

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """The UTC datetime of what the driver gave."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else from_micros(value)


class Day(TypeDecorator[date]):
    """A calendar date: ISO text on SQLite, date on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own column type."""
        engine_type: TypeEngine[Any] = Date() if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(engine_type)

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """The driver's form of a date."""
        return value if value is None or dialect.name == "postgresql" else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ANN401
        """The date of what the driver gave."""
        return value if value is None or dialect.name == "postgresql" else date.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """A JSON document: compact text on SQLite, jsonb on PostgreSQL. None is SQL NULL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own column type."""
        engine_type: TypeEngine[Any] = postgresql.JSONB(none_as_null=True) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(engine_type)

    def process_bind_param(self, value: object, dialect: Dialect) -> Any:  # noqa: ANN401
        """The driver's form of a document."""
        return value if value is None or dialect.name == "postgresql" else to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401
        """The document of what the driver gave."""
        return value if value is None or dialect.name == "postgresql" else json.loads(value)


class Flag(TypeDecorator[bool]):
    """Yes or no: 0 and 1 on SQLite, boolean on PostgreSQL."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own column type."""
        engine_type: TypeEngine[Any] = Boolean() if dialect.name == "postgresql" else Integer()
        return dialect.type_descriptor(engine_type)

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """The driver's form of a flag."""
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ANN401
        """The flag of what the driver gave."""
        return None if value is None else bool(value)


class Choice(TypeDecorator[Any]):
    """One word of a closed list (a StrEnum), as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        """`words` is the closed list."""
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The word as plain text; raises ValueError for one that is not on the list."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member of the list behind the text."""
        return None if value is None else self.words(value)
