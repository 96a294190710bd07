"""Tags: bodies as drafts and patches, query parameters as conditions."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from entrepot.book.orders.tag import TagStatus
from entrepot.book.orders.tagdraft import TagDraft, TagPatch
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.values.unset import UNSET
from entrepot.dialects.shipwell.translate.queries import MAX_LIMIT, by_name, numbered_page, sorting
from entrepot.dialects.shipwell.translate.values import id_given
from entrepot.dialects.shipwell.wire.orders import TagBody
from entrepot.dialects.shipwell.wire.words import TAG_STATUS_WORDS
from entrepot.errors import FIELD_CHOICE
from entrepot.http.errors import in_query
from entrepot.http.paging import NumberedPage

SORTS: Mapping[str, str] = {name: name for name in ("id", "name", "created_at", "updated_at")}
_TESTS: Mapping[str, tuple[str, Test]] = {
    "name": ("name", Test.EQ),
    "name__in": ("name", Test.IN),
    "name__contains": ("name", Test.CONTAINS),
    "slug": ("slug", Test.EQ),
    "slug__in": ("slug", Test.IN),
    "slug__contains": ("slug", Test.CONTAINS),
    "id": ("id", Test.EQ),
    "id__in": ("id", Test.IN),
    "status": ("status", Test.EQ),
    "q": ("text", Test.ICONTAINS),
}
TAG_PARAMETERS: Sequence[dict[str, Any]] = [
    {"name": name, "in": "query", "required": False, "schema": schema}
    for name, schema in {
        "page": {"type": "integer", "minimum": 1, "default": 1},
        "limit": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 20},
        "order_by": {"type": "string", "enum": [f"{sign}{name}" for name in SORTS for sign in ("", "-")]},
        **{name: {"type": "string"} for name in _TESTS if name != "status"},
        "status": {"type": "string", "enum": list(TAG_STATUS_WORDS)},
    }.items()
]


def tag_draft(body: TagBody) -> TagDraft:
    """The tag a client asks for."""
    return TagDraft(body.name, body.color, TagStatus(body.status.lower()), body.description)


def tag_patch(body: TagBody, given: Collection[str]) -> TagPatch:
    """The changes a client asks for; a description that is not given stays."""
    description = body.description if "description" in given else UNSET
    return TagPatch(body.name.strip(), body.color, TagStatus(body.status.lower()), description)


def tag_listing(parameters: Sequence[tuple[str, str]]) -> tuple[Listing, NumberedPage]:
    """The page of tags a list call asks for; raises WireInvalid for a value that cannot be read."""
    given = by_name(parameters)
    page = numbered_page(given)
    sort, descending = sorting(given, SORTS, "-id")
    where = tuple(_condition(name, values) for name, values in given.items() if name in _TESTS)
    listing = Listing(where, sort=sort, descending=descending, offset=page.offset, limit=page.size, count=True)
    return listing, page


def _condition(name: str, values: Sequence[str]) -> Condition:
    book_field, test = _TESTS[name]
    if test is Test.IN:
        texts = [text for value in values for text in value.split(",") if text]
        return Condition(book_field, test, tuple(_value(name, book_field, text) for text in texts))
    return Condition(book_field, test, _value(name, book_field, values[-1]))


def _value(name: str, book_field: str, text: str) -> object:
    if book_field == "id":
        return id_given(text)
    if book_field == "status":
        if text not in TAG_STATUS_WORDS:
            raise in_query(name, FIELD_CHOICE, "Must be one of " + ", ".join(TAG_STATUS_WORDS) + ".")
        return text.lower()
    return text
