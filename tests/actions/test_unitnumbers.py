"""Serial numbers for units that were received without any."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.actions import unitnumbers
from entrepot.actions.unitnumbers import UnitNumbers
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.people.rights import Role
from entrepot.book.receiving import errors
from entrepot.book.receiving.outcome import Posted
from entrepot.errors import Forbidden, Invalid
from entrepot.store import events
from entrepot.store.store import Store
from tests.dock import Dock, some, wanted
from tests.makers import World

D = Decimal


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def number(dock: Dock, posted: Posted, *codes: str, sku: str = "SKU-1", serial: int | None = None) -> None:
    assert posted.receipt is not None
    goods = [UnitNumbers(serial or posted.receipt.serial, sku, codes, {"pack": {"seen": True}})]
    dock.write(lambda uow: unitnumbers.number_units(uow, dock.actor, goods))


def refused(dock: Dock, posted: Posted, *codes: str, sku: str = "SKU-1", serial: int | None = None) -> tuple[str, str]:
    with pytest.raises(Invalid) as caught:
        number(dock, posted, *codes, sku=sku, serial=serial)
    (field,) = caught.value.fields
    return str(field.path[-1]), field.code


def test_the_units_of_two_lines_are_numbered_in_the_order_they_came(dock: Dock) -> None:
    order = dock.sent(wanted("5"))
    posted = dock.receive(order, some("2"), some("1"))
    number(dock, posted, "A-1", "A-2", "A-3", sku="sku-1")
    assert posted.receipt is not None
    receipt = dock.receipt(posted.receipt)
    assert [line.serial_numbers for line in receipt.lines] == [("A-1", "A-2"), ("A-3",)]
    assert [line.extension for line in receipt.lines] == [{"pack": {"seen": True}}] * 2
    assert receipt.version == posted.receipt.version + 1
    told = dock.store.read_now(lambda uow: list(events.of(uow, receipt.organization_id, receipt.id)))
    assert told[-1].code == "receipt.changed"
    assert [change.new for change in told[-1].changes if "serial_numbers" in change.path]


def test_units_are_numbered_once_and_each_number_is_in_stock_once(dock: Dock) -> None:
    order = dock.sent(wanted("5"))
    first, second = dock.receive(order, some("2")), dock.receive(order, some("1"))
    number(dock, first, "A-1", "A-2")
    assert refused(dock, first, "A-3", "A-4") == ("serial_numbers", errors.SERIALS_GIVEN)
    assert refused(dock, second, "a-2") == ("serial_numbers", errors.SERIALS_TAKEN)
    number(dock, second, "A-3")


def test_there_is_a_number_for_each_unit_and_a_unit_for_each_number(dock: Dock) -> None:
    posted = dock.receive(dock.sent(wanted("5")), some("2"))
    assert refused(dock, posted, "A-1") == ("serial_numbers", errors.SERIALS_COUNT)
    assert refused(dock, posted, "A-1", "A-2", "A-3") == ("serial_numbers", errors.SERIALS_COUNT)
    assert refused(dock, posted, "A-1", "a-1") == ("serial_numbers", errors.SERIALS_REPEATED)
    assert refused(dock, posted, "A-1", sku="SKU-2") == ("sku", errors.RECEIPT_LINE_UNKNOWN)
    assert refused(dock, posted, "A-1", sku="NOPE") == ("sku", PRODUCT_UNKNOWN)
    assert refused(dock, posted, "A-1", serial=4040) == ("receipt_serial", errors.RECEIPT_UNKNOWN)
    assert posted.receipt is not None
    assert dock.receipt(posted.receipt).lines[0].serial_numbers == ()


def test_numbers_of_undone_goods_may_come_again(dock: Dock) -> None:
    order = dock.sent(wanted("5"))
    first = dock.receive(order, some("2"))
    number(dock, first, "A-1", "A-2")
    dock.undo(first)
    assert refused(dock, first, "A-1", "A-2") == ("sku", errors.RECEIPT_LINE_UNKNOWN)
    number(dock, dock.receive(order, some("2")), "A-1", "A-2")
    assert dock.drifting() == ()


def test_who_may_not_receive_may_not_number_units(dock: Dock) -> None:
    posted = dock.receive(dock.sent(wanted("5")), some("1"))
    viewer = Dock(dock.store, dock.world, replace(dock.actor, role=Role.VIEWER))
    with pytest.raises(Forbidden):
        number(viewer, posted, "A-1")
