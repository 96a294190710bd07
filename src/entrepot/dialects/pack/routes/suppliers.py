"""Suppliers."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import suppliers
from entrepot.book.people.actor import Actor
from entrepot.dialects.pack.auth import AtOrganization
from entrepot.dialects.pack.render.catalog import Document, supplier_document
from entrepot.dialects.pack.render.orders import single
from entrepot.dialects.pack.render.pages import page
from entrepot.dialects.pack.routes.document import ORGANIZATION, desk_router, many, nothing, one
from entrepot.dialects.pack.translate.catalog import supplier_draft, supplier_patch
from entrepot.dialects.pack.translate.queries import SUPPLIERS, is_quick, listing
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.answers import SupplierOut
from entrepot.dialects.pack.wire.requests import ChangeSupplier, CreateSupplier
from entrepot.store.work import UnitOfWork

router = desk_router(f"{ORGANIZATION}/suppliers", "Suppliers")
SupplierId = Annotated[str, Path(alias="supplierId")]


@router.get("", **many(SupplierOut, samples.SUPPLIER, SUPPLIERS))
async def list_suppliers(desk: AtOrganization) -> Response:
    """List suppliers."""
    wanted = desk.asked(SUPPLIERS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = suppliers.browse(uow, actor, listing(wanted))
        return page([supplier_document(each) for each in found.items], wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("", **one(SupplierOut, samples.SUPPLIER, 201))
async def create_supplier(desk: AtOrganization, body: CreateSupplier) -> Response:
    """Add a supplier."""
    draft = supplier_draft(body)
    return await desk.write(lambda uow, actor: single(supplier_document(suppliers.create(uow, actor, draft))), 201)


@router.get("/{supplierId}", **one(SupplierOut, samples.SUPPLIER))
async def get_supplier(desk: AtOrganization, supplier_id: SupplierId) -> Response:
    """Get a supplier."""
    id = id_of(supplier_id)
    return await desk.read(lambda uow, actor: single(supplier_document(suppliers.read(uow, actor, id=id))))


@router.put("/{supplierId}", **one(SupplierOut, samples.SUPPLIER))
async def change_supplier(desk: AtOrganization, supplier_id: SupplierId, body: ChangeSupplier) -> Response:
    """Change a supplier."""
    id, patch = id_of(supplier_id), supplier_patch(body)
    return await desk.write(lambda uow, actor: single(supplier_document(suppliers.change(uow, actor, patch, id=id))))


@router.delete("/{supplierId}", **nothing())
async def delete_supplier(desk: AtOrganization, supplier_id: SupplierId) -> Response:
    """Delete a supplier no purchase order refers to."""
    id = id_of(supplier_id)
    return await desk.remove(lambda uow, actor: suppliers.delete(uow, actor, id=id))
