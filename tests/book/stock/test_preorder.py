"""Selling ahead, decided without a store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.stock.preorder import (
    Booked,
    Incoming,
    Placement,
    PreOrder,
    PreOrderStatus,
    Presold,
    after_share,
    by_date,
    capacity,
    place,
    returns,
    room,
    settle,
    shares,
    still_coming,
)

D = Decimal
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
OURS, PRODUCT, SUPPLIER, ORDER = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)


def line(number: int, sell_ahead: object, *, days: int | None = 0, outstanding: object = 1000) -> Incoming:
    """An incoming line, due so many days after the first of March."""
    due = None if days is None else MARCH + timedelta(days=days)
    return Incoming(
        UUID(int=100 + number), ORDER, f"PO-{number}", SUPPLIER, PRODUCT, due, D(str(sell_ahead)), D(str(outstanding))
    )


def pre_order(serial: int, quantity: object, on: Incoming | None = None, allocated: object = 0) -> PreOrder:
    """A pre-order; it waits unless it stands on a line."""
    return PreOrder(
        organization_id=OURS,
        id=UUID(int=1000 + serial),
        serial=serial,
        product_id=PRODUCT,
        quantity=D(str(quantity)),
        quantity_allocated=D(str(allocated)),
        reference=f"SHOP-{serial}",
        customer=None,
        status=PreOrderStatus.WAITING if on is None else PreOrderStatus.RESERVED,
        order_id=None if on is None else on.order_id,
        order_line_id=None if on is None else on.line_id,
        promised_date=None,
        latest_date=None,
        version=1,
        created_at=MARCH,
        updated_at=MARCH,
    )


def standing(moves: list[Placement]) -> list[tuple[int, str | None]]:
    return [(move.pre_order.serial, None if move.line is None else move.line.order_number) for move in moves]


def test_the_earliest_line_with_room_for_all_of_it_is_taken() -> None:
    soon, later = line(1, 5, days=1), line(2, 50, days=9)
    found = [place(D(quantity), [later, soon], Presold()) for quantity in (5, 6, 51)]
    assert found == [soon, later, None]


def test_a_line_without_a_date_comes_last() -> None:
    undated, dated = line(1, 5, days=None), line(2, 5, days=300)
    assert by_date([undated, dated]) == [dated, undated]


@pytest.mark.parametrize(
    ("sell_ahead", "outstanding", "open_", "arrived", "left"),
    [(60, 100, 0, 0, 60), (60, 40, 0, 0, 40), (60, 100, 25, 0, 35), (60, 70, 20, 30, 10), (60, 40, 0, 60, 0)],
)
def test_a_quota_is_never_sold_twice(sell_ahead: int, outstanding: int, open_: int, arrived: int, left: int) -> None:
    on = line(1, sell_ahead, outstanding=outstanding)
    presold = Presold({on.line_id: D(open_)}, {on.line_id: D(arrived)})
    assert room(on, presold) == left


def test_who_came_first_keeps_his_place_when_a_line_is_cut() -> None:
    cut, next_one = line(1, 40, days=1), line(2, 30, days=5)
    waiting = [pre_order(3, 20, cut), pre_order(1, 20, cut), pre_order(2, 20, cut)]
    assert standing(settle(waiting, [cut, next_one], {})) == [(3, "PO-2")]


def test_who_lost_his_line_goes_to_the_next_that_covers_him_or_waits() -> None:
    gone, small, large = line(1, 60), line(2, 25, days=5), line(3, 40, days=9)
    everybody = [pre_order(1, 30, gone), pre_order(2, 20, gone), pre_order(3, 20, gone)]
    assert standing(settle(everybody, [small, large], {})) == [(1, "PO-3"), (2, "PO-2"), (3, None)]


def test_when_a_line_slips_its_pre_orders_go_to_an_earlier_one_as_long_as_there_is_room() -> None:
    slipped, early = line(1, 60, days=20), line(2, 25, days=5)
    everybody = [pre_order(1, 20, slipped), pre_order(2, 20, slipped)]
    assert standing(settle(everybody, [slipped, early], {}, frozenset({slipped.line_id}))) == [(1, "PO-2")]


def test_who_waits_does_not_drive_out_who_stands() -> None:
    slipped = line(1, 20, days=20)
    everybody = [pre_order(1, 20), pre_order(2, 20, slipped)]
    assert settle(everybody, [slipped], {}, frozenset({slipped.line_id})) == []


def test_who_waits_gets_the_first_new_line() -> None:
    assert standing(settle([pre_order(2, 5), pre_order(1, 5)], [line(1, 5)], {})) == [(1, "PO-1")]


def test_goods_of_a_line_go_to_those_who_stand_on_it_in_turn() -> None:
    arrived, other = line(1, 60), line(2, 60)
    everybody = [pre_order(3, 20, arrived), pre_order(1, 20, other), pre_order(2, 20, arrived)]
    got = shares(everybody, [arrived, other], arrived.line_id, D(30))
    assert [[share.pre_order.serial, share.quantity] for share in got] == [[2, 20], [3, 10]]


def test_goods_nobody_announced_go_first_to_those_who_wait() -> None:
    late, soon = line(1, 60, days=9), line(2, 60, days=1)
    everybody = [pre_order(1, 5, late), pre_order(2, 5, soon), pre_order(3, 5)]
    got = shares(everybody, [late, soon], None, D(12))
    assert [[share.pre_order.serial, share.quantity] for share in got] == [[3, 5], [2, 5], [1, 2]]


def test_the_last_come_give_back_first() -> None:
    first, last = pre_order(1, 5, allocated=5), pre_order(2, 5, allocated=3)
    given_back = returns([(first, D(5)), (last, D(3))], D(4))
    assert [[share.pre_order.serial, share.quantity] for share in given_back] == [[2, 3], [1, 1]]


def test_a_pre_order_is_allocated_once_all_of_it_is_here() -> None:
    some = after_share(pre_order(1, 20, line(1, 60)), D(15))
    assert some.status is PreOrderStatus.RESERVED
    assert some.quantity_open == 5
    every = after_share(some, D(5))
    assert every.status is PreOrderStatus.ALLOCATED
    assert every.quantity_open == 0
    assert after_share(every, D(-1)).status is PreOrderStatus.RESERVED
    assert after_share(pre_order(1, 20), D(1)).status is PreOrderStatus.WAITING


UNITS = st.integers(1, 30)
LINES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 80), st.one_of(st.none(), st.integers(0, 9))), min_size=1, max_size=5
)


@given(LINES, st.lists(st.tuples(UNITS, st.integers(0, 7)), max_size=12), st.integers(0, 31))
def test_after_any_change_no_quota_is_exceeded_and_nobody_moves_without_need(
    figures: list[tuple[int, int, int | None]], wanted: list[tuple[int, int]], late: int
) -> None:
    lines = [line(n, quota, outstanding=left, days=days) for n, (quota, left, days) in enumerate(figures)]
    stood = [*lines, line(90, 100), None, None]
    everybody = [pre_order(n, quantity, stood[on % len(stood)]) for n, (quantity, on) in enumerate(wanted)]
    slipped = frozenset(each.line_id for n, each in enumerate(lines) if late >> n & 1)
    moves = {move.pre_order.id: move.line for move in settle(everybody, lines, {}, slipped)}
    known = {each.line_id: each for each in lines}
    after = {
        each.id: moves[each.id] if each.id in moves else known.get(each.order_line_id or OURS) for each in everybody
    }
    sold = Presold()
    for each in everybody:
        on = after[each.id]
        if on is not None:
            sold.open[on.line_id] = sold.open.get(on.line_id, D(0)) + each.quantity
    assert all(sold.open.get(on.line_id, D(0)) <= capacity(on, Presold()) for on in lines)
    for each in everybody:
        on, before = after[each.id], known.get(each.order_line_id or OURS)
        if on is None:
            assert place(each.quantity, lines, sold) is None
        if before is not None and before.line_id not in slipped and on is not before:
            earlier = sum(
                (
                    one.quantity
                    for one in everybody
                    if one.serial <= each.serial and one.order_line_id == before.line_id
                ),
                D(0),
            )
            assert earlier > capacity(before, Presold())


@given(st.lists(UNITS, max_size=8), st.integers(0, 200))
def test_what_arrives_is_shared_out_in_turn_and_adds_up(quantities: list[int], came: int) -> None:
    on = line(1, 1000)
    everybody = [pre_order(n, quantity, on) for n, quantity in enumerate(quantities)]
    got = shares(everybody, [on], on.line_id, D(came))
    assert sum((share.quantity for share in got), D(0)) == min(came, sum(quantities))
    assert [share.pre_order.serial for share in got] == list(range(len(got)))
    assert all(share.quantity == share.pre_order.quantity for share in got[:-1])


def booked(quantity: int, *orders: UUID, on: Incoming | None = None) -> Booked:
    """Goods of the product, for a line or for these orders."""
    return Booked(PRODUCT, None if on is None else on.line_id, orders, D(quantity))


@pytest.mark.parametrize(
    ("goods", "left"),
    [
        ((), [5, 7]),
        ((booked(2, on=line(2, 0)),), [5, 5]),
        ((booked(9, on=line(2, 0)),), [5]),
        ((booked(6, ORDER),), [6]),
        ((booked(6),), [5, 7]),
        ((booked(6, UUID(int=9)),), [5, 7]),
        ((booked(3, ORDER), booked(4, on=line(1, 0))), [5]),
        ((booked(50, ORDER),), []),
    ],
)
def test_what_is_booked_comes_no_more(goods: tuple[Booked, ...], left: list[int]) -> None:
    lines = [line(1, 0, outstanding=5), line(2, 0, outstanding=7)]
    assert sorted(each.outstanding for each in still_coming(lines, goods)) == left
