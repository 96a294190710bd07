"""Webhook endpoints, deliveries and attempts in the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from entrepot.book.webhooks.endpoint import Attempt, Delivery, Secret, WebhookEndpoint
from entrepot.store.listing import Catalogue, Field, Sort
from entrepot.store.schema.webhooks import webhook_attempts, webhook_deliveries, webhook_endpoints
from entrepot.store.shape import TEXTS, Packed, Shape
from entrepot.store.types import to_micros
from entrepot.store.work import UnitOfWork


def _written(secrets: Sequence[Secret]) -> list[dict[str, object]]:
    return [{"sealed": each.sealed, "ends_at": each.ends_at and each.ends_at.isoformat()} for each in secrets]


def _read(parts: Sequence[dict[str, Any]]) -> tuple[Secret, ...]:
    return tuple(
        Secret(part["sealed"], None if part["ends_at"] is None else datetime.fromisoformat(part["ends_at"]))
        for part in parts
    )


SHAPE = Shape(
    webhook_endpoints,
    WebhookEndpoint,
    packed={"event_names": TEXTS, "secrets": Packed(_written, _read)},
    without=["fresh_secret"],
)
DELIVERIES = Shape(webhook_deliveries, Delivery)
ATTEMPTS = Shape(webhook_attempts, Attempt)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(webhook_endpoints.c.id),
        "form": Field(webhook_endpoints.c.form),
        "enabled": Field(webhook_endpoints.c.enabled),
    },
    {"created_at": Sort(webhook_endpoints.c.id, lambda endpoint: endpoint.id)},
    always=[webhook_endpoints.c.deleted_at.is_(None)],
)
DELIVERY_CATALOGUE = Catalogue(
    DELIVERIES,
    {
        "id": Field(webhook_deliveries.c.id),
        "endpoint_id": Field(webhook_deliveries.c.endpoint_id),
        "event_name": Field(webhook_deliveries.c.event_name),
        "subject_id": Field(webhook_deliveries.c.subject_id),
        "state": Field(webhook_deliveries.c.state),
    },
    {"created_at": Sort(webhook_deliveries.c.id, lambda delivery: delivery.id)},
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page
insert_deliveries = DELIVERIES.insert_many
update_delivery = DELIVERIES.update
get_delivery = DELIVERIES.get
delivery_page = DELIVERY_CATALOGUE.page
insert_attempt = ATTEMPTS.insert

_LISTENING = (
    f"{SHAPE.selecting} WHERE webhook_endpoints.organization_id = ? AND webhook_endpoints.enabled"
    " AND webhook_endpoints.deleted_at IS NULL ORDER BY webhook_endpoints.id"
)
_COUNT = "SELECT count(*) FROM webhook_endpoints WHERE organization_id = ? AND deleted_at IS NULL"
_ATTEMPTS = (
    f"{ATTEMPTS.selecting} WHERE webhook_attempts.organization_id = ? AND webhook_attempts.delivery_id = ?"
    " ORDER BY webhook_attempts.number"
)
_OLD = """
SELECT id FROM webhook_deliveries WHERE organization_id = ? AND finished_at < ? ORDER BY finished_at LIMIT 500
"""
_DROP_ATTEMPTS = "DELETE FROM webhook_attempts WHERE organization_id = ? AND delivery_id = ?"
_DROP = "DELETE FROM webhook_deliveries WHERE organization_id = ? AND id = ?"


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> WebhookEndpoint | None:
    """The endpoint with this id, or None when there is none or it was deleted."""
    endpoint = SHAPE.get(uow, organization_id, id)
    return None if endpoint is None or endpoint.deleted_at is not None else endpoint


def listening(uow: UnitOfWork, organization_id: UUID) -> list[WebhookEndpoint]:
    """The endpoints that are told of events; the writer remembers the answer until one changes."""
    return [SHAPE.from_driver(row) for row in uow.settled(_LISTENING, (organization_id.bytes,))]


def count(uow: UnitOfWork, organization_id: UUID) -> int:
    """How many endpoints there are."""
    return int(uow.row(_COUNT, (organization_id.bytes,))[0])


def attempts(uow: UnitOfWork, delivery: Delivery) -> list[Attempt]:
    """Every attempt at a delivery, in order."""
    rows = uow.rows(_ATTEMPTS, (delivery.organization_id.bytes, delivery.id.bytes))
    return [ATTEMPTS.from_driver(row) for row in rows]


def prune(uow: UnitOfWork, organization_id: UUID, before: datetime) -> int:
    """Remove up to 500 deliveries that were over before a moment, and their attempts; how many."""
    own = organization_id.bytes
    old = [(own, row[0]) for row in uow.rows(_OLD, (own, to_micros(before)))]
    if old:
        uow.many(_DROP_ATTEMPTS, old)
        uow.many(_DROP, old)
    return len(old)
