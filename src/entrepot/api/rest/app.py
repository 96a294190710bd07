"""The native REST door: every route, the problems they answer with, and their OpenAPI document."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from entrepot.api.rest import (
    availability,
    companies,
    custom_columns,
    documents,
    exchange_rates,
    feed,
    goods_receipts,
    history,
    imports,
    jobs,
    lines,
    offers,
    orders,
    organization,
    payment_terms,
    people,
    pre_orders,
    products,
    receiving,
    releases,
    rules,
    stock,
    suppliers,
    tags,
    tracking,
    views,
    warehouses,
    webhooks,
)
from entrepot.api.rest.calls import errors_page, plain_json
from entrepot.api.rest.openapi import document_of
from entrepot.api.rest.order_shapes import ErrorCode
from entrepot.api.rest.problems import problem
from entrepot.api.rest.shapes import page_of
from entrepot.errors import CODES, Code, NotFound
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door
from entrepot.http.errors import PATH_UNKNOWN
from entrepot.http.paths import Forgiving
from entrepot.http.subapp import subapp

DESCRIPTION = (
    "The order book of a purchasing organization. Every call needs an API key, or the token of `POST /sessions`: "
    "`Authorization: Bearer …`. "
    "Amounts are exact: money is `{amount, currency}` with a decimal string, quantities are decimal strings. "
    "Writes take an `Idempotency-Key` and `?dry_run=true`; changes need `If-Match` with the ETag last read."
)
open_router = APIRouter(route_class=ExactRoute, tags=["Errors"])


@open_router.get("/errors", summary="Every error code", response_model=page_of(ErrorCode))
async def errors() -> Response:
    """What a problem's `code` can be, in words; needs no key."""
    return errors_page(CODES)


@open_router.get("/errors/{code}", summary="One error code", response_model=ErrorCode)
async def error(code: str) -> Response:
    """The page that a problem's `type` links to; needs no key."""
    known = Code(code)
    if known not in CODES:
        raise NotFound(PATH_UNKNOWN)
    return plain_json({"code": known, "sentence": CODES[known]})


ROUTERS = (
    orders.router,
    lines.router,
    history.router,
    receiving.router,
    releases.router,
    goods_receipts.router,
    *documents.ROUTERS,
    suppliers.router,
    offers.router,
    products.router,
    warehouses.router,
    companies.router,
    payment_terms.router,
    tags.router,
    tracking.router,
    views.router,
    custom_columns.router,
    rules.router,
    imports.router,
    webhooks.router,
    jobs.router,
    stock.router,
    pre_orders.router,
    availability.router,
    organization.router,
    exchange_rates.router,
    people.router,
    feed.router,
    open_router,
)


def build(door: Door) -> Forgiving:
    """The native door as an ASGI application, to be mounted at `/api/v1`."""
    app = subapp(door, name="rest", title="Entrepot", render=problem, description=DESCRIPTION)
    for router in ROUTERS:
        app.include_router(router)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document_of(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return Forgiving(app)
