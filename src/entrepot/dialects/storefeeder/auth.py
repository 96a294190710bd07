"""Signing in with e-mail, password and an API key, and the token every other call carries: a session of the house."""

from datetime import timedelta
from email.utils import format_datetime
from typing import Annotated

from fastapi import Depends, Form, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from entrepot.actions import people, sessions
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import CREDENTIAL_MISSING
from entrepot.book.people.user import Session
from entrepot.dialects.storefeeder.errors import TokenRefused
from entrepot.dialects.storefeeder.translate.words import NAME
from entrepot.errors import Unauthenticated
from entrepot.http import signing
from entrepot.http.door import Door
from entrepot.http.request_id import asked_by
from entrepot.store.work import UnitOfWork

LONGEST_TOKEN = 500
WRONG = "The user name, the password or the client_id is incorrect."
_bearer = HTTPBearer(scheme_name="token", description="An `access_token` of `POST /Token`.", auto_error=False)


class SignIn:
    """The form of a token call."""

    def __init__(
        self,
        grant_type: Annotated[str, Form(description="Always `password`.")] = "",
        username: Annotated[str, Form(description="The e-mail address of a user.")] = "",
        password: Annotated[str, Form()] = "",
        client_id: Annotated[str, Form(description="An API key of the organization: its id, prefix or secret.")] = "",
    ) -> None:
        """Whatever is missing is blank."""
        self.grant_type = grant_type
        self.username = username.strip()
        self.password = password
        self.client_id = client_id.strip()


async def token_for(door: Door, request: Request, form: SignIn) -> dict[str, object]:
    """The token answer for a user and a key of the same organization; raises `TokenRefused`."""
    if form.grant_type != "password":
        raise TokenRefused("unsupported_grant_type", "The grant_type must be password.")
    if not form.client_id:
        raise TokenRefused("invalid_clientId", "The client_id must be sent.")
    lifetime = timedelta(hours=door.settings.storefeeder_session_hours)
    try:
        user = await signing.sign_in(door, request, form.username, form.password)
    except Unauthenticated as error:
        raise TokenRefused("invalid_grant", WRONG) from error

    def open_session(uow: UnitOfWork) -> tuple[str, Session]:
        if not people.key_exists(uow, user.organization_id, form.client_id):
            raise TokenRefused("invalid_grant", WRONG)
        return sessions.open_session(uow, user, NAME, lifetime)

    token, session = await door.store.write(open_session)
    return {
        "access_token": token,
        "token_type": "bearer",
        "expires_in": int(lifetime.total_seconds()),
        ".issued": format_datetime(session.created_at, usegmt=True),
        ".expires": format_datetime(session.expires_at, usegmt=True),
    }


async def actor_of(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Actor:
    """Who carries the request's token; raises Unauthenticated for anything but a session that is still open."""
    token = credentials.credentials.strip() if credentials is not None else ""
    if not token or len(token) > LONGEST_TOKEN:
        raise Unauthenticated(CREDENTIAL_MISSING)
    door: Door = request.app.state.door
    return asked_by(await door.store.read(lambda uow: sessions.actor_of_session(uow, token, NAME), quick=True))


SignedIn = Annotated[Actor, Depends(actor_of)]
TokenForm = Annotated[SignIn, Depends(SignIn)]
