"""Write-offs, returns and undo: everything can be put right, nothing is forgotten."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from entrepot.actions import settings, stock, warehouses
from entrepot.book.orders.draft import LineChanges, LineDraft, LineKey, LinePatch, OrderPatch
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.order import OrderStatus, Receiving
from entrepot.book.receiving import errors
from entrepot.book.receiving.draft import GoodsDraft, LineQuantity
from entrepot.book.receiving.errors import MOMENT_TOO_EARLY
from entrepot.book.receiving.outcome import Posted
from entrepot.book.receiving.receipt import ReceiptStatus
from entrepot.book.stock.errors import STOCK_NEGATIVE
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.clock import FixedClock
from entrepot.errors import Conflict, EntrepotError, Invalid, NotFound
from entrepot.store.store import Store
from tests.dock import Dock, line, some, wanted
from tests.makers import MOMENT, World

D = Decimal


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(EntrepotError) as caught:
        act()
    return caught.value.fields[0].code if isinstance(caught.value, Invalid) else caught.value.code


# --- writing off ------------------------------------------------------------------------------------------------------


def test_received_and_written_off_together_complete_a_line(dock: Dock) -> None:  # C15
    order = dock.sent(wanted("10"))
    dock.receive(order, some("6"))
    after = dock.write_off(order, line(order, 0, "4")).order
    assert (after.receiving, after.received_percent, after.done_percent) == (Receiving.FULL, D(60), D(100))
    assert code_of(lambda: dock.receive(order, some("1"))) == errors.ABOVE_TOLERANCE


def test_the_rest_of_an_order_is_written_off_in_one_word_and_comes_back(dock: Dock) -> None:
    order = dock.sent(wanted("10"), wanted("3", "SKU-2"))
    dock.receive(order, some("6"))
    gone = dock.write_off(order)
    assert [each.quantity_written_off for each in gone.order.lines] == [4, 3]
    assert code_of(lambda: dock.write_off(order)) == errors.NOTHING_OUTSTANDING
    back = dock.undo(gone).order
    assert [each.quantity_outstanding for each in back.lines] == [4, 3]
    assert code_of(lambda: dock.undo(gone)) == errors.UNDONE_ALREADY
    assert dock.drifting() == ()


def test_no_more_is_written_off_than_is_outstanding(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    assert code_of(lambda: dock.write_off(order, line(order, 0, "11"))) == errors.ABOVE_OUTSTANDING
    twice = (line(order, 0, "6"), line(order, 0, "6"))
    assert code_of(lambda: dock.write_off(order, *twice)) == errors.ABOVE_OUTSTANDING
    assert code_of(lambda: dock.write_off(order, LineQuantity(line_id=order.id))) == LINE_UNKNOWN


def test_a_write_off_that_completes_the_order_closes_it_when_that_is_wanted(dock: Dock) -> None:
    dock.write(lambda uow: settings.change(uow, dock.actor, {"receiving.auto_close": True}))
    order = dock.sent(wanted("10"))
    dock.receive(order, some("6"))
    assert dock.write_off(order).order.status is OrderStatus.CLOSED


# --- returns ----------------------------------------------------------------------------------------------------------


def test_returns_lower_what_was_received(dock: Dock) -> None:  # C58
    order = dock.sent(wanted("9"))
    before = dock.on_hand()
    dock.receive(order, some("6"))
    dock.receive(order, some("3"))
    dock.give_back(order, line(order, 0, "3"))
    after = dock.give_back(order, line(order, 0, "1")).order
    assert (after.lines[0].net_received, after.lines[0].quantity_received) == (D(5), D(9))
    assert (after.receiving, dock.on_hand()) == (Receiving.PARTIAL, before + 5)
    assert code_of(lambda: dock.give_back(order, line(order, 0, "6"))) == errors.ABOVE_RECEIVED
    assert dock.give_back(order, line(order)).order.receiving is Receiving.NONE  # all that is left


def test_goods_sent_back_may_come_again(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("10"))
    returned = dock.give_back(order, line(order, 0, "4"))
    assert returned.order.lines[0].quantity_outstanding == 4
    assert dock.receive(order, some("4")).order.receiving is Receiving.FULL


def test_an_undone_return_is_here_again(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("10"))
    before = dock.on_hand()
    back = dock.undo(dock.give_back(order, line(order, 0, "4"))).order
    assert (back.receiving, dock.on_hand()) == (Receiving.FULL, before)


def test_goods_that_left_the_warehouse_are_not_sent_back(dock: Dock) -> None:
    order = dock.sent(wanted("10", "SKU-3"))
    received = dock.receive(order, some("10", "SKU-3"))
    product, place = dock.world.products[2].id, dock.world.warehouse.id
    dock.write(lambda uow: stock.mutate(uow, dock.actor, product, place, D(-8), "sold"))
    with pytest.raises(Conflict) as caught:
        dock.give_back(order, line(order, 0, "3"))
    assert caught.value.code == STOCK_NEGATIVE
    assert caught.value.message == f"SKU-3 in {dock.world.warehouse.name}: Only 2 on hand."
    assert code_of(lambda: dock.undo(received)) == STOCK_NEGATIVE
    assert dock.read(order).lines[0].net_received == 10


def test_goods_go_back_from_where_they_came_in(dock: Dock) -> None:
    second = dock.write(lambda uow: warehouses.create(uow, dock.actor, WarehouseDraft("Overflow"))).id
    first, opening = dock.world.warehouse.id, dock.on_hand()
    order = dock.sent(wanted("10"))
    dock.receive(order, some("7"), warehouse_id=second)
    dock.receive(order, some("3"))
    dock.give_back(order, line(order, 0, "4"), line(order, 0, "2"))
    assert (dock.on_hand(warehouse_id=first), dock.on_hand(warehouse_id=second)) == (opening + 1, D(3))
    dock.give_back(order, line(order, 0, "1", warehouse_id=first))
    dock.give_back(order, line(order, 0, "3"))
    assert (dock.on_hand(warehouse_id=first), dock.on_hand(warehouse_id=second)) == (opening, D(0))
    assert dock.drifting() == ()


# --- undo -------------------------------------------------------------------------------------------------------------


def test_a_receipt_is_undone_once_and_keeps_its_history(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    before = dock.on_hand()
    posted = dock.receive(order, some("10", rejected=D(2)))
    undone = dock.undo(posted)
    assert undone.order.receiving is Receiving.NONE
    assert dock.on_hand() == before
    assert undone.receipt is not None
    assert dock.receipt(undone.receipt).status is ReceiptStatus.CANCELED
    assert sorted(movement.quantity for movement in dock.movements(order)) == [-8, -2, 2, 8]
    assert {movement.reason for movement in undone.movements} == {"a mistake"}
    assert code_of(lambda: dock.undo(posted)) == errors.UNDONE_ALREADY
    assert dock.drifting() == ()


def test_a_single_movement_can_be_undone_and_then_the_rest_of_its_receipt(dock: Dock) -> None:
    order = dock.sent(wanted("10"), wanted("5", "SKU-2"))
    before = dock.on_hand(), dock.on_hand("SKU-2")
    posted = dock.receive(order, some("10"), some("5", "SKU-2"))
    first = posted.movements[0]
    dock.undo_movements(first.id)
    assert dock.on_hand() == before[0]
    assert code_of(lambda: dock.undo_movements(first.id)) == errors.UNDONE_ALREADY
    undone = dock.undo(posted)
    assert (dock.on_hand(), dock.on_hand("SKU-2")) == before
    assert code_of(lambda: dock.undo_movements(undone.movements[-1].id)) == errors.REVERSAL_FINAL
    assert dock.drifting() == ()


def test_goods_that_were_sent_back_are_not_taken_back_a_second_time(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    posted = dock.receive(order, some("8"))
    returned = dock.give_back(order, line(order, 0, "3"))
    assert code_of(lambda: dock.undo(posted)) == errors.ABOVE_RECEIVED
    dock.undo(returned)
    assert dock.undo(posted).order.receiving is Receiving.NONE


def test_goods_do_not_come_back_to_a_canceled_order(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("5"))
    back = dock.give_back(order, line(order, 0, "5"))
    dock.do("cancel", order)
    assert code_of(lambda: dock.undo(back)) == errors.ORDER_NOT_RECEIVABLE
    assert dock.read(order).lines[0].net_received == 0


def test_an_undo_says_why_and_what(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    posted = dock.receive(order, some("8"))
    assert code_of(lambda: dock.undo(posted, " ")) == errors.REASON_MISSING
    with pytest.raises(NotFound):
        dock.undo_movements(order.id)
    receipt = dock.announce(order)
    dock.book(receipt, some("1"))
    not_yet = Posted(receipt.id)
    assert code_of(lambda: dock.undo(not_yet)) == errors.RECEIPT_NOT_COMPLETED


def test_a_line_whose_goods_were_all_undone_can_be_removed(dock: Dock) -> None:
    order = dock.sent(wanted("10"), wanted("1", "SKU-2"))
    dock.undo(dock.receive(order, some("8")))
    dock.change(order, lines=LineChanges(remove=(LineKey(line_id=order.lines[0].id),)))
    assert dock.drifting() == ()


# --- counting ---------------------------------------------------------------------------------------------------------


def test_a_count_posts_the_difference_up_and_down(dock: Dock) -> None:
    order = dock.sent(wanted("10"), wanted("4", "SKU-2"))
    before = dock.on_hand()
    dock.count(order, line(order, 0, "7"), line(order, 1, "4"))
    after = dock.count(order, line(order, 0, "5")).order
    assert [each.quantity_received for each in after.lines] == [5, 4]
    assert [str(each.quantity) for each in dock.movements(order)] == ["7", "4", "-2"]
    assert dock.on_hand() == before + 5
    assert code_of(lambda: dock.count(order, line(order, 0, "11"))) == errors.ABOVE_TOLERANCE
    assert dock.drifting() == ()


# --- steps and the past -----------------------------------------------------------------------------------------------


def test_the_last_step_in_an_orders_life_is_taken_back(dock: Dock, clock: FixedClock) -> None:
    order = dock.sent(wanted("10"))
    clock.moment += timedelta(minutes=1)
    dock.do("confirm", order)
    dock.do("close", order)
    steps = [dock.undo_step(order).order.status.value for _ in range(3)]
    assert steps == ["confirmed", "sent", "draft"]
    assert code_of(lambda: dock.undo_step(order)) == errors.STEP_NOT_UNDOABLE
    assert dock.read(order).sent_at is None


def test_an_order_with_goods_is_not_made_a_draft_again(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("1"))
    assert code_of(lambda: dock.undo_step(order)) == errors.STEP_NOT_UNDOABLE


def test_an_order_whose_goods_are_being_booked_is_not_made_a_draft_again(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    receipt = dock.announce(order)
    dock.book(receipt, some("1"))
    assert code_of(lambda: dock.undo_step(order)) == errors.ORDER_BOOKING_OPEN
    dock.step("cancel", receipt)
    assert dock.undo_step(order).order.status is OrderStatus.DRAFT


def test_an_order_is_shown_as_it_stood_at_any_time(dock: Dock, clock: FixedClock) -> None:
    seen = []

    def keep(order_id: object) -> None:
        seen.append((clock.now(), dock.read(entered)))
        clock.moment += timedelta(hours=1)

    entered = dock.enter(wanted("10"), LineDraft(description="Freight", quantity=D(1), unit_price=D(9)), title="Spring")
    keep(entered)
    dock.do("send", entered)
    keep(entered)
    dock.change(entered, OrderPatch(title=None, custom_data={"a.b": 1, "c": {"d": 2}}))
    keep(entered)
    dock.change(
        entered,
        lines=LineChanges(
            add=(wanted("2", "SKU-2"),),
            remove=(LineKey(line_id=entered.lines[1].id),),
            change=(LinePatch(line_id=entered.lines[0].id, quantity=D(12)),),
        ),
    )
    keep(entered)
    received = dock.receive(entered, GoodsDraft(line_id=entered.lines[0].id, quantity=D(5)))
    keep(entered)
    dock.write_off(entered)
    keep(entered)
    dock.undo(received)
    keep(entered)
    for moment, stood in seen:
        assert dock.read_at(entered, moment) == stood
        assert str(dock.read_at(entered, moment)) == str(stood)
        assert dock.read_at(entered, moment + timedelta(minutes=59)) == stood
    assert code_of(lambda: dock.read_at(entered, MOMENT - timedelta(seconds=1))) == MOMENT_TOO_EARLY


def test_goods_sent_back_that_were_promised_to_others_are_pointed_out(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("10"))
    product, place = dock.world.products[0].id, dock.world.warehouse.id
    dock.write(lambda uow: stock.reserve(uow, dock.actor, product, place, D(22), "order 78"))
    assert dock.give_back(order, line(order, quantity="3")).warnings == ()
    warnings = dock.give_back(order, line(order, quantity="5")).warnings
    assert [(warning.code, warning.message) for warning in warnings] == [
        ("stock.overdrawn", "22 on hand, 27 promised.")
    ]
