"""Events in the store: appended, read, never altered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from entrepot.book.events import Change, Event
from entrepot.store.listing import Catalogue, Field
from entrepot.store.schema.events import events
from entrepot.store.shape import Packed, Shape
from entrepot.store.types import to_json, to_micros
from entrepot.store.work import UnitOfWork


def _packed(changes: Iterable[Change]) -> list[list[object]]:
    return [[change.path, change.old, change.new] for change in changes]


def _unpacked(rows: Sequence[Sequence[object]]) -> tuple[Change, ...]:
    return tuple(Change(str(path), old, new) for path, old, new in rows)


SHAPE = Shape(events, Event, packed={"changes": Packed(_packed, _unpacked, seldom_the_same=True)})
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(events.c.id),
        "subject": Field(events.c.subject),
        "subject_id": Field(events.c.subject_id),
        "code": Field(events.c.code),
        "category": Field(events.c.category),
        "occurred_at": Field(events.c.occurred_at),
        "created_at": Field(events.c.created_at),
    },
)
page = CATALOGUE.page

_APPEND = """
INSERT INTO events (organization_id, id, subject, subject_id, subject_version, code, category, message, actor_id,
                    actor_name, door, changes, occurred_at, created_at, cause_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def append(uow: UnitOfWork, *happened: Event) -> None:
    """Keep what happened, and tell the subscribers of the store; the only place where events are written."""
    if not happened:
        return
    if uow.cause is not None:
        happened = tuple(replace(event, cause_id=uow.cause) for event in happened)
    if len(happened) == 1:
        uow.sql(_APPEND, _row(happened[0]))
    else:
        uow.many(_APPEND, [_row(event) for event in happened])
    for told in uow.listeners.subscribers.values():
        told(uow, happened)


def _row(event: Event) -> tuple[object, ...]:
    return (
        event.organization_id.bytes,
        event.id.bytes,
        event.subject,
        event.subject_id.bytes,
        event.subject_version,
        event.code,
        event.category.value,
        event.message,
        event.actor_id.bytes,
        event.actor_name,
        event.door,
        to_json(_packed(event.changes)),
        to_micros(event.occurred_at),
        to_micros(event.created_at),
        None if event.cause_id is None else event.cause_id.bytes,
    )


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> Event | None:
    """The event with this id, or None."""
    return SHAPE.get(uow, organization_id, id)


def since(uow: UnitOfWork, organization_id: UUID, subject_id: UUID, moment: datetime) -> list[Event]:
    """What was written down about one subject after a moment, newest first."""
    rows = uow.rows(
        f"{SHAPE.selecting} WHERE events.organization_id = ? AND events.subject_id = ? AND events.created_at > ?"
        " ORDER BY events.id DESC",
        (organization_id.bytes, subject_id.bytes, to_micros(moment)),
    )
    return [SHAPE.from_driver(row) for row in rows]


def of(uow: UnitOfWork, organization_id: UUID, subject_id: UUID, limit: int = 1000) -> list[Event]:
    """The first `limit` things that happened to one subject, oldest first."""
    rows = uow.rows(
        f"{SHAPE.selecting} WHERE events.organization_id = ? AND events.subject_id = ? ORDER BY events.id LIMIT ?",
        (organization_id.bytes, subject_id.bytes, limit),
    )
    return [SHAPE.from_driver(row) for row in rows]


def last_until(uow: UnitOfWork, organization_id: UUID, subject_id: UUID, moment: datetime) -> Event | None:
    """The last thing written down about one subject up to a moment, or None."""
    row = uow.row(
        f"{SHAPE.selecting} WHERE events.organization_id = ? AND events.subject_id = ? AND events.created_at <= ?"
        " ORDER BY events.id DESC LIMIT 1",
        (organization_id.bytes, subject_id.bytes, to_micros(moment)),
    )
    return None if row is None else SHAPE.from_driver(row)


def latest(uow: UnitOfWork, organization_id: UUID, code: str) -> Event | None:
    """The last event of a code, or None. Walks back through the events: not for every day."""
    row = uow.row(
        f"{SHAPE.selecting} WHERE events.organization_id = ? AND events.code = ? ORDER BY events.id DESC LIMIT 1",
        (organization_id.bytes, code),
    )
    return None if row is None else SHAPE.from_driver(row)


def of_each(
    uow: UnitOfWork, organization_id: UUID, subject_ids: Iterable[UUID], limit: int = 1000
) -> dict[UUID, list[Event]]:
    """The first `limit` things that happened to each subject, oldest first; one statement for each 500 subjects."""
    found: dict[UUID, list[Event]] = {}
    for event in SHAPE.among(uow, organization_id, "subject_id", tuple({id.bytes for id in subject_ids})):
        found.setdefault(event.subject_id, []).append(event)
    return {id: sorted(happened, key=lambda event: event.id)[:limit] for id, happened in found.items()}
