"""Warehouses, as far as an organization needs to name them."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import warehouses
from entrepot.book.people.actor import Actor
from entrepot.dialects.pack.auth import AtOrganization
from entrepot.dialects.pack.render.catalog import Document, warehouse_document
from entrepot.dialects.pack.render.orders import single
from entrepot.dialects.pack.render.pages import page
from entrepot.dialects.pack.routes.document import ORGANIZATION, desk_router, many, one
from entrepot.dialects.pack.translate.queries import WAREHOUSES, is_quick, listing
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.answers import WarehouseOut
from entrepot.store.work import UnitOfWork

router = desk_router(f"{ORGANIZATION}/warehouses", "Warehouses")
WarehouseId = Annotated[str, Path(alias="warehouseId")]


@router.get("", **many(WarehouseOut, samples.WAREHOUSE, WAREHOUSES))
async def list_warehouses(desk: AtOrganization) -> Response:
    """List warehouses."""
    wanted = desk.asked(WAREHOUSES)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = warehouses.browse(uow, actor, listing(wanted))
        return page([warehouse_document(each) for each in found.items], wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.get("/{warehouseId}", **one(WarehouseOut, samples.WAREHOUSE))
async def get_warehouse(desk: AtOrganization, warehouse_id: WarehouseId) -> Response:
    """Get a warehouse."""
    id = id_of(warehouse_id)
    return await desk.read(lambda uow, actor: single(warehouse_document(warehouses.read(uow, actor, id=id))))
