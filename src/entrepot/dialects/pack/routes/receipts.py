"""Goods receipts and pieces on the organization's side: announced, listed, changed, called off."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import receipts
from entrepot.book.people.actor import Actor
from entrepot.dialects.pack import dock
from entrepot.dialects.pack.auth import AtOrganization
from entrepot.dialects.pack.render.dock import Document, piece_document, receipt_document
from entrepot.dialects.pack.render.orders import single
from entrepot.dialects.pack.render.pages import page
from entrepot.dialects.pack.routes.document import ORGANIZATION, desk_router, many, one
from entrepot.dialects.pack.translate.dock import piece_draft, receipt_draft
from entrepot.dialects.pack.translate.queries import PIECES, RECEIPTS, is_quick, listing
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire import docksamples as samples
from entrepot.dialects.pack.wire.dock import AddPiece, AnnounceReceipt, ChangeReceipt
from entrepot.dialects.pack.wire.dockanswers import FullReceiptOut, PieceOut, ReceiptOut
from entrepot.store.work import UnitOfWork

router = desk_router(ORGANIZATION, "Goods receipts")
ReceiptId = Annotated[str, Path(alias="goodsReceiptId")]


@router.get("/goods-receipts", **many(ReceiptOut, samples.RECEIPT, RECEIPTS))
async def list_receipts(desk: AtOrganization) -> Response:
    """List goods receipts."""
    wanted = desk.asked(RECEIPTS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = receipts.browse(uow, actor, listing(wanted))
        return page([receipt_document(each) for each in found.items], wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("/goods-receipts", **one(ReceiptOut, samples.RECEIPT, 201))
async def announce_receipt(desk: AtOrganization, body: AnnounceReceipt) -> Response:
    """Announce goods to a warehouse."""
    draft = receipt_draft(body, id_of(body.warehouse_id))
    return await desk.write(lambda uow, actor: single(receipt_document(dock.announced(uow, actor, draft))), 201)


@router.get("/goods-receipts/{goodsReceiptId}", **one(FullReceiptOut, samples.FULL_RECEIPT))
async def get_receipt(desk: AtOrganization, receipt_id: ReceiptId) -> Response:
    """Get a goods receipt with its pieces, its purchase orders and what was booked."""

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        receipt = dock.found(uow, actor, receipt_id)
        return single({**receipt_document(receipt), **dock.with_parts(uow, actor, receipt)})

    return await desk.read(work)


@router.put("/goods-receipts/{goodsReceiptId}", **one(ReceiptOut, {**samples.RECEIPT, "remarks": "Gate 2"}))
async def change_receipt(desk: AtOrganization, receipt_id: ReceiptId, body: ChangeReceipt) -> Response:
    """Change or call off a goods receipt that is expected."""
    return await desk.write(lambda uow, actor: single(receipt_document(dock.changed(uow, actor, receipt_id, body))))


@router.get("/goods-receipt-pieces", **many(PieceOut, samples.PIECE, PIECES))
async def list_pieces(desk: AtOrganization) -> Response:
    """List pieces."""
    wanted = desk.asked(PIECES)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = receipts.browse_pieces(uow, actor, listing(wanted))
        return page([piece_document(each) for each in found.items], wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("/goods-receipt-pieces", **one(PieceOut, samples.PIECE, 201))
async def add_piece(desk: AtOrganization, body: AddPiece) -> Response:
    """Add a piece to a goods receipt that is not over."""
    draft, receipt_id = piece_draft(body), body.goods_receipt_id
    return await desk.write(
        lambda uow, actor: single(piece_document(dock.added_piece(uow, actor, receipt_id, draft))), 201
    )
