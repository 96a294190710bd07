"""What an order has lived through, why it says what it says, and how every dialect shows it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.actions import orders
from entrepot.api.rest.calls import Caller, listed
from entrepot.api.rest.listing import Paged, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.order_shapes import Event, Why, Wires
from entrepot.api.rest.orders import ORDER, order_key
from entrepot.api.rest.render import event_document, pointer
from entrepot.api.rest.shapes import page_of
from entrepot.book.events import Event as EventRecord
from entrepot.book.orders.query import Parts
from entrepot.book.orders.view import OrderView
from entrepot.book.orders.why import Reason, explain
from entrepot.book.values.page import Page
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door
from entrepot.store import events
from entrepot.store.work import UnitOfWork


class EventList(Paged):
    """The order of an order's history."""

    sort: Literal["id", "-id"] = "id"


router = APIRouter(route_class=ExactRoute, tags=["Purchase orders"])


def reason_document(reason: Reason) -> dict[str, Any]:
    """A reason: where, which value, which rule, what went into it."""
    return {
        "pointer": pointer(reason.path),
        "value": reason.value,
        "rule": reason.rule,
        "sentence": reason.sentence,
        "inputs": reason.inputs,
    }


def wires_document(door: Door, view: OrderView) -> dict[str, Any]:
    """An order as every dialect shows it, with what that leaves out."""
    shown = {dialect.name: dialect.show(view) for dialect in door.dialects}
    return {
        "order_id": view.order.id,
        "version": view.order.version,
        "wires": {
            name: {
                "document": wire.document,
                "losses": [{"field": loss.field, "reason": loss.reason} for loss in wire.losses],
            }
            for name, wire in shown.items()
        },
    }


@router.get(ORDER + "/events", summary="What happened to an order", response_model=page_of(Event))
async def happened(call: Caller, order_id: str, asked: Annotated[EventList, Query()]) -> Response:
    """Everything that happened to the order, oldest first unless sorted otherwise, with old and new values."""
    key = order_key(order_id)
    filters: dict[str, object] = {"subject_id": key.id}
    listing = listing_of(asked, filters, asked.sort)

    def work(uow: UnitOfWork) -> Page[EventRecord]:
        orders.read(uow, call.actor, key, Parts.NONE)
        return events.page(uow, call.actor.organization_id, listing)

    page = await call.read(work)
    return listed(page_document(page.items, event_document, next_cursor(page.next, asked.sort, filters)))


@router.get(ORDER + "/why", summary="Why an order says what it says", response_model=Why)
async def why(call: Caller, order_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """Every total, state and price with the rule that made it and what went into it."""
    del asked
    key = order_key(order_id)
    view = await call.read(lambda uow: orders.read(uow, call.actor, key))
    order = view.order
    reasons = [reason_document(reason) for reason in explain(order)]
    return call.shown(
        {"order_id": order.id, "number": order.number, "version": order.version, "reasons": reasons}, order.version
    )


@router.get(ORDER + "/wires", summary="An order in every dialect", response_model=Wires)
async def wires(call: Caller, order_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """The same order as each dialect shows it, and what that dialect cannot carry."""
    del asked
    key = order_key(order_id)
    view = await call.read(lambda uow: orders.read(uow, call.actor, key, Parts.ALL))
    return call.shown(wires_document(call.door, view), view.order.version)
