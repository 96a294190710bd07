"""Signing in with user name and password, and the token every other call carries: a JWT around a session's id.

The signature shows that we made it; whether it still counts is the session's to say, so it can be revoked. Browser
cookies mean nothing here.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Annotated
from uuid import UUID

import jwt
from fastapi import Depends, Request
from jwt.types import Options

from entrepot.actions import sessions
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import CREDENTIAL_MISSING, CREDENTIAL_WRONG
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.people.user import Session, User
from entrepot.dialects.sellercloud.limit import CallCount
from entrepot.dialects.sellercloud.render.forms import instant
from entrepot.dialects.sellercloud.translate.words import NAME
from entrepot.dialects.sellercloud.wire.requests import TokenRequest
from entrepot.errors import Unauthenticated
from entrepot.http import signing
from entrepot.http.door import Door, client_address
from entrepot.http.request_id import asked_by
from entrepot.ids import parse_uuid
from entrepot.store import organizations, secrets
from entrepot.store.work import UnitOfWork

ALGORITHM = "HS256"
ISSUER = "entrepot"
LONGEST_TOKEN = 2048
WRONG_PASSWORD = "The user name or the password is wrong."  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, and how that one's organization has set this dialect up."""

    actor: Actor
    settings: OrganizationSettings


class Gate:
    """The door's own gate: counts calls, gives out tokens and recognises them."""

    def __init__(self, door: Door) -> None:
        """One for each application."""
        self.door = door
        self.calls = CallCount(door.settings.sellercloud_calls_per_hour)
        self._secret: bytes | None = None

    def count(self, request: Request) -> None:
        """Count the call against its address; raises `CallsSpent`."""
        self.calls.note(client_address(request), self.door.clock.now())

    async def sign_in(self, request: Request, wanted: TokenRequest) -> dict[str, object]:
        """The token answer for a user name and password; raises Unauthenticated."""
        lifetime = timedelta(seconds=self.door.settings.sellercloud_session_seconds)
        try:
            user = await signing.sign_in(self.door, request, wanted.Username, wanted.Password)
        except Unauthenticated as error:
            raise Unauthenticated(CREDENTIAL_WRONG, WRONG_PASSWORD) from error

        def open_session(uow: UnitOfWork) -> tuple[bytes, Session]:
            return secrets.ensure(uow, NAME), sessions.open_session(uow, user, NAME, lifetime)[1]

        secret, session = await self.door.store.write(open_session)
        self._secret = secret
        return {
            "access_token": token_of(session, user, secret),
            "token_type": "Bearer",
            "username": user.email,
            "expires_in": int(lifetime.total_seconds()),
            ".issued": instant(session.created_at),
            ".expires": instant(session.expires_at),
        }

    async def admit(self, request: Request) -> Caller:
        """Who carries the request's token; raises Unauthenticated for anything but a token that still counts."""
        token = bearer(request.headers.get("authorization", ""))

        def recognise(uow: UnitOfWork) -> tuple[bytes, Caller]:
            secret = self._secret or secrets.get(uow, NAME)
            if secret is None:
                raise Unauthenticated(CREDENTIAL_WRONG)
            organization_id, session_id = session_named_by(token, secret)
            actor = sessions.actor_of_session_id(uow, organization_id, session_id, NAME)
            return secret, Caller(actor, organizations.settings(uow, organization_id))

        self._secret, caller = await self.door.store.read(recognise, quick=True)
        asked_by(caller.actor)
        return caller


def bearer(header: str) -> str:
    """The token in an Authorization header, its scheme word in any case; raises Unauthenticated without one."""
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        raise Unauthenticated(CREDENTIAL_MISSING)
    return token


def token_of(session: Session, user: User, secret: bytes) -> str:
    """The signed token that names a session."""
    claims = {
        "iss": ISSUER,
        "sub": str(user.id),
        "iat": int(session.created_at.timestamp()),
        "exp": int(session.expires_at.timestamp()),
        "org": str(session.organization_id),
        "sid": str(session.id),
    }
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


@lru_cache(maxsize=1024)
def session_named_by(token: str, secret: bytes) -> tuple[UUID, UUID]:
    """The organization and session a token names; raises Unauthenticated unless we signed it.

    The dates in it are for its reader: the session's own end is judged with the store's clock. Which session a text
    names never changes, so the answer is remembered.
    """
    checks: Options = {"verify_exp": False, "verify_iat": False, "require": ["org", "sid"]}
    try:
        claims = jwt.decode(token, secret, algorithms=[ALGORITHM], issuer=ISSUER, options=checks)
    except (jwt.PyJWTError, ValueError) as error:
        raise Unauthenticated(CREDENTIAL_WRONG) from error
    organization_id, session_id = parse_uuid(claims["org"]), parse_uuid(claims["sid"])
    if organization_id is None or session_id is None:
        raise Unauthenticated(CREDENTIAL_WRONG)
    return organization_id, session_id


def gate_of(request: Request) -> Gate:
    """The gate of the application that answers the request, with the call counted."""
    gate: Gate = request.app.state.gate
    gate.count(request)
    return gate


async def caller(request: Request) -> Caller:
    """Who is calling; raises `CallsSpent` and Unauthenticated."""
    return await gate_of(request).admit(request)


Admitted = Annotated[Caller, Depends(caller)]
AtTheGate = Annotated[Gate, Depends(gate_of)]
