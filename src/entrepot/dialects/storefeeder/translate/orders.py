"""Requests as drafts and patches of the book. Amounts and prices are in the order's currency, rates in percent."""

from collections.abc import Mapping
from decimal import Decimal

from entrepot.book.orders.draft import (
    DoorPolicy,
    LineChanges,
    LineDraft,
    LinePatch,
    OrderDraft,
    OrderKey,
    OrderPatch,
)
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.values.unset import UNSET
from entrepot.dialects.storefeeder.errors import ORDER_COMPLETE
from entrepot.dialects.storefeeder.translate.words import BORN_AS, is_complete, status_word
from entrepot.dialects.storefeeder.wire.requests import (
    NewPurchaseOrderLineModel,
    NewPurchaseOrderModel,
    PurchaseOrderLinePatchModel,
    UpdateDeliveryPurchaseOrderModel,
)
from entrepot.errors import Conflict, NotFound

# VAT of suppliers that name no rate of their own, by their country, in percent.
TAX_BY_COUNTRY: Mapping[str, Decimal] = {"GB": Decimal(20)}


def policy(settings: OrganizationSettings) -> DoorPolicy:
    """What this vendor's door allows: lines of no units, archived products and kits; and how an order is born."""
    return DoorPolicy(
        born_as=BORN_AS[settings.text("storefeeder.initial_status")],
        zero_quantity=True,
        inactive_products=True,
        bundles=True,
        tax_by_country=TAX_BY_COUNTRY,
    )


EDIT_POLICY = DoorPolicy(zero_quantity=True, inactive_products=True, bundles=True, tax_by_country=TAX_BY_COUNTRY)


def key_of(number: int) -> OrderKey:
    """Which order a number in a path means."""
    return OrderKey(serial=number)


def order_draft(body: NewPurchaseOrderModel) -> OrderDraft:
    """The order a create call asks for."""
    return OrderDraft(
        lines=tuple(map(line_draft, body.Lines)),
        number=body.PurchaseOrderReference,
        supplier_serial=body.SupplierID,
        warehouse_serial=body.WarehouseID,
        due_at=body.DueDate,
        delivery_cost=body.DeliveryCost,
        payment_reference=body.PaymentReference,
    )


def line_draft(line: NewPurchaseOrderLineModel) -> LineDraft:
    """The line that is asked for; what stands behind the name that decides the product is not looked at."""
    product_serial = line.ProductID or None
    sku = line.SKU if product_serial is None else None
    return LineDraft(
        product_serial=product_serial,
        sku=sku,
        supplier_sku=line.SupplierSKU if product_serial is None and sku is None else None,
        quantity=Decimal(line.Qty),
        unit_price=line.SingleItemPrice,
        tax_rate=line.TaxRate,
    )


def delivery_patch(body: UpdateDeliveryPurchaseOrderModel) -> OrderPatch:
    """The header changes an update-delivery call asks for; what is blank stays."""
    return OrderPatch(
        number=body.PurchaseOrderReference or UNSET,
        due_at=UNSET if body.DueDate is None else body.DueDate,
        delivery_cost=UNSET if body.DeliveryCost is None else body.DeliveryCost,
    )


def changes_line(body: PurchaseOrderLinePatchModel) -> bool:
    """Whether a call says anything about a line but what was received and written off."""
    given = (body.QtyOrdered, body.SinglePrice, body.TaxRate, body.LineNotes)
    return body.RemoveNotes or any(each is not None for each in given)


def line_changes(line: OrderLine, body: PurchaseOrderLinePatchModel) -> LineChanges:
    """The change of one line."""
    return LineChanges(
        change=(
            LinePatch(
                line_serial=line.serial,
                quantity=UNSET if body.QtyOrdered is None else Decimal(body.QtyOrdered),
                unit_price=UNSET if body.SinglePrice is None else body.SinglePrice,
                tax_rate=UNSET if body.TaxRate is None else body.TaxRate,
                notes=None if body.RemoveNotes else UNSET if body.LineNotes is None else body.LineNotes or None,
            ),
        )
    )


def find_line(order: Order, line_id: int) -> OrderLine:
    """The order's line with this number; raises NotFound."""
    for line in order.lines:
        if line.serial == line_id:
            return line
    raise NotFound(LINE_UNKNOWN)


def require_open(order: Order) -> None:
    """Raise Conflict when the vendor sees the order as complete."""
    if is_complete(order):
        message = f"Purchase order {order.number} is {status_word(order)} and cannot be changed."
        raise Conflict(ORDER_COMPLETE, message)
