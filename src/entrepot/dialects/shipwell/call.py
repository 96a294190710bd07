"""One call at this door: who is asking, from which side of the order, and how its work reaches the store."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends
from fastapi.security import APIKeyHeader
from starlette.requests import Request

from entrepot.book.people.actor import Actor
from entrepot.dialects.shipwell.auth import actor_of
from entrepot.http.door import Door
from entrepot.http.errors import UnknownPath
from entrepot.store.work import UnitOfWork

T = TypeVar("T")
_SCHEME = APIKeyHeader(name="Authorization", scheme_name="APIKeyHeader", auto_error=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose sender is known."""

    request: Request
    door: Door
    actor: Actor

    async def read(self, work: Callable[[UnitOfWork], T], *, quick: bool = True) -> T:
        """Read in one snapshot; `quick` for reads by id and first pages."""
        return await self.door.store.read(work, quick=quick)

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Write in one transaction; the answer is there once it is durable."""
        return await self.door.store.write(work)

    def address(self) -> str:
        """The request's own address without its query, for links to pages."""
        path = self.request.url.path[len(self.request.scope.get("root_path", "")) :]
        return f"{self.door.base_url(self.request)}{path}"


async def _call(request: Request, header: Annotated[str | None, Depends(_SCHEME)]) -> Call:
    del header
    door: Door = request.app.state.door
    return Call(request, door, await actor_of(request, door))


async def _buyer(call: Annotated[Call, Depends(_call)]) -> Call:
    """A caller from the buying side; to a supplier's user these addresses do not exist."""
    if call.actor.supplier_id is not None:
        raise UnknownPath
    return call


async def _supplier(call: Annotated[Call, Depends(_call)]) -> Call:
    """A supplier's user; to everybody else these addresses do not exist."""
    if call.actor.supplier_id is None:
        raise UnknownPath
    return call


Caller = Annotated[Call, Depends(_call)]
BuyerCall = Annotated[Call, Depends(_buyer)]
SupplierCall = Annotated[Call, Depends(_supplier)]
