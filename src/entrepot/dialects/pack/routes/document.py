"""What every operation says in the API document: answers with examples, refusals, query parameters."""

from typing import Any

from fastapi import APIRouter

from entrepot.dialects.pack.render.faults import named
from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.answers import Many, One, Refusal
from entrepot.dialects.pack.wire.queries import Terms
from entrepot.http.errors import WrongField
from entrepot.http.thorough import ThoroughRoute

ORGANIZATION = "/v1/organizations/{organizationId}"
WAREHOUSE = "/v1/warehouses/{warehouseId}"

_SENTENCES: dict[int, str] = {
    400: "The body cannot be read, or a filter, sort or include is unknown.",
    401: "No token, or one that is not known.",
    403: "The token's role does not include this.",
    404: "Unknown, or another organization's.",
    409: "The record's state forbids the change.",
    413: "The body is larger than this server accepts.",
    415: "Bodies of this content type are not read.",
    422: "Fields are missing, wrong or not allowed; each is named.",
    500: "Something went wrong on our side.",
    503: "Too much is waiting to be stored; try again shortly.",
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {
        "model": Refusal,
        "description": sentence,
        "content": {"application/json": {"example": samples.REFUSED if status == 422 else {"message": sentence}}},
    }
    for status, sentence in _SENTENCES.items()
}


class DeskRoute(ThoroughRoute):
    """A refusal names every wrong field, of form and of the book's rules alike."""

    @staticmethod
    def name_of(field: WrongField) -> str:
        """The name in the refusal, its dots made slashes."""
        return "/".join(named((field,))).replace(".", "/")


def desk_router(prefix: str, tag: str) -> APIRouter:
    """A router of one group of operations; `prefix` is the whole path before theirs."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=DeskRoute, responses=REFUSALS)


def one(model: Any, sample: samples.Document, status: int = 200) -> dict[str, Any]:  # noqa: ANN401 - a model class
    """The arguments of a route that answers with a single resource."""
    return _route(One[model], {"data": sample}, status)


def many(model: Any, sample: samples.Document, terms: Terms) -> dict[str, Any]:  # noqa: ANN401 - a model class
    """The arguments of a route that answers with a page of a list."""
    shown = {"data": [sample], "links": {"prev": None, "next": None}, "meta": {"per_page": 25}}
    return {**_route(Many[model], shown, 200), "openapi_extra": {"parameters": terms.parameters()}}


def nothing() -> dict[str, Any]:
    """The arguments of a route that answers with nothing."""
    return {"status_code": 204, "response_model": None}


def _route(model: Any, shown: samples.Document, status: int) -> dict[str, Any]:  # noqa: ANN401
    content = {"application/json": {"example": shown}}
    return {"response_model": model, "status_code": status, "responses": {status: {"content": content}}}
