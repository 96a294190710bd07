"""What the vendor says about goods that came, in the book's words. Quantities are units, or cases on orders by case."""

from collections.abc import Iterable
from decimal import Decimal

from entrepot.actions.unitnumbers import UnitNumbers
from entrepot.book.orders.draft import LineChanges, LinePatch, OrderPatch
from entrepot.book.orders.line import Discount, OrderLine
from entrepot.book.orders.line import DiscountType as BookDiscount
from entrepot.book.orders.order import Order
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.receiving.draft import GoodsDraft, ReceiveDraft
from entrepot.book.values.unset import UNSET, Unset
from entrepot.dialects.sellercloud.translate.words import DISCOUNTS, NAME, ZERO
from entrepot.dialects.sellercloud.wire.receiving import ProductSerialsIn, ReceiveItem, ReceivePo

# What the book has no place for; kept with the receipt or its line under these names.
SESSION_REST = ("VendorOrderId", "ShippingCost")
ITEM_REST = ("WarehouseBinId", "LocationNotes", "ListPrice", "UPC", "WeightLbs", "WeightOz")
PRICE_FIELDS = ("UnitPrice", "DiscountType", "DiscountValue")


def receive_draft(body: ReceivePo) -> ReceiveDraft:
    """The receipt a call asks for; the vendor's invoice number is its reference."""
    return ReceiveDraft(
        lines=tuple(_goods(item) for item in body.Items),
        reference=(body.ReceiveInvoiceNumber or "").strip() or None,
        extension=_rest(body, SESSION_REST),
    )


def _goods(item: ReceiveItem) -> GoodsDraft:
    return GoodsDraft(
        line_serial=item.ID,
        quantity=None if item.QtyToReceive is None else Decimal(item.QtyToReceive),
        cases=None if item.CaseQtyToReceive is None else Decimal(item.CaseQtyToReceive),
        warehouse_serial=item.WarehouseId or None,
        extension=_rest(item, ITEM_REST),
    )


def _rest(body: ReceivePo | ReceiveItem, names: Iterable[str]) -> dict[str, object]:
    found = {name: value for name in names if (value := getattr(body, name)) is not None}
    told = {name: format(value, "f") if isinstance(value, Decimal) else value for name, value in found.items()}
    return {NAME: told} if told else {}


def lines_repriced(order: Order, items: list[ReceiveItem]) -> LineChanges:
    """The price data a receipt replaces; each change stands where its item stands. Nothing when none is given."""
    if not any(getattr(item, name) is not None for item in items for name in PRICE_FIELDS):
        return LineChanges()
    by_serial = {line.serial: line for line in order.lines}
    return LineChanges(change=tuple(_repriced(item, by_serial.get(item.ID)) for item in items))


def _repriced(item: ReceiveItem, line: OrderLine | None) -> LinePatch:
    return LinePatch(
        line_serial=item.ID,
        unit_price=UNSET if item.UnitPrice is None else item.UnitPrice,
        discount=_discount(item, line.discount if line is not None else None),
    )


def _discount(item: ReceiveItem, now: Discount | None) -> Discount | None | Unset:
    """The discount after the receipt: what is given replaces the line's, the other half stays (at first an amount)."""
    if item.DiscountType is None and item.DiscountValue is None:
        return UNSET
    value = item.DiscountValue if item.DiscountValue is not None else now.value if now is not None else ZERO
    kind = now.type if now is not None else BookDiscount.AMOUNT
    if item.DiscountType is not None:
        kind = DISCOUNTS[item.DiscountType]
    return Discount(kind, value) if value else None


def shipping_added(order: Order, body: ReceivePo, settings: OrganizationSettings) -> OrderPatch:
    """The order's delivery cost with that of the session, where the organization counts it by session."""
    if not body.ShippingCost or not settings.flag("sellercloud.per_session_receiving_cost"):
        return OrderPatch()
    return OrderPatch(delivery_cost=order.delivery_cost + body.ShippingCost)


def unit_numbers(entries: Iterable[ProductSerialsIn]) -> list[UnitNumbers]:
    """The serial numbers of received goods; notes on them stay with this door."""
    return [
        UnitNumbers(
            receipt_serial=entry.ReceivingID,
            sku=entry.ProductID,
            serial_numbers=tuple(unit.SerialNumber for unit in entry.SerialNumbers),
            extension=_notes(entry),
        )
        for entry in entries
    ]


def _notes(entry: ProductSerialsIn) -> dict[str, dict[str, object]]:
    notes: dict[str, object] = {unit.SerialNumber.strip(): unit.Notes for unit in entry.SerialNumbers if unit.Notes}
    return {NAME: {"SerialNotes": notes}} if notes else {}
