"""Query strings of Pack's lists: filters in brackets, sort with a minus, includes, pages counted from 1."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from entrepot.dialects.pack.errors import UnknownQueryName
from entrepot.errors import FIELD_CHOICE, FIELD_FORMAT, FIELD_RANGE, Code, Path
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.http.paging import NumberedPage

PER_PAGE = 25
MAX_PER_PAGE = 100
MAX_PAGE = 1_000_000_000
MAX_VALUES = 100
MAX_TEXT = 200
BOOKMARK = "bookmark"
_FILTER = re.compile(r"filter\[([\w.\-]+)\](?:\[[0-9]*\])?", re.ASCII)
_NEWEST_FIRST = "-created_at"

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a list can be asked for. `words` closes the values of a filter; `exact` filters are not split at commas."""

    filters: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()
    sorts: tuple[str, ...] = ("created_at",)
    includes: tuple[str, ...] = ()
    searched: bool = False

    def parameters(self) -> list[dict[str, Any]]:
        """The parameters for the API document."""
        named = [_parameter(f"filter[{name}]", {"type": "string", **self._choices(name)}) for name in self.filters]
        ways = [way for name in self.sorts for way in (name, f"-{name}")]
        if ways:
            default = _sort(None, self)
            named.append(_parameter("sort", {"type": "string", "enum": ways, "default": default}))
        if self.includes:
            named.append(_parameter("include", {"type": "string", "description": ", ".join(self.includes)}))
        if self.searched:
            named.append(_parameter("query", {"type": "string", "maxLength": MAX_TEXT}))
        pages = {"type": "integer", "minimum": 1, "default": 1}
        sizes = {"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE, "default": PER_PAGE}
        return [*named, _parameter("page", pages), _parameter("per_page", sizes)]

    def _choices(self, name: str) -> dict[str, Any]:
        words = self.words.get(name)
        return {} if words is None else {"description": f"Any of {', '.join(words)}, separated by commas."}


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for. `bookmark` only hurries: it says where the page before ended.

    `paged` tells whether the client spoke of pages at all.
    """

    filters: Mapping[str, tuple[str, ...]]
    sort: str
    descending: bool
    includes: frozenset[str]
    query: str | None
    page: NumberedPage
    paged: bool
    bookmark: str | None


def asked(pairs: Pairs, terms: Terms) -> Asked:
    """The query string read: 400 for a filter, sort or include the list does not have, 422 for every wrong value."""
    filters: dict[str, tuple[str, ...]] = {}
    includes: tuple[str, ...] = ()
    single: dict[str, str] = {}
    for name, value in pairs:
        if name.startswith("filter"):
            known = _filter_name(name, terms)
            filters[known] = (*filters.get(known, ()), *_values(known, value, terms))
        elif name.partition("[")[0] == "include":
            includes = (*includes, *_included(value, terms))
        else:
            single[name] = value
    wrong: list[WrongField] = []
    _check_words(filters, terms, wrong)
    page = _number(single.get("page"), "page", 1, MAX_PAGE, wrong)
    size = _number(single.get("per_page"), "per_page", PER_PAGE, MAX_PER_PAGE, wrong)
    query = _searched(single.get("query"), terms, wrong)
    sort = _sort(single.get("sort"), terms)
    if wrong:
        raise WireInvalid(wrong)
    return Asked(
        filters=filters,
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        includes=frozenset(includes),
        query=query,
        page=NumberedPage(page, size),
        paged="page" in single or "per_page" in single,
        bookmark=single.get(BOOKMARK),
    )


def _filter_name(name: str, terms: Terms) -> str:
    found = _FILTER.fullmatch(name)
    if found is None or found[1] not in terms.filters:
        there = ", ".join(terms.filters) or "none"
        raise UnknownQueryName(f"This list has no {name[:80]}; its filters are: {there}.")
    return found[1]


def _values(name: str, value: str, terms: Terms) -> tuple[str, ...]:
    return (value,) if name in terms.exact else tuple(part.strip() for part in value.split(","))


def _included(value: str, terms: Terms) -> tuple[str, ...]:
    names = tuple(part.strip() for part in value.split(",") if part.strip())
    for name in names:
        if name not in terms.includes:
            there = ", ".join(terms.includes) or "none"
            raise UnknownQueryName(f"This list cannot include {name[:80]}; what it can include: {there}.")
    return names


def _sort(value: str | None, terms: Terms) -> str:
    if value is None:
        return _NEWEST_FIRST if "created_at" in terms.sorts else "-id"
    if value.removeprefix("-") not in terms.sorts:
        ways = ", ".join(way for name in terms.sorts for way in (name, f"-{name}")) or "none"
        raise UnknownQueryName(f"This list cannot be sorted by {value[:80]}; the ways are: {ways}.")
    return value


def _check_words(filters: Mapping[str, tuple[str, ...]], terms: Terms, wrong: list[WrongField]) -> None:
    for name, values in filters.items():
        words = terms.words.get(name)
        if words is not None and not set(values) <= set(words):
            wrong.append(_wrong((f"filter.{name}",), f"One of {', '.join(words)} is expected.", FIELD_CHOICE))
        elif len(values) > MAX_VALUES:
            wrong.append(_wrong((f"filter.{name}",), f"At most {MAX_VALUES} values are taken.", FIELD_RANGE))


def _number(text: str | None, name: str, default: int, maximum: int, wrong: list[WrongField]) -> int:
    if text is None:
        return default
    if text.isascii() and text.isdigit() and len(text) <= 10 and 1 <= int(text) <= maximum:
        return int(text)
    wrong.append(_wrong((name,), f"A number from 1 to {maximum} is expected.", FIELD_RANGE))
    return default


def _searched(text: str | None, terms: Terms, wrong: list[WrongField]) -> str | None:
    if text is None or not terms.searched or not text.strip():
        return None
    if len(text) > MAX_TEXT or "\x00" in text:
        wrong.append(_wrong(("query",), f"A text of at most {MAX_TEXT} characters is expected.", FIELD_FORMAT))
        return None
    return text


def _wrong(path: Path, message: str, code: Code) -> WrongField:
    return WrongField(Place.QUERY, path, code, message)
