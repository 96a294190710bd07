"""Webhooks: bodies as drafts and patches, and what the book's events are called here.

What only this vendor knows (a contact, a version, the object itself, a document added to every delivery) lies in the
webhook's extension.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from entrepot.book.events import Event
from entrepot.book.values.page import Listing, equal
from entrepot.book.values.unset import UNSET, Unset
from entrepot.book.webhooks.draft import Credentials, WebhookDraft, WebhookPatch
from entrepot.dialects.shipwell.translate.queries import by_name, numbered_page
from entrepot.dialects.shipwell.translate.values import DIALECT
from entrepot.dialects.shipwell.wire.webhooks import WebhookBody
from entrepot.http.paging import NumberedPage

CREATED, UPDATED = "order.created", "order.updated"
ENABLED, DISABLED = "ENABLED", "DISABLED"


def name_of(event: Event) -> str | None:
    """The vendor knows orders that were made and orders that were changed, whatever changed on them."""
    if event.subject != "order" or event.code == "order.deleted":
        return None
    return CREATED if event.code == CREATED else UPDATED


def webhook_draft(body: WebhookBody) -> WebhookDraft:
    """The subscription a client asks for."""
    credentials = None
    if body.username is not None or body.password is not None:
        credentials = Credentials(body.username or "", body.password or "")
    return WebhookDraft(
        url=body.url,
        events=tuple(body.enabled_events),
        enabled=body.status != DISABLED,
        form=DIALECT,
        credentials=credentials,
        extension=_extension(body),
    )


def webhook_patch(body: WebhookBody, given: Collection[str], known: Credentials | None) -> WebhookPatch:
    """The changes a client asks for; of user name and password, what is not given stays, both null take them away."""
    credentials: Credentials | None | Unset = UNSET
    if not {"username", "password"}.isdisjoint(given):
        username = body.username if "username" in given else known and known.username
        password = body.password if "password" in given else known and known.password
        credentials = None if username is None and password is None else Credentials(username or "", password or "")
    return WebhookPatch(
        url=body.url,
        events=tuple(body.enabled_events),
        enabled=body.status != DISABLED,
        credentials=credentials,
        extension=_extension(body),
    )


def _extension(body: WebhookBody) -> dict[str, object]:
    kept: dict[str, object] = {
        "error_contact_email": body.error_contact_email,
        "event_version": body.event_version or 1,
        "include_updated_object": bool(body.include_updated_object),
        "custom_data": body.custom_data or {},
    }
    return {DIALECT: kept}


def webhook_listing(parameters: Sequence[tuple[str, str]]) -> tuple[Listing, NumberedPage]:
    """The page of subscriptions a list call asks for: those made in this form."""
    page = numbered_page(by_name(parameters))
    where = (equal("form", DIALECT),)
    return Listing(where, descending=True, offset=page.offset, limit=page.size, count=True), page


def kept_by(extension: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the vendor's own fields of a webhook are; its defaults for one that was made elsewhere."""
    usual: dict[str, Any] = {
        "error_contact_email": None,
        "event_version": 1,
        "include_updated_object": False,
        "custom_data": {},
    }
    return {**usual, **(extension.get(DIALECT) or {})}
