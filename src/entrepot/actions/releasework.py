"""What steps in the life of an order and of its releases have in common."""

from collections.abc import Iterable

from entrepot.actions.history import record
from entrepot.book.difference import difference, state
from entrepot.book.events import Change, Event, EventCode
from entrepot.book.orders.order import Order
from entrepot.book.people.actor import Actor
from entrepot.book.releases import rules
from entrepot.book.releases.events import RELEASE_CANCELED
from entrepot.book.releases.release import Release, transport_of
from entrepot.store import releases
from entrepot.store.work import UnitOfWork

_UNTOLD = frozenset({"organization_id", "id", "order_id", "version", "created_at", "updated_at"})
_LINE_UNTOLD = frozenset({"organization_id", "release_id", "version"})


def picture(release: Release) -> dict[str, object]:
    """The release as plain JSON values, lines included, less what changes with every step."""
    shown = state(release, without=_UNTOLD | {"lines"})
    return {**shown, "lines": [state(line, without=_LINE_UNTOLD) for line in release.lines]}


def tell(
    uow: UnitOfWork,
    actor: Actor,
    order: Order,
    release: Release,
    before: dict[str, object] | None,
    code: EventCode,
    words: str,
    more: Iterable[Change] = (),
) -> Event:
    """Note a step of a release in the timeline of its order; fields are named `releases.<id>.<field>`."""
    changes = tuple(
        Change(f"releases.{release.id}.{change.path}", change.old, change.new)
        for change in difference(before, picture(release))
    )
    return record(
        uow,
        actor,
        subject="order",
        subject_id=order.id,
        version=order.version,
        code=code,
        message=f"Release {release.number} of order {order.number} {words}",
        changes=(*changes, *more),
    )


def keep(uow: UnitOfWork, release: Release, *, lines: bool = False) -> None:
    """Store the next version of a release."""
    release.version += 1
    release.updated_at = max(uow.now, release.updated_at)
    if lines:
        for line in release.lines:
            line.version += 1
    releases.update(uow, release, lines=lines)


def order_canceled(uow: UnitOfWork, actor: Actor, order: Order) -> None:
    """With an order go the releases nobody decided yet and those onto shipments; orders made by others stay."""
    every = releases.of_orders(uow, order.organization_id, [order.id]).get(order.id, [])
    for release in every:
        if not (release.is_offered or release.is_on_shipment):
            continue
        before = picture(release)
        rules.cancel(release, None, uow.now)
        keep(uow, release)
        tell(uow, actor, order, release, before, RELEASE_CANCELED, "was called off with its order.")
    order.transport = transport_of(every)
