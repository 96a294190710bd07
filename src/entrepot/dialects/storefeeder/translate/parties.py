"""Suppliers, warehouses and products: requests as drafts, patches and list queries of the book."""

from collections.abc import Mapping
from decimal import Decimal

from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.address import Address
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.values.unset import UNSET
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.dialects.storefeeder.translate.queries import between, page_of
from entrepot.dialects.storefeeder.translate.words import NAME
from entrepot.dialects.storefeeder.wire.queries import PageQuery, ProductListQuery, ProductSupplierListQuery
from entrepot.dialects.storefeeder.wire.requests import (
    WAREHOUSE_TYPES,
    SupplierAddressModel,
    SupplierUpdateModel,
    WarehouseCreateModel,
)

EVERYTHING = Listing(sort="serial", limit=1000)
# The vendor's words for kinds of warehouse.
WAREHOUSE_WORDS: Mapping[WarehouseType, str] = dict(
    zip((WarehouseType.STANDARD, WarehouseType.DROP_SHIP), WAREHOUSE_TYPES, strict=True)
)


def supplier_draft(body: SupplierUpdateModel) -> SupplierDraft:
    """The supplier a create call asks for."""
    return SupplierDraft(
        name=body.Name,
        code=body.SupplierCode,
        account_reference=body.AccountNumber,
        their_reference=body.SuppliersReference,
        emails=(body.Email,) if body.Email else (),
        phone=body.SupplierAddress.PhoneNumber if body.SupplierAddress else None,
        address=address_of(body.SupplierAddress),
        currency=body.CurrencyCode.upper() if body.CurrencyCode else None,
        minimum_order_value=body.MinimumOrderValue,
        extension={NAME: kept_of(body)},
    )


def supplier_patch(body: SupplierUpdateModel, old: Supplier) -> SupplierPatch:
    """Everything the vendor's model holds replaced; what only other doors know stays, a blank currency too."""
    place = address_of(body.SupplierAddress, old.address)
    return SupplierPatch(
        name=body.Name,
        code=body.SupplierCode,
        account_reference=body.AccountNumber,
        their_reference=body.SuppliersReference,
        emails=((body.Email,) if body.Email else ()) + old.emails[1:],
        phone=body.SupplierAddress.PhoneNumber if body.SupplierAddress else None,
        address=place,
        currency=body.CurrencyCode.upper() if body.CurrencyCode else UNSET,
        minimum_order_value=body.MinimumOrderValue,
        extension={NAME: kept_of(body)},
    )


def address_of(place: SupplierAddressModel | None, old: Address | None = None) -> Address | None:
    """The book's address; first and last name become one, the suite its third line.

    A company's name and an e-mail address that other doors know of the `old` one stay.
    """
    place, old = place or SupplierAddressModel(), old or Address()
    found = Address(
        company_name=old.company_name,
        contact_name=full_name(place),
        line_1=place.Address1,
        line_2=place.Address2,
        line_3=place.Suite,
        locality=place.City,
        region=place.State,
        postal_code=place.Postcode,
        country=place.Country,
        email=old.email,
    )
    return found if found != Address() else None


def full_name(place: SupplierAddressModel) -> str | None:
    """First and last name as one text, or None when both are blank."""
    return " ".join(name for name in (place.FirstName, place.LastName) if name) or None


def kept_of(body: SupplierUpdateModel) -> dict[str, object]:
    """What the book has no place for: our reference for the supplier, the stock report, how the name is divided."""
    place = body.SupplierAddress
    found = {
        "Reference": body.Reference,
        "SendBelowReorderLevelEmail": body.SendBelowReorderLevelEmail,
        "BelowReorderLevelReportRecipientEmailAddress": [
            text for text in body.BelowReorderLevelReportRecipientEmailAddress if text
        ],
        "FirstName": place.FirstName if place else None,
        "LastName": place.LastName if place else None,
    }
    return {name: value for name, value in found.items() if value}


def warehouse_draft(body: WarehouseCreateModel) -> WarehouseDraft:
    """The warehouse a create call asks for."""
    kept = {
        "CollectionPoint": body.CollectionPoint,
        "MetaPackWarehouseCode": body.MetaPackwarehouseCode,
        "HandlingTime": body.HandlingTimeDays,
    }
    return WarehouseDraft(
        name=body.WarehouseName,
        address=Address(
            contact_name=body.ContactName,
            line_1=body.Address,
            line_2=body.Address1,
            line_3=body.Address2,
            locality=body.City,
            region=body.County,
            postal_code=body.PostCode,
            country=body.Country,
        ),
        type=next(kind for kind, word in WAREHOUSE_WORDS.items() if word == body.WarehouseType),
        extension={NAME: {name: value for name, value in kept.items() if value is not None}},
    )


def product_listing(query: ProductListQuery) -> Listing:
    """The products that are asked for, lowest number first."""
    where = _equal({"sku": query.SKU, "supplier_serial": query.SupplierID})
    if query.Archived is not None:
        where.append(Condition("active", Test.EQ, not query.Archived))
    where += between("updated_at", query.ModifiedFrom, None)
    where += between("created_at", query.CreatedFrom, query.CreatedTo)
    return _paged(query, where, "serial")


def offer_listing(query: ProductSupplierListQuery) -> Listing:
    """The supplier rows that are asked for, oldest first."""
    where = _equal(
        {
            "product_serial": query.ProductID,
            "sku": query.SKU,
            "supplier_name": query.SupplierName,
            "supplier_serial": query.SupplierID,
            "supplier_sku": query.SupplierSKU,
            "is_default": query.IsDefaultSupplierForProduct,
        }
    )
    bounds: tuple[tuple[Test, Decimal | None], ...] = (
        (Test.GTE, query.SupplierStockLevelMinimum),
        (Test.LT, query.SupplierStockLevelMaximum),
    )
    where += [Condition("supplier_stock_level", test, bound) for test, bound in bounds if bound is not None]
    return _paged(query, where, "id")


def _equal(values: Mapping[str, object]) -> list[Condition]:
    return [Condition(field, Test.EQ, value) for field, value in values.items() if value is not None]


def _paged(query: PageQuery, where: list[Condition], sort: str) -> Listing:
    page = page_of(query)
    return Listing(where=tuple(where), sort=sort, offset=page.offset, limit=page.size, count=True)
