"""What each kind of table may say: its fields, in the words of the native API, and other words people use for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from entrepot.book.imports.job import ImportKind
from entrepot.book.people.rights import Right


class Cell(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    FLAG = "yes or no"
    DATE = "date"
    TEXTS = "texts separated by semicolons"
    BREAKS = "price breaks"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `header` fields of an order are the same in all its rows; `aliases` are other headings for it."""

    name: str
    cell: Cell
    sentence: str
    needed: bool = False
    header: bool = False
    aliases: tuple[str, ...] = ()


def _header(name: str, cell: Cell, sentence: str, *aliases: str, needed: bool = False) -> Field:
    return Field(name, cell, sentence, needed=needed, header=True, aliases=aliases)


def _field(name: str, cell: Cell, sentence: str, *aliases: str, needed: bool = False) -> Field:
    return Field(name, cell, sentence, needed=needed, aliases=aliases)


_NUMBER = "The order's number. Rows with the same number are one order."
_LINE = (
    _field(
        "sku", Cell.TEXT, "The product's SKU.", "product", "product sku", "item", "item number", "article", "ProductID"
    ),
    _field("supplier_sku", Cell.TEXT, "What the supplier calls the product.", "vendor sku", "supplier item"),
    _field("description", Cell.TEXT, "What is ordered; enough by itself for a line without a product."),
    _field("quantity", Cell.NUMBER, "How many units.", "qty", "units", "amount", "QtyUnitsOrdered"),
    _field("unit", Cell.TEXT, "What is counted, for example pcs.", "uom"),
    _field("cases", Cell.NUMBER, "How many cases, instead of a quantity.", "cartons"),
    _field("units_per_case", Cell.NUMBER, "Units in a case; else the supplier's carton.", "carton quantity"),
    _field("unit_price", Cell.NUMBER, "The price of one unit; without one it is looked up.", "price", "cost"),
    _field("case_price", Cell.NUMBER, "The price of a case.", "carton price"),
    _field("discount_percent", Cell.NUMBER, "Percent off the price.", "discount"),
    _field("tax_rate", Cell.NUMBER, "Tax in percent; else the supplier's.", "vat", "tax"),
    _field("requested_date", Cell.DATE, "When this line is wanted.", "line date"),
    _field("line_warehouse", Cell.TEXT, "The warehouse of this line, by name or number, when not the order's."),
    _field("line_notes", Cell.TEXT, "Notes on the line.", "item notes", "notes"),
)
_ORDERS = (
    _header("number", Cell.TEXT, f"{_NUMBER} Blank: assigned, for each run of rows.", "order", "po", "po number",
            "order number", "reference", "purchase order"),
    _header("supplier", Cell.TEXT, "The supplier's code or name.", "supplier code", "supplier name", "vendor"),
    _header("supplier_number", Cell.WHOLE, "The supplier's number, instead of its code or name.", "VendorID"),
    _header("warehouse", Cell.TEXT, "The warehouse's name; else the default one.", "ship to"),
    _header("warehouse_number", Cell.WHOLE, "The warehouse's number, instead of its name.", "WarehouseID"),
    _header("currency", Cell.TEXT, "Currency (ISO 4217); else the supplier's."),
    _header("title", Cell.TEXT, "A title.", "subject"),
    _header("vendor_note", Cell.TEXT, "A note for the supplier.", "note to supplier"),
    _header("due_at", Cell.DATE, "When the goods are wanted.", "due", "due date", "expected", "delivery date"),
    _header("delivery_cost", Cell.NUMBER, "Delivery cost; else the supplier's.", "shipping", "freight"),
    _header("payment_reference", Cell.TEXT, "A reference for the payment."),
    _header("tags", Cell.TEXTS, "Tags, by their slugs."),
    *_LINE,
)  # fmt: skip
_LINES = (
    _header("number", Cell.TEXT, "The number of an order that is there.", "order", "po", "po number", "order number",
            "reference", "purchase order", needed=True),
    _field("line", Cell.WHOLE, "The line's place on the order (1 is the first) to change it; blank: a new line.",
           "line number", "position"),
    *_LINE,
)  # fmt: skip
_PRODUCTS = (
    _field(
        "sku", Cell.TEXT, "The product's SKU; one that is there is changed.", "product sku", "item number", needed=True
    ),
    _field("name", Cell.TEXT, "Its name; needed for a new product.", "product", "product name", "title"),
    _field("brand", Cell.TEXT, "Its brand.", "manufacturer"),
    _field("description", Cell.TEXT, "What it is."),
    _field("barcodes", Cell.TEXTS, "Its barcodes; they replace all it has.", "barcode", "ean", "gtin", "upc"),
    _field("cost_price", Cell.NUMBER, "What it usually costs.", "cost"),
    _field("regular_price", Cell.NUMBER, "What it is sold for.", "price", "rrp"),
    _field("currency", Cell.TEXT, "The currency of both prices (ISO 4217); else the organization's."),
    _field("weight_grams", Cell.NUMBER, "Its weight in grams.", "weight"),
    _field("hs_code", Cell.TEXT, "Its customs code.", "customs code", "commodity code"),
    _field("country_of_origin", Cell.TEXT, "Two letters (ISO 3166).", "origin", "country"),
    _field("whole_units", Cell.FLAG, "Whether it is counted in whole units."),
    _field("active", Cell.FLAG, "Whether it is still bought."),
)
_SUPPLIERS = (
    _field("code", Cell.TEXT, "The supplier's code; one that is there is changed.", "supplier code", "vendor code"),
    _field(
        "name", Cell.TEXT, "Its name; needed for a new supplier, and finds one without a code.", "supplier", "vendor"
    ),
    _field("emails", Cell.TEXTS, "E-mail addresses, the first for orders.", "e-mail"),
    _field("phone", Cell.TEXT, "Its telephone number.", "telephone"),
    _field("account_reference", Cell.TEXT, "Our number with them.", "account", "account number", "customer number"),
    _field("their_reference", Cell.TEXT, "Their reference for us."),
    _field("currency", Cell.TEXT, "Its currency (ISO 4217)."),
    _field("payment_term", Cell.TEXT, "The name of a payment term.", "terms", "payment terms"),
    _field("default_tax_rate", Cell.NUMBER, "Tax in percent on its lines.", "vat", "tax rate"),
    _field("default_delivery_cost", Cell.NUMBER, "What its deliveries cost.", "delivery cost"),
    _field("minimum_order_value", Cell.NUMBER, "What an order must at least come to.", "minimum order"),
    _field("lead_time_days", Cell.WHOLE, "Days from order to delivery.", "lead time"),
    _field("remarks", Cell.TEXT, "Remarks.", "notes"),
    _field("active", Cell.FLAG, "Whether orders go to it."),
    _field("company_name", Cell.TEXT, "The company's name in the address."),
    _field("contact_name", Cell.TEXT, "Who is asked for.", "contact"),
    _field("line_1", Cell.TEXT, "Street and number.", "address", "street", "address 1"),
    _field("line_2", Cell.TEXT, "Second line of the address.", "address 2"),
    _field("locality", Cell.TEXT, "Town.", "city", "town"),
    _field("region", Cell.TEXT, "Region, county or state.", "state", "county"),
    _field("postal_code", Cell.TEXT, "Postal code.", "postcode", "zip", "zip code"),
    _field("country", Cell.TEXT, "Two letters (ISO 3166)."),
)
_SUPPLIER_PRODUCTS = (
    _field("supplier", Cell.TEXT, "The supplier's code or name.", "supplier code", "supplier name", "vendor"),
    _field("supplier_number", Cell.WHOLE, "The supplier's number, instead of its code or name.", "VendorID"),
    _field("sku", Cell.TEXT, "The product's SKU.", "product", "product sku", "item number", needed=True),
    _field("supplier_sku", Cell.TEXT, "What the supplier calls it.", "vendor sku", "supplier item"),
    _field("supplier_name", Cell.TEXT, "The supplier's name for it.", "supplier description"),
    _field("price", Cell.NUMBER, "The price of one unit in the supplier's currency.", "cost", "unit price"),
    _field("price_breaks", Cell.BREAKS, "Prices from a quantity on, like 10:1.20; 50:1.10.", "breaks"),
    _field("carton_quantity", Cell.NUMBER, "Units in a carton.", "carton", "units per case"),
    _field("minimum_quantity", Cell.NUMBER, "The least that can be ordered.", "minimum", "moq"),
    _field("multiple", Cell.NUMBER, "What quantities must be a multiple of."),
    _field("lead_time_days", Cell.WHOLE, "Days from order to delivery.", "lead time"),
    _field("priority", Cell.WHOLE, "Lowest first among a product's suppliers."),
    _field("supplier_stock_level", Cell.NUMBER, "What the supplier has in stock.", "supplier stock", "stock"),
    _field("drop_shipment_cost", Cell.NUMBER, "What sending one unit straight to a customer costs."),
)
FIELDS: Mapping[ImportKind, Mapping[str, Field]] = {
    kind: {field.name: field for field in listed}
    for kind, listed in (
        (ImportKind.ORDERS, _ORDERS),
        (ImportKind.LINES, _LINES),
        (ImportKind.PRODUCTS, _PRODUCTS),
        (ImportKind.SUPPLIERS, _SUPPLIERS),
        (ImportKind.SUPPLIER_PRODUCTS, _SUPPLIER_PRODUCTS),
    )
}
# What somebody who brings such a table in must be allowed to do.
RIGHTS: Mapping[ImportKind, Right] = {
    ImportKind.ORDERS: Right.ORDERS_WRITE,
    ImportKind.LINES: Right.ORDERS_WRITE,
    ImportKind.PRODUCTS: Right.CATALOG_WRITE,
    ImportKind.SUPPLIERS: Right.SUPPLIERS_WRITE,
    ImportKind.SUPPLIER_PRODUCTS: Right.SUPPLIERS_WRITE,
}
# The heading of the column that an error sheet adds; it is left out when the sheet comes back.
ERROR_COLUMN = "import error"
