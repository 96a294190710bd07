from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy
from entrepot.book.orders.line import OrderLine
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.receiving.tolerance import Tolerance, tolerance_of
from tests.book.orders.makers import an_order, item

D = Decimal
HOUSE = OrganizationSettings({"receiving.over_receipt_percent": "5"})


def a_line(ordered: str, received: str = "0", returned: str = "0", written_off: str = "0") -> OrderLine:
    (made,) = an_order(item(ordered)).lines
    return replace(
        made,
        quantity_received=D(received),
        quantity_returned=D(returned),
        quantity_written_off=D(written_off),
    )


@pytest.mark.parametrize(
    ("made", "percent", "left"),
    [
        (a_line("10"), "0", "10"),
        (a_line("10", "8"), "0", "2"),
        (a_line("10", "8"), "50", "7"),
        (a_line("10", "12"), "0", "0"),
        (a_line("10", "10", "4"), "0", "4"),
        (a_line("10", "6", "0", "4"), "0", "0"),
        (a_line("10", "6", "0", "4"), "10", "1"),
        (a_line("3"), "0.000001", "3.00000003"),
    ],
)
def test_what_is_left_is_the_ceiling_less_what_is_here_and_what_was_written_off(
    made: OrderLine, percent: str, left: str
) -> None:
    assert Tolerance(D(percent), D(0)).left(made) == D(left)


def test_no_limit_leaves_any_number() -> None:
    assert Tolerance(None, D(0)).left(a_line("1", "500")) is None


@pytest.mark.parametrize(
    ("received", "percent", "enough"),
    [("9", "20", True), ("8", "20", True), ("7.999999", "20", False), ("0", "100", False), ("9", "0", False)],
)
def test_a_shortage_counts_as_all_of_it_up_to_the_tolerance_and_not_a_grain_further(
    received: str, percent: str, enough: bool
) -> None:
    assert Tolerance(D(0), D(percent)).is_short_enough(a_line("10", received)) is enough


def test_the_nearest_tolerance_that_is_set_wins_and_zero_is_one() -> None:
    made = a_line("10")
    door = DoorPolicy(over_receipt_percent=D(7))
    assert tolerance_of(made, None, None, HOUSE_POLICY, HOUSE).over == 5
    assert tolerance_of(made, None, None, door, HOUSE).over == 7
    assert tolerance_of(made, None, None, DoorPolicy(over_receipt_percent=None), HOUSE).over is None
    assert tolerance_of(replace(made, over_receipt_percent=D(0)), None, None, door, HOUSE).over == 0
