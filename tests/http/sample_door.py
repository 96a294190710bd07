"""A small door for testing what all doors share: it keeps nothing and answers in a form of its own."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query
from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from entrepot.errors import (
    FIELD_RANGE,
    Conflict,
    Failed,
    Findings,
    Forbidden,
    Limited,
    NotFound,
    Unauthenticated,
    Unavailable,
    code,
)
from entrepot.http.answer import Answer, json_bytes, number, number_bytes, reply
from entrepot.http.body import JSON_READERS, BodyRules, ExactRoute
from entrepot.http.door import Door
from entrepot.http.errors import UnreadableBody
from entrepot.http.etag import etag, if_match, is_unchanged
from entrepot.http.faults import Fault
from entrepot.http.idempotency import key_of
from entrepot.http.paths import Forgiving
from entrepot.http.server import with_reason
from entrepot.http.subapp import subapp

ORGANIZATION = UUID("0190a3b2-7c3d-7e45-8f00-1234567890ab")
SAMPLE = code("sample.reason", "The sample door says no.")
KINDS = {
    kind.kind.value: kind for kind in (Conflict, Failed, Forbidden, Limited, NotFound, Unauthenticated, Unavailable)
}


def render(fault: Fault, request: Request) -> Response:
    if fault.status == 401:
        with_reason(request, "Sign in first")
    fields = [[f.place, "/".join(map(str, f.path)), f.code, f.message] for f in fault.fields]
    body = {"sample": fault.code, "text": fault.message, "fields": fields, "id": fault.request_id}
    return Response(json_bytes(body), fault.status, fault.headers(), "application/sample+json")


class SampleLine(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sku: str = Field(max_length=5)
    quantity: Decimal = Field(gt=0)
    unit: int | str | None = None
    discount: Annotated[Decimal, Field(le=100)] | None = None

    @field_validator("sku")
    @classmethod
    def is_upper(cls, value: str) -> str:
        if value != value.upper():
            raise PydanticCustomError("field.choice", "SKUs are in capitals here.")
        return value


class SampleOrder(BaseModel):
    model_config = ConfigDict(extra="forbid")
    number: str
    lines: list[SampleLine] = Field(max_length=3)
    custom: dict[str, Any] | None = None


async def signed_in(request: Request) -> str:
    if request.headers.get("authorization") == "none":
        raise Unauthenticated(SAMPLE)
    return "somebody"


router = APIRouter(route_class=ExactRoute, prefix="/Orders", dependencies=[Depends(signed_in)])


@router.post("")
async def create(request: Request, order: SampleOrder, dry_run: bool = False) -> Response:
    door: Door = request.app.state.door
    key = await key_of(request, ORGANIZATION, "key-1")
    if order.number == "book":
        findings = Findings()
        findings.add(("lines", 0, "quantity"), FIELD_RANGE)
        findings.settle()

    def work(uow: Any) -> Answer:
        count = uow.counter(ORGANIZATION, "sample")
        lines = [number(line.quantity) for line in order.lines]
        units = [type(line.unit).__name__ for line in order.lines]
        body = number_bytes({"count": count, "number": order.number, "quantities": lines, "units": units})
        return Answer(201, body, headers=(("Location", f"{door.base_url(request)}/Orders/{count}"),))

    return reply(await door.write_once(key, work, dry_run=dry_run))


@router.get("/{order_id}")
async def read(request: Request, order_id: int, size: Annotated[int, Query(ge=1, le=100)] = 10) -> Response:
    if is_unchanged(request.headers, 7):
        return reply(Answer(304, headers=(("ETag", etag(7)),)))
    return reply(Answer(200, json_bytes({"id": order_id, "size": size}), headers=(("ETag", etag(7)),)))


@router.patch("/{order_id}")
async def change(request: Request, order_id: str) -> Response:
    if_match(request.headers, required=True).check(7)
    return reply(Answer(204))


@router.post("/{order_id}/Refuse/{kind}/")
async def refuse(order_id: str, kind: str) -> Response:
    raise KINDS[kind](SAMPLE, retry_after=7 if kind in ("unavailable", "limited") else None)


@router.post("/{order_id}/crash")
async def crash(order_id: str) -> Response:
    raise RuntimeError("a secret nobody may read")


@router.post("/token/form")
async def form(username: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    return reply(Answer(200, json_bytes({"username": username, "length": len(password)})))


def read_colons(raw: bytes, rules: BodyRules, declared: object) -> object:
    """A made-up format: `number:A`."""
    name, colon, value = raw.decode().partition(":")
    if not colon:
        raise UnreadableBody("There is no colon.")
    return {name: value, "lines": [], "custom": {"declared": getattr(declared, "__name__", "?")}}


def build(door: Door) -> ASGIApp:
    app = subapp(
        door, name="sample", title="Sample", render=render, readers={**JSON_READERS, "text/colons": read_colons}
    )
    app.include_router(router)
    return Forgiving(app, any_case=True)
