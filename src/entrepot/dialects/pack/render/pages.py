"""Lists: the items, links to the pages beside this one, and how many a page holds."""

from collections.abc import Iterable
from typing import Any

from entrepot.book.values.page import Bookmark
from entrepot.dialects.pack.translate.queries import next_bookmark
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.dialects.pack.wire.queries import BOOKMARK, Asked
from entrepot.http.paging import link

Document = dict[str, Any]


def page(
    items: list[Document], wanted: Asked, bookmark: Bookmark | None, url: str, query: Iterable[tuple[str, str]]
) -> Document:
    """One page; `bookmark` is where it ends when more follow, `url` and `query` are those of the request."""
    here = wanted.page.number
    pairs = list(query)
    before = None if here == 1 else link(url, pairs, {BOOKMARK: None, "page": here - 1})
    after = None
    if bookmark is not None:
        after = link(url, pairs, {BOOKMARK: next_bookmark(wanted, bookmark), "page": here + 1})
    return _envelope(items, before, after, wanted.page.size)


def counted_page(items: list[Document], wanted: Asked, url: str, query: Iterable[tuple[str, str]]) -> Document:
    """A page of a list that is at hand in full; whoever does not speak of pages gets all of it."""
    if not wanted.paged:
        return _envelope(items, None, None, max(wanted.page.size, len(items)))
    here, pairs = wanted.page, list(query)
    before = None if here.number == 1 else link(url, pairs, {"page": here.number - 1})
    after = link(url, pairs, {"page": here.number + 1}) if here.has_next(len(items)) else None
    return _envelope(items[here.offset : here.offset + here.size], before, after, here.size)


def _envelope(items: list[Document], before: str | None, after: str | None, size: int) -> Document:
    return {
        NAMES["data"]: items,
        NAMES["links"]: {"prev": before, "next": after},
        NAMES["meta"]: {"per_page": size},
    }
