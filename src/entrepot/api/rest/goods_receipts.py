"""Goods receipts at the native door: announced, arrived, booked scan by scan, completed, matched, undone."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.actions import booking, corrections, receipts
from entrepot.api.rest import goods_receipts_wire as wire
from entrepot.api.rest import shapes_receiving as shapes
from entrepot.api.rest.calls import (
    Call,
    Caller,
    Dry,
    DryRun,
    changed,
    expected_version,
    id_in_path,
    listed,
    made,
    would_be,
)
from entrepot.api.rest.history import EventList
from entrepot.api.rest.listing import filters_of, next_cursor, page_document
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.order_shapes import Event
from entrepot.api.rest.order_wire import Reason
from entrepot.api.rest.receiving_wire import Undo
from entrepot.api.rest.render import event_document
from entrepot.api.rest.render_receiving import (
    EXPANSIONS,
    Document,
    fresh_ids,
    receipt_document,
    receipt_posted_document,
    unborn,
)
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.book.orders.draft import OrderKey
from entrepot.book.receiving.draft import ReceiptKey
from entrepot.book.receiving.errors import PIECE_UNKNOWN, RECEIPT_LINE_UNKNOWN, RECEIPT_UNKNOWN
from entrepot.book.receiving.outcome import Posted
from entrepot.book.receiving.receipt import GoodsReceipt, Piece
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Receiving"])
RECEIPTS = "/goods-receipts"
RECEIPT = RECEIPTS + "/{receipt_id}"
PIECES = RECEIPT + "/pieces"
# What a list may be filtered by, in the book's names where they differ.
_RENAMED = {"purchase_order_id": "order_id"}


def receipt_key(text: str) -> ReceiptKey:
    """The receipt that a path names."""
    return ReceiptKey(id=id_in_path(text, RECEIPT_UNKNOWN))


def version_of(posted: Posted) -> int:
    """The version of the receipt that something was posted on."""
    return posted.receipt.version if posted.receipt is not None else 0


def would_be_posted(uow: UnitOfWork, posted: Posted, *, piece: Piece | None = None, born: bool = False) -> Answer:
    """The answer to a dry run: nothing born in it has an id or a serial."""
    document = {**receipt_posted_document(posted, piece), "events": [event_document(each) for each in posted.events]}
    return would_be(unborn(document, fresh_ids(posted, uow.now, born=born)))


async def post(call: Call, receipt_id: str, asked: Dry, how: Callable[[UnitOfWork, ReceiptKey], Posted]) -> Response:
    """Post something on one receipt; If-Match is checked when it is sent."""
    key = receipt_key(receipt_id)
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        if expected.versions is not None:
            expected.check(receipts.read(uow, call.actor, key).version)
        posted = how(uow, key)
        if uow.dry_run:
            return would_be_posted(uow, posted)
        return changed(receipt_posted_document(posted), version_of(posted))

    return await call.write(work, asked)


@router.post(RECEIPTS, status_code=201, summary="Announce goods", response_model=shapes.ReceiptPosted)
async def announce(call: Caller, receipt: wire.ReceiptNew, asked: DryRun) -> Response:
    """Makes a goods receipt that is expected, or pending when goods are booked with it.

    The same `client_id` again answers 200 with the receipt made the first time.
    """
    draft = receipt.draft()

    def work(uow: UnitOfWork) -> Answer:
        posted = receipts.announce(uow, call.actor, draft)
        if uow.dry_run:
            return would_be_posted(uow, posted, born=True)
        document, version = receipt_posted_document(posted), version_of(posted)
        if posted.replayed:
            return changed(document, version)
        return made(document, version, call.url(f"{RECEIPTS}/{posted.posting_id}"))

    return await call.write(work, asked)


@router.get(RECEIPTS, summary="List goods receipts", response_model=page_of(shapes.ReceiptListed))
async def browse(call: Caller, asked: Annotated[wire.ReceiptList, Query()]) -> Response:
    """Newest first unless sorted otherwise; pieces and lines only with `expand`."""
    given = filters_of(asked, "expand")
    filters = {_RENAMED.get(name, name): value for name, value in given.items()}
    listing = listing_of(asked, filters, asked.sort)
    lines = "lines" in asked.expand
    page = await call.read(lambda uow: receipts.browse(uow, call.actor, listing, lines=lines), quick=not filters)

    def show(receipt: GoodsReceipt) -> Document:
        return receipt_document(receipt, [part for part in EXPANSIONS if part in asked.expand])

    return listed(page_document(page.items, show, next_cursor(page.next, asked.sort, filters)))


@router.get(RECEIPT, summary="Read a goods receipt", response_model=shapes.GoodsReceipt)
async def read(call: Caller, receipt_id: str, asked: Annotated[wire.OneReceipt, Query()]) -> Response:
    """With its pieces and everything found in it."""
    del asked
    key = receipt_key(receipt_id)
    receipt = await call.read(lambda uow: receipts.read(uow, call.actor, key))
    return call.shown(receipt_document(receipt), receipt.version)


@router.get(RECEIPT + "/events", summary="What happened to a goods receipt", response_model=page_of(Event))
async def happened(call: Caller, receipt_id: str, asked: Annotated[EventList, Query()]) -> Response:
    """Everything that happened to the receipt, oldest first unless sorted otherwise, with old and new values."""
    key = receipt_key(receipt_id)
    filters: dict[str, object] = {"subject_id": key.id}
    listing = listing_of(asked, filters, asked.sort)

    def work(uow: UnitOfWork) -> Document:
        page = receipts.browse_events(uow, call.actor, key, listing)
        return page_document(page.items, event_document, next_cursor(page.next, asked.sort, filters))

    return listed(await call.read(work))


@router.patch(RECEIPT, summary="Change a goods receipt", response_model=shapes.ReceiptPosted)
async def change(call: Caller, receipt_id: str, receipt: wire.ReceiptUpdate, asked: DryRun) -> Response:
    """As long as it is neither completed nor canceled."""
    key, patch = receipt_key(receipt_id), receipt.patch()
    expected = call.expected(required=True)

    def work(uow: UnitOfWork) -> Answer:
        version = expected_version(expected, lambda: receipts.read(uow, call.actor, key).version)
        posted = receipts.change_receipt(uow, call.actor, key, patch, expected_version=version)
        if uow.dry_run:
            return would_be_posted(uow, posted)
        return changed(receipt_posted_document(posted), version_of(posted))

    return await call.write(work, asked)


@router.post(RECEIPT + "/arrive", summary="Goods arrived", response_model=shapes.ReceiptPosted)
async def arrive(call: Caller, receipt_id: str, asked: DryRun) -> Response:
    """All expected pieces are here; nothing is counted yet."""
    return await post(call, receipt_id, asked, lambda uow, key: receipts.arrive(uow, call.actor, key))


@router.post(RECEIPT + "/complete", summary="Complete a goods receipt", response_model=shapes.ReceiptPosted)
async def complete(call: Caller, receipt_id: str, asked: DryRun) -> Response:
    """Everything is booked: the orders count the goods now. What no order line takes stays unmatched."""
    return await post(call, receipt_id, asked, lambda uow, key: receipts.complete(uow, call.actor, key))


@router.post(RECEIPT + "/cancel", summary="Cancel a goods receipt", response_model=shapes.ReceiptPosted)
async def cancel(call: Caller, receipt_id: str, asked: DryRun, why: Reason | None = None) -> Response:
    """Calls off what is not completed; what was booked leaves the stock again."""
    reason = why.reason if why else None
    return await post(call, receipt_id, asked, lambda uow, key: receipts.cancel(uow, call.actor, key, reason))


@router.post(RECEIPT + "/undo", summary="Undo a goods receipt", response_model=shapes.ReceiptPosted)
async def undo(call: Caller, receipt_id: str, why: Undo, asked: DryRun) -> Response:
    """Takes a completed receipt back with counter-movements; its goods leave the stock. Twice is refused."""
    return await post(
        call, receipt_id, asked, lambda uow, key: corrections.undo_receipt(uow, call.actor, key, why.reason)
    )


@router.post(RECEIPT + "/lines", summary="Book goods", response_model=shapes.ReceiptPosted)
async def book(call: Caller, receipt_id: str, found: wire.Found, asked: DryRun) -> Response:
    """On hand at once; the orders count them when the receipt is completed.

    All or none. `lines` of the answer are the lines these goods went to, with all they hold now: the same product in
    the same piece adds to its line. A `client_id` known already adds nothing.
    """
    goods = [line.draft() for line in found.lines]
    return await post(
        call,
        receipt_id,
        asked,
        lambda uow, key: booking.book_lines(
            uow, call.actor, key, goods, piece_id=found.piece_id, override=found.override
        ),
    )


@router.post(RECEIPT + "/lines/{line_id}/match", summary="Match goods", response_model=shapes.ReceiptPosted)
async def match(call: Caller, receipt_id: str, line_id: str, home: wire.Home, asked: DryRun) -> Response:
    """Unannounced goods of a completed receipt find the order line they belong to; `lines` is that one line."""
    id = id_in_path(line_id, RECEIPT_LINE_UNKNOWN)
    order = OrderKey(id=home.purchase_order_id)
    return await post(
        call,
        receipt_id,
        asked,
        lambda uow, key: booking.match(uow, call.actor, id, order, home.line_id, receipt=key, override=home.override),
    )


@router.post(PIECES, status_code=201, summary="Expect another piece", response_model=shapes.PiecePosted)
async def add_piece(call: Caller, receipt_id: str, piece: wire.PieceNew, asked: DryRun) -> Response:
    """A package or pallet more."""
    key, draft = receipt_key(receipt_id), piece.draft()
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        if expected.versions is not None:
            expected.check(receipts.read(uow, call.actor, key).version)
        added, posted = receipts.add_piece(uow, call.actor, key, draft)
        if uow.dry_run:
            return would_be_posted(uow, posted, piece=added)
        where = call.url(f"{RECEIPTS}/{posted.posting_id}")
        return made(receipt_posted_document(posted, added), version_of(posted), where)

    return await call.write(work, asked)


@router.patch(PIECES + "/{piece_id}", summary="Change a piece", response_model=shapes.PiecePosted)
async def change_piece(
    call: Caller, receipt_id: str, piece_id: str, piece: wire.PieceUpdate, asked: DryRun
) -> Response:
    """Or move it forward: the receipt follows, and is completed with its last piece. The ETag is the receipt's."""
    key, patch = receipt_key(receipt_id), piece.patch()
    id = id_in_path(piece_id, PIECE_UNKNOWN)
    expected = call.expected(required=True)

    def work(uow: UnitOfWork) -> Answer:
        expected.check(receipts.read(uow, call.actor, key).version)
        moved, posted = receipts.change_piece(uow, call.actor, key, id, patch)
        if uow.dry_run:
            return would_be_posted(uow, posted, piece=moved)
        return changed(receipt_posted_document(posted, moved), version_of(posted))

    return await call.write(work, asked)
