"""Everything that happens is an event: what, to which thing, by whom, through which door, with old and new values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

EventCode = NewType("EventCode", str)

EVENTS: dict[EventCode, str] = {}


def event(name: str, sentence: str) -> EventCode:
    """Declare an event code (`noun.what`) with the sentence that documents it; raises ValueError on a double."""
    declared = EventCode(name)
    if declared in EVENTS:
        raise ValueError(f"event code declared twice: {name}")
    EVENTS[declared] = sentence
    return declared


class Category(StrEnum):
    """What sort of thing happened."""

    INFO = "info"
    TRACKING = "tracking"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new value. `path` is dotted (`lines.<line id>.unit_price`); values are JSON values."""

    path: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one subject (an order, a supplier, …); never altered, never removed.

    `subject_version` is the subject's version right after the event, `occurred_at` may lie before `created_at`.
    `cause_id` is the event that led to this one without a person's doing (a rule answered it).
    """

    organization_id: UUID
    id: UUID
    subject: str
    subject_id: UUID
    subject_version: int
    code: EventCode
    category: Category
    message: str
    actor_id: UUID
    actor_name: str
    door: str
    changes: tuple[Change, ...]
    occurred_at: datetime
    created_at: datetime
    cause_id: UUID | None = None
