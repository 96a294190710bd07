"""A goods receipt in hand: read, worked on, and stored with its orders and events when the work is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from entrepot.actions import completing
from entrepot.actions.history import check_version, record
from entrepot.actions.posting import Posting
from entrepot.book.events import Category, EventCode
from entrepot.book.orders.draft import DoorPolicy
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Warning
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving import errors, history, states
from entrepot.book.receiving import events as happened
from entrepot.book.receiving.draft import ReceiptKey
from entrepot.book.receiving.outcome import Posted
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptStatus
from entrepot.book.values.quantity import plain
from entrepot.errors import NotFound
from entrepot.store import orders, organizations, receipts
from entrepot.store.work import UnitOfWork

MAX_NAMED = 5


class ReceiptWork:
    """One receipt, its posting, and what it was before."""

    def __init__(self, uow: UnitOfWork, actor: Actor, receipt: GoodsReceipt) -> None:
        """Begin; the orders are read when they are needed."""
        self.uow, self.actor, self.receipt = uow, actor, receipt
        self.posting = Posting(uow, actor, receipt.id, organizations.settings(uow, actor.organization_id))
        self.before = history.picture(receipt)
        self._status, self._order_ids = receipt.status, receipt.order_ids
        self._here = {piece.id for piece in receipt.pieces if piece.arrived_at is not None}

    def orders(self) -> tuple[Order, ...]:
        """The linked orders with their lines, in link order, watched from now on."""
        found = {order.id: order for order in self.posting.orders}
        missing = [id for id in self.receipt.order_ids if id not in found]
        if missing:
            found |= orders.by_ids(self.uow, self.actor.organization_id, missing)
            self.posting.watch(*found.values())
        return tuple(found[id] for id in self.receipt.order_ids if id in found)

    def follow_pieces(self) -> None:
        """The receipt's status follows from its pieces."""
        target = states.derived(self.receipt.pieces, self.receipt.status)
        if target is not ReceiptStatus.COMPLETED:
            states.stamp(self.receipt, _onward(self.receipt.status, target), self.uow.now)

    def moved(self, policy: DoorPolicy, code: EventCode, words: str) -> Posted:
        """Done with a piece: the receipt is completed when all its pieces are."""
        if states.derived(self.receipt.pieces, self.receipt.status) is ReceiptStatus.COMPLETED:
            return self.completed(policy)
        self.follow_pieces()
        return self.done(code, words)

    def completed(self, policy: DoorPolicy) -> Posted:
        """Complete the receipt: the orders count its goods."""
        states.stamp(self.receipt, ReceiptStatus.COMPLETED, self.uow.now)
        changed = completing.count_goods(self.uow, self.posting, self.receipt, self.orders(), policy)
        receipts.update_lines(self.uow, changed)
        posted = self.done(
            happened.RECEIPT_COMPLETED, "was completed.", happened.ORDER_RECEIVED_GOODS, "received goods: receipt"
        )
        return replace(posted, warnings=(*posted.warnings, *_left_over(self.receipt)))

    def done(
        self,
        code: EventCode,
        words: str,
        order_code: EventCode = happened.ORDER_EXPECTED,
        order_words: str = "is linked to goods receipt",
    ) -> Posted:
        """Store the receipt, its orders' figures and the events."""
        receipt = self.receipt
        if receipt.status is not self._status or receipt.order_ids != self._order_ids:
            self.orders()
        self._note_arrivals()
        receipt.version += 1
        receipt.updated_at = max(self.uow.now, receipt.updated_at)
        receipts.update(self.uow, receipt)
        if self.posting.orders:
            self.posting.recount_receipts()
        events = self.posting.finish(order_code, f"{order_words} {receipt.serial} ({receipt.status}).")
        event = record(
            self.uow,
            self.actor,
            subject="goods_receipt",
            subject_id=receipt.id,
            version=receipt.version,
            code=code,
            message=f"Goods receipt {receipt.serial} {words}",
            changes=history.changes(self.before, receipt),
        )
        posting = self.posting
        return Posted(receipt.id, posting.orders, tuple(posting.movements), (event, *events), receipt, posting.warnings)

    def _note_arrivals(self) -> None:
        """Pieces that came off the truck now are news for every linked order."""
        came = [each for each in self.receipt.pieces if each.arrived_at is not None and each.id not in self._here]
        if not came:
            return
        named = ", ".join(str(each.type) + (f" {each.barcode}" if each.barcode else "") for each in came[:MAX_NAMED])
        words = f"Arrived on goods receipt {self.receipt.serial}: {named}"
        words += f" and {len(came) - MAX_NAMED} more." if len(came) > MAX_NAMED else "."
        for order in self.orders():
            self.posting.note(order, happened.ORDER_PIECE_ARRIVED, words, Category.TRACKING)


def _left_over(receipt: GoodsReceipt) -> Iterator[Warning]:
    """The goods that no order line took."""
    for index, line in enumerate(receipt.lines):
        if line.unmatched > 0:
            words = f"No order line takes {plain(line.unmatched)} of {line.sku or line.description}; match them."
            yield Warning(("lines", index), errors.RECEIPT_LINE_UNMATCHED, words)


def found(uow: UnitOfWork, actor: Actor, key: ReceiptKey, *, lines: bool = True) -> GoodsReceipt:
    """The receipt; raises NotFound."""
    receipt = receipts.get(uow, actor.organization_id, id=key.id, serial=key.serial, lines=lines)
    if receipt is None:
        raise NotFound(errors.RECEIPT_UNKNOWN)
    return receipt


def take(
    uow: UnitOfWork,
    actor: Actor,
    key: ReceiptKey,
    expected_version: int | None = None,
    *,
    lines: bool = True,
    final_too: bool = False,
) -> ReceiptWork:
    """Take a receipt in hand; raises Forbidden, NotFound, Conflict when it is final or another version."""
    actor.require(Right.RECEIPTS_WRITE)
    receipt = found(uow, actor, key, lines=lines)
    check_version(receipt.version, expected_version)
    if not final_too:
        states.check_open(receipt)
    return ReceiptWork(uow, actor, receipt)


def _onward(status: ReceiptStatus, target: ReceiptStatus) -> ReceiptStatus:
    """Pieces never take a receipt back: another expected pallet does not undo what has arrived."""
    ranks: Sequence[ReceiptStatus] = tuple(ReceiptStatus)
    if target is ReceiptStatus.CANCELED:
        return target
    return max(status, target, key=ranks.index)
