"""Custom columns: typed fields that an organization gives its orders. Their values are the order's custom data, each
under its column's key, so that every door that shows custom data shows them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from uuid import UUID

from entrepot.book.orders.errors import COLUMN_CHOICES, COLUMN_VALUE
from entrepot.book.values import checks
from entrepot.book.values.quantity import plain
from entrepot.book.values.unset import UNSET, Unset
from entrepot.errors import Findings

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
TEXT_LENGTH = 2_000
MOST_CHOICES = 200
CHOICE_LENGTH = 200
MOST_DIGITS = 30


class ColumnType(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    CHOICE = "choice"


@dataclass(slots=True)
class CustomColumn:
    """A column of orders. `key` is its place in the custom data and stays, as does the type; `name` is what people
    see; `choices` are the values of a column of choices.
    """

    organization_id: UUID
    id: UUID
    serial: int
    key: str
    name: str
    type: ColumnType
    choices: tuple[str, ...]
    description: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    extension: dict[str, object] = field(default_factory=dict)

    def value(self, given: object) -> object:
        """The value in the form it is kept in: texts, numbers as decimal texts, days as YYYY-MM-DD, true and false.

        None means no value. Raises ValueError with a sentence for a value of another type.
        """
        return None if given is None else _FORMS[self.type](self, given)


def _text(column: CustomColumn, given: object) -> str:
    if not isinstance(given, str) or len(given) > TEXT_LENGTH:
        raise ValueError(f"{column.name} takes a text of at most {TEXT_LENGTH} characters.")
    return given


def _number(column: CustomColumn, given: object) -> str:
    try:
        number = _decimal(given)
    except (InvalidOperation, ValueError):
        number = None
    if number is None or not number.is_finite() or _digits(number) > MOST_DIGITS:
        raise ValueError(f"{column.name} takes a number of at most {MOST_DIGITS} digits.")
    return plain(number)


def _decimal(given: object) -> Decimal | None:
    if isinstance(given, bool):
        return None
    if isinstance(given, float):  # a number of custom data that was stored before there was a column
        return Decimal(repr(given))
    return Decimal(given) if isinstance(given, str | int | Decimal) else None


def _digits(number: Decimal) -> int:
    """How many digits the number has when it is written out."""
    _, digits, exponent = number.as_tuple()
    power = exponent if isinstance(exponent, int) else 0
    return max(len(digits), -power) + max(power, 0)


def _day(column: CustomColumn, given: object) -> str:
    try:
        return date.fromisoformat(given if isinstance(given, str) and len(given) == 10 else "").isoformat()
    except ValueError as error:
        raise ValueError(f"{column.name} takes a day: YYYY-MM-DD.") from error


def _truth(column: CustomColumn, given: object) -> bool:
    if not isinstance(given, bool):
        raise ValueError(f"{column.name} takes true or false.")
    return given


def _choice(column: CustomColumn, given: object) -> str:
    if not isinstance(given, str) or given not in column.choices:
        raise ValueError(f"{column.name} takes one of: {', '.join(column.choices)}.")
    return given


_FORMS = {
    ColumnType.TEXT: _text,
    ColumnType.NUMBER: _number,
    ColumnType.DATE: _day,
    ColumnType.BOOL: _truth,
    ColumnType.CHOICE: _choice,
}


@dataclass(frozen=True, slots=True)
class ColumnDraft:
    """A column to be made."""

    key: str
    name: str
    type: ColumnType = ColumnType.TEXT
    choices: tuple[str, ...] = ()
    description: str | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnPatch:
    """Changes to a column: what is UNSET stays, None clears; key and type stay as they were made."""

    name: str | Unset = UNSET
    choices: tuple[str, ...] | Unset = UNSET
    description: str | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


def check_column(column: CustomColumn) -> None:
    """Raise `Invalid` naming everything that is wrong with the column."""
    findings = Findings()
    sentence = "A key begins with a letter and has at most 40 letters, digits and underscores."
    checks.matching(findings, ("key",), column.key, KEY, sentence)
    checks.text(findings, ("name",), column.name, blank=False)
    checks.text(findings, ("description",), column.description, TEXT_LENGTH)
    several = column.type is ColumnType.CHOICE
    count = len(column.choices)
    if count != len(set(column.choices)) or not (1 <= count <= MOST_CHOICES if several else count == 0):
        findings.add(("choices",), COLUMN_CHOICES)
    for index, choice in enumerate(column.choices):
        checks.text(findings, ("choices", index), choice, CHOICE_LENGTH, blank=False)
    checks.document(findings, ("extension",), column.extension)
    findings.settle()


def fitted(
    findings: Findings, custom_data: dict[str, object], columns: Mapping[str, CustomColumn]
) -> dict[str, object]:
    """The custom data with the values of custom columns in the form they are kept in; notes those that do not fit."""
    if not columns or columns.keys().isdisjoint(custom_data):
        return custom_data
    found: dict[str, object] = {}
    for key, value in custom_data.items():
        try:
            found[key] = columns[key].value(value) if key in columns else value
        except ValueError as error:
            findings.add(("custom_data", key), COLUMN_VALUE, str(error))
    return found
