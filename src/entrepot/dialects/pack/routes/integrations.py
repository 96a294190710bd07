"""Integrations: other servers that speak a dialect, and what is fetched from them in the background."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import integrations
from entrepot.actions.integrations import Afar
from entrepot.book.integrations.errors import INTEGRATION_ACTION
from entrepot.book.integrations.integration import Sync
from entrepot.book.people.actor import Actor
from entrepot.dialects.pack.auth import AtOrganization, Desk
from entrepot.dialects.pack.render.integrations import (
    action_documents,
    integration_document,
    integration_product_document,
    job_document,
    settings_document,
)
from entrepot.dialects.pack.render.orders import Document, single
from entrepot.dialects.pack.render.pages import counted_page, page
from entrepot.dialects.pack.routes.document import ORGANIZATION, desk_router, many, nothing, one
from entrepot.dialects.pack.translate.integrations import INTEGRATIONS, as_sent, integration_draft, integration_patch
from entrepot.dialects.pack.translate.queries import is_quick, listing
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire import integrations as wire
from entrepot.dialects.pack.wire.queries import Terms
from entrepot.errors import Invalid, NotFound
from entrepot.store.work import UnitOfWork

router = desk_router(ORGANIZATION, "Integrations")
IntegrationId = Annotated[str, Path(alias="integrationId")]
ONE = "/integrations/{integrationId}"
ACTIONS = Terms(sorts=())


def _afar(desk: Desk) -> Afar:
    return Afar(desk.door.dialects, desk.door.outside.reach)


@router.get("/integrations", **many(wire.IntegrationOut, wire.INTEGRATION, INTEGRATIONS))
async def list_integrations(desk: AtOrganization) -> Response:
    """List integrations."""
    wanted = desk.asked(INTEGRATIONS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = integrations.browse(uow, actor, listing(wanted))
        return page([integration_document(each) for each in found.items], wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("/integrations", **one(wire.IntegrationOut, wire.INTEGRATION, 201))
async def create_integration(desk: AtOrganization, body: wire.CreateIntegration) -> Response:
    """Add an integration."""
    draft, afar = integration_draft(body), _afar(desk)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        try:
            return single(integration_document(integrations.create(uow, actor, draft, afar)))
        except Invalid as error:
            raise as_sent(error) from error

    return await desk.write(work, 201)


@router.get(ONE, **one(wire.IntegrationOut, wire.INTEGRATION))
async def get_integration(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """Get an integration."""
    id = id_of(integration_id)
    return await desk.read(lambda uow, actor: single(integration_document(integrations.read(uow, actor, id))))


@router.put(ONE, **one(wire.IntegrationOut, wire.INTEGRATION))
async def change_integration(
    desk: AtOrganization, integration_id: IntegrationId, body: wire.ChangeIntegration
) -> Response:
    """Change an integration."""
    id, patch, afar = id_of(integration_id), integration_patch(body), _afar(desk)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        try:
            return single(integration_document(integrations.change(uow, actor, id, patch, afar)))
        except Invalid as error:
            raise as_sent(error) from error

    return await desk.write(work)


@router.delete(ONE, **nothing())
async def delete_integration(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """Delete an integration; what it fetched stays."""
    id = id_of(integration_id)
    return await desk.remove(lambda uow, actor: integrations.delete(uow, actor, id))


@router.get(f"{ONE}/settings", **one(wire.SettingsOut, wire.SETTINGS))
async def get_settings(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """Get the settings of an integration; of credentials only the names."""
    id = id_of(integration_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = integrations.read(uow, actor, id)
        return single(settings_document(found, integrations.credentials_of(uow, found)))

    return await desk.read(work)


@router.get(f"{ONE}/actions", **many(wire.ActionOut, wire.ACTION, ACTIONS))
async def list_actions(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """List what can be done with an integration."""
    id, wanted = id_of(integration_id), desk.asked(ACTIONS)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        integrations.read(uow, actor, id)
        return counted_page(action_documents(), wanted, desk.url, desk.query)

    return await desk.read(work)


async def _started(desk: Desk, integration_id: str, sync: Sync) -> Response:
    id = id_of(integration_id)
    return await desk.write(
        lambda uow, actor: single(job_document(integrations.start(uow, actor, id, sync), sync)), 202
    )


@router.post(f"{ONE}/actions/{{actionCode}}", **one(wire.JobOut, wire.JOB, 202))
async def execute_action(
    desk: AtOrganization, integration_id: IntegrationId, action_code: Annotated[str, Path(alias="actionCode")]
) -> Response:
    """Do something with an integration, in the background."""
    if action_code not in set(Sync):
        raise NotFound(INTEGRATION_ACTION)
    return await _started(desk, integration_id, Sync(action_code))


@router.post(f"{ONE}/sync-orders", **one(wire.JobOut, wire.JOB, 202))
async def sync_orders(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """Fetch suppliers, warehouses and purchase orders in the background."""
    return await _started(desk, integration_id, Sync.ORDERS)


@router.post(f"{ONE}/sync-products", **one(wire.JobOut, wire.JOB, 202))
async def sync_products(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """Fetch products in the background."""
    return await _started(desk, integration_id, Sync.PRODUCTS)


@router.post(f"{ONE}/sync-product-stocks", **one(wire.JobOut, wire.JOB, 202))
async def sync_product_stocks(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """Fetch the stock of products in the background."""
    return await _started(desk, integration_id, Sync.STOCKS)


@router.post(f"{ONE}/sync-shipping-services", **one(wire.JobOut, wire.JOB, 202))
async def sync_shipping_services(desk: AtOrganization, integration_id: IntegrationId) -> Response:
    """Fetch shipping services in the background; no dialect lists any yet, which the job says."""
    return await _started(desk, integration_id, Sync.SHIPPING_SERVICES)


@router.get("/integration-products/{integrationProductId}", **one(wire.IntegrationProductOut, wire.INTEGRATION_PRODUCT))
async def get_integration_product(
    desk: AtOrganization, integration_product_id: Annotated[str, Path(alias="integrationProductId")]
) -> Response:
    """Get a product as it is linked with the other server's."""
    id = id_of(integration_product_id)
    return await desk.read(
        lambda uow, actor: single(integration_product_document(*integrations.product(uow, actor, id)))
    )
