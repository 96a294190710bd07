"""Orders on which goods came, as this door shows them and lets them be changed.

The goods are put on the lines in the store itself, before the door opens.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from entrepot.actions import orders, organizations
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.place import settle
from entrepot.clock import SystemClock
from entrepot.store import orders as stored
from entrepot.store import organizations as tenants
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.dialects.storefeeder.conftest import PLACES
from tests.dialects.storefeeder.desk import Quay, Wire, furnish
from tests.server import inside

# Reference, step in the order's life, and how many of each line's ten units came.
STAGES = (
    ("nothing", "send", (0, 0)),
    ("some", "send", (4, 0)),
    ("all", "confirm", (10, 10)),
    ("one too many, one short", "confirm", (12, 8)),
)


def put_goods(uow: UnitOfWork) -> None:
    """An order of two lines of ten in every stage."""
    (organization,) = tenants.every(uow)
    actor = organizations.system_actor(organization.id)
    line = LineDraft(sku="BUOY-S", quantity=Decimal(10), unit_price=Decimal(2))
    for reference, verb, came in STAGES:
        draft = OrderDraft((line, line), number=reference, supplier_serial=1001)
        order = orders.create(uow, actor, draft).order
        order = orders.move(uow, actor, OrderKey(order.id), verb).order
        before = stored.stored_lines(order)
        order.lines = [
            replace(line, quantity_received=Decimal(count)) for line, count in zip(order.lines, came, strict=True)
        ]
        settle(order)
        stored.update(uow, order, before)


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    book = tmp_path / "book.sqlite3"
    quays: list[Quay] = furnish(book, 1)
    store = Store.open(f"sqlite:///{book}", clock=SystemClock())
    store.write_now(put_goods)
    store.close()
    with inside(book, places=PLACES) as client:
        yield Wire(client, iter(quays))


def found(wire: Wire, reference: str) -> Any:
    (order,) = wire.ask("GET", f"/purchase-orders?PurchaseOrderRef={reference}")["Data"]
    return order


def test_the_order_keeps_its_status_until_all_has_come(wire: Wire) -> None:
    words = {
        each["PurchaseOrderReference"]: each["PurchaseOrderStatus"]
        for each in wire.ask("GET", "/purchase-orders")["Data"]
    }
    assert words == {
        "nothing": "SentToSupplier",
        "some": "SentToSupplier",
        "all": "Complete",
        "one too many, one short": "ConfirmedBySupplier",
    }
    for word in set(words.values()):
        page = wire.ask("GET", f"/purchase-orders?PurchaseOrderStatus={word}")
        assert {each["PurchaseOrderReference"] for each in page["Data"]} == {
            reference for reference, shown in words.items() if shown == word
        }


def test_what_came_stands_on_the_lines(wire: Wire) -> None:
    lines = found(wire, "some")["PurchaseOrderLines"]
    assert [(line["QtyReceived"], line["PurchaseOrderDetailsStatus"]) for line in lines] == [
        (4, "PartReceived"),
        (0, "AwaitingProduct"),
    ]


def test_less_than_what_came_cannot_be_ordered(wire: Wire) -> None:
    order = found(wire, "some")
    path = f"/purchase-orders/{order['PurchaseOrderID']}/lines/{order['PurchaseOrderLines'][0]['PurchaseOrderLineID']}"
    told = wire.ask("PATCH", path, {"QtyOrdered": 3})
    assert told.pop("Error")
    assert told == {"PurchaseOrderID": order["PurchaseOrderID"], "PurchaseOrderReference": "some", "Success": False}
    batch = wire.ask("PATCH", path.rpartition("/")[0], [{"PurchaseOrderLineID": 1003, "QtyOrdered": 3}])
    assert batch["Failed"] == 1
    assert found(wire, "some") == order


def test_quantities_received_may_be_repeated_but_not_changed(wire: Wire) -> None:
    order = found(wire, "some")
    path = f"/purchase-orders/{order['PurchaseOrderID']}/lines/{order['PurchaseOrderLines'][0]['PurchaseOrderLineID']}"
    assert wire.ask("PATCH", path, {"QtyReceived": 4, "QtyWrittenOff": 0})["Success"] is True
    assert wire.ask("PATCH", path, {"QtyReceived": 5})["Success"] is False
    assert found(wire, "some")["PurchaseOrderLines"] == order["PurchaseOrderLines"]


def test_ordering_down_to_what_came_completes_the_order(wire: Wire) -> None:
    order = found(wire, "some")
    first, second = (line["PurchaseOrderLineID"] for line in order["PurchaseOrderLines"])
    items = [{"PurchaseOrderLineID": first, "QtyOrdered": 4}, {"PurchaseOrderLineID": second, "QtyOrdered": 0}]
    assert wire.ask("PATCH", f"/purchase-orders/{order['PurchaseOrderID']}/lines", items)["Successful"] == 2
    assert found(wire, "some")["PurchaseOrderStatus"] == "Complete"
    assert wire.ask("GET", f"/purchase-orders/{order['PurchaseOrderID']}/confirm")["Success"] is False


def test_what_is_complete_cannot_be_changed(wire: Wire) -> None:
    number = found(wire, "all")["PurchaseOrderID"]
    assert wire.ask("PUT", f"/purchase-orders/{number}/update-delivery", {"DeliveryCost": 1})["Success"] is False
    assert wire.ask("PATCH", f"/purchase-orders/{number}/lines/1005", {"LineNotes": "x"})["Success"] is False
