"""What can go wrong about webhooks."""

from entrepot.errors import code

WEBHOOK_UNKNOWN = code("webhook.unknown", "No webhook has this id.")
WEBHOOK_URL = code("webhook.url", "This is not an address that webhooks can be sent to.")
WEBHOOK_ADDRESS = code("webhook.address", "Webhooks are not sent to this network address.")
WEBHOOK_EVENT = code("webhook.event", "There is no event of this name.")
WEBHOOK_FORM = code("webhook.form", "There is no such form of webhook here.")
WEBHOOK_SECRET = code("webhook.secret", "A secret is 8 to 200 printable characters without spaces at its ends.")
WEBHOOKS_MANY = code("webhook.many", "An organization has at most 100 webhooks.")
DELIVERY_UNKNOWN = code("delivery.unknown", "No delivery has this id.")
WEBHOOK_OFF = code("webhook.off", "This webhook is switched off; switch it on first.")
