"""The routes of webhooks, at both of the vendor's prefixes."""

from fastapi import APIRouter
from starlette.responses import Response

from entrepot.actions import webhooks
from entrepot.book.people.actor import Actor
from entrepot.book.webhooks.endpoint import WebhookEndpoint
from entrepot.book.webhooks.errors import WEBHOOK_UNKNOWN
from entrepot.dialects.shipwell.call import BuyerCall
from entrepot.dialects.shipwell.describe import answer, body_example, errors, listing
from entrepot.dialects.shipwell.render.paging import page_document
from entrepot.dialects.shipwell.routing import ShipwellRoute, in_json
from entrepot.dialects.shipwell.translate.queries import PAGING
from entrepot.dialects.shipwell.translate.values import DIALECT, id_given
from entrepot.dialects.shipwell.translate.webhooks import webhook_draft, webhook_listing, webhook_patch
from entrepot.dialects.shipwell.webhooks import Document, webhook_document
from entrepot.dialects.shipwell.wire.webhooks import (
    EXAMPLE,
    NAMES_BY_VERSION,
    NEW,
    EventNames,
    Webhook,
    WebhookBody,
    WebhookPage,
)
from entrepot.errors import NotFound
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=ShipwellRoute, tags=["Webhooks"])


def _shown(uow: UnitOfWork, endpoint: WebhookEndpoint) -> Document:
    credentials = webhooks.credentials_of(uow, endpoint)
    return webhook_document(endpoint, None if credentials is None else credentials.username)


def _found(uow: UnitOfWork, actor: Actor, text: str) -> WebhookEndpoint:
    """A subscription that was made in this form; any other is unknown here."""
    endpoint = webhooks.read(uow, actor, id_given(text))
    if endpoint.form != DIALECT:
        raise NotFound(WEBHOOK_UNKNOWN)
    return endpoint


@router.post("/webhooks/", **answer(201, Webhook, EXAMPLE), **body_example(NEW))
async def create_webhook(call: BuyerCall, body: WebhookBody) -> Response:
    """Subscribe to events."""
    draft = webhook_draft(body)
    return in_json(
        await call.write(lambda uow: _shown(uow, webhooks.create(uow, call.actor, draft, call.door.outside))), 201
    )


@router.get("/webhooks/", **listing(WebhookPage, EXAMPLE, "/webhooks/", PAGING))
async def list_webhooks(call: BuyerCall) -> Response:
    """List subscriptions, latest first."""
    parameters = call.request.query_params.multi_items()
    wanted, page = webhook_listing(parameters)

    def work(uow: UnitOfWork) -> tuple[list[Document], int]:
        found = webhooks.browse(uow, call.actor, wanted)
        return [_shown(uow, endpoint) for endpoint in found.items], found.total or 0

    found, total = await call.read(work)
    return in_json(page_document(found, total, page, call.address(), parameters))


@router.get("/webhooks/{id}/", **answer(200, Webhook, EXAMPLE))
async def get_webhook(call: BuyerCall, id: str) -> Response:
    """Read a subscription."""
    return in_json(await call.read(lambda uow: _shown(uow, _found(uow, call.actor, id))))


@router.put("/webhooks/{id}/", **answer(200, Webhook, EXAMPLE), **body_example(NEW))
async def update_webhook(call: BuyerCall, id: str, body: WebhookBody) -> Response:
    """Change a subscription."""
    given = body.model_fields_set

    def work(uow: UnitOfWork) -> Document:
        before = _found(uow, call.actor, id)
        patch = webhook_patch(body, given, webhooks.credentials_of(uow, before))
        return _shown(uow, webhooks.change(uow, call.actor, before.id, patch, call.door.outside))

    return in_json(await call.write(work))


@router.delete("/webhooks/{id}/", status_code=204, responses=errors())
async def delete_webhook(call: BuyerCall, id: str) -> Response:
    """End a subscription."""
    await call.write(lambda uow: webhooks.delete(uow, call.actor, _found(uow, call.actor, id).id))
    return Response(None, 204)


@router.get("/events/event-names-by-version/", **answer(200, EventNames, NAMES_BY_VERSION))
async def event_names(call: BuyerCall) -> Response:
    """The names of events that can be subscribed to, by version."""
    del call
    return in_json(NAMES_BY_VERSION)
