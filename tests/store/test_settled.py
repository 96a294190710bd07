"""What the writer remembers of rows that seldom change, and when it forgets."""

from dataclasses import replace
from pathlib import Path

import pytest

from entrepot.store import suppliers
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork, unsettles
from tests.makers import World, make_world, open_store
from tests.statements import listening


@pytest.fixture
def world(store: Store) -> World:
    return make_world(store)


def name_of(uow: UnitOfWork, world: World) -> str:
    found = suppliers.get(uow, world.organization.id, world.supplier.id)
    assert found is not None
    return found.name


def renamed(uow: UnitOfWork, world: World, name: str) -> None:
    found = suppliers.get(uow, world.organization.id, world.supplier.id)
    assert found is not None
    suppliers.update(uow, replace(found, name=name, version=found.version + 1))


def test_what_one_work_has_read_the_next_need_not_ask_for(tmp_path: Path) -> None:
    with listening() as heard, open_store(tmp_path) as store:
        world = make_world(store)
        store.write_now(lambda uow: name_of(uow, world))
        heard.forget()
        store.write_now(lambda uow: name_of(uow, world))
        assert heard.count() == 0
        store.read_now(lambda uow: name_of(uow, world))
        assert heard.count() == 1


def test_a_changed_supplier_is_read_anew_in_the_same_work_and_in_the_next(store: Store, world: World) -> None:
    def work(uow: UnitOfWork) -> list[str]:
        before = name_of(uow, world)
        renamed(uow, world, "Coldwater Paper")
        return [before, name_of(uow, world)]

    assert store.write_now(work) == ["Brightwater Paper", "Coldwater Paper"]
    assert store.write_now(lambda uow: name_of(uow, world)) == "Coldwater Paper"


def test_what_an_undone_work_changed_is_forgotten_with_it(store: Store, world: World) -> None:
    def fails(uow: UnitOfWork) -> None:
        renamed(uow, world, "Coldwater Paper")
        assert name_of(uow, world) == "Coldwater Paper"
        raise LookupError

    def rehearsed(uow: UnitOfWork) -> str:
        renamed(uow, world, "Coldwater Paper")
        return name_of(uow, world)

    with pytest.raises(LookupError):
        store.write_now(fails)
    assert store.write_now(lambda uow: name_of(uow, world)) == "Brightwater Paper"
    assert store.write_now(rehearsed, dry_run=True) == "Coldwater Paper"
    assert store.write_now(lambda uow: name_of(uow, world)) == "Brightwater Paper"


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("SELECT name FROM suppliers", False),
        ("\nINSERT INTO counters (value) VALUES (1)", False),
        ("INSERT OR REPLACE INTO purchase_order_search (rowid) VALUES (1)", False),
        ("UPDATE purchase_orders SET version = 2", False),
        ("UPDATE purchase_orders_of_old SET version = 2", True),
        ("DELETE FROM purchase_order_lines WHERE id = ?", False),
        ("UPDATE suppliers SET name = 'x'", True),
        ("INSERT INTO products (id) VALUES (1)", True),
        ("WITH gone AS (SELECT 1) DELETE FROM products", True),
        ("REPLACE INTO tags VALUES (1)", True),
    ],
)
def test_only_what_moves_with_every_order_leaves_the_memory_alone(text: str, may: bool) -> None:
    assert unsettles(text) is may
