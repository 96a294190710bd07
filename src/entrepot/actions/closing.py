"""Closing an order where somebody can be asked whether it may end short."""

from entrepot.actions import orders
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving.closing import check_complete
from entrepot.store import organizations
from entrepot.store.work import UnitOfWork


def close(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    *,
    accept_incomplete: bool = False,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Expect nothing more of an order.

    Where the organization wants that to be confirmed (`orders.close_short`), raises Invalid naming every line that is
    not complete unless `accept_incomplete`.
    """
    actor.require(Right.ORDERS_CLOSE)
    if (
        not accept_incomplete
        and organizations.settings(uow, actor.organization_id).text("orders.close_short") != "allowed"
    ):
        check_complete(orders.find(uow, actor, key))
    return orders.close(uow, actor, key, reason=reason, expected_version=expected_version)
