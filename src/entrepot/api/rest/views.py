"""Saved views at the native door, and the orders they list."""

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import views
from entrepot.api.rest.calls import Caller, id_in_path, listed
from entrepot.api.rest.listing import Paged, Texts, When, YesNo, bookmark_of, next_cursor, page_document
from entrepot.api.rest.nouns import Noun, given, routes
from entrepot.api.rest.order_shapes import OrderHeader
from entrepot.api.rest.render import free_document, order_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.shapes_views import View as ViewShape
from entrepot.api.rest.values import ABSENT, Body, Flag, Name, QueryText
from entrepot.book.orders.errors import VIEW_UNKNOWN
from entrepot.book.orders.savedview import MOST_COLUMNS, SavedView, ViewDraft, ViewNoun, ViewPatch
from entrepot.store.work import UnitOfWork

Filters = Annotated[
    dict[str, Any],
    Field(description="The filters of the list of orders by name (`status`, `supplier_id`, `due_to`, `q` …)."),
]
Sort = Annotated[str, Field(max_length=40, description="A field of the list's `sort`, with `-` before it to descend.")]
Columns = Annotated[list[Name], Field(max_length=MOST_COLUMNS, description="Names of fields; empty: the usual ones.")]
Shared = Annotated[Flag, Field(description="Whether everybody in the organization sees it.")]


class ViewNew(Body):
    """A view to be saved. It is its maker's own unless it is shared."""

    name: Name
    noun: ViewNoun = ViewNoun.PURCHASE_ORDERS
    filters: Filters = ABSENT
    sort: Sort = "-id"
    columns: Columns = ABSENT
    shared: Shared = False


class ViewUpdate(Body):
    """Changes to a view: what is left out stays."""

    name: Name = ABSENT
    filters: Filters = ABSENT
    sort: Sort = ABSENT
    columns: Columns = ABSENT
    shared: Shared = ABSENT


class ViewList(Paged):
    """The filters and the order of the list of views."""

    sort: Literal[
        "id", "-id", "serial", "-serial", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"
    ] = "id"
    q: Annotated[QueryText, Field(description="A text to look for in the name.")] | None = None
    name: Texts | None = None
    noun: ViewNoun | None = None
    shared: YesNo | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


def view_document(view: SavedView) -> dict[str, Any]:
    """A saved view."""
    return {
        "id": view.id,
        "serial": view.serial,
        "name": view.name,
        "noun": view.noun.value,
        "filters": free_document(view.filters),
        "sort": view.sort,
        "columns": view.columns,
        "shared": view.shared,
        "owner": {"id": view.owner_id, "name": view.owner_name},
        "version": view.version,
        "created_at": view.created_at,
        "updated_at": view.updated_at,
    }


NOUN = Noun(
    path="/views",
    word="view",
    words="views",
    unknown=VIEW_UNKNOWN,
    shape=ViewShape,
    show=view_document,
    new=ViewNew,
    update=ViewUpdate,
    query=ViewList,
    draft=lambda body: ViewDraft(**given(body)),
    patch=lambda body: ViewPatch(**given(body)),
    create=views.create,
    read=lambda uow, actor, id: views.read(uow, actor, id=id),
    browse=views.browse,
    change=views.change,
    delete=views.delete,
)
router = routes(NOUN)


@router.get("/views/{view_id}/orders", summary="List the orders of a view", response_model=page_of(OrderHeader))
async def orders_of(call: Caller, view_id: str, asked: Annotated[Paged, Query()]) -> Response:
    """Headers in the view's order; a cursor is good until the view is changed."""
    key = id_in_path(view_id, VIEW_UNKNOWN)

    def work(uow: UnitOfWork) -> dict[str, Any]:
        view = views.read(uow, call.actor, id=key)
        filters: dict[str, object] = {"view": str(view.id), "version": view.version}
        after = bookmark_of(asked, view.sort, filters)
        page = views.orders_of(uow, call.actor, view, after=after, limit=asked.limit)
        following = next_cursor(page.next, view.sort, filters)
        return page_document(page.items, lambda each: order_document(each, ()), following)

    return listed(await call.read(work, quick=False))
