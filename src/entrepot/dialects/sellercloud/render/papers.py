"""What goes with an order in the vendor's form: tracking numbers, the invoice, custom columns."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

from entrepot.book.orders.columns import ColumnType, CustomColumn
from entrepot.book.orders.order import Billing, Order
from entrepot.book.orders.tracking import Shipped, Tracking
from entrepot.book.orders.view import OrderView
from entrepot.dialects.sellercloud.render.forms import amount, instant
from entrepot.dialects.sellercloud.wire.enums import ShippingStatus

SHIPPED: Mapping[Shipped, ShippingStatus] = {
    Shipped.NONE: ShippingStatus.None_,
    Shipped.PARTIAL: ShippingStatus.PartiallyShipped,
    Shipped.FULL: ShippingStatus.FullyShipped,
}
INVOICED: Mapping[Billing, str] = {
    Billing.NONE: "NotInvoiced",
    Billing.PARTIAL: "PartiallyInvoiced",
    Billing.FULL: "Invoiced",
}
DATA_TYPES: Mapping[ColumnType, int] = {
    ColumnType.TEXT: 0,
    ColumnType.CHOICE: 0,
    ColumnType.NUMBER: 2,
    ColumnType.DATE: 3,
    ColumnType.BOOL: 4,
}
LONGEST_TEXT = 2000


def tracking(each: Tracking) -> dict[str, object]:
    """A tracking number without its own number, as list rows show it."""
    return {
        "ShippedOn": instant(each.shipped_at),
        "ShippingCarrier": each.carrier or "",
        "TrackingNumber": each.number or "",
    }


def trackings(order: Order) -> dict[str, object]:
    """All tracking numbers of an order."""
    return {"TrackingNumbers": [{"ID": each.serial, **tracking(each)} for each in order.tracking]}


def row_tracking(order: Order) -> dict[str, object]:
    """The shipping fields of a list row; the single ones are those of the first tracking number."""
    first = order.tracking[0] if order.tracking else None
    return {
        "ShippedOn": instant(first.shipped_at) if first is not None else None,
        "TrackingNumber": (first.number or "") if first is not None else "",
        "CourierService": (first.carrier or "") if first is not None else "",
        "TrackingNumbers": [tracking(each) for each in order.tracking],
    }


def day(value: date | None) -> str | None:
    """A day as the moment it begins."""
    return None if value is None else instant(datetime.combine(value, time(tzinfo=UTC)))


def invoices(order: Order) -> list[dict[str, object]]:
    """The vendor's invoice, if it is known."""
    if order.supplier_invoice_number is None and order.supplier_invoice_date is None:
        return []
    number = order.supplier_invoice_number or ""
    return [{"InvoiceNumber": number, "InvoiceDate": day(order.supplier_invoice_date)}]


def column_values(view: OrderView) -> list[dict[str, object]]:
    """Every custom column and its value on the order."""
    return [
        {
            "ColumnName": column.key,
            "DisplayName": column.name,
            "Value": column_value(column, view.order.custom_data.get(column.key)),
        }
        for column in view.columns
    ]


def detail_columns(view: OrderView) -> list[dict[str, object]]:
    """The same as the detail object shows it: with what the column is."""
    return [{**_column(column), **value} for column, value in zip(view.columns, column_values(view), strict=True)]


def _column(column: CustomColumn) -> dict[str, object]:
    several = column.type is ColumnType.CHOICE
    return {
        "ID": column.serial,
        "DataType": DATA_TYPES[column.type],
        "DataLength": LONGEST_TEXT if DATA_TYPES[column.type] == 0 else 0,
        "IsDropDownColumn": several,
        "IsDropDownCustomTextAllowed": False,
        "IsDropDownAllowMultipleSelection": False,
        "ClientID": 0,
        "NewValue": None,
        "AllowHTMLPopup": False,
        "DataSourceContainer": [{"Key": choice, "Value": choice, "Additional": ""} for choice in column.choices],
        "IsRequired": False,
    }


def column_value(column: CustomColumn, stored: object) -> object:
    """A value in the column's own type; one that was there before the column and does not fit it is shown as text."""
    if stored is None:
        return None
    try:
        value = column.value(stored)
    except ValueError:
        return stored if isinstance(stored, str) else str(stored)
    if column.type is ColumnType.NUMBER:
        return amount(Decimal(str(value)))
    return day(date.fromisoformat(str(value))) if column.type is ColumnType.DATE else value
