"""Saved views: made, read, listed, changed, deleted, and the orders they list."""

from dataclasses import replace
from uuid import UUID

from entrepot.actions import orders
from entrepot.actions.history import check_version, record
from entrepot.actions.noun import Noun
from entrepot.book.orders.errors import VIEW_UNKNOWN
from entrepot.book.orders.events import VIEW_CHANGED, VIEW_CREATED, VIEW_DELETED
from entrepot.book.orders.query import Bookmark, Parts
from entrepot.book.orders.savedview import SavedView, ViewDraft, ViewPatch, check_view, query_of
from entrepot.book.orders.view import OrderPage
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.errors import NotFound
from entrepot.store import views
from entrepot.store.schema.views import saved_views
from entrepot.store.work import UnitOfWork

NOUN = Noun[SavedView]("view", VIEW_CREATED, VIEW_CHANGED, check_view, views.insert, views.update)


def create(uow: UnitOfWork, actor: Actor, draft: ViewDraft) -> SavedView:
    """Save a view of one's own; sharing it takes a right of its own. Raises Forbidden, Invalid."""
    actor.require(Right.VIEWS_WRITE)
    _may_share(actor, shared=draft.shared)
    view = SavedView(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "view"),
        name=draft.name.strip(),
        noun=draft.noun,
        filters=draft.filters,
        sort=draft.sort,
        columns=draft.columns,
        owner_id=actor.id,
        owner_name=actor.name,
        shared=draft.shared,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    return NOUN.keep_new(uow, actor, view)


def read(uow: UnitOfWork, actor: Actor, *, id: UUID | None = None, serial: int | None = None) -> SavedView:
    """One's own view or a shared one; raises Forbidden, NotFound."""
    actor.require(Right.ORDERS_READ)
    view = views.get(uow, actor.organization_id, id=id, serial=serial)
    if view is None or not (view.shared or view.owner_id == actor.id):
        raise NotFound(VIEW_UNKNOWN)
    return view


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[SavedView]:
    """A page of one's own and shared views; the closed lists are `store.views.CATALOGUE`'s."""
    actor.require(Right.ORDERS_READ)
    seen = saved_views.c.shared.is_(True) | (saved_views.c.owner_id == actor.id)
    return views.page(uow, actor.organization_id, listing, only=[seen])


def change(
    uow: UnitOfWork, actor: Actor, id: UUID, patch: ViewPatch, *, expected_version: int | None = None
) -> SavedView:
    """Change one's own view, or a shared one with the right to share; raises Forbidden, NotFound, Invalid, Conflict."""
    before = _mine(uow, actor, id)
    _may_share(actor, shared=patch.shared is True)
    return NOUN.keep_changed(uow, actor, before, given_fields(patch), expected_version)


def delete(uow: UnitOfWork, actor: Actor, id: UUID, *, expected_version: int | None = None) -> None:
    """Delete one's own view, or a shared one with the right to share. Raises Forbidden, NotFound, Conflict."""
    view = _mine(uow, actor, id)
    check_version(view.version, expected_version)
    gone = replace(view, deleted_at=uow.now, updated_at=uow.now, version=view.version + 1)
    views.update(uow, gone)
    record(
        uow,
        actor,
        subject="view",
        subject_id=gone.id,
        version=gone.version,
        code=VIEW_DELETED,
        message=f"View {gone.name} was deleted.",
    )


def orders_of(
    uow: UnitOfWork,
    actor: Actor,
    view: SavedView,
    parts: Parts = Parts.NONE,
    *,
    after: Bookmark | None = None,
    offset: int = 0,
    limit: int = 50,
    count: bool = False,
) -> OrderPage:
    """A page of the orders that a view lists; raises Forbidden, Invalid."""
    query = replace(query_of(view), after=after, offset=offset, limit=limit, count=count)
    return orders.browse(uow, actor, query, parts)


def _mine(uow: UnitOfWork, actor: Actor, id: UUID) -> SavedView:
    """The view, if the actor may change it; raises Forbidden, NotFound."""
    actor.require(Right.VIEWS_WRITE)
    view = read(uow, actor, id=id)
    if view.owner_id != actor.id:
        actor.require(Right.VIEWS_SHARE)
    return view


def _may_share(actor: Actor, *, shared: bool) -> None:
    if shared:
        actor.require(Right.VIEWS_SHARE)
