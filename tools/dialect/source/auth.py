"""Who is asking: an API key in the header Acme's clients send."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from entrepot.actions.people import actor_of_key
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import CREDENTIAL_MISSING
from entrepot.dialects.acme.wire import NAME
from entrepot.errors import Unauthenticated
from entrepot.http.door import Door

HEADER = "X-Acme-Key"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one request is served: the door, and who is asking."""

    door: Door
    actor: Actor


async def signed_in(request: Request) -> Desk:
    """The desk for whoever carries a key; raises Unauthenticated."""
    door: Door = request.app.state.door
    secret = request.headers.get(HEADER, "").strip()
    if not secret:
        raise Unauthenticated(CREDENTIAL_MISSING, f"Send an API key in the header {HEADER}.")
    return Desk(door, await door.store.read(lambda uow: actor_of_key(uow, secret, NAME), quick=True))


SignedIn = Annotated[Desk, Depends(signed_in)]
