"""What another Pack server shows, as drafts of the book: the inverse of `render`."""

from decimal import Decimal

from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft
from entrepot.book.catalog.product import Dimensions
from entrepot.book.exchange.record import PulledLine, PulledOrder, PulledStock
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.orders.order import OrderStatus
from entrepot.book.suppliers.draft import SupplierDraft
from entrepot.book.values.money import Money
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.dialects.pack.translate.catalog import TYPES
from entrepot.dialects.pack.translate.values import hs_code_of
from entrepot.dialects.pack.wire import words
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.http.clients import Document, exact, given
from entrepot.http.clients import words as text

SUPPLIER_FIELDS = ("name", "account_reference", "emails", "remarks")
PRODUCT_FIELDS = (
    "name", "sku", "brand", "description", "barcodes", "media", "cost_price", "regular_price", "dimensions",
    "weight_grams", "hs_code", "country_of_origin", "type",
)  # fmt: skip
WAREHOUSE_FIELDS = ("name",)
ORDER_FIELDS = ("number", "supplier_id")
LINE_FIELDS = frozenset({"quantity", "unit_price", "sell_ahead"})
STATUSES = {
    words.CREATED: OrderStatus.DRAFT,
    words.ORDERED: OrderStatus.SENT,
    words.EXPECTED: OrderStatus.CONFIRMED,
    words.RECEIVING: OrderStatus.CONFIRMED,
    words.RECEIVED: OrderStatus.CONFIRMED,
    words.COMPLETED: OrderStatus.CLOSED,
    words.CANCELED: OrderStatus.CANCELED,
}


def supplier(document: Document) -> SupplierDraft:
    """A supplier."""
    return SupplierDraft(
        name=document["name"],
        account_reference=document.get("reference"),
        emails=tuple(document.get(NAMES["emails"]) or ()),
        remarks=document.get("remarks"),
    )


def warehouse(document: Document) -> WarehouseDraft:
    """A warehouse: Pack knows no more than its name."""
    return WarehouseDraft(name=document["name"])


def product(document: Document) -> ProductDraft:
    """A product."""
    sides, weight = document.get(NAMES["dimensions"]), document.get(NAMES["weight"])
    code = document.get("hs_code")
    return ProductDraft(
        name=document["name"],
        sku=text(document.get("code")),
        brand=document.get("brand_name"),
        description=document.get("description"),
        barcodes=tuple(
            BarcodeDraft(code["barcode"], exact(code.get("quantity") or 1)) for code in document.get("barcodes") or ()
        ),
        media=tuple(each["url"] for each in document.get(NAMES["media"]) or ()),
        cost_price=money(document.get(NAMES["cost_price"])),
        regular_price=money(document.get(NAMES["regular_price"])),
        dimensions=None
        if sides is None
        else Dimensions(exact(sides["length"]), exact(sides["width"]), exact(sides["height"]), sides["unit"]),
        weight_grams=None if weight is None else given(weight["value"]),
        hs_code=None if code is None else hs_code_of(int(code)),
        country_of_origin=document.get("country_code_of_origin"),
        type=TYPES[document.get("type") or words.STANDARD],
    )


def stock(document: Document) -> PulledStock:
    """What a warehouse has of a product, with what both are called there."""
    thing, place = document.get("product") or {}, document.get("warehouse") or {}
    return PulledStock(
        product=str(document["product_id"]),
        warehouse=str(document["warehouse_id"]),
        on_hand=exact(document["quantity_on_hand"]),
        sku=text(thing.get("code")),
        place=text(place.get("name")),
        whole=True,
    )


def money(document: Document | None) -> Money | None:
    """An amount with its currency."""
    return None if document is None else Money(exact(document["value"]), document["currency"])


def order(document: Document) -> PulledOrder:
    """An order with its lines; what was received stays with the server that received it."""
    lines = tuple(line(each) for each in document["lines"])
    prices = [line.draft.price_currency for line in lines if line.draft.price_currency is not None]
    return PulledOrder(
        draft=OrderDraft(
            lines=(), number=document["reference"], currency=prices[0] if prices else None, delivery_cost=Decimal(0)
        ),
        lines=lines,
        status=STATUSES[document["status"]],
        line_fields=LINE_FIELDS,
        supplier=document.get("supplier_id"),
    )


def line(document: Document) -> PulledLine:
    """A line; one without a product says nothing but how many and at what price."""
    price = money(document.get(NAMES["price"]))
    shown = document.get(NAMES["product"])
    return PulledLine(
        external_id=document["id"],
        product=document.get("product_id"),
        draft=LineDraft(
            sku=text(shown.get("code")) if shown is not None else None,
            quantity=exact(document["quantity_ordered"]),
            unit_price=None if price is None else price.amount,
            price_currency=None if price is None else price.currency,
            sell_ahead=exact(document.get("sell_ahead")),
            tax_rate=Decimal(0),
        ),
    )
