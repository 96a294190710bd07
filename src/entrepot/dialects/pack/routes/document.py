"""What every operation says in the API document: answers with examples, refusals, query parameters."""

from typing import Any

from fastapi import APIRouter

from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.answers import Many, One, Refusal
from entrepot.dialects.pack.wire.queries import Terms
from entrepot.http.body import ExactRoute

ORGANIZATION = "/v1/organizations/{organizationId}"
WAREHOUSE = "/v1/warehouses/{warehouseId}"

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "The body cannot be read, or a filter, sort or include is unknown."},
    401: {"model": Refusal, "description": "No token, or one that is not known."},
    404: {"model": Refusal, "description": "Unknown, or another organization's."},
    409: {"model": Refusal, "description": "The record's state forbids the change."},
    422: {
        "model": Refusal,
        "description": "Fields are missing, wrong or not allowed; each is named.",
        "content": {"application/json": {"example": samples.REFUSED}},
    },
}


def desk_router(prefix: str, tag: str) -> APIRouter:
    """A router of one group of operations; `prefix` is the whole path before theirs."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=ExactRoute, responses=REFUSALS)


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
