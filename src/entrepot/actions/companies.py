"""Companies: made, read, listed, changed. Exactly one active company is the default."""

from uuid import UUID

from entrepot.actions.noun import Noun
from entrepot.book.people.actor import Actor
from entrepot.book.people.draft import CompanyDraft, CompanyPatch
from entrepot.book.people.errors import COMPANY_DEFAULT, COMPANY_UNKNOWN
from entrepot.book.people.events import COMPANY_CHANGED, COMPANY_CREATED
from entrepot.book.people.organization import Company
from entrepot.book.people.rights import Right
from entrepot.book.people.rules import check_company
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.errors import Conflict, NotFound
from entrepot.store import companies, organizations
from entrepot.store.work import UnitOfWork

NOUN = Noun[Company]("company", COMPANY_CREATED, COMPANY_CHANGED, check_company, companies.insert, companies.update)


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
    _hand_over(uow, actor, company.is_default, company.active)
    return NOUN.keep_new(uow, actor, company)


def read(uow: UnitOfWork, actor: Actor, *, id: UUID | None = None, serial: int | None = None) -> Company:
    """One company by id or serial; raises Forbidden, NotFound."""
    actor.require(Right.SETTINGS_READ)
    company = None
    if id is not None:
        company = companies.get(uow, actor.organization_id, id)
    elif serial is not None:
        company = companies.by_serial(uow, actor.organization_id, serial)
    if company is None:
        raise NotFound(COMPANY_UNKNOWN)
    return company


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Company]:
    """A page of companies; the closed lists of fields and sorts are `store.companies.CATALOGUE`'s."""
    actor.require(Right.SETTINGS_READ)
    return companies.page(uow, actor.organization_id, listing)


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
    given = given_fields(patch)
    default, active = given.get("is_default", before.is_default), given.get("active", before.active)
    if before.is_default and not (default and active):
        raise Conflict(COMPANY_DEFAULT)
    if not before.is_default:
        _hand_over(uow, actor, default, active)
    return NOUN.keep_changed(uow, actor, before, given, expected_version)


def _hand_over(uow: UnitOfWork, actor: Actor, default: bool, active: bool) -> None:
    """Let the present default make room for a new one."""
    if not default:
        return
    if not active:
        raise Conflict(COMPANY_DEFAULT)
    NOUN.keep_changed(uow, actor, companies.default(uow, actor.organization_id), {"is_default": False})
