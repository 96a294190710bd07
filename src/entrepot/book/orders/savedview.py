"""Saved views: a named list of orders with its filters, order and columns, somebody's own or shared."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from entrepot.book.orders.errors import VIEW_FILTER, VIEW_SORT
from entrepot.book.orders.order import Billing, OrderStatus, OrderType, Receiving
from entrepot.book.orders.query import SORTS, Condition, OrderQuery, Test
from entrepot.book.orders.tracking import Shipped
from entrepot.book.values import checks
from entrepot.book.values.unset import UNSET, Unset
from entrepot.errors import Findings

MOST_VALUES = 200
MOST_COLUMNS = 100
TEXT_LENGTH = 200
COLUMN = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}")
NO_SUCH_SLUG = "\x00"


class ViewNoun(StrEnum):
    """What a view lists."""

    PURCHASE_ORDERS = "purchase_orders"


@dataclass(slots=True)
class SavedView:
    """A view. `filters` maps names of `FILTERS` to JSON values, `sort` is a name of the list's sorts with `-` before it
    for descending, `columns` are the fields to show (none: the usual ones).
    """

    organization_id: UUID
    id: UUID
    serial: int
    name: str
    noun: ViewNoun
    filters: dict[str, object]
    sort: str
    columns: tuple[str, ...]
    owner_id: UUID
    owner_name: str
    shared: bool
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """A view to be saved."""

    name: str
    noun: ViewNoun = ViewNoun.PURCHASE_ORDERS
    filters: dict[str, object] = field(default_factory=dict)
    sort: str = "-id"
    columns: tuple[str, ...] = ()
    shared: bool = False
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ViewPatch:
    """Changes to a view: what is UNSET stays; what it lists stays as it was made."""

    name: str | Unset = UNSET
    filters: dict[str, object] | Unset = UNSET
    sort: str | Unset = UNSET
    columns: tuple[str, ...] | Unset = UNSET
    shared: bool | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


# --- filters ----------------------------------------------------------------------------------------------------------

Groups = tuple[tuple[Condition, ...], ...]
Meant = tuple[tuple[Condition, ...], Groups]
Read = Callable[[str, object], Meant]


def _values(value: object) -> tuple[object, ...]:
    values = tuple(value) if isinstance(value, list | tuple) else (value,)
    if not 1 <= len(values) <= MOST_VALUES:
        raise ValueError(f"Give 1 to {MOST_VALUES} values.")
    return values


def _word(value: object) -> str:
    if not isinstance(value, str) or not value or len(value) > TEXT_LENGTH or "\x00" in value:
        raise ValueError(f"A text of 1 to {TEXT_LENGTH} characters is expected.")
    return value


def _any_of(read: Callable[[object], object]) -> Read:
    """One value or a list of them."""
    return lambda name, value: ((Condition(name, Test.IN, tuple(read(each) for each in _values(value))),), ())


def _choice(words: type[StrEnum]) -> Read:
    known = {str(word): word for word in words}

    def read(value: object) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            raise ValueError("Expected one of " + ", ".join(known) + ".")
        return known[value]

    return _any_of(read)


def _id(value: object) -> UUID:
    try:
        return UUID(_word(value))
    except ValueError as error:
        raise ValueError("An id is expected.") from error


def _flag(field: str, test: Test = Test.EQ, *, turned: bool = False) -> Read:
    def read(name: str, value: object) -> Meant:
        if not isinstance(value, bool):
            raise ValueError("True or false is expected.")
        return (Condition(field, test, value is not turned),), ()

    return read


def _text(field: str, test: Test) -> Read:
    return lambda name, value: ((Condition(field, test, _word(value)),), ())


def _moment(value: object) -> tuple[datetime, bool]:
    """A moment (without a zone UTC), and whether a whole day was meant."""
    try:
        moment = datetime.fromisoformat(_word(value))
    except ValueError as error:
        raise ValueError("A day or a moment of ISO 8601 is expected.") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), len(_word(value)) == 10


def _from(field: str) -> Read:
    return lambda name, value: ((Condition(field, Test.GTE, _moment(value)[0]),), ())


def _to(field: str) -> Read:
    def read(name: str, value: object) -> Meant:
        moment, whole_day = _moment(value)
        if whole_day:
            return (Condition(field, Test.LT, moment + timedelta(days=1)),), ()
        return (Condition(field, Test.LTE, moment),), ()

    return read


def _tags(name: str, value: object) -> Meant:
    """Any of the tags, each an id or a slug."""
    words = [_word(each) for each in _values(value)]
    ids, slugs = [], []
    for word in words:
        try:
            ids.append(UUID(word))
        except ValueError:
            slugs.append(word)
    groups = [(Condition("tag_id", Test.IN, tuple(ids)),)] if ids else []
    return (), (*groups, (Condition("tag_slug", Test.IN, tuple(slugs or [NO_SUCH_SLUG])),))


# Every filter of a view of orders; the names are those of the native list's parameters.
FILTERS: Mapping[str, Read] = {
    "status": _choice(OrderStatus),
    "type": _choice(OrderType),
    "receiving": _choice(Receiving),
    "billing": _choice(Billing),
    "shipped": _choice(Shipped),
    "supplier_id": _any_of(_id),
    "warehouse_id": _any_of(_id),
    "company_id": _any_of(_id),
    "number": _any_of(_word),
    "tag": _tags,
    "reference": _text("reference", Test.EQ),
    "source": _text("source", Test.EQ),
    "q": _text("text", Test.ICONTAINS),
    "held": _flag("held"),
    "archived": _flag("archived"),
    "approved": _flag("approved"),
    "overdue": _flag("overdue"),
    "exported": _flag("exported_at", Test.IS_NULL, turned=True),
    **{
        f"{what}_{end}": read(f"{what}_at")
        for what in ("due", "raised", "sent", "created", "updated")
        for end, read in (("from", _from), ("to", _to))
    },
}


def query_of(view: SavedView) -> OrderQuery:
    """The list that the view means; raises `Invalid` when a filter or the sort is not one of the closed lists."""
    findings = Findings()
    where: tuple[Condition, ...] = ()
    any_of: Groups = ()
    for name, value in view.filters.items():
        read = FILTERS.get(name)
        if read is None:
            findings.add(("filters", name), VIEW_FILTER)
            continue
        try:
            more, groups = read(name, value)
        except (ValueError, OverflowError) as error:
            findings.add(("filters", name), VIEW_FILTER, str(error))
            continue
        where, any_of = (*where, *more), any_of or groups
    sort = view.sort.removeprefix("-")
    if sort not in SORTS:
        findings.add(("sort",), VIEW_SORT)
    findings.settle()
    return OrderQuery(where=where, any_of=any_of, sort=sort, descending=view.sort.startswith("-"))


def check_view(view: SavedView) -> None:
    """Raise `Invalid` naming everything that is wrong with the view."""
    findings = Findings()
    checks.text(findings, ("name",), view.name, blank=False)
    checks.length(findings, ("columns",), view.columns, MOST_COLUMNS)
    for index, column in enumerate(view.columns[:MOST_COLUMNS]):
        checks.matching(findings, ("columns", index), column, COLUMN, "A column is the name of a field.")
    checks.document(findings, ("filters",), view.filters)
    checks.document(findings, ("extension",), view.extension)
    findings.settle()
    query_of(view)
