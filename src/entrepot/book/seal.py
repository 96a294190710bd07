"""The chain over an organization's events: each link covers the one before, the event, and a digest of its content.

What a person wrote or is called goes into the content's digest, which is kept beside the link, so that it could be
struck out of the event one day and the chain would still hold.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from entrepot.book.events import Event

FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class Seal:
    """One link: the event's place in the sequence (from 1, without gaps) and the hash up to it."""

    sequence: int
    event_id: UUID
    content_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row of a chain that is not what was sealed."""

    sequence: int
    event_id: UUID | None
    what: str


def content_hash(event: Event) -> bytes:
    """The digest of what an event says: its sentence, who did it, and every change."""
    changes = [[change.path, change.old, change.new] for change in event.changes]
    return sha256(_bytes([event.message, event.actor_name, changes])).digest()


def next_seal(before: Seal | None, event: Event) -> Seal:
    """The link after `before`."""
    sequence = 1 if before is None else before.sequence + 1
    content = content_hash(event)
    return Seal(sequence, event.id, content, link_hash(before, sequence, event, content))


def link_hash(before: Seal | None, sequence: int, event: Event, content: bytes) -> bytes:
    """SHA-256 over the link before, the place, everything about the event that is never struck out, and the digest."""
    facts = [
        sequence,
        str(event.organization_id),
        str(event.id),
        event.subject,
        str(event.subject_id),
        event.subject_version,
        event.code,
        event.category.value,
        str(event.actor_id),
        event.door,
        _moment(event.occurred_at),
        _moment(event.created_at),
        None if event.cause_id is None else str(event.cause_id),
    ]
    return sha256((FIRST if before is None else before.hash) + _bytes(facts) + content).digest()


def fault_of(before: Seal | None, seal: Seal, event: Event | None) -> Fault | None:
    """What is wrong with a link, or None."""
    expected = 1 if before is None else before.sequence + 1
    if seal.sequence != expected:
        return Fault(expected, None, f"Row {expected} of the sequence is missing.")
    if event is None:
        return Fault(seal.sequence, seal.event_id, "The event of this row is missing.")
    if content_hash(event) != seal.content_hash:
        return Fault(seal.sequence, seal.event_id, "What the event says was altered.")
    if link_hash(before, seal.sequence, event, seal.content_hash) != seal.hash:
        return Fault(seal.sequence, seal.event_id, "The event or its link to the one before was altered.")
    return None


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True, default=_told).encode()


def _told(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    raise TypeError(f"an event holds no {type(value).__name__}")
