from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.actions import orders, settings
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.people.errors import SETTING_INVALID, SETTING_UNKNOWN
from entrepot.book.people.rights import Role
from entrepot.book.people.settings import SETTINGS, Value
from entrepot.clock import FixedClock
from entrepot.errors import VERSION_STALE, Conflict, Forbidden, Invalid
from entrepot.store import events, organizations
from entrepot.store.store import Store
from tests.makers import World


def changed(store: Store, world: World, **given: object) -> dict[str, Value]:
    named = {name.replace("__", "."): value for name, value in given.items()}
    return store.write_now(lambda uow: settings.change(uow, world.admin, named))[0]


def ordered(store: Store, world: World) -> str:
    draft = OrderDraft(lines=(LineDraft(sku="SKU-1", quantity=Decimal(1)),), supplier_id=world.supplier.id)
    return store.write_now(lambda uow: orders.create(uow, world.admin, draft)).order.number


def test_a_new_organization_has_every_setting_at_its_default(store: Store, world: World) -> None:
    values, version = store.read_now(lambda uow: settings.read(uow, world.admin))
    assert values == {name: setting.default for name, setting in SETTINGS.items()}
    assert version == 1


def test_settings_are_changed_together_and_told_one_by_one(store: Store, world: World) -> None:
    values = changed(store, world, receiving__auto_close=True, receiving__over_receipt_percent="2.50")
    assert (values["receiving.auto_close"], values["receiving.over_receipt_percent"]) == (True, Decimal("2.5"))
    assert store.read_now(lambda uow: settings.read(uow, world.admin)) == (values, 2)
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, world.organization.id))
    assert {(change.path, change.old, change.new) for change in told[-1].changes} == {
        ("receiving.auto_close", False, True),
        ("receiving.over_receipt_percent", "0", "2.5"),
    }


def test_a_setting_back_at_its_default_is_not_kept(store: Store, world: World) -> None:
    changed(store, world, receiving__auto_close=True)
    changed(store, world, receiving__auto_close=False)
    assert store.read_now(lambda uow: organizations.found(uow, world.organization.id)).settings == {}


def test_every_wrong_setting_is_named_and_none_is_kept(store: Store, world: World) -> None:
    wrong = {
        "receiving.auto_close": "yes",
        "receiving.over_receipt_percent": -1,
        "storefeeder.initial_status": "Sent",
        "orders.number_pattern": "PO-{year}",
        "orders.number_next": 0,
        "orders.color": "red",
        "sellercloud.enable_bill_to": True,
    }
    with pytest.raises(Invalid) as refused:
        store.write_now(lambda uow: settings.change(uow, world.admin, wrong))
    named = {field.path: field.code for field in refused.value.fields}
    assert named.pop(("orders.color",)) == SETTING_UNKNOWN
    assert set(named) == {(name,) for name in list(wrong)[:5]}
    assert set(named.values()) == {SETTING_INVALID}
    assert store.read_now(lambda uow: settings.read(uow, world.admin))[1] == 1


def test_the_next_number_is_the_one_that_was_set(store: Store, world: World) -> None:
    assert ordered(store, world) == "PO-000001"
    assert changed(store, world, orders__number_next=500)["orders.number_next"] == 500
    assert ordered(store, world) == "PO-000500"
    assert store.read_now(lambda uow: settings.read(uow, world.admin))[0]["orders.number_next"] == 501


def test_a_new_pattern_counts_for_itself(store: Store, world: World, clock: FixedClock) -> None:
    ordered(store, world)
    values = changed(store, world, orders__number_pattern="{year}-{sequence:04d}", orders__number_next=7)
    assert values["orders.number_next"] == 7
    assert ordered(store, world) == "2026-0007"
    clock.moment = clock.moment.replace(year=2027)
    assert store.read_now(lambda uow: settings.read(uow, world.admin))[0]["orders.number_next"] == 1
    assert ordered(store, world) == "2027-0001"


def test_settings_are_changed_from_the_version_that_was_read(store: Store, world: World) -> None:
    changed(store, world, receiving__auto_close=True)
    with pytest.raises(Conflict) as refused:
        store.write_now(
            lambda uow: settings.change(uow, world.admin, {"receiving.auto_close": False}, expected_version=1)
        )
    assert refused.value.code == VERSION_STALE


def test_a_buyer_reads_settings_and_changes_none(store: Store, world: World) -> None:
    buyer = replace(world.admin, role=Role.BUYER)
    assert store.read_now(lambda uow: settings.read(uow, buyer))[1] == 1
    with pytest.raises(Forbidden):
        store.write_now(lambda uow: settings.change(uow, buyer, {}))


def test_a_counter_set_below_very_many_numbers_that_are_taken_goes_on_behind_them(store: Store, world: World) -> None:
    assert [ordered(store, world) for _ in range(60)][-1] == "PO-000060"
    changed(store, world, orders__number_next=1)
    assert [ordered(store, world), ordered(store, world)] == ["PO-000061", "PO-000062"]
