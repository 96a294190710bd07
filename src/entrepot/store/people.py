"""Users, API keys and sessions in the store, and how a credential is found without knowing its organization."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update as sql_update

from entrepot.book.people.errors import EMAIL_TAKEN
from entrepot.book.people.rights import Right
from entrepot.book.people.user import ApiKey, Session, User
from entrepot.book.values.text import folded
from entrepot.errors import CODES, Conflict, FieldError
from entrepot.store.errors import Refusals, is_duplicate
from entrepot.store.listing import Catalogue, Field, Sort, holding
from entrepot.store.schema.people import api_keys, sessions, users
from entrepot.store.shape import Packed, Shape, Taken
from entrepot.store.types import to_micros
from entrepot.store.work import UnitOfWork

USERS = Shape(
    users,
    User,
    keys={"email_key": lambda user: folded(user.email), "name_key": lambda user: folded(user.name)},
    taken=[Taken("email_key", "email", EMAIL_TAKEN)],
)
KEYS = Shape(
    api_keys,
    ApiKey,
    packed={
        "scopes": Packed(sorted, lambda names: frozenset(Right(name) for name in names)),
        "addresses": Packed(list, tuple),
    },
)
SESSIONS = Shape(sessions, Session)
USER_CATALOGUE = Catalogue(
    USERS,
    {
        "id": Field(users.c.id),
        "serial": Field(users.c.serial),
        "email": Field(users.c.email_key, key=True),
        "role": Field(users.c.role),
        "supplier_id": Field(users.c.supplier_id),
        "active": Field(users.c.active),
        "text": holding(users.c.email_key, users.c.name_key),
    },
    {
        "serial": Sort(users.c.serial, lambda user: user.serial),
        "name": Sort(users.c.name_key, lambda user: folded(user.name)),
        "email": Sort(users.c.email_key, lambda user: folded(user.email)),
    },
)
KEY_CATALOGUE = Catalogue(
    KEYS,
    {"id": Field(api_keys.c.id), "name": Field(api_keys.c.name), "active": Field(api_keys.c.active)},
)
get_user = USERS.get
get_key = KEYS.get
get_session = SESSIONS.get
user_page = USER_CATALOGUE.page
key_page = KEY_CATALOGUE.page

_ACTOR_OF_KEY = """
SELECT k.organization_id, k.id, k.name, k.role, k.scopes, k.active, k.expires_at, k.addresses
FROM key_index i JOIN api_keys k ON k.organization_id = i.organization_id AND k.id = i.key_id
WHERE i.secret_hash = ?
"""


def key_row(uow: UnitOfWork, secret_hash: bytes) -> Any:  # noqa: ANN401 - the driver's own row
    """Of the key with this hash, as it is stored: organization, id, name, role, scopes, active, expiry, addresses."""
    return uow.row(_ACTOR_OF_KEY, (secret_hash,))


def insert_user(uow: UnitOfWork, user: User) -> None:
    """Store a new user; raises Conflict when the e-mail address is taken anywhere in the installation."""
    try:
        _index_login(uow, user)
    except Refusals as error:
        if is_duplicate(error, "login_index.email_key"):
            taken = FieldError(("email",), EMAIL_TAKEN, CODES[EMAIL_TAKEN])
            raise Conflict(EMAIL_TAKEN, fields=[taken]) from error
        raise
    USERS.insert(uow, user)


def update_user(uow: UnitOfWork, user: User) -> None:
    """Store a user's next version; the e-mail address stays."""
    USERS.update(uow, user)


def _index_login(uow: UnitOfWork, user: User) -> None:
    uow.sql(
        "INSERT INTO login_index (email_key, organization_id, user_id) VALUES (?, ?, ?)",
        (folded(user.email), user.organization_id.bytes, user.id.bytes),
    )


def user_by_email(uow: UnitOfWork, email: str) -> User | None:
    """The user who signs in with this address, in whatever organization, or None."""
    row = uow.row("SELECT organization_id, user_id FROM login_index WHERE email_key = ?", (folded(email),))
    return None if row is None else get_user(uow, UUID(bytes=row[0]), UUID(bytes=row[1]))


def user_by_serial(uow: UnitOfWork, organization_id: UUID, serial: int) -> User | None:
    """The user with this serial, or None."""
    return USERS.by_serial(uow, organization_id, serial)


def insert_key(uow: UnitOfWork, key: ApiKey) -> None:
    """Store a new API key."""
    KEYS.insert(uow, key)
    uow.sql(
        "INSERT INTO key_index (secret_hash, organization_id, key_id) VALUES (?, ?, ?)",
        (key.secret_hash, key.organization_id.bytes, key.id.bytes),
    )


def close_key(uow: UnitOfWork, organization_id: UUID, id: UUID) -> None:
    """Make a key useless for good."""
    uow.sql("UPDATE api_keys SET active = 0 WHERE organization_id = ? AND id = ?", (organization_id.bytes, id.bytes))


def note_use(uow: UnitOfWork, organization_id: UUID, id: UUID) -> None:
    """Remember that a key was used now."""
    uow.sql(
        "UPDATE api_keys SET last_used_at = ? WHERE organization_id = ? AND id = ?",
        (to_micros(uow.now), organization_id.bytes, id.bytes),
    )


def key_by_prefix(uow: UnitOfWork, organization_id: UUID, prefix: str) -> ApiKey | None:
    """The oldest key with this prefix, or None."""
    return KEYS.one(uow, organization_id, "prefix = ? ORDER BY id", (prefix,))


def insert_session(uow: UnitOfWork, session: Session) -> None:
    """Store a new session."""
    SESSIONS.insert(uow, session)
    uow.sql(
        "INSERT INTO session_index (token_hash, organization_id, session_id) VALUES (?, ?, ?)",
        (session.token_hash, session.organization_id.bytes, session.id.bytes),
    )


def session_by_token(uow: UnitOfWork, token_hash: bytes) -> Session | None:
    """The session opened with this token, in whatever organization, also when it is over."""
    row = uow.row("SELECT organization_id, session_id FROM session_index WHERE token_hash = ?", (token_hash,))
    return None if row is None else get_session(uow, UUID(bytes=row[0]), UUID(bytes=row[1]))


def change_session(uow: UnitOfWork, session: Session, *, expires_at: datetime, closed_at: datetime | None) -> None:
    """Move a session's end."""
    same = (sessions.c.organization_id == session.organization_id) & (sessions.c.id == session.id)
    uow.connection.execute(sql_update(sessions).where(same).values(expires_at=expires_at, closed_at=closed_at))


def open_sessions(uow: UnitOfWork, organization_id: UUID, user_id: UUID) -> list[Session]:
    """The sessions of a user that are open now, oldest first."""
    rows = uow.rows(
        f"{SESSIONS.selecting} WHERE sessions.organization_id = ? AND sessions.user_id = ?"
        " AND sessions.closed_at IS NULL AND sessions.expires_at > ? ORDER BY sessions.id",
        (organization_id.bytes, user_id.bytes, to_micros(uow.now)),
    )
    return [SESSIONS.from_driver(row) for row in rows]


def close_sessions_of(uow: UnitOfWork, user: User) -> None:
    """End every open session of a user now."""
    open_ones = (
        (sessions.c.organization_id == user.organization_id)
        & (sessions.c.user_id == user.id)
        & (sessions.c.closed_at.is_(None))
    )
    uow.connection.execute(sql_update(sessions).where(open_ones).values(closed_at=uow.now))
