"""Users and API keys: made, changed, and recognised by what they carry."""

import os
from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from entrepot.actions.history import changes_between, check_version, record
from entrepot.actions.noun import wrong_field
from entrepot.book.people.actor import Actor, ActorKind
from entrepot.book.people.draft import KeyDraft, UserDraft, UserPatch
from entrepot.book.people.errors import CREDENTIAL_WRONG, KEY_PLACE, KEY_UNKNOWN, RIGHT_BEYOND, USER_UNKNOWN
from entrepot.book.people.events import KEY_CLOSED, KEY_CREATED, USER_CHANGED, USER_CREATED, USER_PASSWORD_CHANGED
from entrepot.book.people.networks import is_within
from entrepot.book.people.rights import RIGHTS, Right, Role
from entrepot.book.people.rules import check_key, check_user
from entrepot.book.people.user import ApiKey, User
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.errors import FIELD_RANGE, FIELDS_INVALID, FieldError, Forbidden, Invalid, NotFound, Unauthenticated
from entrepot.ids import parse_uuid
from entrepot.store import people, suppliers
from entrepot.store.types import from_json, to_micros
from entrepot.store.work import UnitOfWork

KEY_MARK = "ek_"
PREFIX_LENGTH = len(KEY_MARK) + 8
SECRET_LENGTH = len(KEY_MARK) + 43


# --- users ------------------------------------------------------------------------------------------------------------


def create_user(uow: UnitOfWork, actor: Actor, draft: UserDraft) -> User:
    """Make a user; raises Forbidden, Invalid, and Conflict when the e-mail address is taken in the installation."""
    actor.require(Right.PEOPLE_WRITE)
    email = draft.email.strip()
    user = User(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "user"),
        email=email,
        name=(draft.name or "").strip() or email,
        role=draft.role,
        supplier_id=_supplier_id(uow, actor, draft.supplier_id, draft.supplier_serial),
        password_hash=draft.password_hash,
        active=True,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    check_user(user)
    _within_own(actor, user.role, None)
    people.insert_user(uow, user)
    record(
        uow,
        actor,
        subject="user",
        subject_id=user.id,
        version=1,
        code=USER_CREATED,
        message=f"User {user.name} was made.",
        changes=changes_between(None, user),
    )
    return user


def read_user(uow: UnitOfWork, actor: Actor, *, id: UUID | None = None, serial: int | None = None) -> User:
    """One user by id or serial; everybody may read themselves. Raises Forbidden, NotFound."""
    if id != actor.id:
        actor.require(Right.PEOPLE_READ)
    user = None
    if id is not None:
        user = people.get_user(uow, actor.organization_id, id)
    elif serial is not None:
        user = people.user_by_serial(uow, actor.organization_id, serial)
    if user is None:
        raise NotFound(USER_UNKNOWN)
    return user


def browse_users(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[User]:
    """A page of users; fields: id, serial, email, role, supplier_id, active, text."""
    actor.require(Right.PEOPLE_READ)
    return people.user_page(uow, actor.organization_id, listing)


def change_user(
    uow: UnitOfWork, actor: Actor, id: UUID, patch: UserPatch, *, expected_version: int | None = None
) -> User:
    """Change a user; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.PEOPLE_WRITE)
    before = read_user(uow, actor, id=id)
    check_version(before.version, expected_version)
    after = replace(before, **given_fields(patch), version=before.version + 1, updated_at=uow.now)
    changes = changes_between(before, after)
    new_password = after.password_hash != before.password_hash
    if not changes and not new_password:
        return before
    _supplier_id(uow, actor, after.supplier_id, None)
    check_user(after)
    if after.role is not before.role or new_password:
        _within_own(actor, after.role, None)
    people.update_user(uow, after)
    if new_password or not after.active:
        people.close_sessions_of(uow, after)
    record(
        uow,
        actor,
        subject="user",
        subject_id=after.id,
        version=after.version,
        code=USER_CHANGED if changes else USER_PASSWORD_CHANGED,
        message=f"User {after.name} was changed." if changes else f"The password of {after.name} was changed.",
        changes=changes,
    )
    return after


def _supplier_id(uow: UnitOfWork, actor: Actor, id: UUID | None, serial: int | None) -> UUID | None:
    if id is None and serial is None:
        return None
    supplier = None
    if id is not None:
        supplier = suppliers.get(uow, actor.organization_id, id)
    elif serial is not None:
        supplier = suppliers.by_serial(uow, actor.organization_id, serial)
    if supplier is None:
        raise wrong_field("supplier_id", NotFound(SUPPLIER_UNKNOWN))
    return supplier.id


def actor_of_user(user: User, door: str) -> Actor:
    """The user as an actor at a door."""
    return Actor(
        organization_id=user.organization_id,
        kind=ActorKind.USER,
        id=user.id,
        name=user.name,
        role=user.role,
        door=door,
        serial=user.serial,
        email=user.email,
        supplier_id=user.supplier_id,
    )


# --- keys -------------------------------------------------------------------------------------------------------------


def create_key(uow: UnitOfWork, actor: Actor, draft: KeyDraft) -> tuple[ApiKey, str]:
    """Make an API key; the second value is its secret, which is kept nowhere. Raises Forbidden, Invalid."""
    actor.require(Right.PEOPLE_WRITE)
    secret = KEY_MARK + urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode("ascii")
    key = ApiKey(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        name=draft.name.strip(),
        prefix=secret[:PREFIX_LENGTH],
        secret_hash=sha256(secret.encode("ascii")).digest(),
        role=draft.role,
        scopes=draft.scopes,
        active=True,
        expires_at=draft.expires_at,
        last_used_at=None,
        created_at=uow.now,
        addresses=draft.addresses or None,
    )
    check_key(key)
    if key.expires_at is not None and key.expires_at <= uow.now:
        past = FieldError(("expires_at",), FIELD_RANGE, "A key ends in the future.")
        raise Invalid(FIELDS_INVALID, past.message, fields=[past])
    _within_own(actor, key.role, key.scopes)
    people.insert_key(uow, key)
    record(
        uow,
        actor,
        subject="key",
        subject_id=key.id,
        version=1,
        code=KEY_CREATED,
        message=f"API key {key.prefix} was made.",
        changes=changes_between(None, key),
    )
    return key, secret


def browse_keys(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[ApiKey]:
    """A page of API keys; fields: id, name, active."""
    actor.require(Right.PEOPLE_READ)
    return people.key_page(uow, actor.organization_id, listing)


def read_key(uow: UnitOfWork, actor: Actor, id: UUID) -> ApiKey:
    """One API key; raises Forbidden, NotFound."""
    actor.require(Right.PEOPLE_READ)
    key = people.get_key(uow, actor.organization_id, id)
    if key is None:
        raise NotFound(KEY_UNKNOWN)
    return key


def _within_own(actor: Actor, role: Role, scopes: frozenset[Right] | None) -> None:
    """Raise Forbidden when a user or a key would be given more than the actor may do."""
    beyond = [right for right in RIGHTS[role] if (scopes is None or right in scopes) and not actor.can(right)]
    if beyond:
        raise Forbidden(RIGHT_BEYOND, f"{actor.name} may not do {', '.join(sorted(beyond))}, and so cannot give it.")


def close_key(uow: UnitOfWork, actor: Actor, id: UUID) -> None:
    """Make a key useless for good; raises Forbidden, NotFound."""
    actor.require(Right.PEOPLE_WRITE)
    key = people.get_key(uow, actor.organization_id, id)
    if key is None:
        raise NotFound(KEY_UNKNOWN)
    if not key.active:
        return
    people.close_key(uow, actor.organization_id, id)
    record(
        uow,
        actor,
        subject="key",
        subject_id=id,
        version=2,
        code=KEY_CLOSED,
        message=f"API key {key.prefix} was closed.",
    )


def actor_of_key(uow: UnitOfWork, secret: str, door: str, address: str | None = None) -> Actor:
    """The actor behind an API key's secret; raises Unauthenticated for a wrong, closed or expired one.

    `address` is where it came from: a key with a list of addresses is accepted from these only (None: not asked).
    """
    if len(secret) != SECRET_LENGTH or not secret.startswith(KEY_MARK):
        raise Unauthenticated(CREDENTIAL_WRONG)
    row = people.key_row(uow, _hash_of(secret))
    if row is None:
        raise Unauthenticated(CREDENTIAL_WRONG)
    organization_id, id, name, role, scopes, active, expires_at, addresses = row
    if not active or (expires_at is not None and expires_at <= to_micros(uow.now)):
        raise Unauthenticated(CREDENTIAL_WRONG)
    if addresses is not None and address is not None and not is_within(address, from_json(addresses)):
        raise Unauthenticated(KEY_PLACE)
    return Actor(
        organization_id=UUID(bytes=organization_id),
        kind=ActorKind.KEY,
        id=UUID(bytes=id),
        name=name,
        role=Role(role),
        door=door,
        scopes=None if scopes is None else frozenset(Right(scope) for scope in from_json(scopes)),
    )


def actor_again(uow: UnitOfWork, organization_id: UUID, kind: str, id: UUID, door: str) -> Actor:
    """Whoever asked for something earlier, with today's rights; raises Forbidden when they may no longer come in."""
    if kind == ActorKind.SYSTEM:
        return Actor(organization_id, ActorKind.SYSTEM, id, "system", Role.ADMIN, door)
    if kind == ActorKind.KEY:
        key = people.get_key(uow, organization_id, id)
        if key is not None and key.active and (key.expires_at is None or key.expires_at > uow.now):
            return Actor(organization_id, ActorKind.KEY, id, key.name, key.role, door, scopes=key.scopes)
        raise Forbidden(CREDENTIAL_WRONG, "The API key that asked for this is closed or has expired.")
    user = people.get_user(uow, organization_id, id)
    if user is None or not user.active:
        raise Forbidden(CREDENTIAL_WRONG, "The user who asked for this is no longer active.")
    return actor_of_user(user, door)


def key_exists(uow: UnitOfWork, organization_id: UUID, text: str) -> bool:
    """Whether the text names a usable API key of the organization: by its id, its prefix or its whole secret."""
    key = None
    id = parse_uuid(text)
    if id is not None:
        key = people.get_key(uow, organization_id, id)
    elif len(text) == PREFIX_LENGTH:
        key = people.key_by_prefix(uow, organization_id, text)
    elif len(text) == SECRET_LENGTH:
        row = people.key_row(uow, _hash_of(text))
        if row is not None and row[0] == organization_id.bytes:
            key = people.get_key(uow, organization_id, UUID(bytes=row[1]))
    return key is not None and key.active and (key.expires_at is None or key.expires_at > uow.now)


def _hash_of(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "replace")).digest()
