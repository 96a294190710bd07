from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from entrepot.actions import organizations, passwords, people
from entrepot.book.people.actor import Actor, ActorKind
from entrepot.book.people.draft import KeyDraft, UserDraft, UserPatch
from entrepot.book.people.errors import CREDENTIAL_WRONG, EMAIL_TAKEN, SUPPLIER_OF_USER, USER_UNKNOWN
from entrepot.book.people.rights import Right, Role
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.clock import FixedClock
from entrepot.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from entrepot.store import events
from entrepot.store.store import Store
from tests.makers import MOMENT, PASSWORD, World, make_user, make_world

HASH = passwords.hash_password(PASSWORD)


def actor_of(store: Store, secret: str) -> Actor:
    return store.read_now(lambda uow: people.actor_of_key(uow, secret, "pack"))


def test_a_key_acts_with_its_role_in_its_organization(store: Store, world: World) -> None:
    actor = actor_of(store, world.secret)
    assert (actor.organization_id, actor.kind, actor.id) == (world.organization.id, ActorKind.KEY, world.key.id)
    assert (actor.name, actor.role, actor.door, actor.scopes) == ("Test key", Role.ADMIN, "pack", None)


def test_a_key_can_be_narrowed_to_scopes(store: Store, world: World) -> None:
    draft = KeyDraft(role=Role.BUYER, scopes=frozenset({Right.ORDERS_READ}))
    _, secret = store.write_now(lambda uow: people.create_key(uow, world.admin, draft))
    actor = actor_of(store, secret)
    assert actor.can(Right.ORDERS_READ)
    assert not actor.can(Right.ORDERS_WRITE)


def test_the_secret_of_a_key_is_long_and_kept_nowhere(store: Store, world: World) -> None:
    assert world.secret.startswith("ek_")
    assert len(world.secret) == 46
    assert world.key.prefix == world.secret[:11]
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, world.key.id))
    assert world.secret not in repr(told)
    assert "secret_hash" not in repr(told)


@pytest.mark.parametrize("secret", ["", "ek_", "ek_" + "A" * 43, "x" * 46, "ek_" + "ü" * 43, "ek_" + "\ud800" * 43])
def test_a_wrong_key_is_nobody(store: Store, world: World, secret: str) -> None:
    with pytest.raises(Unauthenticated) as refused:
        actor_of(store, secret)
    assert refused.value.code == CREDENTIAL_WRONG


def test_a_key_ends_when_it_expires(store: Store, world: World, clock: FixedClock) -> None:
    draft = KeyDraft(expires_at=MOMENT + timedelta(days=1))
    key, secret = store.write_now(lambda uow: people.create_key(uow, world.admin, draft))
    clock.moment = MOMENT + timedelta(hours=23)
    assert actor_of(store, secret).id == key.id
    clock.moment = MOMENT + timedelta(days=1)
    with pytest.raises(Unauthenticated):
        actor_of(store, secret)


def test_a_closed_key_is_useless(store: Store, world: World) -> None:
    for _ in range(2):
        store.write_now(lambda uow: people.close_key(uow, world.admin, world.key.id))
    with pytest.raises(Unauthenticated):
        actor_of(store, world.secret)
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, world.key.id))
    assert [event.code for event in told] == ["key.created", "key.closed"]


def test_a_client_id_is_any_usable_key_of_the_organization(store: Store, world: World) -> None:
    other = make_world(store, "Quayside")

    def known(world: World, text: str) -> bool:
        return store.read_now(lambda uow: people.key_exists(uow, world.organization.id, text))

    texts = [str(world.key.id), world.key.prefix, world.secret]
    assert [known(world, text) for text in texts] == [True, True, True]
    assert [known(other, text) for text in texts] == [False, False, False]
    assert [known(world, text) for text in ("", "7", str(uuid4()), "ek_nothing_")] == [False] * 4
    store.write_now(lambda uow: people.close_key(uow, world.admin, world.key.id))
    assert [known(world, text) for text in texts] == [False, False, False]


def test_an_email_signs_in_to_one_organization_only(store: Store, world: World) -> None:
    other = make_world(store, "Quayside")
    with pytest.raises(Conflict) as refused:
        store.write_now(
            lambda uow: people.create_user(uow, other.admin, UserDraft(" ADMIN@Harborrow.example", HASH, Role.BUYER))
        )
    assert refused.value.code == EMAIL_TAKEN
    assert refused.value.fields[0].path == ("email",)


def test_a_suppliers_user_belongs_to_a_supplier(store: Store, world: World) -> None:
    user = make_user(store, world, "sales@brightwater.example", Role.SUPPLIER, of_supplier=True)
    assert people.actor_of_user(user, "api").supplier_id == world.supplier.id
    for draft in (
        UserDraft("a@b.example", HASH, Role.SUPPLIER),
        UserDraft("a@b.example", HASH, Role.BUYER, supplier_id=world.supplier.id),
    ):
        with pytest.raises(Invalid) as refused:
            store.write_now(lambda uow, draft=draft: people.create_user(uow, world.admin, draft))  # type: ignore[misc]
        assert refused.value.fields[0].code == SUPPLIER_OF_USER


def test_a_supplier_of_somebody_else_is_unknown(store: Store, world: World) -> None:
    other = make_world(store, "Quayside")
    draft = UserDraft("a@b.example", HASH, Role.SUPPLIER, supplier_id=other.supplier.id)
    with pytest.raises(Invalid) as refused:
        store.write_now(lambda uow: people.create_user(uow, world.admin, draft))
    assert refused.value.fields[0].code == SUPPLIER_UNKNOWN


def test_a_user_is_changed_but_the_password_is_told_to_nobody(store: Store, world: World) -> None:
    user = make_user(store, world, "buyer@harborrow.example")
    patch = UserPatch(name="Bea Buyer", password_hash=passwords.hash_password("another password"))
    after = store.write_now(lambda uow: people.change_user(uow, world.admin, user.id, patch))
    assert (after.name, after.version) == ("Bea Buyer", 2)
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, user.id))
    assert "argon2" not in repr(told)
    only = UserPatch(password_hash=HASH)
    store.write_now(lambda uow: people.change_user(uow, world.admin, user.id, only))
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, user.id))
    assert [event.code for event in told] == ["user.created", "user.changed", "user.password_changed"]


def test_only_admins_keep_people_and_everybody_may_read_themselves(store: Store, world: World) -> None:
    user = make_user(store, world, "buyer@harborrow.example")
    buyer = people.actor_of_user(user, "api")
    assert store.read_now(lambda uow: people.read_user(uow, buyer, id=buyer.id)) == user
    viewer = replace(buyer, role=Role.VIEWER)
    for work in (
        lambda uow: people.create_user(uow, buyer, UserDraft("x@y.example", HASH, Role.ADMIN)),
        lambda uow: people.create_key(uow, buyer, KeyDraft()),
        lambda uow: people.close_key(uow, buyer, world.key.id),
        lambda uow: people.browse_users(uow, viewer, Listing()),
        lambda uow: people.read_user(uow, viewer, id=world.user.id),
    ):
        with pytest.raises(Forbidden):
            store.write_now(work)


def test_users_are_found_by_name_mail_and_role(store: Store, world: World) -> None:
    make_user(store, world, "buyer@harborrow.example")
    listing = Listing(where=(Condition("text", Test.ICONTAINS, "ADA"),), sort="email")
    page = store.read_now(lambda uow: people.browse_users(uow, world.admin, listing))
    assert [user.email for user in page.items] == ["admin@harborrow.example"]
    listing = Listing(where=(Condition("role", Test.EQ, Role.BUYER),))
    page = store.read_now(lambda uow: people.browse_users(uow, world.admin, listing))
    assert [user.email for user in page.items] == ["buyer@harborrow.example"]
    assert len(store.read_now(lambda uow: people.browse_keys(uow, world.admin, Listing())).items) == 1


def test_an_unknown_user_is_not_found(store: Store, world: World) -> None:
    with pytest.raises(NotFound) as refused:
        store.read_now(lambda uow: people.read_user(uow, world.admin, serial=9))
    assert refused.value.code == USER_UNKNOWN


def test_the_system_may_do_everything_inside_one_organization(world: World) -> None:
    system = organizations.system_actor(world.organization.id)
    assert all(system.can(right) for right in Right)
