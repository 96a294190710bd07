"""What the store knows of goods that are coming and of suppliers that came."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from entrepot.book.orders.draft import LineDraft, OrderPatch
from entrepot.book.suppliers.lateness import Lateness
from entrepot.store import preorders
from entrepot.store.store import Store
from tests.makers import make_world
from tests.shop import LATER, SOON, Shop


@pytest.fixture
def shop(store: Store) -> Shop:
    return Shop(store, make_world(store))


def coming(shop: Shop) -> list[Any]:
    found = shop.store.read_now(lambda uow: preorders.incoming(uow, shop.world.organization.id, [shop.product_id]))
    return sorted((line.order_number, line.outstanding, line.due) for line in found)


def test_what_is_outstanding_on_sent_and_confirmed_orders_is_incoming(shop: Shop) -> None:
    shop.enter(LineDraft(sku="SKU-3", quantity=Decimal(5)))
    sent, confirmed, done, gone = (shop.coming(0, quantity=9) for _ in range(4))
    shop.do("confirm", confirmed)
    shop.arrive(sent, 4)
    shop.arrive(done, 9)
    shop.do("cancel", gone)
    assert coming(shop) == [(sent.number, 5, SOON), (confirmed.number, 9, SOON)]


def test_the_date_is_the_promised_one_before_the_requested_one_before_the_orders(shop: Shop) -> None:
    order = shop.coming(0, None)
    assert coming(shop)[0][2] is None
    shop.change(order, OrderPatch(due_at=LATER))
    assert coming(shop)[0][2] == LATER
    shop.edit_line(order, promised_date=SOON)
    assert coming(shop)[0][2] == SOON


def test_another_organization_has_no_incoming_goods_here(shop: Shop, store: Store) -> None:
    shop.coming(0)
    other = make_world(store, "Quayside")
    found = store.read_now(lambda uow: preorders.incoming(uow, other.organization.id, [shop.product_id]))
    assert found == []


def test_a_supplier_is_as_late_as_it_came(shop: Shop) -> None:
    for days in (-1, 3, 8):
        shop.arrive(shop.coming(0, SOON, quantity=2), 1, SOON + timedelta(days=days))
    shop.arrive(shop.coming(0, None, quantity=2), 1, LATER)
    found = shop.store.read_now(
        lambda uow: preorders.supplier_lateness(uow, shop.world.organization.id, shop.world.supplier.id)
    )
    assert found == Lateness(3, 3, 8)


STATEMENTS = ("_INCOMING", "_BOOKED", "_OPEN_OF", "_PRESOLD", "_ARRIVED", "_ANY_OF", "_LATE", "_HELD", "_HELD_BY")


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_question_walks_through_a_whole_organization(shop: Shop, name: str) -> None:
    text = getattr(preorders, name).replace("%s", "(?)")
    organization, product = shop.world.organization.id.bytes, shop.product_id.bytes
    params = {"_LATE": (organization, product, 200, 500), "_HELD": (organization, product, product)}
    told = shop.store.read_now(
        lambda uow: uow.rows(f"EXPLAIN QUERY PLAN {text}", params.get(name, (organization, product)))
    )
    assert [row[3] for row in told if "(organization_id=?)" in row[3] or row[3].startswith("SCAN p")] == []
