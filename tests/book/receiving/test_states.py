from datetime import UTC, datetime
from uuid import UUID

import pytest

from entrepot.book.receiving.receipt import Piece, PieceType, ReceiptStatus
from entrepot.book.receiving.states import PIECE_MOVES, derived, move_piece
from entrepot.errors import Conflict

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EXPECTED, ARRIVED, PENDING, COMPLETED, CANCELED = ReceiptStatus


def piece(status: ReceiptStatus) -> Piece:
    none = UUID(int=0)
    return Piece(none, none, none, 1, PieceType.PACKAGE, None, None, status, None, None, 1, MOMENT, MOMENT)


@pytest.mark.parametrize(
    ("pieces", "status"),
    [
        ((), EXPECTED),
        ((EXPECTED, EXPECTED), EXPECTED),
        ((EXPECTED, ARRIVED), ARRIVED),
        ((ARRIVED, PENDING), PENDING),
        ((EXPECTED, COMPLETED), PENDING),
        ((COMPLETED, COMPLETED), COMPLETED),
        ((COMPLETED, CANCELED), COMPLETED),
        ((EXPECTED, CANCELED), EXPECTED),
        ((CANCELED, CANCELED), CANCELED),
    ],
)
def test_a_receipt_is_as_far_as_its_pieces_say(pieces: tuple[ReceiptStatus, ...], status: ReceiptStatus) -> None:
    assert derived([piece(each) for each in pieces], EXPECTED) is status


@pytest.mark.parametrize("source", ReceiptStatus)
@pytest.mark.parametrize("target", ReceiptStatus)
def test_a_piece_moves_as_the_table_says_and_is_stamped_once(source: ReceiptStatus, target: ReceiptStatus) -> None:
    moved = piece(source)
    if source is target:
        assert not move_piece(moved, target, MOMENT)
    elif target in PIECE_MOVES[source]:
        assert move_piece(moved, target, MOMENT)
        assert (moved.status, moved.version) == (target, 2)
        assert (moved.arrived_at is not None) == (target is not CANCELED)
        assert (moved.completed_at is not None) == (target is COMPLETED)
    else:
        with pytest.raises(Conflict):
            move_piece(moved, target, MOMENT)
