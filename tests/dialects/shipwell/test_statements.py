"""What a call costs the database: a number of statements that does not grow with lines or orders."""

from pathlib import Path

from tests.dialects.shipwell.conftest import PLACES
from tests.dialects.shipwell.desk import Wire, furnish, new_item
from tests.server import inside
from tests.statements import listening


def test_more_items_or_orders_take_no_more_kinds_of_statement(tmp_path: Path) -> None:
    desks = furnish(tmp_path / "book.sqlite3", 2)
    item = new_item(references=[{"qualifier": "PRODUCT_REF", "value": "RYE-25"}])
    with listening() as heard, inside(tmp_path / "book.sqlite3", places=PLACES) as client:
        wire = Wire(client, iter(desks))
        tag = wire("POST", "/tags", {"name": "Cold", "color": "#09f", "status": "ACTIVE"})[1]
        supplier = {"supplier_id": wire.desk.supplier}

        def cost(items: int, orders: int) -> list[int]:
            for _ in range(orders - 1):
                wire.create(items=[item] * items, tags=[tag["id"]], supplier=supplier)
            heard.forget()
            order = wire.create(items=[item] * items, tags=[tag["id"]], supplier=supplier)
            created = len(heard.shapes())
            heard.forget()
            wire("GET", f"/orders/{order['id']}")
            read = heard.count()
            heard.forget()
            wire("GET", f"/orders?limit={orders}")
            listed = heard.count()
            heard.forget()
            wire("PUT", f"/orders/{order['id']}", {**order, "name": f"{items}"})
            return [created, read, listed, len(heard.shapes())]

        cost(1, 1)
        assert cost(2, 2) == cost(40, 12)
