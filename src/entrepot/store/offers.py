"""What suppliers ask for products, in the store."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import and_, exists, or_, select

from entrepot.book.suppliers.supplier import PriceBreak, SupplierProduct
from entrepot.book.values.page import Condition
from entrepot.book.values.text import folded
from entrepot.store.listing import HERE, Catalogue, Field, Made, Sort, Where, within
from entrepot.store.schema.catalog import products
from entrepot.store.schema.suppliers import supplier_products, suppliers
from entrepot.store.shape import Shape, chunks, listed_values, records
from entrepot.store.work import UnitOfWork


def _supplier(field: Field) -> Made:
    return within(supplier_products.c.supplier_id, suppliers.c.id, field)


def _product(field: Field) -> Made:
    return within(supplier_products.c.product_id, products.c.id, field)


_rival = supplier_products.alias("rival")


def _is_default(condition: Condition) -> Where:
    """Whether no other supplier of the product comes before this one: best priority, then the older row."""
    same, listed = (
        _rival.c.priority == supplier_products.c.priority,
        _rival.c.product_id == supplier_products.c.product_id,
    )
    earlier = or_(_rival.c.priority < supplier_products.c.priority, and_(same, _rival.c.id < supplier_products.c.id))
    standing = select(suppliers.c.id).where(suppliers.c.organization_id == HERE, suppliers.c.deleted_at.is_(None))
    beaten = exists().where(
        _rival.c.organization_id == HERE, listed, earlier, _rival.c.supplier_id.in_(standing.scalar_subquery())
    )
    return ~beaten if condition.value else beaten


SHAPE = Shape(
    supplier_products,
    SupplierProduct,
    packed={"price_breaks": records(PriceBreak)},
    keys={"supplier_sku_key": lambda offer: None if offer.supplier_sku is None else folded(offer.supplier_sku)},
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(supplier_products.c.id),
        "supplier_id": Field(supplier_products.c.supplier_id),
        "product_id": Field(supplier_products.c.product_id),
        "supplier_sku": Field(supplier_products.c.supplier_sku_key, key=True),
        "supplier_serial": _supplier(Field(suppliers.c.serial)),
        "supplier_name": _supplier(Field(suppliers.c.name_key, key=True)),
        "product_serial": _product(Field(products.c.serial)),
        "sku": _product(Field(products.c.sku_key, key=True)),
        "priority": Field(supplier_products.c.priority),
        "supplier_stock_level": Field(supplier_products.c.supplier_stock_level),
        "is_default": _is_default,
        "created_at": Field(supplier_products.c.created_at),
        "updated_at": Field(supplier_products.c.updated_at),
    },
    {
        "created_at": Sort(supplier_products.c.id, lambda offer: offer.id),
    },
    always=[
        exists().where(
            suppliers.c.organization_id == HERE,
            suppliers.c.id == supplier_products.c.supplier_id,
            suppliers.c.deleted_at.is_(None),
        )
    ],
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page


def get(uow: UnitOfWork, organization_id: UUID, supplier_id: UUID, product_id: UUID) -> SupplierProduct | None:
    """What this supplier asks for this product, or None when it does not list it."""
    rest = "supplier_id = ? AND product_id = ?"
    return SHAPE.one(uow, organization_id, rest, (supplier_id.bytes, product_id.bytes))


def of(
    uow: UnitOfWork, organization_id: UUID, supplier_id: UUID, product_ids: Iterable[UUID]
) -> dict[UUID, SupplierProduct]:
    """What one supplier asks for each of these products, by product id; at most one statement for each 500."""
    found: dict[UUID, SupplierProduct] = {}
    for part in chunks(tuple({id.bytes for id in product_ids})):
        marks, padded = listed_values(part)
        text = (
            f"{SHAPE.selecting} WHERE supplier_products.organization_id = ? AND supplier_products.supplier_id = ?"
            f" AND supplier_products.product_id IN {marks}"
        )
        for row in uow.settled(text, (organization_id.bytes, supplier_id.bytes, *padded)):
            offer = SHAPE.from_driver(row)
            found[offer.product_id] = offer
    return found


def of_products(
    uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]
) -> dict[UUID, list[SupplierProduct]]:
    """What every supplier asks for each of these products, by product id, best priority first."""
    found: dict[UUID, list[SupplierProduct]] = {}
    offers = SHAPE.among(uow, organization_id, "product_id", {id.bytes for id in product_ids})
    for offer in sorted(offers, key=lambda each: (each.priority, each.id)):
        found.setdefault(offer.product_id, []).append(offer)
    return found
