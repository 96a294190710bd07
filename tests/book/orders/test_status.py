"""The life of an order, as the table of moves says it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.book.orders.draft import HOUSE_POLICY
from entrepot.book.orders.errors import MOVE_REFUSED, ORDER_EMPTY, ORDER_HELD, ORDER_NOT_HELD, ORDER_RECEIVED
from entrepot.book.orders.line import LineKind
from entrepot.book.orders.order import Order, OrderStatus, Receiving
from entrepot.book.orders.progress import all_done, progress
from entrepot.book.orders.status import MOVES, allowed_moves, hold, make_move, resume
from entrepot.errors import Conflict
from tests.book.orders.makers import MOMENT, an_order, item

D = Decimal
WAYS = {
    "draft": (),
    "sent": ("send",),
    "confirmed": ("confirm",),
    "closed": ("confirm", "close"),
    "canceled": ("cancel",),
}


def order_in(status: str) -> Order:
    order = an_order()
    for verb in WAYS[status]:
        make_move(order, verb, MOMENT)
    return order


ALLOWED = {
    ("draft", "send"): "sent",
    ("draft", "confirm"): "confirmed",
    ("draft", "cancel"): "canceled",
    ("sent", "confirm"): "confirmed",
    ("sent", "cancel"): "canceled",
    ("confirmed", "close"): "closed",
    ("confirmed", "cancel"): "canceled",
    ("closed", "reopen"): "confirmed",
}


@pytest.mark.parametrize("status", list(WAYS))
@pytest.mark.parametrize("verb", ["send", "confirm", "close", "reopen", "cancel"])
def test_an_untouched_order_moves_only_where_the_desk_says(status: str, verb: str) -> None:
    order = order_in(status)
    target = ALLOWED.get((status, verb))
    if target is None:
        with pytest.raises(Conflict) as refused:
            make_move(order, verb, MOMENT)
        assert refused.value.code == MOVE_REFUSED
        assert order.status == status
        assert allowed_moves(order)[verb]
    else:
        assert allowed_moves(order)[verb] is None
        make_move(order, verb, MOMENT)
        assert order.status == target


def test_every_move_is_in_the_table_once() -> None:
    assert set(MOVES) == {"send", "confirm", "close", "reopen", "cancel"}


def test_a_supplier_who_says_yes_on_the_phone_makes_the_order_count_as_sent() -> None:
    order = order_in("confirmed")
    assert (order.sent_at, order.confirmed_at) == (MOMENT, MOMENT)


def test_goods_received_on_a_sent_order_let_it_be_closed_short_and_reopened_to_where_it_was() -> None:
    order = order_in("sent")
    order.lines[0].quantity_received = D(5)
    make_move(order, "close", MOMENT)
    assert (order.status, order.closed_at) == (OrderStatus.CLOSED, MOMENT)
    make_move(order, "reopen", MOMENT)
    assert (order.status, order.closed_at) == (OrderStatus.SENT, None)


def test_cancel_is_refused_once_goods_were_received_and_allowed_again_when_all_went_back() -> None:
    order = order_in("sent")
    order.lines[0].quantity_received = D(5)
    with pytest.raises(Conflict) as refused:
        make_move(order, "cancel", MOMENT)
    assert refused.value.code == ORDER_RECEIVED
    order.lines[0].quantity_returned = D(5)
    make_move(order, "cancel", MOMENT)
    assert order.canceled_at == MOMENT


def test_a_held_order_is_neither_sent_nor_confirmed_until_it_is_resumed() -> None:
    order = order_in("draft")
    hold(order, "price query", MOMENT)
    assert order.hold_reason == "price query"
    for verb in ("send", "confirm"):
        with pytest.raises(Conflict) as refused:
            make_move(order, verb, MOMENT)
        assert refused.value.code == ORDER_HELD
    with pytest.raises(Conflict):
        hold(order, None, MOMENT)
    resume(order)
    make_move(order, "send", MOMENT)
    with pytest.raises(Conflict) as refused:
        resume(order)
    assert refused.value.code == ORDER_NOT_HELD


@pytest.mark.parametrize("status", ["closed", "canceled"])
def test_a_finished_order_cannot_be_held(status: str) -> None:
    with pytest.raises(Conflict):
        hold(order_in(status), None, MOMENT)


def test_an_order_without_lines_asks_for_nothing_and_is_not_sent() -> None:
    order = an_order()
    order.lines = []
    with pytest.raises(Conflict) as refused:
        make_move(order, "send", MOMENT)
    assert refused.value.code == ORDER_EMPTY


def test_a_door_may_narrow_where_orders_can_be_canceled() -> None:
    narrow = replace(HOUSE_POLICY, may_cancel=frozenset({OrderStatus.DRAFT}))
    with pytest.raises(Conflict):
        make_move(order_in("sent"), "cancel", MOMENT, narrow)


def moved(received: str, written_off: str = "0", ordered: str = "10") -> Order:
    order = an_order(item(ordered))
    order.lines[0].quantity_received = D(received)
    order.lines[0].quantity_written_off = D(written_off)
    return order


@pytest.mark.parametrize(
    ("received", "written_off", "word", "received_percent", "done_percent"),
    [
        ("0", "0", Receiving.NONE, "0", "0"),
        ("1", "0", Receiving.PARTIAL, "10", "10"),
        ("6", "4", Receiving.FULL, "60", "100"),
        ("10", "0", Receiving.FULL, "100", "100"),
        ("11", "0", Receiving.OVER, "100", "100"),
        ("0", "10", Receiving.FULL, "0", "100"),
    ],
)
def test_progress_follows_from_quantities(
    received: str, written_off: str, word: Receiving, received_percent: str, done_percent: str
) -> None:
    state = progress(moved(received, written_off).lines)
    assert state.receiving is word
    assert (state.received_percent, state.done_percent) == (D(received_percent), D(done_percent))


def test_a_surplus_on_one_line_never_hides_a_gap_on_another() -> None:
    order = an_order(item("10"), item("10"))
    order.lines[0].quantity_received = D(20)
    state = progress(order.lines)
    assert (state.receiving, state.received_percent) == (Receiving.PARTIAL, D(50))


def test_services_never_hold_an_order_open() -> None:
    order = an_order(item("4"), item("1", kind=LineKind.SERVICE))
    order.lines[0].quantity_received = D(4)
    assert progress(order.lines).receiving is Receiving.FULL
    assert all_done(order.lines)


def test_an_order_of_services_only_has_nothing_to_receive() -> None:
    state = progress(an_order(item("1", kind=LineKind.SERVICE)).lines)
    assert (state.receiving, state.received_percent) == (Receiving.NONE, None)
    assert not all_done(an_order(item("1", kind=LineKind.SERVICE)).lines)


def test_nearly_all_is_not_all() -> None:
    assert progress(moved("99999", ordered="100000").lines).received_percent == D("99.99")
