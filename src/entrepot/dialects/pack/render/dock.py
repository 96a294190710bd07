"""Goods receipts, pieces, booked lines and linked orders in Pack's form."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from entrepot.book.orders.view import OrderView
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptLine
from entrepot.dialects.pack.render.catalog import warehouse_product_document
from entrepot.dialects.pack.render.orders import line_document, summary
from entrepot.dialects.pack.render.values import moment
from entrepot.dialects.pack.translate.values import rounded_down
from entrepot.dialects.pack.wire.names import INFERRED as NAMES

Document = dict[str, Any]


def receipt_document(receipt: GoodsReceipt) -> Document:
    """A goods receipt as the organization sees it."""
    return {"id": str(receipt.id), "warehouse_id": str(receipt.warehouse_id), **_common(receipt)}


def warehouse_receipt_document(receipt: GoodsReceipt) -> Document:
    """A goods receipt as the warehouse sees it."""
    return {"id": str(receipt.id), "organization_id": str(receipt.organization_id), **_common(receipt)}


def parts(receipt: GoodsReceipt, orders: Iterable[OrderView]) -> Document:
    """What getting a receipt by id adds to it: pieces, linked orders, what was booked."""
    return {
        NAMES["pieces"]: [piece_document(piece) for piece in receipt.pieces],
        "purchase_orders": [summary(view.order) for view in orders],
        NAMES["lines"]: booked_documents(receipt.lines),
    }


def piece_document(piece: Piece) -> Document:
    """A package or pallet."""
    return {
        "id": str(piece.id),
        "goods_receipt_id": str(piece.receipt_id),
        "carrier_code": piece.carrier_code,
        "barcode": piece.barcode,
        "status": piece.status.value,
        "type": piece.type.value,
        "arrived_at": _moment(piece.arrived_at),
        "completed_at": _moment(piece.completed_at),
        "created_at": moment(piece.created_at),
        "updated_at": moment(piece.updated_at),
    }


def booked_documents(lines: Sequence[ReceiptLine]) -> list[Document]:
    """What was booked, one line for each product in each piece: the book keeps lots apart, Pack adds them up.

    The id is that of the first booking.
    """
    groups: dict[tuple[UUID | None, UUID], list[ReceiptLine]] = {}
    for line in lines:
        groups.setdefault((line.piece_id, line.product_id or line.id), []).append(line)
    return [_booked(group) for group in groups.values()]


def booked_document(lines: Sequence[ReceiptLine]) -> Document:
    """The one line that these bookings of a product in a piece make up; oldest first."""
    return _booked(lines)


def warehouse_order(view: OrderView, organization_id: UUID, includes: Iterable[str]) -> Document:
    """A linked order as the warehouse sees it, with its lines and their products when those are included."""
    order, included = view.order, set(includes)
    shown = {**summary(order), "organization_id": str(organization_id)}
    if not included:
        return shown
    lines = [line_document(order, line) for line in order.lines]
    if "lines.product" in included:
        products = {id: warehouse_product_document(product) for id, product in view.products.items()}
        for row, line in zip(lines, order.lines, strict=True):
            row[NAMES["product"]] = None if line.product_id is None else products.get(line.product_id)
    return {**shown, "lines": lines}


def _common(receipt: GoodsReceipt) -> Document:
    return {
        "remarks": receipt.remarks or None,
        "status": receipt.status.value,
        "expected_delivery_at": _moment(receipt.expected_at),
        "arrived_at": _moment(receipt.arrived_at),
        "completed_at": _moment(receipt.completed_at),
        "created_at": moment(receipt.created_at),
        "updated_at": moment(receipt.updated_at),
    }


def _booked(group: Sequence[ReceiptLine]) -> Document:
    first = group[0]
    accepted = sum((line.accepted - line.undone for line in group), start=first.accepted * 0)
    return {
        "id": str(first.id),
        "goods_receipt_piece_id": None if first.piece_id is None else str(first.piece_id),
        "product_id": None if first.product_id is None else str(first.product_id),
        "quantity_received": rounded_down(accepted),
        "created_at": moment(min(line.created_at for line in group)),
        "updated_at": moment(max(line.updated_at for line in group)),
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else moment(value)
