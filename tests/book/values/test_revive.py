from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.difference import as_json
from entrepot.book.values.revive import revive


class Color(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Small:
    name: str | None = None
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass
class Large:
    id: UUID
    amount: Decimal
    at: datetime | None
    day: date | None
    color: Color
    small: Small | None
    always: Small
    many: list[Small]
    numbers: tuple[Decimal, ...]
    free: dict[str, object] = field(default_factory=dict)


def test_what_was_written_as_json_comes_back_as_it_was() -> None:
    thing = Large(
        UUID(int=7),
        Decimal("4.35"),
        datetime(2026, 3, 2, 9, 30, 0, 12, tzinfo=UTC),
        date(2026, 3, 2),
        Color.RED,
        Small("a", (("x", "y"),)),
        Small(),
        [Small("b"), Small("c")],
        (Decimal(1), Decimal("2.5")),
        {"deep": {"er": [1, None]}},
    )
    assert revive(Large, as_json(thing)) == thing


def test_what_may_be_nothing_is_nothing_and_what_may_not_is_empty() -> None:
    parts = {"small": {"name": None}, "always": None, "many": None, "numbers": None, "free": None}
    made = revive(Large, parts)
    assert (made.small, made.always, made.many, made.numbers, made.free) == (None, Small(), [], (), {})
