"""Going back: an order as it stood at a time, and the last step in its life taken back."""

from datetime import datetime

from entrepot.actions.history import check_version
from entrepot.actions.orders import find
from entrepot.actions.posting import Posting
from entrepot.book.orders import past, status
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.errors import MOMENT_TOO_EARLY, REASON_MISSING
from entrepot.book.receiving.events import ORDER_STEP_UNDONE
from entrepot.errors import CODES, FieldError, Invalid, NotFound
from entrepot.store import events, organizations
from entrepot.store.work import UnitOfWork


def read_at(uow: UnitOfWork, actor: Actor, key: OrderKey, moment: datetime) -> Order:
    """The order with its lines as it stood at a time; raises NotFound when it did not exist then.

    Two reads beside the order's own; only what happened after that time is looked at.
    """
    actor.require(Right.ORDERS_READ)
    order = find(uow, actor, key)
    later = events.since(uow, actor.organization_id, order.id, moment)
    last = events.last_until(uow, actor.organization_id, order.id, moment)
    stood = past.as_of(order, later, last)
    if stood is None or moment < order.created_at:
        raise NotFound(MOMENT_TOO_EARLY, f"Order {order.number} did not exist at that time.")
    return stood


def undo_step(
    uow: UnitOfWork, actor: Actor, key: OrderKey, reason: str, *, expected_version: int | None = None
) -> Outcome:
    """Take the last step in the order's life back: closed to where it was, confirmed to sent (or draft), sent to draft.

    Needs the right of that step. Raises Conflict when there is none, when goods were moved since, or when it is final.
    """
    order = find(uow, actor, key)
    check_version(order.version, expected_version)
    actor.require(status.right_of_step_back(order))
    if not reason.strip():
        raise Invalid(REASON_MISSING, fields=[FieldError(("reason",), REASON_MISSING, CODES[REASON_MISSING])])
    posting = Posting(uow, actor, order.id, organizations.settings(uow, actor.organization_id))
    posting.watch(order)
    status.step_back(order)
    made = posting.finish(ORDER_STEP_UNDONE, f"is {order.status} again: {reason}")
    return Outcome(order, made)
