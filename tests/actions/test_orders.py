"""Orders as the purchasing desk works with them, on a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from entrepot.actions import offers, orders, settings, suppliers
from entrepot.actions import tags as tag_actions
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.difference import as_json
from entrepot.book.orders.draft import (
    HOUSE_POLICY,
    LineChanges,
    LineDraft,
    LineKey,
    LinePatch,
    OrderDraft,
    OrderKey,
    OrderPatch,
)
from entrepot.book.orders.errors import (
    LINE_LAST,
    LINE_PRICE_MISSING,
    LINE_UNKNOWN,
    NUMBER_TAKEN,
    ORDER_DELETE_REFUSED,
    ORDER_FINAL,
    ORDER_UNKNOWN,
    TAG_UNKNOWN,
)
from entrepot.book.orders.line import Discount, DiscountType, PriceSource
from entrepot.book.orders.order import OrderStatus, Reference
from entrepot.book.orders.query import Parts
from entrepot.book.orders.tagdraft import TagDraft
from entrepot.book.people.rights import Role
from entrepot.book.suppliers.draft import SupplierPatch, SupplierProductPatch
from entrepot.book.suppliers.errors import SUPPLIER_BLOCKED, SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import Block
from entrepot.book.values.address import Address
from entrepot.book.values.errors import QUANTITY_RANGE, QUANTITY_WHOLE
from entrepot.clock import FixedClock
from entrepot.errors import VERSION_STALE, Conflict, Forbidden, Invalid, NotFound
from entrepot.store.store import Store
from tests.desk import Desk
from tests.makers import MOMENT, World, make_supplier, make_world, open_store

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


def acting(desk: Desk, role: Role) -> Desk:
    return Desk(desk.store, desk.world, replace(desk.actor, role=role))


# --- entering ---------------------------------------------------------------------------------------------------------


def test_an_order_read_back_is_the_order_that_was_entered(desk: Desk) -> None:
    entered = desk.enter(
        LineDraft(sku="sku-1 ", quantity=D(10), discount=Discount(DiscountType.PERCENT, D(5)), tax_rate=D(21)),
        LineDraft(description="Freight to dock", quantity=D("1.5"), unit_price=D("12.345678"), notes="call first"),
        LineDraft(product_id=desk.world.products[1].id, cases=D(2), units_per_case=D(6), case_price=D(60)),
        title="Spring",
        references=(Reference("PURCHASE_ORDER_NUMBER", "4500-1"),),
        ship_to=Address(company_name="Dock 3", country="NL"),
        custom_data={"cost_center": "D-19"},
        extension={"pack": {"x": 1}},
        due_at=datetime(2026, 4, 1, tzinfo=UTC),
    )
    assert desk.read(entered) == entered
    assert [line.serial for line in entered.lines] == [1001, 1002, 1003]
    assert entered.number == "PO-000001"
    assert entered.status is OrderStatus.DRAFT


def test_prices_come_from_the_break_then_the_supplier_then_the_cost_price_then_nothing(desk: Desk) -> None:
    order = desk.enter(
        LineDraft(sku="SKU-1", quantity=D(10)),
        LineDraft(sku="SKU-1", quantity=D(9)),
        LineDraft(sku="SKU-3", quantity=D(1)),
        LineDraft(sku="SKU-1", quantity=D(1), unit_price=D("7.77")),
        LineDraft(sku="SKU-1", cases=D(2)),
    )
    assert [(line.unit_price, line.price_source) for line in order.lines] == [
        (D(3), PriceSource.PRICE_BREAK),
        (D("3.5"), PriceSource.SUPPLIER),
        (D("2.5"), PriceSource.COST_PRICE),
        (D("7.77"), PriceSource.GIVEN),
        (D(3), PriceSource.PRICE_BREAK),
    ]
    assert (order.lines[4].quantity_ordered, order.lines[4].case_price) == (D(24), D(36))


def test_a_line_nobody_knows_a_price_for_costs_nothing_and_says_so(desk: Desk) -> None:
    draft = desk.draft(LineDraft(sku="SKU-3", quantity=D(1)), currency="USD")
    outcome = desk.store.write_now(lambda uow: orders.create(uow, desk.actor, draft))
    assert [(warning.path, warning.code) for warning in outcome.warnings] == [
        (("lines", 0, "unit_price"), LINE_PRICE_MISSING)
    ]
    assert outcome.order.totals.base_total is None


def test_every_wrong_field_is_named_at_once_and_nothing_is_stored(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.enter(
            LineDraft(sku="NOPE", quantity=D(1)),
            LineDraft(sku="SKU-1", quantity=D("3.4")),
            LineDraft(sku="SKU-1", quantity=D(0)),
            LineDraft(quantity=D(1)),
            tags=("unheard-of",),
            warehouse_serial=99,
        )
    found = {(field.path, field.code) for field in refused.value.fields}
    assert {
        (("lines", 0, "sku"), PRODUCT_UNKNOWN),
        (("lines", 1, "quantity"), QUANTITY_WHOLE),
        (("lines", 2, "quantity"), QUANTITY_RANGE),
        (("tags", 0), TAG_UNKNOWN),
    } <= found
    assert {path[0] for path, _ in found} == {"lines", "tags", "warehouse_id"}
    assert desk.browse() == []
    assert desk.enter().number == "PO-000001"


def test_a_number_is_taken_whatever_its_case_and_blanks_also_by_a_deleted_order(desk: Desk) -> None:
    first = desk.enter(number=" Spring-7 ")
    assert first.number == "Spring-7"
    with pytest.raises(Conflict) as refused:
        desk.enter(number="SPRING-7")
    assert refused.value.code == NUMBER_TAKEN
    assert refused.value.fields[0].path == ("number",)
    desk.do("delete", first)
    with pytest.raises(Conflict):
        desk.enter(number="spring-7")


def test_assigned_numbers_have_no_gaps_and_step_over_numbers_typed_by_hand(desk: Desk) -> None:
    desk.enter(number="PO-000002")
    with pytest.raises(Invalid):
        desk.enter(LineDraft(sku="NOPE", quantity=D(1)))
    assert [desk.enter().number for _ in range(3)] == ["PO-000001", "PO-000003", "PO-000004"]


def test_the_year_in_a_number_is_that_of_the_organizations_clock(desk: Desk, clock: FixedClock) -> None:
    desk.store.write_now(
        lambda uow: settings.change(uow, desk.actor, {"orders.number_pattern": "{year}-{sequence:03d}"})
    )
    assert desk.enter().number == "2026-001"
    clock.moment = datetime(2027, 1, 1, 12, tzinfo=UTC)
    assert desk.enter().number == "2027-001"


def test_a_blocked_or_unknown_supplier_takes_no_new_orders(desk: Desk, world: World) -> None:
    key = world.supplier.id
    desk.store.write_now(lambda uow: suppliers.change(uow, desk.actor, SupplierPatch(block=Block.ORDERS), id=key))
    with pytest.raises(Invalid) as refused:
        desk.enter()
    assert [field.code for field in refused.value.fields] == [SUPPLIER_BLOCKED]
    with pytest.raises(Invalid) as refused:
        desk.store.write_now(
            lambda uow: orders.create(
                uow, desk.actor, OrderDraft((LineDraft(sku="SKU-1", quantity=D(1)),), supplier_serial=9)
            )
        )
    assert [(field.path, field.code) for field in refused.value.fields] == [(("supplier_id",), SUPPLIER_UNKNOWN)]


def test_a_dry_run_shows_the_order_and_stores_nothing(desk: Desk) -> None:
    draft = desk.draft()
    shown = desk.store.write_now(lambda uow: orders.create(uow, desk.actor, draft), dry_run=True)
    assert shown.order.totals.total == D("30.00")
    assert desk.browse() == []
    assert desk.enter().number == "PO-000001"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.RECEIVER, Role.SUPPLIER])
def test_who_may_not_write_orders_is_refused_and_told(desk: Desk, role: Role) -> None:
    with pytest.raises(Forbidden):
        acting(desk, role).enter()


# --- life -------------------------------------------------------------------------------------------------------------


def test_each_step_leaves_one_event_with_old_and_new(desk: Desk) -> None:
    order = desk.enter()
    sent = desk.do("send", order)
    assert [(change.path, change.old, change.new) for change in sent.events[0].changes] == [
        ("status", "draft", "sent"),
        ("sent_at", None, as_json(MOMENT)),
    ]
    with pytest.raises(Conflict):
        desk.do("send", order)
    view = desk.store.read_now(lambda uow: orders.read(uow, desk.actor, OrderKey(id=order.id), Parts.EVENTS))
    assert [event.code for event in view.events] == ["order.created", "order.sent"]
    assert view.order.version == 2


@pytest.mark.parametrize(("count", "words"), [(1, ": 1 line, "), (2, ": 2 lines, ")])
def test_the_first_event_counts_the_lines(desk: Desk, count: int, words: str) -> None:
    made = desk.enter(*(LineDraft(sku="SKU-1", quantity=D(10)) for _ in range(count)))
    view = desk.store.read_now(lambda uow: orders.read(uow, desk.actor, OrderKey(id=made.id), Parts.EVENTS))
    assert words in view.events[0].message


def test_a_stale_version_is_refused(desk: Desk) -> None:
    order = desk.enter()
    desk.do("send", order, expected_version=1)
    with pytest.raises(Conflict) as refused:
        desk.do("confirm", order, expected_version=1)
    assert refused.value.code == VERSION_STALE


@pytest.mark.parametrize(("role", "verb"), [(Role.VIEWER, "send"), (Role.RECEIVER, "cancel"), (Role.SUPPLIER, "close")])
def test_a_step_needs_its_right(desk: Desk, role: Role, verb: str) -> None:
    order = desk.enter()
    with pytest.raises(Forbidden):
        acting(desk, role).do(verb, order)


def test_a_suppliers_user_sees_its_own_orders_once_they_are_sent_and_may_confirm_them(desk: Desk) -> None:
    order = desk.enter()
    supplier = Desk(desk.store, desk.world, replace(desk.actor, role=Role.SUPPLIER, supplier_id=desk.world.supplier.id))
    with pytest.raises(NotFound):
        supplier.read(order)
    assert supplier.browse() == []
    desk.do("send", order)
    assert supplier.browse() == [order.number]
    assert supplier.do("confirm", order).order.status is OrderStatus.CONFIRMED
    other = Desk(desk.store, desk.world, replace(supplier.actor, supplier_id=desk.world.products[0].id))
    with pytest.raises(NotFound):
        other.read(order)


def test_a_copy_has_the_same_lines_and_nothing_of_the_life(desk: Desk) -> None:
    order = desk.enter(LineDraft(sku="SKU-1", quantity=D(10)), LineDraft(sku="SKU-2", cases=D(2), units_per_case=D(4)))
    desk.do("confirm", order)
    copied = desk.do("copy", order).order
    assert copied.status is OrderStatus.DRAFT
    assert (copied.sent_at, copied.confirmed_at, copied.number) == (None, None, "PO-000002")
    assert [(line.sku, line.quantity_ordered, line.net) for line in copied.lines] == [
        (line.sku, line.quantity_ordered, line.net) for line in order.lines
    ]
    with pytest.raises(NotFound) as refused:
        desk.do("copy", replace(order, id=order.company_id))
    assert refused.value.code == ORDER_UNKNOWN


def test_a_copy_keeps_its_tags(desk: Desk) -> None:
    tag = desk.store.write_now(lambda uow: tag_actions.create(uow, desk.actor, TagDraft(name="Urgent", color="#d33")))
    order = desk.enter(tags=("urgent",))
    assert desk.do("copy", order).order.tag_ids == (tag.id,)


def test_a_sent_order_is_not_deleted_a_draft_is_and_then_nobody_finds_it(desk: Desk) -> None:
    order = desk.enter()
    desk.do("send", order)
    with pytest.raises(Conflict) as refused:
        desk.do("delete", order)
    assert refused.value.code == ORDER_DELETE_REFUSED
    draft = desk.enter()
    desk.do("delete", draft)
    with pytest.raises(NotFound):
        desk.read(draft)
    assert desk.browse() == [order.number]
    assert desk.total() == 1


# --- changing ---------------------------------------------------------------------------------------------------------


def test_a_change_to_a_sent_order_is_a_numbered_revision_with_old_and_new_values(desk: Desk) -> None:
    order = desk.enter(
        LineDraft(sku="SKU-1", quantity=D(6), unit_price=D(12)), LineDraft(sku="SKU-2", quantity=D(1), unit_price=D(8))
    )
    desk.do("send", order)
    outcome = desk.change(
        order,
        lines=LineChanges(
            change=(
                LinePatch(line_id=order.lines[0].id, quantity=D(5), unit_price=D(11)),
                LinePatch(line_serial=order.lines[1].serial, quantity=D(3)),
            )
        ),
    )
    assert (outcome.order.revision, outcome.order.totals.total) == (1, D("79.00"))
    told = {change.path: (change.old, change.new) for event in outcome.events for change in event.changes}
    assert told[f"lines.{order.lines[0].id}.quantity_ordered"] == ("6", "5")
    assert told["totals.total"] == ("80", "79")
    assert told["revision"] == (0, 1)
    assert desk.read(order) == outcome.order


def test_a_draft_has_no_revisions_and_a_change_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    order = desk.enter(title="Spring")
    assert desk.change(order, OrderPatch(title="Summer")).order.revision == 0
    unchanged = desk.change(order, OrderPatch(title="Summer"))
    assert unchanged.events == ()
    assert unchanged.order.version == 2


def test_the_price_follows_the_quantity_unless_it_was_given(desk: Desk) -> None:
    order = desk.enter(LineDraft(sku="SKU-1", quantity=D(9)), LineDraft(sku="SKU-1", quantity=D(9), unit_price=D(4)))
    first, second = order.lines
    raised = desk.change(
        order,
        lines=LineChanges(
            change=(LinePatch(line_id=first.id, quantity=D(10)), LinePatch(line_id=second.id, quantity=D(10)))
        ),
    ).order
    assert [line.unit_price for line in raised.lines] == [D(3), D(4)]
    again = desk.change(order, lines=LineChanges(change=(LinePatch(line_id=second.id, unit_price=None),))).order
    assert again.lines[1].unit_price == D(3)


# C29
def test_a_new_tax_rate_on_a_new_line_leaves_the_first_lines_tax_alone(desk: Desk) -> None:
    order = desk.enter(LineDraft(sku="SKU-1", quantity=D(1), unit_price=D(640), tax_rate=D(10)))
    assert order.totals.total == D("704.00")
    more = desk.change(
        order, lines=LineChanges(add=(LineDraft(sku="SKU-2", quantity=D(1), unit_price=D(160), tax_rate=D(10)),))
    ).order
    assert (more.totals.tax, more.totals.total) == (D("80.00"), D("880.00"))
    mixed = desk.change(
        order, lines=LineChanges(add=(LineDraft(sku="SKU-2", quantity=D(1), unit_price=D(100), tax_rate=D(5)),))
    ).order
    assert [line.tax for line in mixed.lines] == [D("64.00"), D("16.00"), D("5.00")]


# C34
def test_another_suppliers_exemption_takes_the_tax_off_and_keeps_the_lines(desk: Desk) -> None:
    taxed = desk.world.supplier.id
    desk.store.write_now(lambda uow: suppliers.change(uow, desk.actor, SupplierPatch(default_tax_rate=D(10)), id=taxed))
    order = desk.enter(LineDraft(sku="SKU-3", quantity=D(6), unit_price=D("2.50")))
    assert (order.totals.tax, order.totals.total) == (D("1.50"), D("16.50"))
    exempt = desk.store.write_now(lambda uow: make_supplier(uow, desk.actor, "Exempt Ltd"))
    moved = desk.change(order, OrderPatch(supplier_id=exempt.id)).order
    assert (moved.totals.tax, moved.totals.total, moved.supplier.name) == (D("0.00"), D("15.00"), "Exempt Ltd")
    assert [line.id for line in moved.lines] == [line.id for line in order.lines]


def test_lines_entered_without_tax_stay_without_it_when_the_supplier_changes(desk: Desk) -> None:
    taxed = desk.store.write_now(lambda uow: make_supplier(uow, desk.actor, "Taxed Ltd"))
    rate = SupplierPatch(default_tax_rate=D(21))
    desk.store.write_now(lambda uow: suppliers.change(uow, desk.actor, rate, id=taxed.id))
    order = desk.enter(LineDraft(sku="SKU-3", quantity=D(6), unit_price=D("2.50"), tax_rate=D(0)))
    moved = desk.change(order, OrderPatch(supplier_id=taxed.id)).order
    assert (moved.totals.tax, moved.supplier_id) == (D("0.00"), taxed.id)


def test_the_due_date_is_the_earliest_of_the_lines_and_setting_it_writes_them_all(desk: Desk) -> None:
    day = {number: datetime(2026, 6, number, tzinfo=UTC) for number in (3, 9, 12, 20)}
    order = desk.enter(
        LineDraft(sku="SKU-1", quantity=D(1), requested_date=day[12]),
        LineDraft(sku="SKU-2", quantity=D(1), requested_date=day[9]),
    )
    assert order.due_at == day[9]
    order = desk.change(
        order, lines=LineChanges(change=(LinePatch(line_id=order.lines[1].id, requested_date=day[3]),))
    ).order
    assert (order.due_at, order.lines[0].requested_date) == (day[3], day[12])
    order = desk.change(order, OrderPatch(due_at=day[20])).order
    assert [line.requested_date for line in order.lines] == [day[20], day[20]]
    order = desk.change(order, lines=LineChanges(add=(LineDraft(sku="SKU-3", quantity=D(1)),))).order
    assert [line.requested_date for line in order.lines] == [day[20], day[20], None]
    cleared = tuple(LinePatch(line_id=line.id, requested_date=None) for line in order.lines)
    assert desk.change(order, lines=LineChanges(change=cleared)).order.due_at is None


def test_a_line_of_another_order_is_refused_and_nothing_changes(desk: Desk) -> None:
    order, other = desk.enter(), desk.enter()
    with pytest.raises(NotFound) as refused:
        desk.change(
            order,
            OrderPatch(title="never"),
            lines=LineChanges(remove=(LineKey(line_id=other.lines[0].id),), change=(LinePatch(line_serial=4711),)),
        )
    assert refused.value.code == LINE_UNKNOWN
    assert [field.path for field in refused.value.fields] == [("change", 0, "line_id"), ("remove", 0, "line_id")]
    assert desk.read(order) == order


def test_the_last_line_stays_where_a_door_says_so(desk: Desk) -> None:
    order = desk.enter()
    keep = replace(HOUSE_POLICY, last_line_removable=False)
    with pytest.raises(Conflict) as refused:
        desk.change(order, lines=LineChanges(remove=(LineKey(line_id=order.lines[0].id),)), policy=keep)
    assert refused.value.code == LINE_LAST
    assert desk.change(order, lines=LineChanges(remove=(LineKey(line_id=order.lines[0].id),))).order.lines == []


@pytest.mark.parametrize("verbs", [("cancel",), ("confirm", "close")])
def test_a_finished_order_is_not_changed(desk: Desk, verbs: tuple[str, ...]) -> None:
    order = desk.enter()
    for verb in verbs:
        desk.do(verb, order)
    with pytest.raises(Conflict) as refused:
        desk.change(order, OrderPatch(title="late"))
    assert refused.value.code == ORDER_FINAL


def test_a_quantity_that_is_no_whole_number_of_cases_turns_the_line_into_one_by_unit(desk: Desk) -> None:
    order = desk.enter(LineDraft(sku="SKU-1", cases=D(2), units_per_case=D(12), case_price=D(48)))
    kept = desk.change(order, lines=LineChanges(change=(LinePatch(line_id=order.lines[0].id, quantity=D(36)),))).order
    assert (kept.lines[0].cases, kept.totals.total) == (D(3), D("144.00"))
    broken = desk.change(order, lines=LineChanges(change=(LinePatch(line_id=order.lines[0].id, quantity=D(30)),))).order
    assert (broken.lines[0].cases, broken.lines[0].case_price, broken.totals.total) == (None, None, D("120.00"))


# C77
def test_minimum_and_multiple_of_the_supplier_are_pointed_out(desk: Desk) -> None:
    product = desk.world.products[2].id
    rule = SupplierProductPatch(price=D(1), minimum_quantity=D(250), multiple=D(50))
    desk.store.write_now(lambda uow: offers.put(uow, desk.actor, desk.world.supplier.id, product, rule))
    for quantity, code in ((70, "line.below_minimum"), (1030, "line.not_multiple"), (1050, None)):
        draft = desk.draft(LineDraft(product_id=product, quantity=D(quantity)))
        outcome = desk.entered(draft)
        assert [warning.code for warning in outcome.warnings] == ([code] if code else [])
