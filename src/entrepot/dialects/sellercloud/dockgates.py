"""The vendor's own rules on what a receiving call may hold; how much may come is judged by the book."""

from entrepot.book.orders.order import Order, OrderType
from entrepot.book.people.settings import OrganizationSettings
from entrepot.dialects.sellercloud.errors import GATE_CLOSED, MODE_WRONG, Breaches
from entrepot.dialects.sellercloud.gates import HUNDRED, Path
from entrepot.dialects.sellercloud.translate.words import is_by_case
from entrepot.dialects.sellercloud.wire.enums import DiscountType
from entrepot.dialects.sellercloud.wire.receiving import AddSerials, ReceiveItem, ReceivePo

UNITS, CASES = "QtyToReceive", "CaseQtyToReceive"


def check_received(order: Order, body: ReceivePo, settings: OrganizationSettings) -> None:
    """Raise the rule error for everything in a receiving call that type, mode or gates forbid."""
    breaches = Breaches()
    if order.type is not OrderType.PURCHASE:
        breaches.add((), "Only a purchase order is received, neither a credit memo nor a vendor offer.")
    if not body.Items:
        breaches.add(("Items",), "Items must hold at least one item.")
    if body.ShippingCost is not None and body.ShippingCost < 0:
        breaches.add(("ShippingCost",), "ShippingCost must not be less than 0.")
    by_case = is_by_case(order)
    multi_discount = settings.flag("sellercloud.enable_multi_discount")
    for index, item in enumerate(body.Items):
        where = ("Items", index)
        _quantity(breaches, item, where, by_case=by_case)
        _prices(breaches, item, where, multi_discount=multi_discount)
    breaches.settle()


def _quantity(breaches: Breaches, item: ReceiveItem, where: Path, *, by_case: bool) -> None:
    own, other = (CASES, UNITS) if by_case else (UNITS, CASES)
    if getattr(item, other) is not None:
        mode = "case" if by_case else "unit"
        text = f"{other} cannot be used on a purchase order in {mode} mode (item {item.ID})."
        breaches.add((*where, other), text, MODE_WRONG)
    amount = getattr(item, own)
    if amount is None:
        breaches.add((*where, own), f"{own} is needed (item {item.ID}).")
    elif amount <= 0:
        breaches.add((*where, own), f"{own} must be greater than 0 (item {item.ID}).")


def _prices(breaches: Breaches, item: ReceiveItem, where: Path, *, multi_discount: bool) -> None:
    label = f"item {item.ID}"
    for name in ("DiscountType", "DiscountValue"):
        if multi_discount and getattr(item, name) is not None:
            text = f"{name} needs the setting Enable Multi Discount for Purchase Order to be off ({label})."
            breaches.add((*where, name), text, GATE_CLOSED)
    for name in ("UnitPrice", "DiscountValue"):
        value = getattr(item, name)
        if value is not None and value < 0:
            breaches.add((*where, name), f"{name} must not be less than 0 ({label}).")
    percent = item.DiscountType is DiscountType.Percentage
    if percent and item.DiscountValue is not None and item.DiscountValue > HUNDRED:
        breaches.add((*where, "DiscountValue"), f"A percentage DiscountValue must not exceed 100 ({label}).")


def check_serials(body: AddSerials) -> None:
    """Raise the rule error when no goods are named."""
    breaches = Breaches()
    if not body.PoSerialNumbers:
        breaches.add(("PoSerialNumbers",), "PoSerialNumbers must name at least one product.")
    for index, entry in enumerate(body.PoSerialNumbers):
        if not entry.SerialNumbers:
            path = ("PoSerialNumbers", index, "SerialNumbers")
            breaches.add(path, f"SerialNumbers must hold at least one serial number (product {entry.ProductID}).")
    breaches.settle()
