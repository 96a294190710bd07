"""Who is asking: an API key as bearer token. It belongs to one organization; any other one looks unknown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request
from starlette.responses import Response

from entrepot.actions import keyuse, warehouses
from entrepot.actions.people import actor_of_key
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import CREDENTIAL_MISSING, ORGANIZATION_UNKNOWN
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire.queries import Asked, Terms, asked
from entrepot.dialects.pack.wire.words import NAME
from entrepot.errors import NotFound, Unauthenticated
from entrepot.http.answer import Answer, number_bytes, reply
from entrepot.http.door import Door, client_address
from entrepot.http.request_id import asked_by
from entrepot.store.work import UnitOfWork

MEDIA_TYPE = "application/json; charset=utf-8"
Work = Callable[[UnitOfWork, Actor], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one request is served: the door, who is asking, and how answers go out."""

    door: Door
    request: Request
    actor: Actor

    @property
    def url(self) -> str:
        """The address of this request without its query, for links."""
        return f"{self.door.origin(self.request)}{self.request.scope['path']}"

    def asked(self, terms: Terms) -> Asked:
        """The query string read by the terms of a list."""
        return asked(self.query, terms)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query string as it came."""
        return self.request.query_params.multi_items()

    async def read(self, work: Work, *, quick: bool = True) -> Response:
        """The document a reading work makes; `quick` for reads by id and short pages."""
        document = await self.door.store.read(lambda uow: work(uow, self.actor), quick=quick)
        return answer(200, document)

    async def write(self, work: Work, status: int = 200) -> Response:
        """The document a writing work makes, once it is safely stored."""
        document = await self.door.store.write(lambda uow: work(uow, self.actor))
        return answer(status, document)

    async def remove(self, work: Callable[[UnitOfWork, Actor], object]) -> Response:
        """Nothing, once the work is safely stored."""
        await self.door.store.write(lambda uow: work(uow, self.actor))
        return reply(Answer(204, media_type=None))


@dataclass(frozen=True, slots=True)
class WarehouseDesk(Desk):
    """The same inside one warehouse."""

    warehouse_id: UUID


def answer(status: int, document: object) -> Response:
    """A document as JSON; numbers marked in it are written as they are."""
    return reply(Answer(status, number_bytes(document), MEDIA_TYPE))


def secret_of(authorization: str) -> str:
    """The key in an Authorization header; raises Unauthenticated when there is none."""
    scheme, _, secret = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated(CREDENTIAL_MISSING, "Send an API key: `Authorization: Bearer …`.")
    return secret.strip()


async def signed_in(request: Request) -> Desk:
    """The desk for whoever carries a token; raises Unauthenticated."""
    door: Door = request.app.state.door
    secret = secret_of(request.headers.get("authorization", ""))
    address = client_address(request)
    actor = await door.store.read(lambda uow: actor_of_key(uow, secret, NAME, address), quick=True)
    keyuse.note(door.store, actor)
    return Desk(door, request, asked_by(actor))


async def of_organization(
    desk: Annotated[Desk, Depends(signed_in)], organization_id: Annotated[str, Path(alias="organizationId")]
) -> Desk:
    """The desk inside the organization the path names; raises NotFound for any but the token's own."""
    if id_of(organization_id) != desk.actor.organization_id:
        raise NotFound(ORGANIZATION_UNKNOWN)
    return desk


async def of_warehouse(
    desk: Annotated[Desk, Depends(signed_in)], warehouse_id: Annotated[str, Path(alias="warehouseId")]
) -> WarehouseDesk:
    """The desk inside the warehouse the path names; raises NotFound for any that is not the organization's."""
    id = id_of(warehouse_id)
    await desk.door.store.read(lambda uow: warehouses.read(uow, desk.actor, id=id), quick=True)
    return WarehouseDesk(desk.door, desk.request, desk.actor, id)


AtOrganization = Annotated[Desk, Depends(of_organization)]
AtWarehouse = Annotated[WarehouseDesk, Depends(of_warehouse)]
