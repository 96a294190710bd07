"""The organization at the native door: who is asking, what it is called, and its settings."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field, GetJsonSchemaHandler, RootModel
from pydantic_core import CoreSchema
from starlette.responses import Response

from entrepot.actions import organizations, settings
from entrepot.api.rest.calls import Caller, DryRun, changed, dry, expected_version, listed
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import given
from entrepot.api.rest.order_shapes import Me
from entrepot.api.rest.render_nouns import organization_document
from entrepot.api.rest.shapes import Organization
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import ABSENT, DECIMAL_SCHEMA, Body, Name
from entrepot.book.people.draft import OrganizationPatch
from entrepot.book.people.rights import Right
from entrepot.book.people.settings import SETTINGS, Setting, Value
from entrepot.book.values.quantity import plain
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Organization"])
Document = dict[str, Any]


class OrganizationUpdate(Body):
    """Changes to the organization: what is left out stays, null empties. Its currency never changes."""

    name: Name = ABSENT
    time_zone: Annotated[str, Field(min_length=1, max_length=64, description="A name such as Europe/Riga.")] = ABSENT
    country: Annotated[str, Field(min_length=2, max_length=2)] | None = None


def _kind_schema(setting: Setting) -> Document:
    if setting.kind == "flag":
        return {"type": "boolean"}
    if setting.kind == "integer":
        return {"type": "integer", "minimum": setting.minimum, "maximum": setting.maximum}
    if setting.kind == "percent":
        return dict(DECIMAL_SCHEMA)
    if setting.kind == "choice":
        return {"type": "string", "enum": list(setting.choices)}
    return {"type": "string", "minLength": setting.minimum, "maxLength": setting.maximum}


def shown_value(value: Value) -> object:
    """A setting as it is shown: percentages are decimal strings."""
    return plain(value) if isinstance(value, Decimal) else value


def setting_schema(setting: Setting) -> Document:
    """The schema of one setting, with its default, its limits and its sentence."""
    kind = _kind_schema(setting)
    schema: Document = {"anyOf": [kind, {"type": "null"}]} if setting.optional else kind
    return {**schema, "default": shown_value(setting.default), "description": setting.sentence}


class SettingsObject(RootModel[dict[str, Any]]):
    """The settings of the organization by name, flat."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> Document:
        """Every setting there is."""
        del core_schema, handler
        properties = {name: setting_schema(setting) for name, setting in SETTINGS.items()}
        return {
            "type": "object",
            "title": "Settings",
            "description": "Settings by name; when changing, those left out stay.",
            "properties": properties,
            "additionalProperties": False,
        }


def settings_document(values: dict[str, Value]) -> Document:
    """Every setting by name."""
    return {name: shown_value(value) for name, value in values.items()}


@router.get("/me", summary="Who is asking", response_model=Me)
async def me(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """The actor behind the credential, and everything it may do."""
    del asked
    actor = call.actor
    organization = await call.read(lambda uow: organizations.read(uow, actor))
    document = {
        "id": actor.id,
        "kind": actor.kind.value,
        "name": actor.name,
        "email": actor.email,
        "role": actor.role.value,
        "supplier_id": actor.supplier_id,
        "organization": organization_document(organization),
        "rights": [right.value for right in Right if actor.can(right)],
    }
    return listed(document)


@router.get("/organization", summary="Read the organization", response_model=Organization)
async def read(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """The organization the credential belongs to."""
    del asked
    organization = await call.read(lambda uow: organizations.read(uow, call.actor))
    return call.shown(organization_document(organization), organization.version)


@router.patch("/organization", summary="Change the organization", response_model=Organization)
async def change(call: Caller, body: OrganizationUpdate, asked: DryRun) -> Response:
    """Its name, time zone and country."""
    patch = OrganizationPatch(**given(body))
    expected = call.expected(required=True)

    def work(uow: UnitOfWork) -> Answer:
        version = expected_version(expected, lambda: organizations.read(uow, call.actor).version)
        organization = organizations.change(uow, call.actor, patch, expected_version=version)
        document = organization_document(organization)
        return dry(uow, call.actor, document) if uow.dry_run else changed(document, organization.version)

    return await call.write(work, asked)


@router.get("/organization/settings", summary="Read the settings", response_model=SettingsObject)
async def read_settings(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """Every setting, with its default where nothing else was set. The ETag is the organization's."""
    del asked
    values, version = await call.read(lambda uow: settings.read(uow, call.actor))
    return call.shown(settings_document(values), version)


@router.patch("/organization/settings", summary="Change settings", response_model=SettingsObject)
async def change_settings(call: Caller, body: SettingsObject, asked: DryRun) -> Response:
    """All or none of the settings given; those left out stay. If-Match is checked when it is sent."""
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        version = expected_version(expected, lambda: settings.read(uow, call.actor)[1])
        values, now = settings.change(uow, call.actor, body.root, expected_version=version)
        document = settings_document(values)
        if uow.dry_run:
            return dry(uow, call.actor, document, subject_id=call.actor.organization_id)
        return changed(document, now)

    return await call.write(work, asked)
