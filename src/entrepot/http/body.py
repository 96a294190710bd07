"""Request bodies, read exactly and within limits, for endpoints that declare them as pydantic models.

A JSON number becomes an int or a Decimal with the digits the client wrote, never a float: whole numbers of 64 bits,
others of at most 15 significant digits (a string may hold more). NaN and Infinity, text that is not UTF-8, U+0000 and
halves of surrogate pairs are refused; of a name given twice in one object the last one counts, as in common readers.

`ExactRoute` reads the body before FastAPI looks at it. A body that cannot be read does not stop there: it travels on as
an `Unread`, so that who is asking is settled first (401 before 400); the model then refuses it and `faults` shows its
error. An endpoint whose body is declared as `Any` would be handed the `Unread` itself: declare a model, dict or list.
"""

import json
import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NoReturn

from fastapi import params
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from entrepot.errors import EntrepotError
from entrepot.http.errors import BodyTooLarge, UnreadableBody, UnsupportedMedia
from entrepot.http.shortcut import Plan, plan_of, take

SIGNIFICANT_DIGITS = 15
LARGEST_EXPONENT = 30
SMALLEST_INTEGER = -(2**63)
LARGEST_INTEGER = 2**63 - 1
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
_SUSPECT_ESCAPE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_BAD_CHARACTER = re.compile("[\x00\ud800-\udfff]")

Reader = Callable[[bytes, "BodyRules", object], object]


@dataclass(frozen=True, slots=True)
class BodyRules:
    """What a door reads: limits in bytes and nesting levels, and one reader per content type (lower case).

    A reader gets the bytes, these rules and the type the endpoint declares for its body, and gives dicts, lists, str,
    int, Decimal, bool and None, or raises `UnreadableBody`. Without a content type `default` is taken.
    """

    max_bytes: int = 1 << 20
    max_depth: int = 32
    readers: Mapping[str, Reader] = field(default_factory=dict)
    default: str = "application/json"


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands in for a body that could not be read until the model refuses it."""

    error: EntrepotError


# FastAPI lets models read plain objects by their attributes, except those of built-in types: without this line a model
# whose fields may all be left out would take an `Unread` for an empty object.
Unread.__module__ = "builtins"


def read_json(raw: bytes, rules: BodyRules, declared: object = None) -> object:
    """The value a JSON text stands for; raises `UnreadableBody` saying what is wrong and where."""
    del declared
    try:
        value: object = _DECODER.decode(raw.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        raise UnreadableBody(f"The body is not UTF-8 (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        raise UnreadableBody(
            f"The body is not JSON: {error.msg}, line {error.lineno}, column {error.colno}."
        ) from error
    except RecursionError as error:
        raise UnreadableBody(f"The body is nested deeper than {rules.max_depth} levels.") from error
    if raw.count(b"[") + raw.count(b"{") > rules.max_depth:
        refuse_depth(value, rules.max_depth)
    if _SUSPECT_ESCAPE.search(raw):
        refuse_characters(value)
    return value


def refuse_depth(value: object, limit: int) -> None:
    """Raise `UnreadableBody` when containers stand in each other more than `limit` deep."""
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise UnreadableBody(f"The body is nested deeper than {limit} levels.")


def refuse_characters(value: object) -> None:
    """Raise `UnreadableBody` when any text or name holds U+0000 or half of a surrogate pair."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            if _BAD_CHARACTER.search(current):
                raise UnreadableBody(
                    "The body holds a character that no text may hold (U+0000 or half a surrogate pair)."
                )
        elif isinstance(current, dict):
            waiting.extend(current)
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)


def exact_integer(text: str) -> int:
    """The whole number a text stands for; raises `UnreadableBody` beyond 64 bits."""
    if len(text) < 19:
        return int(text)
    if len(text) > 20 or not SMALLEST_INTEGER <= (value := int(text)) <= LARGEST_INTEGER:
        raise UnreadableBody(f"The whole number {text[:24]} is larger than 64 bits; write it as a string.")
    return value


def exact_decimal(text: str) -> Decimal:
    """The number a text stands for, exactly; raises `UnreadableBody` beyond 15 significant digits."""
    if len(text) > 400:
        raise UnreadableBody("A number in the body is written with more than 400 characters.")
    value = Decimal(text)
    if len(text) <= SIGNIFICANT_DIGITS and "e" not in text and "E" not in text:
        return value
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    if len(digits) > SIGNIFICANT_DIGITS:
        raise UnreadableBody(f"The number {text[:40]} has more than 15 significant digits; write it as a string.")
    if value and not -LARGEST_EXPONENT <= value.adjusted() <= LARGEST_EXPONENT:
        raise UnreadableBody(f"The number {text[:40]} is out of range.")
    return value or Decimal(0)


def _refuse_constant(text: str) -> NoReturn:
    raise UnreadableBody(f"The body holds {text}, which is no JSON number.")


_DECODER = json.JSONDecoder(parse_int=exact_integer, parse_float=exact_decimal, parse_constant=_refuse_constant)
JSON_READERS: Mapping[str, Reader] = {"application/json": read_json, "text/json": read_json}


class ExactRequest(Request):
    """A request whose body has been read by the door's rules; `await request.body()` still gives the raw bytes."""

    limit: int = 1 << 20
    value: object = None

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body in pieces; raises `BodyTooLarge` as soon as the limit is passed."""
        declared = self.headers.get("content-length")
        if declared is not None and declared.isdigit() and int(declared[:20]) > self.limit:
            raise BodyTooLarge(self.limit)
        total = 0
        async for piece in super().stream():
            total += len(piece)
            if total > self.limit:
                raise BodyTooLarge(self.limit)
            yield piece

    async def json(self) -> Any:  # noqa: ANN401 - Starlette's own signature
        """The value that was read."""
        return self.value


async def load(request: ExactRequest, rules: BodyRules, declared: object) -> None:
    """Read the body of a request by the rules and lay its value, or the error as `Unread`, ready for FastAPI."""
    try:
        raw = await request.body()
        if not raw:
            return
        content_type = request.headers.get("content-type")
        reader = _reader(content_type, rules)
        request.value = reader(raw, rules, declared)
    except (UnreadableBody, BodyTooLarge, UnsupportedMedia) as error:
        request.value = Unread(error)
        request._body = b"unread"
        content_type = None
    except ClientDisconnect:
        request.value = Unread(UnreadableBody("The client left before the body had arrived."))
        request._body = b"unread"
        content_type = None
    if content_type is None or not content_type.startswith("application/json"):
        request._headers = _as_json(request.scope["headers"])


def _reader(content_type: str | None, rules: BodyRules) -> Reader:
    media_type = content_type.partition(";")[0].strip().lower() if content_type else rules.default
    reader = rules.readers.get(media_type)
    if reader is None and media_type.startswith("application/") and media_type.endswith("+json"):
        reader = rules.readers.get("application/json")
    if reader is None:
        raise UnsupportedMedia(content_type or media_type)
    return reader


def _as_json(headers: list[tuple[bytes, bytes]]) -> Headers:
    kept = [pair for pair in headers if pair[0] != b"content-type"]
    return Headers(raw=[*kept, (b"content-type", b"application/json")])


class ExactRoute(APIRoute):
    """The route class of every door: reads bodies by the `BodyRules` in its application's `state.bodies`.

    Routers name it (`APIRouter(route_class=ExactRoute)`); `subapp()` sets it on the application itself.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - FastAPI's own
        """As FastAPI's, but answered without the stacks and wrappers that only its own way needs."""
        super().__init__(path, endpoint, **options)
        self.app = _answering(self.get_route_handler())

    @cached_property
    def plan(self) -> Plan | None:
        """The short way to the endpoint, if it has one."""
        return plan_of(self)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler with an exact reader and, for calls that are in order, a short way before it."""
        handle = _with_stacks(super().get_route_handler())
        plan = self.plan
        info = self.body_field.field_info if self.body_field else None
        if info is None:
            return handle if plan is None else _without_body(plan, handle)
        reads_form = isinstance(info, params.Form)
        declared = info.annotation

        async def exact(request: Request) -> Response:
            rules: BodyRules = request.app.state.bodies
            exact_request = ExactRequest(request.scope, request.receive, request._send)
            exact_request.limit = rules.max_bytes
            if not reads_form:
                await load(exact_request, rules, declared)
                if plan is not None and isinstance(exact_request.value, dict):
                    answer = await take(plan, exact_request, exact_request.value)
                    if answer is not None:
                        return answer
            return await handle(exact_request)

        return exact


Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def _answering(handle: Handler) -> ASGIApp:
    """The ASGI application of a handler; its errors are the application's to show."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await handle(Request(scope, receive, send))
        await response(scope, receive, send)

    return app


def _with_stacks(handle: Handler) -> Handler:
    """FastAPI's own handler with the stacks it wants; they are unwound before the answer, which is finished bytes."""

    async def stacked(request: Request) -> Response:
        async with AsyncExitStack() as inner, AsyncExitStack() as outer:
            request.scope["fastapi_inner_astack"] = inner
            request.scope["fastapi_function_astack"] = outer
            return await handle(request)

    return stacked


def _without_body(plan: Plan, handle: Handler) -> Handler:
    async def short(request: Request) -> Response:
        answer = await take(plan, request, None)
        return await handle(request) if answer is None else answer

    return short
