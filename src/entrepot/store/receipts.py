"""Goods receipts with their links, pieces and lines, in the store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.book.receiving.errors import CLIENT_ID_TAKEN
from entrepot.book.receiving.facts import Pooled
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptLine, ReceiptStatus
from entrepot.book.values.text import folded
from entrepot.store import catalog
from entrepot.store.listing import Catalogue, Field, Sort, within
from entrepot.store.schema.receiving import (
    goods_receipt_lines,
    goods_receipt_orders,
    goods_receipt_pieces,
    goods_receipts,
)
from entrepot.store.shape import TEXTS, Shape, Taken, chunks, listed_values
from entrepot.store.types import QUANTITY_PLACES, from_scaled, to_id
from entrepot.store.work import UnitOfWork

RECEIPTS = Shape(
    goods_receipts,
    GoodsReceipt,
    taken=[Taken("client_id", "client_id", CLIENT_ID_TAKEN)],
    without=("order_ids", "pieces", "lines"),
)
PIECES = Shape(
    goods_receipt_pieces,
    Piece,
    keys={"barcode_key": lambda piece: None if piece.barcode is None else folded(piece.barcode)},
)
LINES = Shape(goods_receipt_lines, ReceiptLine, packed={"serial_numbers": TEXTS, "client_ids": TEXTS}, without=("sku",))
CATALOGUE = Catalogue(
    RECEIPTS,
    {
        "id": Field(goods_receipts.c.id),
        "serial": Field(goods_receipts.c.serial),
        "status": Field(goods_receipts.c.status),
        "warehouse_id": Field(goods_receipts.c.warehouse_id),
        "reference": Field(goods_receipts.c.reference),
        "source": Field(goods_receipts.c.source),
        "order_id": within(
            goods_receipts.c.id, goods_receipt_orders.c.receipt_id, Field(goods_receipt_orders.c.order_id)
        ),
        "product_id": within(
            goods_receipts.c.id, goods_receipt_lines.c.receipt_id, Field(goods_receipt_lines.c.product_id)
        ),
        "piece_barcode": within(
            goods_receipts.c.id, goods_receipt_pieces.c.receipt_id, Field(goods_receipt_pieces.c.barcode_key, key=True)
        ),
        "expected_at": Field(goods_receipts.c.expected_at),
        "arrived_at": Field(goods_receipts.c.arrived_at),
        "completed_at": Field(goods_receipts.c.completed_at),
        "created_at": Field(goods_receipts.c.created_at),
        "updated_at": Field(goods_receipts.c.updated_at),
    },
    {
        "serial": Sort(goods_receipts.c.serial, lambda receipt: receipt.serial),
        "created_at": Sort(goods_receipts.c.id, lambda receipt: receipt.id),
        "updated_at": Sort(goods_receipts.c.updated_at, lambda receipt: receipt.updated_at),
    },
)
LINE_CATALOGUE = Catalogue(
    LINES,
    {
        "id": Field(goods_receipt_lines.c.id),
        "receipt_id": Field(goods_receipt_lines.c.receipt_id),
        "piece_id": Field(goods_receipt_lines.c.piece_id),
        "order_id": Field(goods_receipt_lines.c.order_id),
        "order_line_id": Field(goods_receipt_lines.c.order_line_id),
        "product_id": Field(goods_receipt_lines.c.product_id),
        "warehouse_id": Field(goods_receipt_lines.c.warehouse_id),
        "matched": Field(goods_receipt_lines.c.matched),
    },
)
PIECE_CATALOGUE = Catalogue(
    PIECES,
    {
        "id": Field(goods_receipt_pieces.c.id),
        "receipt_id": Field(goods_receipt_pieces.c.receipt_id),
        "status": Field(goods_receipt_pieces.c.status),
        "type": Field(goods_receipt_pieces.c.type),
        "barcode": Field(goods_receipt_pieces.c.barcode_key, key=True),
        "warehouse_id": within(
            goods_receipt_pieces.c.receipt_id, goods_receipts.c.id, Field(goods_receipts.c.warehouse_id)
        ),
    },
)
page = CATALOGUE.page
line_page = LINE_CATALOGUE.page
piece_page = PIECE_CATALOGUE.page
update = RECEIPTS.update
insert_pieces = PIECES.insert_many
update_pieces = PIECES.update_many
insert_lines = LINES.insert_many
update_lines = LINES.update_many
lines_by_ids = LINES.by_ids
_LINK = "INSERT INTO goods_receipt_orders (organization_id, receipt_id, order_id, position) VALUES (?, ?, ?, ?)"
_UNLINK = "DELETE FROM goods_receipt_orders WHERE organization_id = ? AND receipt_id = ?"
# How much is booked and not counted yet, on receipts that are still open, per receipt and order line or product. CROSS
# JOIN keeps SQLite from walking through the lines of the completed receipts, of which an order may have many.
_BOOKED = """
SELECT r.id, l.order_line_id, l.product_id, sum(l.accepted - l.matched - l.undone)
FROM goods_receipts r CROSS JOIN goods_receipt_lines l
WHERE r.organization_id = ? AND r.status IN ('pending', 'arrived', 'expected') AND r.id IN (
    SELECT k.receipt_id FROM goods_receipt_orders k WHERE k.organization_id = ? AND k.order_id IN %s
)
AND l.organization_id = r.organization_id AND l.receipt_id = r.id
GROUP BY r.id, l.order_line_id, l.product_id HAVING sum(l.accepted - l.matched - l.undone) > 0 ORDER BY r.id
"""
_STATUSES = """
SELECT k.order_id, r.status, count(*) FROM goods_receipt_orders k CROSS JOIN goods_receipts r
WHERE r.organization_id = k.organization_id AND r.id = k.receipt_id
  AND k.organization_id = ? AND k.order_id IN %s GROUP BY k.order_id, r.status
"""


def insert(uow: UnitOfWork, receipt: GoodsReceipt) -> None:
    """Store a new receipt with its links, pieces and lines."""
    RECEIPTS.insert(uow, receipt)
    _link(uow, receipt)
    insert_pieces(uow, receipt.pieces)
    insert_lines(uow, receipt.lines)


def relink(uow: UnitOfWork, receipt: GoodsReceipt) -> None:
    """Make the links say what the receipt says."""
    uow.sql(_UNLINK, (receipt.organization_id.bytes, receipt.id.bytes))
    _link(uow, receipt)


def _link(uow: UnitOfWork, receipt: GoodsReceipt) -> None:
    own = (receipt.organization_id.bytes, receipt.id.bytes)
    if receipt.order_ids:
        uow.many(_LINK, [(*own, order_id.bytes, place) for place, order_id in enumerate(receipt.order_ids)])


def get(
    uow: UnitOfWork, organization_id: UUID, *, id: UUID | None = None, serial: int | None = None, lines: bool = True
) -> GoodsReceipt | None:
    """The receipt with this id or serial, or None; its lines only when asked for (four statements)."""
    if id is not None:
        receipt = RECEIPTS.get(uow, organization_id, id)
    else:
        receipt = RECEIPTS.by_serial(uow, organization_id, serial) if serial is not None else None
    if receipt is not None:
        load_parts(uow, organization_id, [receipt], lines=lines)
    return receipt


def by_client_id(uow: UnitOfWork, organization_id: UUID, client_id: str) -> GoodsReceipt | None:
    """The receipt that a client made under this id, or None."""
    receipt = RECEIPTS.one(uow, organization_id, "client_id = ?", (client_id,))
    if receipt is not None:
        load_parts(uow, organization_id, [receipt])
    return receipt


def load_parts(uow: UnitOfWork, organization_id: UUID, receipts: Sequence[GoodsReceipt], *, lines: bool = True) -> None:
    """Fill in links, pieces and (when asked for) lines; three statements for each 500 receipts."""
    by_id = {receipt.id.bytes: receipt for receipt in receipts}
    for id, order_ids in links(uow, organization_id, [receipt.id for receipt in receipts]).items():
        by_id[id.bytes].order_ids = tuple(order_ids)
    for piece in sorted(PIECES.among(uow, organization_id, "receipt_id", by_id), key=lambda each: each.position):
        by_id[piece.receipt_id.bytes].pieces.append(piece)
    if lines:
        for line in sorted(LINES.among(uow, organization_id, "receipt_id", by_id), key=lambda each: each.position):
            by_id[line.receipt_id.bytes].lines.append(line)
        name_products(uow, organization_id, [line for receipt in receipts for line in receipt.lines])


def name_products(uow: UnitOfWork, organization_id: UUID, lines: Sequence[ReceiptLine]) -> None:
    """Fill in the SKUs of receipt lines."""
    known = catalog.skus(uow, organization_id, {line.product_id for line in lines if line.product_id is not None})
    for line in lines:
        line.sku = known.get(line.product_id) if line.product_id is not None else None


def next_position(uow: UnitOfWork, organization_id: UUID, receipt_id: UUID) -> int:
    """The position of the receipt's next line."""
    row = uow.row(
        "SELECT coalesce(max(position), 0) + 1 FROM goods_receipt_lines WHERE organization_id = ? AND receipt_id = ?",
        (organization_id.bytes, receipt_id.bytes),
    )
    return int(row[0])


def lines_of_products(
    uow: UnitOfWork, organization_id: UUID, receipt_id: UUID, product_ids: Iterable[UUID]
) -> list[ReceiptLine]:
    """The lines of one receipt for these products, in order."""
    found: list[ReceiptLine] = []
    for part in chunks(tuple({id.bytes for id in product_ids})):
        marks, padded = listed_values(part)
        text = (
            f"{LINES.selecting} WHERE goods_receipt_lines.organization_id = ? AND goods_receipt_lines.receipt_id = ?"
            f" AND goods_receipt_lines.product_id IN {marks} ORDER BY goods_receipt_lines.position"
        )
        rows = uow.rows(text, (organization_id.bytes, receipt_id.bytes, *padded))
        found += [LINES.from_driver(row) for row in rows]
    return found


def statuses(uow: UnitOfWork, organization_id: UUID, order_ids: Iterable[UUID]) -> dict[UUID, Counter[ReceiptStatus]]:
    """How many linked receipts each order has in each status."""
    found: dict[UUID, Counter[ReceiptStatus]] = {id: Counter() for id in order_ids}
    for part in chunks(tuple(id.bytes for id in found)):
        marks, padded = listed_values(part)
        for raw, status, amount in uow.rows(_STATUSES % marks, (organization_id.bytes, *padded)):
            found[to_id(raw)][ReceiptStatus(status)] = amount
    return found


def booked(
    uow: UnitOfWork, organization_id: UUID, order_ids: Iterable[UUID]
) -> tuple[dict[UUID, Decimal], tuple[Pooled, ...]]:
    """Units booked on open receipts of these orders: by order line, and those of a product that name no line yet."""
    by_line: dict[UUID, Decimal] = {}
    loose: dict[tuple[UUID, UUID], Decimal] = {}
    for part in chunks(tuple(id.bytes for id in order_ids)):
        marks, padded = listed_values(part)
        rows = uow.rows(_BOOKED % marks, (organization_id.bytes, organization_id.bytes, *padded))
        for receipt_id, line_id, product_id, units in rows:
            amount = from_scaled(units, QUANTITY_PLACES)
            if line_id is not None:
                key = to_id(line_id)
                by_line[key] = by_line.get(key, Decimal(0)) + amount
            elif product_id is not None:
                loose[to_id(receipt_id), to_id(product_id)] = amount
    linked = links(uow, organization_id, {receipt_id for receipt_id, _ in loose})
    pooled = (Pooled(product, tuple(linked[receipt]), units) for (receipt, product), units in sorted(loose.items()))
    return by_line, tuple(pooled)


def links(uow: UnitOfWork, organization_id: UUID, receipt_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The orders of each of these receipts, in link order."""
    found: dict[UUID, list[UUID]] = {id: [] for id in receipt_ids}
    for part in chunks(tuple(id.bytes for id in found)):
        marks, padded = listed_values(part)
        text = (
            "SELECT receipt_id, order_id FROM goods_receipt_orders WHERE organization_id = ?"  # noqa: S608
            f" AND receipt_id IN {marks} ORDER BY receipt_id, position"
        )
        for receipt_id, order_id in uow.rows(text, (organization_id.bytes, *padded)):
            found[to_id(receipt_id)].append(to_id(order_id))
    return found
