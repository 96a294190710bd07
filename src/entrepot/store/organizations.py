"""Organizations in the store."""

from uuid import UUID

from entrepot.book.people.errors import ORGANIZATION_UNKNOWN
from entrepot.book.people.organization import Organization
from entrepot.book.people.settings import OrganizationSettings
from entrepot.errors import NotFound
from entrepot.store.schema.people import organizations
from entrepot.store.shape import Shape
from entrepot.store.types import from_json
from entrepot.store.work import UnitOfWork


class _Tenant(Shape[Organization]):
    """An organization is its own tenant."""

    def values(self, thing: Organization) -> dict[str, object]:
        """The row, with the tenant's id twice."""
        return {"organization_id": thing.id, **super().values(thing)}


SHAPE = _Tenant(organizations, Organization)
_EACH = "organizations.organization_id = organizations.id"  # every organization is its own tenant
insert = SHAPE.insert
update = SHAPE.update


def get(uow: UnitOfWork, organization_id: UUID) -> Organization | None:
    """The organization with this id, or None."""
    return SHAPE.get(uow, organization_id, organization_id)


def found(uow: UnitOfWork, organization_id: UUID) -> Organization:
    """The organization with this id; raises NotFound."""
    organization = get(uow, organization_id)
    if organization is None:
        raise NotFound(ORGANIZATION_UNKNOWN)
    return organization


def settings(uow: UnitOfWork, organization_id: UUID) -> OrganizationSettings:
    """The settings of an organization; those of one that does not exist are the defaults."""
    row = uow.row(
        "SELECT settings FROM organizations WHERE organization_id = ? AND id = ?",
        (organization_id.bytes, organization_id.bytes),
    )
    return OrganizationSettings({} if row is None or row[0] == "{}" else from_json(row[0]))


def every(uow: UnitOfWork) -> list[Organization]:
    """All organizations of the installation, oldest first (for whoever runs the server)."""
    rows = uow.rows(f"{SHAPE.selecting} WHERE {_EACH} ORDER BY organizations.id")
    return [SHAPE.from_driver(row) for row in rows]


def next_serial(uow: UnitOfWork) -> int:
    """The serial of the next organization: unique in the whole installation, from 1001."""
    found = uow.row(f"SELECT coalesce(max(serial), 1000) + 1 FROM organizations WHERE {_EACH}")  # noqa: S608 - no value
    return int(found[0])
