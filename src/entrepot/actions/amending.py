"""What a supplier's user may change on an order that was sent to that supplier."""

from dataclasses import fields

from entrepot.actions import orders
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, LineChanges, LinePatch, OrderKey, OrderPatch
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import RIGHT_MISSING
from entrepot.book.people.rights import Right
from entrepot.book.values.unset import UNSET
from entrepot.errors import Forbidden
from entrepot.store.work import UnitOfWork

# Places, times, words and quantities; never prices, tags or who supplies.
HEADER = frozenset({"number", "title", "custom_data", "ship_to", "ship_from", "due_at", "extension"})
LINE = frozenset({"line_id", "line_serial", "sku", "description", "quantity", "extension"})


def amend(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    patch: OrderPatch,
    changes: tuple[LinePatch, ...] = (),
    policy: DoorPolicy = HOUSE_POLICY,
) -> Outcome:
    """Change what a supplier may change, in one go; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.ORDERS_AMEND)
    asked = _given(patch) - HEADER
    for change in changes:
        asked |= _given(change) - LINE
    if asked:
        raise Forbidden(RIGHT_MISSING, f"A supplier does not change {', '.join(sorted(asked))}.")
    return orders.change(uow, actor, key, patch, policy, lines=LineChanges(change=changes), right=Right.ORDERS_AMEND)


def _given(patch: OrderPatch | LinePatch) -> set[str]:
    """The fields a patch changes."""
    unsaid = {"price_currency"} if isinstance(patch, LinePatch) and patch.price_currency is None else set[str]()
    return {each.name for each in fields(patch) if getattr(patch, each.name) is not UNSET} - unsaid
