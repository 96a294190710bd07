"""What the native form of a webhook says: the event as it is kept, under a version of its own."""

from datetime import datetime
from typing import Any

from entrepot.book.events import Category, Event
from entrepot.book.webhooks.endpoint import Delivery
from entrepot.store.types import to_json

VERSION = 1
_TEXT = {"type": "string"}
_ID = {"type": "string", "format": "uuid"}
_MOMENT = {"type": "string", "format": "date-time"}
_CHANGE = {
    "type": "object",
    "description": "One field; an id inside the path says which line or other part. Values are JSON values.",
    "required": ["path", "old", "new"],
    "properties": {"path": _TEXT, "old": {}, "new": {}},
}
_DATA = {
    "id": _ID,
    "organization_id": _ID,
    "subject": {**_TEXT, "description": "What it happened to: order, receipt, supplier, …"},
    "subject_id": _ID,
    "subject_version": {"type": "integer", "description": "The subject's version right after the event."},
    "category": {"enum": [each.value for each in Category]},
    "message": _TEXT,
    "actor_id": _ID,
    "actor_name": _TEXT,
    "door": {**_TEXT, "description": "The API it came through."},
    "changes": {"type": "array", "items": _CHANGE},
    "cause_id": {"type": ["string", "null"], "format": "uuid", "description": "The event that led to this one."},
    "occurred_at": {**_MOMENT, "description": "When it happened; may lie before created_at."},
    "created_at": _MOMENT,
}
# What version 1 promises: fields may be added to it, none is taken away or given another meaning.
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Webhook payload of the native form, version 1",
    "type": "object",
    "required": ["type", "timestamp", "version", "data"],
    "properties": {
        "type": {**_TEXT, "description": "The name of the event; `webhook.test` for a trial."},
        "timestamp": _MOMENT,
        "version": {"const": VERSION},
        "data": {
            "type": ["object", "null"],
            "description": "Null in a trial.",
            "required": list(_DATA),
            "properties": _DATA,
        },
    },
}


def payload(delivery: Delivery, event: Event | None) -> dict[str, Any]:
    """The document of a delivery; `data` is null in a trial."""
    happened_at = delivery.created_at if event is None else event.created_at
    return {
        "type": delivery.event_name,
        "timestamp": moment(happened_at),
        "version": VERSION,
        "data": None if event is None else data(event),
    }


def data(event: Event) -> dict[str, Any]:
    """The event itself: what happened to which thing, by whom, with old and new values."""
    return {
        "id": str(event.id),
        "organization_id": str(event.organization_id),
        "subject": event.subject,
        "subject_id": str(event.subject_id),
        "subject_version": event.subject_version,
        "category": event.category.value,
        "message": event.message,
        "actor_id": str(event.actor_id),
        "actor_name": event.actor_name,
        "door": event.door,
        "changes": [{"path": each.path, "old": each.old, "new": each.new} for each in event.changes],
        "cause_id": None if event.cause_id is None else str(event.cause_id),
        "occurred_at": moment(event.occurred_at),
        "created_at": moment(event.created_at),
    }


def body(delivery: Delivery, event: Event | None) -> bytes:
    """The bytes that are sent."""
    return to_json(payload(delivery, event)).encode()


def moment(value: datetime) -> str:
    """A moment as the native API writes it: UTC, with Z."""
    return value.isoformat().replace("+00:00", "Z")
