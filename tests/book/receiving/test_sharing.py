from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.receiving.sharing import Room, share
from tests.book.orders.makers import an_order, item

D = Decimal
UNITS = st.integers(0, 30).map(Decimal)


def rooms(*sizes: tuple[int, int | None]) -> list[Room]:
    """Lines with so much open and so much left within the tolerance (None: any)."""
    order = an_order(*(item() for _ in sizes))
    return [
        Room(order, line, D(open_), None if left is None else D(left))
        for line, (open_, left) in zip(order.lines, sizes, strict=True)
    ]


def parts(candidates: list[Room], quantity: int) -> list[int]:
    shared = {id(room): part for room, part in share(candidates, D(quantity))}
    return [int(shared.get(id(room), 0)) for room in candidates]


def test_what_is_outstanding_is_filled_in_order_and_the_rest_goes_on_the_last() -> None:
    assert parts(rooms((4, None), (6, None)), 3) == [3, 0]
    assert parts(rooms((4, None), (6, None)), 7) == [4, 3]
    assert parts(rooms((4, None), (6, None)), 15) == [4, 11]


def test_where_the_last_lines_tolerance_ends_the_ones_before_take_the_rest() -> None:
    assert parts(rooms((10, 11), (10, 11)), 22) == [11, 11]
    assert parts(rooms((10, 11), (10, 11)), 23) == [11, 12]


def test_goods_for_no_line_are_shared_over_none() -> None:
    assert share([], D(5)) == []


@given(st.lists(st.tuples(UNITS, st.one_of(st.none(), UNITS)), min_size=1, max_size=5), UNITS)
def test_the_parts_are_the_whole_and_no_line_exceeds_its_room_while_another_has_some(
    sizes: list[tuple[Decimal, Decimal | None]], quantity: Decimal
) -> None:
    order = an_order(*(item() for _ in sizes))
    candidates = [Room(order, line, *size) for line, size in zip(order.lines, sizes, strict=True)]
    shared = share(candidates, quantity)
    assert sum((part for _, part in shared), D(0)) == quantity
    assert all(part > 0 for _, part in shared)
    if all(room.left is not None for room in candidates):
        total = sum((room.left for room in candidates if room.left is not None), D(0))
        if quantity <= total:
            assert all(room.left is not None and part <= room.left for room, part in shared)
