"""What each call of the dock does inside its one transaction."""

from typing import Any

from entrepot.actions import orders, receipts, receiving, unitnumbers
from entrepot.book.orders.draft import LineChanges, OrderPatch
from entrepot.book.receiving.receipt import ReceiptStatus
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.dialects.sellercloud import dockgates
from entrepot.dialects.sellercloud.auth import Caller
from entrepot.dialects.sellercloud.render.serials import serials
from entrepot.dialects.sellercloud.translate import receiving as translated
from entrepot.dialects.sellercloud.translate import requests
from entrepot.dialects.sellercloud.wire.receiving import AddSerials, ReceivePo
from entrepot.store.work import UnitOfWork

MOST_SESSIONS = 1000


def receive(uow: UnitOfWork, caller: Caller, number: int, body: ReceivePo) -> str:
    """Receive goods of an order in one session; prices and shipping cost that come with them count first."""
    key = requests.key_of(number)
    policy = requests.policy(caller.settings)
    order = orders.read(uow, caller.actor, key).order
    dockgates.check_received(order, body, caller.settings)
    lines = translated.lines_repriced(order, body.Items)
    patch = translated.shipping_added(order, body, caller.settings)
    if lines != LineChanges() or patch != OrderPatch():
        orders.change(uow, caller.actor, key, patch, policy, lines=lines)
    receiving.receive(uow, caller.actor, key, translated.receive_draft(body), policy)
    return "Received"


def read_serials(uow: UnitOfWork, caller: Caller, number: int) -> list[dict[str, Any]]:
    """What every session received of an order, with the serial numbers given so far."""
    order = orders.read(uow, caller.actor, requests.key_of(number)).order
    where = (
        Condition("order_id", Test.EQ, order.id),
        Condition("status", Test.EQ, ReceiptStatus.COMPLETED),
    )
    page = receipts.browse(uow, caller.actor, Listing(where=where, sort="serial", limit=MOST_SESSIONS), lines=True)
    return serials(order, page.items)


def add_serials(uow: UnitOfWork, caller: Caller, body: AddSerials) -> str:
    """Number the units of received goods."""
    dockgates.check_serials(body)
    unitnumbers.number_units(uow, caller.actor, translated.unit_numbers(body.PoSerialNumbers))
    return "Serial numbers added"
