"""What Pack's dock does in one unit of work: the book's actions, and the answers made of what they did."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.actions import booking, orders, receipts, stock, unitnumbers
from entrepot.actions.noun import wrong_field
from entrepot.book.orders.draft import DoorPolicy
from entrepot.book.orders.query import OrderQuery, Parts
from entrepot.book.orders.view import OrderView
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.draft import PieceDraft, ReceiptDraft, ReceiptKey
from entrepot.book.receiving.errors import PIECE_UNKNOWN, RECEIPT_LINE_UNKNOWN, RECEIPT_UNKNOWN
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptLine
from entrepot.book.stock.level import StockLevel, StockMutation
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.values.text import folded
from entrepot.dialects.pack.errors import STOCK_SHORT, STOCK_UNKNOWN, UNITS_ELSEWHERE
from entrepot.dialects.pack.render.dock import Document, booked_document, booked_documents, parts
from entrepot.dialects.pack.translate import dock
from entrepot.dialects.pack.translate.paths import AS_SENT
from entrepot.dialects.pack.translate.queries import at
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire.dock import BookLine, ChangePiece, ChangeReceipt, MoveStock, MutateStock
from entrepot.errors import Findings, NotFound
from entrepot.store import organizations
from entrepot.store.work import UnitOfWork

MANY = 1000


def policy(uow: UnitOfWork, actor: Actor) -> DoorPolicy:
    """What Pack allows on this organization's dock."""
    return dock.dock_policy(organizations.settings(uow, actor.organization_id))


def announced(uow: UnitOfWork, actor: Actor, draft: ReceiptDraft) -> GoodsReceipt:
    """A goods receipt that was announced."""
    return _receipt(receipts.announce(uow, actor, draft, policy(uow, actor)).receipt)


def found(uow: UnitOfWork, actor: Actor, receipt_id: str, warehouse_id: UUID | None = None) -> GoodsReceipt:
    """The goods receipt, inside one warehouse when that is given; raises NotFound."""
    receipt = receipts.read(uow, actor, dock.receipt_key(receipt_id))
    if warehouse_id is not None and receipt.warehouse_id != warehouse_id:
        raise NotFound(RECEIPT_UNKNOWN)
    return receipt


def changed(uow: UnitOfWork, actor: Actor, receipt_id: str, body: ChangeReceipt) -> GoodsReceipt:
    """The goods receipt after its fields and then its status were changed, both or neither."""
    key, patch = dock.receipt_key(receipt_id), dock.receipt_patch(body)
    receipt = receipts.read(uow, actor, key)
    is_over = dock.must_cancel(receipt, body, patched=patch is not None)
    if patch is not None:
        receipt = _receipt(receipts.change_receipt(uow, actor, key, patch, policy(uow, actor)).receipt)
    return _receipt(receipts.cancel(uow, actor, key).receipt) if is_over else receipt


def with_parts(uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt) -> Document:
    """What getting a receipt by id adds to it."""
    return parts(receipt, linked(uow, actor, receipt))


def linked(uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt, includes: Collection[str] = ()) -> list[OrderView]:
    """The orders of a receipt in the order they were linked, with lines and products when those are included."""
    if not receipt.order_ids:
        return []
    brought = Parts.LINES if includes else Parts.NONE
    if "lines.product" in includes:
        brought |= Parts.PRODUCTS
    known: dict[UUID, OrderView] = {}
    for start in range(0, len(receipt.order_ids), MANY):
        some = receipt.order_ids[start : start + MANY]
        query = OrderQuery(where=(Condition("id", Test.IN, some),), limit=MANY)
        known |= {view.order.id: view for view in orders.browse(uow, actor, query, brought).items}
    return [known[id] for id in receipt.order_ids if id in known]


def added_piece(
    uow: UnitOfWork, actor: Actor, receipt_id: str, draft: PieceDraft, warehouse_id: UUID | None = None
) -> Piece:
    """A piece more on a goods receipt, which a body named: an unknown one is a wrong field."""
    try:
        receipt = found(uow, actor, receipt_id, warehouse_id)
    except NotFound as error:
        raise wrong_field("goods_receipt_id", error) from error
    return receipts.add_piece(uow, actor, ReceiptKey(id=receipt.id), draft)[0]


def piece_found(uow: UnitOfWork, actor: Actor, piece_id: str, warehouse_id: UUID) -> Piece:
    """The piece at this warehouse; raises NotFound."""
    where = (Condition("id", Test.EQ, id_of(piece_id)), at(warehouse_id))
    for piece in receipts.browse_pieces(uow, actor, Listing(where=where, limit=1)).items:
        return piece
    raise NotFound(PIECE_UNKNOWN)


def moved_piece(uow: UnitOfWork, actor: Actor, piece_id: str, warehouse_id: UUID, body: ChangePiece) -> Piece:
    """The piece after the change; the receipt and its orders follow."""
    piece = piece_found(uow, actor, piece_id, warehouse_id)
    key = ReceiptKey(id=piece.receipt_id)
    return receipts.change_piece(uow, actor, key, piece.id, dock.piece_patch(body), policy(uow, actor))[0]


def booked(uow: UnitOfWork, actor: Actor, receipt_id: str, warehouse_id: UUID, body: BookLine) -> Document:
    """The line of this product in this piece, after more was booked on it."""
    receipt = found(uow, actor, receipt_id, warehouse_id)
    goods, piece_id = dock.goods_draft(body), id_of(body.goods_receipt_piece_id)
    line, _ = booking.book_line(uow, actor, ReceiptKey(id=receipt.id), goods, piece_id, policy(uow, actor))
    return booked_document(_siblings(uow, actor, line))


def booked_line(receipt: GoodsReceipt, line_id: str) -> Document:
    """The booked line with this id; raises NotFound."""
    wanted = str(id_of(line_id))
    for line in booked_documents(receipt.lines):
        if line["id"] == wanted:
            return line
    raise NotFound(RECEIPT_LINE_UNKNOWN)


def mutated(uow: UnitOfWork, actor: Actor, warehouse_id: UUID, body: MutateStock) -> StockMutation:
    """The entry for units that came to a warehouse or left it."""
    dock.require_no_place(body)
    return stock.mutate(
        uow,
        actor,
        id_of(body.product_id),
        warehouse_id,
        Decimal(body.delta),
        body.reason,
        lot=body.lot_number,
        expiry=body.expiry_date,
        serial_numbers=[serial.code for serial in body.serial_numbers or ()],
    )[1]


def moved(uow: UnitOfWork, actor: Actor, stock_id: str, warehouse_id: UUID, body: MoveStock) -> StockLevel:
    """The stock after units moved to the warehouse as a whole, the only place there is: it stays what it was.

    Raises NotFound for a stock of another warehouse, Invalid for more than is on hand and for units that are not there.
    """
    actor.require(Right.STOCK_WRITE)
    where = (Condition("id", Test.EQ, id_of(stock_id)), at(warehouse_id))
    found = stock.browse(uow, actor, Listing(where=where, limit=1)).items
    if not found:
        raise NotFound(STOCK_UNKNOWN)
    dock.require_no_place(body)
    findings = Findings()
    if body.quantity > found[0].on_hand:
        findings.add((AS_SENT, "quantity"), STOCK_SHORT)
    if body.serial_numbers and not _are_there(uow, actor, found[0], body):
        findings.add(("serial_numbers",), UNITS_ELSEWHERE)
    findings.settle()
    return found[0]


def _are_there(uow: UnitOfWork, actor: Actor, level: StockLevel, body: MoveStock) -> bool:
    """Whether the serial numbers are as many as the units to move, and all of them lie in this stock."""
    codes = {folded(serial.code) for serial in body.serial_numbers or ()}
    if len(codes) != body.quantity or len(codes) != len(body.serial_numbers or ()):
        return False
    where = (
        Condition("stock_level_id", Test.EQ, level.id),
        Condition("present", Test.EQ, value=True),
        Condition("code", Test.IN, tuple(codes)),
    )
    return len(unitnumbers.browse(uow, actor, Listing(where=where, limit=MANY)).items) == len(codes)


def _siblings(uow: UnitOfWork, actor: Actor, line: ReceiptLine) -> Sequence[ReceiptLine]:
    """Everything booked of the same product in the same piece, oldest first."""
    same = (
        Condition("receipt_id", Test.EQ, line.receipt_id),
        Condition("piece_id", Test.EQ, line.piece_id),
        Condition("product_id", Test.EQ, line.product_id),
    )
    return receipts.browse_lines(uow, actor, Listing(where=same, limit=MANY)).items


def _receipt(receipt: GoodsReceipt | None) -> GoodsReceipt:
    if receipt is None:
        raise NotFound(RECEIPT_UNKNOWN)
    return receipt
