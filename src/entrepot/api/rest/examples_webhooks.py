"""The examples of webhooks, deliveries and jobs: what is sent and what is answered."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from entrepot.api.rest.made_up import ACTOR, NOON, ORDER, ORGANIZATION, OTHER, made_up_id
from entrepot.api.rest.render_webhooks import delivery_detail, delivery_document, job_document, webhook_document
from entrepot.book.jobs.job import Job, JobState
from entrepot.book.webhooks.endpoint import Attempt, Delivery, DeliveryState, Secret, WebhookEndpoint

WEBHOOK, DELIVERY, JOB = map(made_up_id, range(71, 74))
NEW: dict[str, Any] = {
    "url": "https://stock.harbour-supplies.example/hooks/orders",
    "description": "Our planning",
    "events": ["order.sent", "order.goods_received"],
}
CHANGE: dict[str, Any] = {"events": ["order.*"], "enabled": True}
ROTATE: dict[str, Any] = {"keep_hours": 48}
_ENDPOINT = WebhookEndpoint(
    organization_id=ORGANIZATION,
    id=WEBHOOK,
    url=NEW["url"],
    description="Our planning",
    form="native",
    event_names=("order.sent", "order.goods_received"),
    enabled=True,
    disabled_reason=None,
    secrets=(),
    credentials=None,
    version=1,
    created_at=NOON,
    updated_at=NOON,
)
_DELIVERY = Delivery(
    organization_id=ORGANIZATION,
    id=DELIVERY,
    endpoint_id=WEBHOOK,
    event_id=OTHER,
    event_name="order.sent",
    subject="order",
    subject_id=ORDER,
    state=DeliveryState.DELIVERED,
    attempts=1,
    next_at=None,
    body='{"type":"order.sent","timestamp":"2026-03-02T12:00:00Z","version":1,"data":{}}',
    job_id=JOB,
    resend_of=None,
    version=2,
    created_at=NOON,
    updated_at=NOON,
    finished_at=NOON + timedelta(seconds=1),
)
_ATTEMPT = Attempt(
    organization_id=ORGANIZATION,
    id=OTHER,
    delivery_id=DELIVERY,
    number=1,
    started_at=NOON,
    milliseconds=182,
    address="198.51.100.24",
    status=204,
    answer="",
    error=None,
)


def _job() -> Job:
    return Job(
        organization_id=ORGANIZATION,
        id=JOB,
        kind="webhook",
        lane=f"webhook/{WEBHOOK}",
        unique_key=None,
        payload={"delivery_id": str(DELIVERY)},
        state=JobState.WAITING,
        attempts=2,
        run_at=NOON + timedelta(minutes=5),
        leased_until=None,
        holder=None,
        canceling=False,
        progress=None,
        result=None,
        last_error="the receiver answered 503",
        created_by_id=ACTOR,
        created_by_name="Desk",
        version=5,
        created_at=NOON,
        updated_at=NOON,
    )


def webhook_answers() -> dict[str, Any]:
    """An example of everything about webhooks and jobs that is answered."""
    secret = "whsec_bWFkZSB1cCBmb3IgdGhpcyBleGFtcGxlIG9ubHkhISE="  # noqa: S105 - made up
    earlier = replace(_ENDPOINT, version=2, secrets=(Secret("", NOON + timedelta(hours=48)),), fresh_secret=secret)
    asked = replace(_DELIVERY, state=DeliveryState.PENDING, attempts=0, next_at=NOON, body=None, finished_at=None)
    return {
        "webhook": webhook_document(_ENDPOINT),
        "webhook_made": webhook_document(replace(_ENDPOINT, fresh_secret=secret)),
        "webhook_rotated": webhook_document(earlier),
        "delivery": delivery_document(_DELIVERY),
        "delivery_detail": delivery_detail(_DELIVERY, [_ATTEMPT]),
        "delivery_asked": delivery_document(asked),
        "job": job_document(_job()),
    }
