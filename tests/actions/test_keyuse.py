"""When a key was used is known to the minute, and nobody waits for it to be written down."""

from datetime import datetime, timedelta

from entrepot.actions import keyuse
from entrepot.actions.people import actor_of_key
from entrepot.clock import FixedClock
from entrepot.store import people
from entrepot.store.store import Store
from tests.makers import MOMENT, World


def used(store: Store, world: World) -> datetime | None:
    """When the world's key was last used, once the writer has nothing left to do."""
    store.write_now(lambda uow: None)
    key = store.read_now(lambda uow: people.get_key(uow, world.organization.id, world.key.id))
    assert key is not None
    return key.last_used_at


def test_the_last_use_of_a_key_is_remembered_once_a_minute(store: Store, world: World, clock: FixedClock) -> None:
    actor = store.read_now(lambda uow: actor_of_key(uow, world.secret, "rest"))
    assert used(store, world) is None
    keyuse.note(store, actor)
    assert used(store, world) == MOMENT
    for seconds, seen in ((59, MOMENT), (61, MOMENT + timedelta(seconds=61))):
        clock.moment = MOMENT + timedelta(seconds=seconds)
        keyuse.note(store, actor)
        assert used(store, world) == seen


def test_a_user_who_signs_in_uses_no_key(store: Store, world: World) -> None:
    keyuse.note(store, world.admin)
    assert used(store, world) is None
