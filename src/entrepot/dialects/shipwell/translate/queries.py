"""Query parameters as conditions on the book: one closed table of names, tests and readers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from entrepot.book.orders.query import Condition, OrderQuery, Test
from entrepot.dialects.shipwell.translate.status import status_groups
from entrepot.dialects.shipwell.translate.values import DIALECT, id_given, moment_text
from entrepot.dialects.shipwell.wire.values import moment_of
from entrepot.dialects.shipwell.wire.words import ORDER_STATUS_WORDS
from entrepot.errors import FIELD_CHOICE, FIELD_FORMAT, FIELD_RANGE
from entrepot.http.errors import in_query
from entrepot.http.paging import NumberedPage

DEFAULT_LIMIT = 20
MAX_LIMIT = 1000
MAX_PAGE = 1_000_000

SORTS: Mapping[str, str] = {
    "id": "id",
    "order_number": "number",
    "name": "title",
    "status": "status",
    "created_at": "created_at",
    "updated_at": "updated_at",
    "start_date": "start_date",
    "expiration_date": "expiration_date",
}

# No order has this id: what a filter on something that is not there amounts to.
NOTHING = Condition("id", Test.EQ, UUID(int=0))

Reader = Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class Filter:
    """One query parameter: the book's field, the test, and a reader of (parameter, text) that may refuse the text."""

    book_field: str
    test: Test
    read: Reader
    many: bool = False


def _text(parameter: str, value: str) -> object:
    del parameter
    return value


def _id(parameter: str, value: str) -> object:
    del parameter
    return id_given(value)


def _moment(parameter: str, value: str) -> object:
    # a plus sign that a client forgot to encode arrives as a space
    moment = moment_of(value.replace(" ", "+") if value.count(":") > 2 else value)
    if moment is None:
        raise in_query(parameter, FIELD_FORMAT, "Must be a date and time such as 2026-03-31T09:30:00Z.")
    return moment


def _moment_as_text(parameter: str, value: str) -> object:
    return moment_text(_moment(parameter, value))  # type: ignore[arg-type]


def _flag(parameter: str, value: str) -> object:
    if value.lower() not in {"true", "false"}:
        raise in_query(parameter, FIELD_CHOICE, "Must be true or false.")
    return value.lower() == "true"


_TEXTS: Mapping[str, str] = {
    "order_number": "number",
    "name": "title",
    "references": "reference",
    "references__purchase_order_number": "reference:PURCHASE_ORDER_NUMBER",
    "purchase_order_number": "reference:PURCHASE_ORDER_NUMBER",
    "supplier__name": "supplier_name",
    "customer__name": "company_name",
    "ship_to__company_name": "ship_to.company_name",
    "ship_to__region": "ship_to.region",
    "ship_from__company_name": "ship_from.company_name",
    "ship_from__region": "ship_from.region",
    "releases__released_onto_shipment_id": "shipment_id",
    "items__handling_unit_id": f"line_extension:{DIALECT}.shipping_requirements.handling_unit_id",
}
_REPEATABLE = frozenset(
    {
        "order_number",
        "supplier__name",
        "customer__name",
        "ship_from__company_name",
        "ship_from__region",
        "ship_to__company_name",
        "ship_to__region",
        "items__handling_unit_id",
    }
)


def _filters() -> dict[str, Filter]:
    table: dict[str, Filter] = {}
    for name, book_field in _TEXTS.items():
        table[name] = Filter(book_field, Test.IN, _text, many=name in _REPEATABLE)
        table[f"{name}__in"] = Filter(book_field, Test.IN, _text)
        table[f"{name}__contains"] = Filter(book_field, Test.CONTAINS, _text)
        table[f"{name}__icontains"] = Filter(book_field, Test.ICONTAINS, _text)
    for stop in ("ship_to", "ship_from"):
        table[f"{stop}__address"] = Filter(f"{stop}.address", Test.IN, _text, many=True)
        table[f"{stop}__address__icontains"] = Filter(f"{stop}.address", Test.ICONTAINS, _text)
    bounds = {"gte": Test.GTE, "lte": Test.LTE}
    for suffix, test in bounds.items():
        table[f"created_at__{suffix}"] = Filter("created_at", test, _moment)
        table[f"ship_to__plan_window_end__{suffix}"] = Filter("due_at", test, _moment)
        for window in ("ship_to_window_start", "ship_from_window_start", "ship_from_window_end"):
            stop, _, end = window.partition("_window_")
            name = f"{stop}__plan_window_{end}__{suffix}"
            table[name] = Filter(f"extension:{DIALECT}.{window}", test, _moment_as_text)
    table["created_at"] = Filter("created_at", Test.EQ, _moment)
    table["id"] = Filter("id", Test.EQ, _id)
    table["id__in"] = Filter("id", Test.IN, _id)
    for name, reader in (("id", _id), ("slug", _text)):
        table[f"tags__{name}__in"] = Filter(f"tag_{name}", Test.IN, reader)
        table[f"tags__{name}__not_in"] = Filter(f"tag_{name}", Test.NOT_IN, reader)
    table["archived"] = Filter("archived", Test.EQ, _flag)
    table["q"] = Filter("text", Test.ICONTAINS, _text)
    return table


FILTERS: Mapping[str, Filter] = _filters()
STATUS_FILTERS = ("status", "status__in")


def order_query(parameters: Sequence[tuple[str, str]]) -> tuple[OrderQuery, NumberedPage]:
    """The book's query behind a list call; blank values are ignored.

    Raises WireInvalid for a value that cannot be read.
    """
    given = by_name(parameters)
    page = numbered_page(given)
    sort, descending = sorting(given, SORTS, "-id")
    where = [condition(name, FILTERS[name], values) for name, values in given.items() if name in FILTERS]
    words = _status_words(given)
    groups = () if words is None else status_groups(sorted(words))
    if words is not None and not groups:
        where.append(NOTHING)
    query = OrderQuery(
        where=tuple(where),
        any_of=groups,
        sort=sort,
        descending=descending,
        offset=page.offset,
        limit=page.size,
        count=True,
    )
    return query, page


def condition(name: str, wanted: Filter, values: Sequence[str]) -> Condition:
    """The condition a parameter stands for; repeated values mean any of them."""
    if wanted.test in {Test.IN, Test.NOT_IN}:
        texts = (
            values
            if not name.endswith(("__in", "__not_in"))
            else [part for value in values for part in value.split(",") if part]
        )
        return Condition(wanted.book_field, wanted.test, tuple(wanted.read(name, text) for text in texts))
    return Condition(wanted.book_field, wanted.test, wanted.read(name, values[-1]))


def numbered_page(given: Mapping[str, Sequence[str]]) -> NumberedPage:
    """`page` (from 1) and `limit` (1 to 1000); raises WireInvalid for anything else."""
    return NumberedPage(
        _whole(given, "page", 1, MAX_PAGE),
        _whole(given, "limit", DEFAULT_LIMIT, MAX_LIMIT),
    )


def sorting(given: Mapping[str, Sequence[str]], sorts: Mapping[str, str], default: str) -> tuple[str, bool]:
    """The book's sort key of `order_by`, and whether it runs downwards (a leading minus)."""
    wanted = given.get("order_by", [default])[-1]
    name = wanted.removeprefix("-")
    if name not in sorts:
        raise in_query("order_by", FIELD_CHOICE, "Must be one of " + ", ".join(sorts) + ", with or without a minus.")
    return sorts[name], wanted.startswith("-")


def _whole(given: Mapping[str, Sequence[str]], name: str, default: int, maximum: int) -> int:
    text = given.get(name, [str(default)])[-1]
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= maximum):
        raise in_query(name, FIELD_RANGE, f"Must be a whole number from 1 to {maximum}.")
    return int(text)


def by_name(parameters: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The values of every parameter that has one, in their order."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        if value:
            given.setdefault(name, []).append(value)
    return given


def _status_words(given: Mapping[str, Sequence[str]]) -> set[str] | None:
    """The words an order may have, or None when every one will do."""
    words: set[str] | None = None
    for name in STATUS_FILTERS:
        values = given.get(name)
        if values is None:
            continue
        texts = values if name == "status" else [part for value in values for part in value.split(",") if part]
        for text in texts:
            if text not in ORDER_STATUS_WORDS:
                raise in_query(name, FIELD_CHOICE, "Must be one of " + ", ".join(ORDER_STATUS_WORDS) + ".")
        words = set(texts) if words is None else words & set(texts)
    return words


PAGING: Sequence[dict[str, Any]] = (
    {"name": "page", "in": "query", "required": False, "schema": {"type": "integer", "minimum": 1, "default": 1}},
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "schema": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    },
)


def documented() -> list[dict[str, Any]]:
    """The parameters of a list call for the API document."""
    words = {"type": "string", "enum": list(ORDER_STATUS_WORDS)}
    parameters = [
        *PAGING,
        _parameter("order_by", {"type": "string", "enum": [f"{sign}{name}" for name in SORTS for sign in ("", "-")]}),
        _parameter("status", {"type": "array", "items": words}),
        _parameter("status__in", {"type": "string"}),
    ]
    for name, wanted in FILTERS.items():
        schema: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if wanted.many else {"type": "string"}
        if wanted.read in {_moment, _moment_as_text}:
            schema = {"type": "string", "format": "date-time"}
        parameters.append(_parameter(name, {"type": "boolean"} if wanted.read is _flag else schema))
    return parameters


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}
