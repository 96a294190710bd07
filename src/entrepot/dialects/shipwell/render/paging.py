"""The vendor's page: data, counts and absolute links that keep the filters."""

from collections.abc import Sequence
from typing import Any

from entrepot.http.paging import NumberedPage, link


def page_document(
    data: Sequence[Any], total: int, page: NumberedPage, url: str, query: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """A page of a list; `url` is the list's own address, `query` the parameters of the call."""

    def numbered(number: int) -> str:
        return link(url, query, {"limit": page.size, "page": number})

    return {
        "data": data,
        "count": len(data),
        "total_count": total,
        "links": {
            "first": link(url, query, {"limit": None, "page": None}),
            "last": None,
            "next": numbered(page.number + 1) if page.has_next(total) else None,
            "prev": numbered(page.number - 1) if page.number > 1 else None,
        },
    }
