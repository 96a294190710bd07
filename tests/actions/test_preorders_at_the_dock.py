"""Pre-orders follow what happens on the dock: receipts, bookings, returns, write-offs, undone steps."""

from decimal import Decimal

import pytest

from entrepot.book.orders.draft import LineDraft
from entrepot.book.orders.order import Order
from entrepot.book.receiving.draft import GoodsDraft, LineQuantity
from entrepot.book.receiving.outcome import Posted
from entrepot.book.stock.preorder import PreOrderStatus
from entrepot.store.store import Store
from tests.dock import Dock
from tests.makers import World
from tests.shop import LATER, Shop

D = Decimal


class Counter(Shop, Dock):
    """A shop with its own dock."""

    def goods(self, order: Order, quantity: int) -> Posted:
        return self.receive(order, GoodsDraft(line_id=order.lines[0].id, quantity=D(quantity)))


@pytest.fixture
def shop(store: Store, world: World) -> Counter:
    return Counter(store, world)


def test_a_receipt_turns_reservations_into_allocations_in_turn(shop: Counter) -> None:
    order = shop.coming(60)
    first, second = shop.sell(20), shop.sell(20)
    shop.goods(order, 30)
    assert shop.statuses(first, second) == [("allocated", 20), ("reserved", 10)]
    assert shop.figures().available == 0
    shop.goods(order, 70)
    assert shop.statuses(first, second) == [("allocated", 20), ("allocated", 20)]
    assert shop.figures().available == 60
    assert shop.drifting() == ()


def test_an_undone_receipt_takes_allocations_back_from_the_last_come(shop: Counter) -> None:
    order = shop.coming(60)
    first, second = shop.sell(20), shop.sell(20)
    shop.goods(order, 15)
    posted = shop.goods(order, 25)
    shop.undo(posted)
    assert shop.statuses(first, second) == [("reserved", 15), ("reserved", 0)]
    assert [shop.allocated(), shop.figures().on_hand] == [15, 15]


def test_goods_that_go_back_to_the_supplier_are_not_promised_any_more(shop: Counter) -> None:
    order = shop.coming(60)
    sale = shop.sell(20)
    shop.goods(order, 100)
    shop.give_back(order, LineQuantity(line_id=order.lines[0].id, quantity=D(90)))
    assert shop.statuses(sale) == [("reserved", 10)]
    assert shop.now(sale).order_line_id == order.lines[0].id


def test_a_write_off_moves_pre_orders_to_the_next_line(shop: Counter) -> None:
    order, covers = shop.coming(60), shop.coming(25, LATER)
    first, second = shop.sell(20), shop.sell(20)
    shop.write_off(order, LineQuantity(line_id=order.lines[0].id, quantity=D(80)))
    assert [shop.now(each).order_id for each in (first, second)] == [order.id, covers.id]
    assert shop.told(order.id)[-1] == "order.pre_orders_affected"


def test_goods_booked_on_a_receipt_are_allocated_before_it_is_completed(shop: Counter) -> None:
    order = shop.coming(60)
    sale = shop.sell(20)
    receipt = shop.announce(order)
    shop.book(receipt, GoodsDraft(line_id=order.lines[0].id, quantity=D(30)))
    assert shop.statuses(sale) == [("allocated", 20)]
    shop.step("complete", receipt)
    assert [shop.figures().on_hand, shop.figures().available, shop.figures().quantity_incoming] == [30, 10, 70]


def test_taking_back_that_an_order_was_sent_takes_its_pre_orders_off_it(shop: Counter) -> None:
    order = shop.coming(60)
    sale = shop.sell(20)
    shop.undo_step(order)
    assert shop.now(sale).status is PreOrderStatus.WAITING
    shop.do("send", order)
    assert shop.now(sale).status is PreOrderStatus.RESERVED


def test_an_order_that_closes_by_itself_leaves_nobody_standing(shop: Counter) -> None:
    order = shop.coming(10, quantity=10)
    other = shop.sent(LineDraft(sku="SKU-3", quantity=D(4)))
    sale = shop.sell(10)
    shop.goods(other, 4)
    assert shop.statuses(sale) == [("reserved", 0)]
    shop.goods(order, 10)
    assert shop.statuses(sale) == [("allocated", 10)]


def test_booked_goods_are_not_promised_a_second_time_as_incoming(shop: Counter) -> None:
    order = shop.coming(100)
    assert shop.figures().available_to_promise == 100
    receipt = shop.announce(order)
    shop.book(receipt, GoodsDraft(sku="SKU-3", quantity=D(30)))
    shop.book(receipt, GoodsDraft(line_id=order.lines[0].id, quantity=D(10)))
    booked = shop.figures()
    assert [booked.on_hand, booked.quantity_incoming, booked.available_to_promise] == [40, 60, 100]
    shop.step("complete", receipt)
    counted = shop.figures()
    assert [counted.on_hand, counted.quantity_incoming, counted.available_to_promise] == [40, 60, 100]


def test_what_is_booked_comes_again_when_its_receipt_is_canceled(shop: Counter) -> None:
    order = shop.coming(60)
    receipt = shop.announce(order)
    shop.book(receipt, GoodsDraft(sku="SKU-3", quantity=D(100)))
    assert shop.figures().quantity_incoming == 0
    shop.step("cancel", receipt)
    figures = shop.figures()
    assert [figures.on_hand, figures.quantity_incoming, figures.available_to_promise] == [0, 100, 60]
