"""What a person can say of goods on their way: tracking numbers and how much of an order was shipped."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from entrepot.actions import orders
from entrepot.book.orders.draft import OrderKey, OrderPatch
from entrepot.book.orders.errors import TRACKING_UNKNOWN
from entrepot.book.orders.order import Order
from entrepot.book.orders.tracking import Shipped, Tracking, TrackingDraft, TrackingPatch, trimmed
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.patch import given_fields
from entrepot.book.values.unset import UNSET, Unset
from entrepot.errors import NotFound
from entrepot.store.work import UnitOfWork


def add(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    drafts: Collection[TrackingDraft],
    *,
    shipped: Shipped | Unset = UNSET,
    expected_version: int | None = None,
) -> Outcome:
    """Note parcels on an order, and how much of it was shipped; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.ORDERS_TRACK)
    order = orders.find(uow, actor, key)
    first = uow.counter(order.organization_id, "tracking", len(drafts)) if drafts else 0
    made = (
        Tracking(uow.new_id(), first + index, trimmed(draft.number), trimmed(draft.carrier), draft.shipped_at, uow.now)
        for index, draft in enumerate(drafts)
    )
    patch = OrderPatch(tracking=(*order.tracking, *made), shipped=shipped)
    return _keep(uow, actor, key, patch, expected_version)


def change(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    id: UUID,
    patch: TrackingPatch,
    *,
    expected_version: int | None = None,
) -> Outcome:
    """Change one tracking number of an order; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.ORDERS_TRACK)
    order = orders.find(uow, actor, key)
    found(order, id)
    said = given_fields(patch)
    said |= {name: trimmed(said[name]) for name in ("number", "carrier") if name in said}
    tracking = tuple(replace(each, **said) if each.id == id else each for each in order.tracking)
    return _keep(uow, actor, key, OrderPatch(tracking=tracking), expected_version)


def remove(
    uow: UnitOfWork, actor: Actor, key: OrderKey, ids: Collection[UUID], *, expected_version: int | None = None
) -> Outcome:
    """Take tracking numbers off an order; raises Forbidden, NotFound for any that it does not have, Conflict."""
    actor.require(Right.ORDERS_TRACK)
    order = orders.find(uow, actor, key)
    for id in ids:
        found(order, id)
    left = tuple(each for each in order.tracking if each.id not in ids)
    return _keep(uow, actor, key, OrderPatch(tracking=left), expected_version)


def found(order: Order, id: UUID) -> Tracking:
    """The tracking number of this order with this id; raises NotFound."""
    for each in order.tracking:
        if each.id == id:
            return each
    raise NotFound(TRACKING_UNKNOWN)


def _keep(uow: UnitOfWork, actor: Actor, key: OrderKey, patch: OrderPatch, expected_version: int | None) -> Outcome:
    return orders.change(uow, actor, key, patch, expected_version=expected_version, right=Right.ORDERS_TRACK)
