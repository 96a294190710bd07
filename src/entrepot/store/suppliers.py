"""Suppliers in the store."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from entrepot.book.suppliers.errors import SUPPLIER_CODE_TAKEN
from entrepot.book.suppliers.supplier import Contact, IdentificationCode, Supplier
from entrepot.book.values.address import address_from_dict, address_to_dict
from entrepot.book.values.page import Condition
from entrepot.book.values.text import folded
from entrepot.store.listing import Catalogue, Field, Sort, Where, contains, holding, within
from entrepot.store.schema.suppliers import supplier_products, suppliers
from entrepot.store.shape import TEXTS, Packed, Shape, Taken, records
from entrepot.store.work import UnitOfWork


def _emails_key(supplier: Supplier) -> str:
    return "".join(f"\n{folded(email)}\n" for email in supplier.emails)


def _text_key(supplier: Supplier) -> str:
    """What a person may type a part of in order to find the supplier."""
    named = (supplier.name, supplier.code, supplier.account_reference, supplier.their_reference, *supplier.emails)
    return "\n".join(folded(part) for part in named if part)


def _with_email(condition: Condition) -> Where:
    return contains(suppliers.c.emails_key, f"\n{folded(str(condition.value))}\n")


SHAPE = Shape(
    suppliers,
    Supplier,
    packed={
        "emails": TEXTS,
        "address": Packed(address_to_dict, address_from_dict),
        "contacts": records(Contact),
        "identification_codes": records(IdentificationCode),
    },
    keys={
        "name_key": lambda supplier: folded(supplier.name),
        "code_key": lambda supplier: None if supplier.code is None else folded(supplier.code),
        "emails_key": _emails_key,
        "text_key": _text_key,
    },
    taken=[Taken("code_key", "code", SUPPLIER_CODE_TAKEN)],
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(suppliers.c.id),
        "serial": Field(suppliers.c.serial),
        "name": Field(suppliers.c.name_key, key=True),
        "code": Field(suppliers.c.code_key, key=True),
        "account_reference": Field(suppliers.c.account_reference),
        "their_reference": Field(suppliers.c.their_reference),
        "currency": Field(suppliers.c.currency),
        "payment_term_id": Field(suppliers.c.payment_term_id),
        "active": Field(suppliers.c.active),
        "block": Field(suppliers.c.block),
        "email": _with_email,
        "email_part": Field(suppliers.c.emails_key, key=True),
        "product_id": within(suppliers.c.id, supplier_products.c.supplier_id, Field(supplier_products.c.product_id)),
        "created_at": Field(suppliers.c.created_at),
        "updated_at": Field(suppliers.c.updated_at),
        "text": holding(suppliers.c.text_key),
    },
    {
        "serial": Sort(suppliers.c.serial, lambda supplier: supplier.serial),
        "name": Sort(suppliers.c.name_key, lambda supplier: folded(supplier.name)),
        "created_at": Sort(suppliers.c.id, lambda supplier: supplier.id),
        "updated_at": Sort(suppliers.c.updated_at, lambda supplier: supplier.updated_at),
    },
    always=[suppliers.c.deleted_at.is_(None)],
)
by_serials = SHAPE.by_serials
page = CATALOGUE.page


def insert(uow: UnitOfWork, supplier: Supplier) -> None:
    """Store a new supplier; raises Conflict when its code is taken."""
    SHAPE.insert(uow, supplier)
    _index_codes(uow, supplier)


def update(uow: UnitOfWork, supplier: Supplier) -> None:
    """Store a supplier's next version; raises Conflict when its code is taken."""
    SHAPE.update(uow, supplier)
    uow.sql(
        "DELETE FROM supplier_codes WHERE organization_id = ? AND supplier_id = ?",
        (supplier.organization_id.bytes, supplier.id.bytes),
    )
    _index_codes(uow, supplier)


def _index_codes(uow: UnitOfWork, supplier: Supplier) -> None:
    if supplier.deleted_at is not None:
        return
    codes = {(folded(code.value), code.qualifier) for code in supplier.identification_codes}
    if codes:
        uow.many(
            "INSERT INTO supplier_codes (organization_id, value_key, qualifier, supplier_id) VALUES (?, ?, ?, ?)",
            [(supplier.organization_id.bytes, *code, supplier.id.bytes) for code in sorted(codes)],
        )


def delete(uow: UnitOfWork, supplier: Supplier) -> Supplier:
    """Hide a supplier for good; its serial and code stay taken."""
    gone = replace(supplier, deleted_at=uow.now, updated_at=uow.now, version=supplier.version + 1)
    update(uow, gone)
    return gone


def get(uow: UnitOfWork, organization_id: UUID, id: UUID, *, deleted: bool = False) -> Supplier | None:
    """The supplier with this id, or None; one that was deleted only when asked for."""
    return _present(SHAPE.get(uow, organization_id, id), deleted)


def by_serial(uow: UnitOfWork, organization_id: UUID, serial: int) -> Supplier | None:
    """The supplier with this serial, or None."""
    return _present(SHAPE.by_serial(uow, organization_id, serial))


def by_ids(uow: UnitOfWork, organization_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Supplier]:
    """Those with these ids, by id, also when they were deleted (old orders still name them)."""
    return SHAPE.by_ids(uow, organization_id, ids)


def by_name(uow: UnitOfWork, organization_id: UUID, name: str) -> Supplier | None:
    """The oldest supplier with this name (folded), or None."""
    rest = "name_key = ? AND deleted_at IS NULL ORDER BY name_key, id"
    return SHAPE.one(uow, organization_id, rest, (folded(name),))


def by_code(uow: UnitOfWork, organization_id: UUID, code: str) -> Supplier | None:
    """The supplier with this code (folded), or None."""
    return _present(SHAPE.one(uow, organization_id, "code_key = ?", (folded(code),)))


def by_identification(
    uow: UnitOfWork, organization_id: UUID, value: str, qualifier: str | None = None
) -> Supplier | None:
    """The oldest supplier known by this identification code, of this kind when one is named, or None."""
    rows = uow.rows(
        "SELECT supplier_id FROM supplier_codes WHERE organization_id = ? AND value_key = ?"
        " AND (? IS NULL OR qualifier = ?) ORDER BY supplier_id LIMIT 1",
        (organization_id.bytes, folded(value), qualifier, qualifier),
    )
    return get(uow, organization_id, UUID(bytes=rows[0][0])) if rows else None


def _present(supplier: Supplier | None, deleted: bool = False) -> Supplier | None:
    return None if supplier is None or (supplier.deleted_at is not None and not deleted) else supplier
