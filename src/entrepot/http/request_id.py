"""The name of a request, from X-Request-Id or made here, in the answer, in every log line and in every fault.

Log lines of a request also carry the door it came to and, once that is known, who is asking for which organization.
"""

import itertools
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

import structlog
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrepot.book.people.actor import Actor

_ACCEPTED = re.compile(rb"[A-Za-z0-9._:/+=-]{1,128}\Z")
_count = itertools.count(1)
_process = secrets.token_hex(5)
_log = structlog.get_logger("entrepot.access")

# Addresses whose next step is a secret: whoever reads the log must not be able to follow them.
SECRET_PATHS = ("/files/",)

REQUESTS = Counter("entrepot_requests", "Answered requests by door, method and status.", ["door", "method", "status"])
SECONDS = Histogram(
    "entrepot_request_seconds",
    "Time from the request's headers to the end of its answer, by door.",
    ["door"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(slots=True)
class Named:
    """A request while it is answered. One object for the request, whatever thread or task looks at it."""

    id: str
    door: str
    actor: Actor | None = None
    count: Callable[[Actor], None] | None = None


_current: ContextVar[Named | None] = ContextVar("request", default=None)


def current() -> Named | None:
    """The request being answered; None outside of one."""
    return _current.get()


def request_id() -> str:
    """The id of the request being answered; empty outside of one."""
    named = _current.get()
    return "" if named is None else named.id


def asked_by(actor: Actor) -> Actor:
    """Note who asks, for the log lines of this request, and count the call against the limits; the same actor again.

    Raises Limited.
    """
    named = _current.get()
    if named is not None:
        named.actor = actor
        if named.count is not None:
            named.count(actor)
    return actor


def add_request_id(logger: object, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor: put the request id, the door, the actor and the organization into the line."""
    del logger, method
    named = _current.get()
    if named is None:
        return event
    event.setdefault("request_id", named.id)
    event.setdefault("door", named.door)
    if named.actor is not None:
        event.setdefault("actor", f"{named.actor.kind}:{named.actor.id}")
        event.setdefault("organization", str(named.actor.organization_id))
    return event


class RequestId:
    """The outermost layer: names the request, measures it, counts it, and writes the access log when that is on."""

    def __init__(
        self,
        app: ASGIApp,
        doors: tuple[str, ...] = (),
        *,
        access_log: bool = False,
        count: Callable[[Actor], None] | None = None,
    ) -> None:
        """`doors` are the mount paths (`/pack`) under which requests are counted; others count as `root`.

        `count` raises Limited for an actor that has called too often.
        """
        self.app = app
        self.doors = doors
        self.access_log = access_log
        self.count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its name."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        identity = _incoming(scope) or f"{_process}-{next(_count):x}"
        path = scope["path"]
        door = next((door for door in self.doors if path.startswith(door)), "root")
        _current.set(Named(identity, door, count=self.count))
        header = (b"x-request-id", identity.encode())
        began = time.perf_counter()
        status = 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), header]
            await send(message)

        try:
            await self.app(scope, receive, named)
        finally:
            self._note(door, scope["method"], path, status, time.perf_counter() - began)

    def _note(self, door: str, method: str, path: str, status: int, seconds: float) -> None:
        count, times = _counters(door, method if method in _METHODS else "other", status)
        count.inc()
        times.observe(seconds)
        if self.access_log:
            _log.info(
                "answered", method=method, path=logged(path), status=status, milliseconds=round(seconds * 1000, 2)
            )


def logged(path: str) -> str:
    """A path as logs may hold it."""
    return next((f"{secret}…" for secret in SECRET_PATHS if path.startswith(secret)), path)


@cache
def _counters(door: str, method: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(door, method, str(status)), SECONDS.labels(door)


def _incoming(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            return value.decode() if _ACCEPTED.match(value) else None
    return None
