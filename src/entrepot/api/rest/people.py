"""Users, API keys and one's own sessions at the native door, and what anybody may do."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from entrepot.actions import passwords, people, permission, sessions
from entrepot.api.rest import shapes_people as shapes
from entrepot.api.rest.auth import DOOR
from entrepot.api.rest.calls import (
    Caller,
    DryRun,
    changed,
    dry,
    expected_version,
    id_in_path,
    listed,
    made,
    plain_json,
)
from entrepot.api.rest.listing import Paged, YesNo, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import given, listing_of
from entrepot.api.rest.render_people import key_document, session_document, user_document, verdict_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import ABSENT, Body, Flag, Id, Moment, Name, QueryText, Text
from entrepot.book.people.draft import KeyDraft, UserDraft, UserPatch
from entrepot.book.people.errors import KEY_UNKNOWN, SESSION_UNKNOWN, USER_UNKNOWN
from entrepot.book.people.rights import Right, Role
from entrepot.book.people.user import User
from entrepot.http import signing
from entrepot.http.answer import Answer, number_bytes
from entrepot.http.door import Door
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["People"])
Document = dict[str, Any]
Password = Annotated[str, Field(min_length=8, max_length=1024, description="8 to 1,024 characters.")]


class UserNew(Body):
    """A user to be made; `supplier_id` with the role supplier alone."""

    email: Name
    role: Role
    password: Password
    name: Text | None = None
    supplier_id: Id | None = None


class UserUpdate(Body):
    """Changes to a user: what is left out stays. A new password, or being made inactive, ends every session."""

    name: Name = ABSENT
    role: Role = ABSENT
    supplier_id: Id | None = None
    active: Flag = ABSENT
    password: Password = ABSENT


class KeyNew(Body):
    """A key to be made; nobody gives one more than they may do themselves."""

    name: Name = "API key"
    role: Role = Role.VIEWER
    scopes: Annotated[list[Right] | None, Field(max_length=len(Right), description="Null: all of the role.")] = None
    addresses: Annotated[list[Text] | None, Field(max_length=100, description="Addresses or networks; null: any.")] = (
        None
    )
    expires_at: Moment | None = None


class SignIn(Body):
    """Who signs in."""

    email: Text
    password: Annotated[str, Field(max_length=1024)]


class UserList(Paged):
    """The filters and the order of the list of users."""

    sort: Literal["id", "-id", "serial", "-serial", "name", "-name", "email", "-email"] = "id"
    q: Annotated[QueryText, Field(description="A text to look for in name and e-mail.")] | None = None
    role: Role | None = None
    active: YesNo | None = None


class KeyList(Paged):
    """The filters of the list of keys."""

    sort: Literal["id", "-id"] = "id"
    name: QueryText | None = None
    active: YesNo | None = None


class Question(Parameters):
    """What is asked about."""

    action: Annotated[QueryText, Field(description="A right (`orders.write`) or a move of an order (`send`).")]
    object: Annotated[Id | None, Field(description="The order it is about; its state is asked too.")] = None


# --- users ------------------------------------------------------------------------------------------------------------


@router.post("/users", status_code=201, summary="Make a user", response_model=shapes.User)
async def create_user(call: Caller, body: UserNew, asked: DryRun) -> Response:
    """The e-mail address is what the person signs in with; nobody else in the installation may have it."""
    call.actor.require(Right.PEOPLE_WRITE)
    hashed = await passwords.hash_password_later(body.password)
    draft = UserDraft(body.email, hashed, body.role, name=body.name, supplier_id=body.supplier_id)

    def work(uow: UnitOfWork) -> Answer:
        user = people.create_user(uow, call.actor, draft)
        document = user_document(user)
        if uow.dry_run:
            return dry(uow, call.actor, document, born=True)
        return made(document, user.version, call.url(f"/users/{user.id}"))

    return await call.write(work, asked)


@router.get("/users", summary="List users", response_model=page_of(shapes.User))
async def browse_users(call: Caller, asked: Annotated[UserList, Query()]) -> Response:
    """Of the organization."""
    filters = filters_of(asked)
    page = await call.read(
        lambda uow: people.browse_users(uow, call.actor, listing_of(asked, filters, asked.sort)), quick=not filters
    )
    return listed(page_document(page.items, user_document, next_cursor(page.next, asked.sort, filters)))


@router.get("/users/{user_id}", summary="Read a user", response_model=shapes.User)
async def read_user(call: Caller, user_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """Everybody may read themselves."""
    del asked
    key = id_in_path(user_id, USER_UNKNOWN)
    user = await call.read(lambda uow: people.read_user(uow, call.actor, id=key))
    return call.shown(user_document(user), user.version)


@router.patch("/users/{user_id}", summary="Change a user", response_model=shapes.User)
async def change_user(call: Caller, user_id: str, body: UserUpdate, asked: DryRun) -> Response:
    """Name, role, supplier, password, and whether they may sign in at all."""
    call.actor.require(Right.PEOPLE_WRITE)
    key, expected = id_in_path(user_id, USER_UNKNOWN), call.expected(required=True)
    said = given(body)
    password = said.pop("password", None)
    if password is not None:
        said["password_hash"] = await passwords.hash_password_later(password)
    patch = UserPatch(**said)

    def work(uow: UnitOfWork) -> Answer:
        def stored() -> User:
            return people.read_user(uow, call.actor, id=key)

        version = expected_version(expected, lambda: stored().version)
        user = people.change_user(uow, call.actor, key, patch, expected_version=version)
        document = user_document(user)
        return dry(uow, call.actor, document) if uow.dry_run else changed(document, user.version)

    return await call.write(work, asked)


# --- keys -------------------------------------------------------------------------------------------------------------


@router.post("/keys", status_code=201, summary="Make an API key", response_model=shapes.Key)
async def create_key(call: Caller, body: KeyNew, asked: DryRun) -> Response:
    """The secret is shown in this answer and kept nowhere."""
    said = given(body)
    scopes = said.pop("scopes", None)
    draft = KeyDraft(
        **{"name": body.name, "role": body.role, **said}, scopes=None if scopes is None else frozenset(scopes)
    )

    def work(uow: UnitOfWork) -> Answer:
        key, secret = people.create_key(uow, call.actor, draft)
        document = key_document(key)
        if uow.dry_run:
            return dry(uow, call.actor, {**document, "secret": None}, born=True)
        location = (("Location", call.url(f"/keys/{key.id}")),)
        return Answer(201, number_bytes({**document, "secret": secret}), headers=location, secret=True)

    return await call.write(work, asked)


@router.get("/keys", summary="List API keys", response_model=page_of(shapes.Key))
async def browse_keys(call: Caller, asked: Annotated[KeyList, Query()]) -> Response:
    """Without their secrets."""
    filters = filters_of(asked)
    page = await call.read(
        lambda uow: people.browse_keys(uow, call.actor, listing_of(asked, filters, asked.sort)), quick=not filters
    )
    return listed(page_document(page.items, key_document, next_cursor(page.next, asked.sort, filters)))


@router.get("/keys/{key_id}", summary="Read an API key", response_model=shapes.Key)
async def read_key(call: Caller, key_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """Without its secret."""
    del asked
    id = id_in_path(key_id, KEY_UNKNOWN)
    return listed(key_document(await call.read(lambda uow: people.read_key(uow, call.actor, id))))


@router.post("/keys/{key_id}/revoke", summary="Revoke an API key", response_model=shapes.Key)
async def revoke_key(call: Caller, key_id: str, asked: DryRun) -> Response:
    """It is useless from then on, for good."""
    id = id_in_path(key_id, KEY_UNKNOWN)

    def work(uow: UnitOfWork) -> Answer:
        people.close_key(uow, call.actor, id)
        document = key_document(people.read_key(uow, call.actor, id))
        return dry(uow, call.actor, document) if uow.dry_run else Answer(200, number_bytes(document))

    return await call.write(work, asked)


# --- sessions ---------------------------------------------------------------------------------------------------------


@router.post("/sessions", status_code=201, summary="Sign in", response_model=shapes.Session)
async def sign_in(request: Request, body: SignIn) -> Response:
    """With e-mail address and password; needs no key. The token is sent as `Authorization: Bearer …` from then on."""
    door: Door = request.app.state.door
    user = await signing.sign_in(door, request, body.email, body.password)
    lifetime = timedelta(hours=door.settings.session_hours)
    token, session = await door.store.write(lambda uow: sessions.open_session(uow, user, DOOR, lifetime))
    answer = plain_json({**session_document(session), "token": token})
    answer.status_code = 201
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.get("/sessions", summary="List one's own sessions", response_model=page_of(shapes.Session))
async def browse_sessions(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """Those that are open, at whatever door; an API key has none."""
    del asked
    found = await call.read(lambda uow: sessions.own(uow, call.actor))
    return listed({"items": [session_document(session) for session in found], "next": None})


@router.post("/sessions/{session_id}/end", summary="End one of one's own sessions", response_model=shapes.Session)
async def end_session(call: Caller, session_id: str, asked: DryRun) -> Response:
    """Its token is worthless from then on."""
    id = id_in_path(session_id, SESSION_UNKNOWN)

    def work(uow: UnitOfWork) -> Answer:
        session = sessions.end_own(uow, call.actor, id)
        document = session_document(session)
        if uow.dry_run:
            return dry(uow, call.actor, document, subject_id=call.actor.id)
        return Answer(200, number_bytes(document))

    return await call.write(work, asked)


# --- rights -----------------------------------------------------------------------------------------------------------


@router.get("/can", summary="Ask whether one may do something", response_model=shapes.Verdict)
async def can(call: Caller, asked: Annotated[Question, Query()]) -> Response:
    """And what forbids it: the role, a scope of the key, or the state of the order; and who may."""
    verdict = await call.read(lambda uow: permission.can(uow, call.actor, asked.action, asked.object))
    return listed(verdict_document(verdict))
