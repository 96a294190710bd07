"""What the clients of all dialects have in common: credentials, records that may be unreadable, values read exactly."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from entrepot.actions.ports import Connection, Loss
from entrepot.book.exchange.errors import EXCHANGE_CREDENTIALS
from entrepot.book.exchange.record import Content, Pulled
from entrepot.book.values.text import folded
from entrepot.errors import FIELD_REQUIRED, EntrepotError, FieldError, Invalid

Document = Mapping[str, Any]


def credential(connection: Connection, *names: str) -> tuple[str, ...]:
    """The credentials of these names; raises Invalid naming each that is missing."""
    missing = [name for name in names if not str(connection.credentials.get(name) or "").strip()]
    if missing:
        message = f"The credentials need {', '.join(names)}; {', '.join(missing)} is missing."
        raise Invalid(
            EXCHANGE_CREDENTIALS, message, fields=[FieldError((name,), FIELD_REQUIRED, message) for name in missing]
        )
    return tuple(str(connection.credentials[name]).strip() for name in names)


def record(external_id: object, label: object, read: Callable[[], Content], fields: Iterable[str]) -> Pulled:
    """A record of the other server, or what is wrong with it when it cannot be read."""
    name = str(label or external_id)
    try:
        return Pulled(str(external_id), name, read(), frozenset(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    except EntrepotError as error:
        why = error.message
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        why = f"{type(error).__name__}: {error}"
    return Pulled(str(external_id), name, None, fault=f"It cannot be read: {why}")


def not_carried(losses: Iterable[Loss]) -> tuple[str, ...]:
    """One remark naming every field that a dialect could not be told."""
    names = ", ".join(sorted({loss.field for loss in losses}))
    return (f"not carried: {names}",) if names else ()


def number_page(bookmark: str | None) -> int:
    """The page a bookmark stands for, from 1."""
    return int(bookmark) if bookmark is not None and bookmark.isdigit() else 1


def exact(value: object) -> Decimal:
    """A number as it was written; None and blank are 0."""
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)


def given(value: object) -> Decimal | None:
    """A number as it was written, None for none."""
    return None if value in (None, "") else Decimal(str(value))


def words(value: object) -> str | None:
    """A text, None when it is blank."""
    return str(value) if value is not None and str(value).strip() else None


def moment(value: object) -> datetime | None:
    """A moment in UTC to microseconds, None for none; without a zone it is UTC."""
    text = words(value)
    if text is None:
        return None
    head, dot, rest = text.strip().partition(".")
    if dot:
        digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        text = f"{head}.{digits[:6].ljust(6, '0')}{rest[len(digits) :]}"
    read = datetime.fromisoformat(text)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def same(one: object, other: object) -> bool:
    """Whether two names are the same as the book compares them."""
    return folded(str(one or "")) == folded(str(other or ""))
