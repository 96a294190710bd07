"""The money of an order under the vendor's names. The book's totals are re-arranged here, never computed anew."""

from decimal import Decimal

from entrepot.book.orders.order import Order, Receiving
from entrepot.book.orders.tracking import Shipped
from entrepot.book.values.money import ZERO, rounded_in
from entrepot.dialects.sellercloud.render.forms import amount
from entrepot.dialects.sellercloud.render.lines import unreceived_total

# A charge of the book by its name (lower case) → the vendor's total it belongs to; any other is OtherTotal.
CHARGE_TOTALS = {
    "tax": "TaxTotal",
    "customs": "CustomsTotal",
    "drop ship fee": "DropShipFeeTotal",
    "small order fee": "SmallOrderFee",
    "credit card fee": "CreditCardFee",
    "third party shipping": "ShippingTotalThirdParty",
}
TOTALS = ("TaxTotal", "OtherTotal", *list(CHARGE_TOTALS.values())[1:])


def charge_totals(order: Order) -> dict[str, Decimal]:
    """Tax and charges by the vendor's names; together they are the book's tax and charges."""
    found = dict.fromkeys(TOTALS, ZERO)
    found["TaxTotal"] = order.totals.tax
    for charge in order.charges:
        name = CHARGE_TOTALS.get(charge.name.strip().lower(), "OtherTotal")
        found[name] += rounded_in(charge.amount, order.currency)
    return found


def total_info(
    order: Order, *, multi_discount: bool, free_shipping: bool, invoices: bool, per_session: bool
) -> dict[str, object]:
    """The `TotalInfo` section of the detail object; the flags are settings of the organization."""
    totals = order.totals
    return {
        "DiscountTotal": amount(totals.discount),
        "MultiDiscountTotal": 0,
        "SubTotal": amount(totals.subtotal),
        "ShippingTotal": amount(totals.delivery),
        **{name: amount(value) for name, value in charge_totals(order).items()},
        "GrandTotal": amount(totals.total),
        "UnreceivedTotal": amount(unreceived_total(order)),
        "DiscountTotalFixed": bool(totals.discount),
        "EnableMultiDiscountForPurchaseOrder": multi_discount,
        "FreeShipping": False,
        "EnableShippingTotal": True,
        "EnableShippingTotalThirdParty": True,
        "EnableFreeShippingForPurchaseOrders": free_shipping,
        "EditFreeShippingForPurchaseOrders": free_shipping,
        "EditShippingTotal": not per_session,
        "EnableOrderDropShipFee": False,
        "PurchaseOrdersEnableCustomsTotalField": True,
        "SmallOrderFeeVisible": False,
        "EnableCreditCardFeeOnPurchaseOrders": False,
        "HidePrices": False,
        "DoNotIncludeThirdPartyShippingInPOGrandTotal": False,
        "UseFixedDiscountTotal": bool(totals.discount),
        "UseDiscountTotal": bool(totals.discount),
        "EnableVendorInvoicesWorkflow": invoices,
        "IsFullyRecivedandshipped": order.shipped is Shipped.FULL
        and order.receiving in (Receiving.FULL, Receiving.OVER),
        "IsModified": False,
    }
