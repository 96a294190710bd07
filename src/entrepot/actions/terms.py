"""Payment terms: made, read, listed, changed."""

from uuid import UUID

from entrepot.actions.noun import Noun, Shelf
from entrepot.book.orders.errors import TERM_UNKNOWN
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.events import TERM_CHANGED, TERM_CREATED
from entrepot.book.values.patch import given_fields
from entrepot.book.values.termdraft import TermDraft, TermPatch, check_term
from entrepot.book.values.terms import PaymentTerm
from entrepot.store import terms
from entrepot.store.work import UnitOfWork

NOUN = Noun[PaymentTerm]("payment_term", TERM_CREATED, TERM_CHANGED, check_term, terms.insert, terms.update)
SHELF = Shelf(Right.SUPPLIERS_READ, TERM_UNKNOWN, terms.get, terms.by_serial, terms.page)
read = SHELF.read
browse = SHELF.browse


def create(uow: UnitOfWork, actor: Actor, draft: TermDraft) -> PaymentTerm:
    """Make a payment term; raises Forbidden, Invalid, and Conflict when its name is taken."""
    actor.require(Right.SETTINGS_WRITE)
    term = PaymentTerm(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "payment_term"),
        name=draft.name.strip(),
        days=draft.days,
        discount_percent=draft.discount_percent,
        discount_days=draft.discount_days,
        instalments=draft.instalments,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    return NOUN.keep_new(uow, actor, term)


def change(
    uow: UnitOfWork,
    actor: Actor,
    patch: TermPatch,
    *,
    id: UUID | None = None,
    serial: int | None = None,
    expected_version: int | None = None,
) -> PaymentTerm:
    """Change a payment term; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    before = read(uow, actor, id=id, serial=serial)
    return NOUN.keep_changed(uow, actor, before, given_fields(patch), expected_version)
