"""Webhooks as Pack's clients send them, and what the book's events are called here."""

from entrepot.book.events import Event
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.values.page import Condition, equal
from entrepot.book.values.unset import UNSET
from entrepot.book.webhooks.draft import WebhookDraft, WebhookPatch
from entrepot.book.webhooks.errors import WEBHOOK_EVENT
from entrepot.dialects.pack.wire.queries import Terms
from entrepot.dialects.pack.wire.webhooks import PURCHASE_CODES, ChangeWebhook, CreateWebhook
from entrepot.dialects.pack.wire.words import NAME
from entrepot.errors import Findings

WEBHOOKS = Terms(sorts=("created_at",))
OF_PACK: Condition = equal("form", NAME)
SETTING = "pack.purchase_webhooks"
_ORDER_EVENTS = {"order.created": "purchase_order.created", "order.canceled": "purchase_order.canceled"}
_UNTOLD = frozenset({"order.deleted"})


def code_of(event: Event) -> str | None:
    """The code of an event of the book; None for what Pack has none for."""
    if event.subject == "order":
        return None if event.code in _UNTOLD else _ORDER_EVENTS.get(event.code, "purchase_order.updated")
    return "goods_receipt.completed" if event.code == "receipt.completed" else None


def check_code(code: str | None, settings: OrganizationSettings) -> None:
    """Raise Invalid for one of our own codes while the organization has not switched them on."""
    findings = Findings()
    if code in PURCHASE_CODES and not settings.flag(SETTING):
        findings.add(("events", 0), WEBHOOK_EVENT, f"This event is told only when {SETTING} is on.")
    findings.settle()


def webhook_draft(body: CreateWebhook) -> WebhookDraft:
    """A webhook to be made."""
    return WebhookDraft(body.endpoint, (body.event_code,), enabled=body.enabled, form=NAME, secret=body.secret)


def webhook_patch(body: ChangeWebhook) -> WebhookPatch:
    """The fields of a webhook that were sent."""
    return WebhookPatch(
        url=UNSET if body.endpoint is None else body.endpoint,
        events=UNSET if body.event_code is None else (body.event_code,),
        enabled=UNSET if body.enabled is None else body.enabled,
        secret=UNSET if body.secret is None else body.secret,
    )
