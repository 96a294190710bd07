"""The sequence and the chain over what happened, and what they show when somebody was at the file."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from entrepot.actions import sealing, suppliers
from entrepot.book.people.actor import Actor
from entrepot.book.suppliers.draft import SupplierDraft
from entrepot.store import seals
from entrepot.store.store import Store
from tests.makers import World, make_world, open_store


def sealed(store: Store, world: World) -> int:
    return store.write_now(lambda uow: sealing.seal(uow, world.organization.id))


def happen(store: Store, world: World, name: str) -> None:
    store.write_now(lambda uow: suppliers.create(uow, world.admin, SupplierDraft(name)))


def verify(store: Store, actor: Actor) -> sealing.Audit:
    return store.read_now(lambda uow: sealing.verify(uow, actor))


def places(store: Store, world: World) -> list[int]:
    found = store.read_now(lambda uow: seals.after(uow, world.organization.id, 0, 500))
    return [link.sequence for link, _ in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def world_and_store(folder: Path) -> Iterator[tuple[World, Store]]:
    with open_store(folder) as store:
        yield make_world(store), store


def tampered(folder: Path, statement: str) -> None:
    """Somebody opens the file and changes a row."""
    connection = sqlite3.connect(folder / "book.sqlite3")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_the_sequence_has_no_gaps_and_each_organization_its_own(world_and_store: tuple[World, Store]) -> None:
    world, store = world_and_store
    other = make_world(store, "Quayside")
    first = sealed(store, world)
    happen(store, world, "North Sawmill")
    happen(store, other, "South Sawmill")
    assert (sealed(store, world), sealed(store, world)) == (1, 0)
    assert places(store, world) == list(range(1, first + 2))
    assert sealed(store, other) > 0
    assert places(store, other)[0] == 1
    assert verify(store, world.admin).ok
    assert verify(store, other.admin).ok


def test_an_untouched_chain_holds_and_says_what_is_not_sealed(world_and_store: tuple[World, Store]) -> None:
    world, store = world_and_store
    count = sealed(store, world)
    happen(store, world, "North Sawmill")
    audit = verify(store, world.admin)
    assert (audit.ok, audit.verified, audit.unsealed) == (True, count, 1)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE events SET message = 'Nothing happened.' WHERE {row}", "What the event says was altered."),
        ("UPDATE events SET actor_name = 'Somebody else' WHERE {row}", "What the event says was altered."),
        ("UPDATE events SET created_at = created_at + 1 WHERE {row}", "The event or its link"),
        ("UPDATE events SET code = 'order.closed' WHERE {row}", "The event or its link"),
        ("DELETE FROM events WHERE {row}", "The event of this row is missing."),
        ("DELETE FROM event_seal WHERE sequence = 3", "Row 3 of the sequence is missing."),
        ("UPDATE event_seal SET hash = zeroblob(32) WHERE sequence = 3", "The event or its link"),
    ],
)
def test_the_first_row_that_was_altered_is_named(
    world_and_store: tuple[World, Store], folder: Path, statement: str, what: str
) -> None:
    world, store = world_and_store
    sealed(store, world)
    event_id = store.read_now(lambda uow: seals.after(uow, world.organization.id, 2, 1))[0][0].event_id
    store.close()
    tampered(folder, statement.format(row=f"id = x'{event_id.hex}'"))
    with open_store(folder) as again:
        audit = verify(again, world.admin)
        assert audit.fault is not None
        assert (audit.fault.sequence, audit.verified) == (3, 2)
        assert audit.fault.what.startswith(what)
