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
    with listening() as heard, inside(book, places=PLACES, worker=False) as client:
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
    with listening() as heard, inside(book, places=PLACES, worker=False) as client:
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


def test_booking_and_showing_a_receipt_costs_the_same_statements_whatever_is_on_it(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite3"
    merchants = iter(furnish(book, 2))
    with listening() as heard, inside(book, places=PLACES, worker=False) as client:
        wire = Wire(client, merchants)
        shed = f"/v1/warehouses/{wire.me.warehouse}"
        made = [wire.post("/products", {"name": f"Tea {number}"})["id"] for number in range(40)]
        costs = []
        for many in (2, 40):
            lines = [{"product_id": id, "quantity_ordered": 1000} for id in made[:many]]
            orders = [wire.post("/purchase-orders", wire.order_body(lines=lines))["id"] for _ in range(many // 2)]
            links: list[Any] = [{"id": order} for order in orders]
            body = {"warehouse_id": wire.me.warehouse, "pieces": [{"type": "package"}] * many, "purchase_orders": links}
            receipt = wire.post("/goods-receipts", body)["id"]
            path = f"{shed}/goods-receipts/{receipt}"
            labels = [piece["id"] for piece in wire.get(path)["pieces"]]
            booked = [
                {"goods_receipt_piece_id": piece, "product_id": product, "quantity_received": 1}
                for piece, product in zip(labels, made, strict=False)
            ]
            for body in booked:
                wire.post(f"{path}/lines", body, status=200)
            calls: list[Callable[[], Any]] = [
                lambda: wire.post(f"{path}/lines", booked[0], status=200),  # noqa: B023
                lambda: wire.get(path),  # noqa: B023
                lambda: wire.get(f"{path}/lines"),  # noqa: B023
                lambda: wire.get(f"{path}/purchase-orders?include=lines,lines.product"),  # noqa: B023
                lambda: wire.get(f"{shed}/stock-mutations"),
                lambda: wire.get(f"{shed}/stocks?include=product"),
            ]
            costs.append([len(cost(heard, call)) for call in calls])
        assert costs[0] == costs[1]
