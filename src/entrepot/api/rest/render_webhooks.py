"""Webhooks, deliveries and jobs as the native door shows them."""

from collections.abc import Sequence
from typing import Any

from entrepot.book.jobs.job import Job
from entrepot.book.webhooks.endpoint import Attempt, Delivery, WebhookEndpoint

Document = dict[str, Any]


def webhook_document(endpoint: WebhookEndpoint, username: str | None = None) -> Document:
    """A webhook; its secret only when it was made this moment."""
    document: Document = {
        "id": endpoint.id,
        "version": endpoint.version,
        "created_at": endpoint.created_at,
        "updated_at": endpoint.updated_at,
        "url": endpoint.url,
        "description": endpoint.description,
        "form": endpoint.form,
        "events": list(endpoint.event_names),
        "enabled": endpoint.enabled,
        "disabled_reason": endpoint.disabled_reason,
        "username": username,
        "previous_secret_until": max((each.ends_at for each in endpoint.secrets if each.ends_at), default=None),
    }
    if endpoint.fresh_secret is not None:
        document["secret"] = endpoint.fresh_secret
    return document


def delivery_document(delivery: Delivery) -> Document:
    """A delivery as it stands in a list."""
    return {
        "id": delivery.id,
        "webhook_id": delivery.endpoint_id,
        "event_id": delivery.event_id,
        "event": delivery.event_name,
        "subject": delivery.subject,
        "subject_id": delivery.subject_id,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "next_at": delivery.next_at,
        "resend_of": delivery.resend_of,
        "created_at": delivery.created_at,
        "finished_at": delivery.finished_at,
    }


def delivery_detail(delivery: Delivery, attempts: Sequence[Attempt]) -> Document:
    """A delivery with what was sent and every attempt."""
    return {
        **delivery_document(delivery),
        "body": delivery.body,
        "log": [
            {
                "number": each.number,
                "started_at": each.started_at,
                "milliseconds": each.milliseconds,
                "address": each.address,
                "status": each.status,
                "answer": each.answer,
                "error": each.error,
            }
            for each in attempts
        ],
    }


def job_document(job: Job) -> Document:
    """A job and how far it is."""
    return {
        "id": job.id,
        "version": job.version,
        "created_at": job.created_at,
        "updated_at": job.updated_at,
        "kind": job.kind,
        "state": job.state.value,
        "attempts": job.attempts,
        "run_at": job.run_at,
        "progress": job.progress,
        "payload": job.payload,
        "result": job.result,
        "last_error": job.last_error,
        "created_by": job.created_by_name,
        "finished_at": job.finished_at,
    }
