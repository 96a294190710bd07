"""What the calls on deliveries do inside their one transaction: orders that can be received, and goods booked in."""

from entrepot.actions import corrections, orders, orderviews, receiving
from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.draft import ReceiveDraft
from entrepot.book.receiving.outcome import Posted
from entrepot.dialects.storefeeder.calls import acted, found_orders
from entrepot.dialects.storefeeder.render.forms import Document
from entrepot.dialects.storefeeder.render.orders import PARTS, order_document
from entrepot.dialects.storefeeder.translate import deliveries as translated
from entrepot.dialects.storefeeder.translate import queries
from entrepot.dialects.storefeeder.translate.orders import key_of
from entrepot.dialects.storefeeder.translate.words import is_delivery_ready
from entrepot.dialects.storefeeder.wire.queries import OrderListQuery
from entrepot.dialects.storefeeder.wire.requests import BookInPurchaseOrderRequestModel
from entrepot.errors import NotFound
from entrepot.store.work import UnitOfWork

NAMES = Parts.PRODUCTS | Parts.OFFERS


def list_deliveries(uow: UnitOfWork, actor: Actor, query: OrderListQuery) -> tuple[int, list[Document]]:
    """How many orders that can be received match, and those of the page."""
    return found_orders(uow, actor, queries.delivery_query(query))


def read_delivery(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """An order that can be received; any other is not found."""
    view = orders.read(uow, actor, key_of(number), PARTS)
    if not is_delivery_ready(view.order):
        raise NotFound(ORDER_UNKNOWN, f"Purchase order {view.order.number} cannot be received.")
    return order_document(view)


def book_in_all(uow: UnitOfWork, actor: Actor, number: int) -> Document:
    """Receive all that is outstanding."""
    actor.require(Right.RECEIPTS_WRITE)

    def act(order: Order) -> Posted:
        translated.require_receivable(order)
        draft = ReceiveDraft(everything=True)
        return receiving.receive(uow, actor, key_of(number), draft, translated.RECEIVE_POLICY)

    return acted(uow, actor, number, act, all_rules=True)


def book_in(uow: UnitOfWork, actor: Actor, body: BookInPurchaseOrderRequestModel) -> Document:
    """Receive and write off what is said, all of it or nothing.

    What is lost is written off first: what comes after may complete the order, which then takes nothing more.
    """
    actor.require(Right.RECEIPTS_WRITE)
    key = key_of(body.PurchaseOrderID)

    def act(order: Order) -> Posted | None:
        translated.require_receivable(order)
        (view,) = orderviews.views(uow, actor.organization_id, [order], NAMES)
        wanted, posted = translated.book_in(view, body), None
        policy = translated.RECEIVE_POLICY
        if wanted.losses:
            posted = corrections.write_off(uow, actor, key, wanted.losses, policy=policy)
        if wanted.goods:
            posted = receiving.receive(uow, actor, key, ReceiveDraft(wanted.goods), policy)
        return posted

    return acted(uow, actor, body.PurchaseOrderID, act, all_rules=True)
