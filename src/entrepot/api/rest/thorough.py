"""Every wrong field at once, also when some are wrong in form and others by the book's rules.

A body refused for its form never reaches the book, which may have more to say about the rest of it. So the refused
parts are taken out and the rest is tried in a dry run; what the book finds is named together with what the form said.
"""

import inspect
from collections.abc import Callable, Coroutine, Iterable, MutableMapping
from copy import deepcopy
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

from entrepot.api.rest.calls import Dry
from entrepot.api.rest.problems import wire_path
from entrepot.api.rest.render import pointer
from entrepot.book.orders.errors import (
    DISCOUNT_RANGE,
    LINE_CASES_INCOMPLETE,
    LINE_NEEDS_PRODUCT,
    LINE_PRICE_FORM,
    LINE_QUANTITY_MISSING,
)
from entrepot.errors import FIELD_REQUIRED, FIELD_UNKNOWN, EntrepotError, Invalid, Path
from entrepot.http.answer import json_bytes
from entrepot.http.body import ExactRoute
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.http.faults import from_validation

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
ANYTHING = "1"
NOBODY = "00000000-0000-0000-0000-000000000000"
_CONSEQUENCES = frozenset(
    {
        FIELD_REQUIRED,
        LINE_NEEDS_PRODUCT,
        LINE_QUANTITY_MISSING,
        LINE_CASES_INCOMPLETE,
        LINE_PRICE_FORM,
        DISCOUNT_RANGE,
    }
)
_REPLACED = frozenset({b"content-length", b"content-type", b"idempotency-key"})


class ThoroughRoute(ExactRoute):
    """The route class of the native writes: an answer of 422 names every wrong field of the body."""

    def get_route_handler(self) -> Handler:
        """The exact handler; when it refuses the form of a body, the rest of that body is tried as well."""
        handle = super().get_route_handler()
        if self.body_field is None or not any(map(_is_dry, self.dependant.query_params)):
            return handle

        async def thorough(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                refused = from_validation(error)
                if not isinstance(refused, WireInvalid):
                    raise
                more = await _rest(handle, request, error.body, refused.wrong)
                raise WireInvalid([*refused.wrong, *more], refused.message) from error

        return thorough


def _is_dry(part: Any) -> bool:  # noqa: ANN401 - FastAPI's own kind of field
    model = part.field_info.annotation
    return inspect.isclass(model) and issubclass(model, Dry)


async def _rest(handle: Handler, request: Request, body: object, wrong: tuple[WrongField, ...]) -> list[WrongField]:
    """What the book finds wrong in the rest of the body; nothing when there is no rest that could be tried."""
    rest = without(body, wrong)
    if rest is None:
        return []
    try:
        await handle(_dry(request, json_bytes(rest)))
    except Invalid as error:
        return _news(error, wrong)
    except (EntrepotError, RequestValidationError):
        return []
    return []


def without(body: object, wrong: Iterable[WrongField]) -> object | None:
    """The body without its wrong fields, None when they cannot be taken out.

    An id is replaced by one that nobody has; a required field that is absent gets a value that is a text and a number.
    """
    rest = deepcopy(body)
    for field in wrong:
        if field.place is not Place.BODY or not field.path:
            return None
        holder = _holder(rest, field.path)
        name = field.path[-1]
        if not isinstance(holder, dict):
            return None
        holder.pop(name, None)
        if str(name).endswith("_id") and field.code != FIELD_UNKNOWN:
            holder[name] = NOBODY
        elif field.code == FIELD_REQUIRED:
            holder[name] = ANYTHING
    return rest


def _holder(body: object, path: Path) -> object:
    """What holds the last step of the path; None when a step is not there (any more)."""
    current = body
    for step in path[:-1]:
        if isinstance(current, dict):
            current = current.get(step)
        elif isinstance(current, list) and isinstance(step, int) and step < len(current):
            current = current[step]
        else:
            return None
    return current


def _dry(request: Request, body: bytes) -> Request:
    """The same request with this body, as a dry run."""
    scope = dict(request.scope)
    query = [pair for pair in parse_qsl(scope["query_string"].decode("latin-1")) if pair[0] != "dry_run"]
    scope["query_string"] = urlencode([*query, ("dry_run", "true")]).encode()
    kept = [pair for pair in scope["headers"] if pair[0] not in _REPLACED]
    scope["headers"] = [*kept, (b"content-type", b"application/json")]

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)


def _news(error: Invalid, wrong: tuple[WrongField, ...]) -> list[WrongField]:
    """The findings that are not of our own making: of no field taken out, and no consequence of its absence."""
    taken = [pointer(field.path) for field in wrong]
    harmless = all(field.code == FIELD_UNKNOWN for field in wrong)
    if isinstance(error, WireInvalid):
        found = [field for field in error.wrong if field.place is Place.BODY]
    else:
        found = [WrongField(Place.BODY, wire_path(each.path), each.code, each.message) for each in error.fields]
    return [
        field
        for field in found
        if not any(f"{pointer(field.path)}/".startswith(f"{known}/") for known in taken)
        and (harmless or field.code not in _CONSEQUENCES)
    ]
