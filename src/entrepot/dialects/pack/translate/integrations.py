"""Integrations as Pack's clients send them, in the book's words."""

from entrepot.book.exchange.errors import EXCHANGE_CREDENTIALS
from entrepot.book.integrations.integration import IntegrationDraft, IntegrationPatch
from entrepot.book.values.unset import UNSET
from entrepot.dialects.pack.translate.paths import AS_SENT
from entrepot.dialects.pack.wire.integrations import ChangeIntegration, CreateIntegration
from entrepot.dialects.pack.wire.queries import Terms
from entrepot.errors import FieldError, Invalid

INTEGRATIONS = Terms(sorts=("created_at",))
_TOP = {"name": ("name",), "connector": ("connector_id",)}


def integration_draft(body: CreateIntegration) -> IntegrationDraft:
    """An integration to be made; everything may be fetched unless the settings say otherwise."""
    told = body.settings
    return IntegrationDraft(
        name=body.name,
        connector=body.connector_id,
        url=told.url or "",
        credentials=told.credentials,
        order_sync_enabled=told.order_sync_enabled is not False,
        product_sync_enabled=told.product_sync_enabled is not False,
        stock_sync_enabled=told.stock_sync_enabled is not False,
    )


def integration_patch(body: ChangeIntegration) -> IntegrationPatch:
    """The fields of an integration that were sent."""
    told = body.settings
    if told is None:
        return IntegrationPatch(name=UNSET if body.name is None else body.name)
    return IntegrationPatch(
        name=UNSET if body.name is None else body.name,
        url=UNSET if told.url is None else told.url,
        credentials=told.credentials or UNSET,
        order_sync_enabled=UNSET if told.order_sync_enabled is None else told.order_sync_enabled,
        product_sync_enabled=UNSET if told.product_sync_enabled is None else told.product_sync_enabled,
        stock_sync_enabled=UNSET if told.stock_sync_enabled is None else told.stock_sync_enabled,
    )


def as_sent(error: Invalid) -> Invalid:
    """A refusal with its fields where the body has them: what is not at the top is in the settings."""
    fields = [
        FieldError((AS_SENT, *_TOP.get(str(field.path[0]), ("settings", *field.path))), field.code, field.message)
        for field in error.fields
    ]
    if not fields:
        place = (AS_SENT, "settings") if error.code == EXCHANGE_CREDENTIALS else (AS_SENT, "settings", "url")
        fields = [FieldError(place, error.code, error.message)]
    return Invalid(error.code, error.message, fields=fields)
