"""Selling ahead on a real store: goods are promised while they come, and what becomes of the promises."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from entrepot.actions import preorders, stock
from entrepot.actions.availability import availability
from entrepot.book.orders.draft import LineChanges, LineDraft, LineKey, OrderPatch
from entrepot.book.orders.order import OrderType
from entrepot.book.stock.errors import PRE_ORDER_CANCELED, SELL_AHEAD_SHORT
from entrepot.book.stock.preorder import PreOrderDraft, PreOrderStatus
from entrepot.book.values.page import Listing, equal
from entrepot.errors import VERSION_STALE, Conflict
from entrepot.store import events
from entrepot.store.store import Store
from tests.makers import World, make_world, open_store
from tests.shop import LAST, LATER, SOON, Shop
from tests.statements import listening

D = Decimal
RESERVED, ALLOCATED, WAITING, CANCELED = PreOrderStatus


@pytest.fixture
def shop(store: Store, world: World) -> Shop:
    return Shop(store, world)


def test_the_quota_of_a_line_is_sold_and_not_one_unit_more(shop: Shop) -> None:
    order = shop.coming(60)
    sale = shop.sell(50)
    assert (sale.status, sale.order_line_id, sale.serial) == (RESERVED, order.lines[0].id, 1001)
    with pytest.raises(Conflict) as refused:
        shop.sell(11)
    assert refused.value.code == SELL_AHEAD_SHORT
    assert "At most 10 " in refused.value.message
    shop.sell(10)
    assert [shop.figures().sell_ahead_left, shop.figures().pre_sold] == [0, 60]


def test_sold_ahead_is_what_comes_first(shop: Shop) -> None:
    later, sooner = shop.coming(50, LATER), shop.coming(5, SOON)
    sales = [shop.sell(quantity) for quantity in (3, 5, 2)]
    assert [each.order_id for each in sales] == [sooner.id, later.id, sooner.id]
    assert [each.promised_date for each in sales] == [SOON, LATER, SOON]


def test_only_goods_that_were_ordered_are_sold_ahead(shop: Shop) -> None:
    line = LineDraft(sku="SKU-3", quantity=D(100), sell_ahead=D(60))
    draft = shop.enter(line)
    for type in (OrderType.CREDIT_MEMO, OrderType.VENDOR_OFFER):
        shop.do("send", shop.enter(line, type=type))
    with pytest.raises(Conflict):
        shop.sell(1)
    assert shop.figures().incoming == ()
    shop.do("confirm", draft)
    assert shop.sell(1).promised_date is None


def test_no_more_is_sold_than_is_outstanding(shop: Shop) -> None:
    order = shop.coming(60, quantity=60)
    shop.arrive(order, 50)
    with pytest.raises(Conflict):
        shop.sell(11)
    assert shop.sell(10).status is RESERVED


def test_goods_that_arrive_are_allocated_in_turn(shop: Shop) -> None:
    order = shop.coming(60)
    first, second, third = (shop.sell(20) for _ in range(3))
    shop.arrive(order, 30)
    assert shop.statuses(first, second, third) == [("allocated", 20), ("reserved", 10), ("reserved", 0)]
    assert [shop.allocated(), shop.figures().pre_sold] == [30, 30]
    shop.arrive(order, 70)
    assert shop.statuses(first, second, third) == [("allocated", 20)] * 3
    found = shop.figures()
    assert [found.on_hand, found.allocated, found.available, found.pre_sold] == [100, 60, 40, 0]
    assert shop.told(second.id) == ["pre_order.created", "pre_order.allocated", "pre_order.allocated"]


def test_a_quota_that_was_sold_and_delivered_is_not_sold_again(shop: Shop) -> None:
    order = shop.coming(60)
    shop.sell(60)
    shop.arrive(order, 60)
    with pytest.raises(Conflict):
        shop.sell(1)


def test_goods_promised_to_somebody_else_are_not_allocated(shop: Shop) -> None:
    order = shop.coming(60)
    sale = shop.sell(20)
    id, place = shop.product_id, shop.world.warehouse.id
    shop.store.write_now(lambda uow: stock.mutate(uow, shop.actor, id, place, D(10)))
    shop.store.write_now(lambda uow: stock.reserve(uow, shop.actor, id, place, D(10)))
    shop.store.write_now(lambda uow: stock.mutate(uow, shop.actor, id, place, D(-10)))
    shop.arrive(order, 15)
    assert shop.statuses(sale) == [("reserved", 5)]
    assert shop.figures().available == 0


def test_when_a_receipt_is_undone_the_last_come_is_reserved_again(shop: Shop) -> None:
    order = shop.coming(60)
    first, second = shop.sell(20), shop.sell(20)
    shop.arrive(order, 40)
    shop.arrive(order, -25)
    assert shop.statuses(first, second) == [("reserved", 15), ("reserved", 0)]
    assert [shop.figures().available, shop.allocated(), shop.figures().pre_sold] == [0, 15, 25]
    assert shop.now(second).order_line_id == order.lines[0].id
    assert shop.told(second.id)[-1] == "pre_order.released"
    shop.arrive(order, 85)
    assert shop.statuses(first, second) == [("allocated", 20), ("allocated", 20)]


def test_when_a_line_slips_its_pre_orders_move_to_the_next_line(shop: Shop) -> None:
    slips, covers = shop.coming(60, SOON), shop.coming(25, LATER)
    first, second = shop.sell(20), shop.sell(20)
    outcome = shop.edit_line(slips, requested_date=LAST)
    assert [(each.code, each.path) for each in outcome.warnings] == [
        ("pre_order.moved", ("pre_orders", str(first.id))),
        ("pre_order.redated", ("pre_orders", str(second.id))),
    ]
    assert [shop.now(each).order_id for each in (first, second)] == [covers.id, slips.id]
    assert [shop.now(each).promised_date for each in (first, second)] == [LATER, LAST]
    assert shop.told(slips.id)[-1] == "order.pre_orders_affected"


def test_when_a_line_is_cut_the_last_come_moves(shop: Shop) -> None:
    cut, covers = shop.coming(40, SOON), shop.coming(30, LATER)
    first, second = shop.sell(20), shop.sell(20)
    outcome = shop.edit_line(cut, quantity=D(30))
    assert [each.code for each in outcome.warnings] == ["pre_order.moved"]
    assert [shop.now(each).order_id for each in (first, second)] == [cut.id, covers.id]
    assert shop.edit_line(covers, sell_ahead=D(19)).warnings[0].code == "pre_order.waiting"
    assert (shop.now(second).status, shop.now(second).promised_date) == (WAITING, None)


@pytest.mark.parametrize("how", ["cancel", "remove", "delete", "close"])
def test_when_an_order_falls_away_its_pre_orders_move_or_wait(shop: Shop, how: str) -> None:
    gone, covers = shop.coming(60, SOON), shop.coming(25, LATER)
    first, second = shop.sell(20), shop.sell(20)
    if how == "remove":
        other = LineDraft(description="Pallets", quantity=D(1), unit_price=D(5))
        keys = (LineKey(line_id=gone.lines[0].id),)
        shop.change(gone, lines=LineChanges(add=(other,), remove=keys))
    elif how == "close":
        shop.do("confirm", gone)
        shop.do("close", gone)
    else:
        shop.do("cancel", gone)
    if how == "delete":
        shop.do("delete", gone)
    assert [shop.now(each).status for each in (first, second)] == [RESERVED, WAITING]
    assert shop.now(first).order_id == covers.id
    assert [shop.figures().waiting, shop.figures().pre_sold] == [20, 40]
    named = [event for event in _messages(shop, gone.id) if "pre-orders" in event]
    words = (
        f"Order {gone.number} touched pre-orders: pre-order 1001 (SHOP-1) moved to order {covers.number}, "
        "promised for 2026-05-10; pre-order 1002 (SHOP-1) waits: no incoming line covers it."
    )
    assert named == [words]


def _messages(shop: Shop, id: UUID) -> list[str]:
    found = shop.store.read_now(lambda uow: events.of(uow, shop.world.organization.id, id))
    return [event.message for event in found]


def test_who_waits_is_served_by_the_next_order_that_is_sent(shop: Shop) -> None:
    gone = shop.coming(60)
    first, second = shop.sell(20), shop.sell(20)
    shop.do("cancel", gone)
    new = shop.coming(30, LATER)
    assert [shop.now(each).status for each in (first, second)] == [RESERVED, WAITING]
    assert (shop.now(first).order_id, shop.now(first).promised_date) == (new.id, LATER)


def test_who_cancels_makes_room_for_who_waits(shop: Shop) -> None:
    order = shop.coming(40)
    first, second = shop.sell(20), shop.sell(20)
    shop.edit_line(order, sell_ahead=D(20))
    assert shop.now(second).status is WAITING
    canceled = shop.cancel_sale(first, reason="Too slow.")
    assert (canceled.status, canceled.order_line_id, canceled.version) == (CANCELED, None, 2)
    assert shop.now(second).order_id == order.id


def test_what_was_allocated_to_a_canceled_pre_order_is_free_again(shop: Shop) -> None:
    order = shop.coming(20)
    sale = shop.sell(20)
    shop.arrive(order, 15)
    shop.cancel_sale(sale)
    assert [shop.allocated(), shop.figures().available, shop.figures().pre_sold] == [0, 15, 0]
    assert shop.figures().sell_ahead_left == 20
    with pytest.raises(Conflict) as refused:
        shop.cancel_sale(sale)
    assert refused.value.code == PRE_ORDER_CANCELED


def test_a_stale_version_cancels_nothing(shop: Shop) -> None:
    shop.coming(20)
    sale = shop.sell(20)
    with pytest.raises(Conflict) as refused:
        shop.cancel_sale(sale, expected_version=4)
    assert refused.value.code == VERSION_STALE
    assert shop.now(sale).status is RESERVED


def test_promises_follow_how_late_the_supplier_came_before(shop: Shop) -> None:
    for days in (0, 2, 9):
        past = shop.coming(0, SOON - timedelta(days=90), quantity=5)
        shop.arrive(past, 5, SOON - timedelta(days=90 - days))
    shop.coming(60, LATER)
    sale = shop.sell(1)
    assert (sale.promised_date, sale.latest_date) == (LATER + timedelta(days=2), LATER + timedelta(days=9))


def test_arrivals_that_were_undone_say_nothing_about_a_supplier(shop: Shop) -> None:
    past = shop.coming(0, SOON, quantity=5)
    shop.arrive(past, 5, SOON + timedelta(days=30))
    rows = "SELECT id FROM movements WHERE organization_id = ?"
    organization = shop.world.organization.id.bytes
    made = shop.store.read_now(lambda uow: uow.rows(rows, (organization,)))
    reversing = (
        "INSERT INTO movements SELECT organization_id, ?, kind, -quantity, order_id, order_line_id, posting_id,"
        " receipt_id, receipt_line_id, product_id, warehouse_id, lot, expiry, reason, id, client_id, actor_id,"
        " actor_name, door, occurred_at, created_at FROM movements WHERE organization_id = ? AND id = ?"
    )
    shop.store.write_now(lambda uow: uow.many(reversing, [(uuid4().bytes, organization, made[0][0])]))
    shop.coming(60, LATER)
    assert shop.sell(1).promised_date == LATER


def test_nobody_waits_for_the_date_that_stays(shop: Shop) -> None:
    order = shop.coming(60)
    sale = shop.sell(5)
    assert shop.change(order, OrderPatch(title="Spring")).warnings == ()
    assert shop.now(sale).version == 1


def test_pre_orders_are_found_by_product_order_and_status(shop: Shop) -> None:
    order = shop.coming(60)
    sale, gone = shop.sell(5, "A-1"), shop.sell(5, "A-2")
    shop.cancel_sale(gone)

    def found(field: str, value: object) -> list[str]:
        listing = Listing(where=(equal(field, value),))
        page = shop.store.read_now(lambda uow: preorders.browse(uow, shop.actor, listing))
        return [each.reference for each in page.items]

    assert found("product_id", shop.product_id) == ["A-1", "A-2"]
    assert found("status", "canceled") == found("reference", "A-2") == ["A-2"]
    assert found("order_id", order.id) == found("order_line_id", sale.order_line_id) == ["A-1"]


async def _at_once(shop: Shop, wanted: int) -> list[bool]:
    draft = PreOrderDraft(shop.product_id, D(1), "SHOP-1")

    async def ask() -> bool:
        try:
            await shop.store.write(lambda uow: preorders.create(uow, shop.actor, draft))
        except Conflict:
            return False
        return True

    return list(await asyncio.gather(*(ask() for _ in range(wanted))))


def test_two_clients_who_want_the_last_unit_do_not_both_get_it(shop: Shop) -> None:
    shop.coming(3)
    assert sorted(asyncio.run(_at_once(shop, 8))) == [False] * 5 + [True] * 3
    assert shop.figures().pre_sold == 3


def test_availability_costs_the_same_statements_for_one_product_and_for_all(tmp_path: Path) -> None:
    with listening() as heard, open_store(tmp_path) as opened:
        shop = Shop(opened, make_world(opened))
        for _ in range(3):
            shop.coming(60)
            shop.sell(5)
        counts = []
        for ids in ([shop.product_id], None):
            heard.forget()
            opened.read_now(lambda uow, ids=ids: availability(uow, shop.actor, ids))  # type: ignore[misc]
            counts.append(heard.count())
    assert counts == [6, 6]


def test_without_sell_ahead_an_order_costs_no_statement_more(tmp_path: Path) -> None:
    with listening() as heard, open_store(tmp_path) as opened:
        shop = Shop(opened, make_world(opened))
        order = shop.enter(LineDraft(sku="SKU-3", quantity=D(5)))
        heard.forget()
        shop.do("send", order)
        assert not [text for text in heard.statements if "pre_order" in text]
