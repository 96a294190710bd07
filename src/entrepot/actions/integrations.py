"""Integrations: made, read, listed, changed, deleted, and what is fetched through them in the background."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from entrepot.actions import jobs
from entrepot.actions.history import changes_between, check_version, record
from entrepot.actions.ports import Connection, DialectClient, Dialects, SpeakingDialect
from entrepot.book.catalog.product import Product
from entrepot.book.events import EventCode
from entrepot.book.exchange.record import Exchanged, Link
from entrepot.book.integrations import events as happened
from entrepot.book.integrations.errors import (
    INTEGRATION_CONNECTOR,
    INTEGRATION_OFF,
    INTEGRATION_PRODUCT_UNKNOWN,
    INTEGRATION_UNKNOWN,
)
from entrepot.book.integrations.integration import Integration, IntegrationDraft, IntegrationPatch, Sync
from entrepot.book.jobs.job import Job
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values import checks
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.book.webhooks.addresses import Reach
from entrepot.errors import FIELD_REQUIRED, Conflict, FieldError, Findings, Invalid, NotFound
from entrepot.store import catalog, integrations
from entrepot.store import exchange as exchange_store
from entrepot.store.types import from_json, to_json
from entrepot.store.work import UnitOfWork

KIND = "integration.sync"
_SWITCHES = {
    Sync.ORDERS: "order_sync_enabled",
    Sync.PRODUCTS: "product_sync_enabled",
    Sync.STOCKS: "stock_sync_enabled",
}


@dataclass(frozen=True, slots=True)
class Afar:
    """What the installation knows of other servers: the dialects it speaks, and where it may call."""

    dialects: Dialects
    reach: Reach


def create(uow: UnitOfWork, actor: Actor, draft: IntegrationDraft, afar: Afar) -> Integration:
    """Make an integration; raises Forbidden, Invalid. Nothing is called yet."""
    actor.require(Right.SETTINGS_WRITE)
    integration = Integration(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        name=draft.name.strip(),
        connector=draft.connector,
        category=draft.category,
        url=draft.url.strip(),
        connection=_connection(afar, draft.connector, draft.url, draft.credentials),
        credentials=None,
        order_sync_enabled=draft.order_sync_enabled,
        order_sync_updated_at=None,
        product_sync_enabled=draft.product_sync_enabled,
        product_sync_updated_at=None,
        stock_sync_enabled=draft.stock_sync_enabled,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    _check(integration)
    integration.credentials = uow.vault.seal_text(to_json(dict(draft.credentials)), _about(integration))
    integrations.insert(uow, integration)
    _tell(uow, actor, integration, happened.INTEGRATION_CREATED, "was made", None)
    return integration


def read(uow: UnitOfWork, actor: Actor, id: UUID) -> Integration:
    """One integration; raises Forbidden, NotFound."""
    actor.require(Right.SETTINGS_READ)
    found = integrations.get(uow, actor.organization_id, id)
    if found is None:
        raise NotFound(INTEGRATION_UNKNOWN)
    return found


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Integration]:
    """A page of integrations; the closed lists of fields and sorts are `store.integrations.CATALOGUE`'s."""
    actor.require(Right.SETTINGS_READ)
    return integrations.page(uow, actor.organization_id, listing)


def change(
    uow: UnitOfWork,
    actor: Actor,
    id: UUID,
    patch: IntegrationPatch,
    afar: Afar,
    *,
    expected_version: int | None = None,
) -> Integration:
    """Change an integration; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    before = read(uow, actor, id)
    check_version(before.version, expected_version)
    given = given_fields(patch)
    credentials = given.pop("credentials", None) or credentials_of(uow, before)
    after = replace(before, **given)
    after.connection = _connection(afar, after.connector, after.url, credentials)
    if credentials != credentials_of(uow, before):
        after.credentials = uow.vault.seal_text(to_json(dict(credentials)), _about(after))
    if after == before:
        return before
    _check(after)
    return _keep(uow, actor, before, after, happened.INTEGRATION_CHANGED, "was changed")


def delete(uow: UnitOfWork, actor: Actor, id: UUID, *, expected_version: int | None = None) -> None:
    """Delete an integration and forget its credentials; what it fetched stays. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    before = read(uow, actor, id)
    check_version(before.version, expected_version)
    after = replace(before, deleted_at=uow.now, credentials=None)
    _keep(uow, actor, before, after, happened.INTEGRATION_DELETED, "was deleted")


def start(uow: UnitOfWork, actor: Actor, id: UUID, sync: Sync) -> Job:
    """Ask for a sync; one that already waits or runs is given back. Raises Forbidden, NotFound, Conflict when off."""
    actor.require(Right.SETTINGS_WRITE)
    integration = read(uow, actor, id)
    switch = _SWITCHES.get(sync)
    if switch is not None and not getattr(integration, switch):
        raise Conflict(INTEGRATION_OFF, f"{integration.name} has {switch.replace('_', ' ')[:-8]} switched off.")
    payload: dict[str, object] = {"integration_id": str(id), "sync": sync.value}
    return jobs.enqueue(uow, actor.organization_id, KIND, payload, key=f"{id} {sync.value}", actor=actor)


def synced(uow: UnitOfWork, actor: Actor, id: UUID, sync: Sync, told: str) -> None:
    """Note that a sync came to its end; an integration that was deleted meanwhile needs no note."""
    before = integrations.get(uow, actor.organization_id, id)
    if before is None:
        return
    stamps = {Sync.ORDERS: "order_sync_updated_at", Sync.PRODUCTS: "product_sync_updated_at"}
    name = stamps.get(sync)
    after = replace(before, **({name: uow.now} if name is not None else {}))  # type: ignore[arg-type]
    _keep(uow, actor, before, after, happened.INTEGRATION_SYNCED, f"fetched: {told}")


def product(uow: UnitOfWork, actor: Actor, id: UUID) -> tuple[Link, Integration, Product]:
    """A product that an integration fetched, by the id of its link; raises Forbidden, NotFound."""
    actor.require(Right.CATALOG_READ)
    own = actor.organization_id
    link = exchange_store.LINKS.get(uow, own, id)
    if link is not None and link.noun is Exchanged.PRODUCTS and link.external_id is not None:
        integration = integrations.of_connection(uow, own, link.connection)
        found = catalog.get(uow, own, link.book_id)
        if integration is not None and found is not None:
            return link, integration, found
    raise NotFound(INTEGRATION_PRODUCT_UNKNOWN)


def client_of(uow: UnitOfWork, integration: Integration, afar: Afar) -> DialectClient:
    """A client of the integration's server; raises Invalid when its connector is no longer installed."""
    dialect = _dialect(afar, integration.connector)
    return dialect.client(Connection(integration.url, credentials_of(uow, integration), reach=afar.reach))


def credentials_of(uow: UnitOfWork, integration: Integration) -> dict[str, str]:
    """What the integration signs in with."""
    if integration.credentials is None:
        return {}
    found: dict[str, str] = from_json(uow.vault.open_text(integration.credentials, _about(integration)))
    return found


def _dialect(afar: Afar, name: str) -> SpeakingDialect:
    found = afar.dialects.get(name)
    if not isinstance(found, SpeakingDialect):
        known = ", ".join(each.name for each in afar.dialects if isinstance(each, SpeakingDialect))
        message = f"No connector is called {name}; there are {known}."
        raise Invalid(
            INTEGRATION_CONNECTOR, message, fields=[FieldError(("connector",), INTEGRATION_CONNECTOR, message)]
        )
    return found


def _connection(afar: Afar, connector: str, url: str, credentials: Mapping[str, str]) -> str:
    """The name of server and account, made by the client itself; raises Invalid for what it does not take."""
    return _dialect(afar, connector).client(Connection(url, credentials, reach=afar.reach)).connection


def _check(integration: Integration) -> None:
    findings = Findings()
    if not integration.name:
        findings.add(("name",), FIELD_REQUIRED)
    checks.text(findings, ("name",), integration.name)
    checks.text(findings, ("url",), integration.url, 2000)
    findings.settle()


def _about(integration: Integration) -> bytes:
    return b"integration" + integration.organization_id.bytes + integration.id.bytes


def _keep(
    uow: UnitOfWork, actor: Actor, before: Integration, after: Integration, code: EventCode, words: str
) -> Integration:
    kept = replace(after, version=before.version + 1, updated_at=uow.now)
    integrations.update(uow, kept)
    _tell(uow, actor, kept, code, words, before)
    return kept


def _tell(
    uow: UnitOfWork, actor: Actor, integration: Integration, code: EventCode, words: str, before: Integration | None
) -> None:
    """Events never hold the sealed credentials."""
    shown = replace(integration, credentials=None)
    record(
        uow,
        actor,
        subject="integration",
        subject_id=integration.id,
        version=integration.version,
        code=code,
        message=f"Integration {integration.name} {words}.",
        changes=changes_between(None if before is None else replace(before, credentials=None), shown),
    )
