"""The tracking numbers of a purchase order at the native door; their version is the order's."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import orders, tracking
from entrepot.api.rest.calls import Caller, DryRun, changed, id_in_path, listed, made
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.order_shapes import OrderTracking
from entrepot.api.rest.order_shapes import Tracking as TrackingShape
from entrepot.api.rest.orders import ORDER, dry_answer, order_key, version_wanted
from entrepot.api.rest.render import tracking_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import ABSENT, Body, Moment, Text
from entrepot.book.orders.errors import TRACKING_UNKNOWN
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.orders.tracking import Shipped, TrackingDraft, TrackingPatch
from entrepot.book.values.unset import UNSET
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Tracking"])
TRACKING = ORDER + "/tracking"
ONE = TRACKING + "/{tracking_id}"
HowMuch = Annotated[Shipped, Field(description="How much of the order was shipped, as you say.")]


class TrackingNew(Body):
    """A parcel or shipment: at least one of number, carrier and moment."""

    number: Annotated[Text, Field(description="The carrier's number, at most 100 characters.")] | None = None
    carrier: Text | None = None
    shipped_at: Moment | None = None
    shipped: HowMuch = ABSENT


class TrackingUpdate(Body):
    """Changes to a tracking number: what is left out stays, null empties."""

    number: Text | None = None
    carrier: Text | None = None
    shipped_at: Moment | None = None


def shown(order: Order, id: UUID) -> dict[str, Any]:
    """A tracking number by itself, with its order's id, version and how much of it was shipped."""
    belongs = {"id": order.id, "version": order.version, "shipped": order.shipped.value}
    return {**tracking_document(tracking.found(order, id)), "order": belongs}


@router.post(TRACKING, status_code=201, summary="Add a tracking number", response_model=OrderTracking)
async def add(call: Caller, order_id: str, body: TrackingNew, dry: DryRun) -> Response:
    """Possible in every status. A dry run answers the whole order as it would be, as for every change of tracking."""
    key = order_key(order_id)
    expected = call.expected(required=False)
    draft = TrackingDraft(body.number, body.carrier, body.shipped_at)
    shipped = body.shipped if "shipped" in body.model_fields_set else UNSET

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = tracking.add(uow, call.actor, key, [draft], shipped=shipped, expected_version=version)
        if uow.dry_run:
            return dry_answer(outcome)
        order = outcome.order
        id = order.tracking[-1].id
        path = TRACKING.format(order_id=order.id)
        return made(shown(order, id), order.version, call.url(f"{path}/{id}"))

    return await call.write(work, dry)


@router.get(TRACKING, summary="List the tracking numbers of an order", response_model=page_of(TrackingShape))
async def browse(call: Caller, order_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """All of them, oldest first; they are part of the order too."""
    del asked
    key = order_key(order_id)
    order = (await call.read(lambda uow: orders.read(uow, call.actor, key, Parts.NONE))).order
    return listed({"items": [tracking_document(each) for each in order.tracking], "next": None})


@router.get(ONE, summary="Read a tracking number", response_model=OrderTracking)
async def read(call: Caller, order_id: str, tracking_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """One tracking number of an order; its ETag is the order's."""
    del asked
    key, wanted = order_key(order_id), id_in_path(tracking_id, TRACKING_UNKNOWN)
    order = (await call.read(lambda uow: orders.read(uow, call.actor, key, Parts.NONE))).order
    return call.shown(shown(order, wanted), order.version)


@router.patch(ONE, summary="Change a tracking number", response_model=OrderTracking)
async def change(call: Caller, order_id: str, tracking_id: str, body: TrackingUpdate, dry: DryRun) -> Response:
    """What is left out stays; null empties."""
    key, wanted = order_key(order_id), id_in_path(tracking_id, TRACKING_UNKNOWN)
    expected = call.expected(required=True)
    patch = TrackingPatch(**{name: getattr(body, name) for name in body.model_fields_set})

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = tracking.change(uow, call.actor, key, wanted, patch, expected_version=version)
        if uow.dry_run:
            return dry_answer(outcome)
        return changed(shown(outcome.order, wanted), outcome.order.version)

    return await call.write(work, dry)


@router.delete(ONE, status_code=204, summary="Remove a tracking number")
async def remove(call: Caller, order_id: str, tracking_id: str, dry: DryRun) -> Response:
    """The ETag is the order's new one."""
    key, wanted = order_key(order_id), id_in_path(tracking_id, TRACKING_UNKNOWN)
    expected = call.expected(required=True)

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = tracking.remove(uow, call.actor, key, [wanted], expected_version=version)
        if uow.dry_run:
            return dry_answer(outcome)
        return Answer(204, media_type=None, headers=changed({}, outcome.order.version).headers)

    return await call.write(work, dry)
