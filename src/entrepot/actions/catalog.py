"""Products: made, read, listed, changed, deleted."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from entrepot.actions.history import check_version, record
from entrepot.actions.noun import Noun
from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft, ProductKey, ProductPatch
from entrepot.book.catalog.errors import PRODUCT_IN_USE, PRODUCT_UNKNOWN
from entrepot.book.catalog.events import PRODUCT_CHANGED, PRODUCT_CREATED, PRODUCT_DELETED
from entrepot.book.catalog.product import Barcode, Media, Product
from entrepot.book.catalog.rules import check_product
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.errors import Conflict, NotFound
from entrepot.store import catalog, orders
from entrepot.store.work import UnitOfWork

NOUN = Noun[Product]("product", PRODUCT_CREATED, PRODUCT_CHANGED, check_product, catalog.insert, catalog.update)


def create(uow: UnitOfWork, actor: Actor, draft: ProductDraft) -> Product:
    """Make a product; raises Forbidden, Invalid, and Conflict when its SKU is taken."""
    actor.require(Right.CATALOG_WRITE)
    serial = uow.counter(actor.organization_id, "product")
    product = Product(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=serial,
        sku=(draft.sku or "").strip() or str(serial),
        name=draft.name.strip(),
        brand=draft.brand,
        description=draft.description,
        barcodes=_barcodes(uow, draft.barcodes, ()),
        media=_media(uow, draft.media, ()),
        cost_price=draft.cost_price,
        regular_price=draft.regular_price,
        dimensions=draft.dimensions,
        weight_grams=draft.weight_grams,
        hs_code=draft.hs_code,
        country_of_origin=draft.country_of_origin,
        type=draft.type,
        whole_units=draft.whole_units,
        active=draft.active,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        over_receipt_percent=draft.over_receipt_percent,
        short_receipt_percent=draft.short_receipt_percent,
        extension=draft.extension,
    )
    return NOUN.keep_new(uow, actor, product)


def read(uow: UnitOfWork, actor: Actor, key: ProductKey) -> Product:
    """One product by id, serial or SKU; raises Forbidden, NotFound."""
    actor.require(Right.CATALOG_READ)
    product = None
    if key.id is not None:
        product = catalog.get(uow, actor.organization_id, key.id)
    elif key.serial is not None:
        product = catalog.by_serial(uow, actor.organization_id, key.serial)
    elif key.sku is not None:
        product = catalog.by_sku(uow, actor.organization_id, key.sku)
    if product is None:
        raise NotFound(PRODUCT_UNKNOWN)
    return product


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Product]:
    """A page of products; the closed lists of fields and sorts are `store.catalog.CATALOGUE`'s."""
    actor.require(Right.CATALOG_READ)
    return catalog.page(uow, actor.organization_id, listing)


def change(
    uow: UnitOfWork, actor: Actor, key: ProductKey, patch: ProductPatch, *, expected_version: int | None = None
) -> Product:
    """Change a product; raises Forbidden, NotFound, Invalid, Conflict. Barcodes and media that stay keep their ids."""
    actor.require(Right.CATALOG_WRITE)
    before = read(uow, actor, key)
    given = given_fields(patch)
    if "barcodes" in given:
        given["barcodes"] = _barcodes(uow, given["barcodes"], before.barcodes)
    if "media" in given:
        given["media"] = _media(uow, given["media"], before.media)
    return NOUN.keep_changed(uow, actor, before, given, expected_version)


def delete(uow: UnitOfWork, actor: Actor, key: ProductKey, *, expected_version: int | None = None) -> None:
    """Delete a product that no order names: its SKU and serial stay taken. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.CATALOG_WRITE)
    product = read(uow, actor, key)
    check_version(product.version, expected_version)
    if orders.any_with_product(uow, actor.organization_id, product.id):
        raise Conflict(PRODUCT_IN_USE)
    gone = replace(product, deleted_at=uow.now, updated_at=uow.now, version=product.version + 1)
    catalog.update(uow, gone)
    record(
        uow,
        actor,
        subject="product",
        subject_id=gone.id,
        version=gone.version,
        code=PRODUCT_DELETED,
        message=f"Product {gone.name} was deleted.",
    )


def _barcodes(uow: UnitOfWork, drafts: Sequence[BarcodeDraft], old: Sequence[Barcode]) -> tuple[Barcode, ...]:
    known = {barcode.code: barcode.id for barcode in old}
    codes = ((draft.code.strip(), draft.quantity) for draft in drafts)
    return tuple(Barcode(_known_id(uow, known, code), code, quantity) for code, quantity in codes)


def _media(uow: UnitOfWork, urls: Sequence[str], old: Sequence[Media]) -> tuple[Media, ...]:
    known = {medium.url: medium.id for medium in old}
    return tuple(Media(_known_id(uow, known, url), url) for url in urls)


def _known_id(uow: UnitOfWork, known: dict[str, UUID], name: str) -> UUID:
    """The id this had before; each old id is given out once."""
    return known.pop(name, None) or uow.new_id()
