"""Organizations: made once, with everything an order needs to exist."""

from dataclasses import replace
from uuid import UUID

from entrepot.actions.history import changes_between, check_version, record
from entrepot.book.people.actor import Actor, ActorKind
from entrepot.book.people.draft import OrganizationDraft, OrganizationPatch
from entrepot.book.people.events import COMPANY_CREATED, ORGANIZATION_CHANGED, ORGANIZATION_CREATED
from entrepot.book.people.organization import Company, Organization
from entrepot.book.people.rights import Right, Role
from entrepot.book.people.rules import check_company, check_organization
from entrepot.book.values.patch import given_fields
from entrepot.book.warehouses.events import WAREHOUSE_CREATED
from entrepot.book.warehouses.rules import check_warehouse
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType
from entrepot.store import companies, organizations, warehouses
from entrepot.store.work import UnitOfWork

SYSTEM_ID = UUID(int=0)


def system_actor(organization_id: UUID, door: str = "cli") -> Actor:
    """The server itself, or whoever runs it, acting inside one organization."""
    return Actor(organization_id, ActorKind.SYSTEM, SYSTEM_ID, "system", Role.ADMIN, door)


def create(uow: UnitOfWork, draft: OrganizationDraft, door: str = "cli") -> Organization:
    """Make an organization with its default company and default warehouse; raises Invalid."""
    organization = Organization(
        id=uow.new_id(),
        serial=organizations.next_serial(uow),
        name=draft.name.strip(),
        currency=draft.currency,
        time_zone=draft.time_zone,
        country=draft.country,
        settings={},
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    check_organization(organization)
    organizations.insert(uow, organization)
    actor = system_actor(organization.id, door)
    record(
        uow,
        actor,
        subject="organization",
        subject_id=organization.id,
        version=1,
        code=ORGANIZATION_CREATED,
        message=f"Organization {organization.name} was made.",
        changes=changes_between(None, organization),
    )
    _first_company(uow, actor, organization, draft)
    _first_warehouse(uow, actor, organization, draft)
    return organization


def create_organization(uow: UnitOfWork, name: str, currency: str, *, country: str | None = None) -> Organization:
    """Make an organization with everything else as by default."""
    return create(uow, OrganizationDraft(name, currency, country=country))


def _first_company(uow: UnitOfWork, actor: Actor, organization: Organization, draft: OrganizationDraft) -> None:
    company = Company(
        organization_id=organization.id,
        id=uow.new_id(),
        serial=uow.counter(organization.id, "company"),
        name=draft.company_name or organization.name,
        code=None,
        currency=organization.currency,
        is_default=True,
        active=True,
        address=None,
        email=None,
        website=None,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    check_company(company)
    companies.insert(uow, company)
    record(
        uow,
        actor,
        subject="company",
        subject_id=company.id,
        version=1,
        code=COMPANY_CREATED,
        message=f"Company {company.name} was made.",
        changes=changes_between(None, company),
    )


def _first_warehouse(uow: UnitOfWork, actor: Actor, organization: Organization, draft: OrganizationDraft) -> None:
    warehouse = Warehouse(
        organization_id=organization.id,
        id=uow.new_id(),
        serial=uow.counter(organization.id, "warehouse"),
        name=draft.warehouse_name,
        code=None,
        address=None,
        is_default=True,
        type=WarehouseType.STANDARD,
        active=True,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    check_warehouse(warehouse)
    warehouses.insert(uow, warehouse)
    record(
        uow,
        actor,
        subject="warehouse",
        subject_id=warehouse.id,
        version=1,
        code=WAREHOUSE_CREATED,
        message=f"Warehouse {warehouse.name} was made.",
        changes=changes_between(None, warehouse),
    )


def read(uow: UnitOfWork, actor: Actor) -> Organization:
    """The actor's own organization."""
    return organizations.found(uow, actor.organization_id)


def change(
    uow: UnitOfWork, actor: Actor, patch: OrganizationPatch, *, expected_version: int | None = None
) -> Organization:
    """Change the actor's own organization; raises Forbidden, Invalid, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    before = read(uow, actor)
    check_version(before.version, expected_version)
    after = replace(before, **given_fields(patch), version=before.version + 1, updated_at=uow.now)
    changes = changes_between(before, after)
    if not changes:
        return before
    check_organization(after)
    organizations.update(uow, after)
    record(
        uow,
        actor,
        subject="organization",
        subject_id=after.id,
        version=after.version,
        code=ORGANIZATION_CHANGED,
        message=f"Organization {after.name} was changed.",
        changes=changes,
    )
    return after
