"""Releases at the native door: goods of an order offered, accepted, rejected, called off, put on shipments."""

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.actions import orders, releases
from entrepot.actions.releases import ReleaseOutcome
from entrepot.api.rest import shapes_releases as shapes
from entrepot.api.rest.calls import Call, Caller, Dry, DryRun, changed, id_in_path, listed, made, would_be
from entrepot.api.rest.listing import Paged, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.order_wire import Reason
from entrepot.api.rest.orders import ORDER, order_key
from entrepot.api.rest.release_wire import Moved, ReleaseNew
from entrepot.api.rest.render import event_document
from entrepot.api.rest.render_releases import Document, outcome_document, release_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.query import Parts
from entrepot.book.releases.errors import RELEASE_UNKNOWN
from entrepot.book.releases.release import ReleaseStatus, ReleaseType
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Releases"])
RELEASES = ORDER + "/releases"
RELEASE = RELEASES + "/{release_id}"


class ReleaseList(Paged):
    """The filters and the order of an order's releases."""

    sort: Literal["id", "-id", "created_at", "-created_at"] = "id"
    status: ReleaseStatus | None = None
    type: ReleaseType | None = None


def _done(uow: UnitOfWork, outcome: ReleaseOutcome) -> Answer:
    """The answer to a step; a dry run tells its events and no id of what would be born."""
    document = outcome_document(outcome)
    if not uow.dry_run:
        return changed(document, outcome.release.version)
    document["events"] = [event_document(event) for event in outcome.events]
    if outcome.child is not None and outcome.child.version == 1:
        document["child_order_id"] = None
        document["lines"] = [{**line, "child_line_id": None} for line in document["lines"]]
    return would_be(document)


@router.post(RELEASES, status_code=201, summary="Release goods", response_model=shapes.Released)
async def create(call: Caller, order_id: str, release: ReleaseNew, asked: DryRun) -> Response:
    """Offers goods of a sent or confirmed order; with `accept` an order with them is made at once.

    Type `transportation` puts them on a shipment: they stay on this order, but are not released twice.
    """
    key, draft = order_key(order_id), release.draft()

    def work(uow: UnitOfWork) -> Answer:
        outcome = releases.create(uow, call.actor, key, draft)
        if uow.dry_run:
            document = outcome_document(outcome)
            document["events"] = [event_document(event) for event in outcome.events]
            document["child_order_id"] = None
            document["lines"] = [{**line, "id": None, "child_line_id": None} for line in document["lines"]]
            return would_be(document, born=True)
        where = call.url(f"/purchase-orders/{outcome.order.id}/releases/{outcome.release.id}")
        return made(outcome_document(outcome), outcome.release.version, where)

    return await call.write(work, asked)


@router.get(RELEASES, summary="List an order's releases", response_model=page_of(shapes.Release))
async def browse(call: Caller, order_id: str, asked: Annotated[ReleaseList, Query()]) -> Response:
    """Oldest first unless sorted otherwise."""
    key = order_key(order_id)
    filters = filters_of(asked)
    listing = listing_of(asked, filters, asked.sort)

    def work(uow: UnitOfWork) -> Document:
        _, page = releases.browse(uow, call.actor, key, listing)
        following = next_cursor(page.next, asked.sort, filters)
        return page_document(page.items, release_document, following)

    return listed(await call.read(work, quick=False))


@router.get(RELEASE, summary="Read a release", response_model=shapes.Release)
async def read(call: Caller, order_id: str, release_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """One release with its lines."""
    del asked
    key, id = order_key(order_id), id_in_path(release_id, RELEASE_UNKNOWN)
    _, release = await call.read(lambda uow: releases.read(uow, call.actor, key, id))
    return call.shown(release_document(release), release.version)


async def _step(
    call: Call,
    order_id: str,
    release_id: str,
    asked: Dry,
    how: Callable[[UnitOfWork, OrderKey, UUID], ReleaseOutcome],
) -> Response:
    """A step of one release; If-Match is checked when it is sent."""
    key = order_key(order_id)
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        orders.read(uow, call.actor, key, Parts.NONE)
        id = id_in_path(release_id, RELEASE_UNKNOWN)
        if expected.versions is not None:
            expected.check(releases.read(uow, call.actor, key, id)[1].version)
        return _done(uow, how(uow, key, id))

    return await call.write(work, asked)


@router.post(RELEASE + "/accept", summary="Accept a release", response_model=shapes.Released)
async def accept(call: Caller, order_id: str, release_id: str, asked: DryRun) -> Response:
    """Makes an order of the released goods, at the same prices; the parent counts them as released."""
    return await _step(
        call, order_id, release_id, asked, lambda uow, key, id: releases.accept(uow, call.actor, key, id)
    )


@router.post(RELEASE + "/reject", summary="Reject a release", response_model=shapes.Released)
async def reject(call: Caller, order_id: str, release_id: str, asked: DryRun, why: Reason | None = None) -> Response:
    """The goods are available again."""
    reason = why.reason if why else None
    return await _step(
        call, order_id, release_id, asked, lambda uow, key, id: releases.reject(uow, call.actor, key, id, reason=reason)
    )


@router.post(RELEASE + "/cancel", summary="Cancel a release", response_model=shapes.Released)
async def cancel(call: Caller, order_id: str, release_id: str, asked: DryRun, why: Reason | None = None) -> Response:
    """Calls an offer off, takes goods off their shipment, or takes an accepted release back.

    Taking back cancels the order it made and is refused once that order received goods.
    """
    reason = why.reason if why else None
    return await _step(
        call, order_id, release_id, asked, lambda uow, key, id: releases.cancel(uow, call.actor, key, id, reason=reason)
    )


@router.post(RELEASE + "/transit", summary="Follow a shipment", response_model=shapes.Released)
async def transit(call: Caller, order_id: str, release_id: str, moved: Moved, asked: DryRun) -> Response:
    """Says how far the goods on a shipment are; the order's `transport` follows from all of its shipments."""
    point = moved.read()
    return await _step(
        call, order_id, release_id, asked, lambda uow, key, id: releases.move_on(uow, call.actor, key, id, point)
    )
