"""Goods as the dock receives them, on a real store. The `# C…` marks name behaviours that must not be lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrepot.actions import catalog, settings, suppliers, warehouses
from entrepot.book.catalog.draft import BarcodeDraft, ProductKey, ProductPatch
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.orders.draft import DoorPolicy, LineChanges, LineDraft, LineKey, LinePatch
from entrepot.book.orders.errors import LINE_IN_USE, LINE_UNKNOWN, ORDER_DELETE_REFUSED, ORDER_HELD
from entrepot.book.orders.line import LineKind
from entrepot.book.orders.order import OrderStatus, Receiving
from entrepot.book.people.rights import Role
from entrepot.book.receiving import errors
from entrepot.book.receiving.draft import GoodsDraft
from entrepot.book.suppliers.draft import SupplierPatch
from entrepot.book.values.errors import QUANTITY_RANGE, QUANTITY_WHOLE
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.book.warehouses.errors import WAREHOUSE_UNKNOWN
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.errors import Conflict, Forbidden, Invalid
from entrepot.store.store import Store
from tests.dock import ANY_NUMBER, Dock, line, some, wanted
from tests.makers import World
from tests.statements import listening

D = Decimal


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def acting(dock: Dock, role: Role, name: str = "Remy Dock") -> Dock:
    return Dock(dock.store, dock.world, replace(dock.actor, role=role, name=name))


def setting(dock: Dock, **values: object) -> None:
    named = {name.replace("__", "."): value for name, value in values.items()}
    dock.write(lambda uow: settings.change(uow, dock.actor, named))


def second_warehouse(dock: Dock) -> Warehouse:
    return dock.write(lambda uow: warehouses.create(uow, dock.actor, WarehouseDraft("Overflow")))


def refused(act: Callable[[], object]) -> list[tuple[tuple[str | int, ...], str]]:
    """The fields a request was refused for."""
    with pytest.raises(Invalid) as caught:
        act()
    return [(field.path, field.code) for field in caught.value.fields]


# --- what a receipt does ----------------------------------------------------------------------------------------------


def test_what_was_received_counts_is_on_hand_and_reads_back(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    before = dock.on_hand()
    posted = dock.receive(order, some("4"), reference="DN-77", remarks="wet box")
    assert posted.order.lines[0].quantity_received == 4
    assert posted.order.receiving is Receiving.PARTIAL
    assert dock.read(order) == posted.order
    assert dock.on_hand() == before + 4
    receipt = posted.receipt
    assert receipt is not None
    assert dock.receipt(receipt) == receipt
    assert (receipt.serial, receipt.reference, receipt.order_ids) == (1001, "DN-77", (order.id,))
    assert dock.drifting() == ()


def test_a_draft_takes_no_goods_and_the_same_order_once_sent_does(dock: Dock) -> None:  # C1, C54
    order = dock.enter(wanted("10"))
    with pytest.raises(Conflict) as caught:
        dock.receive(order, some("10"))
    assert caught.value.code == errors.ORDER_NOT_RECEIVABLE
    dock.announce(order)
    assert dock.read(order).lines[0].quantity_received == 0
    dock.do("send", order)
    assert dock.receive(order, some("10")).order.receiving is Receiving.FULL


def test_a_door_may_receive_drafts_and_the_order_keeps_its_status(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    policy = DoorPolicy(receive_in=frozenset({OrderStatus.DRAFT, OrderStatus.SENT, OrderStatus.CONFIRMED}))
    after = dock.receive(order, some("10"), policy=policy).order
    assert (after.status, after.receiving) == (OrderStatus.DRAFT, Receiving.FULL)


def test_a_held_order_takes_no_goods(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.do("hold", order, reason="price dispute")
    with pytest.raises(Conflict) as caught:
        dock.receive(order, some("1"))
    assert caught.value.code == ORDER_HELD
    dock.do("resume", order)
    assert dock.receive(order, some("1")).order.lines[0].quantity_received == 1


def test_three_receipts_of_five_leave_three_events_that_count_up(dock: Dock) -> None:  # C36
    order = dock.sent(wanted("25"))
    path = f"lines.{order.lines[0].id}.quantity_received"
    steps = []
    for _ in range(3):
        posted = dock.receive(order, some("5"))
        steps += [
            (change.old, change.new) for event in posted.events for change in event.changes if change.path == path
        ]
    assert steps == [("0", "5"), ("5", "10"), ("10", "15")]
    assert dock.read(order).lines[0].quantity_received == 15


def test_closing_drops_what_is_on_order_and_reopening_brings_it_back(dock: Dock) -> None:  # C4
    order = dock.sent(wanted("12"))
    assert dock.receive(order, some("5")).order.lines[0].quantity_outstanding == 7
    assert dock.do("close", order).order.status is OrderStatus.CLOSED
    with pytest.raises(Conflict):
        dock.receive(order, some("1"))
    reopened = dock.do("reopen", order).order
    assert (reopened.status, reopened.lines[0].quantity_outstanding) == (OrderStatus.SENT, D(7))


def test_the_last_unit_closes_the_order_and_names_the_receiver_when_that_is_wanted(dock: Dock) -> None:  # C9
    left_open = dock.sent(wanted("2"))
    assert dock.receive(left_open, some("2")).order.status is OrderStatus.SENT
    setting(dock, receiving__auto_close=True)
    order = dock.sent(wanted("2"))
    receiver = acting(dock, Role.RECEIVER)
    receiver.receive(order, some("1"))
    posted = receiver.receive(order, some("1"))
    assert posted.order.status is OrderStatus.CLOSED
    assert [(e.code, e.actor_name) for e in posted.events if e.code == "order.closed"] == [
        ("order.closed", "Remy Dock")
    ]
    assert dock.undo(posted).order.status is OrderStatus.SENT


def test_a_service_never_holds_an_order_open(dock: Dock) -> None:  # C12
    install = LineDraft(description="Installation", kind=LineKind.SERVICE, quantity=D(1), unit_price=D(50))
    order = dock.sent(wanted("4"), install)
    after = dock.receive(order, some("4")).order
    assert (after.receiving, after.received_percent) == (Receiving.FULL, D(100))


def test_everything_outstanding_is_received_in_one_word(dock: Dock) -> None:
    order = dock.sent(wanted("10"), wanted("3", "SKU-2"))
    dock.receive(order, some("4"))
    after = dock.receive(order, everything=True).order
    assert [each.quantity_received for each in after.lines] == [10, 3]
    with pytest.raises(Conflict) as caught:
        dock.receive(order, everything=True)
    assert caught.value.code == errors.NOTHING_OUTSTANDING


# --- editing after goods came -----------------------------------------------------------------------------------------


def test_a_quantity_changed_after_a_receipt_keeps_what_was_received(dock: Dock) -> None:  # C25
    order = dock.sent(LineDraft(sku="SKU-3", quantity=D(4), unit_price=D(200)))
    dock.receive(order, some("2", "SKU-3"))
    patch = LinePatch(line_id=order.lines[0].id, quantity=D(7))
    changed = dock.change(order, lines=LineChanges(change=(patch,))).order.lines[0]
    assert (changed.net, changed.quantity_outstanding, changed.quantity_received) == (D("1400.00"), D(5), D(2))


def test_goods_that_came_keep_the_unit_they_were_counted_in(dock: Dock) -> None:
    order = dock.sent(wanted("4"), wanted("6", "SKU-2"))
    dock.receive(order, some("1"))
    first, second = (LinePatch(line_id=each.id, unit="pallet") for each in order.lines)
    other = LineChanges(change=(first,))
    assert refused(lambda: dock.change(order, lines=other)) == [(("change", 0, "unit"), LINE_IN_USE)]
    assert dock.change(order, lines=LineChanges(change=(second,))).order.lines[1].unit == "pallet"


def test_a_received_line_cannot_be_removed_and_one_without_goods_can(dock: Dock) -> None:  # C27
    order = dock.sent(wanted("4"), wanted("6", "SKU-2"))
    dock.receive(order, some("1"))
    first, second = (LineKey(line_id=each.id) for each in order.lines)
    assert refused(lambda: dock.change(order, lines=LineChanges(remove=(first,)))) == [(("remove", 0), LINE_IN_USE)]
    left = dock.change(order, lines=LineChanges(remove=(second,))).order
    assert sum(each.quantity_outstanding for each in left.lines) == 3


def test_an_order_with_goods_received_is_not_deleted(dock: Dock) -> None:  # C11
    untouched, received = dock.sent(wanted("4")), dock.sent(wanted("4"))
    policy = DoorPolicy(delete_in=frozenset({OrderStatus.SENT}))
    dock.receive(received, some("1"))
    with pytest.raises(Conflict):
        dock.do("delete", received, policy=policy)
    dock.do("delete", untouched, policy=policy)
    with pytest.raises(Conflict) as caught:
        dock.do("delete", received)
    assert caught.value.code == ORDER_DELETE_REFUSED


# --- what is refused, and nothing stored ------------------------------------------------------------------------------


def test_a_wrong_receipt_names_every_field_and_makes_no_stock(dock: Dock) -> None:  # C42
    order = dock.sent(wanted("10"))
    other = dock.sent(wanted("5", "SKU-2"))
    before = dock.on_hand()
    wrong = (
        GoodsDraft(line_id=other.lines[0].id, quantity=D(1)),
        GoodsDraft(sku="NO-SUCH", quantity=D(1)),
        GoodsDraft(barcode="999", quantity=D(1)),
        some("1", warehouse_id=order.id),
        GoodsDraft(line_id=order.lines[0].id),
        GoodsDraft(quantity=D(1)),
        some("0"),
        some("1", "SKU-2"),
        some("1"),
    )
    assert refused(lambda: dock.receive(order, *wrong)) == [
        (("lines", 0, "line_id"), LINE_UNKNOWN),
        (("lines", 1, "sku"), PRODUCT_UNKNOWN),
        (("lines", 2, "barcode"), errors.BARCODE_UNKNOWN),
        (("lines", 3, "warehouse_id"), WAREHOUSE_UNKNOWN),
        (("lines", 4, "quantity"), errors.QUANTITY_MISSING),
        (("lines", 5, "line_id"), errors.LINE_UNNAMED),
        (("lines", 6, "quantity"), "quantity.range"),
        (("lines", 7, "sku"), LINE_UNKNOWN),
    ]
    assert refused(lambda: dock.receive(order)) == [(("lines",), errors.RECEIPT_EMPTY)]
    assert dock.on_hand() == before
    assert dock.movements(order) == ()


def test_a_line_of_another_order_refuses_the_whole_receipt(dock: Dock) -> None:  # C43
    order, other = dock.sent(wanted("10")), dock.sent(wanted("10"))
    mixed = (some("4"), GoodsDraft(line_id=other.lines[0].id, quantity=D(4)))
    assert refused(lambda: dock.receive(order, *mixed)) == [(("lines", 1, "line_id"), LINE_UNKNOWN)]
    assert (dock.read(order).receiving, dock.read(other).receiving) == (Receiving.NONE, Receiving.NONE)


def test_a_product_counted_in_whole_units_refuses_a_fraction(dock: Dock) -> None:  # C50
    product = dock.world.products[0]
    dock.write(lambda uow: catalog.change(uow, dock.actor, ProductKey(id=product.id), ProductPatch(whole_units=True)))
    order = dock.sent(wanted("10"))
    assert refused(lambda: dock.receive(order, some("3.4"))) == [(("lines", 0, "quantity"), QUANTITY_WHOLE)]


def test_a_viewer_receives_nothing_and_only_some_may_override(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    with pytest.raises(Forbidden):
        acting(dock, Role.VIEWER).receive(order, some("1"))
    with pytest.raises(Forbidden):
        acting(dock, Role.RECEIVER).receive(order, some("11"), override=True)
    posted = dock.receive(order, some("11"), override=True)
    assert posted.order.receiving is Receiving.OVER
    assert [event.message for event in posted.events if event.code == "order.tolerance_overridden"] == [
        f"SKU-1 on order {order.number}: 10 left to receive (10 ordered, 0 received)."
    ]


# --- tolerance --------------------------------------------------------------------------------------------------------


def test_zero_tolerance_means_not_one_more_and_says_what_is_left(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("8"))
    with pytest.raises(Invalid) as caught:
        dock.receive(order, some("1"), some("2"))
    assert [(field.path, field.code) for field in caught.value.fields] == [
        (("lines", 1, "quantity"), errors.ABOVE_TOLERANCE)
    ]
    assert "1 left to receive" in caught.value.fields[0].message
    assert dock.receive(order, some("2")).order.receiving is Receiving.FULL


def test_a_tolerance_lets_more_in_and_undoing_the_receipt_takes_it_out(dock: Dock) -> None:  # C38
    setting(dock, receiving__over_receipt_percent="50")
    order = dock.sent(wanted("10"))
    dock.receive(order, some("4"))
    second = dock.receive(order, some("8"))
    assert (second.order.lines[0].quantity_received, second.order.lines[0].quantity_outstanding) == (D(12), D(0))
    undone = dock.undo(second).order.lines[0]
    assert (undone.quantity_received, undone.quantity_outstanding) == (D(4), D(6))


def test_the_nearest_tolerance_wins(dock: Dock) -> None:  # C40
    product, other = dock.world.products[:2]
    tenth = ProductPatch(over_receipt_percent=D(10))
    dock.write(lambda uow: catalog.change(uow, dock.actor, ProductKey(id=product.id), tenth))
    order = dock.sent(wanted("10"), wanted("10", "SKU-2"), wanted("10", "SKU-1", over_receipt_percent=D(0)))
    first, second, third = order.lines
    for each in (second, third):
        goods = GoodsDraft(line_id=each.id, quantity=D(11))
        assert refused(lambda goods=goods: dock.receive(order, goods)) == [  # type: ignore[misc]
            (("lines", 0, "quantity"), errors.ABOVE_TOLERANCE)
        ]
    assert dock.receive(order, GoodsDraft(line_id=first.id, quantity=D(11))).order.lines[0].quantity_received == 11
    fifth = SupplierPatch(over_receipt_percent=D(20))
    dock.write(lambda uow: suppliers.change(uow, dock.actor, fifth, id=dock.world.supplier.id))
    assert other.sku == "SKU-2"
    after = dock.receive(order, GoodsDraft(line_id=second.id, quantity=D(12))).order
    assert after.lines[1].quantity_received == 12


def test_a_doors_own_limit_beats_the_organizations_and_not_the_lines(dock: Dock) -> None:
    order = dock.sent(wanted("10"), wanted("10", "SKU-2", over_receipt_percent=D(0)))
    assert dock.receive(order, some("500"), policy=ANY_NUMBER).order.receiving is Receiving.PARTIAL
    assert refused(lambda: dock.receive(order, some("11", "SKU-2"), policy=ANY_NUMBER)) == [
        (("lines", 0, "quantity"), errors.ABOVE_TOLERANCE)
    ]


def test_a_short_tolerance_closes_the_line_without_a_back_order(dock: Dock) -> None:  # C41
    setting(dock, receiving__short_receipt_percent="20")
    order, further = dock.sent(wanted("10")), dock.sent(wanted("10"))
    nine = dock.receive(order, some("9"))
    assert (nine.order.lines[0].quantity_outstanding, nine.order.receiving) == (D(0), Receiving.FULL)
    assert dock.receive(further, some("5")).order.lines[0].quantity_outstanding == 5
    assert dock.undo(nine).order.lines[0].quantity_outstanding == 10
    assert dock.drifting() == ()


# --- accepted and rejected --------------------------------------------------------------------------------------------


def test_received_is_accepted_plus_rejected(dock: Dock) -> None:  # C51
    order = dock.sent(wanted("10"))
    both = GoodsDraft(sku="SKU-1", accepted=D(1), rejected=D(1))
    assert refused(lambda: dock.receive(order, replace(both, quantity=D(3)))) == [
        (("lines", 0, "quantity"), errors.QUANTITY_SPLIT)
    ]
    posted = dock.receive(order, both)
    assert posted.receipt is not None
    assert posted.receipt.lines[0].quantity == 2
    assert (posted.order.lines[0].quantity_received, posted.order.lines[0].quantity_rejected) == (D(1), D(1))


def test_rejected_goods_are_counted_and_nothing_else(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    before = dock.on_hand()
    all_of_it = dock.receive(order, some("8", rejected=D(8), reason="mouldy"))
    assert (dock.on_hand(), all_of_it.order.receiving) == (before, Receiving.NONE)
    part = dock.receive(order, some("8", rejected=D(3)))
    assert part.order.lines[0].quantity_received == 5
    assert dock.on_hand() == before + 5
    assert dock.receive(order, some("5")).order.receiving is Receiving.FULL
    assert dock.undo(part).order.lines[0].quantity_rejected == 8


# --- how goods are named ----------------------------------------------------------------------------------------------


def test_a_product_on_two_lines_fills_them_in_order(dock: Dock) -> None:
    order = dock.sent(wanted("4"), wanted("6"))
    after = dock.receive(order, some("7")).order
    assert [each.quantity_received for each in after.lines] == [4, 3]
    assert dock.receive(order, some("5"), policy=ANY_NUMBER).order.lines[1].quantity_received == 8


def test_a_scan_may_stand_for_several_pieces(dock: Dock) -> None:
    codes = (BarcodeDraft("EACH"), BarcodeDraft("BOX", D(6)))
    product = dock.world.products[0]
    dock.write(lambda uow: catalog.change(uow, dock.actor, ProductKey(id=product.id), ProductPatch(barcodes=codes)))
    order = dock.sent(wanted("20"))
    dock.receive(order, GoodsDraft(barcode="box"))
    after = dock.receive(order, GoodsDraft(barcode="BOX", quantity=D(2)), GoodsDraft(barcode="each")).order
    assert after.lines[0].quantity_received == 19


def test_cases_count_as_the_line_the_supplier_or_the_dock_says(dock: Dock) -> None:
    order = dock.sent(
        LineDraft(sku="SKU-2", cases=D(5), units_per_case=D(4), case_price=D(40)), wanted("60"), wanted("9", "SKU-3")
    )
    after = dock.receive(order, GoodsDraft(sku="SKU-2", cases=D(2)), GoodsDraft(sku="SKU-1", cases=D(3))).order
    assert [each.quantity_received for each in after.lines] == [8, 36, 0]
    unsized = GoodsDraft(sku="SKU-3", cases=D(1))
    assert refused(lambda: dock.receive(order, unsized)) == [(("lines", 0, "units_per_case"), errors.CASE_SIZE_UNKNOWN)]
    sized = replace(unsized, units_per_case=D(3))
    assert dock.receive(order, sized).order.lines[2].quantity_received == 3


def test_one_receipt_fills_two_warehouses_with_lot_and_expiry(dock: Dock) -> None:  # C44
    overflow = second_warehouse(dock)
    order = dock.sent(wanted("50"), wanted("200"))
    main = dock.world.warehouse.id
    before = dock.on_hand(warehouse_id=main)
    first, second = order.lines
    posted = dock.receive(
        order,
        GoodsDraft(line_id=first.id, quantity=D(50)),
        GoodsDraft(line_id=second.id, quantity=D(200), warehouse_id=overflow.id, lot="L-33", expiry=date(2027, 1, 31)),
    )
    assert (dock.on_hand(warehouse_id=main), dock.on_hand(warehouse_id=overflow.id)) == (before + 50, D(200))
    assert posted.receipt is not None
    kept = dock.receipt(posted.receipt).lines[1]
    assert (kept.lot, kept.expiry, kept.warehouse_id) == ("L-33", date(2027, 1, 31), overflow.id)


def test_ten_units_get_serial_numbers_counted_up_and_none_comes_in_twice(dock: Dock) -> None:  # C46
    order = dock.sent(wanted("20"))
    posted = dock.receive(order, some("10", serial_numbers=("100+",), lot="B-1"))
    assert posted.receipt is not None
    assert posted.receipt.lines[0].serial_numbers == tuple(str(number) for number in range(100, 110))
    nine = tuple(str(number) for number in range(200, 209))
    assert refused(lambda: dock.receive(order, some("10", serial_numbers=nine))) == [
        (("lines", 0, "serial_numbers"), errors.SERIALS_COUNT)
    ]
    assert refused(lambda: dock.receive(order, some("1", serial_numbers=("105",)))) == [
        (("lines", 0, "serial_numbers"), errors.SERIALS_TAKEN)
    ]
    dock.undo(posted)
    assert dock.receive(order, some("1", serial_numbers=("105",))).order.lines[0].quantity_received == 1


# --- once and only once -----------------------------------------------------------------------------------------------


def test_the_same_message_again_makes_one_receipt(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    first = dock.receive(order, some("4"), client_id="scanner-7/1")
    again = dock.receive(order, some("4"), client_id="scanner-7/1")
    assert again.replayed
    assert again.receipt == first.receipt
    assert again.movements == first.movements
    assert dock.read(order).lines[0].quantity_received == 4
    with pytest.raises(Conflict) as caught:
        dock.receive(dock.sent(wanted("10")), some("4"), client_id="scanner-7/1")
    assert caught.value.code == errors.CLIENT_ID_TAKEN


def test_the_same_scan_again_is_one_movement_even_among_others(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("1", client_id="a"))
    after = dock.receive(order, some("1", client_id="a"), some("2", client_id="b"), some("2", client_id="b")).order
    assert after.lines[0].quantity_received == 3
    again = dock.receive(order, some("1", client_id="a"), some("2", client_id="b"))
    assert again.replayed
    assert dock.read(order).lines[0].quantity_received == 3


def test_an_id_that_stood_for_something_else_is_refused_and_not_taken_for_a_repetition(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("5", client_id="gun-1"))
    back = line(order, 0, "2", client_id="gun-1")
    for act in (dock.give_back, dock.write_off):
        with pytest.raises(Conflict) as caught:
            act(order, back)
        assert caught.value.code == errors.CLIENT_ID_TAKEN
    dock.give_back(order, line(order, 0, "2", client_id="gun-2"))
    with pytest.raises(Conflict):
        dock.receive(order, some("1", client_id="gun-2"))
    dock.announce(order, client_id="truck-3")
    with pytest.raises(Conflict):
        dock.receive(order, some("1"), client_id="truck-3")
    assert dock.read(order).lines[0].net_received == 3


def test_less_than_nothing_is_no_quantity(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    assert refused(lambda: dock.receive(order, some("-1"))) == [(("lines", 0, "quantity"), QUANTITY_RANGE)]
    assert refused(lambda: dock.receive(order, GoodsDraft(sku="SKU-1", cases=D(-1)))) == [
        (("lines", 0, "cases"), QUANTITY_RANGE)
    ]


# --- cost -------------------------------------------------------------------------------------------------------------


def test_250_lines_cost_the_statements_of_two(tmp_path_factory: pytest.TempPathFactory) -> None:  # C47
    from tests.makers import make_world, open_store

    counts = []
    for lines in (2, 250):
        with listening() as heard, open_store(tmp_path_factory.mktemp("book")) as store:
            dock = Dock(store, make_world(store))
            order = dock.sent(*(wanted("3", ("SKU-1", "SKU-2")[n % 2]) for n in range(lines)))
            heard.forget()
            posted = dock.receive(order, everything=True)
            counts.append(len(heard.shapes()))
            assert posted.order.receiving is Receiving.FULL
            assert posted.order.lines[0] == dock.read(order).lines[0]
            assert line(order).line_id == order.lines[0].id
    assert counts[0] == counts[1]
