"""Integrations in the store."""

from uuid import UUID

from entrepot.book.integrations.integration import Integration
from entrepot.store.listing import Catalogue, Field, Sort
from entrepot.store.schema.integrations import integrations
from entrepot.store.shape import Shape
from entrepot.store.work import UnitOfWork

SHAPE = Shape(integrations, Integration)
CATALOGUE = Catalogue(
    SHAPE,
    {"id": Field(integrations.c.id), "connector": Field(integrations.c.connector)},
    {"created_at": Sort(integrations.c.id, lambda integration: integration.id)},
    always=[integrations.c.deleted_at.is_(None)],
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> Integration | None:
    """The integration of this id, None when it was deleted."""
    return SHAPE.one(uow, organization_id, "id = ? AND deleted_at IS NULL", (id.bytes,))


def of_connection(uow: UnitOfWork, organization_id: UUID, connection: str) -> Integration | None:
    """The integration that fetches from this server and account, the newest of several."""
    return SHAPE.one(uow, organization_id, "connection = ? AND deleted_at IS NULL ORDER BY id DESC", (connection,))
