"""Every wrong field at once, also when some are wrong in form and others by the book's rules.

A body refused for its form never reaches the book, which may have more to say about the rest of it. So the refused
fields are taken out, or stood in for where they are required, and the rest is rehearsed: every write is undone. What
the book finds is named together with what the form said.
"""

from collections.abc import Callable, Coroutine, Iterable, MutableMapping
from copy import deepcopy
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

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
from entrepot.http.faults import all_wrong, fault_of, from_validation
from entrepot.store.rehearsal import rehearsing

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
NOBODY = "00000000-0000-0000-0000-000000000000"
# What a required field is given in turn: an id that nobody has (any text), a whole number, a number written as a text.
STAND_INS: tuple[object, ...] = (NOBODY, 1, "1")
# In the end a field that none of these fits is left out with what holds it, such as a price without its currency.
NOTHING = object()
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
    """A route class whose refusals name every wrong field of the body; a door says how it names a field."""

    @staticmethod
    def name_of(field: WrongField) -> str:
        """The field as the door names it: unless a door says otherwise, its steps parted by slashes."""
        return "/".join(map(str, field.path))

    def get_route_handler(self) -> Handler:
        """The exact handler; when it refuses the form of a body, the rest of that body is tried as well."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def thorough(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                refused = from_validation(error)
                if not isinstance(refused, WireInvalid):
                    raise
                found = await _try_rest(handle, request, error.body, refused.wrong)
                more = news(found, refused.wrong, self.name_of)
                raise all_wrong([*refused.wrong, *more]) from error

        return thorough


async def _try_rest(
    handle: Handler, request: Request, body: object, wrong: tuple[WrongField, ...]
) -> tuple[WrongField, ...]:
    """What the book finds wrong in the rest of the body; nothing when there is no rest that could be tried."""
    rest = deepcopy(body)
    if not all(take_out(rest, field) for field in wrong):
        return ()
    taken = {field.path for field in wrong}
    for stand_in in (*STAND_INS, NOTHING, None):
        try:
            with rehearsing():
                await handle(_with_body(request, json_bytes(rest)))
        except RequestValidationError as error:
            still = from_validation(error)
            if stand_in is None or not isinstance(still, WireInvalid) or any(f.path not in taken for f in still.wrong):
                return ()
            for field in still.wrong:
                if stand_in is NOTHING:
                    leave_out(rest, field.path[:-1])
                else:
                    put_in(rest, field.path, stand_in)
        except Invalid as error:
            return fault_of(error, "").fields
        except EntrepotError:
            return ()
        else:
            return ()
    return ()


def take_out(body: object, field: WrongField) -> bool:
    """Remove a field from the body; False for one that stands elsewhere or cannot be removed."""
    holder = _holder(body, field.path)
    if field.place is not Place.BODY or not isinstance(holder, dict):
        return False
    holder.pop(field.path[-1], None)
    return True


def put_in(body: object, path: Path, value: object) -> None:
    """Give a field that was taken out a value."""
    holder = _holder(body, path)
    if isinstance(holder, dict):
        holder[path[-1]] = value


def leave_out(body: object, path: Path) -> None:
    """Remove what holds a field that nothing stands in for, when it is a field itself."""
    holder = _holder(body, path)
    if isinstance(holder, dict):
        holder.pop(path[-1], None)


def _holder(body: object, path: Path) -> object:
    """What holds the last step of the path; None when a step is not there (any more)."""
    current = body if path else None
    for step in path[:-1]:
        if isinstance(current, dict):
            current = current.get(step)
        elif isinstance(current, list) and isinstance(step, int) and step < len(current):
            current = current[step]
        else:
            return None
    return current


def _with_body(request: Request, body: bytes) -> Request:
    """The same request with another body, and without its Idempotency-Key."""
    kept = [pair for pair in request.scope["headers"] if pair[0] not in _REPLACED]
    scope = {**request.scope, "headers": [*kept, (b"content-type", b"application/json")]}

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)


def news(
    found: Iterable[WrongField], wrong: tuple[WrongField, ...], name_of: Callable[[WrongField], str]
) -> list[WrongField]:
    """The findings that are not of our own making: of no field taken out, and no consequence of its absence."""
    taken = {name_of(field) for field in wrong}
    harmless = all(field.code == FIELD_UNKNOWN for field in wrong)
    return [
        field
        for field in found
        if field.place in {Place.BODY, Place.BOOK}
        and taken.isdisjoint(_and_above(name_of(field)))
        and (harmless or field.code not in _CONSEQUENCES)
    ]


def _and_above(name: str) -> list[str]:
    """The name and those of everything it stands in."""
    steps = name.split("/")
    return ["/".join(steps[:end]) for end in range(1, len(steps) + 1)]
