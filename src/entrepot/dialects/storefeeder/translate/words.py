"""Words of the vendor and of the book for the same things: statuses, products, field names."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order, OrderStatus, Receiving
from entrepot.dialects.storefeeder.wire import words

NAME = "storefeeder"
ZERO = Decimal(0)
ARRIVED = (Receiving.FULL, Receiving.OVER)
OVER = (OrderStatus.CLOSED, OrderStatus.CANCELED)
RECEIVABLE = frozenset({OrderStatus.SENT, OrderStatus.CONFIRMED})
STATUSES: Mapping[OrderStatus, str] = {
    OrderStatus.DRAFT: words.DRAFT,
    OrderStatus.SENT: words.SENT,
    OrderStatus.CONFIRMED: words.CONFIRMED,
    OrderStatus.CLOSED: words.COMPLETE,
    OrderStatus.CANCELED: words.COMPLETE,
}
BORN_AS: Mapping[str, OrderStatus] = {words.DRAFT: OrderStatus.DRAFT, words.SENT: OrderStatus.SENT}
# Book names of fields → the vendor's, for messages about what the book refused; "" is left out of a path.
FIELD_NAMES: Mapping[str, str] = {
    "number": "PurchaseOrderReference",
    "delivery_cost": "DeliveryCost",
    "supplier_id": "SupplierID",
    "warehouse_id": "WarehouseID",
    "due_at": "DueDate",
    "payment_reference": "PaymentReference",
    "lines": "Lines",
    "product_id": "ProductID",
    "sku": "SKU",
    "supplier_sku": "SupplierSKU",
    "quantity": "Qty",
    "unit_price": "SingleItemPrice",
    "tax_rate": "TaxRate",
    "notes": "LineNotes",
    "line_id": "PurchaseOrderLineID",
}
# On a line that exists the vendor says some things differently.
LINE_FIELD_NAMES: Mapping[str, str] = {
    **FIELD_NAMES,
    "quantity": "QtyOrdered",
    "unit_price": "SinglePrice",
}
SUPPLIER_FIELD_NAMES: Mapping[str, str] = {
    "name": "Name",
    "code": "SupplierCode",
    "emails": "Email",
    "phone": "SupplierAddress.PhoneNumber",
    "account_reference": "AccountNumber",
    "their_reference": "SuppliersReference",
    "currency": "CurrencyCode",
    "minimum_order_value": "MinimumOrderValue",
    "address": "SupplierAddress",
    "contact_name": "FirstName",
    "line_1": "Address1",
    "line_2": "Address2",
    "line_3": "Suite",
    "locality": "City",
    "region": "State",
    "postal_code": "Postcode",
    "country": "Country",
}
WAREHOUSE_FIELD_NAMES: Mapping[str, str] = {
    "name": "WarehouseName",
    "address": "",
    "contact_name": "ContactName",
    "line_1": "Address",
    "line_2": "Address1",
    "line_3": "Address2",
    "locality": "City",
    "region": "County",
    "postal_code": "PostCode",
    "country": "Country",
}
ROW_FIELD_NAMES: Mapping[str, str] = {
    "supplier_id": "Supplier.SupplierID",
    "supplier_name": "Supplier.Name",
    "product_value": "ProductIDType.Value",
    "supplier_sku": "SupplierSKU",
    "price": "SupplierCosts",
    "supplier_stock_level": "SupplierStockLevel",
    "lead_time_days": "SupplierLeadTime",
    "carton_quantity": "SupplierCartonQuantities",
    "priority": "Priority",
    "minimum_quantity": "SupplierMinOrderAmount",
    "drop_shipment_cost": "DropShipmentDeliveryCost",
}
# Which names a call speaks, by the beginning of its path.
_VOCABULARIES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("/suppliers", SUPPLIER_FIELD_NAMES),
    ("/warehouses", WAREHOUSE_FIELD_NAMES),
    ("/products", ROW_FIELD_NAMES),
)


def status_word(order: Order) -> str:
    """The vendor's status of an order: Complete when it is over or every line of it is done, else where it stands."""
    return words.COMPLETE if is_complete(order) else STATUSES[order.status]


def is_complete(order: Order) -> bool:
    """Whether the vendor sees the order as complete, so that nothing more can be done with it."""
    return order.status in OVER or order.receiving in ARRIVED


def is_delivery_ready(order: Order) -> bool:
    """Whether the vendor lets goods of the order be booked in."""
    return order.status in RECEIVABLE and not is_complete(order)


def written_off(order: Order, line: OrderLine) -> Decimal:
    """Units written off; on a canceled order everything that was still to come counts as written off."""
    rest = line.quantity_outstanding if order.status is OrderStatus.CANCELED else ZERO
    return line.quantity_written_off + rest


def line_words(order: Order, line: OrderLine) -> tuple[str, tuple[int, str]]:
    """The vendor's two statuses of a line: of the goods, and (number and word) of their delivery."""
    lost = written_off(order, line)
    done = line.net_received + lost + line.quantity_released
    if done <= 0 or not line.quantity_ordered:
        return words.AWAITING_PRODUCT, words.PENDING
    if done < line.quantity_ordered:
        return words.PART_RECEIVED, words.PART_DELIVERED
    only_lost = line.net_received <= 0 and lost > 0
    return (words.WRITTEN_OFF if only_lost else words.RECEIVED), words.DELIVERED


def kept(extension: Mapping[str, object]) -> Mapping[str, object]:
    """What this dialect keeps for itself on a thing of the book."""
    own = extension.get(NAME)
    return own if isinstance(own, dict) else {}


def names_at(path: str) -> Mapping[str, str]:
    """The field names of a call by the path it was declared with."""
    for prefix, names in _VOCABULARIES:
        if path.startswith(prefix):
            return names
    return FIELD_NAMES


def wire_path(path: Iterable[str | int], names: Mapping[str, str] = FIELD_NAMES) -> str:
    """A path in the book's names as the vendor's server writes it: `model.Lines[0].Qty`."""
    steps = list(path)
    if steps[:1] == ["change"]:
        names, steps = LINE_FIELD_NAMES, steps[2:]
    if steps[:1] == ["emails"]:
        steps = steps[:1]
    text = "model"
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif name := names.get(step, step):
            text += f".{name}"
    return text
