"""What the calls around an order do in their one transaction: tracking, invoice, totals, QuickBooks, columns, views."""

from typing import Any

from pydantic_core import PydanticCustomError

from entrepot.actions import columns, orders, tracking, views
from entrepot.book.orders.draft import OrderPatch
from entrepot.book.orders.errors import COLUMN_UNKNOWN, TRACKING_UNKNOWN
from entrepot.book.orders.query import Parts
from entrepot.book.values.page import Listing
from entrepot.book.values.text import folded
from entrepot.dialects.sellercloud import papergates as gates
from entrepot.dialects.sellercloud.auth import Caller
from entrepot.dialects.sellercloud.calls import ROW_PARTS, Document
from entrepot.dialects.sellercloud.errors import Breaches
from entrepot.dialects.sellercloud.render import papers as shown
from entrepot.dialects.sellercloud.render.rows import envelope, row
from entrepot.dialects.sellercloud.translate import papers as translated
from entrepot.dialects.sellercloud.translate import requests
from entrepot.dialects.sellercloud.wire import paperwork as wire
from entrepot.errors import NotFound
from entrepot.store.work import UnitOfWork

MOST_VIEWS = 1000


# --- tracking ---------------------------------------------------------------------------------------------------------


def set_tracking(uow: UnitOfWork, caller: Caller, number: int, body: wire.SingleTracking) -> None:
    """Set the tracking number of an order; of several the first."""
    key = requests.key_of(number)
    order = orders.read(uow, caller.actor, key, Parts.NONE).order
    gates.check_single(order, body, caller.settings)
    if order.tracking:
        tracking.change(uow, caller.actor, key, order.tracking[0].id, translated.single_patch(body))
    elif body != wire.SingleTracking():
        tracking.add(uow, caller.actor, key, [translated.single_draft(body)])


def read_trackings(uow: UnitOfWork, caller: Caller, number: int) -> Document:
    """All tracking numbers of an order."""
    order = orders.read(uow, caller.actor, requests.key_of(number), Parts.NONE).order
    gates.check_multiple(caller.settings)
    return shown.trackings(order)


def add_trackings(uow: UnitOfWork, caller: Caller, number: int, body: wire.AddTrackings) -> str:
    """Add tracking numbers and say how much is shipped."""
    key = requests.key_of(number)
    orders.read(uow, caller.actor, key, Parts.NONE)
    gates.check_trackings(body, caller.settings)
    shipped = translated.SHIPPED_AS[body.ShippingStatus]
    tracking.add(uow, caller.actor, key, translated.tracking_drafts(body.TrackingNumbers), shipped=shipped)
    return "Tracking numbers added"


def remove_trackings(uow: UnitOfWork, caller: Caller, number: int, serials: list[int]) -> str:
    """Remove tracking numbers."""
    key = requests.key_of(number)
    order = orders.read(uow, caller.actor, key, Parts.NONE).order
    gates.check_multiple(caller.settings)
    gates.check_named("TrackingNumbersIDs", serials)
    by_serial = {each.serial: each.id for each in order.tracking}
    missing = sorted(set(serials) - by_serial.keys())
    if missing:
        raise NotFound(TRACKING_UNKNOWN, f"This purchase order has no tracking number {missing[0]}.")
    tracking.remove(uow, caller.actor, key, [by_serial[serial] for serial in serials])
    return "Tracking numbers deleted"


# --- invoice, totals, QuickBooks --------------------------------------------------------------------------------------


def set_invoice(uow: UnitOfWork, caller: Caller, number: int, body: wire.ChangeInvoice) -> None:
    """Name the vendor's invoice."""
    key = requests.key_of(number)
    orders.read(uow, caller.actor, key, Parts.NONE)
    gates.check_invoice(body, caller.settings)
    orders.change(uow, caller.actor, key, translated.invoice_patch(body), requests.policy(caller.settings))


def set_total(uow: UnitOfWork, caller: Caller, number: int, body: wire.ChangeTotal) -> None:
    """Set tax, shipping and other amounts of the whole order."""
    key = requests.key_of(number)
    order = orders.read(uow, caller.actor, key).order
    gates.check_total(order, body, caller.settings)
    orders.change(uow, caller.actor, key, translated.total_patch(order, body), requests.policy(caller.settings))


def set_exported(uow: UnitOfWork, caller: Caller, body: wire.SetQuickBookStatus) -> str:
    """Say of several orders whether they went to the accounting system."""
    gates.check_named("PurchaseIDs", body.PurchaseIDs)
    breaches = Breaches()
    for number in dict.fromkeys(body.PurchaseIDs):
        try:
            orders.change(uow, caller.actor, requests.key_of(number), OrderPatch(exported=body.Exported))
        except NotFound:
            breaches.add(("PurchaseIDs",), f"There is no purchase order {number}.")
    breaches.settle()
    return "QuickBooks status updated"


# --- custom columns ---------------------------------------------------------------------------------------------------


def read_columns(uow: UnitOfWork, caller: Caller, number: int) -> list[dict[str, Any]]:
    """The custom columns with their values on an order."""
    return shown.column_values(orders.read(uow, caller.actor, requests.key_of(number), Parts.COLUMNS))


def set_column(uow: UnitOfWork, caller: Caller, number: int, body: wire.ChangeColumn) -> None:
    """Set a custom column of an order."""
    key = requests.key_of(number)
    view = orders.read(uow, caller.actor, key, Parts.COLUMNS)
    wanted = folded(body.ColumnName)
    known = {folded(column.name): column for column in reversed(view.columns)}
    known |= {folded(column.key): column for column in view.columns}
    if wanted not in known:
        raise NotFound(COLUMN_UNKNOWN, f"There is no custom column {body.ColumnName.strip()}.")
    column = known[wanted]
    try:
        value = column.value(translated.column_value(column, body.Value))
    except (ValueError, PydanticCustomError) as error:
        breaches = Breaches()
        breaches.add(("Value",), f"Value does not fit the column {column.key}: {error}")
        breaches.settle()
    else:
        columns.set_value(uow, caller.actor, key, column.key, value, requests.policy(caller.settings))


# --- views ------------------------------------------------------------------------------------------------------------


def list_views(uow: UnitOfWork, caller: Caller) -> list[Document]:
    """The caller's own views and those shared."""
    page = views.browse(uow, caller.actor, Listing(sort="serial", limit=MOST_VIEWS))
    return [{"Key": view.serial, "Value": view.name} for view in page.items]


def list_by_view(uow: UnitOfWork, caller: Caller, query: wire.ViewQuery) -> Document:
    """A page of the orders that a view lists."""
    view = views.read(uow, caller.actor, serial=query.viewID)
    page = views.orders_of(uow, caller.actor, view, ROW_PARTS, offset=query.offset, limit=query.limit, count=True)
    return envelope(map(row, page.items), page.total or 0)
