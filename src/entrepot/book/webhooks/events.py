"""What can happen to webhooks; these events are told to no webhook."""

from entrepot.book.events import event

WEBHOOK_CREATED = event("webhook.created", "A webhook was made.")
WEBHOOK_CHANGED = event("webhook.changed", "A webhook was changed.")
WEBHOOK_DELETED = event("webhook.deleted", "A webhook was deleted; nothing more is sent to it.")
WEBHOOK_ROTATED = event("webhook.rotated", "A webhook got a new secret; the one before holds for a while.")
WEBHOOK_DISABLED = event("webhook.disabled", "A webhook was switched off: its receiver answered that it is gone.")
WEBHOOK_GIVEN_UP = event("webhook.given_up", "A delivery was given up after its last attempt.")
