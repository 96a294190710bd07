"""Deliveries of webhooks: asked for when something happens, read with every attempt, sent again."""

from collections.abc import Sequence
from uuid import UUID

from entrepot.actions import jobs
from entrepot.actions.ports import Dialects
from entrepot.actions.webhooks import read as read_webhook
from entrepot.book.events import EVENTS, Event
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.webhooks.endpoint import NATIVE, TEST, Attempt, Delivery, DeliveryState, WebhookEndpoint, wanted
from entrepot.book.webhooks.errors import DELIVERY_UNKNOWN, WEBHOOK_EVENT, WEBHOOK_OFF
from entrepot.errors import Conflict, Invalid, NotFound
from entrepot.store import events, webhooks
from entrepot.store.work import UnitOfWork

KIND = "webhook"


def tell(uow: UnitOfWork, happened: Sequence[Event], dialects: Dialects) -> None:
    """Ask for a delivery to every endpoint that wants to hear of these events, in the transaction they happen in.

    An endpoint is told once of what has the same name and subject here (several changes of one order at once).
    """
    endpoints = webhooks.listening(uow, happened[0].organization_id)
    if not endpoints:
        return
    asked: dict[tuple[UUID, str, UUID], Delivery] = {}
    for event in happened:
        if event.subject == "webhook":
            continue
        for endpoint in endpoints:
            name = name_in(endpoint.form, event, dialects)
            if name is None or not wanted(endpoint.event_names, name):
                continue
            key = (endpoint.id, name, event.id if endpoint.form == NATIVE else event.subject_id)
            if key not in asked:
                asked[key] = _asked(uow, endpoint, name, event.subject, event.subject_id, event.id)
    webhooks.insert_deliveries(uow, list(asked.values()))


def name_in(form: str, event: Event, dialects: Dialects) -> str | None:
    """What an event is called in a form of webhook; None when the form does not tell of it."""
    if form == NATIVE:
        return str(event.code)
    known = dialects.webhook_form(form)
    return None if known is None else known.name_of(event)


def browse(uow: UnitOfWork, actor: Actor, endpoint_id: UUID, listing: Listing) -> Page[Delivery]:
    """A page of the deliveries to one webhook (`listing` names it too); raises Forbidden, NotFound."""
    read_webhook(uow, actor, endpoint_id)
    return webhooks.delivery_page(uow, actor.organization_id, listing)


def read(uow: UnitOfWork, actor: Actor, id: UUID) -> tuple[Delivery, list[Attempt]]:
    """One delivery and every attempt at it; raises Forbidden, NotFound."""
    delivery = _found(uow, actor, id)
    return delivery, webhooks.attempts(uow, delivery)


def resend(uow: UnitOfWork, actor: Actor, id: UUID) -> Delivery:
    """Send a delivery once more, as a delivery of its own with the same content and all its attempts.

    Raises Forbidden, NotFound, and Conflict while the webhook is off.
    """
    actor.require(Right.WEBHOOKS_WRITE)
    old = _found(uow, actor, id)
    endpoint = _on(read_webhook(uow, actor, old.endpoint_id))
    delivery = _asked(uow, endpoint, old.event_name, old.subject, old.subject_id, old.event_id)
    delivery.body, delivery.resend_of = old.body, old.resend_of or old.id
    webhooks.insert_deliveries(uow, [delivery])
    return delivery


def trigger(uow: UnitOfWork, actor: Actor, code: str, dialects: Dialects) -> list[Delivery]:
    """Tell the latest event of a code again to every endpoint that listens to it; none when it never happened.

    Raises Forbidden, and Invalid for a name that no event has.
    """
    actor.require(Right.WEBHOOKS_WRITE)
    if code not in EVENTS:
        raise Invalid(WEBHOOK_EVENT)
    event = events.latest(uow, actor.organization_id, code)
    if event is None or event.subject == "webhook":
        return []
    asked = []
    for endpoint in webhooks.listening(uow, actor.organization_id):
        name = name_in(endpoint.form, event, dialects)
        if name is not None and wanted(endpoint.event_names, name):
            asked.append(_asked(uow, endpoint, name, event.subject, event.subject_id, event.id))
    webhooks.insert_deliveries(uow, asked)
    return asked


def test(uow: UnitOfWork, actor: Actor, id: UUID) -> Delivery:
    """Send a trial event to a webhook; raises Forbidden, NotFound, and Conflict while it is off."""
    actor.require(Right.WEBHOOKS_WRITE)
    endpoint = _on(read_webhook(uow, actor, id))
    delivery = _asked(uow, endpoint, TEST, "webhook", endpoint.id, None)
    webhooks.insert_deliveries(uow, [delivery])
    return delivery


def _on(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    if not endpoint.enabled:
        raise Conflict(WEBHOOK_OFF)
    return endpoint


def _found(uow: UnitOfWork, actor: Actor, id: UUID) -> Delivery:
    actor.require(Right.WEBHOOKS_READ)
    delivery = webhooks.get_delivery(uow, actor.organization_id, id)
    if delivery is None or webhooks.get(uow, actor.organization_id, delivery.endpoint_id) is None:
        raise NotFound(DELIVERY_UNKNOWN)
    return delivery


def _asked(
    uow: UnitOfWork, endpoint: WebhookEndpoint, name: str, subject: str, subject_id: UUID, event_id: UUID | None
) -> Delivery:
    """A delivery that waits, and the job that makes it."""
    id = uow.new_id()
    job = jobs.enqueue(uow, endpoint.organization_id, KIND, {"delivery_id": str(id)}, lane=f"{KIND}/{endpoint.id}")
    return Delivery(
        organization_id=endpoint.organization_id,
        id=id,
        endpoint_id=endpoint.id,
        event_id=event_id,
        event_name=name,
        subject=subject,
        subject_id=subject_id,
        state=DeliveryState.PENDING,
        attempts=0,
        next_at=job.run_at,
        body=None,
        job_id=job.id,
        resend_of=None,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
