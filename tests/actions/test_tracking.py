"""Parcels of an order: kept in its past too, and the supplier's users note their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from entrepot.actions import orderpast, tracking
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.errors import ORDER_UNKNOWN, TRACKING_EMPTY, TRACKING_TOO_MANY, TRACKING_UNKNOWN
from entrepot.book.orders.order import Order
from entrepot.book.orders.tracking import Shipped, TrackingDraft, TrackingPatch
from entrepot.book.people.rights import Role
from entrepot.clock import FixedClock
from entrepot.errors import Invalid, NotFound
from entrepot.store.store import Store
from tests.desk import Desk
from tests.makers import MOMENT, World


@pytest.fixture
def desk(store: Store, world: World) -> Desk:
    return Desk(store, world)


def noted(desk: Desk, order: Order, numbers: Sequence[str]) -> Order:
    drafts = [TrackingDraft(number) for number in numbers]
    key = OrderKey(id=order.id)
    return desk.store.write_now(lambda uow: tracking.add(uow, desk.actor, key, drafts)).order


def numbers(order: Order) -> list[str | None]:
    return [each.number for each in order.tracking]


def test_an_order_is_shown_with_the_parcels_it_had_then(desk: Desk, clock: FixedClock) -> None:
    order = noted(desk, desk.enter(), ["ONE", "TWO"])
    first, second = order.tracking
    key = OrderKey(id=order.id)
    then = MOMENT + timedelta(minutes=30)
    clock.moment = MOMENT + timedelta(hours=1)
    patch = TrackingPatch(number="THREE", shipped_at=MOMENT)
    desk.store.write_now(lambda uow: tracking.change(uow, desk.actor, key, second.id, patch))
    desk.store.write_now(lambda uow: tracking.remove(uow, desk.actor, key, [first.id]))
    assert numbers(desk.read(order)) == ["THREE"]
    past = desk.store.read_now(lambda uow: orderpast.read_at(uow, desk.actor, key, then))
    assert past.tracking == (first, second)


def test_serial_numbers_of_parcels_go_on_over_orders(desk: Desk) -> None:
    one, other = noted(desk, desk.enter(), ["A", "B"]), noted(desk, desk.enter(), ["C"])
    assert [each.serial for each in (*one.tracking, *other.tracking)] == [1001, 1002, 1003]


def test_nothing_to_note_leaves_the_order_as_it_is(desk: Desk) -> None:
    order = desk.enter()
    assert noted(desk, order, []).version == order.version


@pytest.mark.parametrize(("numbers", "code"), [(["x"] * 101, TRACKING_TOO_MANY), ([" "], TRACKING_EMPTY)])
def test_too_many_parcels_and_empty_ones_are_refused(desk: Desk, numbers: list[str], code: str) -> None:
    order = desk.enter()
    with pytest.raises(Invalid) as refused:
        noted(desk, order, numbers)
    assert [field.code for field in refused.value.fields] == [code]
    assert desk.read(order).tracking == ()


def test_a_parcel_of_another_order_is_unknown_here(desk: Desk) -> None:
    other = noted(desk, desk.enter(), ["A"])
    key = OrderKey(id=desk.enter().id)
    for id in (other.tracking[0].id, uuid4()):
        with pytest.raises(NotFound) as refused:
            desk.store.write_now(lambda uow, id=id: tracking.remove(uow, desk.actor, key, [id]))  # type: ignore[misc]
        assert refused.value.code == TRACKING_UNKNOWN


def test_a_suppliers_user_notes_parcels_on_what_was_sent_to_them_alone(desk: Desk) -> None:
    supplier = replace(desk.actor, role=Role.SUPPLIER, supplier_id=desk.world.supplier.id)
    theirs = Desk(desk.store, desk.world, supplier)
    order = desk.enter()
    with pytest.raises(NotFound) as refused:
        noted(theirs, order, ["A"])
    assert refused.value.code == ORDER_UNKNOWN
    desk.do("send", order)
    key = OrderKey(id=order.id)
    draft = TrackingDraft("A", "Own van")
    shipped = Shipped.PARTIAL
    made = desk.store.write_now(lambda uow: tracking.add(uow, supplier, key, [draft], shipped=shipped))
    assert (numbers(made.order), made.order.shipped) == (["A"], Shipped.PARTIAL)
