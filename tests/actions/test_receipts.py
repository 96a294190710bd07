"""Goods receipts as documents: announced, arrived, booked piece by piece, completed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from entrepot.actions import receipts
from entrepot.book.orders.draft import DoorPolicy, LineChanges, LineKey, LinePatch
from entrepot.book.orders.errors import LINE_BELOW_DONE, LINE_IN_USE, ORDER_HELD, ORDER_UNKNOWN
from entrepot.book.orders.order import OrderStatus, Receiving
from entrepot.book.people.rights import Role
from entrepot.book.receiving import errors
from entrepot.book.receiving.draft import GoodsDraft, PieceDraft, ReceiptDraft
from entrepot.book.receiving.receipt import PieceType, ReceiptStatus
from entrepot.book.values.page import Listing, equal
from entrepot.errors import Conflict, Forbidden, Invalid, NotFound
from entrepot.store.store import Store
from tests.dock import ANY_NUMBER, Dock, line, some, wanted
from tests.makers import World

D = Decimal
PALLET = PieceDraft(PieceType.PALLET, barcode="PLT-000451")
PACKAGE = PieceDraft()


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def refused(act: object) -> str:
    with pytest.raises(Conflict) as caught:
        act()  # type: ignore[operator]
    return caught.value.code


def field_of(act: Callable[[], object]) -> str:
    """The code of the one field a request was refused for."""
    with pytest.raises(Invalid) as caught:
        act()
    (field,) = caught.value.fields
    return field.code


# --- announcing -------------------------------------------------------------------------------------------------------


def test_an_announced_receipt_reads_back_and_its_order_expects_goods(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    receipt = dock.announce(
        order, expected_at=datetime(2026, 3, 18, tzinfo=UTC), remarks="Dock 2", pieces=(PALLET, PACKAGE)
    )
    assert dock.receipt(receipt) == receipt
    assert (receipt.status, receipt.warehouse_id) == (ReceiptStatus.EXPECTED, order.warehouse_id)
    assert [piece.type for piece in receipt.pieces] == [PieceType.PALLET, PieceType.PACKAGE]
    after = dock.read(order)
    assert (after.receiving, after.lines[0].quantity_received) == (Receiving.EXPECTED, D(0))


def test_a_receipt_is_announced_once_however_often_the_message_comes(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    assert dock.announce(order, client_id="asn-1") == dock.announce(order, client_id="asn-1")
    assert dock.read(order).receipts_expected == 1


def test_an_order_that_is_over_or_unknown_is_not_linked(dock: Dock) -> None:
    over, other = dock.sent(wanted("10")), dock.sent(wanted("10"))
    dock.do("cancel", over)
    missing = replace(other, id=over.lines[0].id)
    with pytest.raises(Invalid) as caught:
        dock.announce(other, over, missing)
    assert [(field.path, field.code) for field in caught.value.fields] == [
        (("order_ids", 1), errors.ORDER_NOT_RECEIVABLE),
        (("order_ids", 2), ORDER_UNKNOWN),
    ]


def test_links_can_be_changed_until_the_receipt_is_over(dock: Dock) -> None:
    first, second = dock.sent(wanted("10")), dock.sent(wanted("10"))
    receipt = dock.announce(first)
    dock.change_receipt(receipt, order_ids=(second.id,), remarks="other truck")
    assert (dock.read(first).receiving, dock.read(second).receiving) == (Receiving.NONE, Receiving.EXPECTED)
    dock.step("cancel", receipt)
    assert dock.read(second).receiving is Receiving.NONE
    assert refused(lambda: dock.change_receipt(receipt, remarks="late")) == errors.RECEIPT_FINAL


def test_receipts_are_listed_by_order_status_and_label(dock: Dock) -> None:
    order, other = dock.sent(wanted("10")), dock.sent(wanted("10"))
    receipt = dock.announce(order, pieces=(PALLET,))
    dock.announce(other)

    def listed(field: str, value: object) -> list[object]:
        listing = Listing(where=(equal(field, value),))
        page = dock.store.read_now(lambda uow: receipts.browse(uow, dock.actor, listing))
        return [each.id for each in page.items]

    assert listed("order_id", order.id) == [receipt.id]
    assert listed("piece_barcode", "plt-000451") == [receipt.id]
    assert len(listed("status", ReceiptStatus.EXPECTED)) == 2
    assert listed("status", ReceiptStatus.COMPLETED) == []


def test_a_suppliers_user_sees_no_receipts(dock: Dock) -> None:
    receipt = dock.announce(dock.sent(wanted("10")))
    stranger = Dock(dock.store, dock.world, replace(dock.actor, role=Role.SUPPLIER, supplier_id=dock.world.supplier.id))
    with pytest.raises(Forbidden):
        stranger.receipt(receipt)


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_a_receipt_is_as_far_as_its_pieces(dock: Dock) -> None:
    receipt = dock.announce(dock.sent(wanted("10")), pieces=(PALLET, PACKAGE))
    one, two = (piece.id for piece in receipt.pieces)
    seen = []
    for piece, status in (
        (one, ReceiptStatus.ARRIVED),
        (one, ReceiptStatus.PENDING),
        (one, ReceiptStatus.COMPLETED),
        (two, ReceiptStatus.ARRIVED),
        (two, ReceiptStatus.COMPLETED),
    ):
        moved = dock.move_piece(receipt, piece, status).receipt
        assert moved is not None
        seen.append(moved.status.value)
    assert seen == ["arrived", "pending", "pending", "pending", "completed"]
    kept = dock.receipt(receipt)
    assert kept.completed_at is not None
    assert all(piece.arrived_at is not None and piece.completed_at is not None for piece in kept.pieces)


def test_a_piece_never_goes_back(dock: Dock) -> None:
    receipt = dock.announce(pieces=(PALLET,))
    piece = receipt.pieces[0].id
    dock.move_piece(receipt, piece, ReceiptStatus.ARRIVED)
    assert refused(lambda: dock.move_piece(receipt, piece, ReceiptStatus.EXPECTED)) == errors.RECEIPT_MOVE_REFUSED
    assert refused(lambda: dock.move_piece(receipt, piece, ReceiptStatus.CANCELED)) == errors.RECEIPT_MOVE_REFUSED
    with pytest.raises(NotFound):
        dock.move_piece(receipt, receipt.id, ReceiptStatus.COMPLETED)


def test_a_receipt_whose_pieces_are_all_called_off_is_canceled(dock: Dock) -> None:
    receipt = dock.announce(pieces=(PALLET,))
    dock.move_piece(receipt, receipt.pieces[0].id, ReceiptStatus.CANCELED)
    assert dock.receipt(receipt).status is ReceiptStatus.CANCELED


def test_a_canceled_receipt_leaves_its_order_as_it_was_before(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    receipt = dock.announce(order)
    dock.step("arrive", receipt)
    assert dock.read(order).receiving is Receiving.ARRIVING
    assert refused(lambda: dock.step("arrive", receipt)) == errors.RECEIPT_MOVE_REFUSED
    dock.step("cancel", receipt)
    assert dock.read(order).receiving is Receiving.NONE
    assert dock.do("cancel", order).order.status is OrderStatus.CANCELED


# --- booking ----------------------------------------------------------------------------------------------------------


def test_booked_goods_are_on_hand_at_once_and_count_when_the_receipt_is_completed(dock: Dock) -> None:
    order = dock.sent(wanted("240"))
    receipt = dock.announce(order, pieces=(PALLET,))
    before = dock.on_hand()
    dock.book(receipt, some("60"))
    added = dock.book(receipt, some("40"))
    assert (added.accepted, dock.on_hand()) == (D(100), before + 100)
    assert (dock.read(order).receiving, dock.read(order).lines[0].quantity_received) == (Receiving.ARRIVING, D(0))
    assert dock.receipt(receipt).pieces[0].status is ReceiptStatus.PENDING
    posted = dock.step("complete", receipt)
    assert (posted.order.receiving, posted.order.lines[0].quantity_received) == (Receiving.PARTIAL, D(100))
    assert dock.on_hand() == before + 100
    assert dock.read(order) == posted.order
    assert dock.drifting() == ()


def test_goods_are_shared_over_the_receipts_orders_in_link_and_line_order(dock: Dock) -> None:
    first, second = dock.sent(wanted("10"), wanted("5")), dock.sent(wanted("10"))
    receipt = dock.announce(second, first)
    dock.book(receipt, some("30"), policy=ANY_NUMBER)
    dock.step("complete", receipt)
    counted = [each.quantity_received for order in (second, first) for each in dock.read(order).lines]
    assert counted == [10, 10, 10]
    assert dock.drifting() == ()


def test_a_limit_is_judged_when_goods_are_booked_and_counts_what_waits(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    receipt, other = dock.announce(order), dock.announce(order)
    dock.book(receipt, some("8"))
    with pytest.raises(Invalid) as caught:
        dock.book(other, some("3"))
    assert "2 left to receive" in caught.value.fields[0].message
    with pytest.raises(Invalid):
        dock.receive(order, some("3"))
    dock.book(other, GoodsDraft(line_id=order.lines[0].id, quantity=D(2)))
    dock.step("complete", other)
    assert dock.step("complete", receipt).order.receiving is Receiving.FULL


def test_an_order_is_not_canceled_while_its_goods_are_being_booked(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    receipt = dock.announce(order)
    dock.book(receipt, some("1"))
    assert refused(lambda: dock.do("cancel", order)) == errors.ORDER_BOOKING_OPEN
    before = dock.on_hand()
    dock.step("cancel", receipt)
    assert dock.on_hand() == before - 1
    assert dock.do("cancel", order).order.status is OrderStatus.CANCELED


def test_goods_of_a_held_order_or_a_draft_are_not_booked(dock: Dock) -> None:
    held, draft = dock.sent(wanted("10")), dock.enter(wanted("10"))
    dock.do("hold", held, reason="dispute")
    assert refused(lambda: dock.book(dock.announce(held), some("1"))) == ORDER_HELD
    receipt = dock.announce(draft)
    assert refused(lambda: dock.book(receipt, some("1"))) == errors.ORDER_NOT_RECEIVABLE
    policy = DoorPolicy(receive_in=frozenset(OrderStatus))
    assert dock.book(receipt, some("1"), policy=policy).accepted == 1


def test_a_closed_piece_or_receipt_takes_nothing_more(dock: Dock) -> None:
    receipt = dock.announce(dock.sent(wanted("10")), pieces=(PALLET, PACKAGE))
    one, two = (piece.id for piece in receipt.pieces)
    with pytest.raises(Invalid) as caught:
        dock.book(receipt, some("1"))
    assert caught.value.code == errors.PIECE_MISSING
    dock.move_piece(receipt, one, ReceiptStatus.COMPLETED)
    assert refused(lambda: dock.book(receipt, some("1"), one)) == errors.PIECE_FINAL
    dock.book(receipt, some("1"), two)
    dock.step("complete", receipt)
    assert refused(lambda: dock.book(receipt, some("1"), two)) == errors.RECEIPT_FINAL
    assert refused(lambda: dock.step("complete", receipt)) == errors.RECEIPT_FINAL


def test_a_scan_that_comes_twice_is_booked_once(dock: Dock) -> None:
    receipt = dock.announce(dock.sent(wanted("10")))
    dock.book(receipt, some("2", client_id="beep-1"))
    dock.book(receipt, some("2", client_id="beep-1"))
    assert dock.book(receipt, some("1", client_id="beep-2")).accepted == 3


def test_what_is_being_booked_is_neither_written_off_nor_taken_off_the_order(dock: Dock) -> None:
    order = dock.sent(wanted("10"), wanted("3", "SKU-2"))
    receipt = dock.announce(order)
    dock.book(receipt, some("6"))
    patch = LinePatch(line_id=order.lines[0].id, quantity=D(5))
    assert field_of(lambda: dock.change(order, lines=LineChanges(change=(patch,)))) == LINE_BELOW_DONE
    gone = LineChanges(remove=(LineKey(line_id=order.lines[0].id),))
    assert field_of(lambda: dock.change(order, lines=gone)) == LINE_IN_USE
    assert field_of(lambda: dock.write_off(order, line(order, 0, "5"))) == errors.ABOVE_OUTSTANDING
    after = dock.write_off(order).order
    assert [each.quantity_written_off for each in after.lines] == [4, 3]
    assert refused(lambda: dock.write_off(order)) == errors.NOTHING_OUTSTANDING
    done = dock.step("complete", receipt).order
    assert (done.receiving, done.lines[0].done_quantity) == (Receiving.FULL, D(10))


def test_a_draft_whose_goods_are_being_booked_is_not_deleted(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    receipt = dock.announce(order)
    dock.book(receipt, some("4"), policy=DoorPolicy(receive_in=frozenset({OrderStatus.DRAFT})))
    assert refused(lambda: dock.do("delete", order)) == errors.ORDER_BOOKING_OPEN
    dock.step("cancel", receipt)
    dock.do("delete", order)


def test_a_line_that_lacks_little_is_not_written_off_while_the_rest_is_being_booked(dock: Dock) -> None:
    order = dock.sent(wanted("10", short_receipt_percent=D(30)))
    receipt = dock.announce(order)
    dock.book(receipt, some("2"))
    assert dock.receive(order, some("8")).order.lines[0].quantity_written_off == 0
    assert dock.step("complete", receipt).order.receiving is Receiving.FULL


def test_goods_booked_for_one_order_leave_the_other_orders_of_the_receipt_their_room(dock: Dock) -> None:
    first, second = dock.sent(wanted("10")), dock.sent(wanted("10"))
    receipt = dock.announce(first, second)
    dock.book(receipt, some("12"))
    with pytest.raises(Invalid) as caught:
        dock.receive(second, some("9"))
    assert "8 left to receive" in caught.value.fields[0].message
    with pytest.raises(Invalid):
        dock.receive(first, some("1"))
    assert dock.receive(second, some("8")).order.lines[0].quantity_received == 8
    done = dock.step("complete", receipt)
    assert [each.lines[0].quantity_received for each in done.orders] == [10, 10]


def test_a_receipt_is_not_linked_to_orders_that_may_not_take_what_is_booked_on_it(dock: Dock) -> None:
    order, other = dock.sent(wanted("10")), dock.sent(wanted("10"))
    receipt = dock.announce()
    dock.book(receipt, some("15"))
    with pytest.raises(Invalid) as caught:
        dock.change_receipt(receipt, order_ids=(order.id,))
    assert [(each.path, each.code) for each in caught.value.fields] == [(("order_ids", 0), errors.ABOVE_TOLERANCE)]
    assert dock.receipt(receipt).order_ids == ()
    dock.change_receipt(receipt, order_ids=(order.id, other.id))
    with pytest.raises(Invalid):
        dock.change_receipt(receipt, order_ids=(other.id,))
    done = dock.step("complete", receipt)
    assert [each.lines[0].quantity_received for each in done.orders] == [10, 5]


# --- unannounced goods ------------------------------------------------------------------------------------------------


def test_goods_nobody_announced_are_taken_in_and_find_their_order_later(dock: Dock) -> None:
    receipt = dock.announce()
    booked = dock.book(receipt, some("6", rejected=D(1)))
    dock.step("complete", receipt)
    assert dock.receipt(receipt).lines[0].unmatched == 5
    order, small = dock.sent(wanted("10")), dock.sent(wanted("2"))
    with pytest.raises(Invalid) as caught:
        dock.match(booked, small)
    assert caught.value.code == errors.ABOVE_TOLERANCE
    before = dock.on_hand()
    posted = dock.match(booked, order)
    assert (posted.order.lines[0].quantity_received, posted.order.lines[0].quantity_rejected) == (D(5), D(1))
    assert dock.on_hand() == before
    assert refused(lambda: dock.match(booked, order)) == errors.RECEIPT_LINE_MATCHED
    assert dock.receipt(receipt).order_ids == (order.id,)
    dock.undo(posted)
    assert dock.on_hand() == before - 5
    assert dock.read(order).receiving is Receiving.NONE
    assert dock.drifting() == ()


def test_goods_of_another_product_do_not_match_a_line(dock: Dock) -> None:
    receipt = dock.announce()
    booked = dock.book(receipt, some("1", "SKU-2"))
    dock.step("complete", receipt)
    with pytest.raises(Invalid):
        dock.match(booked, dock.sent(wanted("10")))


def test_what_a_closed_order_does_not_take_stays_unmatched(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    dock.receive(order, some("4"))
    receipt = dock.announce(order)
    dock.book(receipt, some("3"))
    dock.do("close", order)
    dock.step("complete", receipt)
    assert dock.read(order).lines[0].quantity_received == 4
    assert dock.receipt(receipt).lines[0].unmatched == 3
    assert dock.drifting() == ()


def test_goods_booked_for_a_line_that_did_not_take_them_find_it_later_or_another(dock: Dock) -> None:
    order, other = (dock.do("confirm", dock.sent(wanted("10"))).order for _ in range(2))
    closing, leaving = dock.announce(order), dock.announce(order)
    named = [
        dock.book(receipt, GoodsDraft(line_id=order.lines[0].id, quantity=D(4), rejected=D(1)))
        for receipt in (closing, leaving)
    ]
    dock.change_receipt(leaving, order_ids=())
    dock.do("close", order)
    for receipt in (closing, leaving):
        dock.step("complete", receipt)
    dock.do("reopen", order)
    dock.match(named[0], order)
    dock.match(named[1], other)
    for each in (order, other):
        now = dock.read(each).lines[0]
        assert (now.quantity_received, now.quantity_rejected) == (D(3), D(1))
    found = dock.receipt(leaving).lines[0]
    assert (found.order_id, found.order_line_id) == (other.id, other.lines[0].id)
    assert refused(lambda: dock.match(named[1], other)) == errors.RECEIPT_LINE_MATCHED
    assert dock.drifting() == ()


def test_goods_may_come_with_the_announcement(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    draft = ReceiptDraft((order.id,), lines=(some("4"),))
    posted = dock.write(lambda uow: receipts.announce(uow, dock.actor, draft))
    assert posted.receipt is not None
    assert (posted.receipt.status, posted.order.receiving) == (ReceiptStatus.PENDING, Receiving.ARRIVING)
