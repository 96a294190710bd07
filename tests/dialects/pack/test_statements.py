"""What Pack's door costs the store: a number of statements that does not grow."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.dialects.pack.conftest import PLACES
from tests.dialects.pack.desk import Wire, furnish
from tests.server import inside
from tests.statements import Heard, listening


def cost(heard: Heard, call: Callable[[], Any]) -> list[str]:
    """The shapes of the statements a call needs, when it is made a second time."""
    call()
    heard.forget()
    call()
    return heard.shapes()


def test_an_order_of_forty_lines_costs_the_same_statements_as_one_of_two(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite3"
    merchants = iter(furnish(book, 2))
    with listening() as heard, inside(book, places=PLACES) as client:
        wire = Wire(client, merchants)
        made = [wire.post("/products", {"name": f"Tea {number}"})["id"] for number in range(40)]

        def body(lines: int) -> dict[str, Any]:
            return wire.order_body(lines=[{"product_id": id, "quantity_ordered": 1} for id in made[:lines]])

        costs = []
        for lines in (2, 40):
            entered = cost(heard, lambda: wire.post("/purchase-orders", body(lines)))  # noqa: B023
            id = wire.post("/purchase-orders", body(lines))["id"]
            shown = cost(heard, lambda: wire.get(f"/purchase-orders/{id}"))  # noqa: B023
            costs.append((len(entered), len(shown)))
        assert costs[0] == costs[1]


def test_a_page_of_twenty_orders_costs_the_same_statements_as_one_of_two(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite3"
    merchants = iter(furnish(book, 2))
    with listening() as heard, inside(book, places=PLACES) as client:
        wire = Wire(client, merchants)
        for _ in range(2):
            wire.order()
        few = cost(heard, lambda: wire.get("/purchase-orders"))
        goods = cost(heard, lambda: wire.get("/products"))
        for number in range(18):
            wire.order()
            wire.post("/products", {"name": f"Tea {number}"})
        assert cost(heard, lambda: wire.get("/purchase-orders")) == few
        assert len(cost(heard, lambda: wire.get("/products"))) == len(goods)
