"""A call costs the same number of statements whatever the number of lines or orders."""

from decimal import Decimal
from pathlib import Path

from entrepot.actions import settings, stock
from entrepot.store.work import UnitOfWork
from tests.api.rest.caller import Caller, House, open_house
from tests.makers import make_product
from tests.statements import listening


def lines(count: int) -> list[dict[str, object]]:
    return [{"sku": "SKU-1", "quantity": 2} for _ in range(count)]


def test_orders_of_one_ten_and_a_hundred_lines_cost_the_same_statements(tmp_path: Path) -> None:
    with listening() as heard, open_house(tmp_path, worker=False) as house:
        api: Caller = house.ours
        made, read, sent = [], [], []
        api.order(*lines(1))  # the writer has met the supplier and the product
        for count in (1, 10, 100):
            heard.forget()
            order = api.order(*lines(count))
            made.append(heard.shapes())
            heard.forget()
            api.get(f"/purchase-orders/{order['id']}", params={"expand": "supplier,warehouse,products,events"})
            read.append(heard.shapes())
            heard.forget()
            api.step(order, "send")
            sent.append(heard.shapes())
        for shapes in (made, read, sent):
            assert [len(each) for each in shapes] == [len(shapes[0])] * 3


def test_lists_of_one_ten_and_a_hundred_orders_cost_the_same_statements(tmp_path: Path) -> None:  # C104
    with listening() as heard, open_house(tmp_path, worker=False) as house:
        api: Caller = house.ours
        for _ in range(100):
            api.order(*lines(2))
        counts = []
        for limit in (2, 10, 100):
            heard.forget()
            page = api.get("/purchase-orders", params={"limit": limit, "expand": "lines,supplier,products,events"})
            assert len(page["items"]) == limit
            counts.append(heard.count())
        assert len(set(counts)) == 1, heard.statements
        assert counts[0] < 20


def stocked(house: House, count: int) -> None:
    """So many products with one unit each, SHELF-0 and on; orders close by themselves when everything came."""
    world = house.ours.world

    def fill(uow: UnitOfWork) -> None:
        for number in range(count):
            product = make_product(uow, world.admin, f"SHELF-{number}")
            stock.mutate(uow, world.admin, product.id, world.warehouse.id, Decimal(1))

        settings.change(uow, world.admin, {"receiving.auto_close": True})

    house.store.write_now(fill)


def test_receiving_one_fifty_and_250_lines_costs_the_same_statements(tmp_path: Path) -> None:  # C47
    with listening() as heard, open_house(tmp_path, worker=False) as house:
        api: Caller = house.ours
        stocked(house, 250)
        counts = []
        for count in (1, 50, 250):
            wanted = [{"sku": f"SHELF-{number}", "quantity": 2, "unit_price": "1.00"} for number in range(count)]
            order = api.step(api.order(*wanted), "send")
            goods = [{"line_id": line["id"], "quantity": 2} for line in order["lines"]]
            api.step(order, "receive", {"lines": goods}, params={"dry_run": "true"})
            heard.forget()
            now = api.step(order, "receive", {"lines": goods})
            counts.append(len(heard.shapes()))
            assert (now["status"], now["receiving"], now["received_percent"]) == ("closed", "full", "100")
            assert {line["quantity_received"] for line in now["lines"]} == {"2"}
        assert len(set(counts)) == 1, counts
        assert api.get("/ledger/check")["ok"] is True
