"""Receipts and movements as the native door shows them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from entrepot.api.rest.render import header_document, lines_of, warning_document
from entrepot.book.receiving.movement import Movement
from entrepot.book.receiving.outcome import Posted
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptLine
from entrepot.book.values.quantity import plain

Document = dict[str, Any]
_RECEIPT = [
    "id",
    "serial",
    "version",
    "warehouse_id",
    "expected_at",
    "arrived_at",
    "completed_at",
    "canceled_at",
    "undone_at",
    "remarks",
    "reference",
    "source",
    "client_id",
    "created_at",
    "updated_at",
]
_PIECE = ["id", "position", "carrier_code", "barcode", "arrived_at", "completed_at"]
_LINE = [
    "id",
    "serial",
    "position",
    "piece_id",
    "order_id",
    "order_line_id",
    "product_id",
    "sku",
    "description",
    "warehouse_id",
    "reason",
    "lot",
]
_AMOUNTS = ["quantity", "accepted", "rejected", "matched", "unmatched", "undone"]
_MOVEMENT = [
    "id",
    "order_id",
    "order_line_id",
    "posting_id",
    "receipt_id",
    "receipt_line_id",
    "product_id",
    "warehouse_id",
    "lot",
    "reason",
    "reverses_id",
    "client_id",
    "door",
    "occurred_at",
    "created_at",
]


def piece_document(piece: Piece) -> Document:
    """A package or pallet."""
    shown = {name: getattr(piece, name) for name in _PIECE}
    return {**shown, "type": piece.type.value, "status": piece.status.value}


def receipt_line_document(line: ReceiptLine) -> Document:
    """Goods found on a receipt."""
    shown = {name: getattr(line, name) for name in _LINE}
    amounts = {name: plain(getattr(line, name)) for name in _AMOUNTS}
    expiry = None if line.expiry is None else line.expiry.isoformat()
    return {**shown, **amounts, "expiry": expiry, "serials": list(line.serial_numbers)}


def _pieces(receipt: GoodsReceipt) -> list[Document]:
    return [piece_document(piece) for piece in receipt.pieces]


def _found(receipt: GoodsReceipt) -> list[Document]:
    return [receipt_line_document(line) for line in receipt.lines]


EXPANSIONS: Mapping[str, Callable[[GoodsReceipt], list[Document]]] = {"pieces": _pieces, "lines": _found}


def receipt_document(receipt: GoodsReceipt, expand: Iterable[str] = tuple(EXPANSIONS)) -> Document:
    """A goods receipt with these parts: its pieces, its lines."""
    return {
        **{name: getattr(receipt, name) for name in _RECEIPT},
        "status": receipt.status.value,
        "purchase_order_ids": list(receipt.order_ids),
        "created_by": {"id": receipt.created_by_id, "name": receipt.created_by_name},
        **{part: EXPANSIONS[part](receipt) for part in expand},
    }


def movement_document(movement: Movement) -> Document:
    """One entry of the ledger of quantities."""
    return {
        **{name: getattr(movement, name) for name in _MOVEMENT},
        "kind": movement.kind.value,
        "quantity": plain(movement.quantity),
        "expiry": None if movement.expiry is None else movement.expiry.isoformat(),
        "actor": {"id": movement.actor_id, "name": movement.actor_name},
    }


def posted_document(posted: Posted) -> Document:
    """What was posted: the receipt, if there is one, and the orders as they now are."""
    return {
        "posting_id": posted.posting_id,
        "replayed": posted.replayed,
        "receipt": None if posted.receipt is None else receipt_document(posted.receipt),
        "orders": [{**header_document(order), "lines": lines_of(order)} for order in posted.orders],
        "warnings": [warning_document(warning) for warning in posted.warnings],
    }


def receipt_posted_document(posted: Posted, piece: Piece | None = None) -> Document:
    """The same about one receipt, which is the document itself; `piece` is the one that was added or changed."""
    document = posted_document(posted)
    receipt = document.pop("receipt")
    named = {"id": receipt["id"], "serial": receipt["serial"], "status": receipt["status"]}
    changed = {} if piece is None else {"piece": piece_document(piece)}
    return {**receipt, **changed, **document, "receipt": named}


def fresh_ids(posted: Posted, now: datetime, *, born: bool) -> frozenset[UUID]:
    """What would come into being in a dry run at that time: lines and pieces, and with `born` the posting itself."""
    fresh = {posted.posting_id} if born and not posted.replayed else set()
    if posted.receipt is not None:
        parts: list[Piece | ReceiptLine] = [*posted.receipt.pieces, *posted.receipt.lines]
        fresh |= {part.id for part in parts if part.created_at == now}
    return frozenset(fresh)


def unborn(value: Any, fresh: frozenset[UUID]) -> Any:  # noqa: ANN401 - documents have any shape
    """The same without the ids and serials that will never exist."""
    if isinstance(value, dict):
        said = {name: unborn(part, fresh) for name, part in value.items()}
        return {**said, "serial": None} if "serial" in value and value.get("id") in fresh else said
    if isinstance(value, list | tuple):
        return [unborn(part, fresh) for part in value]
    return None if isinstance(value, UUID) and value in fresh else value


def received_document(posted: Posted) -> Document:
    """The same about one order, which is the document itself."""
    document = posted_document(posted)
    return {**document.pop("orders")[0], **document}
