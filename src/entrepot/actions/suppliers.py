"""Suppliers: made, read, listed, changed, deleted."""

from uuid import UUID

from entrepot.actions.history import check_version, record
from entrepot.actions.noun import Noun, Shelf, wrong_field
from entrepot.book.orders.errors import TERM_UNKNOWN
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch
from entrepot.book.suppliers.errors import SUPPLIER_IN_USE, SUPPLIER_UNKNOWN
from entrepot.book.suppliers.events import SUPPLIER_CHANGED, SUPPLIER_CREATED, SUPPLIER_DELETED
from entrepot.book.suppliers.rules import check_supplier
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.patch import given_fields
from entrepot.errors import Conflict, NotFound
from entrepot.store import orders, organizations, suppliers, terms
from entrepot.store.work import UnitOfWork

NOUN = Noun[Supplier](
    "supplier", SUPPLIER_CREATED, SUPPLIER_CHANGED, check_supplier, suppliers.insert, suppliers.update
)
SHELF = Shelf(Right.SUPPLIERS_READ, SUPPLIER_UNKNOWN, suppliers.get, suppliers.by_serial, suppliers.page)
read = SHELF.read
browse = SHELF.browse


def create(uow: UnitOfWork, actor: Actor, draft: SupplierDraft) -> Supplier:
    """Make a supplier; raises Forbidden, Invalid, and Conflict when its code is taken."""
    actor.require(Right.SUPPLIERS_WRITE)
    supplier = Supplier(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "supplier"),
        name=draft.name.strip(),
        code=(draft.code or "").strip() or None,
        account_reference=draft.account_reference,
        their_reference=draft.their_reference,
        emails=draft.emails,
        phone=draft.phone,
        address=draft.address,
        contacts=draft.contacts,
        currency=draft.currency or organizations.found(uow, actor.organization_id).currency,
        payment_term_id=_term_id(uow, actor, draft.payment_term_id, draft.payment_term_serial),
        default_tax_rate=draft.default_tax_rate,
        default_delivery_cost=draft.default_delivery_cost,
        minimum_order_value=draft.minimum_order_value,
        lead_time_days=draft.lead_time_days,
        identification_codes=draft.identification_codes,
        remarks=draft.remarks,
        active=draft.active,
        block=draft.block,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        over_receipt_percent=draft.over_receipt_percent,
        short_receipt_percent=draft.short_receipt_percent,
        extension=draft.extension,
    )
    return NOUN.keep_new(uow, actor, supplier)


def change(
    uow: UnitOfWork,
    actor: Actor,
    patch: SupplierPatch,
    *,
    id: UUID | None = None,
    serial: int | None = None,
    expected_version: int | None = None,
) -> Supplier:
    """Change a supplier; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.SUPPLIERS_WRITE)
    before = read(uow, actor, id=id, serial=serial)
    given = given_fields(patch)
    if "code" in given:
        given["code"] = (given["code"] or "").strip() or None
    if "payment_term_id" in given:
        _term_id(uow, actor, given["payment_term_id"], None)
    return NOUN.keep_changed(uow, actor, before, given, expected_version)


def delete(
    uow: UnitOfWork,
    actor: Actor,
    *,
    id: UUID | None = None,
    serial: int | None = None,
    expected_version: int | None = None,
) -> None:
    """Delete a supplier that no order refers to; raises Forbidden, NotFound, Conflict."""
    actor.require(Right.SUPPLIERS_WRITE)
    supplier = read(uow, actor, id=id, serial=serial)
    check_version(supplier.version, expected_version)
    if orders.any_for_supplier(uow, actor.organization_id, supplier.id):
        raise Conflict(SUPPLIER_IN_USE)
    gone = suppliers.delete(uow, supplier)
    record(
        uow,
        actor,
        subject="supplier",
        subject_id=gone.id,
        version=gone.version,
        code=SUPPLIER_DELETED,
        message=f"Supplier {gone.name} was deleted.",
    )


def _term_id(uow: UnitOfWork, actor: Actor, id: UUID | None, serial: int | None) -> UUID | None:
    if id is None and serial is None:
        return None
    term = None
    if id is not None:
        term = terms.get(uow, actor.organization_id, id)
    elif serial is not None:
        term = terms.by_serial(uow, actor.organization_id, serial)
    if term is None:
        raise wrong_field("payment_term_id", NotFound(TERM_UNKNOWN))
    return term.id
