from dataclasses import replace
from uuid import uuid4

import pytest

from entrepot.actions import warehouses
from entrepot.book.people.rights import Role
from entrepot.book.values.address import Address
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.warehouses.draft import WarehouseDraft, WarehousePatch
from entrepot.book.warehouses.errors import WAREHOUSE_DEFAULT, WAREHOUSE_NAME_TAKEN, WAREHOUSE_UNKNOWN
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType
from entrepot.errors import Conflict, Forbidden, Invalid, NotFound
from entrepot.store import events
from entrepot.store import warehouses as shelf
from entrepot.store.store import Store
from tests.makers import World, make_world


def made(store: Store, world: World, draft: WarehouseDraft) -> Warehouse:
    return store.write_now(lambda uow: warehouses.create(uow, world.admin, draft))


def changed(store: Store, world: World, warehouse: Warehouse, patch: WarehousePatch) -> Warehouse:
    return store.write_now(lambda uow: warehouses.change(uow, world.admin, patch, id=warehouse.id))


def default(store: Store, world: World) -> Warehouse:
    return store.read_now(lambda uow: shelf.default(uow, world.organization.id))


def test_a_warehouse_is_read_back_as_it_was_made(store: Store, world: World) -> None:
    draft = WarehouseDraft(
        "Quay 4", code="Q4", address=Address(line_1="Kade 4", country="NL"), type=WarehouseType.DROP_SHIP
    )
    warehouse = made(store, world, draft)
    assert warehouse.serial == 1002
    assert store.read_now(lambda uow: warehouses.read(uow, world.admin, serial=1002)) == warehouse
    assert store.read_now(lambda uow: warehouses.read(uow, world.admin, id=warehouse.id)) == warehouse


def test_a_new_default_warehouse_replaces_the_old_one(store: Store, world: World) -> None:
    warehouse = made(store, world, WarehouseDraft("Quay 4", is_default=True))
    assert default(store, world) == warehouse
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, world.warehouse.id))
    assert [(change.path, change.old, change.new) for change in told[-1].changes] == [("is_default", True, False)]
    changed(store, world, world.warehouse, WarehousePatch(is_default=True))
    assert default(store, world).id == world.warehouse.id
    listing = Listing(where=(Condition("is_default", Test.EQ, True),), count=True)
    assert store.read_now(lambda uow: warehouses.browse(uow, world.admin, listing)).total == 1


@pytest.mark.parametrize("patch", [WarehousePatch(is_default=False), WarehousePatch(active=False)])
def test_the_default_warehouse_cannot_just_go(store: Store, world: World, patch: WarehousePatch) -> None:
    with pytest.raises(Conflict) as refused:
        changed(store, world, world.warehouse, patch)
    assert refused.value.code == WAREHOUSE_DEFAULT


def test_an_inactive_warehouse_cannot_be_the_default(store: Store, world: World) -> None:
    with pytest.raises(Conflict):
        made(store, world, WarehouseDraft("Closed", is_default=True, active=False))
    assert default(store, world) == world.warehouse


def test_two_warehouses_cannot_share_a_name(store: Store, world: World) -> None:
    with pytest.raises(Conflict) as refused:
        made(store, world, WarehouseDraft(world.warehouse.name.upper()))
    assert refused.value.code == WAREHOUSE_NAME_TAKEN


def test_everything_wrong_with_a_warehouse_is_said_at_once(store: Store, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        made(store, world, WarehouseDraft("", code="x" * 51, address=Address(country="XX")))
    assert [field.path for field in refused.value.fields] == [("name",), ("code",), ("address", "country")]


def test_warehouses_are_listed_by_name_and_kind(store: Store, world: World) -> None:
    made(store, world, WarehouseDraft("Annex", type=WarehouseType.DROP_SHIP))
    page = store.read_now(lambda uow: warehouses.browse(uow, world.admin, Listing(sort="name", descending=True)))
    assert [item.name for item in page.items] == ["Main warehouse", "Annex"]
    listing = Listing(where=(Condition("type", Test.EQ, WarehouseType.DROP_SHIP),))
    page = store.read_now(lambda uow: warehouses.browse(uow, world.admin, listing))
    assert [item.name for item in page.items] == ["Annex"]


def test_a_foreign_or_unknown_warehouse_looks_the_same(store: Store, world: World) -> None:
    other = make_world(store, "Quayside")
    for id in (world.warehouse.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            store.read_now(lambda uow, id=id: warehouses.read(uow, other.admin, id=id))  # type: ignore[misc]
        assert refused.value.code == WAREHOUSE_UNKNOWN


def test_only_admins_make_warehouses(store: Store, world: World) -> None:
    buyer = replace(world.admin, role=Role.BUYER)
    with pytest.raises(Forbidden):
        store.write_now(lambda uow: warehouses.create(uow, buyer, WarehouseDraft("Mine")))
    assert store.read_now(lambda uow: warehouses.read(uow, buyer, id=world.warehouse.id)) == world.warehouse
