"""Saved views in the store."""

from uuid import UUID

from entrepot.book.orders.savedview import SavedView
from entrepot.book.values.text import folded
from entrepot.store.listing import Catalogue, Field, Sort, holding
from entrepot.store.schema.views import saved_views
from entrepot.store.shape import TEXTS, Shape
from entrepot.store.work import UnitOfWork

SHAPE = Shape(saved_views, SavedView, packed={"columns": TEXTS}, keys={"name_key": lambda view: folded(view.name)})
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(saved_views.c.id),
        "serial": Field(saved_views.c.serial),
        "name": Field(saved_views.c.name_key, key=True),
        "noun": Field(saved_views.c.noun),
        "owner_id": Field(saved_views.c.owner_id),
        "shared": Field(saved_views.c.shared),
        "created_at": Field(saved_views.c.created_at),
        "updated_at": Field(saved_views.c.updated_at),
        "text": holding(saved_views.c.name_key),
    },
    {
        "serial": Sort(saved_views.c.serial, lambda view: view.serial),
        "name": Sort(saved_views.c.name_key, lambda view: folded(view.name)),
        "created_at": Sort(saved_views.c.id, lambda view: view.id),
        "updated_at": Sort(saved_views.c.updated_at, lambda view: view.updated_at),
    },
    always=[saved_views.c.deleted_at.is_(None)],
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page


def get(
    uow: UnitOfWork, organization_id: UUID, *, id: UUID | None = None, serial: int | None = None
) -> SavedView | None:
    """The view with this id or serial, or None when there is none or it was deleted."""
    view = None
    if id is not None:
        view = SHAPE.get(uow, organization_id, id)
    elif serial is not None:
        view = SHAPE.by_serial(uow, organization_id, serial)
    return None if view is None or view.deleted_at is not None else view
