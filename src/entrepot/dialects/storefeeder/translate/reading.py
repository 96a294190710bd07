"""What another StoreFeeder server shows, as drafts of the book: the inverse of `render`."""

from decimal import Decimal

from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.catalog.product import ProductType
from entrepot.book.exchange.record import PulledLine, PulledOrder
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.orders.order import OrderStatus, SupplierSnapshot
from entrepot.book.suppliers.draft import SupplierDraft
from entrepot.book.values.address import Address
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.dialects.storefeeder.translate.parties import WAREHOUSE_WORDS
from entrepot.dialects.storefeeder.translate.words import NAME
from entrepot.dialects.storefeeder.wire import words
from entrepot.dialects.storefeeder.wire.countries import country_code
from entrepot.http.clients import Document, exact, given, moment
from entrepot.http.clients import words as text

SUPPLIER_FIELDS = (
    "name", "code", "account_reference", "their_reference", "emails", "phone", "address", "currency",
    "minimum_order_value", "extension",
)  # fmt: skip
PRODUCT_FIELDS = ("name", "sku", "brand", "description", "type", "active")
WAREHOUSE_FIELDS = ("name", "address", "type", "extension")
ORDER_FIELDS = ("number", "supplier_id", "warehouse_id", "due_at", "delivery_cost", "payment_reference")
LINE_FIELDS = frozenset({"quantity", "unit_price", "tax_rate", "notes"})
STATUSES = {
    words.DRAFT: OrderStatus.DRAFT,
    words.SENT: OrderStatus.SENT,
    words.AWAITING: OrderStatus.SENT,
    words.CONFIRMED: OrderStatus.CONFIRMED,
    words.COMPLETE: OrderStatus.CLOSED,
}
_KEPT = ("Reference", "SendBelowReorderLevelEmail", "BelowReorderLevelReportRecipientEmailAddress")
_KEPT_OF_PLACE = ("CollectionPoint", "MetaPackWarehouseCode", "HandlingTime")
_TYPES = {word: kind for kind, word in WAREHOUSE_WORDS.items()}


def supplier(document: Document) -> SupplierDraft:
    """A supplier; a phone number is its own, the rest of the address its place."""
    shown = document.get("SupplierAddress") or {}
    kept = {name: document[name] for name in _KEPT if document.get(name)}
    kept |= {name: shown[name] for name in ("FirstName", "LastName") if shown.get(name)}
    place = Address(
        contact_name=" ".join(shown[name] for name in ("FirstName", "LastName") if text(shown.get(name))) or None,
        line_1=text(shown.get("Address1")),
        line_2=text(shown.get("Address2")),
        line_3=text(shown.get("Suite")),
        locality=text(shown.get("City")),
        region=text(shown.get("State")),
        postal_code=text(shown.get("Postcode")),
        country=country_code(shown.get("Country") or ""),
    )
    return SupplierDraft(
        name=document["Name"],
        code=text(document.get("SupplierCode")),
        account_reference=text(document.get("AccountNumber")),
        their_reference=text(document.get("SuppliersReference")),
        emails=(document["Email"],) if text(document.get("Email")) else (),
        phone=text(shown.get("PhoneNumber")),
        address=None if place == Address() else place,
        currency=text(document.get("CurrencyCode")),
        minimum_order_value=given(document.get("MinimumOrderValue")),
        extension={NAME: kept} if kept else {},
    )


def warehouse(document: Document) -> WarehouseDraft:
    """A warehouse."""
    shown = document.get("ShippingAddress")
    kept = {name: document[name] for name in _KEPT_OF_PLACE if document.get(name) is not None}
    place = None
    if shown is not None:
        place = Address(
            contact_name=text(document.get("SenderName")),
            line_1=text(shown.get("Address1")),
            line_2=text(shown.get("Address2")),
            line_3=text(shown.get("Address3")),
            locality=text(shown.get("City")),
            region=text(shown.get("State")),
            postal_code=text(shown.get("Postcode")),
            country=country_code(shown.get("Country") or ""),
        )
    return WarehouseDraft(
        name=document["WarehouseName"],
        address=place,
        type=_TYPES.get(str(document.get("WarehouseType")), WarehouseType.STANDARD),
        extension={NAME: kept} if kept else {},
    )


def product(document: Document) -> ProductDraft:
    """A product."""
    is_kit = document.get("IsAkit") is True or document.get("ProductType") == "Kit"
    return ProductDraft(
        name=document["Name"],
        sku=text(document.get("SKU")),
        brand=text(document.get("Brand")),
        description=text(document.get("Description")),
        type=ProductType.BUNDLE if is_kit else ProductType.STANDARD,
        active=document.get("Archived") is not True,
    )


def order(document: Document) -> PulledOrder:
    """An order with its lines; what was received stays with the server that received it."""
    named = document.get("Supplier") or {}
    place = document.get("Warehouse") or {}
    own = named.get("SupplierID")
    lines = tuple(line(each) for each in document["PurchaseOrderLines"])
    return PulledOrder(
        draft=OrderDraft(
            lines=(),
            number=document["PurchaseOrderReference"],
            supplier=SupplierSnapshot(name=named["Name"], code=named.get("SupplierCode"))
            if text(named.get("Name"))
            else None,
            currency=(document.get("Currency") or {}).get("CurrencyCode"),
            due_at=moment(document.get("DateDue")),
            delivery_cost=exact(document.get("DeliveryCost")),
            payment_reference=text(document.get("PaymentReference")),
        ),
        lines=lines,
        status=status(document),
        line_fields=LINE_FIELDS,
        supplier=None if own is None else str(own),
        warehouse=None if place.get("WarehouseID") is None else str(place["WarehouseID"]),
    )


def status(document: Document) -> OrderStatus:
    """Where an order stands: Complete with everything written off and nothing received is how a canceled one looks."""
    found = STATUSES[document["PurchaseOrderStatus"]]
    lines = document["PurchaseOrderLines"]
    if found is not OrderStatus.CLOSED or not lines:
        return found
    came = sum(exact(line.get("QtyReceived")) for line in lines)
    lost = sum(exact(line.get("QtyWrittenOff")) for line in lines)
    ordered = sum(exact(line["QtyOrdered"]) for line in lines)
    return OrderStatus.CANCELED if not came and lost and lost >= ordered - len(lines) else OrderStatus.CLOSED


def line(document: Document) -> PulledLine:
    """A line; one without a product says nothing but how many, at what price and tax, and its notes."""
    product_id = document.get("ProductID")
    return PulledLine(
        external_id=str(document["PurchaseOrderLineID"]),
        product=None if product_id is None else str(product_id),
        draft=LineDraft(
            sku=text(document.get("ProductSKU")) if product_id is not None else None,
            quantity=exact(document["QtyOrdered"]),
            unit_price=exact(document["SinglePrice"]),
            tax_rate=exact(document.get("TaxRate")),
            sell_ahead=Decimal(0),
            notes=text(document.get("LineNotes")),
        ),
    )
