"""Webhooks: made, read, listed, changed, given new secrets, deleted."""

import secrets as randomness
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from entrepot.actions.history import changes_between, check_version, record
from entrepot.actions.ports import Dialects
from entrepot.book.events import EventCode
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields, merged
from entrepot.book.webhooks import events as happened
from entrepot.book.webhooks.addresses import Reach
from entrepot.book.webhooks.draft import (
    Credentials,
    WebhookDraft,
    WebhookPatch,
    check_credentials,
    check_endpoint,
    check_secret,
    is_native_event,
)
from entrepot.book.webhooks.endpoint import MOST_ENDPOINTS, NATIVE, Secret, WebhookEndpoint
from entrepot.book.webhooks.errors import WEBHOOK_FORM, WEBHOOK_UNKNOWN, WEBHOOKS_MANY
from entrepot.errors import Conflict, Findings, NotFound
from entrepot.store import webhooks
from entrepot.store.types import from_json, to_json
from entrepot.store.work import UnitOfWork

ROTATION = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the installation knows of the outside: where webhooks may go, and in which forms they are told."""

    reach: Reach
    dialects: Dialects

    def knows(self, form: str) -> Callable[[str], bool] | None:
        """Says of a name whether it is an event of the form; None when there is no such form."""
        if form == NATIVE:
            return is_native_event
        known = self.dialects.webhook_form(form)
        return None if known is None else lambda name: name in known.names


def create(uow: UnitOfWork, actor: Actor, draft: WebhookDraft, outside: Outside) -> WebhookEndpoint:
    """Make a webhook, whose secret is shown this once (`fresh_secret`); raises Forbidden, Invalid, Conflict."""
    actor.require(Right.WEBHOOKS_WRITE)
    if webhooks.count(uow, actor.organization_id) >= MOST_ENDPOINTS:
        raise Conflict(WEBHOOKS_MANY)
    endpoint = WebhookEndpoint(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        url=draft.url,
        description=draft.description,
        form=draft.form,
        event_names=tuple(dict.fromkeys(draft.events)),
        enabled=draft.enabled,
        disabled_reason=None,
        secrets=(),
        credentials=None,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    _check(endpoint, outside, draft.secret, draft.credentials)
    secret = draft.secret or new_secret()
    endpoint.secrets = (Secret(uow.vault.seal_text(secret, _about(endpoint))),)
    endpoint.credentials = _sealed(uow, endpoint, draft.credentials)
    endpoint.fresh_secret = secret
    webhooks.insert(uow, endpoint)
    _tell(uow, actor, endpoint, happened.WEBHOOK_CREATED, "was made", None)
    return endpoint


def new_secret() -> str:
    """A fresh secret as Standard Webhooks writes them: 32 random bytes."""
    return f"whsec_{b64encode(randomness.token_bytes(32)).decode('ascii')}"


def read(uow: UnitOfWork, actor: Actor, id: UUID) -> WebhookEndpoint:
    """One webhook; raises Forbidden, NotFound."""
    actor.require(Right.WEBHOOKS_READ)
    endpoint = webhooks.get(uow, actor.organization_id, id)
    if endpoint is None:
        raise NotFound(WEBHOOK_UNKNOWN)
    return endpoint


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[WebhookEndpoint]:
    """A page of webhooks; the closed lists of fields and sorts are `store.webhooks.CATALOGUE`'s. Raises Forbidden."""
    actor.require(Right.WEBHOOKS_READ)
    return webhooks.page(uow, actor.organization_id, listing)


def change(
    uow: UnitOfWork,
    actor: Actor,
    id: UUID,
    patch: WebhookPatch,
    outside: Outside,
    *,
    expected_version: int | None = None,
) -> WebhookEndpoint:
    """Change a webhook; raises Forbidden, NotFound, Invalid, Conflict. A given secret replaces all at once."""
    before = _writable(uow, actor, id, expected_version)
    given = given_fields(patch)
    secret, credentials = given.pop("secret", None), given.pop("credentials", before.credentials)
    if "extension" in given:
        given["extension"] = merged(before.extension, given["extension"])
    if "events" in given:
        given["event_names"] = tuple(dict.fromkeys(given.pop("events")))
    if given.get("enabled"):
        given["disabled_reason"] = None
    after = replace(before, **given)
    _check(after, outside, secret, credentials if isinstance(credentials, Credentials) else None)
    if secret is not None and secret != secret_of(uow, before):
        after.secrets = (Secret(uow.vault.seal_text(secret, _about(after))),)
    if credentials is None or (isinstance(credentials, Credentials) and credentials != credentials_of(uow, before)):
        after.credentials = _sealed(uow, after, credentials)
    if after == before:
        return before
    return _keep(uow, actor, before, after, happened.WEBHOOK_CHANGED, "was changed")


def rotate(
    uow: UnitOfWork, actor: Actor, id: UUID, *, keep: timedelta = ROTATION, expected_version: int | None = None
) -> WebhookEndpoint:
    """Give a webhook a new secret, shown this once; the one before holds for `keep` beside it.

    Raises Forbidden, NotFound, Conflict.
    """
    before = _writable(uow, actor, id, expected_version)
    secret = new_secret()
    present, ends_at = before.secrets[0], uow.now + keep
    kept = (Secret(present.sealed, ends_at),) if keep else ()
    after = replace(before, secrets=(Secret(uow.vault.seal_text(secret, _about(before))), *kept))
    rotated = _keep(uow, actor, before, after, happened.WEBHOOK_ROTATED, "got a new secret")
    rotated.fresh_secret = secret
    return rotated


def delete(uow: UnitOfWork, actor: Actor, id: UUID, *, expected_version: int | None = None) -> None:
    """Delete a webhook: what waits for it is dropped. Raises Forbidden, NotFound, Conflict."""
    before = _writable(uow, actor, id, expected_version)
    after = replace(before, deleted_at=uow.now, enabled=False, secrets=(), credentials=None)
    _keep(uow, actor, before, after, happened.WEBHOOK_DELETED, "was deleted")


def disable(uow: UnitOfWork, actor: Actor, endpoint: WebhookEndpoint, reason: str) -> None:
    """Switch a webhook off because its receiver is gone."""
    after = replace(endpoint, enabled=False, disabled_reason=reason)
    _keep(uow, actor, endpoint, after, happened.WEBHOOK_DISABLED, f"was switched off: {reason}")


def secret_of(uow: UnitOfWork, endpoint: WebhookEndpoint) -> str:
    """The present secret, for whoever signs with it or a door whose vendor shows it."""
    return uow.vault.open_text(endpoint.secrets[0].sealed, _about(endpoint))


def secrets_of(uow: UnitOfWork, endpoint: WebhookEndpoint, now: datetime) -> list[str]:
    """Every secret that holds now, the present one first."""
    return [uow.vault.open_text(each.sealed, _about(endpoint)) for each in endpoint.holding_secrets(now)]


def credentials_of(uow: UnitOfWork, endpoint: WebhookEndpoint) -> Credentials | None:
    """The user name and password sent with every delivery."""
    if endpoint.credentials is None:
        return None
    return Credentials(**from_json(uow.vault.open_text(endpoint.credentials, _about(endpoint))))


def _about(endpoint: WebhookEndpoint) -> bytes:
    return b"webhook" + endpoint.organization_id.bytes + endpoint.id.bytes


def _sealed(uow: UnitOfWork, endpoint: WebhookEndpoint, credentials: Credentials | None) -> str | None:
    if credentials is None:
        return None
    told = to_json({"username": credentials.username, "password": credentials.password})
    return uow.vault.seal_text(told, _about(endpoint))


def _check(endpoint: WebhookEndpoint, outside: Outside, secret: str | None, credentials: Credentials | None) -> None:
    findings = Findings()
    knows = outside.knows(endpoint.form)
    if knows is None:
        findings.add(("form",), WEBHOOK_FORM)
    check_endpoint(findings, endpoint, outside.reach, knows or (lambda name: True))
    check_secret(findings, secret)
    check_credentials(findings, credentials)
    findings.settle()


def _writable(uow: UnitOfWork, actor: Actor, id: UUID, expected_version: int | None) -> WebhookEndpoint:
    actor.require(Right.WEBHOOKS_WRITE)
    before = read(uow, actor, id)
    check_version(before.version, expected_version)
    return before


def _keep(
    uow: UnitOfWork, actor: Actor, before: WebhookEndpoint, after: WebhookEndpoint, code: EventCode, words: str
) -> WebhookEndpoint:
    after = replace(after, version=before.version + 1, updated_at=uow.now)
    webhooks.update(uow, after)
    _tell(uow, actor, after, code, words, before)
    return after


def _tell(
    uow: UnitOfWork,
    actor: Actor,
    endpoint: WebhookEndpoint,
    code: EventCode,
    words: str,
    before: WebhookEndpoint | None,
) -> None:
    record(
        uow,
        actor,
        subject="webhook",
        subject_id=endpoint.id,
        version=endpoint.version,
        code=code,
        message=f"The webhook to {endpoint.url} {words}.",
        changes=changes_between(_open_part(before), _open_part(endpoint)),
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """What events may tell of a webhook: no secret, sealed or not."""

    url: str
    description: str | None
    form: str
    events: tuple[str, ...]
    enabled: bool
    disabled_reason: str | None
    has_credentials: bool
    extension: dict[str, Any]


def _open_part(endpoint: WebhookEndpoint | None) -> _Open | None:
    if endpoint is None or endpoint.deleted_at is not None:
        return None
    return _Open(
        endpoint.url,
        endpoint.description,
        endpoint.form,
        endpoint.event_names,
        endpoint.enabled,
        endpoint.disabled_reason,
        endpoint.credentials is not None,
        endpoint.extension,
    )
