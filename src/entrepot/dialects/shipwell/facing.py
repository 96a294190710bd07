"""The routes of both faces: sales orders, orders of either face, and releases."""

from fastapi import APIRouter
from starlette.responses import Response

from entrepot.dialects.shipwell import calls, examples, examples_releases, releasecalls, salescalls
from entrepot.dialects.shipwell.call import BuyerCall, Call, Caller, SupplierCall
from entrepot.dialects.shipwell.describe import answer, body_example, form_example, listing
from entrepot.dialects.shipwell.render.paging import page_document
from entrepot.dialects.shipwell.routing import EitherFaceRoute, ShipwellRoute, in_json
from entrepot.dialects.shipwell.translate.queries import PAGING, by_name, numbered_page, order_query
from entrepot.dialects.shipwell.wire import answers
from entrepot.dialects.shipwell.wire.orders import UpdateEntirePurchaseOrder, UpdateEntireSalesOrder, UpdateOrder
from entrepot.errors import FIELD_CHOICE
from entrepot.http.errors import Place, WireInvalid, WrongField

# A first page of at most this many orders is read on the event loop, a longer one in a reader thread.
QUICK_ORDERS = 50

either = APIRouter(route_class=EitherFaceRoute, tags=["Orders"])
sales = APIRouter(route_class=ShipwellRoute, tags=["Sales orders"])
releases = APIRouter(route_class=ShipwellRoute, tags=["Releases"])


async def listed(call: Call) -> Response:
    """A page of the orders the caller sees."""
    parameters = call.request.query_params.multi_items()
    query, page = order_query(parameters)
    quick = page.number == 1 and page.size <= QUICK_ORDERS and not query.where
    found, total = await call.read(lambda uow: calls.list_orders(uow, call.actor, query), quick=quick)
    return in_json(page_document(found, total, page, call.address(), parameters))


async def one(call: Call, order_id: str) -> Response:
    """An order as the caller sees it."""
    return in_json(await call.read(lambda uow: calls.read_order(uow, call.actor, calls.order_key(order_id))))


# --- either face ------------------------------------------------------------------------------------------------------


@either.put(
    "/orders/{order_id}",
    operation_id="update_order",
    **answer(200, answers.PurchaseOrder, examples.ORDER),
    **body_example(examples.ORDER_CHANGE),
)
async def update_order(call: Caller, order_id: str, body: UpdateOrder) -> Response:
    """Update a whole order with the body of its face, which `order_type` names."""
    raw = await call.request.json()
    key = calls.order_key(order_id)
    if isinstance(body, UpdateEntireSalesOrder) and call.actor.supplier_id is not None:
        return in_json(await call.write(lambda uow: salescalls.update_sales_order(uow, call.actor, key, body, raw)))
    if isinstance(body, UpdateEntirePurchaseOrder) and call.actor.supplier_id is None:
        return in_json(await call.write(lambda uow: calls.update_order(uow, call.actor, key, body, raw)))
    await one(call, order_id)
    told = "This order has the other face for you."
    raise WireInvalid([WrongField(Place.BODY, ("order_type",), FIELD_CHOICE, told)])


@either.post(
    "/orders/{order_id}/cancel",
    operation_id="cancel_order",
    **answer(200, answers.PurchaseOrder, examples.CANCELLED_ORDER),
)
async def cancel_order(call: Caller, order_id: str) -> Response:
    """Cancel an order; a body, if there is one, is not read."""
    return in_json(await call.write(lambda uow: calls.cancel_order(uow, call.actor, calls.order_key(order_id))))


# --- sales orders -----------------------------------------------------------------------------------------------------


@sales.get(
    "/sales-orders",
    operation_id="list_sales_orders",
    **listing(answers.SalesOrderPage, examples.SALES_ORDER, "/sales-orders"),
)
async def list_sales_orders(call: SupplierCall) -> Response:
    """List the orders a supplier was sent."""
    return await listed(call)


@sales.get(
    "/sales-orders/{order_id}",
    operation_id="get_sales_order",
    **answer(200, answers.SalesOrder, examples.SALES_ORDER),
)
async def get_sales_order(call: SupplierCall, order_id: str) -> Response:
    """Read an order as its supplier."""
    return await one(call, order_id)


@sales.put(
    "/sales-orders/{order_id}",
    operation_id="update_sales_order",
    **answer(200, answers.SalesOrder, examples.SALES_ORDER),
    **body_example(examples_releases.SALES_ORDER_CHANGE),
)
async def update_sales_order(call: SupplierCall, order_id: str, body: UpdateEntireSalesOrder) -> Response:
    """Update an order as its supplier; what is absent stays, items too."""
    raw = await call.request.json()
    key = calls.order_key(order_id)
    return in_json(await call.write(lambda uow: salescalls.update_sales_order(uow, call.actor, key, body, raw)))


@sales.post(
    "/sales-orders/{order_id}/cancel",
    operation_id="cancel_sales_order",
    **answer(200, answers.SalesOrder, {**examples.SALES_ORDER, "status": "CANCELLED"}),
)
async def cancel_sales_order(call: SupplierCall, order_id: str) -> Response:
    """Call an order off as its supplier; a body, if there is one, is not read."""
    return in_json(await call.write(lambda uow: calls.cancel_order(uow, call.actor, calls.order_key(order_id))))


# --- releases ---------------------------------------------------------------------------------------------------------

_BOUGHT = "/purchase-orders/{order_id}/releases"
_SOLD = "/sales-orders/{order_id}/releases"
_ONE = "/{release_id}"
_RELEASE = answer(200, answers.Release, examples_releases.RELEASE)
_NEW_RELEASE = {
    **answer(201, answers.Release, examples_releases.RELEASE),
    **form_example(examples_releases.NEW_RELEASE),
}


async def _created(call: Call, order_id: str) -> Response:
    key = calls.order_key(order_id)
    await call.read(lambda uow: calls.order_seen(uow, call.actor, key))
    given = await releasecalls.release_given(call.request)
    return in_json(await call.write(lambda uow: releasecalls.create_release(uow, call.actor, key, given)), 201)


async def _read(call: Call, order_id: str, release_id: str) -> Response:
    key = calls.order_key(order_id)
    return in_json(await call.read(lambda uow: releasecalls.read_release(uow, call.actor, key, release_id)))


async def _decided(call: Call, order_id: str, release_id: str, verb: str) -> Response:
    key = calls.order_key(order_id)
    return in_json(await call.write(lambda uow: releasecalls.decide_release(uow, call.actor, key, release_id, verb)))


async def _page(call: Call, order_id: str) -> Response:
    parameters = call.request.query_params.multi_items()
    page = numbered_page(by_name(parameters))
    key = calls.order_key(order_id)
    found, total = await call.read(
        lambda uow: releasecalls.list_releases(uow, call.actor, key, page.offset, page.size), quick=False
    )
    return in_json(page_document(found, total, page, call.address(), parameters))


@releases.post(_BOUGHT, operation_id="create_purchase_order_release", **_NEW_RELEASE)
async def create_purchase_order_release(call: BuyerCall, order_id: str) -> Response:
    """Release goods onto an order of their own or onto a shipment: a form with files, or plain JSON."""
    return await _created(call, order_id)


@releases.get(
    _BOUGHT,
    operation_id="list_purchase_order_releases",
    **listing(answers.ReleasePage, examples_releases.RELEASE, "/purchase-orders/…/releases", PAGING),
)
async def list_purchase_order_releases(call: BuyerCall, order_id: str) -> Response:
    """List the releases of an order, oldest first."""
    return await _page(call, order_id)


@releases.get(_BOUGHT + _ONE, operation_id="get_purchase_order_release", **_RELEASE)
async def get_purchase_order_release(call: BuyerCall, order_id: str, release_id: str) -> Response:
    """Read a release."""
    return await _read(call, order_id, release_id)


@releases.post(_BOUGHT + _ONE + "/accept", operation_id="accept_purchase_order_release", **_RELEASE)
async def accept_purchase_order_release(call: BuyerCall, order_id: str, release_id: str) -> Response:
    """Accept a release: an order with its goods is made."""
    return await _decided(call, order_id, release_id, "accept")


@releases.post(_BOUGHT + _ONE + "/reject", operation_id="reject_purchase_order_release", **_RELEASE)
async def reject_purchase_order_release(call: BuyerCall, order_id: str, release_id: str) -> Response:
    """Reject a release: its goods are available again."""
    return await _decided(call, order_id, release_id, "reject")


@releases.post(_BOUGHT + _ONE + "/cancel", operation_id="cancel_purchase_order_release", **_RELEASE)
async def cancel_purchase_order_release(call: BuyerCall, order_id: str, release_id: str) -> Response:
    """Call off a release nobody decided yet, or take goods off their shipment."""
    return await _decided(call, order_id, release_id, "cancel")


@releases.post(_SOLD, operation_id="create_sales_order_release", **_NEW_RELEASE)
async def create_sales_order_release(call: SupplierCall, order_id: str) -> Response:
    """Offer goods for release as the supplier; the buyer decides."""
    return await _created(call, order_id)


@releases.get(_SOLD + _ONE, operation_id="get_sales_order_release", **_RELEASE)
async def get_sales_order_release(call: SupplierCall, order_id: str, release_id: str) -> Response:
    """Read a release as the supplier."""
    return await _read(call, order_id, release_id)
