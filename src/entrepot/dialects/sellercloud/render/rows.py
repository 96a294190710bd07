"""List answers: the envelope and an order as a row of it."""

from collections.abc import Iterable

from entrepot.book.orders.order import OrderType
from entrepot.book.orders.view import OrderView
from entrepot.book.values.money import ZERO
from entrepot.dialects.sellercloud.render.detail import memo, reviser, ship_to
from entrepot.dialects.sellercloud.render.forms import amount, instant
from entrepot.dialects.sellercloud.render.lines import row_items, unit_count, unreceived_total, warehouse_number
from entrepot.dialects.sellercloud.render.papers import SHIPPED, invoices, row_tracking
from entrepot.dialects.sellercloud.render.totals import charge_totals
from entrepot.dialects.sellercloud.translate.words import RECEIVING, TYPE_NUMBERS, status_word
from entrepot.dialects.sellercloud.wire.enums import PaymentStatus


def envelope(items: Iterable[object], total: int) -> dict[str, object]:
    """A page of a list and how many there are before paging."""
    return {"Items": list(items), "TotalResults": total}


def row(view: OrderView) -> dict[str, object]:
    """An order as a row of the list."""
    order = view.order
    totals = order.totals
    extra = charge_totals(order)
    tax = extra.pop("TaxTotal")
    return {
        "ID": order.serial,
        "CompanyID": view.company.serial if view.company is not None else 0,
        "VendorID": view.supplier.serial if view.supplier is not None else 0,
        "PurchaseTitle": order.title or "",
        "POType": TYPE_NUMBERS[order.type],
        "DisplayName": order.supplier.name or "",
        "WarehouseID": warehouse_number(view, None),
        "CM": 0,
        "CancelledPOID": 0,
        "DropShipOrderNumber": "",
        "PurchaseOrderStatus": int(status_word(order)),
        "PurchaseOrdersShippingStatus": int(SHIPPED[order.shipped]),
        "ReceivingStatus": int(RECEIVING[order.receiving]),
        "PaymentStatus": int(PaymentStatus.NoPayment),
        "PurchaseOrdersPriority": 0,
        "PurchaseOrdersApproved": order.approved,
        "PurchaseOrderCreditMemo": order.type is OrderType.CREDIT_MEMO,
        "DisableInventoryCount": False,
        "bExported": order.exported_at is not None,
        "EmailSentCount": 0,
        "OrderTotal": amount(totals.subtotal),
        "TaxTotal": amount(tax),
        "ShippingTotal": amount(totals.delivery),
        "GrandTotal": amount(totals.total),
        "DiscountTotal": amount(totals.discount),
        "ExtraCharges": amount(sum(extra.values(), ZERO)),
        "TotalRefunded": 0,
        "TotalBalance": amount(totals.total),
        "TotalBalanceNotReceivedGood": amount(unreceived_total(order)),
        "CreatedOn": instant(order.created_at),
        "CreatedBy": order.created_by_serial,
        "DateOrdered": instant(order.raised_at),
        "LastRevisedOn": instant(order.updated_at),
        "RevisedBy": reviser(order),
        "ExpectedDeliveryDate": instant(order.due_at),
        "PaidOn": None,
        **row_tracking(order),
        "RequestedShippingCarrier": "",
        "RequestedShippingService": "",
        "ShipToAddress": ship_to(view),
        "VendorInvoiceNumber": order.supplier_invoice_number or "",
        "VendorInvoiceFileName": "",
        "VendorInvoiceFileNameOriginal": "",
        "Invoices": invoices(order),
        "Memo": memo(order),
        "NotesCount": 0,
        "UnitCounts": unit_count(order),
        "Items": row_items(order),
    }
