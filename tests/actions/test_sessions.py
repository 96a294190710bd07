import asyncio
from datetime import timedelta

import pytest

from entrepot.actions import passwords, people, sessions
from entrepot.book.people.draft import UserPatch
from entrepot.book.people.rights import Role
from entrepot.book.people.user import Session
from entrepot.clock import FixedClock
from entrepot.errors import Invalid, Unauthenticated
from entrepot.store.store import Store
from tests.makers import MOMENT, PASSWORD, World, make_user

DAY = timedelta(days=1)


def opened(store: Store, world: World, lifetime: timedelta = DAY, door: str = "shipwell") -> tuple[str, Session]:
    return store.write_now(lambda uow: sessions.open_session(uow, world.user, door, lifetime))


def alive(store: Store, token: str, door: str = "shipwell") -> bool:
    try:
        store.read_now(lambda uow: sessions.actor_of_session(uow, token, door))
    except Unauthenticated:
        return False
    return True


@pytest.mark.parametrize("email", ["admin@harborrow.example", " Admin@HARBORROW.example "])
def test_a_user_signs_in_with_mail_and_password(store: Store, world: World, email: str) -> None:
    assert asyncio.run(sessions.sign_in(store, email, PASSWORD)) == world.user


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("admin@harborrow.example", "wrong"),
        ("nobody@harborrow.example", PASSWORD),
        ("", ""),
        ("admin@harborrow.example", ""),
    ],
)
def test_a_wrong_mail_or_password_is_nobody(store: Store, world: World, email: str, password: str) -> None:
    with pytest.raises(Unauthenticated):
        asyncio.run(sessions.sign_in(store, email, password))


def test_an_inactive_user_does_not_sign_in(store: Store, world: World) -> None:
    user = make_user(store, world, "buyer@harborrow.example")
    store.write_now(lambda uow: people.change_user(uow, world.admin, user.id, UserPatch(active=False)))
    with pytest.raises(Unauthenticated):
        asyncio.run(sessions.sign_in(store, user.email, PASSWORD))


def test_many_people_sign_in_at_the_same_time(store: Store, world: World) -> None:
    async def everybody() -> list[object]:
        return list(await asyncio.gather(*(sessions.sign_in(store, world.user.email, PASSWORD) for _ in range(5))))

    assert asyncio.run(everybody()) == [world.user] * 5


def test_a_token_stands_for_its_user_at_its_door_only(store: Store, world: World) -> None:
    token, session = opened(store, world)
    actor = store.read_now(lambda uow: sessions.actor_of_session(uow, token, "shipwell"))
    assert (actor.id, actor.role, actor.door, actor.serial) == (
        world.user.id,
        Role.ADMIN,
        "shipwell",
        world.user.serial,
    )
    assert not alive(store, token, "storefeeder")
    assert not alive(store, token + "x")
    by_id = store.read_now(lambda uow: sessions.actor_of_session_id(uow, world.organization.id, session.id, "shipwell"))
    assert by_id == actor


def test_a_session_ends_after_its_lifetime(store: Store, world: World, clock: FixedClock) -> None:
    token, _ = opened(store, world)
    clock.moment = MOMENT + DAY - timedelta(seconds=1)
    assert alive(store, token)
    clock.moment = MOMENT + DAY
    assert not alive(store, token)


def test_a_sliding_session_lives_on_while_it_is_used(store: Store, world: World, clock: FixedClock) -> None:
    token, session = opened(store, world)
    clock.moment = MOMENT + timedelta(hours=1)
    assert not store.read_now(lambda uow: sessions.wants_sliding(uow, session, DAY))
    clock.moment = MOMENT + timedelta(hours=20)
    assert store.read_now(lambda uow: sessions.wants_sliding(uow, session, DAY))
    store.read_now(lambda uow: sessions.actor_of_session(uow, token, "shipwell", DAY))
    store.write_now(lambda uow: sessions.actor_of_session(uow, token, "shipwell", DAY))
    clock.moment = MOMENT + timedelta(hours=43)
    assert alive(store, token)
    clock.moment = MOMENT + timedelta(hours=44)
    assert not alive(store, token)


def test_a_closed_session_is_over_at_once(store: Store, world: World) -> None:
    token, session = opened(store, world)
    other, _ = opened(store, world)
    store.write_now(lambda uow: sessions.close_session(uow, session))
    assert (alive(store, token), alive(store, other)) == (False, True)


@pytest.mark.parametrize("patch", [UserPatch(active=False), UserPatch(password_hash="$argon2id$new")])
def test_locking_out_or_a_new_password_ends_every_session(store: Store, world: World, patch: UserPatch) -> None:
    token, _ = opened(store, world)
    store.write_now(lambda uow: people.change_user(uow, world.admin, world.user.id, patch))
    assert not alive(store, token)


def test_passwords_are_hashed_as_advised_and_never_twice_alike() -> None:
    first, second = passwords.hash_password(PASSWORD), passwords.hash_password(PASSWORD)
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.verify_password(first, PASSWORD)
    assert not passwords.verify_password(first, PASSWORD + "x")
    assert not passwords.verify_password(None, PASSWORD)
    assert not passwords.verify_password(first, "\ud800")
    assert not passwords.verify_password("not a hash", PASSWORD)


@pytest.mark.parametrize("password", ["", "seven77", "x" * 1025])
def test_a_password_is_neither_short_nor_endless(password: str) -> None:
    with pytest.raises(Invalid):
        passwords.hash_password(password)
    with pytest.raises(Invalid):
        asyncio.run(passwords.hash_password_later(password))
