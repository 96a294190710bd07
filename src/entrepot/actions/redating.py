"""Announced receipts follow the dates of their orders."""

from datetime import datetime

from entrepot.actions.history import record
from entrepot.book.orders.order import Order
from entrepot.book.people.actor import Actor
from entrepot.book.receiving import history
from entrepot.book.receiving.announcing import arrival_of
from entrepot.book.receiving.events import RECEIPT_CHANGED
from entrepot.book.receiving.receipt import ReceiptStatus
from entrepot.book.values.page import Listing, equal
from entrepot.store import receipts
from entrepot.store.work import UnitOfWork

MOST = 500


def follow(uow: UnitOfWork, actor: Actor, order: Order, before: datetime | None) -> None:
    """Move the expected receipts of a changed order to its new date; `before` is `arrival_of` the order as it was.

    A receipt that was given a date of its own keeps it, and so does one whose goods have arrived.
    """
    now = arrival_of(order)
    if not order.receipts_expected or now is None or now == before:
        return
    where = (equal("order_id", order.id), equal("status", ReceiptStatus.EXPECTED))
    for receipt in receipts.page(uow, order.organization_id, Listing(where=where, limit=MOST)).items:
        old = receipt.expected_at
        if old not in (None, before):
            continue
        picture = history.picture(receipt)
        receipt.expected_at = now
        receipt.version += 1
        receipt.updated_at = max(uow.now, receipt.updated_at)
        receipts.update(uow, receipt)
        moved = f"to {now:%Y-%m-%d}" if old is None else f"from {old:%Y-%m-%d} to {now:%Y-%m-%d}"
        record(
            uow,
            actor,
            subject="goods_receipt",
            subject_id=receipt.id,
            version=receipt.version,
            code=RECEIPT_CHANGED,
            message=f"Goods receipt {receipt.serial} moved {moved} with order {order.number}.",
            changes=history.changes(picture, receipt),
        )
