"""Releases: goods of an order go onto an order of their own, or onto a shipment, and nothing is counted twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from entrepot.actions import corrections, orders, preorders, releases, settings
from entrepot.actions.releases import ReleaseOutcome
from entrepot.book.orders import errors as order_errors
from entrepot.book.orders.draft import LineChanges, LineDraft, LineKey, LinePatch, OrderPatch
from entrepot.book.orders.held import available
from entrepot.book.orders.line import Discount, DiscountType
from entrepot.book.orders.order import Charge, Order, OrderStatus, Receiving, SupplierSnapshot, Transport
from entrepot.book.orders.query import Condition, OrderQuery, Parts, Test
from entrepot.book.people.errors import RIGHT_MISSING
from entrepot.book.people.rights import Role
from entrepot.book.receiving.errors import ABOVE_TOLERANCE, STEP_NOT_UNDOABLE
from entrepot.book.receiving.movement import MovementKind
from entrepot.book.releases import errors
from entrepot.book.releases.draft import ReleaseDraft, ReleaseLineDraft
from entrepot.book.releases.release import Release, ReleaseStatus, ReleaseType, held_of
from entrepot.book.stock.preorder import PreOrderDraft
from entrepot.book.values.errors import QUANTITY_RANGE
from entrepot.book.values.page import Listing
from entrepot.clock import FixedClock
from entrepot.errors import EntrepotError, Invalid
from entrepot.store.store import Store
from tests.dock import Dock, key, some, wanted
from tests.makers import World

D = Decimal


class Quay(Dock):
    """The dock, where goods are released too."""

    def let_go(self, order: Order, *quantities: str | None, **more: Any) -> ReleaseOutcome:
        """So much of each line in turn; None is all that is available, an empty text leaves the line out."""
        parts = tuple(
            ReleaseLineDraft(each.id, None if quantity is None else D(quantity))
            for each, quantity in zip(order.lines, quantities, strict=False)
            if quantity != ""
        )
        return self.release(order, *parts, **more)

    def offered(self, order: Order, draft: ReleaseDraft) -> ReleaseOutcome:
        return self.write(lambda uow: releases.create(uow, self.actor, key(order), draft))

    def ship(self, order: Order, *quantities: str | None, **more: Any) -> ReleaseOutcome:
        return self.let_go(order, *(quantities or (None,)), type=ReleaseType.TRANSPORTATION, **more)

    def move_on(self, made: ReleaseOutcome, transit: Transport) -> ReleaseOutcome:
        return self.decide("move_on", made, transit=transit)

    def left(self, order: Order) -> list[Decimal]:
        """What is left to release of each line."""
        view = self.store.read_now(lambda uow: orders.read(uow, self.actor, key(order), Parts.LINES | Parts.RELEASES))
        held = held_of(view.releases)
        return [available(each, held[each.id]) if each.id in held else available(each) for each in view.order.lines]

    def of(self, role: Role) -> "Quay":
        """The same house seen by somebody else."""
        supplier_id = self.world.supplier.id if role is Role.SUPPLIER else None
        return Quay(self.store, self.world, replace(self.actor, role=role, supplier_id=supplier_id))

    def stored(self, made: ReleaseOutcome) -> Release:
        return self.store.read_now(lambda uow: releases.read(uow, self.actor, key(made.order), made.release.id))[1]


@pytest.fixture
def quay(store: Store, world: World) -> Quay:
    return Quay(store, world)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(EntrepotError) as caught:
        act()
    return caught.value.fields[0].code if isinstance(caught.value, Invalid) else caught.value.code


# --- offering ---------------------------------------------------------------------------------------------------------


def test_goods_that_are_being_booked_are_not_released(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    offer = quay.let_go(order, "5")
    receipt = quay.announce(order)
    quay.book(receipt, some("6"))
    assert code_of(lambda: quay.let_go(order, "1")) == errors.RELEASE_ABOVE_AVAILABLE
    assert code_of(lambda: quay.decide("accept", offer)) == errors.RELEASE_ABOVE_AVAILABLE
    quay.step("cancel", receipt)
    assert quay.decide("accept", offer).order.lines[0].quantity_released == 5


def test_offered_goods_are_not_available_any_more_but_still_expected(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.let_go(order, "4", message="On Friday?")
    assert (made.release.status, made.release.number, made.child) == (ReleaseStatus.OFFERED, 1, None)
    assert quay.left(order) == [6]
    after = quay.read(order)
    assert (after.lines[0].quantity_released, after.lines[0].quantity_outstanding) == (D(0), D(10))
    assert quay.stored(made).lines[0].quantity == 4


def test_rejecting_and_calling_off_give_the_goods_back(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    first, second = quay.let_go(order, "4"), quay.let_go(order, "5")
    assert quay.left(order) == [1]
    assert quay.decide("reject", first, reason="Too early.").release.rejected_at is not None
    assert quay.decide("cancel", second).release.canceled_at is not None
    assert quay.left(order) == [10]


def test_without_a_quantity_all_that_is_left_is_released(quay: Quay) -> None:
    order = quay.sent(wanted("10"), wanted("3", "SKU-2"))
    quay.receive(order, some("2"))
    quay.let_go(order, "5")
    assert [part.quantity for part in quay.let_go(order, None, None).release.lines] == [3, 3]


def test_no_more_is_released_than_is_left(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    quay.receive(order, some("3"))
    quay.let_go(order, "4")
    assert code_of(lambda: quay.let_go(order, "4")) == errors.RELEASE_ABOVE_AVAILABLE
    assert code_of(lambda: quay.let_go(order, "0")) == QUANTITY_RANGE
    twice = ReleaseDraft((ReleaseLineDraft(order.lines[0].id, D(2)), ReleaseLineDraft(order.lines[0].id, D(2))))
    assert code_of(lambda: quay.offered(order, twice)) == errors.RELEASE_ABOVE_AVAILABLE
    quay.let_go(order, "3")
    assert code_of(lambda: quay.let_go(order, None)) == errors.RELEASE_ABOVE_AVAILABLE


def test_a_release_names_every_wrong_line(quay: Quay) -> None:
    order = quay.sent(wanted("10"), wanted("3", "SKU-2"))
    parts = (
        ReleaseLineDraft(uuid4(), D(1)),
        ReleaseLineDraft(order.lines[0].id, D(11)),
        ReleaseLineDraft(order.lines[1].id, D(1), unit="PALLET"),
    )
    with pytest.raises(Invalid) as caught:
        quay.offered(order, ReleaseDraft(parts))
    assert [(field.path, field.code) for field in caught.value.fields] == [
        (("lines", 0, "line_id"), order_errors.LINE_UNKNOWN),
        (("lines", 1, "quantity"), errors.RELEASE_ABOVE_AVAILABLE),
        (("lines", 2, "unit"), errors.RELEASE_UNIT),
    ]
    assert code_of(lambda: quay.offered(order, ReleaseDraft(()))) == errors.RELEASE_EMPTY


def test_only_orders_that_went_out_to_a_supplier_are_released(quay: Quay) -> None:
    draft = quay.enter(wanted("10"))
    assert code_of(lambda: quay.let_go(draft, "1")) == errors.ORDER_NOT_RELEASABLE
    held = quay.do("hold", quay.sent(wanted("10")), reason="Wait.").order
    assert code_of(lambda: quay.let_go(held, "1")) == order_errors.ORDER_HELD
    nobodys = quay.entered(replace(quay.draft(wanted("10")), supplier_id=None)).order
    quay.do("send", nobodys)
    assert code_of(lambda: quay.let_go(nobodys, "1")) == errors.RELEASE_NO_SUPPLIER
    named = quay.entered(
        replace(quay.draft(wanted("10")), supplier_id=None, supplier=SupplierSnapshot(name="A stranger"))
    ).order
    quay.do("send", named)
    assert quay.let_go(named, "1").release.number == 1


def test_the_supplier_offers_only_where_he_may_and_never_decides(quay: Quay) -> None:
    mill = quay.of(Role.SUPPLIER)
    closed = quay.sent(wanted("10"))
    assert code_of(lambda: mill.let_go(closed, "1")) == errors.RELEASE_BY_SUPPLIER
    order = quay.sent(wanted("10"), supplier_may_release=True)
    made = mill.let_go(order, "4", accept=True)
    assert (made.release.status, made.release.by_supplier) == (ReleaseStatus.OFFERED, True)
    assert code_of(lambda: mill.ship(order)) == errors.RELEASE_BUYER_ONLY
    for verb in ("accept", "reject"):
        assert code_of(partial(mill.decide, verb, made)) == RIGHT_MISSING
    assert mill.decide("cancel", made).release.status is ReleaseStatus.CANCELED
    buyers = quay.let_go(order, "2")
    assert code_of(lambda: mill.decide("cancel", buyers)) == RIGHT_MISSING


@pytest.mark.parametrize("role", [Role.VIEWER, Role.RECEIVER])
def test_who_only_looks_or_receives_does_not_release(quay: Quay, role: Role) -> None:
    order = quay.sent(wanted("10"))
    assert code_of(lambda: quay.of(role).let_go(order, "1")) == RIGHT_MISSING


# --- accepting --------------------------------------------------------------------------------------------------------


def test_accepting_makes_an_order_of_the_released_goods(quay: Quay) -> None:
    order = quay.sent(wanted("10"), wanted("3", "SKU-2"), number="PO-7", charges=(Charge("Customs", D(9)),))
    made = quay.decide("accept", quay.let_go(order, "4", "3"))
    child = made.child
    assert child is not None
    assert (child.number, child.parent_order_id, child.parent_release_id) == ("PO-7-R1", order.id, made.release.id)
    assert (child.status, child.supplier_id, child.charges) == (OrderStatus.SENT, order.supplier_id, ())
    stored = quay.read(child)
    assert [each.quantity_ordered for each in stored.lines] == [4, 3]
    assert [each.unit_price for each in stored.lines] == [each.unit_price for each in order.lines]
    assert stored.totals.subtotal == sum(each.net for each in stored.lines)
    parent = quay.read(order)
    assert [each.quantity_released for each in parent.lines] == [4, 3]
    assert [each.quantity_outstanding for each in parent.lines] == [6, 0]
    assert (parent.receiving, parent.done_percent) == (Receiving.PARTIAL, D("53.84"))
    assert [part.child_line_id for part in quay.stored(made).lines] == [each.id for each in stored.lines]
    assert quay.drifting() == ()


def test_what_was_said_of_the_parents_deliveries_and_bills_stays_with_it(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    billed = quay.change(order, OrderPatch(supplier_invoice_number="INV-1")).order
    child = quay.let_go(billed, "4", accept=True).child
    assert child is not None
    stored = quay.read(child)
    assert (stored.supplier_invoice_number, stored.tracking, stored.exported_at) == (None, (), None)


def test_the_buyer_releases_at_once(quay: Quay) -> None:
    order = quay.sent(wanted("10"), number="PO-7")
    first, second = quay.let_go(order, "4", accept=True), quay.let_go(order, "6", accept=True)
    assert first.child is not None
    assert second.child is not None
    assert [first.child.number, second.child.number] == ["PO-7-R1", "PO-7-R2"]
    parent = quay.read(order)
    assert (parent.receiving, parent.done_percent) == (Receiving.FULL, D(100))
    assert code_of(lambda: quay.receive(order, some("1"))) == ABOVE_TOLERANCE
    quay.receive(first.child, some("4"))
    assert quay.read(first.child).receiving is Receiving.FULL


def test_a_number_that_is_taken_or_too_long_makes_way(quay: Quay) -> None:
    quay.enter(wanted("1"), number="PO-7-r1")
    order = quay.sent(wanted("10"), number="PO-7")
    child = quay.let_go(order, "1", accept=True).child
    assert child is not None
    assert child.number == "PO-7-R2"
    long = quay.sent(wanted("10"), number="N" * 64)
    child = quay.let_go(long, "1", accept=True).child
    assert child is not None
    assert child.number == "N" * 61 + "-R1"


def test_released_goods_keep_their_prices_and_a_percentage_but_no_fixed_discount(quay: Quay) -> None:
    by_case = LineDraft(sku="SKU-1", cases=D(5), units_per_case=D(4), case_price=D("9.99"))
    order = quay.sent(by_case, discount=Discount(DiscountType.PERCENT, D(10)))
    whole = quay.let_go(order, "8", accept=True).child
    broken = quay.let_go(order, "3", accept=True).child
    assert whole is not None
    assert broken is not None
    assert (whole.lines[0].cases, whole.lines[0].net, whole.discount) == (D(2), D("19.98"), order.discount)
    assert (broken.lines[0].cases, broken.lines[0].case_price) == (None, None)
    fixed = quay.sent(wanted("10"), discount=Discount(DiscountType.AMOUNT, D(1)))
    child = quay.let_go(fixed, "1", accept=True).child
    assert child is not None
    assert child.discount is None


def test_a_confirmed_order_releases_confirmed_orders(quay: Quay) -> None:
    order = quay.do("confirm", quay.sent(wanted("10"))).order
    child = quay.let_go(order, "4", accept=True).child
    assert child is not None
    assert (child.status, child.confirmed_at) == (OrderStatus.CONFIRMED, child.created_at)


def test_nobody_decides_twice(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    for verb in ("accept", "reject", "cancel"):
        made = quay.decide(verb, quay.let_go(order, "1"))
        for again in ("accept", "reject"):
            assert code_of(partial(quay.decide, again, made)) == errors.RELEASE_DECIDED
    gone = quay.decide("cancel", quay.let_go(order, "1"))
    assert code_of(lambda: quay.decide("cancel", gone)) == errors.RELEASE_DECIDED


def test_goods_that_came_meanwhile_cannot_be_accepted_any_more(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.let_go(order, "6")
    quay.receive(order, some("5"))
    assert code_of(lambda: quay.decide("accept", made)) == errors.RELEASE_ABOVE_AVAILABLE
    assert quay.stored(made).status is ReleaseStatus.OFFERED


def test_a_line_keeps_what_is_offered_of_it(quay: Quay) -> None:
    order = quay.sent(wanted("10"), wanted("5", "SKU-2"))
    made = quay.let_go(order, "6")
    patch = LinePatch(line_id=order.lines[0].id, quantity=D(5))
    assert code_of(lambda: quay.change(order, lines=LineChanges(change=(patch,)))) == order_errors.LINE_BELOW_DONE
    gone = LineChanges(remove=(LineKey(order.lines[0].id),))
    assert code_of(lambda: quay.change(order, lines=gone)) == order_errors.LINE_IN_USE
    quay.decide("reject", made)
    assert len(quay.change(order, lines=gone).order.lines) == 1


# --- taking back ------------------------------------------------------------------------------------------------------


def test_an_accepted_release_is_taken_back_with_counter_movements(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.let_go(order, "4", accept=True)
    assert made.child is not None
    back = quay.decide("cancel", made, reason="Wrong dock.")
    assert (back.release.status, back.release.reason) == (ReleaseStatus.CANCELED, "Wrong dock.")
    assert quay.read(made.child).status is OrderStatus.CANCELED
    assert quay.read(order).lines[0].quantity_outstanding == 10
    kinds = [(each.kind, each.quantity) for each in quay.movements(order)]
    assert kinds == [(MovementKind.RELEASED, D(4)), (MovementKind.RELEASED, D(-4))]
    assert quay.movements(order)[1].reverses_id == quay.movements(order)[0].id
    assert quay.drifting() == ()


def test_what_was_received_on_the_new_order_stays_released(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.let_go(order, "4", accept=True)
    assert made.child is not None
    quay.receive(made.child, some("1"))
    assert code_of(lambda: quay.decide("cancel", made)) == order_errors.ORDER_RECEIVED
    assert quay.stored(made).status is ReleaseStatus.ACCEPTED
    assert quay.read(order).lines[0].quantity_released == 4


def test_a_release_is_taken_back_also_when_its_order_was_canceled_or_deleted(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    first, second = quay.let_go(order, "4", accept=True), quay.let_go(order, "3", accept=True)
    assert first.child is not None
    assert second.child is not None
    quay.do("cancel", first.child)
    quay.do("delete", quay.do("cancel", second.child).order)
    assert quay.read(order).lines[0].quantity_released == 7
    quay.decide("cancel", first)
    quay.decide("cancel", second)
    assert quay.read(order).lines[0].quantity_released == 0


def test_a_release_is_not_undone_as_a_posting(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.let_go(order, "4", accept=True)
    assert (
        code_of(lambda: quay.write(lambda uow: corrections.undo(uow, quay.actor, made.release.id, "why not")))
        == errors.RELEASE_NOT_UNDOABLE
    )
    moved = quay.movements(order)[0].id
    assert code_of(lambda: quay.undo_movements(moved)) == errors.RELEASE_NOT_UNDOABLE


def test_canceling_an_order_calls_off_what_is_undecided_and_leaves_what_was_made(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made, open_one = quay.let_go(order, "4", accept=True), quay.let_go(order, "3")
    shipped = quay.ship(order, "2")
    assert made.child is not None
    after = quay.do("cancel", order).order
    assert (quay.stored(open_one).status, quay.stored(shipped).status) == (ReleaseStatus.CANCELED,) * 2
    assert (after.transport, quay.read(made.child).status) == (None, OrderStatus.SENT)


def test_an_order_of_which_all_was_released_is_not_canceled(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    quay.let_go(order, None, accept=True)
    assert code_of(lambda: quay.do("cancel", order)) == order_errors.ORDER_RELEASED_WHOLE


# --- shipments --------------------------------------------------------------------------------------------------------


def test_goods_on_a_shipment_stay_on_the_order(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.ship(order, shipment_id="SHIP-1")
    assert (made.release.status, made.order.transport) == (ReleaseStatus.ACCEPTED, Transport.ASSIGNED)
    assert quay.left(order) == [0]
    assert quay.read(order).lines[0].quantity_outstanding == 10
    quay.receive(order, some("10"))
    assert quay.left(order) == [0]
    assert quay.browse(Condition("shipment_id", Test.EQ, "SHIP-1")) == [order.number]
    quay.decide("cancel", made)
    assert quay.browse(Condition("shipment_id", Test.EQ, "SHIP-1")) == []


WAY = [Transport.DISPATCHED, Transport.IN_TRANSIT, Transport.OUT_FOR_DELIVERY, Transport.DELIVERED]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (None, None, Transport.ASSIGNED),
        (Transport.DISPATCHED, None, Transport.DISPATCHED),
        (Transport.IN_TRANSIT, None, Transport.IN_TRANSIT),
        (Transport.DELIVERED, None, Transport.IN_TRANSIT),
        (Transport.OUT_FOR_DELIVERY, Transport.IN_TRANSIT, Transport.IN_TRANSIT),
        (Transport.DELIVERED, Transport.DISPATCHED, Transport.IN_TRANSIT),
        (Transport.DELIVERED, Transport.OUT_FOR_DELIVERY, Transport.OUT_FOR_DELIVERY),
        (Transport.DELIVERED, Transport.DELIVERED, Transport.DELIVERED),
    ],
)
def test_two_shipments_together_are_as_far_as_the_table_says(
    quay: Quay, first: Transport | None, second: Transport | None, together: Transport
) -> None:
    order = quay.sent(wanted("10"), wanted("3", "SKU-2"))
    one, other = quay.ship(order, None), quay.ship(order, "", None)
    for made, transit in ((one, first), (other, second)):
        if transit is not None:
            quay.move_on(made, transit)
    assert quay.read(order).transport is together
    assert quay.browse(Condition("transport", Test.EQ, together)) == [order.number]


def test_goods_under_way_are_not_called_off(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.ship(order)
    quay.move_on(made, Transport.DISPATCHED)
    assert code_of(lambda: quay.do("cancel", order)) == order_errors.ORDER_UNDER_WAY
    quay.move_on(made, Transport.ASSIGNED)
    assert quay.do("cancel", order).order.transport is None


def test_an_order_of_which_goods_are_on_a_shipment_is_not_taken_back_to_draft(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.ship(order)
    assert code_of(lambda: quay.undo_step(order)) == STEP_NOT_UNDOABLE
    quay.decide("cancel", made)
    assert quay.undo_step(order).order.status is OrderStatus.DRAFT


def test_only_goods_on_a_shipment_move(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = quay.let_go(order, "4")
    assert code_of(lambda: quay.move_on(made, Transport.DISPATCHED)) == errors.RELEASE_NOT_MOVING


# --- what follows -----------------------------------------------------------------------------------------------------


def test_goods_sold_ahead_follow_the_released_goods(quay: Quay) -> None:
    order = quay.sent(LineDraft(sku="SKU-1", quantity=D(10), sell_ahead=D(10)))
    product_id = order.lines[0].product_id
    assert product_id is not None
    sold = quay.write(lambda uow: preorders.create(uow, quay.actor, PreOrderDraft(product_id, D(8), "SHOP-1")))
    made = quay.let_go(order, "9", accept=True)
    assert made.child is not None
    assert [quay.read(each).lines[0].sell_ahead for each in (order, made.child)] == [10, 9]
    moved = quay.store.read_now(lambda uow: preorders.read(uow, quay.actor, sold.id))
    assert moved.order_id == made.child.id
    assert made.warnings


def test_the_orders_whose_goods_are_all_released_are_found(quay: Quay) -> None:
    order, other = quay.sent(wanted("10")), quay.sent(wanted("10"))
    made = quay.let_go(order, None, accept=True)
    quay.let_go(other, "9", accept=True)
    whole = Condition("released_whole", Test.EQ, value=True)
    assert quay.browse(whole) == [order.number]
    children = Condition("parent_order_id", Test.EQ, order.id)
    assert made.child is not None
    assert quay.browse(children) == [made.child.number]


def test_the_timeline_says_what_became_of_each_release_with_old_and_new(quay: Quay, clock: FixedClock) -> None:
    order = quay.sent(wanted("10"))
    made = quay.let_go(order, "4")
    clock.moment += timedelta(minutes=5)
    done = quay.decide("accept", made)
    view = quay.store.read_now(lambda uow: orders.read(uow, quay.actor, key(order), Parts.EVENTS))
    told = {str(event.code): event for event in view.events}
    status = f"releases.{made.release.id}.status"
    changes = {change.path: (change.old, change.new) for change in told["release.accepted"].changes}
    assert changes[status] == ("offered", "accepted")
    moved = {change.path: (change.old, change.new) for change in told["order.released"].changes}
    assert moved[f"lines.{order.lines[0].id}.quantity_released"] == ("0", "4")
    assert done.child is not None
    assert [event.code for event in done.events] == ["order.released", "release.accepted", "order.created"]


def test_an_order_is_read_as_it_stood_before_a_release(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    moment = quay.read(order).updated_at
    clock_made = quay.ship(order)
    assert clock_made.order.transport is Transport.ASSIGNED
    assert quay.read_at(order, moment).lines[0].quantity_released == 0


def test_releases_are_listed_in_the_order_they_were_made(quay: Quay) -> None:
    order = quay.sent(wanted("10"))
    made = [quay.let_go(order, "1").release.id for _ in range(3)]
    _, page = quay.store.read_now(
        lambda uow: releases.browse(uow, quay.actor, key(order), Listing(limit=2, count=True))
    )
    assert ([release.id for release in page.items], page.total) == (made[:2], 3)
    assert all(release.lines for release in page.items)


def test_a_foreign_release_looks_like_one_that_was_made_up(quay: Quay) -> None:
    order, other = quay.sent(wanted("10")), quay.sent(wanted("10"))
    made = quay.let_go(order, "1")

    def read(id: UUID) -> object:
        return quay.store.read_now(lambda uow: releases.read(uow, quay.actor, key(other), id))

    assert code_of(lambda: read(made.release.id)) == code_of(lambda: read(uuid4())) == errors.RELEASE_UNKNOWN


def test_a_fully_released_order_closes_by_itself_when_that_is_wanted(quay: Quay) -> None:
    quay.write(lambda uow: settings.change(uow, quay.actor, {"receiving.auto_close": True}))
    order = quay.do("confirm", quay.sent(wanted("10"))).order
    made = quay.let_go(order, None, accept=True)
    assert made.order.status is OrderStatus.CLOSED
    assert quay.decide("cancel", made).order.status is OrderStatus.CONFIRMED


def test_shipments_and_open_offers_are_looked_up_with_a_constant_number_of_statements(quay: Quay) -> None:
    query = OrderQuery(limit=10)
    for _ in range(3):
        quay.let_go(quay.sent(wanted("10")), "1")
    page = quay.store.read_now(lambda uow: orders.browse(uow, quay.actor, query, Parts.LINES | Parts.RELEASES))
    assert [len(view.releases) for view in page.items] == [1, 1, 1]
