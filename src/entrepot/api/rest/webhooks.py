"""Webhooks at the native door: endpoints, their secrets, and the log of what was sent to them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import deliveries
from entrepot.actions import webhooks as endpoints
from entrepot.api.rest import shapes_webhooks as shapes
from entrepot.api.rest.calls import Call, Caller, DryRun, changed, dry, expected_version, id_in_path, listed, made
from entrepot.api.rest.listing import Ids, Paged, Texts, YesNo, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import given, listing_of
from entrepot.api.rest.render_webhooks import delivery_detail, delivery_document, webhook_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import ABSENT, Body, LongText, Text, Whole
from entrepot.book.webhooks.draft import Credentials, WebhookDraft, WebhookPatch
from entrepot.book.webhooks.endpoint import Delivery, DeliveryState, WebhookEndpoint
from entrepot.book.webhooks.errors import DELIVERY_UNKNOWN, WEBHOOK_UNKNOWN
from entrepot.http.answer import Answer, number_bytes
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Webhooks"])
Document = dict[str, Any]
Url = Annotated[str, Field(max_length=2048, description="Where to send: https, and never to a private address.")]
Events = Annotated[
    list[Text], Field(max_length=100, description="Names of events, `order.*` for all of a noun, `*` for all.")
]


class CredentialsIn(Body):
    """What to send by HTTP Basic with every delivery."""

    username: Text
    password: Text


class WebhookNew(Body):
    """A webhook to be made; the answer holds its secret, once."""

    url: Url
    events: Events
    description: LongText | None = None
    form: Annotated[Text, Field(description="`native`, or a dialect: its envelope and its event names.")] = "native"
    enabled: bool = True
    credentials: CredentialsIn | None = None


class WebhookUpdate(Body):
    """Changes to a webhook: what is left out stays, null empties; its form stays."""

    url: Url = ABSENT
    events: Events = ABSENT
    description: LongText | None = None
    enabled: bool = ABSENT
    credentials: CredentialsIn | None = None


class Rotation(Body):
    """How long the secret before the new one goes on signing."""

    keep_hours: Annotated[Whole, Field(ge=0, le=720)] = 24


class WebhookList(Paged):
    """The filters of the list of webhooks."""

    sort: Literal["id", "-id", "created_at", "-created_at"] = "id"
    enabled: YesNo | None = None
    form: Text | None = None


class DeliveryList(Paged):
    """The filters of the list of deliveries to a webhook."""

    sort: Literal["id", "-id", "created_at", "-created_at"] = "-id"
    state: DeliveryState | None = None
    event: Texts | None = None
    subject_id: Ids | None = None


_TURNED = {"credentials": lambda told: Credentials(told.username, told.password)}


def _shown(uow: UnitOfWork, endpoint: WebhookEndpoint) -> Document:
    credentials = endpoints.credentials_of(uow, endpoint)
    return webhook_document(endpoint, None if credentials is None else credentials.username)


@router.post("/webhooks", status_code=201, summary="Make a webhook", response_model=shapes.Webhook)
async def create(call: Caller, body: WebhookNew, asked: DryRun) -> Response:
    """The secret in the answer signs every delivery; it is not shown again."""
    draft = WebhookDraft(**given(body, _TURNED))

    def work(uow: UnitOfWork) -> Answer:
        endpoint = endpoints.create(uow, call.actor, draft, call.door.outside)
        document = _shown(uow, endpoint)
        if uow.dry_run:
            return dry(uow, call.actor, {**document, "secret": None}, born=True)
        return replace(made(document, endpoint.version, call.url(f"/webhooks/{endpoint.id}")), secret=True)

    return await call.write(work, asked)


@router.get("/webhooks", summary="List webhooks", response_model=page_of(shapes.Webhook))
async def browse(call: Caller, asked: Annotated[WebhookList, Query()]) -> Response:
    """Without their secrets."""
    filters = filters_of(asked)
    listing = listing_of(asked, filters, asked.sort)

    def work(uow: UnitOfWork) -> Document:
        page = endpoints.browse(uow, call.actor, listing)
        following = next_cursor(page.next, asked.sort, filters)
        return page_document(page.items, lambda endpoint: _shown(uow, endpoint), following)

    return listed(await call.read(work))


@router.get("/webhooks/{webhook_id}", summary="Read a webhook", response_model=shapes.Webhook)
async def read(call: Caller, webhook_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """Without its secret."""
    del asked
    key = id_in_path(webhook_id, WEBHOOK_UNKNOWN)

    def work(uow: UnitOfWork) -> tuple[Document, int]:
        endpoint = endpoints.read(uow, call.actor, key)
        return _shown(uow, endpoint), endpoint.version

    return call.shown(*await call.read(work))


def _changing(call: Call, key: UUID, change: Callable[[UnitOfWork, int | None], WebhookEndpoint], *, sure: bool) -> Any:  # noqa: ANN401 - a work
    """A change under If-Match, answered with the webhook; `sure` says that If-Match must be sent."""
    expected = call.expected(required=sure)

    def work(uow: UnitOfWork) -> Answer:
        version = expected_version(expected, lambda: endpoints.read(uow, call.actor, key).version)
        endpoint = change(uow, version)
        document = _shown(uow, endpoint)
        if uow.dry_run:
            return dry(uow, call.actor, {**document, "secret": None} if "secret" in document else document)
        return replace(changed(document, endpoint.version), secret="secret" in document)

    return work


@router.patch("/webhooks/{webhook_id}", summary="Change a webhook", response_model=shapes.Webhook)
async def change(call: Caller, webhook_id: str, body: WebhookUpdate, asked: DryRun) -> Response:
    """Switching it on again begins with what happens from then on."""
    key = id_in_path(webhook_id, WEBHOOK_UNKNOWN)
    patch = WebhookPatch(**given(body, _TURNED))

    def changing(uow: UnitOfWork, version: int | None) -> WebhookEndpoint:
        return endpoints.change(uow, call.actor, key, patch, call.door.outside, expected_version=version)

    return await call.write(_changing(call, key, changing, sure=True), asked)


@router.delete("/webhooks/{webhook_id}", status_code=204, summary="Delete a webhook")
async def delete(call: Caller, webhook_id: str, asked: DryRun) -> Response:
    """What waits for it is not sent any more."""
    key = id_in_path(webhook_id, WEBHOOK_UNKNOWN)
    expected = call.expected(required=True)

    def work(uow: UnitOfWork) -> Answer:
        endpoint = endpoints.read(uow, call.actor, key)
        document = _shown(uow, endpoint)
        version = expected_version(expected, lambda: endpoint.version)
        endpoints.delete(uow, call.actor, key, expected_version=version)
        return dry(uow, call.actor, document) if uow.dry_run else Answer(204, media_type=None)

    return await call.write(work, asked)


@router.post("/webhooks/{webhook_id}/rotate", summary="Give a webhook a new secret", response_model=shapes.Webhook)
async def rotate(call: Caller, webhook_id: str, body: Rotation, asked: DryRun) -> Response:
    """Deliveries carry a signature by the old secret too, until its time is over."""
    key, keep = id_in_path(webhook_id, WEBHOOK_UNKNOWN), timedelta(hours=body.keep_hours)

    def changing(uow: UnitOfWork, version: int | None) -> WebhookEndpoint:
        return endpoints.rotate(uow, call.actor, key, keep=keep, expected_version=version)

    return await call.write(_changing(call, key, changing, sure=False), asked)


@router.post(
    "/webhooks/{webhook_id}/test", status_code=202, summary="Send a trial to a webhook", response_model=shapes.Delivery
)
async def test(call: Caller, webhook_id: str, asked: DryRun) -> Response:
    """An event `webhook.test` without data, delivered like any other."""
    key = id_in_path(webhook_id, WEBHOOK_UNKNOWN)
    return await call.write(lambda uow: _asked_for(uow, deliveries.test(uow, call.actor, key)), asked)


@router.get(
    "/webhooks/{webhook_id}/deliveries",
    summary="List the deliveries to a webhook",
    response_model=page_of(shapes.Delivery),
)
async def log(call: Caller, webhook_id: str, asked: Annotated[DeliveryList, Query()]) -> Response:
    """Latest first; they are kept for a time after they are over."""
    key = id_in_path(webhook_id, WEBHOOK_UNKNOWN)
    filters = {**filters_of(asked), "endpoint_id": key}
    if "event" in filters:
        filters["event_name"] = filters.pop("event")
    listing = listing_of(asked, filters, asked.sort)
    page = await call.read(lambda uow: deliveries.browse(uow, call.actor, key, listing))
    return listed(page_document(page.items, delivery_document, next_cursor(page.next, asked.sort, filters)))


@router.get("/deliveries/{delivery_id}", summary="Read a delivery", response_model=shapes.DeliveryDetail)
async def read_delivery(call: Caller, delivery_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """With what was sent and every attempt at it."""
    del asked
    key = id_in_path(delivery_id, DELIVERY_UNKNOWN)
    delivery, attempts = await call.read(lambda uow: deliveries.read(uow, call.actor, key))
    return call.shown(delivery_detail(delivery, attempts), delivery.version)


@router.post(
    "/deliveries/{delivery_id}/resend", status_code=202, summary="Send a delivery again", response_model=shapes.Delivery
)
async def resend(call: Caller, delivery_id: str, asked: DryRun) -> Response:
    """The same content under the same `webhook-id`, as a delivery of its own."""
    key = id_in_path(delivery_id, DELIVERY_UNKNOWN)
    return await call.write(lambda uow: _asked_for(uow, deliveries.resend(uow, call.actor, key)), asked)


def _asked_for(uow: UnitOfWork, delivery: Delivery) -> Answer:
    document = delivery_document(delivery)
    if uow.dry_run:
        document = {**document, "id": None, "dry_run": True, "warnings": [], "events": []}
        return Answer(200, number_bytes(document))
    return Answer(202, number_bytes(document))
