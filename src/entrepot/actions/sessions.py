"""Signing in with e-mail and password, and the sessions that follow."""

import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from entrepot.actions.history import record
from entrepot.actions.passwords import verify_password_later
from entrepot.actions.people import actor_of_user
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import CREDENTIAL_WRONG, SESSION_UNKNOWN
from entrepot.book.people.events import SESSION_ENDED
from entrepot.book.people.user import Session, User
from entrepot.errors import NotFound, Unauthenticated
from entrepot.store import people
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is still open, and who it belongs to."""

    session: Session
    user: User
    actor: Actor


async def sign_in(store: Store, email: str, password: str) -> User:
    """The user with this address and password; raises Unauthenticated, after as long a time for unknown addresses."""
    user = await store.read(lambda uow: people.user_by_email(uow, email), quick=True)
    right = await verify_password_later(None if user is None else user.password_hash, password)
    if user is None or not right or not user.active:
        raise Unauthenticated(CREDENTIAL_WRONG)
    return user


def open_session(uow: UnitOfWork, user: User, door: str, lifetime: timedelta) -> tuple[str, Session]:
    """Open a session for a user who has just signed in: the token (256 random bits, kept nowhere) and the session."""
    token = urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode("ascii")
    session = Session(
        organization_id=user.organization_id,
        id=uow.new_id(),
        user_id=user.id,
        door=door,
        token_hash=_hash_of(token),
        created_at=uow.now,
        expires_at=uow.now + lifetime,
    )
    people.insert_session(uow, session)
    return token, session


def signed_in(uow: UnitOfWork, token: str, door: str) -> SignedIn:
    """The open session of a token given out by this door; raises Unauthenticated."""
    return _checked(uow, people.session_by_token(uow, _hash_of(token)), door)


def signed_in_by_id(uow: UnitOfWork, organization_id: UUID, session_id: UUID, door: str) -> SignedIn:
    """The open session with this id (for doors whose tokens carry it, signed); raises Unauthenticated."""
    return _checked(uow, people.get_session(uow, organization_id, session_id), door)


def actor_of_session(uow: UnitOfWork, token: str, door: str, sliding: timedelta | None = None) -> Actor:
    """The actor behind a token; raises Unauthenticated.

    With `sliding`, a session that has used up a tenth of that time is prolonged when the work may write; a reader's
    caller asks `wants_sliding` and calls `slide` in a write of its own.
    """
    found = signed_in(uow, token, door)
    if sliding is not None and uow.writable and wants_sliding(uow, found.session, sliding):
        slide(uow, found.session, sliding)
    return found.actor


def actor_of_session_id(uow: UnitOfWork, organization_id: UUID, session_id: UUID, door: str) -> Actor:
    """The actor behind a session's id; raises Unauthenticated."""
    return signed_in_by_id(uow, organization_id, session_id, door).actor


def wants_sliding(uow: UnitOfWork, session: Session, lifetime: timedelta) -> bool:
    """Whether at least a tenth of the lifetime has passed since the session was opened or prolonged."""
    return session.expires_at - uow.now < lifetime * 9 / 10


def slide(uow: UnitOfWork, session: Session, lifetime: timedelta) -> Session:
    """Let the session live that long from now on."""
    people.change_session(uow, session, expires_at=uow.now + lifetime, closed_at=session.closed_at)
    return replace(session, expires_at=uow.now + lifetime)


def close_session(uow: UnitOfWork, session: Session) -> None:
    """End a session now; its token is worthless from here on."""
    if session.closed_at is None:
        people.change_session(uow, session, expires_at=session.expires_at, closed_at=uow.now)


def own(uow: UnitOfWork, actor: Actor) -> list[Session]:
    """The open sessions of whoever asks, oldest first; an API key has none."""
    return people.open_sessions(uow, actor.organization_id, actor.id)


def end_own(uow: UnitOfWork, actor: Actor, id: UUID) -> Session:
    """End one of one's own sessions; raises NotFound for one that is over, or somebody else's."""
    found = next((session for session in own(uow, actor) if session.id == id), None)
    if found is None:
        raise NotFound(SESSION_UNKNOWN)
    close_session(uow, found)
    record(
        uow,
        actor,
        subject="user",
        subject_id=actor.id,
        version=1,
        code=SESSION_ENDED,
        message=f"{actor.name} ended a session at {found.door}.",
    )
    return replace(found, closed_at=uow.now)


def _checked(uow: UnitOfWork, session: Session | None, door: str) -> SignedIn:
    if session is None or session.door != door or session.closed_at is not None or session.expires_at <= uow.now:
        raise Unauthenticated(CREDENTIAL_WRONG)
    user = people.get_user(uow, session.organization_id, session.user_id)
    if user is None or not user.active:
        raise Unauthenticated(CREDENTIAL_WRONG)
    return SignedIn(session, user, actor_of_user(user, door))


def _hash_of(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
