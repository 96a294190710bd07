"""Pre-orders at the native door: selling goods that are still on their way."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import preorders
from entrepot.api.rest import shapes_stock
from entrepot.api.rest.calls import Caller, DryRun, changed, dry, expected_version, id_in_path, listed, made
from entrepot.api.rest.listing import Ids, Paged, When, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.order_wire import Reason
from entrepot.api.rest.render_stock import pre_order_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.values import Body, Exact, Id, Name, QueryText, Text
from entrepot.book.stock.errors import PRE_ORDER_UNKNOWN
from entrepot.book.stock.preorder import PreOrderDraft, PreOrderStatus
from entrepot.http.answer import Answer
from entrepot.http.body import ExactRoute
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=ExactRoute, tags=["Stock"])
ALL = "/pre-orders"
ONE = ALL + "/{pre_order_id}"


class PreOrderNew(Body):
    """Units to be promised to a customer before they are here."""

    product_id: Id
    quantity: Exact
    reference: Annotated[Name, Field(description="The customer's or the shop's own number for it.")]
    customer: Text | None = None


class PreOrderList(Paged):
    """The filters of the list of pre-orders."""

    sort: Literal["id", "-id"] = "id"
    product_id: Ids | None = None
    order_id: Ids | None = None
    status: PreOrderStatus | None = None
    reference: QueryText | None = None
    customer: QueryText | None = None
    created_from: When | None = None
    created_to: When | None = None


@router.post(ALL, status_code=201, summary="Sell incoming goods ahead", response_model=shapes_stock.PreOrder)
async def create(call: Caller, pre_order: PreOrderNew, asked: DryRun) -> Response:
    """Reserves the first incoming line by date whose sell-ahead quota has room for all of it; 409 when none has."""
    draft = PreOrderDraft(pre_order.product_id, pre_order.quantity, pre_order.reference, pre_order.customer)

    def work(uow: UnitOfWork) -> Answer:
        found = preorders.create(uow, call.actor, draft)
        document = pre_order_document(found)
        if uow.dry_run:
            return dry(uow, call.actor, document, born=True)
        return made(document, found.version, call.url(f"{ALL}/{found.id}"))

    return await call.write(work, asked)


@router.get(ALL, summary="List pre-orders", response_model=page_of(shapes_stock.PreOrder))
async def browse(call: Caller, asked: Annotated[PreOrderList, Query()]) -> Response:
    """In the order in which they came."""
    filters = filters_of(asked)
    listing = listing_of(asked, filters, asked.sort)
    page = await call.read(lambda uow: preorders.browse(uow, call.actor, listing), quick=not filters)
    return listed(page_document(page.items, pre_order_document, next_cursor(page.next, asked.sort, filters)))


@router.get(ONE, summary="Read a pre-order", response_model=shapes_stock.PreOrder)
async def read(call: Caller, pre_order_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """On which line it stands, what of it has arrived, and when the rest is likely here."""
    del asked
    id = id_in_path(pre_order_id, PRE_ORDER_UNKNOWN)
    found = await call.read(lambda uow: preorders.read(uow, call.actor, id))
    return call.shown(pre_order_document(found), found.version)


@router.post(ONE + "/cancel", summary="Cancel a pre-order", response_model=shapes_stock.PreOrder)
async def cancel(call: Caller, pre_order_id: str, asked: DryRun, why: Reason | None = None) -> Response:
    """Final. Its place on the line and what was allocated to it are free again."""
    id = id_in_path(pre_order_id, PRE_ORDER_UNKNOWN)
    expected = call.expected(required=False)
    reason = why.reason if why else None

    def work(uow: UnitOfWork) -> Answer:
        version = expected_version(expected, lambda: preorders.read(uow, call.actor, id).version)
        found = preorders.cancel(uow, call.actor, id, reason=reason, expected_version=version)
        document = pre_order_document(found)
        return dry(uow, call.actor, document) if uow.dry_run else changed(document, found.version)

    return await call.write(work, asked)
