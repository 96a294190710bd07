"""The life of pieces and receipts, as tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from entrepot.book.receiving.errors import PIECE_FINAL, RECEIPT_FINAL, RECEIPT_MOVE_REFUSED
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptStatus
from entrepot.errors import Conflict

EXPECTED, ARRIVED, PENDING, COMPLETED, CANCELED = ReceiptStatus
FINAL = frozenset({COMPLETED, CANCELED})
OPEN = frozenset({EXPECTED, ARRIVED, PENDING})

# From where to where a piece may go: forward, skipping is fine; only what has not arrived can be called off.
PIECE_MOVES: Mapping[ReceiptStatus, frozenset[ReceiptStatus]] = {
    EXPECTED: frozenset({ARRIVED, PENDING, COMPLETED, CANCELED}),
    ARRIVED: frozenset({PENDING, COMPLETED}),
    PENDING: frozenset({COMPLETED}),
    COMPLETED: frozenset(),
    CANCELED: frozenset(),
}
# The same for a receipt as a whole: what was booked is taken back when it is canceled.
RECEIPT_MOVES: Mapping[ReceiptStatus, frozenset[ReceiptStatus]] = {
    EXPECTED: frozenset({ARRIVED, PENDING, COMPLETED, CANCELED}),
    ARRIVED: frozenset({PENDING, COMPLETED, CANCELED}),
    PENDING: frozenset({COMPLETED, CANCELED}),
    COMPLETED: frozenset(),
    CANCELED: frozenset(),
}


def check_open(receipt: GoodsReceipt) -> None:
    """Raise Conflict when the receipt takes nothing more."""
    if receipt.status in FINAL:
        raise Conflict(RECEIPT_FINAL, f"Goods receipt {receipt.serial} is {receipt.status}.")


def check_piece_open(piece: Piece) -> None:
    """Raise Conflict when the piece takes nothing more."""
    if piece.status in FINAL:
        raise Conflict(PIECE_FINAL, f"The {piece.type} is {piece.status}.")


def move_piece(piece: Piece, target: ReceiptStatus, now: datetime) -> bool:
    """Move the piece forward and stamp its times at first entry; False when it is there already; raises Conflict."""
    if piece.status is target:
        return False
    if target not in PIECE_MOVES[piece.status]:
        raise Conflict(RECEIPT_MOVE_REFUSED, f"The {piece.type} is {piece.status} and cannot become {target}.")
    piece.status = target
    if target is not CANCELED:
        piece.arrived_at = piece.arrived_at or now
    if target is COMPLETED:
        piece.completed_at = now
    piece.version += 1
    piece.updated_at = now
    return True


def derived(pieces: Sequence[Piece], status: ReceiptStatus) -> ReceiptStatus:
    """The status of a receipt that follows from its pieces; one without pieces keeps its own."""
    if not pieces:
        return status
    live = {piece.status for piece in pieces if piece.status is not CANCELED}
    if not live:
        return CANCELED
    if live == {COMPLETED}:
        return COMPLETED
    if live & {PENDING, COMPLETED}:
        return PENDING
    return ARRIVED if ARRIVED in live else EXPECTED


def stamp(receipt: GoodsReceipt, target: ReceiptStatus, now: datetime) -> None:
    """Set the receipt's status and the times that go with it; raises Conflict when it cannot go there."""
    if receipt.status is target:
        return
    if target not in RECEIPT_MOVES[receipt.status]:
        message = f"Goods receipt {receipt.serial} is {receipt.status} and cannot become {target}."
        raise Conflict(RECEIPT_FINAL if receipt.status in FINAL else RECEIPT_MOVE_REFUSED, message)
    receipt.status = target
    if target is CANCELED:
        receipt.canceled_at = now
    else:
        receipt.arrived_at = receipt.arrived_at or (now if target is not EXPECTED else None)
    if target is COMPLETED:
        receipt.completed_at = now
