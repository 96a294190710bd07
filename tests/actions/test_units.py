"""Units with serial numbers go where their goods go: back to the supplier, out by a count, and in again by an undo."""

from decimal import Decimal

import pytest

from entrepot.book.orders.order import Order
from entrepot.book.receiving import errors
from entrepot.book.receiving.draft import GoodsDraft
from entrepot.book.values.page import Listing, equal
from entrepot.book.values.text import folded
from entrepot.errors import Conflict, Invalid
from entrepot.store import serials
from entrepot.store.store import Store
from tests.dock import Dock, line, some, wanted
from tests.makers import World
from tests.statements import listening

D = Decimal


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def here(dock: Dock) -> list[str]:
    """The serial numbers in stock."""
    listing = Listing(where=(equal("present", True),), limit=500)
    page = dock.store.read_now(lambda uow: serials.page(uow, dock.actor.organization_id, listing))
    return sorted((unit.code for unit in page.items), key=folded)


def numbered(dock: Dock, first: str = "A-1+", quantity: str = "4") -> Order:
    """An order of ten of which so many came, with serial numbers."""
    order = dock.sent(wanted("10"))
    dock.receive(order, some(quantity, serial_numbers=(first,)))
    return order


def test_the_units_named_in_a_return_leave_and_its_undo_brings_them_back(dock: Dock) -> None:
    order = numbered(dock)
    back = dock.give_back(order, line(order, quantity="2", serial_numbers=("a-1", "A-3")))
    assert here(dock) == ["A-2", "A-4"]
    dock.undo(back)
    assert here(dock) == ["A-1", "A-2", "A-3", "A-4"]
    assert dock.drifting() == ()


def test_without_names_the_newest_units_leave(dock: Dock) -> None:
    order = numbered(dock)
    dock.receive(order, some("2", serial_numbers=("B-1+",)))
    dock.give_back(order, line(order, quantity="3"))
    assert here(dock) == ["A-1", "A-2", "A-3"]


def test_units_of_other_orders_stay_where_they_are(dock: Dock) -> None:
    order = numbered(dock)
    numbered(dock, "B-1+")
    dock.give_back(order, line(order, quantity="4"))
    assert here(dock) == ["B-1", "B-2", "B-3", "B-4"]


def test_goods_that_came_without_numbers_leave_before_units_that_were_not_named(dock: Dock) -> None:
    order = numbered(dock)
    dock.receive(order, some("2"))
    dock.give_back(order, line(order, quantity="3"))
    assert here(dock) == ["A-1", "A-2", "A-3"]


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (("A-1",), errors.SERIALS_COUNT),
        (("A-1", "A-9"), errors.SERIALS_ABSENT),
        (("A-1", "a-1"), errors.SERIALS_REPEATED),
        (("A-1", "B-1"), errors.SERIALS_ABSENT),
    ],
)
def test_a_return_that_names_wrong_units_is_refused_whole(dock: Dock, codes: tuple[str, ...], code: str) -> None:
    order = numbered(dock)
    numbered(dock, "B-1+")
    with pytest.raises(Invalid) as caught:
        dock.give_back(order, line(order, quantity="2", serial_numbers=codes))
    assert {(field.path, field.code) for field in caught.value.fields} == {(("lines", 0, "serial_numbers"), code)}
    assert len(here(dock)) == 8
    assert dock.read(order).lines[0].quantity_returned == 0


def test_a_unit_that_went_back_may_come_again_and_the_return_is_then_undone_without_it(dock: Dock) -> None:
    order = numbered(dock)
    back = dock.give_back(order, line(order, quantity="1", serial_numbers=("A-4",)))
    dock.receive(order, some("1", serial_numbers=("A-4",)))
    assert here(dock) == ["A-1", "A-2", "A-3", "A-4"]
    dock.undo(back)
    assert here(dock) == ["A-1", "A-2", "A-3", "A-4"]


def test_a_receipt_whose_units_went_back_is_not_undone(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    came = dock.receive(order, some("4", serial_numbers=("A-1+",)))
    dock.give_back(order, line(order, quantity="1"))
    with pytest.raises(Conflict):
        dock.undo(came)
    assert here(dock) == ["A-1", "A-2", "A-3"]


def test_a_lower_count_takes_the_newest_units_out_and_its_undo_brings_them_back(dock: Dock) -> None:
    order = numbered(dock)
    counted = dock.count(order, line(order, quantity="2"))
    assert here(dock) == ["A-1", "A-2"]
    dock.undo(counted)
    assert here(dock) == ["A-1", "A-2", "A-3", "A-4"]
    dock.count(order, line(order, quantity="6"))
    assert here(dock) == ["A-1", "A-2", "A-3", "A-4"]
    dock.count(order, line(order, quantity="5"))
    assert here(dock) == ["A-1", "A-2", "A-3", "A-4"]
    assert dock.drifting() == ()


def test_returning_many_lines_costs_the_statements_of_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.makers import make_world, open_store

    counts = []
    for lines in (1, 40):
        with listening() as heard, open_store(tmp_path_factory.mktemp("book")) as store:
            dock = Dock(store, make_world(store))
            order = dock.sent(*(wanted("3", ("SKU-1", "SKU-2")[n % 2]) for n in range(lines)))
            goods = [
                GoodsDraft(line_id=each.id, quantity=D(2), serial_numbers=(f"{place}-1+",))
                for place, each in enumerate(order.lines)
            ]
            dock.receive(order, *goods)
            heard.forget()
            dock.give_back(order, *(line(order, number, "1") for number in range(lines)))
            counts.append(len(heard.shapes()))
    assert counts[0] == counts[1]
