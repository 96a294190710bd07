"""What the routes of this door share: how refusals name fields, and how answers are written."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

from entrepot.dialects.shipwell.render.errors import source_of
from entrepot.dialects.shipwell.wire.words import PURCHASE_ORDER, SALES_ORDER
from entrepot.http.answer import number_bytes
from entrepot.http.body import ExactRoute
from entrepot.http.errors import WrongField
from entrepot.http.thorough import ThoroughRoute

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
_FACES = frozenset({PURCHASE_ORDER, SALES_ORDER})


class _FacelessRoute(ExactRoute):
    """Where a body is one of two models, pydantic names the model in front of the field; nobody sent that name."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def faceless(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                found = [{**each, "loc": _without_face(each["loc"])} for each in error.errors()]
                raise RequestValidationError(found, body=error.body) from error

        return faceless


def _without_face(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return (place[0], *place[2:]) if len(place) > 1 and place[1] in _FACES else place


class ShipwellRoute(ThoroughRoute):
    """A refusal names every wrong field, of form and of the book's rules alike."""

    @staticmethod
    def name_of(field: WrongField) -> str:
        """The pointer into the body."""
        return str((source_of(field) or {}).get("pointer"))


class EitherFaceRoute(ShipwellRoute, _FacelessRoute):
    """The same for a body that is a purchase order or a sales order."""


def in_json(document: Any, status: int = 200) -> Response:  # noqa: ANN401 - a JSON document
    """A document as an answer."""
    return Response(number_bytes(document), status, None, "application/json")
