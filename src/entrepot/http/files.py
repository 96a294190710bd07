"""Documents on their way out: always as a file to be kept, never as a page to be shown, piece by piece.

Links to them (`/files/TOKEN`) stand beside the doors, so that every door can give them out; they need no credential.
"""

from collections.abc import AsyncIterator, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from entrepot.actions import documentlinks
from entrepot.actions.documentlinks import Link
from entrepot.actions.documents import read_content
from entrepot.book.documents.content import chunks_of
from entrepot.book.documents.document import Document
from entrepot.errors import EntrepotError
from entrepot.http import faults
from entrepot.http.door import Door
from entrepot.http.request_id import request_id
from entrepot.store.store import Store

PATH = "/files"


def attachment(name: str) -> str:
    """The Content-Disposition of a file with this name, for old readers and new ones."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def headers_of(document: Document) -> dict[str, str]:
    """The headers of a document's content: nothing in it runs, wherever it is opened."""
    return {
        "Content-Disposition": attachment(document.name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-site",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{document.sha256}"',
    }


async def download(store: Store, request: Request, document: Document) -> Response:
    """The content of a document that was found; 304 when the client has it. Raises NotFound when it just went."""
    headers = headers_of(document)
    wanted = request.headers.get("if-none-match", "")
    if wanted.strip() == "*" or headers["ETag"] in wanted:
        return Response(None, 304, headers)
    first = await store.read(lambda uow: read_content(uow, document, 0))
    headers["Content-Length"] = str(document.size)
    return StreamingResponse(_pieces(store, document, first), 200, headers, document.media_type)


async def _pieces(store: Store, document: Document, first: bytes) -> AsyncIterator[bytes]:
    """The pieces one by one; each is read when the one before it has been sent, in a read of its own."""
    yield first
    for position in range(1, chunks_of(document.size)):
        yield await store.read(lambda uow, at=position: read_content(uow, document, at))  # type: ignore[misc]


def link_url(door: Door, request: Request) -> Callable[[Link], str]:
    """How a link is written as an address that this request's sender can reach."""
    origin = door.origin(request)
    return lambda link: f"{origin}{PATH}/{link.token}"


def routes(door: Door) -> list[Route]:
    """The routes of the root application that links lead to."""

    async def follow(request: Request) -> Response:
        """The file behind a link; 404 alike for a wrong link, one that has ended, and a document that was removed."""
        token = request.path_params["token"]
        try:
            document = await door.store.read(lambda uow: documentlinks.opened(uow, token), quick=True)
            return await download(door.store, request, document)
        except EntrepotError as error:
            return faults.plain(faults.fault_of(error, request_id()), request)

    return [Route(f"{PATH}/{{token}}", follow, methods=["GET"])]
