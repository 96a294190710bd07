"""Products and what each warehouse has of them, on the organization's side and on the warehouse's."""

from collections.abc import Collection, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import catalog, organizations, stock, warehouses
from entrepot.book.catalog.draft import ProductPatch
from entrepot.book.catalog.product import Product
from entrepot.book.people.actor import Actor
from entrepot.book.stock.level import StockLevel
from entrepot.dialects.pack.auth import AtOrganization, AtWarehouse
from entrepot.dialects.pack.render.catalog import (
    Document,
    organization_document,
    product_document,
    product_warehouse_document,
    warehouse_document,
    warehouse_product_document,
)
from entrepot.dialects.pack.render.orders import single
from entrepot.dialects.pack.render.pages import page
from entrepot.dialects.pack.routes.document import ORGANIZATION, WAREHOUSE, desk_router, many, one
from entrepot.dialects.pack.translate.catalog import handling_patch, product_draft, product_key, product_patch
from entrepot.dialects.pack.translate.queries import (
    PRODUCT_WAREHOUSES,
    PRODUCTS,
    WAREHOUSE_PRODUCTS,
    is_quick,
    listing,
    named,
    own_organization,
)
from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.answers import ProductOut, ProductWarehouseOut, WarehouseProductOut
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.dialects.pack.wire.requests import ChangeProduct, CreateProduct, HandleProduct
from entrepot.store.work import UnitOfWork

router = desk_router(ORGANIZATION, "Products and stock")
warehouse_router = desk_router(WAREHOUSE, "Products and stock")
ProductId = Annotated[str, Path(alias="productId")]


@router.get("/products", **many(ProductOut, samples.PRODUCT, PRODUCTS))
async def list_products(desk: AtOrganization) -> Response:
    """List products with their stock over all warehouses."""
    wanted = desk.asked(PRODUCTS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = catalog.browse(uow, actor, listing(wanted))
        return page(documents(uow, actor, found.items), wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("/products", **one(ProductOut, samples.PRODUCT, 201))
async def create_product(desk: AtOrganization, body: CreateProduct) -> Response:
    """Add a product."""
    draft = product_draft(body)
    return await desk.write(lambda uow, actor: shown(uow, actor, catalog.create(uow, actor, draft)), 201)


@router.get("/products/{productId}", **one(ProductOut, samples.PRODUCT))
async def get_product(desk: AtOrganization, product_id: ProductId) -> Response:
    """Get a product with barcodes and media."""
    key = product_key(product_id)
    return await desk.read(lambda uow, actor: shown(uow, actor, catalog.read(uow, actor, key)))


@router.put("/products/{productId}", **one(ProductOut, samples.PRODUCT))
async def change_product(desk: AtOrganization, product_id: ProductId, body: ChangeProduct) -> Response:
    """Change a product; barcodes that are sent replace all it has."""
    return await desk.write(lambda uow, actor: shown(uow, actor, changed(uow, actor, product_id, body)))


@router.get("/product-warehouses", **many(ProductWarehouseOut, samples.PRODUCT_WAREHOUSE, PRODUCT_WAREHOUSES))
async def list_product_warehouses(desk: AtOrganization) -> Response:
    """List what each warehouse has of each product."""
    wanted = desk.asked(PRODUCT_WAREHOUSES)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = stock.browse(uow, actor, listing(wanted))
        rows = levels(uow, actor, found.items, wanted.includes)
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@warehouse_router.get("/products", **many(WarehouseProductOut, samples.WAREHOUSE_PRODUCT, WAREHOUSE_PRODUCTS))
async def list_warehouse_products(desk: AtWarehouse) -> Response:
    """List products as a warehouse sees them."""
    wanted = desk.asked(WAREHOUSE_PRODUCTS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        if not own_organization(actor, wanted):
            return page([], wanted, None, desk.url, desk.query)
        found = catalog.browse(uow, actor, listing(wanted))
        rows = [warehouse_product_document(product) for product in found.items]
        if "organization" in wanted.includes:
            organization = organization_document(organizations.read(uow, actor))
            rows = [{**row, "organization": organization} for row in rows]
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@warehouse_router.put("/products/{productId}", **one(WarehouseProductOut, samples.WAREHOUSE_PRODUCT))
async def handle_product(desk: AtWarehouse, product_id: ProductId, body: HandleProduct) -> Response:
    """Say what a warehouse must note when handling a product."""
    place = desk.warehouse_id
    return await desk.write(lambda uow, actor: handled(uow, actor, product_id, place, body))


def handled(uow: UnitOfWork, actor: Actor, product_id: str, warehouse_id: UUID, body: HandleProduct) -> Document:
    """The product as the warehouse sees it, after what must be noted was said; from then on it stands there."""
    key = product_key(product_id)
    product = catalog.read(uow, actor, key)
    patch = handling_patch(body, product)
    if patch != ProductPatch():
        stock.keep(uow, actor, product.id, warehouse_id)
    return single(warehouse_product_document(catalog.change(uow, actor, key, patch)))


def shown(uow: UnitOfWork, actor: Actor, product: Product) -> Document:
    """One product with its stock, in its envelope."""
    return single(documents(uow, actor, [product])[0])


def documents(uow: UnitOfWork, actor: Actor, products: Sequence[Product]) -> list[Document]:
    """Products with their stock; two statements however many there are."""
    figures = stock.figures(uow, actor, [product.id for product in products])
    return [product_document(product, figures.get(product.id)) for product in products]


def changed(uow: UnitOfWork, actor: Actor, product_id: str, body: ChangeProduct) -> Product:
    """The product after the change."""
    key = product_key(product_id)
    product = catalog.read(uow, actor, key)
    return catalog.change(uow, actor, key, product_patch(body, product))


def levels(uow: UnitOfWork, actor: Actor, found: Sequence[StockLevel], includes: Collection[str]) -> list[Document]:
    """Stock levels, with their products and warehouses when those are to be included."""
    known = catalog.browse(uow, actor, named(level.product_id for level in found)).items
    products = {product.id: product for product in known}
    rows = [product_warehouse_document(level, products.get(level.product_id)) for level in found]
    if "product" in includes:
        shown_products = dict(zip(products, documents(uow, actor, known), strict=True))
        for row, level in zip(rows, found, strict=True):
            row[NAMES["product"]] = shown_products.get(level.product_id)
    if "warehouse" in includes:
        places = warehouses.browse(uow, actor, named(level.warehouse_id for level in found)).items
        shown_places = {place.id: warehouse_document(place) for place in places}
        for row, level in zip(rows, found, strict=True):
            row["warehouse"] = shown_places.get(level.warehouse_id)
    return rows
