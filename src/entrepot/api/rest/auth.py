"""Who is asking: an API key or a session's token in the Authorization header, as `Bearer` or `Token`."""

from starlette.requests import Request

from entrepot.actions import keyuse
from entrepot.actions.people import KEY_MARK, actor_of_key
from entrepot.actions.sessions import actor_of_session
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import CREDENTIAL_MISSING, CREDENTIAL_WRONG
from entrepot.errors import Unauthenticated
from entrepot.http.door import Door, client_address
from entrepot.http.request_id import asked_by
from entrepot.store.work import UnitOfWork

DOOR = "rest"
SCHEMES = frozenset({"bearer", "token"})


def secret_of(authorization: str | None) -> str:
    """The key in an Authorization header; raises Unauthenticated when there is none of ours."""
    if authorization is None:
        raise Unauthenticated(CREDENTIAL_MISSING, "Send an API key: `Authorization: Bearer …`.")
    scheme, _, secret = authorization.strip().partition(" ")
    secret = secret.strip()
    if scheme.lower() not in SCHEMES or not secret or not secret.isascii():
        raise Unauthenticated(CREDENTIAL_WRONG, "The Authorization header must read `Bearer` and an API key.")
    return secret


async def actor_of(request: Request, door: Door) -> Actor:
    """The actor behind a request; raises Unauthenticated."""
    secret = secret_of(request.headers.get("authorization"))
    address = client_address(request)

    def look(uow: UnitOfWork) -> Actor:
        if secret.startswith(KEY_MARK):
            return actor_of_key(uow, secret, DOOR, address)
        return actor_of_session(uow, secret, DOOR)

    actor = await door.store.read(look, quick=True)
    keyuse.note(door.store, actor)
    return asked_by(actor)
