"""Receiving at the native door: goods of an order, what is written off, returned and undone, and the ledger."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import corrections, ledger, orderpast, orders
from entrepot.actions import receiving as dock
from entrepot.api.rest import shapes_receiving as shapes
from entrepot.api.rest.calls import Call, Caller, Dry, DryRun, changed, id_in_path, listed, would_be
from entrepot.api.rest.listing import Ids, Paged, Separated, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.order_shapes import Order as OrderShape
from entrepot.api.rest.orders import ORDER, answer, order_key, version_wanted
from entrepot.api.rest.receiving_wire import Receive, Returned, Undo, WrittenOff
from entrepot.api.rest.render import event_document
from entrepot.api.rest.render_receiving import (
    Document,
    fresh_ids,
    movement_document,
    posted_document,
    received_document,
    unborn,
)
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.query import Parts
from entrepot.book.receiving.errors import POSTING_UNKNOWN
from entrepot.book.receiving.movement import MovementKind
from entrepot.book.receiving.outcome import Posted
from entrepot.book.values.page import Listing
from entrepot.http.answer import Answer, number_bytes
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Receiving"])


# What a list may be filtered by, in the book's names where they differ.
_RENAMED = {"line_id": "order_line_id"}


class MovementList(Paged):
    """The filters and the order of the list of an order's movements."""

    sort: Literal["id", "-id"] = "id"
    kind: Annotated[list[MovementKind], Separated, Field(max_length=10)] | None = None
    line_id: Ids | None = None
    posting_id: Ids | None = None
    receipt_id: Ids | None = None


def done(
    uow: UnitOfWork, posted: Posted, document: Document, version: int | None = None, *, born: bool = True
) -> Answer:
    """The answer to a posting (with `born` a new one); a dry run tells its events, and no id that will never exist."""
    if uow.dry_run:
        told = {**document, "events": [event_document(event) for event in posted.events]}
        return would_be(unborn(told, fresh_ids(posted, uow.now, born=born)))
    return Answer(200, number_bytes(document)) if version is None else changed(document, version)


async def post(call: Call, order_id: str, asked: Dry, how: Callable[[UnitOfWork, OrderKey], Posted]) -> Response:
    """Post something about one order; If-Match is checked when it is sent."""
    key = order_key(order_id)
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        if expected.versions is not None:
            expected.check(orders.read(uow, call.actor, key, Parts.NONE).order.version)
        posted = how(uow, key)
        return done(uow, posted, received_document(posted), posted.order.version)

    return await call.write(work, asked)


@router.post(ORDER + "/receive", summary="Receive goods", response_model=shapes.Received)
async def receive(call: Caller, order_id: str, goods: Receive, asked: DryRun) -> Response:
    """Makes, books and completes a receipt. Above the tolerance all is refused, naming every line and what is left."""
    draft = goods.draft()
    return await post(call, order_id, asked, lambda uow, key: dock.receive(uow, call.actor, key, draft))


@router.post(ORDER + "/returns", summary="Return goods to the supplier", response_model=shapes.Received)
async def return_goods(call: Caller, order_id: str, goods: Returned, asked: DryRun) -> Response:
    """Takes them from the stock; what was received falls and the order is open again."""
    parts = [part.read() for part in goods.lines]
    return await post(
        call, order_id, asked, lambda uow, key: corrections.return_goods(uow, call.actor, key, parts, goods.reason)
    )


@router.post(ORDER + "/write-off", summary="Write off what is outstanding", response_model=shapes.Received)
async def write_off(call: Caller, order_id: str, goods: WrittenOff, asked: DryRun) -> Response:
    """Of the lines named, or of every line: it is no longer expected."""
    parts = None if goods.lines is None else [part.read() for part in goods.lines]
    return await post(
        call, order_id, asked, lambda uow, key: corrections.write_off(uow, call.actor, key, parts, goods.reason)
    )


@router.post("/postings/{posting_id}/undo", summary="Undo a posting", response_model=shapes.Posted)
async def undo(call: Caller, posting_id: str, why: Undo, asked: DryRun) -> Response:
    """Takes back a receipt, write-off or return with counter-movements; twice is refused."""
    id = id_in_path(posting_id, POSTING_UNKNOWN)

    def work(uow: UnitOfWork) -> Answer:
        posted = corrections.undo(uow, call.actor, id, why.reason)
        return done(uow, posted, posted_document(posted), born=False)

    return await call.write(work, asked)


@router.post(ORDER + "/undo-step", summary="Undo the last step", response_model=OrderShape)
async def undo_step(call: Caller, order_id: str, why: Undo, asked: DryRun) -> Response:
    """Takes the order back to the status before; refused when goods were moved since."""
    key = order_key(order_id)
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        return answer(uow, orderpast.undo_step(uow, call.actor, key, why.reason, expected_version=version))

    return await call.write(work, asked)


@router.get(ORDER + "/movements", summary="List an order's movements", response_model=page_of(shapes.Movement))
async def movements(call: Caller, order_id: str, asked: Annotated[MovementList, Query()]) -> Response:
    """Every entry of the ledger about this order, in the order of entry unless sorted otherwise."""
    key = order_key(order_id)
    given = {_RENAMED.get(name, name): value for name, value in filters_of(asked).items()}
    filters = {**given, "order_id": key.id}
    listing: Listing = listing_of(asked, filters, asked.sort)

    def work(uow: UnitOfWork) -> Document:
        orders.read(uow, call.actor, key, Parts.NONE)
        page = ledger.browse(uow, call.actor, listing)
        return page_document(page.items, movement_document, next_cursor(page.next, asked.sort, filters))

    return listed(await call.read(work))


@router.get("/ledger/check", summary="Prove the ledger", response_model=shapes.LedgerCheck)
async def check(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """Compares every counter with its movements and names what drifts."""
    del asked
    found = await call.read(lambda uow: ledger.check(uow, call.actor), quick=False)
    return listed({"ok": not found.drifting, "checked": found.checked, "drifting": list(found.drifting)})
