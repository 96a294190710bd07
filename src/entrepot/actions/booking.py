"""Booking goods on a receipt: they are on hand at once; the orders count them when the receipt is completed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from entrepot.actions import completing, dockfacts, units
from entrepot.actions.receiptwork import ReceiptWork, take
from entrepot.actions.receiving import receipt_lines, stock_change
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, OrderKey
from entrepot.book.orders.errors import LINE_UNKNOWN, ORDER_UNKNOWN
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving import errors, history, states
from entrepot.book.receiving import events as happened
from entrepot.book.receiving.booking import Dock, Portion, book
from entrepot.book.receiving.draft import GoodsDraft, ReceiptKey
from entrepot.book.receiving.outcome import Posted, check_receivable
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptLine, ReceiptStatus
from entrepot.book.receiving.sharing import rooms
from entrepot.book.values.quantity import plain
from entrepot.errors import CODES, FIELDS_INVALID, Code, Conflict, FieldError, Invalid, NotFound
from entrepot.store import orders, receipts
from entrepot.store.work import UnitOfWork


def book_line(
    uow: UnitOfWork,
    actor: Actor,
    key: ReceiptKey,
    draft: GoodsDraft,
    piece_id: UUID | None = None,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    override: bool = False,
) -> tuple[ReceiptLine, Posted]:
    """Book goods found in a piece (or on the receipt as a whole); the line as it now is.

    Adds to a line of the same piece and product; goods nobody ordered are taken too. Raises Invalid, NotFound, and
    Conflict when receipt, piece or order takes nothing.
    """
    posted = book_lines(uow, actor, key, [draft], policy, piece_id=piece_id, override=override)
    if posted.receipt is None:
        raise NotFound(errors.RECEIPT_UNKNOWN)
    return posted.receipt.lines[-1], posted


def book_lines(
    uow: UnitOfWork,
    actor: Actor,
    key: ReceiptKey,
    goods: Sequence[GoodsDraft],
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    piece_id: UUID | None = None,
    override: bool = False,
) -> Posted:
    """The same for several entries, all or none; `receipt.lines` of the answer are the booked lines alone."""
    if override:
        actor.require(Right.RECEIPTS_OVERRIDE)
    work = take(uow, actor, key, lines=False)
    receipt = work.receipt
    taking = completing.takers(work.orders(), policy)
    facts = dockfacts.gather(uow, actor.organization_id, taking, goods, policy, warehouse_ids=[receipt.warehouse_id])
    dock = Dock(facts, rooms(taking, facts), receipt.warehouse_id, pooled=True, override=override)
    try:
        piece = _piece_for(receipt, piece_id)
    except Invalid as error:
        raise _and_goods(error, dock, goods) from error
    portions = book(dock, goods)
    known = units.check(uow, actor.organization_id, portions)
    booked = _merged(work, piece, portions)
    receipt.lines = list(booked.lines.values())
    if not booked.came:
        return Posted(receipt.id, work.posting.orders, receipt=receipt, replayed=True)
    work.before["lines"] = booked.before
    receipts.insert_lines(uow, booked.fresh)
    receipts.update_lines(uow, list(booked.older.values()))
    units.keep(uow, known, booked.came)
    if piece is not None and piece.status is not states.PENDING:
        states.move_piece(piece, states.PENDING, uow.now)
        receipts.update_pieces(uow, [piece])
    states.stamp(receipt, ReceiptStatus.PENDING, uow.now)
    for words in dock.beyond:
        for order in taking[:1]:
            work.posting.note(order, happened.TOLERANCE_OVERRIDDEN, words)
    amount = plain(sum((portion.accepted + portion.rejected for portion in portions), start=portions[0].accepted * 0))
    return work.done(happened.RECEIPT_BOOKED, f"has {amount} more units booked.")


def match(
    uow: UnitOfWork,
    actor: Actor,
    receipt_line_id: UUID,
    key: OrderKey,
    line_id: UUID,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    receipt: ReceiptKey | None = None,
    override: bool = False,
) -> Posted:
    """Goods that no order counted find their order line; the receipt must be completed.

    `receipt` is where they must be, when it is given. Raises Conflict when they belong to an order line already,
    Invalid when that line may not take so many.
    """
    if override:
        actor.require(Right.RECEIPTS_OVERRIDE)
    line = receipts.lines_by_ids(uow, actor.organization_id, [receipt_line_id]).get(receipt_line_id)
    if line is None or (receipt is not None and receipt.id != line.receipt_id):
        raise NotFound(errors.RECEIPT_LINE_UNKNOWN)
    work = take(uow, actor, ReceiptKey(id=line.receipt_id), lines=False, final_too=True)
    found = work.receipt
    if found.status is not ReceiptStatus.COMPLETED:
        raise Conflict(errors.RECEIPT_NOT_COMPLETED, f"Goods receipt {found.serial} is {found.status}.")
    nothing_left = not line.unmatched and (line.order_line_id is not None or not line.rejected)
    if line.matched or nothing_left:
        raise Conflict(errors.RECEIPT_LINE_MATCHED)
    order = orders.get(uow, actor.organization_id, id=key.id, serial=key.serial)
    if order is None:
        raise _wrong("order_id", ORDER_UNKNOWN)
    work.posting.watch(order)
    check_receivable(order, policy)
    facts = dockfacts.gather(uow, actor.organization_id, [order], (), policy)
    room = rooms([order], facts).of_line(line_id, None)
    if room is None or (room.line.product_id is not None and room.line.product_id != line.product_id):
        raise _wrong("line_id", LINE_UNKNOWN)
    if room.left is not None and line.unmatched > room.left:
        words = f"{plain(room.left)} left to receive on order {order.number}."
        if not override:
            raise _wrong("line_id", errors.ABOVE_TOLERANCE, words)
        work.posting.note(order, happened.TOLERANCE_OVERRIDDEN, words)
    receipts.name_products(uow, actor.organization_id, [line])
    found.lines = [line]
    work.before = history.picture(found)
    line.order_id = line.order_line_id = None  # it was booked for one that did not take it
    completing.count_line(work.posting, line, [room])
    receipts.update_lines(uow, [line])
    if order.id not in found.order_ids:
        found.order_ids += (order.id,)
        receipts.relink(uow, found)
    return work.done(
        happened.RECEIPT_MATCHED,
        f"found its order {order.number}.",
        happened.ORDER_RECEIVED_GOODS,
        "received goods: receipt",
    )


@dataclass(slots=True)
class _Booked:
    """The lines that took goods: all by id, the new ones and the older ones among them, the units that came."""

    lines: dict[UUID, ReceiptLine] = field(default_factory=dict)
    fresh: list[ReceiptLine] = field(default_factory=list)
    older: dict[UUID, ReceiptLine] = field(default_factory=dict)
    before: list[dict[str, object]] = field(default_factory=list)
    came: list[tuple[ReceiptLine, Sequence[str]]] = field(default_factory=list)


def _merged(work: ReceiptWork, piece: Piece | None, portions: Sequence[Portion]) -> _Booked:
    """The portions on lines of the receipt, old and new; the stock follows. A scan known already changes nothing."""
    uow, receipt, booked = work.uow, work.receipt, _Booked()
    product_ids = {portion.product.id for portion in portions if portion.product is not None}
    old = receipts.lines_of_products(uow, receipt.organization_id, receipt.id, product_ids) if product_ids else []
    position = receipts.next_position(uow, receipt.organization_id, receipt.id)
    for line in receipt_lines(uow, receipt, portions, position):
        line.piece_id = piece.id if piece is not None else None
        same = next((each for each in [*old, *booked.fresh] if _is_same(each, line)), None)
        taking = line if same is None else same
        taking.sku = line.sku
        booked.lines[taking.id] = taking
        if same is not None and set(line.client_ids) & set(same.client_ids):
            continue
        work.posting.put(stock_change(receipt, line, receipt_line_id=taking.id))
        booked.came.append((taking, line.serial_numbers))
        if same is None:
            booked.fresh.append(line)
            continue
        if same in old and same.id not in booked.older:
            booked.older[same.id] = same
            booked.before.append(history.line_picture(same))
        _add(same, line)
    return booked


def _is_same(old: ReceiptLine, new: ReceiptLine) -> bool:
    """Whether goods add to a line that is there."""
    return old.product_id is not None and all(
        getattr(old, name) == getattr(new, name)
        for name in ("product_id", "piece_id", "order_line_id", "warehouse_id", "lot", "expiry")
    )


def _add(line: ReceiptLine, more: ReceiptLine) -> None:
    line.accepted += more.accepted
    line.rejected += more.rejected
    line.reason = more.reason or line.reason
    line.serial_numbers += more.serial_numbers
    line.client_ids += more.client_ids
    line.version += 1
    line.updated_at = more.updated_at


def _piece_for(receipt: GoodsReceipt, piece_id: UUID | None) -> Piece | None:
    """The piece the goods came in; the only one when none is named; None for a receipt without pieces."""
    if piece_id is None:
        live = [piece for piece in receipt.pieces if piece.status not in states.FINAL]
        if len(live) > 1:
            raise _wrong("piece_id", errors.PIECE_MISSING)
        return live[0] if live else None
    for piece in receipt.pieces:
        if piece.id == piece_id:
            states.check_piece_open(piece)
            return piece
    raise _wrong("piece_id", errors.PIECE_UNKNOWN)


def _and_goods(error: Invalid, dock: Dock, goods: Sequence[GoodsDraft]) -> Invalid:
    """What is wrong with the piece, and with the goods besides."""
    try:
        book(dock, goods)
    except Invalid as more:
        words = f"{error.message} (and {len(more.fields)} more)"
        return Invalid(FIELDS_INVALID, words, fields=[*error.fields, *more.fields])
    return error


def _wrong(name: str, code: Code, words: str | None = None) -> Invalid:
    return Invalid(code, words, fields=[FieldError((name,), code, words or CODES[code])])
