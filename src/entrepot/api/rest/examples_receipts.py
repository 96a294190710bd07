"""The examples of goods receipts: what is sent and what is answered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from entrepot.api.rest.made_up import (
    ACTOR,
    DUE,
    LINE,
    NOON,
    ORDER,
    ORGANIZATION,
    PIECE,
    PRODUCT,
    RECEIPT,
    RECEIPT_LINE,
    WAREHOUSE,
)
from entrepot.api.rest.render_receiving import piece_document, receipt_document
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, PieceType, ReceiptLine, ReceiptStatus

Document = dict[str, Any]
NEW: Document = {
    "warehouse_id": WAREHOUSE,
    "purchase_order_ids": [ORDER],
    "expected_at": "2026-03-31T09:00:00Z",
    "reference": "DN-20881",
    "pieces": [{"type": "pallet", "carrier_code": "ITELLA", "barcode": "00364007543231123457"}],
}
CHANGE: Document = {"expected_at": "2026-04-02", "remarks": "The driver calls an hour before."}
BOOK: Document = {
    "lines": [
        {
            "sku": "BOARD-20",
            "quantity": "80",
            "rejected": "2",
            "reason": "Two wet.",
            "lot": "L-26-03",
            "client_id": "gun-4-991",
        }
    ]
}
MATCH: Document = {"purchase_order_id": ORDER, "line_id": LINE}
PIECE_NEW: Document = {"type": "package", "barcode": "JJFI60012345678"}
PIECE_CHANGE: Document = {"status": "arrived"}


def _piece() -> Piece:
    return Piece(
        organization_id=ORGANIZATION,
        id=PIECE,
        receipt_id=RECEIPT,
        position=1,
        type=PieceType.PALLET,
        carrier_code="ITELLA",
        barcode="00364007543231123457",
        status=ReceiptStatus.PENDING,
        arrived_at=NOON,
        completed_at=None,
        version=2,
        created_at=NOON,
        updated_at=NOON,
    )


def _line() -> ReceiptLine:
    return ReceiptLine(
        organization_id=ORGANIZATION,
        id=RECEIPT_LINE,
        serial=1001,
        receipt_id=RECEIPT,
        position=1,
        piece_id=PIECE,
        order_id=None,
        order_line_id=None,
        product_id=PRODUCT,
        warehouse_id=WAREHOUSE,
        accepted=Decimal(78),
        rejected=Decimal(2),
        reason="Two wet.",
        lot="L-26-03",
        expiry=date(2028, 3, 1),
        serial_numbers=(),
        version=1,
        created_at=NOON,
        updated_at=NOON,
        client_ids=("gun-4-991",),
        sku="BOARD-20",
    )


def _receipt() -> GoodsReceipt:
    return GoodsReceipt(
        organization_id=ORGANIZATION,
        id=RECEIPT,
        serial=1001,
        version=3,
        warehouse_id=WAREHOUSE,
        status=ReceiptStatus.PENDING,
        expected_at=DUE,
        arrived_at=NOON,
        completed_at=None,
        canceled_at=None,
        undone_at=None,
        remarks=None,
        reference="DN-20881",
        source="rest",
        client_id=None,
        created_by_id=ACTOR,
        created_by_name="Dock",
        created_at=NOON,
        updated_at=NOON,
        order_ids=(ORDER,),
        pieces=[_piece()],
        lines=[_line()],
    )


def receipt_answers(order: Document) -> Document:
    """An example of everything about receipts that is answered; `order` is the example of an order."""
    receipt = _receipt()
    document = receipt_document(receipt)
    name = {"id": RECEIPT, "serial": receipt.serial, "status": receipt.status.value}
    posting = {"posting_id": RECEIPT, "replayed": False, "receipt": name, "orders": [order], "warnings": []}
    expected = replace(_piece(), status=ReceiptStatus.EXPECTED, arrived_at=None, version=1)
    return {
        "receipt": document,
        "receipt_listed": receipt_document(receipt, ()),
        "receipt_posted": {**document, **posting},
        "piece_posted": {**document, **posting, "piece": piece_document(expected)},
    }
