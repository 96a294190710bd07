"""The way in: counts the requests under way, and once the server is stopping lets nothing new through."""

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from entrepot.errors import CODES
from entrepot.http.answer import json_bytes
from entrepot.http.errors import SERVER_STOPPING

RETRY_SECONDS = 5
OPEN = ("/health/", "/metrics")  # whoever looks after the server may ask to the end
_BODY = json_bytes({"status": 503, "code": SERVER_STOPPING, "message": CODES[SERVER_STOPPING]})


@dataclass(slots=True)
class Gate:
    """Of one server. `leaving` is set once and for good; streams without an end watch it and end themselves."""

    leaving: bool = False
    under_way: int = 0


class Gated:
    """The layer that counts, and answers 503 in the place of everybody while the server is leaving."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        """`gate` is the server's one."""
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        gate = self.gate
        if gate.leaving and not scope["path"].startswith(OPEN):
            await _refuse(send)
            return
        gate.under_way += 1
        try:
            await self.app(scope, receive, send)
        finally:
            gate.under_way -= 1


async def _refuse(send: Send) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(_BODY)).encode()),
        (b"retry-after", str(RETRY_SECONDS).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": _BODY})
