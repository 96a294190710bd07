"""Pages of lists as the vendor counts them, with the addresses of their neighbours."""

from collections.abc import Iterable, Sequence

from entrepot.dialects.storefeeder.render.forms import Document
from entrepot.http.paging import NumberedPage, link


def page_document(
    page: NumberedPage, total: int, data: Sequence[Document], url: str, query: Iterable[tuple[str, str]]
) -> Document:
    """A page of `total` items; `url` and `query` are the request's own."""
    asked = list(query)

    def at(number: int) -> str:
        return link(url, asked, {"PageSize": page.size, "Page": number})

    document: Document = {
        "TotalItems": total,
        "PagingInfo": {"PageSize": page.size, "Page": page.number},
        "TotalPages": page.pages(total),
    }
    if page.number > 1:
        document["PrevUrl"] = at(page.number - 1)
    if page.has_next(total):
        # The vendor writes "PextUrl"; clients that were written for a corrected server read "NextUrl".
        document["NextUrl"] = document["PextUrl"] = at(page.number + 1)
    document["Data"] = list(data)
    return document
