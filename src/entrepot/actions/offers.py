"""What suppliers ask for products: listed, read, changed."""

from uuid import UUID

from entrepot.actions import catalog as products
from entrepot.actions import suppliers
from entrepot.actions.noun import Noun
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.suppliers.draft import SupplierProductPatch
from entrepot.book.suppliers.errors import SUPPLIER_PRODUCT_UNKNOWN
from entrepot.book.suppliers.events import SUPPLIER_PRODUCT_CHANGED, SUPPLIER_PRODUCT_CREATED
from entrepot.book.suppliers.rules import check_offer
from entrepot.book.suppliers.supplier import SupplierProduct
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.errors import NotFound
from entrepot.store import offers
from entrepot.store.work import UnitOfWork

NOUN = Noun[SupplierProduct](
    "supplier_product",
    SUPPLIER_PRODUCT_CREATED,
    SUPPLIER_PRODUCT_CHANGED,
    check_offer,
    offers.insert,
    offers.update,
    lambda offer: offer.supplier_sku or str(offer.product_id),
)


def put(
    uow: UnitOfWork,
    actor: Actor,
    supplier_id: UUID,
    product_id: UUID,
    patch: SupplierProductPatch,
    *,
    expected_version: int | None = None,
) -> SupplierProduct:
    """List a product with a supplier, or change what it asks; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.SUPPLIERS_WRITE)
    supplier = suppliers.read(uow, actor, id=supplier_id)
    product = products.read(uow, actor, ProductKey(id=product_id))
    before = offers.get(uow, actor.organization_id, supplier.id, product.id)
    given = given_fields(patch)
    if before is not None:
        return NOUN.keep_changed(uow, actor, before, given, expected_version)
    offer = SupplierProduct(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        supplier_id=supplier.id,
        product_id=product.id,
        supplier_sku=given.get("supplier_sku"),
        supplier_name=given.get("supplier_name"),
        price=given.get("price"),
        price_breaks=given.get("price_breaks", ()),
        carton_quantity=given.get("carton_quantity"),
        minimum_quantity=given.get("minimum_quantity"),
        multiple=given.get("multiple"),
        lead_time_days=given.get("lead_time_days"),
        priority=given.get("priority", 0),
        supplier_stock_level=given.get("supplier_stock_level"),
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=given.get("extension", {}),
    )
    return NOUN.keep_new(uow, actor, offer)


def read(uow: UnitOfWork, actor: Actor, supplier_id: UUID, product_id: UUID) -> SupplierProduct:
    """What a supplier asks for a product; raises Forbidden, NotFound."""
    actor.require(Right.SUPPLIERS_READ)
    suppliers.read(uow, actor, id=supplier_id)
    offer = offers.get(uow, actor.organization_id, supplier_id, product_id)
    if offer is None:
        raise NotFound(SUPPLIER_PRODUCT_UNKNOWN)
    return offer


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[SupplierProduct]:
    """A page of what suppliers ask; the closed lists of fields and sorts are `store.offers.CATALOGUE`'s."""
    actor.require(Right.SUPPLIERS_READ)
    return offers.page(uow, actor.organization_id, listing)
