"""Companies: made, read, listed, changed. Exactly one active company is the default."""

from uuid import UUID

from entrepot.actions.noun import Noun, OneDefault, Shelf
from entrepot.book.people.actor import Actor
from entrepot.book.people.draft import CompanyDraft, CompanyPatch
from entrepot.book.people.errors import COMPANY_DEFAULT, COMPANY_UNKNOWN
from entrepot.book.people.events import COMPANY_CHANGED, COMPANY_CREATED
from entrepot.book.people.organization import Company
from entrepot.book.people.rights import Right
from entrepot.book.people.rules import check_company
from entrepot.book.values.patch import given_fields
from entrepot.store import companies, organizations
from entrepot.store.work import UnitOfWork

NOUN = Noun[Company]("company", COMPANY_CREATED, COMPANY_CHANGED, check_company, companies.insert, companies.update)
ONE_DEFAULT = OneDefault(NOUN, companies.default, COMPANY_DEFAULT)
SHELF = Shelf(Right.SETTINGS_READ, COMPANY_UNKNOWN, companies.get, companies.by_serial, companies.page)
read = SHELF.read
browse = SHELF.browse


def create(uow: UnitOfWork, actor: Actor, draft: CompanyDraft) -> Company:
    """Make a company; raises Forbidden, Invalid."""
    actor.require(Right.SETTINGS_WRITE)
    company = Company(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "company"),
        name=draft.name.strip(),
        code=draft.code,
        currency=draft.currency or organizations.found(uow, actor.organization_id).currency,
        address=draft.address,
        email=draft.email,
        website=draft.website,
        is_default=draft.is_default,
        active=draft.active,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    return ONE_DEFAULT.keep_new(uow, actor, company)


def change(
    uow: UnitOfWork,
    actor: Actor,
    patch: CompanyPatch,
    *,
    id: UUID | None = None,
    serial: int | None = None,
    expected_version: int | None = None,
) -> Company:
    """Change a company; raises Forbidden, NotFound, Invalid, Conflict. Making it the default demotes the other."""
    actor.require(Right.SETTINGS_WRITE)
    before = read(uow, actor, id=id, serial=serial)
    return ONE_DEFAULT.keep_changed(uow, actor, before, given_fields(patch), expected_version)
