"""What every list of the native door has in common: limit, cursor, order, filters, and the page that is answered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from entrepot.api.rest.values import DAY_SCHEMA, MOMENT_SCHEMA, Id, QueryText, read_moment_or_day
from entrepot.book.values.page import Bookmark, Condition, Test
from entrepot.http.errors import CURSOR_INVALID, in_query
from entrepot.http.paging import CURSOR_LENGTH, seal, unseal
from entrepot.ids import parse_uuid

MAX_LIMIT = 200
DEFAULT_LIMIT = 50
MAX_CHOICES = 50


class Query(BaseModel):
    """The base of every query: a parameter that is not known here is refused by name."""

    model_config = ConfigDict(extra="forbid")


def _separated(value: object) -> object:
    """Texts separated by commas, or a parameter given several times, as one list."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list | tuple):
        return [part.strip() for text in value for part in str(text).split(",") if part.strip()]
    return value


def _limit(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 10) or not 1 <= int(text) <= MAX_LIMIT:
        raise PydanticCustomError("field.range", f"Must be a whole number from 1 to {MAX_LIMIT}.")
    return int(text)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise PydanticCustomError("field.choice", "Must be true or false.")
    return value == "true"


class Bound(BaseModel):
    """One end of a range of time: the moment, and whether it was written as a whole day."""

    moment: datetime
    whole_day: bool

    def condition(self, field: str, test: Test) -> Condition:
        """The test of this end, GTE or LTE: inclusive, and a day as the upper end means all of it."""
        if test is Test.LTE and self.whole_day:
            return Condition(field, Test.LT, next_day(self.moment))
        return Condition(field, test, self.moment)


def _bound(value: object) -> Bound:
    if isinstance(value, Bound):
        return value
    return Bound(moment=read_moment_or_day(value), whole_day=isinstance(value, str) and len(value) == 10)


Separated = BeforeValidator(_separated)
Limit = Annotated[
    int,
    PlainValidator(_limit),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}),
    Field(description=f"How many items a page has, 1 to {MAX_LIMIT}."),
]
Cursor = Annotated[
    str,
    Field(
        min_length=1,
        max_length=CURSOR_LENGTH,
        description="The `next` of the page before, with the same filters and order.",
    ),
]
YesNo = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"type": "boolean"})]
When = Annotated[
    Bound,
    PlainValidator(_bound),
    WithJsonSchema({"anyOf": [MOMENT_SCHEMA, DAY_SCHEMA]}),
    Field(description="Inclusive."),
]
Ids = Annotated[list[Id], Separated, Field(max_length=MAX_CHOICES)]
Texts = Annotated[list[QueryText], Separated, Field(max_length=MAX_CHOICES)]


class Paged(Query):
    """The parameters every list takes."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None


def within(field: str, start: Bound | None, end: Bound | None) -> Iterable[Condition]:
    """The conditions of a range of time, both ends inclusive; a day as its end means the whole day."""
    if start is not None:
        yield start.condition(field, Test.GTE)
    if end is not None:
        yield end.condition(field, Test.LTE)


def next_day(moment: datetime) -> datetime:
    """The same time a day later, or the last moment there is."""
    try:
        return moment + timedelta(days=1)
    except OverflowError:
        return datetime.max.replace(tzinfo=moment.tzinfo)


def direction(sort: str) -> tuple[str, bool]:
    """The field a list is sorted by and whether it runs backwards: `-created_at` is ("created_at", True)."""
    return (sort[1:], True) if sort.startswith("-") else (sort, False)


def filters_of(query: Paged, *besides: str) -> dict[str, object]:
    """What a cursor is bound to: every parameter that was given, except those that may change between pages."""
    free = {"limit", "cursor", "sort", *besides}
    given = {name: getattr(query, name) for name in type(query).model_fields if name not in free}
    return {name: value for name, value in given.items() if value is not None}


def bookmark_of(query: Paged, sort: str, filters: Mapping[str, object]) -> Bookmark | None:
    """Where the page before ended; raises when the cursor was not given out for this very list."""
    if query.cursor is None:
        return None
    position = unseal(query.cursor, sort=sort, filters=filters)
    id = parse_uuid(position[1]) if len(position) == 2 else None
    if id is None:
        raise in_query("cursor", CURSOR_INVALID, "This cursor was not given out for this list.")
    return Bookmark(position[0], id)


def next_cursor(bookmark: Bookmark | None, sort: str, filters: Mapping[str, object]) -> str | None:
    """The cursor of the page after, or None on the last one."""
    if bookmark is None:
        return None
    value = bookmark.value
    if isinstance(value, UUID):
        value = str(value)
    position = (value if isinstance(value, str | int) else None, str(bookmark.id))
    return seal(position, sort=sort, filters=filters)


def page_document(items: Sequence[Any], show: Callable[[Any], dict[str, Any]], following: str | None) -> dict[str, Any]:
    """A page: `{"items": […], "next": cursor or null}`."""
    return {"items": [show(item) for item in items], "next": following}
