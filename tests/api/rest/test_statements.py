"""A call costs the same number of statements whatever the number of lines or orders."""

from pathlib import Path

from tests.api.rest.caller import Caller, open_house
from tests.statements import listening


def lines(count: int) -> list[dict[str, object]]:
    return [{"sku": "SKU-1", "quantity": 2} for _ in range(count)]


def test_orders_of_one_ten_and_a_hundred_lines_cost_the_same_statements(tmp_path: Path) -> None:
    with listening() as heard, open_house(tmp_path) as house:
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
    with listening() as heard, open_house(tmp_path) as house:
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
