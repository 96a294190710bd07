"""Webhooks in Pack's form."""

from typing import Any

from entrepot.book.webhooks.endpoint import WebhookEndpoint
from entrepot.dialects.pack.render.values import moment

Document = dict[str, Any]


def webhook_document(endpoint: WebhookEndpoint, secret: str) -> Document:
    """A webhook; the vendor shows the secret every time."""
    return {
        "id": str(endpoint.id),
        "event_code": endpoint.event_names[0],
        "endpoint": endpoint.url,
        "secret": secret,
        "enabled": endpoint.enabled,
        "created_at": moment(endpoint.created_at),
        "updated_at": moment(endpoint.updated_at),
    }
