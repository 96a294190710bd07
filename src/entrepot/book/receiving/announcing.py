"""Announcing goods: receipts and pieces as they begin, and which orders they may be for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.progress import goods
from entrepot.book.people.actor import Actor
from entrepot.book.receiving.draft import PieceDraft, ReceiptDraft
from entrepot.book.receiving.errors import ORDER_NOT_RECEIVABLE
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptStatus
from entrepot.errors import Findings

FINAL = frozenset({OrderStatus.CLOSED, OrderStatus.CANCELED})


def check_links(
    findings: Findings, draft: ReceiptDraft, linked: Mapping[UUID, Order], had: frozenset[UUID] = frozenset()
) -> None:
    """Every order exists and is not over; those the receipt `had` before may stay whatever became of them."""
    by_serial = {order.serial: order for order in linked.values()}
    named: list[tuple[str, int, Order | None, bool]] = [
        ("order_ids", place, linked.get(id), id in had) for place, id in enumerate(draft.order_ids)
    ]
    named += [("order_ids", place, by_serial.get(serial), False) for place, serial in enumerate(draft.order_serials)]
    for name, place, order, stays in named:
        if order is None:
            findings.add((name, place), ORDER_UNKNOWN)
        elif order.status in FINAL and not stays:
            findings.add((name, place), ORDER_NOT_RECEIVABLE, f"Order {order.number} is {order.status}.")


def arrival_of(order: Order) -> datetime | None:
    """When the next goods of an order are expected: the earliest date of a line still to come, else the due date."""
    coming = [line for line in goods(order.lines) if line.quantity_outstanding]
    days = (line.promised_date or line.requested_date for line in coming)
    return min((day for day in days if day is not None), default=order.due_at)


def new_receipt(
    now: datetime, actor: Actor, draft: ReceiptDraft, order_ids: tuple[UUID, ...], new_id: Callable[[], UUID]
) -> GoodsReceipt:
    """An expected receipt with its pieces; its serial and warehouse are still to be set."""
    receipt = GoodsReceipt(
        organization_id=actor.organization_id,
        id=new_id(),
        serial=0,
        version=1,
        warehouse_id=actor.organization_id,
        status=ReceiptStatus.EXPECTED,
        expected_at=draft.expected_at,
        arrived_at=None,
        completed_at=None,
        canceled_at=None,
        undone_at=None,
        remarks=draft.remarks,
        reference=draft.reference,
        source=actor.door,
        client_id=draft.client_id,
        created_by_id=actor.id,
        created_by_name=actor.name,
        created_at=now,
        updated_at=now,
        custom_data=draft.custom_data,
        extension=draft.extension,
        order_ids=order_ids,
    )
    receipt.pieces = [new_piece(now, receipt, piece, place + 1, new_id()) for place, piece in enumerate(draft.pieces)]
    return receipt


def new_piece(now: datetime, receipt: GoodsReceipt, draft: PieceDraft, position: int, id: UUID) -> Piece:
    """A piece that is expected."""
    return Piece(
        organization_id=receipt.organization_id,
        id=id,
        receipt_id=receipt.id,
        position=position,
        type=draft.type,
        carrier_code=draft.carrier_code,
        barcode=draft.barcode,
        status=ReceiptStatus.EXPECTED,
        arrived_at=None,
        completed_at=None,
        version=1,
        created_at=now,
        updated_at=now,
        custom_data=draft.custom_data,
        extension=draft.extension,
    )
