"""May they? The answer to a question about a right or a move of an order, with its reason and who may."""

from dataclasses import dataclass
from uuid import UUID

from entrepot.actions import orders
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.status import MOVES, refusal
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import ACTION_UNKNOWN, RIGHT_MISSING
from entrepot.book.people.rights import RIGHTS, Right, Role
from entrepot.errors import Code, FieldError, Invalid
from entrepot.store.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether, and why not. `right` is what the action needs, `roles` are those that have it."""

    allowed: bool
    right: Right
    roles: tuple[Role, ...]
    reason: str
    code: Code | None = None


def can(uow: UnitOfWork, actor: Actor, action: str, order_id: UUID | None = None) -> Verdict:
    """Whether the actor may do something now: `action` is a right (`orders.write`) or a move of an order (`send`).

    With an order, its state is asked too. Raises Invalid for an unknown action, NotFound for an order they do not see.
    """
    right = _right_of(action)
    roles = tuple(role for role in Role if right in RIGHTS[role])
    why = actor.why_not(right)
    if why is not None:
        return Verdict(False, right, roles, f"{why} {_named(roles)}", RIGHT_MISSING)
    if order_id is not None:
        order = orders.read(uow, actor, OrderKey(id=order_id)).order
        found = refusal(order, MOVES[action]) if action in MOVES else None
        if found is not None:
            return Verdict(False, right, roles, found[1], found[0])
    return Verdict(True, right, roles, f"{actor.name} has {right} as {actor.role}.")


def _named(roles: tuple[Role, ...]) -> str:
    return f"It belongs to {', '.join(roles)}."


def _right_of(action: str) -> Right:
    if action in MOVES:
        return MOVES[action].right
    try:
        return Right(action)
    except ValueError as error:
        wrong = FieldError(("action",), ACTION_UNKNOWN, f"One of {', '.join([*MOVES, *Right])} is expected.")
        raise Invalid(ACTION_UNKNOWN, fields=[wrong]) from error
