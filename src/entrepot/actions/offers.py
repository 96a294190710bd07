"""What suppliers ask for products: listed, read, changed."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from entrepot.actions import catalog as products
from entrepot.actions import suppliers
from entrepot.actions.noun import Noun, wrong_field
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.suppliers.draft import SupplierProductPatch
from entrepot.book.suppliers.errors import SUPPLIER_PRODUCT_UNKNOWN
from entrepot.book.suppliers.events import SUPPLIER_PRODUCT_CHANGED, SUPPLIER_PRODUCT_CREATED
from entrepot.book.suppliers.rules import check_offer
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.errors import RATE_MISSING
from entrepot.book.values.money import EXACT, PRICE_PLACES, ZERO, rounded
from entrepot.book.values.page import Condition, Listing, Page, Test
from entrepot.book.values.patch import given_fields
from entrepot.errors import Invalid, NotFound
from entrepot.store import offers, organizations, rates
from entrepot.store.work import UnitOfWork

ONE = Decimal(1)
ROWS_AT_ONCE = 1000

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
        drop_shipment_cost=given.get("drop_shipment_cost"),
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


def convert(uow: UnitOfWork, actor: Actor, supplier: Supplier, old: str) -> int:
    """Convert all a supplier asks from the currency `old` to its own at today's rates; how many rows there were.

    Prices are rounded to six decimals. Raises Forbidden, and Invalid when a rate is missing.
    """
    actor.require(Right.SUPPLIERS_WRITE)
    factor = _factor(uow, actor.organization_id, old, supplier.currency)
    listing = Listing(where=(Condition("supplier_id", Test.EQ, supplier.id),), limit=ROWS_AT_ONCE)
    count = 0
    while True:
        page = offers.page(uow, actor.organization_id, listing)
        for offer in page.items:
            NOUN.keep_changed(uow, actor, offer, _converted(offer, factor))
        count += len(page.items)
        if page.next is None:
            return count
        listing = replace(listing, after=page.next)


def _factor(uow: UnitOfWork, organization_id: UUID, old: str, new: str) -> Decimal:
    own = organizations.found(uow, organization_id).currency
    day = uow.now.date()
    worth = [ONE if each == own else rates.at(uow, organization_id, each, day) for each in (old, new)]
    if worth[0] is None or worth[1] is None:
        raise wrong_field("currency", Invalid(RATE_MISSING, f"There is no exchange rate between {old} and {new}."))
    return EXACT.divide(worth[0], worth[1])


def _converted(offer: SupplierProduct, factor: Decimal) -> dict[str, object]:
    def at(price: Decimal | None) -> Decimal | None:
        return None if price is None else rounded(EXACT.multiply(price, factor), PRICE_PLACES)

    breaks = tuple(replace(step, price=at(step.price) or ZERO) for step in offer.price_breaks)
    return {"price": at(offer.price), "price_breaks": breaks, "drop_shipment_cost": at(offer.drop_shipment_cost)}
