"""Users and API keys."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entrepot.book.people.rights import Right, Role


@dataclass(slots=True)
class User:
    """A person who signs in with an e-mail address and a password (kept as an argon2id hash)."""

    organization_id: UUID
    id: UUID
    serial: int
    email: str
    name: str
    role: Role
    supplier_id: UUID | None
    password_hash: str
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True)
class ApiKey:
    """A machine's credential: 256 random bits shown once; only their SHA-256 is kept. `prefix` names it in lists.

    With `addresses` it is accepted from these networks only.
    """

    organization_id: UUID
    id: UUID
    name: str
    prefix: str
    secret_hash: bytes
    role: Role
    scopes: frozenset[Right] | None
    active: bool
    expires_at: datetime | None
    last_used_at: datetime | None
    created_at: datetime
    addresses: tuple[str, ...] | None = None


@dataclass(slots=True)
class Session:
    """A person signed in at one door until `expires_at` or until it is closed. Only the token's SHA-256 is kept."""

    organization_id: UUID
    id: UUID
    user_id: UUID
    door: str
    token_hash: bytes
    created_at: datetime
    expires_at: datetime
    closed_at: datetime | None = None
