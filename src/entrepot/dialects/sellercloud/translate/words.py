"""Words of the vendor and of the book for the same things: statuses, types, discounts, field names."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from entrepot.book.orders.line import DiscountType as BookDiscount
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order, OrderStatus, OrderType, Receiving
from entrepot.dialects.sellercloud.wire import enums

NAME = "sellercloud"
ZERO = Decimal(0)
ARRIVED = (Receiving.FULL, Receiving.OVER)
OPEN = (OrderStatus.DRAFT, OrderStatus.SENT, OrderStatus.CONFIRMED)
# Names that only this dialect keeps, in the order's extension.
KEPT_REQUESTED_ON = "requested_on"
KEPT_CANCEL_BY = "cancel_by"
KEPT_CASE_MODE = "case_mode"
KEPT_SHIP_TO = "ship_to"
KEPT_BILL_TO = "bill_to"

TYPES: Mapping[enums.POType, OrderType] = {
    enums.POType.PurchaseOrder: OrderType.PURCHASE,
    enums.POType.CreditMemo: OrderType.CREDIT_MEMO,
    enums.POType.VendorOffer: OrderType.VENDOR_OFFER,
}
TYPE_NUMBERS = {book: int(wire) for wire, book in TYPES.items()}
BORN_AS: Mapping[str, OrderStatus] = {
    "Saved": OrderStatus.DRAFT,
    "Ordered": OrderStatus.SENT,
    "Pending": OrderStatus.CONFIRMED,
}
STATUSES: Mapping[OrderStatus, enums.PurchaseOrderStatus] = {
    OrderStatus.DRAFT: enums.PurchaseOrderStatus.Saved,
    OrderStatus.SENT: enums.PurchaseOrderStatus.Ordered,
    OrderStatus.CONFIRMED: enums.PurchaseOrderStatus.Pending,
    OrderStatus.CLOSED: enums.PurchaseOrderStatus.Completed,
    OrderStatus.CANCELED: enums.PurchaseOrderStatus.Cancelled,
}
RECEIVING: Mapping[Receiving, enums.ReceivingStatus] = {
    Receiving.NONE: enums.ReceivingStatus.None_,
    Receiving.EXPECTED: enums.ReceivingStatus.None_,
    Receiving.ARRIVING: enums.ReceivingStatus.None_,
    Receiving.PARTIAL: enums.ReceivingStatus.PartiallyReceived,
    Receiving.FULL: enums.ReceivingStatus.FullyReceived,
    Receiving.OVER: enums.ReceivingStatus.FullyReceived,
}
DISCOUNTS: Mapping[enums.DiscountType, BookDiscount] = {
    enums.DiscountType.FixedAmount: BookDiscount.AMOUNT,
    enums.DiscountType.Percentage: BookDiscount.PERCENT,
}
DISCOUNT_NUMBERS = {book: int(wire) for wire, book in DISCOUNTS.items()}
# Book names of fields → the vendor's, for messages about what the book refused.
FIELD_NAMES: Mapping[str, str] = {
    "company_id": "CompanyID",
    "supplier_id": "VendorID",
    "type": "POType",
    "title": "Description",
    "vendor_note": "VendorNote",
    "payment_term_id": "PaymentTermID",
    "due_at": "ExpectedDeliveryDate",
    "raised_at": "OrderedOnDate",
    "expiration_date": "CancelByDate",
    "lines": "Products",
    "add": "",
    "change": "Items",
    "remove": "PoItemsIDs",
    "bill_to": "BillingAddress",
    "ship_to": "ShippingAddress",
    "product_id": "ProductID",
    "sku": "ProductID",
    "quantity": "QtyUnitsOrdered",
    "cases": "QtyCasesOrdered",
    "units_per_case": "QtyUnitsPerCase",
    "unit_price": "UnitPrice",
    "case_price": "CasePrice",
    "discount": "DiscountValue",
    "notes": "ItemNotes",
    "requested_date": "ExpectedDeliveryDate",
    "tracking": "TrackingNumbers",
    "number": "TrackingNumber",
    "carrier": "ShippingCarrier",
    "supplier_invoice_number": "InvoiceNumber",
    "delivery_cost": "ShippingTotal",
    "custom_data": "Value",
    "price": "Price",
    "supplier_sku": "VendorSKU",
    "carton_quantity": "QtyPerCase",
    "supplier_stock_level": "Qty",
    "line_serial": "ID",
    "line_id": "ID",
    "company_name": "Business",
    "contact_name": "FirstName",
    "line_1": "AddressLine1",
    "line_2": "AddressLine2",
    "locality": "City",
    "region": "State",
    "postal_code": "ZipCode",
    "country": "Country",
    "phone": "Phone",
}
# The same names where the vendor spells them differently: on a receiving call, and with serial numbers.
DOCK_NAMES: Mapping[str, str] = {
    "lines": "Items",
    "quantity": "QtyToReceive",
    "cases": "CaseQtyToReceive",
    "warehouse_id": "WarehouseId",
    "reference": "ReceiveInvoiceNumber",
    "delivery_cost": "ShippingCost",
}
SERIAL_NAMES: Mapping[str, str] = {
    "lines": "PoSerialNumbers",
    "receipt_serial": "ReceivingID",
    "serial_numbers": "SerialNumbers",
}


def status_word(order: Order) -> enums.PurchaseOrderStatus:
    """The vendor's status of an order: where it stands, and Received once every line of an open one is done."""
    if order.status in OPEN and order.receiving in ARRIVED:
        return enums.PurchaseOrderStatus.Received
    return STATUSES[order.status]


def is_by_case(order: Order) -> bool:
    """Whether the vendor sees the order in case mode: all its lines are by case (without lines: as it was made)."""
    if order.lines:
        return all(line.by_case for line in order.lines)
    return kept(order.extension).get(KEPT_CASE_MODE) is True


def kept(extension: Mapping[str, object]) -> Mapping[str, object]:
    """What this dialect keeps for itself on an order or a line."""
    own = extension.get(NAME)
    return own if isinstance(own, dict) else {}


def wire_path(path: Iterable[str | int], own: Mapping[str, str] | None = None) -> str:
    """A path in the book's names as the vendor would write it: `Products[0].QtyUnitsOrdered`; `own` names win."""
    steps = list(path)
    text = ""
    for index, step in enumerate(steps):
        if isinstance(step, int):
            text += f"[{step}]"
        elif name := (own or {}).get(step) or _step_name(step, on_line=index > 0):
            text += f".{name}" if text else name
    return text


def _step_name(step: str, *, on_line: bool) -> str:
    if step == "warehouse_id":
        return "WarehouseID" if on_line else "DefaultWarehouseID"
    return FIELD_NAMES.get(step, step)


def discount_shown(line: OrderLine) -> tuple[int, Decimal]:
    """The number of the discount's type and its value; 0 and 0 without one."""
    if line.discount is None:
        return 0, ZERO
    return DISCOUNT_NUMBERS[line.discount.type], line.discount.value
