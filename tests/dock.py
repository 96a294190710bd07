"""The dock: short words for what people do with goods, on a real store."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from entrepot.actions import booking, corrections, counting, ledger, orderpast, receipts, receiving, releases, stock
from entrepot.actions.releases import ReleaseOutcome
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, LineDraft, OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Outcome
from entrepot.book.receiving.draft import (
    GoodsDraft,
    LineQuantity,
    PiecePatch,
    ReceiptDraft,
    ReceiptKey,
    ReceiptPatch,
    ReceiveDraft,
)
from entrepot.book.receiving.movement import Movement
from entrepot.book.receiving.outcome import Posted
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptLine, ReceiptStatus
from entrepot.book.releases.draft import ReleaseDraft, ReleaseLineDraft
from entrepot.book.values.page import Listing, equal
from entrepot.store.work import UnitOfWork
from tests.desk import Desk

D = Decimal
T = TypeVar("T")
ANY_NUMBER = DoorPolicy(over_receipt_percent=None)


def key(order: Order) -> OrderKey:
    return OrderKey(id=order.id)


def of(receipt: GoodsReceipt) -> ReceiptKey:
    return ReceiptKey(id=receipt.id)


class Dock(Desk):
    """The purchasing desk with a dock behind it."""

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.store.write_now(work)

    def sent(self, *lines: LineDraft, **header: Any) -> Order:
        """An order that was sent to its supplier."""
        return self.do("send", self.enter(*lines, **header)).order

    def receive(self, order: Order, *goods: GoodsDraft, policy: DoorPolicy = HOUSE_POLICY, **more: Any) -> Posted:
        draft = ReceiveDraft(goods, **more)
        return self.write(lambda uow: receiving.receive(uow, self.actor, key(order), draft, policy))

    def release(self, order: Order, *lines: ReleaseLineDraft, **more: Any) -> ReleaseOutcome:
        draft = ReleaseDraft(lines, **more)
        return self.write(lambda uow: releases.create(uow, self.actor, key(order), draft))

    def decide(self, verb: str, made: ReleaseOutcome, **more: Any) -> ReleaseOutcome:
        """`accept`, `reject`, `cancel` or `move_on` a release."""
        act = getattr(releases, verb)
        done: ReleaseOutcome = self.write(lambda uow: act(uow, self.actor, key(made.order), made.release.id, **more))
        return done

    def write_off(self, order: Order, *lines: LineQuantity, reason: str | None = "not coming") -> Posted:
        return self.write(lambda uow: corrections.write_off(uow, self.actor, key(order), lines or None, reason))

    def give_back(self, order: Order, *lines: LineQuantity, reason: str | None = "damaged") -> Posted:
        return self.write(lambda uow: corrections.return_goods(uow, self.actor, key(order), lines, reason))

    def undo(self, posted: Posted, reason: str = "a mistake") -> Posted:
        return self.write(lambda uow: corrections.undo(uow, self.actor, posted.posting_id, reason))

    def undo_movements(self, *ids: UUID, reason: str = "a mistake") -> Posted:
        return self.write(lambda uow: corrections.undo_movements(uow, self.actor, ids, reason))

    def undo_step(self, order: Order, reason: str = "a mistake") -> Outcome:
        return self.write(lambda uow: orderpast.undo_step(uow, self.actor, key(order), reason))

    def count(self, order: Order, *lines: LineQuantity) -> Posted:
        return self.write(lambda uow: counting.set_received(uow, self.actor, key(order), lines))

    def announce(self, *orders: Order, policy: DoorPolicy = HOUSE_POLICY, **more: Any) -> GoodsReceipt:
        draft = ReceiptDraft(tuple(order.id for order in orders), **more)
        receipt = self.write(lambda uow: receipts.announce(uow, self.actor, draft, policy)).receipt
        assert receipt is not None
        return receipt

    def book(
        self,
        receipt: GoodsReceipt,
        goods: GoodsDraft,
        piece_id: UUID | None = None,
        policy: DoorPolicy = HOUSE_POLICY,
        **more: Any,
    ) -> ReceiptLine:
        return self.write(lambda uow: booking.book_line(uow, self.actor, of(receipt), goods, piece_id, policy, **more))[
            0
        ]

    def step(self, verb: str, receipt: GoodsReceipt, *given: Any) -> Posted:
        """`arrive`, `complete`, `cancel` or `change_receipt`."""
        act = getattr(receipts, verb)
        posted: Posted = self.write(lambda uow: act(uow, self.actor, of(receipt), *given))
        return posted

    def change_receipt(self, receipt: GoodsReceipt, **more: Any) -> Posted:
        return self.step("change_receipt", receipt, ReceiptPatch(**more))

    def move_piece(self, receipt: GoodsReceipt, piece_id: UUID, status: ReceiptStatus) -> Posted:
        patch = PiecePatch(status=status)
        return self.write(lambda uow: receipts.change_piece(uow, self.actor, of(receipt), piece_id, patch))[1]

    def match(self, line: ReceiptLine, order: Order, number: int = 0, **more: Any) -> Posted:
        target = order.lines[number].id
        return self.write(lambda uow: booking.match(uow, self.actor, line.id, key(order), target, **more))

    def receipt(self, receipt: GoodsReceipt) -> GoodsReceipt:
        return self.store.read_now(lambda uow: receipts.read(uow, self.actor, of(receipt)))

    def movements(self, order: Order) -> Sequence[Movement]:
        listing = Listing(where=(equal("order_id", order.id),), limit=1000)
        return self.store.read_now(lambda uow: ledger.browse(uow, self.actor, listing)).items

    def drifting(self) -> tuple[UUID, ...]:
        return self.store.read_now(lambda uow: ledger.check(uow, self.actor)).drifting

    def read_at(self, order: Order, moment: datetime) -> Order:
        return self.store.read_now(lambda uow: orderpast.read_at(uow, self.actor, key(order), moment))

    def on_hand(self, sku: str = "SKU-1", warehouse_id: UUID | None = None) -> Decimal:
        """Units of a product, over all warehouses or in one."""
        product = next(each for each in self.world.products if each.sku == sku)
        where = [equal("product_id", product.id)]
        where += [equal("warehouse_id", warehouse_id)] if warehouse_id is not None else []
        page = self.store.read_now(lambda uow: stock.browse(uow, self.actor, Listing(where=tuple(where))))
        return sum((level.on_hand for level in page.items), D(0))


def some(quantity: str, sku: str = "SKU-1", **more: Any) -> GoodsDraft:
    """So many of a product, by its SKU."""
    return GoodsDraft(sku=sku, quantity=D(quantity), **more)


def wanted(quantity: str, sku: str = "SKU-1", **more: Any) -> LineDraft:
    """An order line for so many of a product."""
    return LineDraft(sku=sku, quantity=D(quantity), **more)


def line(order: Order, number: int = 0, quantity: str | None = None, **more: Any) -> LineQuantity:
    """So much (None: all) of the order's line."""
    return LineQuantity(line_id=order.lines[number].id, quantity=None if quantity is None else D(quantity), **more)
