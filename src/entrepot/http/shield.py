"""The headers that every answer carries so that nothing in it runs, is framed, guessed at or kept by others.

An answer that says something of its own under one of these names keeps it (a file's sandbox, a page's policy).
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_RAW = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_NAMES = frozenset(name for name, _ in _RAW)


class Shielded:
    """Adds what is missing to every answer; `Cache-Control` tells nobody to keep what did not say so itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Around everything that answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = shielded(list(message.get("headers", ())))
            await send(message)

        await self.app(scope, receive, complete)


def shielded(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers with those added that they lack."""
    said = {name.lower() for name, _ in headers} & _NAMES
    return [*headers, *(pair for pair in _RAW if pair[0] not in said)] if said else headers + _RAW
