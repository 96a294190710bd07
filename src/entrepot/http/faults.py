"""Everything that can go wrong behind a door, in that door's own form: one `Renderer` a door, one place that calls it.

`install` sets the handlers on a FastAPI sub-application: the house's errors, pydantic's findings, unknown paths,
refused methods, unreadable bodies and crashes all become a `Fault`, and the door's renderer makes the answer. A crash
is caught inside the sub-application (Starlette's own last resort would raise it again through the root), logged with
the request id and counted; nothing of it reaches the client.
"""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from prometheus_client import Counter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrepot.errors import FIELDS_INVALID, Code, EntrepotError, Kind
from entrepot.http.answer import json_bytes
from entrepot.http.body import Unread
from entrepot.http.errors import (
    REQUEST_REFUSED,
    SERVER_CRASHED,
    Place,
    RefusedMethod,
    UnknownPath,
    UnreadableBody,
    WireInvalid,
    WrongField,
    http_status_of,
)
from entrepot.http.refusals import BODY_KINDS, is_whole_body, wrong_fields
from entrepot.http.request_id import logged, request_id

CRASHES = Counter("entrepot_crashes", "Requests that ended in an error of our own (kind failed).", ["door"])
STATUS: Mapping[Kind, int] = {
    Kind.INVALID: 422,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.LIMITED: 429,
    Kind.UNAVAILABLE: 503,
    Kind.FAILED: 500,
}
_log = structlog.get_logger("entrepot.http")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a renderer is told. `status` is HTTP's usual word; a door whose vendor says otherwise goes by kind and code.

    `fields` carry their place: BODY, QUERY, PATH and HEADER paths are in the door's own names already, BOOK paths (an
    error raised by the book or an action) still have to be renamed by the door. `retry_after` is in seconds.
    """

    kind: Kind
    code: Code
    message: str
    fields: tuple[WrongField, ...]
    status: int
    retry_after: int | None
    allow: str | None
    request_id: str

    def headers(self) -> dict[str, str]:
        """The headers every form of this fault carries: Retry-After and Allow where they apply."""
        headers = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if self.allow is not None:
            headers["Allow"] = self.allow
        return headers


class Renderer(Protocol):
    """A door's own form of a fault."""

    def __call__(self, fault: Fault, request: Request) -> Response:
        """The answer; must not raise."""


def fault_of(error: EntrepotError, identity: str) -> Fault:
    """The fault that an error of the house is; `identity` is the request id."""
    if isinstance(error, WireInvalid):
        fields = error.wrong
    else:
        fields = tuple(WrongField(Place.BOOK, wrong.path, wrong.code, wrong.message) for wrong in error.fields)
    status = http_status_of(error) or STATUS[error.kind]
    allow = error.allow if isinstance(error, RefusedMethod) else None
    return Fault(error.kind, error.code, error.message, fields, status, error.retry_after, allow, identity)


def crash_fault(identity: str) -> Fault:
    """The fault shown for a crash: no detail but the request id."""
    failed = EntrepotError(SERVER_CRASHED)
    return fault_of(failed, identity)


def from_validation(error: RequestValidationError) -> EntrepotError:
    """The error of the house behind pydantic's findings: an unreadable body, or every wrong field at once."""
    if isinstance(error.body, Unread):
        return error.body.error
    findings = error.errors()
    for finding in findings:
        if is_whole_body(finding):
            return UnreadableBody(BODY_KINDS.get(str(finding["type"]), "The body must be an object."))
    return all_wrong(wrong_fields(findings, error.body))


def all_wrong(wrong: Sequence[WrongField]) -> WireInvalid:
    """The error that names these fields; its message is the first one's and says how many there are besides."""
    more = len(wrong) - 1
    message = wrong[0].message if not more else f"{wrong[0].message} (and {more} more)"
    return WireInvalid(wrong, message, FIELDS_INVALID)


def from_http(error: HTTPException, request: Request) -> EntrepotError:
    """The error of the house behind Starlette's own: unknown path, refused method, or a body FastAPI gave up on."""
    if isinstance(error.__cause__, EntrepotError):
        return error.__cause__
    if error.status_code == 404:
        return UnknownPath()
    if error.status_code == 405:
        return RefusedMethod(allowed_methods(request) or (error.headers or {}).get("Allow", ""))
    if error.status_code == 400:
        return UnreadableBody()
    return _Refused(error.status_code)


class _Refused(EntrepotError):
    """Any other refusal of the framework, with its status."""

    kind = Kind.INVALID

    def __init__(self, status: int) -> None:
        self.http_status = status
        super().__init__(REQUEST_REFUSED)


def allowed_methods(request: Request) -> str:
    """The Allow header of a path: the methods of every route that has it (Starlette names the first route's only)."""
    app = request.scope.get("app")
    methods: set[str] = set()
    scope = dict(request.scope)
    for route in iter_route_contexts(app.routes) if isinstance(app, FastAPI) else ():
        if route.methods and route._effective_route.matches(scope)[0] is not Match.NONE:
            methods |= route.methods
    return ", ".join(sorted(methods))


class CrashGuard:
    """The net under a sub-application: what no handler took becomes the door's own 500, a log line and a count.

    An address holding U+0000, which no text of the book may hold, is refused here, before anything looks it up.
    """

    def __init__(self, app: ASGIApp, render: Renderer, door: str, *, judges_addresses: bool = True) -> None:
        """`door` labels the count; the root leaves addresses to its doors, so that each refuses in its own form."""
        self.app = app
        self.judges_addresses = judges_addresses
        self.render = render
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for it when it crashed before anything was sent."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.judges_addresses and ("\x00" in scope["path"] or b"%00" in scope["query_string"]):
            refusal = self.render(fault_of(_Refused(400), request_id()), Request(scope))
            await refusal(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            report_crash(self.door, scope, error)
            if started:
                raise
            response = self.render(crash_fault(request_id()), Request(scope))
            await response(scope, receive, send)


def report_crash(door: str, scope: Scope, error: BaseException) -> None:
    """Count a crash and write it to the log with its traceback (no local values: they may be secrets) and id."""
    CRASHES.labels(door).inc()
    story = "".join(traceback.format_exception(error))
    _log.error("crashed", door=door, method=scope["method"], path=logged(scope["path"]), exception=story)


def install(app: FastAPI, render: Renderer, door: str) -> None:
    """Make every fault of a sub-application appear in its own form; `door` is its name in logs and metrics."""
    CRASHES.labels(door)

    async def house(request: Request, error: Any) -> Response:  # noqa: ANN401
        if error.kind is Kind.FAILED:
            report_crash(door, request.scope, error)
            return render(crash_fault(request_id()), request)
        return render(fault_of(error, request_id()), request)

    async def validation(request: Request, error: Any) -> Response:  # noqa: ANN401
        return await house(request, from_validation(error))

    async def framework(request: Request, error: Any) -> Response:  # noqa: ANN401
        return await house(request, from_http(error, request))

    app.add_exception_handler(EntrepotError, house)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(HTTPException, framework)
    app.add_middleware(CrashGuard, render=render, door=door)


def plain(fault: Fault, request: Request) -> Response:
    """The form of the root application, which speaks for no door: a small JSON object."""
    del request
    body = {"status": fault.status, "code": fault.code, "message": fault.message, "request_id": fault.request_id}
    return Response(json_bytes(body), fault.status, fault.headers(), "application/json")
