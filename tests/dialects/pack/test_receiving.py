"""Orders on which goods came, as Pack shows them and lets them be changed.

The goods are put on the lines in the store itself, before the door opens.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from entrepot.actions import orders, organizations, settings
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.place import settle
from entrepot.clock import FixedClock
from entrepot.store import orders as stored
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.dialects.pack.conftest import PLACES
from tests.dialects.pack.desk import Merchant, Wire, furnish
from tests.makers import MOMENT
from tests.server import inside

# Reference, step in the order's life, and how many of each line's ten pieces came.
STAGES = (
    ("nothing", "send", (0, 0)),
    ("some", "send", (4, 0)),
    ("all", "confirm", (10, 10)),
    ("too many", "confirm", (12, 10)),
    ("one too many, one short", "confirm", (12, 8)),
    ("early", None, (1, 0)),
)


def put_goods(uow: UnitOfWork, merchant: Merchant, reference: str, verb: str | None, came: tuple[int, int]) -> None:
    """An order of two lines of ten, with this many received on each."""
    actor = organizations.system_actor(UUID(merchant.organization))
    line = LineDraft(product_id=UUID(merchant.tea), quantity=Decimal(10))
    draft = OrderDraft((line, line), number=reference, supplier_id=UUID(merchant.supplier))
    order = orders.create(uow, actor, draft).order
    if verb is not None:
        order = orders.move(uow, actor, OrderKey(order.id), verb).order
    before = stored.stored_lines(order)
    order.lines = [
        replace(line, quantity_received=Decimal(count)) for line, count in zip(order.lines, came, strict=True)
    ]
    settle(order)
    stored.update(uow, order, before)


@pytest.fixture(scope="module")
def dock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[object, list[Merchant]]]:
    """A door, and merchants of whom each has one order in every stage."""
    book: Path = tmp_path_factory.mktemp("dock") / "book.sqlite3"
    merchants = furnish(book, 12)
    store = Store.open(f"sqlite:///{book}", clock=FixedClock(MOMENT))
    for merchant in merchants:
        for stage in STAGES:
            store.write_now(lambda uow: put_goods(uow, merchant, *stage))  # noqa: B023
    store.close()
    with inside(book, places=PLACES) as client:
        yield client, merchants


@pytest.fixture
def wire(dock: tuple[object, list[Merchant]]) -> Wire:
    client, merchants = dock
    return Wire(client, iter([merchants.pop(), merchants[0]]))


def path_of(wire: Wire, reference: str) -> str:
    """The path of the merchant's order with this reference."""
    (found,) = [order for order in wire.get("/purchase-orders") if order["reference"] == reference]
    return f"/purchase-orders/{found['id']}"


def test_each_stage_has_its_word_and_is_found_by_it(wire: Wire) -> None:
    words = {order["reference"]: order["status"] for order in wire.get("/purchase-orders")}
    assert words == {
        "nothing": "ordered",
        "some": "receiving",
        "all": "received",
        "too many": "received",
        "one too many, one short": "receiving",
        "early": "receiving",
    }
    for word in ("created", "ordered", "expected", "receiving", "received", "completed", "canceled"):
        found = {order["reference"] for order in wire.get(f"/purchase-orders?filter[status]={word}")}
        assert found == {reference for reference, shown in words.items() if shown == word}


def test_what_came_stands_on_the_lines(wire: Wire) -> None:
    shown = wire.get(path_of(wire, "some"))
    assert [line["quantity_received"] for line in shown["lines"]] == [4, 0]
    assert shown["updatable"] is False


def test_once_goods_came_header_and_lines_stay(wire: Wire) -> None:
    path = path_of(wire, "some")
    line = wire.get(f"{path}/lines")[0]["id"]
    wire.refused(409, "PUT", path, {"reference": "late"})
    wire.refused(409, "PUT", path, {"reference": "late", "status": "completed"})
    wire.refused(409, "POST", f"{path}/lines", {"product_id": wire.me.tea, "quantity_ordered": 1})
    wire.refused(409, "PUT", f"{path}/lines/{line}", {"quantity_ordered": 11})
    wire.refused(409, "PUT", f"{path}/lines/{line}", {"sell_ahead": 1})
    wire.refused(409, "DELETE", f"{path}/lines/{line}")
    assert wire.wrong_fields("PUT", f"{path}/lines/{line}", {"quantity_ordered": 3}) == ["quantity_ordered"]
    assert wire.get(path)["reference"] == "some"


@pytest.mark.parametrize("reference", ["some", "all", "early"])
def test_an_order_with_goods_is_closed_not_canceled(wire: Wire, reference: str) -> None:
    path = path_of(wire, reference)
    wire.refused(409, "POST", f"{path}/cancel")
    wire.refused(409, "PUT", path, {"status": "canceled"})
    wire.refused(409, "PUT", path, {"status": "ordered"})
    wire.refused(409, "DELETE", path)
    assert wire.put(path, {"status": "completed"})["status"] == "completed"
    assert wire.get(path)["events"][-1]["code"] == "purchase_order.status_changed"
    for word in ("created", "ordered", "expected", "receiving", "received", "canceled"):
        wire.refused(409, "PUT", path, {"status": word})
    assert wire.put(path, {"status": "completed"})["status"] == "completed"


@pytest.mark.parametrize(("percent", "booked", "left"), [(None, 500, None), ("0", 10, 0), ("10", 11, 0)])
def test_how_much_more_may_come_is_a_setting(
    tmp_path: Path, percent: str | None, booked: int, left: int | None
) -> None:
    book = tmp_path / "book.sqlite3"
    merchants = furnish(book, 2)
    actor = organizations.system_actor(UUID(merchants[0].organization))
    store = Store.open(f"sqlite:///{book}", clock=FixedClock(MOMENT))
    store.write_now(lambda uow: settings.change(uow, actor, {"pack.over_receipt_percent": percent}))
    store.close()
    with inside(book, places=PLACES) as client:
        wire = Wire(client, iter(merchants))
        order = wire.order(quantity_ordered=10)["id"]
        body = {"warehouse_id": wire.me.warehouse, "pieces": [{}], "purchase_orders": [{"id": order}]}
        receipt = wire.get(f"/goods-receipts/{wire.post('/goods-receipts', body)['id']}")
        path = f"/v1/warehouses/{wire.me.warehouse}/goods-receipts/{receipt['id']}/lines"
        goods = {"goods_receipt_piece_id": receipt["pieces"][0]["id"], "product_id": wire.me.tea}
        wire.post(path, {**goods, "quantity_received": booked}, status=200)
        if left is not None:
            assert wire.wrong_fields("POST", path, {**goods, "quantity_received": left + 1}) == ["quantity_received"]
            assert wire.get(path)[0]["quantity_received"] == booked
