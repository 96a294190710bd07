"""Who is asking: an API key of the house or a token from signing in, in the Authorization header.

Quirk: the vendor's client sends the header verbatim, so its users write `Token abc` themselves; the words Token, APIKey
and Bearer are taken in any case, and so is the bare credential.
"""

from datetime import timedelta
from typing import Any

from starlette.requests import Request

from entrepot.actions import keyuse
from entrepot.actions.people import KEY_MARK, actor_of_key
from entrepot.actions.sessions import SignedIn, open_session, signed_in, slide, wants_sliding
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import CREDENTIAL_MISSING, CREDENTIAL_WRONG
from entrepot.book.people.rights import RIGHTS
from entrepot.dialects.shipwell.translate.values import DIALECT, id_shown
from entrepot.dialects.shipwell.wire.orders import SignIn
from entrepot.errors import Unauthenticated
from entrepot.http.door import Door, client_address
from entrepot.http.request_id import asked_by
from entrepot.http.signing import sign_in
from entrepot.store.work import UnitOfWork

SCHEMES = frozenset({"token", "apikey", "bearer"})
_MISSING = "Send a token or an API key: `Authorization: Token …`."


def secret_of(authorization: str | None) -> str:
    """The credential in an Authorization header; raises Unauthenticated when there is none."""
    words = (authorization or "").split()
    if not words:
        raise Unauthenticated(CREDENTIAL_MISSING, _MISSING)
    if len(words) == 2 and words[0].lower() in SCHEMES:
        return words[1]
    if len(words) == 1 and words[0].lower() not in SCHEMES:
        return words[0]
    raise Unauthenticated(CREDENTIAL_WRONG, _MISSING)


def lifetime_of(door: Door) -> timedelta:
    """How long a token lives after its last use."""
    return timedelta(days=door.settings.shipwell_session_days)


async def actor_of(request: Request, door: Door) -> Actor:
    """The actor behind a request; a token that is used lives on. Raises Unauthenticated."""
    secret = secret_of(request.headers.get("authorization"))
    if secret.startswith(KEY_MARK):
        address = client_address(request)
        actor = await door.store.read(lambda uow: actor_of_key(uow, secret, DIALECT, address), quick=True)
        keyuse.note(door.store, actor)
        return asked_by(actor)
    lifetime = lifetime_of(door)

    def look(uow: UnitOfWork) -> tuple[SignedIn, bool]:
        found = signed_in(uow, secret, DIALECT)
        return found, wants_sliding(uow, found.session, lifetime)

    found, ageing = await door.store.read(look, quick=True)
    if ageing:
        await door.store.write(lambda uow: slide(uow, found.session, lifetime))
    return asked_by(found.actor)


async def token_for(door: Door, request: Request, body: SignIn) -> dict[str, Any]:
    """A new token for an e-mail address and password; raises Unauthenticated."""
    user = await sign_in(door, request, body.email, body.password)

    def opened(uow: UnitOfWork) -> tuple[str, Actor]:
        token, _ = open_session(uow, user, DIALECT, lifetime_of(door))
        return token, signed_in(uow, token, DIALECT).actor

    token, actor = await door.store.write(opened)
    return {"token": token, "driver_token": None, "driver": None, "user": user_document(actor), "api_key": None}


def user_document(actor: Actor) -> dict[str, Any]:
    """The one who is signed in; an API key goes by its name and has no e-mail address."""
    first, _, last = actor.name.partition(" ")
    rights = RIGHTS[actor.role] if actor.scopes is None else RIGHTS[actor.role] & actor.scopes
    return {
        "id": id_shown(actor.id),
        "email": actor.email,
        "first_name": first,
        "last_name": last,
        "role": actor.role.value,
        "permissions": sorted(right.value for right in rights),
        "company_id": id_shown(actor.supplier_id or actor.organization_id),
    }
