"""What a call on one line does: price, quantity and notes, and how much of it was received or written off."""

from decimal import Decimal

from entrepot.actions import corrections, counting, orders
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.book.receiving.draft import LineQuantity
from entrepot.book.receiving.movement import Movement, MovementKind
from entrepot.book.receiving.outcome import Posted
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.dialects.storefeeder.calls import acted
from entrepot.dialects.storefeeder.errors import WRITTEN_OFF_ELSEWHERE
from entrepot.dialects.storefeeder.render.forms import Document
from entrepot.dialects.storefeeder.translate import orders as translated
from entrepot.dialects.storefeeder.translate.deliveries import RECEIVE_POLICY, figures
from entrepot.dialects.storefeeder.wire.requests import PurchaseOrderLinePatchModel
from entrepot.errors import Conflict
from entrepot.store import movements
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)
REASON = "Counted anew through StoreFeeder."
MOST = 1000


def change_line(
    uow: UnitOfWork, actor: Actor, number: int, line_id: int, body: PurchaseOrderLinePatchModel
) -> Document:
    """Change one line: what becomes less first, then the line itself, then what becomes more."""
    key = translated.key_of(number)

    def act(order: Order) -> Outcome | Posted | None:
        line = translated.find_line(order, line_id)
        translated.require_open(order)
        wanted = figures(order, line, body)
        received = line.net_received + wanted.received
        done: Outcome | Posted | None = None
        if wanted.lost < 0:
            done = _take_back(uow, actor, order, line, -wanted.lost)
        if wanted.received < 0:
            done = _set_received(uow, actor, order, line, received)
        if translated.changes_line(body) or not (wanted.received or wanted.lost):
            changes = translated.line_changes(line, body)
            done = orders.change(uow, actor, key, policy=translated.EDIT_POLICY, lines=changes)
        if wanted.lost > 0:
            done = _write_off(uow, actor, order, line, wanted.lost)
        if wanted.received > 0:
            done = _set_received(uow, actor, order, line, received)
        return done

    return acted(uow, actor, number, act)


def _set_received(uow: UnitOfWork, actor: Actor, order: Order, line: OrderLine, quantity: Decimal) -> Posted:
    count = [LineQuantity(line_id=line.id, quantity=quantity)]
    return counting.set_received(uow, actor, translated.key_of(order.serial), count, REASON, RECEIVE_POLICY)


def _write_off(uow: UnitOfWork, actor: Actor, order: Order, line: OrderLine, quantity: Decimal) -> Posted:
    lost = [LineQuantity(line_id=line.id, quantity=quantity)]
    return corrections.write_off(uow, actor, translated.key_of(order.serial), lost, REASON, RECEIVE_POLICY)


def _take_back(uow: UnitOfWork, actor: Actor, order: Order, line: OrderLine, quantity: Decimal) -> Posted:
    """Undo write-offs of a line, the latest first, until so much is expected again; what is too much is written off
    anew.
    """
    back: list[Movement] = []
    for movement in _written_off(uow, actor, line):
        if sum((each.quantity for each in back), ZERO) < quantity:
            back.append(movement)
    surplus = sum((each.quantity for each in back), ZERO) - quantity
    if surplus < 0:
        raise Conflict(WRITTEN_OFF_ELSEWHERE)
    undone = corrections.undo_movements(uow, actor, [each.id for each in back], REASON)
    return _write_off(uow, actor, order, line, surplus) if surplus else undone


def _written_off(uow: UnitOfWork, actor: Actor, line: OrderLine) -> list[Movement]:
    """The line's write-offs that stand, latest first."""
    where = (
        Condition("order_line_id", Test.EQ, line.id),
        Condition("kind", Test.EQ, MovementKind.WRITTEN_OFF),
    )
    made = movements.page(uow, actor.organization_id, Listing(where=where, sort="id", descending=True, limit=MOST))
    gone = {each.reverses_id for each in made.items}
    return [each for each in made.items if each.reverses_id is None and each.id not in gone]
