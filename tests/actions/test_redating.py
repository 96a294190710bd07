"""When a supplier moves a date, what was announced for it follows; what is here stays."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from entrepot.book.events import Event
from entrepot.book.orders.draft import LineChanges, LinePatch, OrderPatch
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Outcome
from entrepot.store import events
from entrepot.store.store import Store
from tests.dock import Dock, some, wanted
from tests.makers import World

D = Decimal
NINTH, TWELFTH, TWENTIETH = (datetime(2026, 6, day, 9, tzinfo=UTC) for day in (9, 12, 20))


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def promise(dock: Dock, order: Order, day: datetime, number: int = 0) -> Outcome:
    """The supplier names another date for a line."""
    patch = LinePatch(line_id=order.lines[number].id, promised_date=day)
    return dock.change(order, lines=LineChanges(change=(patch,)))


def told(dock: Dock, id: UUID) -> list[Event]:
    return dock.store.read_now(lambda uow: list(events.of(uow, dock.actor.organization_id, id)))


def due(dock: Dock) -> Order:
    """A sent order of two lines, due on the twelfth and the ninth."""
    return dock.sent(wanted("10", requested_date=TWELFTH), wanted("5", "SKU-2", requested_date=NINTH))


def test_an_announced_receipt_follows_the_suppliers_new_date_and_says_from_and_to(dock: Dock) -> None:  # C23
    order = due(dock)
    receipt = dock.announce(order, expected_at=NINTH)
    promise(dock, order, TWENTIETH, 1)
    moved = dock.receipt(receipt)
    assert (moved.expected_at, moved.version) == (TWELFTH, receipt.version + 1)
    last = told(dock, receipt.id)[-1]
    assert [(change.path, str(change.old)[:10], str(change.new)[:10]) for change in last.changes] == [
        ("expected_at", "2026-06-09", "2026-06-12")
    ]
    assert "from 2026-06-09 to 2026-06-12" in last.message


def test_a_receipt_without_a_date_gets_the_new_one(dock: Dock) -> None:
    order = due(dock)
    receipt = dock.announce(order)
    dock.change(order, OrderPatch(due_at=TWENTIETH))
    assert dock.receipt(receipt).expected_at == TWENTIETH


def test_a_receipt_with_a_date_of_its_own_or_that_has_arrived_stays(dock: Dock) -> None:
    order = due(dock)
    own, here = dock.announce(order, expected_at=TWELFTH), dock.announce(order, expected_at=NINTH)
    dock.step("arrive", here)
    promise(dock, order, TWENTIETH, 1)
    assert [dock.receipt(each).expected_at for each in (own, here)] == [TWELFTH, NINTH]


def test_the_date_of_a_line_whose_goods_are_here_stays_and_that_is_told(dock: Dock) -> None:  # C23
    order = due(dock)
    dock.receive(order, some("5", "SKU-2"))
    before = dock.read(order)
    outcome = promise(dock, order, TWENTIETH, 1)
    assert dock.read(order) == before
    assert [(warning.path[-1], warning.code) for warning in outcome.warnings] == [
        ("promised_date", "order.line_date_kept")
    ]
    last = told(dock, order.id)[-1]
    assert (last.code, "SKU-2 is here; its date stays" in last.message) == ("order.line_date_kept", True)
    more = LinePatch(line_id=order.lines[1].id, promised_date=TWENTIETH, quantity=D(8))
    assert dock.change(order, lines=LineChanges(change=(more,))).order.lines[1].promised_date == TWENTIETH


def test_an_announced_receipt_takes_what_an_amendment_asks_for(dock: Dock) -> None:
    order = dock.sent(wanted("6", unit_price=D("12.00")), wanted("1", "SKU-2", unit_price=D("8.00")))
    receipt = dock.announce(order)
    lines = (
        LinePatch(line_id=order.lines[0].id, quantity=D(5), unit_price=D("11.00")),
        LinePatch(line_id=order.lines[1].id, quantity=D(3)),
    )
    amended = dock.change(order, lines=LineChanges(change=lines)).order
    assert (amended.totals.subtotal, amended.revision) == (D("79.00"), 1)
    for sku, quantity in (("SKU-1", "5"), ("SKU-2", "3")):
        dock.book(receipt, some(quantity, sku))
    assert dock.step("complete", receipt).order.received_percent == 100
