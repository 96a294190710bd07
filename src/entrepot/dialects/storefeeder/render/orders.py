"""Orders as the vendor's PurchaseOrderModel. Numbers are marked for `number_bytes`; null members are left out."""

from decimal import Decimal

from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.orders.view import OrderView
from entrepot.dialects.storefeeder.render.forms import (
    Document,
    amount,
    currency,
    instant,
    present,
    units_down,
    units_up,
)
from entrepot.dialects.storefeeder.translate.words import line_words, status_word, written_off

PARTS = Parts.LINES | Parts.SUPPLIER | Parts.WAREHOUSES | Parts.PRODUCTS | Parts.OFFERS | Parts.RECEIVERS
ONE = Decimal(1)


def order_document(view: OrderView) -> Document:
    """An order with its lines; `Subtotal` is everything before tax, so `Total` is `Subtotal` and `TotalVat`."""
    order, totals = view.order, view.order.totals
    document: Document = {
        "PurchaseOrderID": order.serial,
        "PurchaseOrderGuid": str(order.id),
        "User": {"UserID": order.created_by_serial, "UserName": order.created_by_name},
        "PurchaseOrderReference": order.number,
        "DateRaised": instant(order.raised_at),
        "Supplier": _supplier(view),
        "Warehouse": _warehouse(view),
        "DateDue": instant(order.due_at) if order.due_at is not None else None,
        "PurchaseOrderStatus": status_word(order),
        "DeliveryCost": amount(order.delivery_cost),
        "Subtotal": amount(totals.total - totals.tax),
        "TotalVat": amount(totals.tax),
        "Total": amount(totals.total),
        "Currency": currency(order.currency),
        "DateSent": instant(order.sent_at) if order.sent_at is not None else None,
        "PaymentReference": order.payment_reference,
        "PurchaseOrderLines": [_line(view, line) for line in order.lines],
        "UpdatedDate": instant(order.updated_at, "Z"),
    }
    return present(document)


def _supplier(view: OrderView) -> Document | None:
    """The supplier as the order names it, with what only the book's record knows."""
    named, record = view.order.supplier, view.supplier
    if record is None and not named.name:
        return None
    return present(
        {
            "SupplierCode": record.code if record is not None else named.code,
            "SuppliersReference": record.their_reference if record is not None else None,
            "Currency": currency(record.currency if record is not None else view.order.currency),
            "SupplierID": record.serial if record is not None else None,
            "Name": named.name or (record.name if record is not None else None),
        }
    )


def _warehouse(view: OrderView) -> Document | None:
    warehouse = view.warehouses.get(view.order.warehouse_id)
    if warehouse is None:
        return None
    return {
        "WarehouseName": warehouse.name,
        "WarehouseGuid": str(warehouse.id),
        "WarehouseID": warehouse.serial,
    }


def _line(view: OrderView, line: OrderLine) -> Document:
    order = view.order
    product = view.products.get(line.product_id) if line.product_id is not None else None
    lost = written_off(order, line)
    ordered, received = units_up(line.quantity_ordered), units_down(line.net_received)
    details, (delivery_number, delivery_word) = line_words(order, line)
    document: Document = {
        "PurchaseOrderLineID": line.serial,
        "ProductID": product.serial if product is not None else None,
        "ProductSKU": line.sku,
        "QtyOrdered": ordered,
        "QtyReceived": received,
        "PurchaseOrderDetailsStatus": details,
        "SinglePrice": amount(line.unit_price),
        "TaxRate": amount(line.tax_rate),
        "LineVat": amount(line.tax),
        "LineTotal": amount(line.net),
        "DeliveryStatusID": delivery_number,
        "DeliveryStatus": delivery_word,
        "QtyWrittenOff": amount(lost),
        "CartonQty": carton_quantity(view, line),
        "AddedByUserID": order.created_by_serial,
        "BookedInByUserID": view.receivers.get(line.id) if line.net_received > 0 else None,
        "TotalUnitsOrdered": ordered,
        "TotalUnitsReceived": received,
        "TotalUnitsWrittenOff": units_down(lost),
        "LineNotes": line.notes,
    }
    return present(document)


def carton_quantity(view: OrderView, line: OrderLine) -> int:
    """Units in a carton of this supplier; 1 when nobody said."""
    offer = view.offers.get(line.product_id) if line.product_id is not None else None
    return units_down(max(ONE, (offer.carton_quantity if offer is not None else None) or ONE))


def simple(order_id: int, reference: str | None, error: str | None = None) -> Document:
    """What became of an action on an order: any error text means that it was refused."""
    return present(
        {
            "PurchaseOrderID": order_id,
            "PurchaseOrderReference": reference,
            "Success": error is None,
            "Error": error,
        }
    )


def done(order: Order) -> Document:
    """An action that was carried out."""
    return simple(order.serial, order.number)


def container(responses: list[Document]) -> Document:
    """What became of each item of a batch."""
    successful = sum(response["Success"] is True for response in responses)
    return {
        "TotalItemsProcessed": len(responses),
        "Successful": successful,
        "Failed": len(responses) - successful,
        "Responses": responses,
    }
