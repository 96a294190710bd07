"""The job that makes one delivery: builds its body once, signs and sends it, and writes down what came of it."""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from entrepot import __version__
from entrepot.actions import deliveries, organizations
from entrepot.actions import webhooks as endpoints
from entrepot.actions.history import record
from entrepot.actions.ports import Dialects, Occasion
from entrepot.book.jobs.backoff import Backoff
from entrepot.book.webhooks import events as happened
from entrepot.book.webhooks.addresses import reach_of
from entrepot.book.webhooks.draft import Credentials
from entrepot.book.webhooks.endpoint import (
    LONGEST_ASKED,
    NATIVE,
    WAITS,
    Attempt,
    Delivery,
    DeliveryState,
    Manner,
    WebhookEndpoint,
)
from entrepot.settings import Settings
from entrepot.store import events, webhooks
from entrepot.store.work import UnitOfWork
from entrepot.webhooks import payload, signing
from entrepot.webhooks.sending import Sender, Sent
from entrepot.worker.handlers import Background
from entrepot.worker.task import Retry, Task

GONE = 410
AT_ONCE_PER_ENDPOINT = 2
USER_AGENT = f"Entrepot/{__version__} (webhooks)"


def register(background: Background) -> None:
    """Tell endpoints of the store's events, and make the deliveries."""
    background.store.listeners.subscribe("webhooks", lambda uow, told: deliveries.tell(uow, told, background.dialects))
    # A delivery counts its own attempts; the job has a few more, for workers that vanish between sending and noting.
    background.handlers.add(
        deliveries.KIND, deliver, backoff=Backoff((*WAITS, *WAITS[-3:])), per_lane=AT_ONCE_PER_ENDPOINT
    )
    background.tidiers.append(_tidy)


def _tidy(uow: UnitOfWork, organization_id: UUID, settings: Settings) -> object:
    return webhooks.prune(uow, organization_id, uow.now - timedelta(days=settings.webhook_keep_days))


@dataclass(frozen=True, slots=True)
class _Letter:
    """Everything an attempt needs, read in one snapshot; without a body there is nothing to tell (any more)."""

    delivery: Delivery
    endpoint: WebhookEndpoint
    manner: Manner
    body: bytes | None
    secrets: list[str]
    credentials: Credentials | None


def deliver(task: Task) -> None:
    """One attempt at a delivery; raises Retry when another one follows."""
    id = UUID(str(task.job.payload["delivery_id"]))
    letter = task.store.read_now(lambda uow: _letter(uow, task.job.organization_id, id, task.dialects))
    if letter is None:
        return
    if letter.body is None:
        task.settle(lambda uow: _end(uow, letter.delivery, DeliveryState.DROPPED))
        return
    sender = Sender(reach_of(task.settings.webhook_allow_private), task.clock)
    started = task.clock.now()
    sent = sender.post(letter.endpoint.url, letter.body, _headers(letter, started), letter.manner.seconds)
    _note(task, letter, started, sent)


def _letter(uow: UnitOfWork, organization_id: UUID, id: UUID, dialects: Dialects) -> _Letter | None:
    delivery = webhooks.get_delivery(uow, organization_id, id)
    if delivery is None or delivery.state is not DeliveryState.PENDING:
        return None
    endpoint = webhooks.SHAPE.get(uow, organization_id, delivery.endpoint_id)
    if endpoint is None:
        return None
    form = dialects.webhook_form(endpoint.form)
    manner = Manner() if form is None else form.manner
    if not endpoint.enabled or endpoint.deleted_at is not None:
        return _Letter(delivery, endpoint, manner, None, [], None)
    secrets = endpoints.secrets_of(uow, endpoint, uow.now)
    return _Letter(
        delivery, endpoint, manner, _body(uow, delivery, endpoint, dialects), secrets,
        endpoints.credentials_of(uow, endpoint),
    )  # fmt: skip


def _body(uow: UnitOfWork, delivery: Delivery, endpoint: WebhookEndpoint, dialects: Dialects) -> bytes | None:
    """What is sent: as it was sent before, else made now; None when there is nothing to tell."""
    if delivery.body is not None:
        return delivery.body.encode()
    event = None
    if delivery.event_id is not None:
        event = events.SHAPE.get(uow, delivery.organization_id, delivery.event_id)
    if event is None or endpoint.form == NATIVE:
        return payload.body(delivery, event)
    form = dialects.webhook_form(endpoint.form)
    return None if form is None else form.body(uow, Occasion(delivery.event_name, event, endpoint))


def _headers(letter: _Letter, now: datetime) -> dict[str, str]:
    id = str(_message_id(letter.delivery))
    signed = signing.headers(id, int(now.timestamp()), letter.body or b"", letter.secrets)
    headers = {"Content-Type": "application/json", "User-Agent": USER_AGENT, **signed}
    if letter.credentials is not None:
        pair = f"{letter.credentials.username}:{letter.credentials.password}".encode()
        headers["Authorization"] = f"Basic {b64encode(pair).decode('ascii')}"
    return headers


def _message_id(delivery: Delivery) -> UUID:
    """The same for every attempt and every resending, so that a receiver knows what it has seen."""
    return delivery.resend_of or delivery.id


def _note(task: Task, letter: _Letter, started: datetime, sent: Sent) -> None:
    """Write down the attempt and what it means, in one transaction with the job's end; raises Retry for another one."""
    number = letter.delivery.attempts + 1
    tried = replace(letter.delivery, attempts=number, body=(letter.body or b"").decode())
    if sent.status is not None and sent.status in letter.manner.accepted:
        task.settle(lambda uow: _noted(uow, tried, started, sent, DeliveryState.DELIVERED))
    elif sent.status == GONE:
        task.settle(lambda uow: _gone(uow, tried, started, sent))
    elif number > len(letter.manner.waits):
        task.settle(lambda uow: _given_up(uow, tried, started, sent))
    else:
        wait = _wait(letter.manner, number, task, sent)
        waiting = replace(tried, next_at=task.clock.now() + wait)
        task.store.write_now(lambda uow: _noted(uow, waiting, started, sent, DeliveryState.PENDING))
        raise Retry(_told(sent), wait)


def _wait(manner: Manner, number: int, task: Task, sent: Sent) -> timedelta:
    """Until the next attempt: as the form has it, or longer when the receiver asks for it (at most a day)."""
    wait = Backoff(manner.waits).after(number, task.job.id) or manner.waits[-1]
    asked = timedelta(seconds=sent.retry_after or 0)
    return max(wait, min(asked, LONGEST_ASKED))


def _told(sent: Sent) -> str:
    return sent.error or f"the receiver answered {sent.status}"


def _noted(uow: UnitOfWork, tried: Delivery, started: datetime, sent: Sent, state: DeliveryState) -> None:
    webhooks.insert_attempt(
        uow,
        Attempt(
            organization_id=tried.organization_id,
            id=uow.new_id(),
            delivery_id=tried.id,
            number=tried.attempts,
            started_at=started,
            milliseconds=sent.milliseconds,
            address=sent.address,
            status=sent.status,
            answer=sent.answer,
            error=sent.error,
        ),
    )
    _end(uow, tried, state)


def _end(uow: UnitOfWork, delivery: Delivery, state: DeliveryState) -> None:
    over = state is not DeliveryState.PENDING
    webhooks.update_delivery(
        uow,
        replace(
            delivery,
            state=state,
            next_at=None if over else delivery.next_at,
            finished_at=uow.now if over else None,
            version=delivery.version + 1,
            updated_at=uow.now,
        ),
    )


def _gone(uow: UnitOfWork, tried: Delivery, started: datetime, sent: Sent) -> None:
    """The receiver says it is gone for good: the endpoint is switched off."""
    _noted(uow, tried, started, sent, DeliveryState.FAILED)
    endpoint = webhooks.get(uow, tried.organization_id, tried.endpoint_id)
    if endpoint is not None and endpoint.enabled:
        actor = organizations.system_actor(tried.organization_id, "webhooks")
        endpoints.disable(uow, actor, endpoint, "the receiver answered 410 Gone")


def _given_up(uow: UnitOfWork, tried: Delivery, started: datetime, sent: Sent) -> None:
    _noted(uow, tried, started, sent, DeliveryState.FAILED)
    endpoint = webhooks.get(uow, tried.organization_id, tried.endpoint_id)
    if endpoint is None:
        return
    words = f"{tried.event_name} could not be delivered to {endpoint.url} in {tried.attempts} attempts"
    record(
        uow,
        organizations.system_actor(tried.organization_id, "webhooks"),
        subject="webhook",
        subject_id=endpoint.id,
        version=endpoint.version,
        code=happened.WEBHOOK_GIVEN_UP,
        message=f"{words}: {_told(sent)}.",
    )
