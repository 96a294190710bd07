"""Goods receipts as documents: announced, arrived, booked piece by piece, completed."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.actions import booking, dockfacts, units
from entrepot.actions.history import record
from entrepot.actions.posting import Posting
from entrepot.actions.receiptwork import found, take
from entrepot.actions.receiving import stock_change
from entrepot.book.events import Event
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy
from entrepot.book.orders.order import Order
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving import errors, history, states
from entrepot.book.receiving import events as happened
from entrepot.book.receiving.announcing import FINAL, check_links, new_piece, new_receipt
from entrepot.book.receiving.booking import check_piece, check_receipt
from entrepot.book.receiving.draft import PieceDraft, PiecePatch, ReceiptDraft, ReceiptKey, ReceiptPatch
from entrepot.book.receiving.outcome import Posted
from entrepot.book.receiving.receipt import GoodsReceipt, Piece, ReceiptLine, ReceiptStatus
from entrepot.book.receiving.sharing import Room, rooms
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import merged
from entrepot.book.values.quantity import plain
from entrepot.book.values.unset import UNSET, Unset
from entrepot.book.warehouses.errors import WAREHOUSE_INACTIVE, WAREHOUSE_UNKNOWN
from entrepot.errors import Conflict, Findings, NotFound
from entrepot.store import events, movements, orders, organizations, receipts, warehouses
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)


def announce(uow: UnitOfWork, actor: Actor, draft: ReceiptDraft, policy: DoorPolicy = HOUSE_POLICY) -> Posted:
    """Make a goods receipt, expected (or, when goods come with it, pending); raises Invalid naming every fault.

    The same `client_id` again answers with the receipt that was made the first time.
    """
    actor.require(Right.RECEIPTS_WRITE)
    if draft.client_id is not None:
        known = receipts.by_client_id(uow, actor.organization_id, draft.client_id)
        if known is not None:
            linked = orders.by_ids(uow, actor.organization_id, known.order_ids)
            made = movements.of_posting(uow, actor.organization_id, known.id)
            return Posted(known.id, tuple(linked.values()), tuple(made), receipt=known, replayed=True)
    linked = _linked(uow, actor, draft)
    findings = Findings()
    check_links(findings, draft, linked)
    check_receipt(findings, draft)
    for index, piece in enumerate(draft.pieces):
        check_piece(findings, ("pieces", index), piece)
    receipt = new_receipt(uow.now, actor, draft, tuple(linked), uow.new_id)
    receipt.warehouse_id = _warehouse(uow, actor, findings, draft, list(linked.values()))
    findings.settle()
    receipt.serial = uow.counter(actor.organization_id, "receipt")
    posting = Posting(uow, actor, receipt.id, organizations.settings(uow, actor.organization_id))
    posting.watch(*linked.values())
    receipts.insert(uow, receipt)
    posting.recount_receipts()
    message = f"Goods receipt {receipt.serial} was announced."
    event = record(
        uow,
        actor,
        subject="goods_receipt",
        subject_id=receipt.id,
        version=receipt.version,
        code=happened.RECEIPT_ANNOUNCED,
        message=message,
        changes=history.changes(None, receipt),
    )
    events = posting.finish(happened.ORDER_EXPECTED, f"is linked to goods receipt {receipt.serial}.")
    posted = Posted(receipt.id, posting.orders, (), (event, *events), receipt, posting.warnings)
    if not draft.lines:
        return posted
    booked = booking.book_lines(uow, actor, ReceiptKey(id=receipt.id), draft.lines, policy, override=draft.override)
    return Posted(
        receipt.id,
        booked.orders or posted.orders,
        (),
        (*posted.events, *booked.events),
        booked.receipt,
        booked.warnings,
    )


def read(uow: UnitOfWork, actor: Actor, key: ReceiptKey) -> GoodsReceipt:
    """One receipt with links, pieces and lines; raises Forbidden, NotFound."""
    actor.require(Right.RECEIPTS_READ)
    return found(uow, actor, key)


def browse(uow: UnitOfWork, actor: Actor, listing: Listing, *, lines: bool = False) -> Page[GoodsReceipt]:
    """A page of receipts with links and pieces (and lines when asked for); fields: `store.receipts.CATALOGUE`."""
    actor.require(Right.RECEIPTS_READ)
    page = receipts.page(uow, actor.organization_id, listing)
    receipts.load_parts(uow, actor.organization_id, page.items, lines=lines)
    return page


def browse_lines(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[ReceiptLine]:
    """A page of receipt lines; fields: `store.receipts.LINE_CATALOGUE`."""
    actor.require(Right.RECEIPTS_READ)
    return receipts.line_page(uow, actor.organization_id, listing)


def browse_pieces(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Piece]:
    """A page of pieces; fields: `store.receipts.PIECE_CATALOGUE`."""
    actor.require(Right.RECEIPTS_READ)
    return receipts.piece_page(uow, actor.organization_id, listing)


def browse_events(uow: UnitOfWork, actor: Actor, key: ReceiptKey, listing: Listing) -> Page[Event]:
    """A page of what happened to one receipt; raises Forbidden, NotFound."""
    actor.require(Right.RECEIPTS_READ)
    found(uow, actor, key, lines=False)
    return events.page(uow, actor.organization_id, listing)


def change_receipt(
    uow: UnitOfWork,
    actor: Actor,
    key: ReceiptKey,
    patch: ReceiptPatch,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    expected_version: int | None = None,
) -> Posted:
    """Change a receipt that is not final; raises Invalid (also when its orders may not take what is booked), NotFound,
    Conflict.
    """
    work = take(uow, actor, key, expected_version)
    receipt, findings = work.receipt, Findings()
    check_receipt(findings, patch)
    for name in ("expected_at", "remarks", "reference", "custom_data"):
        value = getattr(patch, name)
        if value is not UNSET:
            setattr(receipt, name, value)
    if not isinstance(patch.extension, Unset):
        receipt.extension = merged(receipt.extension, patch.extension)
    if not isinstance(patch.warehouse_id, Unset):
        draft = ReceiptDraft(warehouse_id=patch.warehouse_id)
        receipt.warehouse_id = _warehouse(uow, actor, findings, draft, [])
    before = receipt.order_ids
    if not isinstance(patch.order_ids, Unset):
        linked = orders.by_ids(uow, actor.organization_id, [*patch.order_ids, *before])
        check_links(findings, ReceiptDraft(patch.order_ids), linked, frozenset(before))
        findings.settle()
        work.posting.watch(*linked.values())
        room = _room_left(uow, receipt, linked, policy)
        receipt.order_ids = tuple(dict.fromkeys(patch.order_ids))
        receipts.relink(uow, receipt)
        for id, words in _overfilled(room, _room_left(uow, receipt, linked, policy)):
            place = receipt.order_ids.index(id) if id in receipt.order_ids else 0
            findings.add(("order_ids", place), errors.ABOVE_TOLERANCE, words)
    findings.settle()
    work.orders()
    return work.done(happened.RECEIPT_CHANGED, "was changed.")


def _room_left(uow: UnitOfWork, receipt: GoodsReceipt, linked: Mapping[UUID, Order], policy: DoorPolicy) -> list[Room]:
    """What the lines of these orders may still take beside what is booked, as the links are now."""
    taking = [order for order in linked.values() if order.status not in FINAL]
    if not receipt.lines or not taking:
        return []
    return rooms(taking, dockfacts.gather(uow, receipt.organization_id, taking, (), policy)).every


def _overfilled(before: Sequence[Room], after: Sequence[Room]) -> Iterator[tuple[UUID, str]]:
    """The orders with a line that would now take more than it may, and how much too much that is."""
    for old, new in zip(before, after, strict=True):
        if new.left is not None and old.left is not None and new.left < min(ZERO, old.left):
            label = new.line.sku or new.line.description
            yield new.order.id, f"{label} on order {new.order.number}: {plain(-new.left)} booked too much."


def add_piece(uow: UnitOfWork, actor: Actor, key: ReceiptKey, draft: PieceDraft) -> tuple[Piece, Posted]:
    """Expect another package or pallet; raises Conflict when the receipt is final."""
    work = take(uow, actor, key)
    findings = Findings()
    check_piece(findings, (), draft)
    findings.settle()
    piece = new_piece(uow.now, work.receipt, draft, len(work.receipt.pieces) + 1, uow.new_id())
    work.receipt.pieces.append(piece)
    receipts.insert_pieces(uow, [piece])
    work.follow_pieces()
    work.orders()
    return piece, work.done(happened.RECEIPT_CHANGED, f"has another {piece.type}.")


def change_piece(
    uow: UnitOfWork, actor: Actor, key: ReceiptKey, piece_id: UUID, patch: PiecePatch, policy: DoorPolicy = HOUSE_POLICY
) -> tuple[Piece, Posted]:
    """Change a piece or move it forward; the receipt follows, and is completed with its last piece."""
    work = take(uow, actor, key, final_too=True)
    findings = Findings()
    check_piece(findings, (), patch)
    findings.settle()
    piece = _piece(work.receipt, piece_id)
    old = piece.status
    changed = False
    for name in ("type", "carrier_code", "barcode", "custom_data"):
        value = getattr(patch, name)
        if value is not UNSET and value != getattr(piece, name):
            setattr(piece, name, value)
            changed = True
    if not isinstance(patch.extension, Unset):
        piece.extension, changed = merged(piece.extension, patch.extension), True
    if not isinstance(patch.status, Unset):
        states.move_piece(piece, patch.status, uow.now)
    if changed and piece.status is old:
        piece.version += 1
        piece.updated_at = uow.now
    if not changed and piece.status is old:
        return piece, Posted(work.receipt.id, work.orders(), receipt=work.receipt)
    receipts.update_pieces(uow, [piece])
    code = happened.RECEIPT_ARRIVED if old is states.EXPECTED and piece.status is states.ARRIVED else None
    return piece, work.moved(policy, code or happened.RECEIPT_CHANGED, f"has a {piece.type} that is {piece.status}.")


def arrive(uow: UnitOfWork, actor: Actor, key: ReceiptKey, *, expected_version: int | None = None) -> Posted:
    """The goods are here, all expected pieces of them; raises Conflict when they had arrived."""
    work = take(uow, actor, key, expected_version)
    if work.receipt.status is not ReceiptStatus.EXPECTED:
        message = f"Goods receipt {work.receipt.serial} is {work.receipt.status} already."
        raise Conflict(errors.RECEIPT_MOVE_REFUSED, message)
    moving = [piece for piece in work.receipt.pieces if piece.status is states.EXPECTED]
    for piece in moving:
        states.move_piece(piece, states.ARRIVED, uow.now)
    receipts.update_pieces(uow, moving)
    states.stamp(work.receipt, states.ARRIVED, uow.now)
    return work.done(happened.RECEIPT_ARRIVED, "arrived.")


def complete(
    uow: UnitOfWork,
    actor: Actor,
    key: ReceiptKey,
    policy: DoorPolicy = HOUSE_POLICY,
    *,
    expected_version: int | None = None,
) -> Posted:
    """Everything is booked: the orders count the goods; raises Conflict when the receipt is final or an order is held.

    Goods named by product are shared over the receipt's orders: what is outstanding, in link and line order, the rest
    on the last line. What no order line takes stays unmatched.
    """
    work = take(uow, actor, key, expected_version)
    moving = [piece for piece in work.receipt.pieces if piece.status not in states.FINAL]
    for piece in moving:
        states.move_piece(piece, states.COMPLETED, uow.now)
    receipts.update_pieces(uow, moving)
    return work.completed(policy)


def cancel(
    uow: UnitOfWork, actor: Actor, key: ReceiptKey, reason: str | None = None, *, expected_version: int | None = None
) -> Posted:
    """Call a receipt off that is not completed; what was booked on it leaves the stock again."""
    work = take(uow, actor, key, expected_version)
    receipt = work.receipt
    for line in receipt.lines:
        work.posting.put(stock_change(receipt, line, -1))
        line.undone = line.accepted
        line.version += 1
        line.updated_at = uow.now
    for piece in receipt.pieces:
        if piece.status not in states.FINAL:
            piece.status = states.CANCELED
            piece.version += 1
            piece.updated_at = uow.now
    receipts.update_pieces(uow, receipt.pieces)
    receipts.update_lines(uow, receipt.lines)
    units.take_out(uow, actor.organization_id, [line.id for line in receipt.lines if line.serial_numbers])
    states.stamp(receipt, states.CANCELED, uow.now)
    work.posting.reason = reason
    return work.done(happened.RECEIPT_CANCELED, "was canceled" + (f": {reason}" if reason else "."))


def _linked(uow: UnitOfWork, actor: Actor, draft: ReceiptDraft) -> dict[UUID, Order]:
    """The orders the draft names, with their lines, in the order they are named."""
    numbered = [orders.get(uow, actor.organization_id, serial=serial) for serial in draft.order_serials]
    ids = [*draft.order_ids, *(order.id for order in numbered if order is not None)]
    known = orders.by_ids(uow, actor.organization_id, ids)
    return {id: known[id] for id in dict.fromkeys(ids) if id in known}


def _warehouse(uow: UnitOfWork, actor: Actor, findings: Findings, draft: ReceiptDraft, linked: Sequence[Order]) -> UUID:
    """The warehouse the draft names, else the first order's, else the default one."""
    default = warehouses.default(uow, actor.organization_id).id
    if draft.warehouse_id is not None:
        named = warehouses.get(uow, actor.organization_id, draft.warehouse_id)
    elif draft.warehouse_serial is not None:
        named = warehouses.by_serial(uow, actor.organization_id, draft.warehouse_serial)
    else:
        return linked[0].warehouse_id if linked else default
    if named is None:
        findings.add(("warehouse_id",), WAREHOUSE_UNKNOWN)
    elif not named.active:
        findings.add(("warehouse_id",), WAREHOUSE_INACTIVE)
    return default if named is None else named.id


def _piece(receipt: GoodsReceipt, piece_id: UUID) -> Piece:
    for piece in receipt.pieces:
        if piece.id == piece_id:
            return piece
    raise NotFound(errors.PIECE_UNKNOWN)
