"""The first start: a one-time token, known to whoever may read a file beside the book, makes the first organization.

There is no default password anywhere. The token lies in a file only its owner can read, its SHA-256 in the book; it
ends after a day, with its first use, and as soon as there is any organization.
"""

import os
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from entrepot.actions import organizations, passwords, people
from entrepot.book.people.draft import OrganizationDraft, UserDraft
from entrepot.book.people.errors import SETUP_REFUSED
from entrepot.book.people.rights import Role
from entrepot.errors import EntrepotError, Unauthenticated
from entrepot.http import faults
from entrepot.http.answer import json_bytes
from entrepot.http.body import BodyRules, read_json
from entrepot.http.door import Door, client_address
from entrepot.http.errors import BodyTooLarge, UnreadableBody
from entrepot.http.request_id import request_id
from entrepot.store import organizations as organization_store
from entrepot.store import secrets
from entrepot.store.store import Store
from entrepot.store.types import to_micros
from entrepot.store.work import UnitOfWork

PATH = "/setup"
NAME = "setup"
LIFETIME = timedelta(days=1)
MOST_BYTES = 16_384


class SetUp(BaseModel):
    """The first organization and its first admin."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(max_length=200)
    organization: str = Field(min_length=1, max_length=255)
    currency: str = Field(min_length=3, max_length=3)
    email: str = Field(min_length=3, max_length=255)
    password: str = Field(min_length=8, max_length=1024)
    name: str | None = Field(None, max_length=255)


def offer(store: Store, place: Path) -> bool:
    """Make a token in a file that only its owner can read, when the book has no organization yet; whether it did."""
    token = urlsafe_b64encode(os.urandom(32)).rstrip(b"=")

    def work(uow: UnitOfWork) -> bool:
        if organization_store.every(uow):
            return False
        ends = to_micros(uow.now + LIFETIME).to_bytes(8, "big")
        secrets.put(uow, NAME, sha256(token).digest() + ends)
        return True

    if not store.write_now(work):
        place.unlink(missing_ok=True)
        return False
    place.unlink(missing_ok=True)
    descriptor = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(token + b"\n")
    return True


def place_beside(book: Path) -> Path:
    """Where the token of a book lies."""
    return book.with_name(f"{book.name}.setup")


def set_up(uow: UnitOfWork, wanted: SetUp, password_hash: str) -> dict[str, object]:
    """Make the organization and its admin, and use the token up; raises Unauthenticated for any but the present one."""
    kept = secrets.get(uow, NAME)
    given = sha256(wanted.token.encode("utf-8", "replace")).digest()
    right = kept is not None and compare_digest(kept[:32], given)
    if kept is None or not right or int.from_bytes(kept[32:], "big") <= to_micros(uow.now):
        raise Unauthenticated(SETUP_REFUSED)
    secrets.remove(uow, NAME)
    if organization_store.every(uow):
        raise Unauthenticated(SETUP_REFUSED)
    draft = OrganizationDraft(wanted.organization, wanted.currency.upper())
    organization = organizations.create(uow, draft, "setup")
    actor = organizations.system_actor(organization.id, "setup")
    user = people.create_user(uow, actor, UserDraft(wanted.email, password_hash, Role.ADMIN, name=wanted.name))
    return {"organization_id": organization.id, "user_id": user.id, "email": user.email}


def routes(door: Door) -> list[Route]:
    """The route of the root application that the token is for."""

    async def answer(request: Request) -> Response:
        try:
            wanted = await _read(request)
            door.throttle.begin("\0setup", client_address(request), door.clock.now())
            hashed = await passwords.hash_password_later(wanted.password)
            made = await door.store.write(lambda uow: set_up(uow, wanted, hashed))
        except EntrepotError as error:
            return faults.plain(faults.fault_of(error, request_id()), request)
        return Response(json_bytes(made), 201, None, "application/json")

    return [Route(PATH, answer, methods=["POST"])]


async def _read(request: Request) -> SetUp:
    raw = b""
    async for piece in request.stream():
        raw += piece
        if len(raw) > MOST_BYTES:
            raise BodyTooLarge(MOST_BYTES)
    try:
        return SetUp.model_validate(read_json(raw, BodyRules(MOST_BYTES, 4)))
    except ValidationError as error:
        wrong = ", ".join(sorted({str(found["loc"][0]) for found in error.errors() if found["loc"]}))
        raise UnreadableBody(f"These fields are wrong or missing: {wrong}.") from error
