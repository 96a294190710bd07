"""Receiving an order's goods in one go: the receipt is made, booked and completed."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.actions import dockfacts, units
from entrepot.actions.history import record
from entrepot.actions.orders import find
from entrepot.actions.posting import Posting, Source, StockChange
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.orders.progress import goods as goods_lines
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving import events as happened
from entrepot.book.receiving import history
from entrepot.book.receiving.booking import Dock, Portion, book, check_receipt, find_warehouse
from entrepot.book.receiving.draft import GoodsDraft, ReceiveDraft
from entrepot.book.receiving.errors import CLIENT_ID_TAKEN, NOTHING_OUTSTANDING
from entrepot.book.receiving.facts import ReceivingFacts
from entrepot.book.receiving.movement import Movement, MovementKind
from entrepot.book.receiving.outcome import Posted, check_receivable
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptLine, ReceiptStatus
from entrepot.book.receiving.sharing import booked_on, rooms
from entrepot.book.receiving.states import OPEN
from entrepot.errors import Conflict
from entrepot.store import movements, receipts
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)
_CAME = frozenset({MovementKind.RECEIVED, MovementKind.REJECTED})


def receive(
    uow: UnitOfWork, actor: Actor, key: OrderKey, draft: ReceiveDraft, policy: DoorPolicy = HOUSE_POLICY
) -> Posted:
    """Receive goods of one order: all lines or none.

    Raises Invalid naming every wrong line and what is left of it, Conflict when the order takes no goods, Forbidden
    when an override is asked for without the right. The same `client_id` again answers with what it did the first time.
    """
    actor.require(Right.RECEIPTS_WRITE)
    if draft.override:
        actor.require(Right.RECEIPTS_OVERRIDE)
    order = find(uow, actor, key)
    done = _replayed(uow, order, draft.client_id)
    if done is not None:
        return done
    goods = _everything(order) if draft.everything else draft.lines
    known = movements.by_client_ids(uow, actor.organization_id, _client_ids(goods))
    skip = _known_entries(order, goods, known)
    if goods and len(skip) == len(goods):
        return _first_time(uow, order, known)
    check_receivable(order, policy)
    facts = dockfacts.gather(
        uow,
        actor.organization_id,
        [order],
        goods,
        policy,
        warehouse_ids=[draft.warehouse_id],
        warehouse_serials=[draft.warehouse_serial],
    )
    dock = Dock(facts, rooms([order], facts), None, override=draft.override)
    check_receipt(dock.findings, draft)
    place = draft.warehouse_id if draft.warehouse_id is not None else draft.warehouse_serial
    if place is not None:
        dock.warehouse_id = find_warehouse(dock.findings, ("warehouse_id",), facts, place)
    portions = book(dock, goods, skip)
    return _post(uow, actor, order, draft, facts, dock, portions)


def _post(
    uow: UnitOfWork,
    actor: Actor,
    order: Order,
    draft: ReceiveDraft,
    facts: ReceivingFacts,
    dock: Dock,
    portions: Sequence[Portion],
) -> Posted:
    known = units.check(uow, actor.organization_id, portions)
    receipt = _receipt(uow, actor, order, draft, dock.warehouse_id or portions[0].warehouse_id)
    receipt.lines = receipt_lines(uow, receipt, portions)
    posting = Posting(uow, actor, receipt.id, facts.settings, reason=draft.reason, occurred_at=draft.occurred_at)
    posting.watch(order)
    said: set[str] = set()
    for line, portion in zip(receipt.lines, portions, strict=True):
        if portion.room is None:
            continue
        source = source_of(line)
        client_id = portion.draft.client_id if portion.draft.client_id not in said else None
        said |= {client_id} if client_id is not None else set()
        for kind, quantity in (
            (MovementKind.RECEIVED, line.accepted),
            (MovementKind.REJECTED, line.rejected),
        ):
            if quantity:
                posting.move(order, portion.room.line, kind, quantity, source, reason=line.reason, client_id=client_id)
                client_id = None
        line.matched = line.accepted
        posting.put(stock_change(receipt, line))
    write_off_short(posting, facts)
    for words in dock.beyond:
        posting.note(order, happened.TOLERANCE_OVERRIDDEN, words)
    receipts.insert(uow, receipt)
    units.keep(uow, known, [(line, line.serial_numbers) for line in receipt.lines])
    events = posting.finish(happened.ORDER_RECEIVED_GOODS, f"received goods: receipt {receipt.serial}.")
    made = record(
        uow,
        actor,
        subject="goods_receipt",
        subject_id=receipt.id,
        version=receipt.version,
        code=happened.RECEIPT_COMPLETED,
        message=f"Goods receipt {receipt.serial} of order {order.number} was completed.",
        changes=history.changes(None, receipt),
        occurred_at=draft.occurred_at,
    )
    return Posted(receipt.id, (order,), tuple(posting.movements), (*events, made), receipt, posting.warnings)


def receipt_lines(
    uow: UnitOfWork, receipt: GoodsReceipt, portions: Sequence[Portion], position: int = 1
) -> list[ReceiptLine]:
    """The lines of a receipt that these portions make, counted from this position."""
    if not portions:
        return []
    serial = uow.counter(receipt.organization_id, "receipt_line", len(portions))
    made = []
    for place, portion in enumerate(portions):
        draft, room = portion.draft, portion.room
        made.append(
            ReceiptLine(
                organization_id=receipt.organization_id,
                id=uow.new_id(),
                serial=serial + place,
                receipt_id=receipt.id,
                position=position + place,
                piece_id=None,
                order_id=room.order.id if room is not None else None,
                order_line_id=room.line.id if room is not None else None,
                product_id=portion.product.id if portion.product is not None else None,
                warehouse_id=portion.warehouse_id,
                accepted=portion.accepted,
                rejected=portion.rejected,
                reason=draft.reason,
                lot=draft.lot,
                expiry=draft.expiry,
                serial_numbers=portion.serial_numbers,
                version=1,
                created_at=uow.now,
                updated_at=uow.now,
                description=room.line.description if room is not None else None,
                client_ids=(draft.client_id,) if draft.client_id is not None else (),
                custom_data=draft.custom_data,
                extension=draft.extension,
                sku=portion.product.sku if portion.product is not None else None,
            )
        )
    return made


def source_of(line: ReceiptLine) -> Source:
    """Where the goods of a receipt line lie, for their movements."""
    return Source(line.receipt_id, line.id, line.product_id, line.warehouse_id, line.lot, line.expiry)


def stock_change(
    receipt: GoodsReceipt, line: ReceiptLine, sign: int = 1, receipt_line_id: UUID | None = None
) -> StockChange:
    """What a receipt line brings to (or with -1: takes back from) its warehouse; nothing without a product."""
    goods = line.accepted - line.undone if line.product_id is not None else ZERO
    label = f"receipt {receipt.serial}"
    product_id, line_id = line.product_id or receipt.id, receipt_line_id or line.id
    place, order_line_id = line.warehouse_id, line.order_line_id
    return StockChange(product_id, place, goods * sign, label, line.lot, line.expiry, line_id, order_line_id)


def write_off_short(posting: Posting, facts: ReceivingFacts) -> None:
    """Write off what is missing on lines that were just received and lack no more than the short tolerance."""
    moved = {movement.order_line_id for movement in posting.movements if movement.kind is MovementKind.RECEIVED}
    booked = booked_on(posting.orders, facts)
    for order in posting.orders:
        for line in order.lines:
            waits = line.id in booked  # more of it is on another receipt
            if line.id in moved and not waits and facts.tolerance(order, line).is_short_enough(line):
                reason = "Within the short tolerance."
                missing = line.quantity_outstanding
                source = Source(receipt_id=posting.movements[0].receipt_id)
                posting.move(order, line, MovementKind.WRITTEN_OFF, missing, source, reason=reason)


def _receipt(uow: UnitOfWork, actor: Actor, order: Order, draft: ReceiveDraft, warehouse_id: UUID) -> GoodsReceipt:
    came = draft.occurred_at or uow.now
    return GoodsReceipt(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "receipt"),
        version=1,
        warehouse_id=warehouse_id,
        status=ReceiptStatus.COMPLETED,
        expected_at=None,
        arrived_at=came,
        completed_at=came,
        canceled_at=None,
        undone_at=None,
        remarks=draft.remarks,
        reference=draft.reference,
        source=actor.door,
        client_id=draft.client_id,
        created_by_id=actor.id,
        created_by_name=actor.name,
        created_at=uow.now,
        updated_at=uow.now,
        custom_data=draft.custom_data,
        extension=draft.extension,
        order_ids=(order.id,),
    )


def _everything(order: Order) -> tuple[GoodsDraft, ...]:
    """All that is outstanding on goods lines; raises Conflict when nothing is."""
    found = tuple(
        GoodsDraft(line_id=line.id, quantity=line.quantity_outstanding)
        for line in goods_lines(order.lines)
        if line.quantity_outstanding
    )
    if not found:
        raise Conflict(NOTHING_OUTSTANDING, f"Nothing is outstanding on order {order.number}.")
    return found


def _client_ids(goods: Sequence[GoodsDraft]) -> list[str]:
    return [draft.client_id for draft in goods if draft.client_id is not None]


def _known_entries(order: Order, goods: Sequence[GoodsDraft], known: dict[str, Movement]) -> set[int]:
    """The entries that were received before, or that repeat an earlier one; raises Conflict for another order's id, or
    one of a return or write-off.
    """
    skip: set[int] = set()
    seen: set[str] = set()
    for index, draft in enumerate(goods):
        if draft.client_id is None:
            continue
        found = known.get(draft.client_id)
        if found is not None and (found.order_id != order.id or found.kind not in _CAME):
            raise Conflict(CLIENT_ID_TAKEN)
        if found is not None or draft.client_id in seen:
            skip.add(index)
        seen.add(draft.client_id)
    return skip


def _replayed(uow: UnitOfWork, order: Order, client_id: str | None) -> Posted | None:
    """What this client-made id did before, or None; raises Conflict when that was something else or another order's."""
    receipt = receipts.by_client_id(uow, order.organization_id, client_id) if client_id is not None else None
    if receipt is None:
        return None
    if order.id not in receipt.order_ids or receipt.status in OPEN:
        raise Conflict(CLIENT_ID_TAKEN)
    made = movements.of_posting(uow, order.organization_id, receipt.id)
    return Posted(receipt.id, (order,), tuple(made), receipt=receipt, replayed=True)


def _first_time(uow: UnitOfWork, order: Order, known: dict[str, Movement]) -> Posted:
    """What all these entries did the first time."""
    first = min(known.values(), key=lambda each: each.id)
    receipt = receipts.get(uow, order.organization_id, id=first.posting_id)
    return Posted(first.posting_id, (order,), tuple(known.values()), receipt=receipt, replayed=True)
