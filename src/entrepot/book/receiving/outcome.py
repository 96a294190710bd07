"""What an action on the dock did, and what may be on the dock at all."""

from dataclasses import dataclass
from uuid import UUID

from entrepot.book.events import Event
from entrepot.book.orders.draft import DoorPolicy
from entrepot.book.orders.errors import ORDER_HELD
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Warning
from entrepot.book.receiving.errors import ORDER_NOT_RECEIVABLE
from entrepot.book.receiving.movement import Movement
from entrepot.book.receiving.receipt import GoodsReceipt
from entrepot.errors import Code, Conflict


@dataclass(frozen=True, slots=True)
class Posted:
    """What was done: the posting's id (a receipt's own id, else fresh), the receipt, the orders as they now are, the
    movements and the events. `replayed`: it had been done before under the same client-made id; nothing was done now.
    """

    posting_id: UUID
    orders: tuple[Order, ...] = ()
    movements: tuple[Movement, ...] = ()
    events: tuple[Event, ...] = ()
    receipt: GoodsReceipt | None = None
    warnings: tuple[Warning, ...] = ()
    replayed: bool = False

    @property
    def order(self) -> Order:
        """The first order it was about; IndexError when there is none."""
        return self.orders[0]


def refusal(order: Order, policy: DoorPolicy) -> tuple[Code, str] | None:
    """Why the order takes no goods now, or None when it does."""
    if order.status not in policy.receive_in:
        return (ORDER_NOT_RECEIVABLE, f"Order {order.number} is {order.status}; it takes no goods.")
    if order.held_at is not None:
        return (ORDER_HELD, f"Order {order.number} is on hold; resume it first.")
    return None


def check_receivable(order: Order, policy: DoorPolicy) -> None:
    """Raise Conflict when the order takes no goods now."""
    found = refusal(order, policy)
    if found is not None:
        raise Conflict(*found)
