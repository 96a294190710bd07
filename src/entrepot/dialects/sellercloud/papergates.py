"""The vendor's own rules on tracking numbers, invoice, totals and catalogue: settings that must be on or off, needed
values.
"""

from entrepot.book.orders.order import Order, Receiving
from entrepot.book.orders.tracking import Shipped
from entrepot.book.people.settings import OrganizationSettings
from entrepot.dialects.sellercloud.errors import GATE_CLOSED, Breaches
from entrepot.dialects.sellercloud.gates import Path
from entrepot.dialects.sellercloud.wire.catalogue import VendorTerms
from entrepot.dialects.sellercloud.wire.enums import ShippingStatus
from entrepot.dialects.sellercloud.wire.paperwork import AddTrackings, ChangeInvoice, ChangeTotal, SingleTracking

MULTIPLE = "Enable Multiple Tracking Numbers On PO"
TOTALS = ("TaxTotal", "OtherTotal", "ShippingTotal", "ShippingTotalThirdParty")
AMOUNTS = ("Price", "PricePerCase", "QtyPerCase", "Qty")
ARRIVED = (Receiving.PARTIAL, Receiving.FULL, Receiving.OVER)


def check_single(order: Order, body: SingleTracking, settings: OrganizationSettings) -> None:
    """Raise the rule error for a single tracking number where there are several, or a day where nothing is shipped."""
    breaches = Breaches()
    if settings.flag("sellercloud.multiple_tracking_numbers"):
        breaches.add((), f"One tracking number can be set only while the setting {MULTIPLE} is off.", GATE_CLOSED)
    if body.ShippedOn is not None and order.shipped is Shipped.NONE:
        breaches.add(("ShippedOn",), "ShippedOn needs a shipping status other than None.")
    breaches.settle()


def check_multiple(settings: OrganizationSettings) -> None:
    """Raise the rule error for several tracking numbers where there is one."""
    if not settings.flag("sellercloud.multiple_tracking_numbers"):
        breaches = Breaches()
        breaches.add((), f"Several tracking numbers need the setting {MULTIPLE}.", GATE_CLOSED)
        breaches.settle()


def check_trackings(body: AddTrackings, settings: OrganizationSettings) -> None:
    """Raise the rule error for tracking numbers that say nothing, or days where nothing is shipped."""
    check_multiple(settings)
    breaches = Breaches()
    for index, each in enumerate(body.TrackingNumbers):
        where: Path = ("TrackingNumbers", index)
        for name in ("ShippingCarrier", "TrackingNumber"):
            if not getattr(each, name).strip():
                breaches.add((*where, name), f"{name} must not be empty.")
        if body.ShippingStatus is ShippingStatus.None_:
            breaches.add((*where, "ShippedOn"), "ShippedOn needs a shipping status other than None.")
    breaches.settle()


def check_named(name: str, numbers: list[int]) -> None:
    """Raise the rule error for an empty list of numbers."""
    if not numbers:
        breaches = Breaches()
        breaches.add((name,), f"{name} must hold at least one number.")
        breaches.settle()


def check_invoice(body: ChangeInvoice, settings: OrganizationSettings) -> None:
    """Raise the rule error where invoices are records of their own."""
    breaches = Breaches()
    for setting, words in (
        ("sellercloud.vendor_invoices_workflow", "Enable Vendor Invoices Workflow"),
        ("sellercloud.multiple_invoices", "Enable Multiple Invoices for Purchase Orders"),
    ):
        if settings.flag(setting):
            breaches.add((), f"The invoice can be set only while the setting {words} is off.", GATE_CLOSED)
    breaches.settle()


def check_total(order: Order, body: ChangeTotal, settings: OrganizationSettings) -> None:
    """Raise the rule error for totals below 0 and for those that a setting keeps from being set."""
    breaches = Breaches()
    for name in TOTALS:
        value = getattr(body, name)
        if value is not None and value < 0:
            breaches.add((name,), f"{name} must not be less than 0.")
    if body.ShippingTotal is not None and settings.flag("sellercloud.per_session_receiving_cost"):
        text = "ShippingTotal needs the setting Enable Per Session Receiving Cost For PO to be off."
        breaches.add(("ShippingTotal",), text, GATE_CLOSED)
    free = settings.flag("sellercloud.free_shipping") and order.receiving in ARRIVED
    if body.ShippingTotalThirdParty is not None and free:
        text = (
            "ShippingTotalThirdParty cannot be set on a received purchase order "
            "while the setting Enable Free Shipping for Purchase Orders is on."
        )
        breaches.add(("ShippingTotalThirdParty",), text, GATE_CLOSED)
    breaches.settle()


def check_terms(breaches: Breaches, where: Path, sku: str, body: VendorTerms) -> None:
    """Note what a vendor cannot ask for a product."""
    if not sku.strip():
        breaches.add(where, "The product must be named.")
    for name in AMOUNTS:
        value = getattr(body, name)
        if value is not None and value < 0:
            breaches.add((*where, name), f"{name} must not be less than 0 (product {sku}).")
