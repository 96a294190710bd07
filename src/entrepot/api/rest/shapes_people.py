"""The shapes of users, API keys, sessions and answers about rights, for the OpenAPI document."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.shapes import Shape, Versioned
from entrepot.book.people.rights import Right, Role


class User(Versioned):
    """A person who signs in; the password is kept as a hash and never shown."""

    serial: int
    email: str
    name: str
    role: Role
    supplier_id: UUID | None
    active: bool


class Key(Shape):
    """An API key. `secret` is shown only by the answer that makes it."""

    id: UUID
    name: str
    prefix: Annotated[str, Field(description="The beginning of the secret, to tell keys apart.")]
    role: Role
    scopes: Annotated[list[Right] | None, Field(description="What of the role it may do; null: all of it.")]
    addresses: Annotated[list[str] | None, Field(description="The only networks it is accepted from; null: any.")]
    active: bool
    expires_at: datetime | None
    last_used_at: Annotated[datetime | None, Field(description="To the minute.")]
    created_at: datetime
    secret: Annotated[str | None, Field(description="The key itself; keep it, it is not shown again.")] = None


class Session(Shape):
    """A person signed in at a door. `token` is shown only by the answer that opens it."""

    id: UUID
    door: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    token: Annotated[str | None, Field(description="What to send as `Bearer`; it is not shown again.")] = None


class Verdict(Shape):
    """Whether somebody may do something, and why not."""

    allowed: bool
    right: Annotated[Right, Field(description="What the action needs.")]
    roles: Annotated[list[Role], Field(description="Who has that right.")]
    reason: str
    code: Annotated[str | None, Field(description="The error that the action would be refused with.")]
