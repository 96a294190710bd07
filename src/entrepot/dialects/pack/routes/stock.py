"""Stock, its mutations and what to replenish."""

from collections.abc import Collection, Sequence
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import catalog, organizations, stock, unitnumbers, warehouses
from entrepot.book.people.actor import Actor
from entrepot.book.stock.level import StockMutation
from entrepot.book.values.page import Condition, Test
from entrepot.dialects.pack import dock
from entrepot.dialects.pack.auth import AtOrganization, AtWarehouse
from entrepot.dialects.pack.render.catalog import (
    Document,
    organization_document,
    warehouse_document,
    warehouse_product_document,
)
from entrepot.dialects.pack.render.orders import single
from entrepot.dialects.pack.render.pages import page
from entrepot.dialects.pack.render.stock import (
    mutation_document,
    replenishment_document,
    serial_document,
    stock_document,
    warehouse_mutation_document,
)
from entrepot.dialects.pack.routes.document import ORGANIZATION, WAREHOUSE, desk_router, many, one
from entrepot.dialects.pack.routes.products import documents
from entrepot.dialects.pack.translate.queries import (
    MUTATIONS,
    REPLENISHMENTS,
    SERIAL_NUMBERS,
    STOCKS,
    WAREHOUSE_MUTATIONS,
    at,
    entries,
    is_quick,
    lies_there,
    listing,
    named,
    own_organization,
)
from entrepot.dialects.pack.wire import docksamples as samples
from entrepot.dialects.pack.wire.dock import MoveStock, MutateStock
from entrepot.dialects.pack.wire.dockanswers import (
    MutationOut,
    ReplenishmentOut,
    SerialOut,
    StockOut,
    WarehouseMutationOut,
)
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.store.work import UnitOfWork

router = desk_router(ORGANIZATION, "Products and stock")
warehouse_router = desk_router(WAREHOUSE, "Products and stock")
StockId = Annotated[str, Path(alias="stockId")]


@warehouse_router.get("/stocks", **many(StockOut, samples.STOCK, STOCKS))
async def list_stocks(desk: AtWarehouse) -> Response:
    """List what lies in a warehouse."""
    wanted, here = desk.asked(STOCKS), at(desk.warehouse_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        if not own_organization(actor, wanted) or not lies_there(wanted):
            return page([], wanted, None, desk.url, desk.query)
        found = stock.browse(uow, actor, listing(wanted, here))
        rows = [stock_document(level) for level in found.items]
        if "product" in wanted.includes:
            known = catalog.browse(uow, actor, named(level.product_id for level in found.items)).items
            products = {product.id: warehouse_product_document(product) for product in known}
            for row, level in zip(rows, found.items, strict=True):
                row[NAMES["product"]] = products.get(level.product_id)
        if "organization" in wanted.includes:
            organization = organization_document(organizations.read(uow, actor))
            rows = [{**row, "organization": organization} for row in rows]
        if "locatable" in wanted.includes:
            rows = [{**row, "locatable": None} for row in rows]
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@warehouse_router.post("/stocks/{stockId}/move", **one(StockOut, samples.STOCK))
async def move_stock(desk: AtWarehouse, stock_id: StockId, body: MoveStock) -> Response:
    """Move units to another place of the warehouse."""
    place = desk.warehouse_id

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        return single(stock_document(dock.moved(uow, actor, stock_id, place, body)))

    return await desk.write(work)


@warehouse_router.get("/stock-mutations", **many(WarehouseMutationOut, samples.WAREHOUSE_MUTATION, WAREHOUSE_MUTATIONS))
async def list_warehouse_mutations(desk: AtWarehouse) -> Response:
    """List what came to the stock of a warehouse and what left it."""
    wanted, here = desk.asked(WAREHOUSE_MUTATIONS), at(desk.warehouse_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = stock.browse_mutations(uow, actor, entries(wanted, here))
        rows = [warehouse_mutation_document(each) for each in found.items]
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@warehouse_router.post("/stock-mutations", **one(WarehouseMutationOut, samples.WAREHOUSE_MUTATION, 201))
async def mutate_stock(desk: AtWarehouse, body: MutateStock) -> Response:
    """Add units to the stock of a warehouse or take them from it."""
    place = desk.warehouse_id

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        return single(warehouse_mutation_document(dock.mutated(uow, actor, place, body)))

    return await desk.write(work, 201)


@router.get("/stock-mutations", **many(MutationOut, samples.MUTATION, MUTATIONS))
async def list_mutations(desk: AtOrganization) -> Response:
    """List what came to any warehouse and what left it."""
    wanted = desk.asked(MUTATIONS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = stock.browse_mutations(uow, actor, entries(wanted))
        rows = included(uow, actor, found.items, wanted.includes)
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@warehouse_router.get("/stock-replenishments", **many(ReplenishmentOut, samples.REPLENISHMENT, REPLENISHMENTS))
async def list_replenishments(desk: AtWarehouse) -> Response:
    """List the products of which more is promised than lies in the warehouse."""
    wanted, here = desk.asked(REPLENISHMENTS), at(desk.warehouse_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = stock.browse(uow, actor, listing(wanted, here, Condition("short", Test.EQ, value=True)))
        known = catalog.browse(uow, actor, named(level.product_id for level in found.items)).items
        products = {product.id: product for product in known}
        rows = [replenishment_document(level, products.get(level.product_id)) for level in found.items]
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=False)


@router.get("/serial-numbers", **many(SerialOut, samples.SERIAL, SERIAL_NUMBERS))
async def list_serial_numbers(desk: AtOrganization) -> Response:
    """List the units that can be told from the others."""
    wanted = desk.asked(SERIAL_NUMBERS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = unitnumbers.browse(uow, actor, listing(wanted))
        levels = stock.places(uow, actor, {unit.product_id for unit in found.items})
        rows = [serial_document(unit, levels.get((unit.product_id, unit.warehouse_id))) for unit in found.items]
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


def included(
    uow: UnitOfWork, actor: Actor, found: Sequence[StockMutation], includes: Collection[str]
) -> list[Document]:
    """Mutations with what is to be included; one or two statements for each kind of thing."""
    rows = [mutation_document(each) for each in found]
    more: dict[str, dict[object, Document]] = {}
    if "product" in includes:
        known = catalog.browse(uow, actor, named(each.product_id for each in found)).items
        shown = documents(uow, actor, known)
        more["product"] = {product.id: document for product, document in zip(known, shown, strict=True)}
    if "stock" in includes:
        levels = stock.browse(uow, actor, named(each.stock_level_id for each in found)).items
        more["stock"] = {level.id: stock_document(level) for level in levels}
    if "warehouse" in includes:
        places = warehouses.browse(uow, actor, named(each.warehouse_id for each in found)).items
        more["warehouse"] = {place.id: warehouse_document(place) for place in places}
    for row, each in zip(rows, found, strict=True):
        keys = {"product": each.product_id, "stock": each.stock_level_id, "warehouse": each.warehouse_id}
        row.update({name: documents_.get(keys[name]) for name, documents_ in more.items()})
        row.update({name: none for name, none in (("locatable", None), ("transactions", [])) if name in includes})
    return rows
