"""What another Sellercloud server shows, as drafts of the book: the inverse of `render`."""

from decimal import Decimal

from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.exchange.record import PulledLine, PulledOrder
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.orders.line import Discount, DiscountType
from entrepot.book.orders.order import Charge, OrderStatus, Reference
from entrepot.book.suppliers.draft import SupplierDraft
from entrepot.book.values.address import Address
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.dialects.sellercloud.render.totals import CHARGE_TOTALS
from entrepot.dialects.sellercloud.translate.parties import WAREHOUSE_TYPES
from entrepot.dialects.sellercloud.translate.words import DISCOUNTS, TYPES
from entrepot.dialects.sellercloud.wire import enums
from entrepot.http.clients import Document, exact, moment
from entrepot.http.clients import words as text

SUPPLIER_FIELDS = ("name", "code", "account_reference", "emails", "active")
WAREHOUSE_FIELDS = ("name", "address", "type", "active")
ORDER_FIELDS = (
    "supplier_id", "warehouse_id", "title", "vendor_note", "expiration_date", "due_at", "delivery_cost", "discount",
    "charges", "ship_to", "references",
)  # fmt: skip
LINE_FIELDS = frozenset(
    {
        "description",
        "quantity",
        "unit_price",
        "discount",
        "sell_ahead",
        "requested_date",
        "notes",
        "supplier_sku",
        "warehouse_id",
    }
)
NUMBER = "PURCHASE_ORDER_NUMBER"
STATUSES = {
    enums.PurchaseOrderStatus.Saved: OrderStatus.DRAFT,
    enums.PurchaseOrderStatus.Ordered: OrderStatus.SENT,
    enums.PurchaseOrderStatus.Pending: OrderStatus.CONFIRMED,
    enums.PurchaseOrderStatus.Received: OrderStatus.CONFIRMED,
    enums.PurchaseOrderStatus.Cancelled: OrderStatus.CANCELED,
    enums.PurchaseOrderStatus.Completed: OrderStatus.CLOSED,
}
_CURRENCIES = {number: code for code, number in enums.CURRENCY_NUMBERS.items()}
_CHARGES = {total: name.capitalize() for name, total in CHARGE_TOTALS.items()} | {"OtherTotal": "Other"}


def supplier(document: Document) -> SupplierDraft:
    """A vendor."""
    more = str(document.get("EmailCC") or "").replace(",", ";").split(";")
    return SupplierDraft(
        name=document["Name"],
        code=text(document.get("Alias")),
        account_reference=text(document.get("AccountNumber")),
        emails=tuple(email.strip() for email in (document.get("Email") or "", *more) if email.strip()),
        active=document.get("IsActive") is not False,
    )


def warehouse(document: Document) -> WarehouseDraft:
    """A warehouse."""
    kind = next((each for each in WAREHOUSE_TYPES if int(each) == document.get("WarehouseType")), None)
    return WarehouseDraft(
        name=document["Name"],
        address=address(document.get("WarehouseAddress")),
        type=WAREHOUSE_TYPES[kind] if kind is not None else WarehouseType.STANDARD,
        active=document.get("IsSellAble") is not False,
    )


def address(document: Document | None) -> Address | None:
    """An address as answers hold it; None when all of it is blank."""
    shown = document or {}
    names = (text(shown.get(name)) for name in ("FirstName", "MiddleInitial", "LastName"))
    place = Address(
        company_name=text(shown.get("CompanyName")),
        contact_name=" ".join(name for name in names if name) or None,
        line_1=text(shown.get("StreetLine1")),
        line_2=text(shown.get("StreetLine2")),
        locality=text(shown.get("City")),
        region=text(shown.get("StateCode")) or text(shown.get("StateName")),
        postal_code=text(shown.get("PostalCode")),
        country=text(shown.get("CountryCode")),
        phone=text(shown.get("PhoneNumber")),
        email=text(shown.get("EmailAddress")),
    )
    return None if place == Address() else place


def order(document: Document) -> PulledOrder:
    """An order with its lines; its numeric id becomes a reference, since it has no number of its own.

    The tax of the whole order becomes a charge, so that its total stays what it was.
    """
    head, money = document["Purchase"], document["TotalInfo"]
    by_case = document["Metadata"]["EnableCaseQty"] is True
    own = _id(head.get("DefaultWarehouseID"))
    cancel_by = moment(head.get("CancelByDate"))
    off = exact(money.get("DiscountTotal"))
    charges = {name: exact(money.get(total)) for total, name in _CHARGES.items()}
    return PulledOrder(
        draft=OrderDraft(
            lines=(),
            type=TYPES[enums.POType(head["POType"])],
            currency=_CURRENCIES.get(head["CurrencyCode"]),
            title=text(head.get("Description")),
            vendor_note=text(head.get("Instructions")),
            expiration_date=None if cancel_by is None else cancel_by.date(),
            due_at=moment(head.get("ExpectedDelivery")),
            delivery_cost=exact(money.get("ShippingTotal")),
            discount=Discount(DiscountType.AMOUNT, off) if off else None,
            charges=tuple(Charge(name, amount) for name, amount in charges.items() if amount),
            ship_to=address(head.get("ShipToAddress")),
            references=(Reference(NUMBER, str(head["POId"])),),
        ),
        lines=tuple(line(each, own, by_case=by_case) for each in document["Items"]),
        status=STATUSES[enums.PurchaseOrderStatus(document["Statuses"]["Status"])],
        line_fields=LINE_FIELDS,
        supplier=_id(head.get("VendorId")),
        warehouse=own,
    )


def line(document: Document, warehouse_of_order: str | None, *, by_case: bool) -> PulledLine:
    """A line; its product is told by SKU and name, a line without one is free text."""
    sku, name = text(document.get("ProductID")), text(document.get("ProductName"))
    place = _id(document.get("DefaultWarehouseID"))
    off = exact(document.get("DiscountValue"))
    amounts: dict[str, Decimal] = {
        "quantity": exact(document["QtyOrdered"]),
        "unit_price": exact(document["UnitPrice"]),
    }
    if by_case:
        wire = {"cases": "TotalCases", "units_per_case": "QtyPerCase", "case_price": "PricePerCase"}
        amounts = {field: exact(document[shown]) for field, shown in wire.items()}
    return PulledLine(
        external_id=str(document["ID"]),
        warehouse=None if place == warehouse_of_order else place,
        named=ProductDraft(name=name or sku, sku=sku) if sku is not None else None,
        draft=LineDraft(
            supplier_sku=text(document.get("VendorSKU")) if sku is not None else None,
            description=name if sku is None else None,
            discount=Discount(DISCOUNTS[enums.DiscountType(document["DiscountType"])], off) if off else None,
            tax_rate=Decimal(0),
            sell_ahead=exact(document.get("PreSellQuantity")),
            requested_date=moment(document.get("ExpectedDeliveryDate")),
            notes=text(document.get("ItemNotes")),
            **amounts,  # type: ignore[arg-type]
        ),
    )


def _id(number: object) -> str | None:
    """An id, None for the 0 that stands for none."""
    return str(number) if number not in (None, 0) else None
