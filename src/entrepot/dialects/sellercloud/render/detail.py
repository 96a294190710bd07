"""The detail object: everything the vendor shows of one order, section by section."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from decimal import Decimal

from entrepot.book.catalog.product import Product
from entrepot.book.orders.order import Order, Receiving
from entrepot.book.orders.view import OrderView
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.values.currency import digits
from entrepot.book.values.money import EXACT, ZERO, rounded
from entrepot.book.values.quantity import plain
from entrepot.dialects.sellercloud.render.forms import address, amount, instant
from entrepot.dialects.sellercloud.render.lines import detail_items, is_rounded, warehouse_number
from entrepot.dialects.sellercloud.render.papers import INVOICED, SHIPPED, day, detail_columns, invoices
from entrepot.dialects.sellercloud.render.totals import total_info
from entrepot.dialects.sellercloud.translate.words import (
    KEPT_CANCEL_BY,
    KEPT_REQUESTED_ON,
    KEPT_SHIP_TO,
    RECEIVING,
    TYPE_NUMBERS,
    is_by_case,
    kept,
    status_word,
)
from entrepot.dialects.sellercloud.wire.enums import CURRENCY_NUMBERS, PaymentStatus

ROUNDED_MEMO = "Quantities are shown in whole units: ordered rounded up, received rounded down."
METRES = {
    "mm": Decimal("0.001"),
    "cm": Decimal("0.01"),
    "m": Decimal(1),
    "in": Decimal("0.0254"),
    "ft": Decimal("0.3048"),
}
NO_SETTINGS = OrganizationSettings({})
RATE_PLACES = 9


def detail(view: OrderView) -> dict[str, object]:
    """The detail object of an order and what it refers to."""
    order = view.order
    settings = view.settings or NO_SETTINGS
    return {
        "Purchase": _purchase(view, settings),
        "RelatedPurchaseOrders": [],
        "VendorAndInvoice": _vendor_and_invoice(view, settings),
        "Changes": changes(view),
        "Items": detail_items(view),
        "RelatedItems": [],
        "TotalInfo": total_info(
            order,
            multi_discount=settings.flag("sellercloud.enable_multi_discount"),
            free_shipping=settings.flag("sellercloud.free_shipping"),
            invoices=settings.flag("sellercloud.vendor_invoices_workflow"),
            per_session=settings.flag("sellercloud.per_session_receiving_cost"),
        ),
        "CustomColumns": detail_columns(view),
        "Metadata": _metadata(order, settings),
        "Statuses": statuses(order),
        "ShowProductImageForItems": True,
        "EnablePoPrSellQuantity": False,
        "NotesCount": 0,
        "IsModified": False,
    }


def _purchase(view: OrderView, settings: OrganizationSettings) -> dict[str, object]:
    order = view.order
    own = kept(order.extension)
    to_dollars = dollars_per_unit(order)
    return {
        "POId": order.serial,
        "CompanyId": view.company.serial if view.company is not None else 0,
        "VendorId": view.supplier.serial if view.supplier is not None else 0,
        "OrderedOn": instant(order.raised_at),
        "RequestedOn": instant(_kept_moment(own, KEPT_REQUESTED_ON)),
        "OrderType": 0,
        "OrderTypeEnable": False,
        "POType": TYPE_NUMBERS[order.type],
        "Description": order.title or "",
        "DefaultWarehouseID": warehouse_number(view, None),
        "ExpectedDelivery": instant(order.due_at),
        "RequireExpectedDeliveryDate": settings.flag("sellercloud.force_expected_delivery_date"),
        "CancelByDate": instant(cancel_by(order)),
        "CreditMemoID": 0,
        "CurrencyCode": CURRENCY_NUMBERS.get(order.currency, 0),
        "CurrencyRateToUSD": amount(to_dollars),
        "CurrencyRateFromUSD": amount(
            rounded(EXACT.divide(Decimal(1), to_dollars), RATE_PLACES) if to_dollars else ZERO
        ),
        "ReceivingStatus": int(RECEIVING[order.receiving]),
        "RelatedFbaId": None,
        "Instructions": order.vendor_note or "",
        "IsQBExported": order.exported_at is not None,
        "IsWarehouseBinsEnabled": False,
        "CancelledPOID": 0,
        "RelatedWfsShipmentId": None,
        "TotalCBM": amount(_cubic_metres(view)),
        "TotalWeight": f"{plain(_kilograms(view))} kg",
        "RelatedPOFBAPlanningId": None,
        "ShipToAddress": ship_to(view),
        "IsModified": False,
    }


def ship_to(view: OrderView) -> dict[str, object]:
    """Where the goods go: the order's own address, else that of its warehouse."""
    order = view.order
    if order.ship_to is not None:
        own = kept(order.extension).get(KEPT_SHIP_TO)
        return address(order.ship_to, own if isinstance(own, dict) else {})
    warehouse = view.warehouses.get(order.warehouse_id)
    return address(warehouse.address if warehouse is not None else None, {})


def cancel_by(order: Order) -> datetime | None:
    """The day the order expires, with the time of day it was given with while that still fits."""
    if order.expiration_date is None:
        return None
    exact = _kept_moment(kept(order.extension), KEPT_CANCEL_BY)
    if exact is not None and exact.date() == order.expiration_date:
        return exact
    return datetime.combine(order.expiration_date, time(tzinfo=UTC))


def _kept_moment(own: Mapping[str, object], name: str) -> datetime | None:
    text = own.get(name)
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def dollars_per_unit(order: Order) -> Decimal:
    """US dollars per unit of the order's currency as far as the order knows; 0 when it does not."""
    if order.currency == "USD":
        return Decimal(1)
    known = order.base_currency == "USD" and order.exchange_rate is not None
    return order.exchange_rate if known and order.exchange_rate is not None else ZERO


def _inverse(rate: Decimal) -> Decimal:
    return rounded(EXACT.divide(Decimal(1), rate), RATE_PLACES) if rate else ZERO


def _vendor_and_invoice(view: OrderView, settings: OrganizationSettings) -> dict[str, object]:
    order = view.order
    return {
        "PaymentTermID": view.term.serial if view.term is not None else 0,
        "InvoiceNumber": order.supplier_invoice_number or "",
        "InvoiceDate": day(order.supplier_invoice_date),
        "VendorInvoice": {"FileName": "", "NewFileToken": "", "DeleteFile": False},
        "Memo": memo(order),
        "InvoiceLineCount": "0",
        "InvoiceLink": "",
        "EnableVendorInvoicesWorkflow": settings.flag("sellercloud.vendor_invoices_workflow"),
        "EnableMultipleinvoicesforpurchaseorders": settings.flag("sellercloud.multiple_invoices"),
        "PaymentStatus": int(PaymentStatus.NoPayment),
        "Balance": amount(order.totals.total),
        "TotalPaid": 0,
        "TotalRefunded": 0,
        "OverRecived": order.receiving is Receiving.OVER,
        "Invoices": invoices(order),
        "IsModified": False,
    }


def memo(order: Order) -> str:
    """A remark on what whole numbers cannot show."""
    return ROUNDED_MEMO if is_rounded(order) else ""


def changes(view: OrderView) -> dict[str, object]:
    """The `Changes` section: who made, last changed and last received the order, and when."""
    order, came = view.order, view.last_received
    touched = order.updated_at != order.created_at
    return {
        "CreatedBy": order.created_by_name,
        "CreatedByEmployeeId": order.created_by_serial,
        "CreatedOn": instant(order.created_at),
        "UpdatedBy": order.updated_by_name if touched else None,
        "UpdatedByEmployeeId": reviser(order) if touched else None,
        "UpdatedOn": instant(order.updated_at) if touched else None,
        "ApprovedBy": None,
        "ApprovedByEmployeeId": None,
        "ApprovedOn": None,
        "ReceivedBy": came.by_name if came is not None else None,
        "ReceivedByEmployeeId": came.by_serial if came is not None else None,
        "ReceivedOn": instant(came.at) if came is not None else None,
    }


def reviser(order: Order) -> int:
    """The number of the one who changed the order last; 0 when only the name is known."""
    return order.created_by_serial if order.updated_by_name == order.created_by_name else 0


def _metadata(order: Order, settings: OrganizationSettings) -> dict[str, object]:
    return {
        "PurchaseOrderCurrencyDigitsCount": digits(order.currency),
        "EnableCaseQty": is_by_case(order),
        "EnabledMultipleDiscounts": settings.flag("sellercloud.enable_multi_discount"),
        "FixedTotalDiscount": bool(order.totals.discount),
        "EnablePerCaseQtyModeSetting": settings.flag("sellercloud.case_quantity_mode"),
        "EnableVendorInvoicesWorkflow": settings.flag("sellercloud.vendor_invoices_workflow"),
        "AllowToIgnoreInventoryInPurchaseOrder": False,
        "EnableShippingContainers": False,
        "EnablePOFBAAllocationQty": False,
        "EnableNotesForPurchaseItems": True,
        "EnableLocalNotesForPurchaseItems": False,
        "EnableCurrencySymbolForPO": False,
        "ShowASINAndUPCInPoItems": False,
        "ShowQtyOnHandInPoItems": True,
        "EnableExpectedDeliveryForPurchaseItems": True,
    }


def statuses(order: Order) -> dict[str, object]:
    """The `Statuses` section."""
    return {
        "Status": int(status_word(order)),
        "IsApproved": order.approved,
        "Priority": 0,
        "ShippingStatus": int(SHIPPED[order.shipped]),
        "ReceivingStatus": int(RECEIVING[order.receiving]),
        "PaymentStatus": int(PaymentStatus.NoPayment),
        "InvoicedStatus": INVOICED[order.billing],
        "InventoryCount": "Yes",
        "EmailSent": "No",
    }


def _kilograms(view: OrderView) -> Decimal:
    """What the goods weigh, as far as their weights are known, to the gram."""
    grams = ZERO
    for quantity, product in _goods(view):
        grams += quantity * (product.weight_grams or ZERO)
    return rounded(grams / 1000, 3)


def _cubic_metres(view: OrderView) -> Decimal:
    """How much room the goods take, as far as their measures are known, to the cubic centimetre."""
    total = ZERO
    for quantity, product in _goods(view):
        size = product.dimensions
        if size is not None:
            total += quantity * size.length * size.width * size.height * METRES.get(size.unit, ZERO) ** 3
    return rounded(total, 6)


def _goods(view: OrderView) -> list[tuple[Decimal, Product]]:
    found = []
    for line in view.order.lines:
        product = view.products.get(line.product_id) if line.product_id is not None else None
        if product is not None:
            found.append((line.quantity_ordered, product))
    return found
