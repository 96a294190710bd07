"""Selling ahead at the native door."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes, fresh
from tests.makers import make_world, open_store
from tests.server import running


@pytest.fixture
def product(api: Caller) -> str:
    made: str = api.post("/products", {"name": "Lantern", "sku": fresh("LA"), "whole_units": True})["id"]
    return made


def coming(api: Caller, product: str, sell_ahead: int, day: str = "2026-03-20", quantity: int = 100) -> dict[str, Any]:
    """A sent order of the product with this quota."""
    line = {"product_id": product, "quantity": quantity, "sell_ahead": sell_ahead, "requested_date": f"{day}T09:00:00Z"}
    sent: dict[str, Any] = api.step(api.order(line), "send")
    return sent


def wanted(product: str, quantity: object, reference: str = "SHOP-1", **more: Any) -> dict[str, Any]:
    return {"product_id": product, "quantity": quantity, "reference": reference, **more}


def available(api: Caller, product: str) -> dict[str, Any]:
    items = api.get("/availability", params={"product_id": product})["items"]
    assert len(items) == 1
    found: dict[str, Any] = items[0]
    return found


def test_a_customer_is_promised_the_first_incoming_goods(api: Caller, product: str) -> None:
    later, sooner = coming(api, product, 20, "2026-04-10"), coming(api, product, 5, "2026-03-20")
    made = api.post("/pre-orders", wanted(product, 5, customer="Marina Bay"))
    assert (made["status"], made["order_id"], made["promised_date"]) == (
        "reserved",
        sooner["id"],
        "2026-03-20T09:00:00Z",
    )
    assert made["order_line_id"] == sooner["lines"][0]["id"]
    assert api.post("/pre-orders", wanted(product, 20))["order_id"] == later["id"]
    refused = api.post("/pre-orders", wanted(product, 1), 409)
    assert (refused["code"], refused["detail"]) == (
        "stock.sell_ahead_short",
        "At most 0 of this product can be sold ahead at once now.",
    )
    one = api.get(f"/pre-orders/{made['id']}")
    assert (one["reference"], one["customer"], one["version"]) == ("SHOP-1", "Marina Bay", 1)
    listed = api.get("/pre-orders", params={"product_id": product, "status": "reserved"})["items"]
    assert [each["quantity"] for each in listed] == ["5", "20"]


def test_availability_adds_up_what_is_here_coming_and_promised(api: Caller, product: str) -> None:
    order = coming(api, product, 60)
    api.post("/stock-mutations", {"product_id": product, "warehouse_id": api.warehouse, "delta": 20})
    api.post("/reservations", {"product_id": product, "warehouse_id": api.warehouse, "quantity": 5})
    api.post("/pre-orders", wanted(product, 8))
    found = available(api, product)
    assert {name: found[name] for name in ("on_hand", "allocated", "available", "quantity_incoming", "pre_sold")} == {
        "on_hand": "20",
        "allocated": "5",
        "available": "15",
        "quantity_incoming": "100",
        "pre_sold": "8",
    }
    assert (found["sell_ahead_left"], found["available_to_promise"], found["waiting"]) == ("52", "67", "0")
    assert found["incoming"] == [
        {
            "date": "2026-03-20T09:00:00Z",
            "quantity": "100",
            "order_id": order["id"],
            "order_number": order["number"],
            "order_line_id": order["lines"][0]["id"],
            "sell_ahead": "60",
            "pre_sold": "8",
            "sell_ahead_left": "52",
        }
    ]


def test_drafts_and_credit_memos_are_not_incoming(api: Caller, product: str) -> None:
    line = {"product_id": product, "quantity": 10, "sell_ahead": 10}
    api.order(line)
    api.step(api.order(line, type="credit_memo"), "send")
    api.step(api.order(line, type="vendor_offer"), "send")
    assert available(api, product)["incoming"] == []
    api.post("/pre-orders", wanted(product, 1), 409)


def test_every_product_is_on_the_pages_of_availability(api: Caller, product: str) -> None:
    seen, cursor = [], None
    while True:
        page = api.get("/availability", params={"limit": 2, **({"cursor": cursor} if cursor else {})})
        seen += [each["product_id"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert product in seen
    assert len(seen) == len(set(seen)) == len(api.get("/products", params={"limit": 200})["items"])


def test_the_order_that_changes_names_the_pre_orders_it_touches(api: Caller, product: str) -> None:
    order = coming(api, product, 10)
    made = api.post("/pre-orders", wanted(product, 10, "SHOP-7"))
    line = order["lines"][0]["id"]
    moved = api.patch(f"/purchase-orders/{order['id']}", {"due_at": "2026-05-01T09:00:00Z"}, order["version"])
    assert [(each["pointer"], each["code"]) for each in moved["warnings"]] == [
        (f"/pre_orders/{made['id']}", "pre_order.redated")
    ]
    assert api.get(f"/pre-orders/{made['id']}")["promised_date"] == "2026-05-01T09:00:00Z"
    cut = {"quantity": 4, "sell_ahead": 4}
    api.patch(f"/purchase-orders/{order['id']}/lines/{line}", cut, moved["version"])
    assert api.get(f"/pre-orders/{made['id']}")["status"] == "waiting"
    told = api.get(f"/purchase-orders/{order['id']}/events")["items"]
    named = [event["message"] for event in told if event["code"] == "order.pre_orders_affected"]
    assert len(named) == 2
    assert all("SHOP-7" in message for message in named)


def test_what_is_canceled_can_be_promised_again(api: Caller, product: str) -> None:
    coming(api, product, 5)
    made = api.post("/pre-orders", wanted(product, 5))
    one = f"/pre-orders/{made['id']}"
    assert api.post(f"{one}/cancel", {"reason": "Changed his mind."}, 412, version=7)["code"] == "version.stale"
    gone = api.post(f"{one}/cancel", {"reason": "Changed his mind."}, 200, version=1)
    assert (gone["status"], gone["quantity_open"], gone["order_line_id"], gone["version"]) == ("canceled", "0", None, 2)
    assert api.post(f"{one}/cancel", None, 409)["code"] == "pre_order.canceled"
    api.post("/pre-orders", wanted(product, 5))


def test_wrong_fields_are_all_named(api: Caller, product: str) -> None:
    nobody = "0192f3a1-7c1e-7a43-9d2e-4c1f0a6b8e55"
    assert codes(api.post("/pre-orders", wanted(nobody, 0, " "), 422)) == {
        ("/product_id", "product.unknown"),
        ("/quantity", "quantity.range"),
        ("/reference", "field.required"),
    }
    assert codes(api.post("/pre-orders", wanted(product, "1.5"), 422)) == {("/quantity", "quantity.whole")}
    assert api.get(f"/pre-orders/{nobody}", 404)["code"] == "pre_order.unknown"
    assert api.post("/pre-orders/x/cancel", None, 404)["code"] == "pre_order.unknown"


def test_a_dry_run_promises_nothing(api: Caller, product: str) -> None:
    coming(api, product, 5)
    would = api.post("/pre-orders", wanted(product, 5), 200, params={"dry_run": "true"})
    assert (would["id"], would["serial"], would["status"]) == (None, None, "reserved")
    assert [event["code"] for event in would["events"]] == ["pre_order.created"]
    assert available(api, product)["pre_sold"] == "0"


def test_the_same_key_promises_once(api: Caller, product: str) -> None:
    coming(api, product, 5)
    key = fresh("key").replace(" ", "-")
    first, again = (api.post("/pre-orders", wanted(product, 3), key=key) for _ in range(2))
    assert first == again
    assert available(api, product)["pre_sold"] == "3"


def test_a_viewer_looks_and_promises_nothing(house: House, api: Caller, product: str) -> None:
    coming(api, product, 5)
    viewer = house.as_role(Role.VIEWER)
    assert available(viewer, product)["sell_ahead_left"] == "5"
    assert viewer.post("/pre-orders", wanted(product, 1), 403)["code"] == "right.missing"


def test_the_last_units_are_promised_once_however_many_ask_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        world = make_world(store)
    with running(tmp_path / "book.sqlite3") as server, httpx.Client(base_url=server.url, timeout=30) as client:
        desk = Caller(client, world)
        coming(desk, desk.product(), 3)

        def ask(number: int) -> int:
            body = wanted(desk.product(), 1, f"SHOP-{number}")
            answer = desk.call("POST", "/pre-orders", json=body)
            status: int = answer.status_code
            return status

        with ThreadPoolExecutor(8) as clients:
            assert sorted(clients.map(ask, range(8))) == [201] * 3 + [409] * 5
        found = available(desk, desk.product())
        assert (found["pre_sold"], found["sell_ahead_left"]) == ("3", "0")
