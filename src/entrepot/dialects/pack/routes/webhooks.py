"""Webhooks of an organization."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import webhooks
from entrepot.book.people.actor import Actor
from entrepot.book.webhooks.endpoint import WebhookEndpoint
from entrepot.book.webhooks.errors import WEBHOOK_UNKNOWN
from entrepot.dialects.pack.auth import AtOrganization
from entrepot.dialects.pack.render.orders import Document, single
from entrepot.dialects.pack.render.pages import page
from entrepot.dialects.pack.render.webhooks import webhook_document
from entrepot.dialects.pack.routes.document import ORGANIZATION, desk_router, many, nothing, one
from entrepot.dialects.pack.translate.queries import is_quick, listing
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.translate.webhooks import OF_PACK, WEBHOOKS, check_code, webhook_draft, webhook_patch
from entrepot.dialects.pack.wire import webhooks as wire
from entrepot.dialects.pack.wire.words import NAME
from entrepot.errors import NotFound
from entrepot.store import organizations
from entrepot.store.work import UnitOfWork

router = desk_router(ORGANIZATION, "Webhooks")
WebhookId = Annotated[str, Path(alias="webhookId")]


def _shown(uow: UnitOfWork, endpoint: WebhookEndpoint) -> Document:
    return webhook_document(endpoint, webhooks.secret_of(uow, endpoint))


def _found(uow: UnitOfWork, actor: Actor, text: str) -> WebhookEndpoint:
    """A webhook that was made in this form; any other is unknown here."""
    endpoint = webhooks.read(uow, actor, id_of(text))
    if endpoint.form != NAME:
        raise NotFound(WEBHOOK_UNKNOWN)
    return endpoint


@router.get("/webhooks", **many(wire.WebhookOut, wire.WEBHOOK, WEBHOOKS))
async def list_webhooks(desk: AtOrganization) -> Response:
    """List webhooks."""
    wanted = desk.asked(WEBHOOKS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = webhooks.browse(uow, actor, listing(wanted, OF_PACK))
        shown = [_shown(uow, endpoint) for endpoint in found.items]
        return page(shown, wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("/webhooks", **one(wire.WebhookOut, wire.WEBHOOK, 201))
async def create_webhook(body: wire.CreateWebhook, desk: AtOrganization) -> Response:
    """Add a webhook."""
    draft = webhook_draft(body)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        check_code(body.event_code, organizations.settings(uow, actor.organization_id))
        return single(_shown(uow, webhooks.create(uow, actor, draft, desk.door.outside)))

    return await desk.write(work, 201)


@router.get("/webhooks/{webhookId}", **one(wire.WebhookOut, wire.WEBHOOK))
async def get_webhook(webhook_id: WebhookId, desk: AtOrganization) -> Response:
    """Get a webhook."""
    return await desk.read(lambda uow, actor: single(_shown(uow, _found(uow, actor, webhook_id))))


@router.put("/webhooks/{webhookId}", **one(wire.WebhookOut, wire.WEBHOOK))
async def change_webhook(webhook_id: WebhookId, body: wire.ChangeWebhook, desk: AtOrganization) -> Response:
    """Change a webhook."""

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        before = _found(uow, actor, webhook_id)
        check_code(body.event_code, organizations.settings(uow, actor.organization_id))
        return single(_shown(uow, webhooks.change(uow, actor, before.id, webhook_patch(body), desk.door.outside)))

    return await desk.write(work)


@router.delete("/webhooks/{webhookId}", **nothing())
async def delete_webhook(webhook_id: WebhookId, desk: AtOrganization) -> Response:
    """Delete a webhook."""
    return await desk.remove(lambda uow, actor: webhooks.delete(uow, actor, _found(uow, actor, webhook_id).id))
