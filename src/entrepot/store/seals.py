"""Seals in the store: appended by whoever seals, read by feeds and by whoever verifies them. Never altered."""

from collections.abc import Sequence
from uuid import UUID

from entrepot.book.events import Event
from entrepot.book.seal import Seal
from entrepot.ids import from_parts
from entrepot.store.events import SHAPE
from entrepot.store.types import to_id, to_micros
from entrepot.store.work import UnitOfWork

SLACK_MILLISECONDS = 3_600_000  # how much later than its id says an event may be committed
_BEGINNING = bytes(16)
_NOT_SEALED = """
 AND NOT EXISTS (SELECT 1 FROM event_seal WHERE event_seal.organization_id = ? AND event_seal.event_id = events.id)
 ORDER BY events.id LIMIT ?"""
_SEALS = "SELECT sequence, event_id, content_hash, hash FROM event_seal WHERE organization_id = ?"


def last(uow: UnitOfWork, organization_id: UUID) -> Seal | None:
    """The latest link of the chain, or None."""
    row = uow.row(f"{_SEALS} ORDER BY sequence DESC LIMIT 1", (organization_id.bytes,))
    return None if row is None else _seal(row)


def after(uow: UnitOfWork, organization_id: UUID, sequence: int, limit: int) -> list[tuple[Seal, Event | None]]:
    """The links after a place with their events, in order."""
    rows = uow.rows(f"{_SEALS} AND sequence > ? ORDER BY sequence LIMIT ?", (organization_id.bytes, sequence, limit))
    found = [_seal(row) for row in rows]
    events = SHAPE.by_ids(uow, organization_id, [seal.event_id for seal in found])
    return [(seal, events.get(seal.event_id)) for seal in found]


def unsealed(uow: UnitOfWork, organization_id: UUID, limit: int, *, all_of_them: bool = False) -> list[Event]:
    """Events that have no link yet, oldest first.

    Looked for among those whose id is at most an hour older than the latest sealed one, unless `all_of_them`: a history
    that is brought in afterwards has ids of its own time.
    """
    horizon = _BEGINNING if all_of_them else _horizon(uow, organization_id)
    rows = uow.rows(
        f"{SHAPE.selecting} WHERE events.organization_id = ? AND events.id > ?{_NOT_SEALED}",
        (organization_id.bytes, horizon, organization_id.bytes, limit),
    )
    return [SHAPE.from_driver(row) for row in rows]


def append(uow: UnitOfWork, organization_id: UUID, seals: Sequence[Seal]) -> None:
    """Keep new links."""
    uow.many(
        "INSERT INTO event_seal (organization_id, sequence, event_id, content_hash, hash, sealed_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                organization_id.bytes,
                seal.sequence,
                seal.event_id.bytes,
                seal.content_hash,
                seal.hash,
                to_micros(uow.now),
            )
            for seal in seals
        ],
    )


def _horizon(uow: UnitOfWork, organization_id: UUID) -> bytes:
    row = uow.row(
        "SELECT event_id FROM event_seal WHERE organization_id = ? ORDER BY event_id DESC LIMIT 1",
        (organization_id.bytes,),
    )
    if row is None:
        return _BEGINNING
    millisecond = to_id(row[0]).int >> 80
    return from_parts(max(0, millisecond - SLACK_MILLISECONDS), 0).bytes


def _seal(row: Sequence[object]) -> Seal:
    sequence, event_id, content, link = row
    return Seal(int(str(sequence)), to_id(event_id), bytes(content), bytes(link))  # type: ignore[arg-type, call-overload]
