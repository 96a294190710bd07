"""Writing down what happened, in the same transaction as the thing itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from entrepot.book.difference import difference, state
from entrepot.book.events import Category, Change, Event, EventCode
from entrepot.book.people.actor import Actor
from entrepot.errors import VERSION_STALE, Conflict
from entrepot.store import events
from entrepot.store.work import UnitOfWork

# What says nothing about the change a person made, or must not be repeated.
UNTOLD = frozenset({"organization_id", "id", "version", "created_at", "updated_at", "password_hash", "secret_hash"})


def record(
    uow: UnitOfWork,
    actor: Actor,
    *,
    subject: str,
    subject_id: UUID,
    version: int,
    code: EventCode,
    message: str,
    changes: Iterable[Change] = (),
    category: Category = Category.INFO,
    occurred_at: datetime | None = None,
) -> Event:
    """Append one event about a subject that now has this version, and return it."""
    event = Event(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        subject=subject,
        subject_id=subject_id,
        subject_version=version,
        code=code,
        category=category,
        message=message,
        actor_id=actor.id,
        actor_name=actor.name,
        door=actor.door,
        changes=tuple(changes),
        occurred_at=occurred_at or uow.now,
        created_at=uow.now,
    )
    events.append(uow, event)
    return event


def changes_between(old: object | None, new: object | None) -> tuple[Change, ...]:
    """Field by field, what differs between two states of a noun; None stands for "not there"."""
    return difference(_told(old), _told(new))


def check_version(version: int, expected: int | None) -> None:
    """Raise `Conflict` when the caller read another version than there is now."""
    if expected is not None and expected != version:
        raise Conflict(VERSION_STALE)


def _told(thing: object | None) -> dict[str, object] | None:
    return None if thing is None else state(thing, without=UNTOLD)
