"""The warehouse's side of goods receipts: made at the door, scanned, booked piece by piece."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import receipts
from entrepot.book.people.actor import Actor
from entrepot.dialects.pack import dock
from entrepot.dialects.pack.auth import AtWarehouse
from entrepot.dialects.pack.render.dock import (
    Document,
    booked_documents,
    piece_document,
    warehouse_order,
    warehouse_receipt_document,
)
from entrepot.dialects.pack.render.faults import note_booked
from entrepot.dialects.pack.render.orders import single
from entrepot.dialects.pack.render.pages import counted_page, page
from entrepot.dialects.pack.routes.document import WAREHOUSE, desk_router, many, one
from entrepot.dialects.pack.routes.receipts import ReceiptId
from entrepot.dialects.pack.translate.dock import piece_draft, receipt_draft, require_own
from entrepot.dialects.pack.translate.queries import (
    LINES,
    RECEIPT_ORDERS,
    WAREHOUSE_PIECES,
    WAREHOUSE_RECEIPTS,
    at,
    is_quick,
    listing,
    own_organization,
)
from entrepot.dialects.pack.wire import docksamples as samples
from entrepot.dialects.pack.wire.dock import AddPiece, BookLine, ChangePiece, TakeReceipt
from entrepot.dialects.pack.wire.dockanswers import (
    BookedLineOut,
    FullWarehouseReceiptOut,
    PieceOut,
    WarehouseOrderOut,
    WarehouseReceiptOut,
)
from entrepot.store.work import UnitOfWork

router = desk_router(WAREHOUSE, "Goods receipts")
LineId = Annotated[str, Path(alias="lineId")]
PieceId = Annotated[str, Path(alias="goodsReceiptPieceId")]


@router.post("/goods-receipts/{goodsReceiptId}/lines", **one(BookedLineOut, samples.BOOKED))
async def book_line(desk: AtWarehouse, receipt_id: ReceiptId, body: BookLine) -> Response:
    """Book goods found in a piece; more of the same product in the same piece adds to its line."""
    note_booked(desk.request)
    at_warehouse = desk.warehouse_id
    return await desk.write(lambda uow, actor: single(dock.booked(uow, actor, receipt_id, at_warehouse, body)))


@router.get("/goods-receipts", **many(WarehouseReceiptOut, samples.WAREHOUSE_RECEIPT, WAREHOUSE_RECEIPTS))
async def list_warehouse_receipts(desk: AtWarehouse) -> Response:
    """List the goods receipts of a warehouse."""
    wanted, here = desk.asked(WAREHOUSE_RECEIPTS), at(desk.warehouse_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        if not own_organization(actor, wanted):
            return page([], wanted, None, desk.url, desk.query)
        found = receipts.browse(uow, actor, listing(wanted, here))
        rows = [warehouse_receipt_document(each) for each in found.items]
        return page(rows, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("/goods-receipts", **one(WarehouseReceiptOut, samples.WAREHOUSE_RECEIPT, 201))
async def take_receipt(desk: AtWarehouse, body: TakeReceipt) -> Response:
    """Make a goods receipt at the door."""
    draft = receipt_draft(body, desk.warehouse_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        require_own(actor, body.organization_id)
        return single(warehouse_receipt_document(dock.announced(uow, actor, draft)))

    return await desk.write(work, 201)


@router.get("/goods-receipts/{goodsReceiptId}", **one(FullWarehouseReceiptOut, samples.FULL_WAREHOUSE_RECEIPT))
async def get_warehouse_receipt(desk: AtWarehouse, receipt_id: ReceiptId) -> Response:
    """Get a goods receipt with its pieces, its purchase orders and what was booked."""

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        receipt = dock.found(uow, actor, receipt_id, desk.warehouse_id)
        return single({**warehouse_receipt_document(receipt), **dock.with_parts(uow, actor, receipt)})

    return await desk.read(work)


@router.get("/goods-receipts/{goodsReceiptId}/lines", **many(BookedLineOut, samples.BOOKED, LINES))
async def list_booked_lines(desk: AtWarehouse, receipt_id: ReceiptId) -> Response:
    """List what was booked: all of it, unless pages are asked for."""
    wanted = desk.asked(LINES)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        receipt = dock.found(uow, actor, receipt_id, desk.warehouse_id)
        return counted_page(booked_documents(receipt.lines), wanted, desk.url, desk.query)

    return await desk.read(work)


@router.get("/goods-receipts/{goodsReceiptId}/lines/{lineId}", **one(BookedLineOut, samples.BOOKED))
async def get_booked_line(desk: AtWarehouse, receipt_id: ReceiptId, line_id: LineId) -> Response:
    """Get what was booked of a product in a piece."""

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        return single(dock.booked_line(dock.found(uow, actor, receipt_id, desk.warehouse_id), line_id))

    return await desk.read(work)


@router.get(
    "/goods-receipts/{goodsReceiptId}/purchase-orders",
    **many(WarehouseOrderOut, samples.WAREHOUSE_ORDER, RECEIPT_ORDERS),
)
async def list_linked_orders(desk: AtWarehouse, receipt_id: ReceiptId) -> Response:
    """List the purchase orders of a goods receipt: all of them, unless pages are asked for."""
    wanted = desk.asked(RECEIPT_ORDERS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        receipt = dock.found(uow, actor, receipt_id, desk.warehouse_id)
        views = dock.linked(uow, actor, receipt, wanted.includes)
        rows = [warehouse_order(view, receipt.organization_id, wanted.includes) for view in views]
        return counted_page(rows, wanted, desk.url, desk.query)

    return await desk.read(work)


@router.get("/goods-receipt-pieces", **many(PieceOut, samples.PIECE, WAREHOUSE_PIECES))
async def list_warehouse_pieces(desk: AtWarehouse) -> Response:
    """List the pieces of a warehouse, or find one by the barcode on it."""
    wanted, here = desk.asked(WAREHOUSE_PIECES), at(desk.warehouse_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = receipts.browse_pieces(uow, actor, listing(wanted, here))
        return page([piece_document(each) for each in found.items], wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("/goods-receipt-pieces", **one(PieceOut, samples.PIECE, 201))
async def add_warehouse_piece(desk: AtWarehouse, body: AddPiece) -> Response:
    """Add a piece to a goods receipt of this warehouse."""
    draft, at_warehouse = piece_draft(body), desk.warehouse_id

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        return single(piece_document(dock.added_piece(uow, actor, body.goods_receipt_id, draft, at_warehouse)))

    return await desk.write(work, 201)


@router.get("/goods-receipt-pieces/{goodsReceiptPieceId}", **one(PieceOut, samples.PIECE))
async def get_piece(desk: AtWarehouse, piece_id: PieceId) -> Response:
    """Get a piece."""
    place = desk.warehouse_id
    return await desk.read(lambda uow, actor: single(piece_document(dock.piece_found(uow, actor, piece_id, place))))


@router.put("/goods-receipt-pieces/{goodsReceiptPieceId}", **one(PieceOut, {**samples.PIECE, "status": "arrived"}))
async def change_piece(desk: AtWarehouse, piece_id: PieceId, body: ChangePiece) -> Response:
    """Change a piece or move it forward; with the last piece completed the goods receipt is completed."""
    place = desk.warehouse_id

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        return single(piece_document(dock.moved_piece(uow, actor, piece_id, place, body)))

    return await desk.write(work)
