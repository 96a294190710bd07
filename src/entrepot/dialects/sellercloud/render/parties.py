"""Vendors, their catalogue, companies, warehouses and payment terms in the vendor's form."""

from collections.abc import Iterable
from decimal import Decimal

from entrepot.book.catalog.product import Product
from entrepot.book.people.organization import Company
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.address import Address
from entrepot.book.values.money import EXACT, PRICE_PLACES, ZERO, rounded
from entrepot.book.values.terms import PaymentTerm
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType
from entrepot.dialects.sellercloud.render.forms import address, amount, country_name, instant, units_down
from entrepot.dialects.sellercloud.translate.words import kept
from entrepot.dialects.sellercloud.wire import enums

METRIC = 1
WAREHOUSE_TYPES = {
    WarehouseType.STANDARD: int(enums.WarehouseType.Normal),
    WarehouseType.DROP_SHIP: int(enums.WarehouseType.DropShip),
}


def key_values(terms: Iterable[PaymentTerm]) -> list[dict[str, object]]:
    """A settings list: numbers and names, no envelope."""
    return [{"Key": term.serial, "Value": term.name} for term in terms]


def vendor_row(supplier: Supplier) -> dict[str, object]:
    """A supplier as a row of the vendor list."""
    return {
        "ID": supplier.serial,
        "Name": supplier.name,
        "Email": supplier.emails[0] if supplier.emails else "",
        "IsDefault": False,
    }


def vendor(supplier: Supplier) -> dict[str, object]:
    """A supplier by itself."""
    return {
        **vendor_row(supplier),
        "Alias": supplier.code or "",
        "AccountNumber": supplier.account_reference or "",
        "EmailCC": ";".join(supplier.emails[1:]),
        "Website": "",
        "IsActive": supplier.active,
    }


def vendor_product(offer: SupplierProduct, supplier: Supplier, product: Product | None) -> dict[str, object]:
    """A product as one supplier sells it."""
    price = offer.price if offer.price is not None else ZERO
    per_case = offer.carton_quantity or ZERO
    own = kept(offer.extension)
    return {
        "ProductSKU": product.sku if product is not None else "",
        "VendorID": supplier.serial,
        "Price": amount(price),
        "VendorSKU": offer.supplier_sku or "",
        "IsAvailable": product is not None and product.active and own.get("is_available") is not False,
        "DateModified": instant(offer.updated_at),
        "Notes": own.get("notes") or "",
        "PricePerCase": amount(_case_price(own.get("price_per_case"), price, per_case)),
        "ProductName": product.name if product is not None else "",
        "QtyPerCase": units_down(per_case),
        "Qty": units_down(offer.supplier_stock_level or ZERO),
    }


def _case_price(given: object, price: Decimal, per_case: Decimal) -> Decimal:
    """The price of a case as it was given, while the price of a unit still follows from it."""
    exact = Decimal(given) if isinstance(given, str) else None
    if exact is not None and (not per_case or rounded(EXACT.divide(exact, per_case), PRICE_PLACES) == price):
        return exact
    return EXACT.multiply(price, per_case)


def company_row(company: Company) -> dict[str, object]:
    """A company as a row of the company list."""
    return {
        "ID": company.serial,
        "CompanyName": company.name,
        "IsDefaultCompany": company.is_default,
        "AmazonMarketplace": 0,
        "IsDisabled": not company.active,
        "CustomColumns": [],
        "EnabledOnChannels": [],
        "ScheduledTasksCount": 0,
    }


def company(company: Company) -> dict[str, object]:
    """A company by itself."""
    place = company.address or Address()
    return {
        "Details": {
            "CompanyName": company.name,
            "Abbreviation": company.code or "",
            "CountryCode": place.country or "",
            "Country": country_name(place.country),
            "Email": company.email or place.email or "",
            "Website": company.website or "",
            "IsDefaultCompany": company.is_default,
            "CurrencyCode": enums.CURRENCY_NUMBERS.get(company.currency, 0),
            "UnitOfMeasure": METRIC,
        },
        "Address": _company_address(place),
        "AmazonSettings": None,
        "IsModified": False,
    }


def _company_address(place: Address) -> dict[str, object]:
    shown = address(place, {})
    return {
        "FirstName": shown["FirstName"],
        "LastName": shown["LastName"],
        "Country": place.country or "",
        "ZipCode": place.postal_code or "",
        "Region": place.region or "",
        "State": place.region or "",
        "City": place.locality or "",
        "Address": place.line_1 or "",
        "Address2": shown["StreetLine2"],
        "Fax": "",
        "Phone": place.phone or "",
    }


def warehouse_row(warehouse: Warehouse) -> dict[str, object]:
    """A warehouse as a row of the warehouse list (`IsSellAble` is the vendor's spelling)."""
    return {
        "ID": warehouse.serial,
        "Name": warehouse.name,
        "IsDefault": warehouse.is_default,
        "WarehouseType": WAREHOUSE_TYPES[warehouse.type],
        "IsSellAble": warehouse.active,
        "QBWarehouseName": "",
        "CreatedBy": 0,
        "CreatedOn": instant(warehouse.created_at),
        "CreatedByUsername": "",
        "CreatedByFirstName": "",
        "CreatedByLastName": "",
        "EnforceBins": False,
        "WarehouseAddress": address(warehouse.address, {}),
    }


def warehouse(warehouse: Warehouse) -> dict[str, object]:
    """A warehouse by itself."""
    return {
        "General": {
            "ID": warehouse.serial,
            "Name": warehouse.name,
            "WarehouseType": WAREHOUSE_TYPES[warehouse.type],
            "IsSellAble": warehouse.active,
            "IsDefault": warehouse.is_default,
            "EnforceBins": False,
            "QBWarehouseName": "",
            "Code": warehouse.code or "",
        },
        "WarehouseAddress": address(warehouse.address, {}),
        "IsModified": False,
    }
