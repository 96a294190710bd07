"""Filters of the lists of vendors, companies and warehouses as listings of the book."""

from collections.abc import Iterable
from dataclasses import replace

from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.dialects.sellercloud.wire import enums
from entrepot.dialects.sellercloud.wire.queries import (
    CompanyListQuery,
    PageQuery,
    VendorListQuery,
    VendorProductQuery,
    WarehouseListQuery,
)

WAREHOUSE_TYPES = {
    enums.WarehouseType.Normal: WarehouseType.STANDARD,
    enums.WarehouseType.DropShip: WarehouseType.DROP_SHIP,
}


def listing(query: PageQuery, *where: Condition) -> Listing:
    """The page that is asked for, by number, with the count of all."""
    return Listing(where=where, sort="serial", offset=query.offset, limit=query.limit, count=True)


def vendors(query: VendorListQuery) -> Listing:
    """Vendors by number, exact names, part of an e-mail address, activity."""
    where = []
    if query.vendorIDs:
        where.append(Condition("serial", Test.IN, tuple(query.vendorIDs)))
    if query.names:
        where.append(Condition("name", Test.IN, tuple(query.names)))
    if query.email:
        where.append(Condition("email_part", Test.ICONTAINS, query.email))
    if query.activeStatus is not None:
        where.append(Condition("active", Test.EQ, query.activeStatus == enums.YesNo.Yes))
    return listing(query, *where)


def vendor_products(supplier: Supplier, query: VendorProductQuery) -> Listing:
    """What one vendor sells, by our SKU or its own."""
    where = [Condition("supplier_id", Test.EQ, supplier.id)]
    if query.productSKU:
        where.append(Condition("sku", Test.EQ, query.productSKU))
    if query.vendorSKU:
        where.append(Condition("supplier_sku", Test.EQ, query.vendorSKU))
    return replace(listing(query, *where), sort="id")


def products_of(offers: Iterable[SupplierProduct]) -> Listing | None:
    """The products behind a page of offers; None without any."""
    ids = tuple({offer.product_id for offer in offers})
    return Listing(where=(Condition("id", Test.IN, ids),), limit=len(ids)) if ids else None


def companies(query: CompanyListQuery) -> Listing:
    """Companies by number and part of their name."""
    where = []
    if query.companyID:
        where.append(Condition("serial", Test.IN, tuple(query.companyID)))
    if query.keyword:
        where.append(Condition("text", Test.ICONTAINS, query.keyword))
    return listing(query, *where)


def warehouses(query: WarehouseListQuery) -> Listing | None:
    """Warehouses by number, kind, part of their name, and what they are for; None when nothing can match."""
    where = []
    if query.warehouseIds:
        where.append(Condition("serial", Test.IN, tuple(query.warehouseIds)))
    if query.warehouseType is not None:
        if query.warehouseType not in WAREHOUSE_TYPES:
            return None
        where.append(Condition("type", Test.EQ, WAREHOUSE_TYPES[query.warehouseType]))
    if query.name:
        where.append(Condition("text", Test.ICONTAINS, query.name))
    if query.isDefault is not None:
        where.append(Condition("is_default", Test.EQ, query.isDefault))
    if query.isSellable in (enums.SellAble.Yes, enums.SellAble.No):
        where.append(Condition("active", Test.EQ, query.isSellable == enums.SellAble.Yes))
    return listing(query, *where)
