"""The Shipwell door: its routes. What a call does is in `calls`; what it means is in `translate`."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from entrepot.dialects.shipwell import calls, documentroutes, examples, facing, tagcalls, webhookroutes
from entrepot.dialects.shipwell.auth import token_for, user_document
from entrepot.dialects.shipwell.call import BuyerCall, Caller
from entrepot.dialects.shipwell.describe import answer, body_example, errors, listing
from entrepot.dialects.shipwell.render.errors import render_fault
from entrepot.dialects.shipwell.render.paging import page_document
from entrepot.dialects.shipwell.routing import ShipwellRoute, in_json
from entrepot.dialects.shipwell.translate.tags import TAG_PARAMETERS, tag_listing
from entrepot.dialects.shipwell.translate.values import DIALECT
from entrepot.dialects.shipwell.wire import answers
from entrepot.dialects.shipwell.wire.items import CreateOrderItem, UpdateOrderItem
from entrepot.dialects.shipwell.wire.orders import CreatePurchaseOrder, SignIn, TagBody, UpdateEntirePurchaseOrder
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door
from entrepot.http.errors import RefusedMethod
from entrepot.http.paths import Forgiving
from entrepot.http.subapp import subapp

_DESCRIPTION = (
    "Purchase orders as Shipwell's modern Orders API speaks of them. Send `Authorization: Token …` with an API key or "
    "a token from `/v2/auth/token/`. Paths are answered with and without a trailing slash."
)


auth = APIRouter(route_class=ExactRoute, tags=["Sign in"])
orders = APIRouter(route_class=ShipwellRoute, tags=["Orders"])
tags = APIRouter(route_class=ShipwellRoute, tags=["Tags"])


def build(door: Door) -> ASGIApp:
    """The door as an ASGI application."""
    app = subapp(door, name=DIALECT, title="Shipwell", render=render_fault, description=_DESCRIPTION)
    for router in (auth, orders, facing.either, facing.sales, facing.releases, documentroutes.router, tags):
        app.include_router(router)
    for prefix in ("", "/v2"):
        app.include_router(webhookroutes.router, prefix=prefix)
    for name in ("archive", "unarchive", "split", "merge", "notes"):
        app.add_route(f"/{{face}}/{{order_id}}/{name}", _not_offered, include_in_schema=False)
    return Forgiving(app)


async def _not_offered(request: Request) -> Response:
    """The vendor has no archive, split, merge or notes call; it says so with 405."""
    del request
    raise RefusedMethod("")


# --- signing in -------------------------------------------------------------------------------------------------------


@auth.post("/v2/auth/token/", **answer(200, answers.Token, examples.TOKEN), **body_example(examples.SIGN_IN))
async def sign_in(request: Request, body: SignIn) -> Response:
    """Sign in with e-mail and password."""
    return in_json(await token_for(request.app.state.door, request, body))


@auth.get("/v2/auth/me/", **answer(200, answers.User, examples.USER))
async def me(call: Caller) -> Response:
    """Who is signed in."""
    return in_json(user_document(call.actor))


# --- orders -----------------------------------------------------------------------------------------------------------

_NEW_ORDER = {**answer(201, answers.PurchaseOrder, examples.ORDER), **body_example(examples.NEW_ORDER)}
_CHANGED_ORDER = {**answer(200, answers.PurchaseOrder, examples.ORDER), **body_example(examples.ORDER_CHANGE)}
_CANCELLED = answer(200, answers.PurchaseOrder, examples.CANCELLED_ORDER)


@orders.post("/purchase-orders", operation_id="create_purchase_order", **_NEW_ORDER)
async def create_purchase_order(call: BuyerCall, body: CreatePurchaseOrder) -> Response:
    """Create a purchase order."""
    return in_json(await call.write(lambda uow: calls.create_order(uow, call.actor, body)), 201)


@orders.post("/orders", operation_id="create_order", **_NEW_ORDER)
async def create_order(call: Caller, body: CreatePurchaseOrder) -> Response:
    """Create an order."""
    return in_json(await call.write(lambda uow: calls.create_order(uow, call.actor, body)), 201)


@orders.get("/orders", operation_id="list_orders", **listing(answers.OrderPage, examples.ORDER, "/orders"))
async def list_orders(call: Caller) -> Response:
    """List the orders visible to the caller, each with the face it has for the caller."""
    return await facing.listed(call)


@orders.get(
    "/purchase-orders",
    operation_id="list_purchase_orders",
    **listing(answers.PurchaseOrderPage, examples.ORDER, "/purchase-orders"),
)
async def list_purchase_orders(call: BuyerCall) -> Response:
    """List purchase orders."""
    return await facing.listed(call)


@orders.get("/orders/{order_id}", operation_id="get_order", **answer(200, answers.PurchaseOrder, examples.ORDER))
async def get_order(call: Caller, order_id: str) -> Response:
    """Read an order with the face it has for the caller."""
    return await facing.one(call, order_id)


@orders.get(
    "/purchase-orders/{order_id}",
    operation_id="get_purchase_order",
    **answer(200, answers.PurchaseOrder, examples.ORDER),
)
async def get_purchase_order(call: BuyerCall, order_id: str) -> Response:
    """Read a purchase order."""
    return await facing.one(call, order_id)


@orders.put("/purchase-orders/{order_id}", operation_id="update_purchase_order", **_CHANGED_ORDER)
async def update_purchase_order(call: BuyerCall, order_id: str, body: UpdateEntirePurchaseOrder) -> Response:
    """Update a whole purchase order; what is absent stays, `items` is the full list."""
    raw = await call.request.json()
    key = calls.order_key(order_id)
    return in_json(await call.write(lambda uow: calls.update_order(uow, call.actor, key, body, raw)))


@orders.post("/purchase-orders/{order_id}/cancel", operation_id="cancel_purchase_order", **_CANCELLED)
async def cancel_purchase_order(call: BuyerCall, order_id: str) -> Response:
    """Cancel a purchase order; a body, if there is one, is not read."""
    return in_json(await call.write(lambda uow: calls.cancel_order(uow, call.actor, calls.order_key(order_id))))


# --- items ------------------------------------------------------------------------------------------------------------

_ITEMS = "/purchase-orders/{order_id}/items"
_ITEM = f"{_ITEMS}/{{order_item_id}}"


@orders.post(_ITEMS, **answer(201, answers.OrderItem, examples.ITEM), **body_example(examples.NEW_ITEM))
async def create_purchase_order_item(call: BuyerCall, order_id: str, body: CreateOrderItem) -> Response:
    """Add an item."""
    return in_json(await call.write(lambda uow: calls.add_item(uow, call.actor, calls.order_key(order_id), body)), 201)


@orders.get(_ITEM, **answer(200, answers.OrderItem, examples.ITEM))
async def get_purchase_order_item(call: BuyerCall, order_id: str, order_item_id: str) -> Response:
    """Read an item."""
    key = calls.order_key(order_id)
    return in_json(await call.read(lambda uow: calls.read_item(uow, call.actor, key, order_item_id)))


@orders.put(_ITEM, **answer(200, answers.OrderItem, examples.ITEM), **body_example(examples.ITEM_CHANGE))
async def update_purchase_order_item(
    call: BuyerCall, order_id: str, order_item_id: str, body: UpdateOrderItem
) -> Response:
    """Change an item."""
    raw = await call.request.json()
    key = calls.order_key(order_id)
    return in_json(await call.write(lambda uow: calls.change_item(uow, call.actor, key, order_item_id, body, raw)))


@orders.delete(_ITEM, status_code=204, responses=errors())
async def delete_purchase_order_item(call: BuyerCall, order_id: str, order_item_id: str) -> Response:
    """Remove an item."""
    key = calls.order_key(order_id)
    await call.write(lambda uow: calls.remove_item(uow, call.actor, key, order_item_id))
    return Response(None, 204)


# --- tags -------------------------------------------------------------------------------------------------------------


@tags.post("/tags", **answer(201, answers.Tag, examples.TAG), **body_example(examples.NEW_TAG))
async def create_tag(call: BuyerCall, body: TagBody) -> Response:
    """Create a tag; its slug is made from its name."""
    return in_json(await call.write(lambda uow: tagcalls.create_tag(uow, call.actor, body)), 201)


@tags.get("/tags", **listing(answers.TagPage, examples.TAG, "/tags", TAG_PARAMETERS))
async def list_tags(call: BuyerCall) -> Response:
    """List tags."""
    parameters = call.request.query_params.multi_items()
    wanted, page = tag_listing(parameters)
    found, total = await call.read(lambda uow: tagcalls.list_tags(uow, call.actor, wanted), quick=False)
    return in_json(page_document(found, total, page, call.address(), parameters))


@tags.get("/tags/{tag_id}", **answer(200, answers.Tag, examples.TAG))
async def get_tag(call: BuyerCall, tag_id: str) -> Response:
    """Read a tag."""
    return in_json(await call.read(lambda uow: tagcalls.read_tag(uow, call.actor, tag_id)))


@tags.put("/tags/{tag_id}", **answer(200, answers.Tag, examples.TAG), **body_example(examples.NEW_TAG))
async def update_tag(call: BuyerCall, tag_id: str, body: TagBody) -> Response:
    """Change a tag; its slug stays."""
    given = body.model_fields_set
    return in_json(await call.write(lambda uow: tagcalls.change_tag(uow, call.actor, tag_id, body, given)))


@tags.delete("/tags/{tag_id}", status_code=204, responses=errors())
async def delete_tag(call: BuyerCall, tag_id: str) -> Response:
    """Delete a tag: it leaves every list and order."""
    await call.write(lambda uow: tagcalls.delete_tag(uow, call.actor, tag_id))
    return Response(None, 204)
