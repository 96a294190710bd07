"""Letting orders count the goods of a receipt."""

from collections.abc import Sequence
from decimal import Decimal

from entrepot.actions import dockfacts
from entrepot.actions.posting import Posting
from entrepot.actions.receiving import source_of, write_off_short
from entrepot.book.orders.draft import DoorPolicy
from entrepot.book.orders.order import Order
from entrepot.book.receiving.announcing import FINAL
from entrepot.book.receiving.movement import MovementKind
from entrepot.book.receiving.outcome import check_receivable
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptLine
from entrepot.book.receiving.sharing import Room, rooms, share
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)


def takers(orders: Sequence[Order], policy: DoorPolicy) -> list[Order]:
    """The orders that take goods: those that are over are left out, others that may not take any raise Conflict."""
    found = [order for order in orders if order.status not in FINAL]
    for order in found:
        check_receivable(order, policy)
    return found


def count_goods(
    uow: UnitOfWork, posting: Posting, receipt: GoodsReceipt, orders: Sequence[Order], policy: DoorPolicy
) -> list[ReceiptLine]:
    """Movements for all goods of a receipt that its orders take; the receipt lines that changed."""
    found = takers(orders, policy) if receipt.lines else []
    if not found:
        return []
    facts = dockfacts.gather(uow, receipt.organization_id, found, (), policy, booked=False)
    free = rooms(found, facts, booked=False)
    changed = []
    for line in receipt.lines:
        if line.order_line_id is not None:
            room = free.of_line(line.order_line_id, None)
            candidates = [room] if room is not None else []
        else:
            candidates = free.of_product(line.product_id) if line.product_id is not None else []
        if candidates:
            count_line(posting, line, candidates)
            changed.append(line)
    write_off_short(posting, facts)
    return changed


def count_line(posting: Posting, line: ReceiptLine, candidates: Sequence[Room]) -> None:
    """Movements for the goods of one receipt line, shared over these order lines."""
    source = source_of(line)
    shares = share(candidates, line.unmatched)
    if line.rejected:
        first = shares[0][0] if shares else candidates[0]
        posting.move(first.order, first.line, MovementKind.REJECTED, line.rejected, source, reason=line.reason)
    for room, part in shares:
        room.take(part)
        posting.move(room.order, room.line, MovementKind.RECEIVED, part, source, reason=line.reason)
        line.matched += part
    if line.order_line_id is None and len(shares) <= 1:
        only = shares[0][0] if shares else candidates[0]
        line.order_id, line.order_line_id = only.order.id, only.line.id
    line.version += 1
    line.updated_at = posting.uow.now
