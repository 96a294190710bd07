"""What a call costs the database: a number of statements that does not grow with lines or orders."""

from pathlib import Path

from tests.dialects.shipwell.conftest import PLACES
from tests.dialects.shipwell.desk import Wire, furnish, new_item
from tests.server import inside
from tests.statements import listening


def test_more_items_or_orders_take_no_more_kinds_of_statement(tmp_path: Path) -> None:
    desks = furnish(tmp_path / "book.sqlite3", 2)
    item = new_item(references=[{"qualifier": "PRODUCT_REF", "value": "RYE-25"}])
    with listening() as heard, inside(tmp_path / "book.sqlite3", places=PLACES, worker=False) as client:
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


def test_more_releases_take_no_more_statements(tmp_path: Path) -> None:
    desks = furnish(tmp_path / "book.sqlite3", 2)
    with listening() as heard, inside(tmp_path / "book.sqlite3", places=PLACES, worker=False) as client:
        wire = Wire(client, iter(desks))
        supplier = {"supplier_id": wire.desk.supplier}
        order = wire.create(items=[new_item()] * 20, supplier=supplier)
        where = f"/purchase-orders/{order['id']}"

        def cost(items: int, releases: int) -> list[int]:
            parts = [
                {
                    "released_from_item_id": item["id"],
                    "released_amount": {"unit": "BAG", "value": "1"},
                    "shipping_requirements": {},
                }
                for item in order["items"][:items]
            ]
            for _ in range(releases - 1):
                assert wire("POST", f"{where}/releases", {"items": parts})[0] == 201
            counts, made = [], dict[str, str]()
            for body in ({"items": parts}, {"items": parts, "auto_accept": True}):
                heard.forget()
                made = wire("POST", f"{where}/releases", body)[1]
                counts.append(len(heard.shapes()))
            for path in (where, f"{where}/releases?limit=5", f"{where}/releases/{made['id']}", "/orders?limit=1"):
                heard.forget()
                assert wire("GET", path)[0] == 200
                counts.append(len(heard.shapes()))
            return counts

        cost(1, 2)
        assert cost(2, 2) == cost(20, 6)
