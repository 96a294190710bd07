"""Availability at the native door: what is here, what is coming, what can be promised."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.actions.availability import availability
from entrepot.api.rest import shapes_stock
from entrepot.api.rest.calls import Caller, listed
from entrepot.api.rest.listing import Ids, Paged, bookmark_of, filters_of, next_cursor, page_document
from entrepot.api.rest.render_stock import availability_document
from entrepot.api.rest.shapes import page_of
from entrepot.book.values.page import Listing
from entrepot.http.body import ExactRoute

router = APIRouter(route_class=ExactRoute, tags=["Stock"])


class AvailabilityList(Paged):
    """Whose figures are asked for; everybody's when no product is named."""

    product_id: Ids | None = None


@router.get("/availability", summary="What can be promised", response_model=page_of(shapes_stock.Availability))
async def browse(call: Caller, asked: Annotated[AvailabilityList, Query()]) -> Response:
    """Per product: on hand, allocated, incoming by date, pre-sold, available to promise; unknown ids are left out."""
    filters = filters_of(asked)
    listing = Listing(after=bookmark_of(asked, "id", filters), limit=asked.limit)
    page = await call.read(
        lambda uow: availability(uow, call.actor, asked.product_id, listing), quick=bool(asked.product_id)
    )
    return listed(page_document(page.items, availability_document, next_cursor(page.next, "id", filters)))
