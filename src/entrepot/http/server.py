"""uvicorn with one thing more: an answer may carry its own HTTP reason phrase.

ASGI has no place for the phrase, and uvicorn writes the standard one. Under `ReasonProtocol` every HTTP scope offers
the extension `entrepot.reason`: a function that sets the phrase of this answer before it is sent. `with_reason` uses
it where it is there; under another server the standard phrase is sent. See docs/decisions/0010-reason-phrase.md.
"""

import re
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

REASON = "entrepot.reason"
_PHRASE = re.compile(r"[\t\x20-\x7e]{1,100}\Z")


class ReasonProtocol(HttpToolsProtocol):
    """uvicorn's httptools protocol with the extension `entrepot.reason` in its scopes."""

    def on_headers_complete(self) -> None:
        """Begin a request as uvicorn does, then lay the extension into its scope (its task has not run yet)."""
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not before:
            extensions: dict[str, Any] = self.cycle.scope.setdefault("extensions", {})
            extensions[REASON] = _setter(self.cycle)


class _FirstLine:
    """Stands in for the transport until the status line is written, and puts the phrase into it."""

    def __init__(self, cycle: RequestResponseCycle, phrase: bytes) -> None:
        self._cycle = cycle
        self._transport = cycle.transport
        self._phrase = phrase

    def write(self, data: bytes) -> None:
        self._cycle.transport = self._transport
        line, separator, rest = data.partition(b"\r\n")
        version, status, _ = line.split(b" ", 2)
        self._transport.write(b" ".join((version, status, self._phrase)) + separator + rest)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - everything else is the transport's own
        return getattr(self._transport, name)


def _setter(cycle: RequestResponseCycle) -> Callable[[str], None]:
    def set_phrase(phrase: str) -> None:
        if not _PHRASE.match(phrase):
            raise ValueError(f"not a reason phrase: {phrase!r}")
        cycle.transport = _FirstLine(cycle, phrase.encode("ascii"))  # type: ignore[assignment]

    return set_phrase


def with_reason(request: Request, phrase: str) -> bool:
    """Let the answer to this request carry a reason phrase (visible ASCII); False when the server cannot."""
    setter = request.scope.get("extensions", {}).get(REASON)
    if setter is None:
        return False
    setter(phrase)
    return True


def came_by_socket_file(scope: Scope) -> bool:
    """Whether the request came over a Unix socket rather than the network."""
    server = scope.get("server")
    return scope.get("client") is None and server is not None and server[1] is None
