"""How Shipwell tells of events: what the rest of the house asks of this dialect about webhooks."""

from datetime import timedelta
from typing import Any

from entrepot.actions import orders
from entrepot.actions.organizations import system_actor
from entrepot.actions.ports import Occasion
from entrepot.book.events import Event
from entrepot.book.orders.draft import OrderKey
from entrepot.book.webhooks.endpoint import Manner, WebhookEndpoint
from entrepot.dialects.shipwell.calls import SHOWN
from entrepot.dialects.shipwell.render.orders import purchase_order
from entrepot.dialects.shipwell.translate.values import DIALECT, id_shown, moment_text
from entrepot.dialects.shipwell.translate.webhooks import DISABLED, ENABLED, UPDATED, kept_by, name_of
from entrepot.dialects.shipwell.wire.webhooks import NAMES_BY_VERSION
from entrepot.errors import NotFound
from entrepot.http.answer import number_bytes
from entrepot.store.work import UnitOfWork

ENVIRONMENT = "production"
Document = dict[str, Any]


def webhook_document(endpoint: WebhookEndpoint, username: str | None) -> Document:
    """A subscription; its password is not shown."""
    kept = kept_by(endpoint.extension)
    return {
        "id": id_shown(endpoint.id),
        "resource_type": "webhook",
        "url": endpoint.url,
        "enabled_events": list(endpoint.event_names),
        "error_contact_email": kept["error_contact_email"],
        "status": ENABLED if endpoint.enabled else DISABLED,
        "event_version": kept["event_version"],
        "include_updated_object": kept["include_updated_object"],
        "custom_data": kept["custom_data"],
        "username": username,
        "created_at": moment_text(endpoint.created_at),
    }


class ShipwellWebhooks:
    """The vendor's envelope: five attempts, ten seconds each, and only a 200 is a yes."""

    names = frozenset(NAMES_BY_VERSION["1"])
    manner = Manner(
        waits=(timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)),
        seconds=10,
        accepted=range(200, 201),
    )

    def name_of(self, event: Event) -> str | None:
        """The vendor's name of an event."""
        return name_of(event)

    def body(self, uow: UnitOfWork, occasion: Occasion) -> bytes | None:
        """The envelope with the whole order as it is now."""
        event, kept = occasion.event, kept_by(occasion.endpoint.extension)
        try:
            actor = system_actor(event.organization_id, DIALECT)
            order = purchase_order(orders.read(uow, actor, OrderKey(id=event.subject_id), SHOWN))
        except NotFound:
            return None
        envelope = {
            "id": id_shown(event.id),
            "event_name": occasion.name,
            "custom_data": kept["custom_data"],
            "source": {"user_id": id_shown(event.actor_id), "environment": ENVIRONMENT},
            "details": _details(order),
        }
        if kept["include_updated_object"] and occasion.name == UPDATED:
            envelope["new_object"] = order
        return number_bytes(envelope)


def _details(order: Document) -> Document:
    """The order as an event has it. Quirk: its days are full moments here."""
    days = {name: f"{order[name]}T00:00:00Z" for name in ("start_date", "expiration_date") if order.get(name)}
    return {**order, **days, "resource_type": "order", "self_link": f"/orders/{order['id']}"}


form = ShipwellWebhooks()
