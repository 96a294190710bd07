"""Lists of orders: every condition, every order of sorting, every way of paging, on a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from entrepot.actions import orders
from entrepot.actions import tags as tag_actions
from entrepot.book.orders.draft import (
    LineDraft,
)
from entrepot.book.orders.order import Order, OrderStatus, OrderType, Reference
from entrepot.book.orders.query import SORTS, Bookmark, Condition, OrderQuery, Parts, Test
from entrepot.book.orders.tag import Tag
from entrepot.book.orders.tagdraft import TagDraft
from entrepot.book.values.address import Address
from entrepot.clock import FixedClock
from entrepot.errors import Invalid, NotFound
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.desk import Desk
from tests.makers import MOMENT, World, make_world, open_store
from tests.statements import listening

D = Decimal


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MOMENT)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with open_store(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def world(store: Store) -> World:
    return make_world(store)


@pytest.fixture
def desk(store: Store, world: World) -> Desk:
    return Desk(store, world)


@pytest.fixture
def shelf(desk: Desk, clock: FixedClock) -> Desk:
    """Five orders a day apart: A draft, B sent and due yesterday, C confirmed, D canceled, E a vendor offer."""
    desk.store.write_now(lambda uow: _tag(uow, desk))
    for index, number in enumerate("ABCDE"):
        clock.moment = MOMENT + timedelta(days=index)
        desk.enter(
            number=number,
            title=f"Title {number}",
            tags=("cold-dock",) if number == "C" else (),
            due_at=clock.moment - timedelta(days=1) if number == "B" else None,
            type=OrderType.VENDOR_OFFER if number == "E" else OrderType.PURCHASE,
            references=(Reference("PURCHASE_ORDER_NUMBER", f"4500-{number}"),),
            ship_to=Address(company_name="Harbor Bakehouse", line_1="88 Quarry Rd", region="MN", country="US"),
            extension={"acme": {"lane": number}},
        )
    for number, verb in (("B", "send"), ("C", "confirm"), ("D", "cancel")):
        order = _by_number(desk, number)
        desk.do(verb, order)
    clock.moment = MOMENT + timedelta(days=10)
    return desk


def _tag(uow: UnitOfWork, desk: Desk) -> Tag:
    return tag_actions.create(uow, desk.actor, TagDraft(name="Cold dock", color="#1f6feb"))


def _by_number(desk: Desk, number: str) -> Order:
    query = OrderQuery(where=(Condition("number", Test.EQ, number),))
    return desk.store.read_now(lambda uow: orders.browse(uow, desk.actor, query)).items[0].order


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Condition("status", Test.EQ, OrderStatus.SENT), "B"),
        (Condition("status", Test.IN, ("draft", "canceled")), "AD"),
        (Condition("status", Test.NOT_IN, ("draft", "canceled")), "BC"),
        (Condition("type", Test.EQ, OrderType.VENDOR_OFFER), "E"),
        (Condition("number", Test.EQ, " b "), "B"),
        (Condition("number", Test.ICONTAINS, "C"), "C"),
        (Condition("title", Test.CONTAINS, "Title A"), "A"),
        (Condition("title", Test.CONTAINS, "title a"), ""),
        (Condition("title", Test.ICONTAINS, "TITLE a"), "A"),
        (Condition("overdue", Test.EQ, True), "B"),
        (Condition("overdue", Test.EQ, False), "ACD"),
        (Condition("tag_slug", Test.IN, ("cold-dock", "other")), "C"),
        (Condition("tag_slug", Test.NOT_IN, ("cold-dock",)), "ABD"),
        (Condition("reference", Test.EQ, "4500-D"), "D"),
        (Condition("reference:PURCHASE_ORDER_NUMBER", Test.ICONTAINS, "4500-a"), "A"),
        (Condition("reference:OTHER", Test.EQ, "4500-D"), ""),
        (Condition("ship_to.company_name", Test.ICONTAINS, "bakehouse"), "ABCD"),
        (Condition("ship_to.address", Test.EQ, "88 Quarry Rd MN US"), "ABCD"),
        (Condition("ship_to.region", Test.IN, ("WI",)), ""),
        (Condition("extension:acme.lane", Test.EQ, "B"), "B"),
        (Condition("warehouse_serial", Test.EQ, 1001), "ABCD"),
        (Condition("any_warehouse_serial", Test.IN, (1001,)), "ABCD"),
        (Condition("company_name", Test.EQ, "Harborrow"), "ABCD"),
        (Condition("supplier_name", Test.ICONTAINS, "paper"), "ABCD"),
        (Condition("supplier_serial", Test.EQ, 4), ""),
        (Condition("raised_at", Test.GTE, MOMENT + timedelta(days=2)), "CD"),
        (Condition("due_at", Test.IS_NULL, False), "B"),
        (Condition("archived", Test.EQ, False), "ABCD"),
        (Condition("held", Test.EQ, True), ""),
        (Condition("text", Test.ICONTAINS, "title b"), "B"),
        (Condition("text", Test.ICONTAINS, "sku-1"), "ABCD"),
        (Condition("text", Test.ICONTAINS, "d"), "ABCD"),
        (Condition("text", Test.ICONTAINS, '"; drop'), ""),
        (Condition("received_at", Test.GTE, MOMENT), ""),
    ],
)
def test_a_list_is_narrowed_by_each_of_its_conditions(shelf: Desk, condition: Condition, found: str) -> None:
    assert "".join(shelf.browse(condition)) == found
    assert shelf.total(condition) == len(found)


def test_groups_of_conditions_are_alternatives(shelf: Desk) -> None:
    groups = (
        (Condition("status", Test.EQ, "draft"),),
        (Condition("status", Test.EQ, "sent"), Condition("overdue", Test.EQ, True)),
        (Condition("status", Test.EQ, "confirmed"), Condition("overdue", Test.EQ, True)),
    )
    assert shelf.browse(any_of=groups) == ["A", "B"]


@pytest.mark.parametrize("field", ["nonsense", "extension:a'b", "number; drop"])
def test_a_condition_outside_the_closed_list_is_refused(shelf: Desk, field: str) -> None:
    with pytest.raises(Invalid):
        shelf.browse(Condition(field, Test.EQ, "x"))


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_by_bookmark_show_every_order_once_in_the_same_order_as_one_long_page(
    shelf: Desk, sort: str, descending: bool
) -> None:
    whole = shelf.browse(sort=sort, descending=descending)
    assert sorted(whole) == list("ABCD")
    seen: list[str] = []
    after: Bookmark | None = None
    while True:
        query = OrderQuery(sort=sort, descending=descending, limit=1, after=after)
        page = shelf.page(query)
        seen += [view.order.number for view in page.items]
        after = page.next
        if after is None:
            break
    assert seen == whole


def test_kept_tallies_say_what_counting_says(shelf: Desk) -> None:
    for condition, expected in (
        (None, 4),
        (Condition("status", Test.EQ, OrderStatus.CANCELED), 1),
        (Condition("supplier_id", Test.EQ, shelf.world.supplier.id), 4),
        (Condition("warehouse_id", Test.EQ, shelf.world.warehouse.id), 4),
    ):
        assert shelf.total(*([condition] if condition else [])) == expected


def test_another_organization_sees_nothing_and_is_told_the_same_as_for_a_made_up_id(shelf: Desk) -> None:
    stranger = make_world(shelf.store, "Elsewhere")
    theirs = Desk(shelf.store, stranger)
    assert theirs.browse() == []
    assert theirs.browse(Condition("text", Test.ICONTAINS, "title")) == []
    order = _by_number(shelf, "A")
    with pytest.raises(NotFound) as foreign:
        theirs.read(order)
    with pytest.raises(NotFound) as made_up:
        theirs.read(replace(order, id=order.company_id))
    assert str(foreign.value) == str(made_up.value)


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_number_of_statements_does_not_grow_with_the_lines(tmp_path: Path, count: int) -> None:
    with listening() as heard, open_store(tmp_path) as store:
        desk = Desk(store, make_world(store))
        lines = tuple(LineDraft(sku=f"SKU-{1 + index % 3}", quantity=D(1 + index)) for index in range(count))
        heard.forget()
        order = desk.enter(*lines)
        assert len(heard.statements) - (count - 1) <= 24, "one statement run for each line, however it is counted"
        heard.forget()
        desk.read(order, Parts.ALL)
        assert heard.count() <= 14
