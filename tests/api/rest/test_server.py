"""The native door of a real server process, over real HTTP."""

import concurrent.futures
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.rest.caller import Caller, codes
from tests.makers import make_world, open_store
from tests.server import running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    folder: Path = tmp_path_factory.mktemp("served")
    with open_store(folder) as store:
        world = make_world(store)
    with running(folder / "book.sqlite3") as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield Caller(client, world)


def test_a_desk_buys_paper_over_the_wire(served: Caller) -> None:
    supplier = served.post("/suppliers", {"name": "Rijnpapier", "currency": "EUR"})
    product = served.post("/products", {"name": "Envelope", "sku": "ENV-1"})
    path = f"/suppliers/{supplier['id']}/products/{product['id']}"
    served.put(path, {"price_breaks": [{"minimum_quantity": 10, "price": "0.15"}]})
    answer = served.call(
        "POST",
        "/purchase-orders",
        json={"supplier_id": supplier["id"], "lines": [{"product_id": product["id"], "quantity": 100}]},
    )
    order = answer.json()
    assert answer.status_code == 201
    assert order["totals"]["total"] == {"amount": "15.00", "currency": "EUR"}
    assert served.call("GET", answer.headers["location"]).json()["number"] == order["number"]
    served.step(order, "send")
    served.step(order, "confirm")
    assert served.get(f"/purchase-orders/{order['id']}")["status"] == "confirmed"
    listed = served.get("/purchase-orders", params={"status": "confirmed", "supplier_id": supplier["id"]})
    assert [item["id"] for item in listed["items"]] == [order["id"]]
    assert len(served.get(f"/purchase-orders/{order['id']}/events")["items"]) == 3
    assert served.get(f"/purchase-orders/{order['id']}/why")["reasons"]


def test_a_dock_announces_scans_completes_and_takes_back_over_the_wire(served: Caller) -> None:
    order = served.step(served.order({"sku": "SKU-1", "quantity": 10}), "send")
    truck = {"purchase_order_ids": [order["id"]], "pieces": [{"type": "pallet", "barcode": "SSCC-1"}]}
    answer = served.call("POST", "/goods-receipts", json=truck)
    assert answer.status_code == 201
    path = f"/goods-receipts/{answer.json()['id']}"
    assert served.call("GET", answer.headers["location"]).json()["status"] == "expected"
    assert served.post(f"{path}/arrive", None, 200)["pieces"][0]["status"] == "arrived"
    scan = {"sku": "SKU-1", "quantity": 3, "rejected": 1}
    held = [
        served.post(f"{path}/lines", {"lines": [{**scan, "client_id": f"gun-{turn}"}]}, 200) for turn in (1, 2, 2, 3)
    ]
    assert [answer["lines"][0]["quantity"] for answer in held] == ["3", "6", "6", "9"]
    done = served.post(f"{path}/complete", None, 200)
    assert (done["status"], done["orders"][0]["receiving"]) == ("completed", "partial")
    assert done["orders"][0]["received_percent"] == "60"
    assert served.get("/goods-receipts", params={"status": "completed"})["items"][0]["id"] == done["id"]
    undone = served.post(f"{path}/undo", {"reason": "Another customer's goods."}, 200)
    assert (undone["status"], undone["orders"][0]["receiving"]) == ("canceled", "none")
    assert served.get("/ledger/check")["ok"] is True


def test_twins_in_flight_get_one_answer_and_make_one_order(served: Caller) -> None:
    before = served.count()

    def post(_: int) -> tuple[int, bytes]:
        answer = served.call("POST", "/purchase-orders", json=served.body(), key="twins-1")
        return answer.status_code, answer.content

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(post, range(16)))
    assert {status for status, _ in answers} == {201}
    assert len(answers) == 1
    assert served.count() == before + 1


def test_two_desks_that_read_the_same_version_do_not_both_change_it(served: Caller) -> None:
    order = served.order()

    def rename(title: int) -> int:
        answer = served.call("PATCH", f"/purchase-orders/{order['id']}", json={"title": str(title)}, version=1)
        return int(answer.status_code)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(rename, range(8)))
    assert statuses == [200] + [412] * 7


def test_orders_made_at_once_have_numbers_without_gaps(served: Caller) -> None:
    def make(_: int) -> int:
        return int(served.order()["number"].removeprefix("PO-"))

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        numbers = sorted(pool.map(make, range(24)))
    assert numbers == list(range(numbers[0], numbers[0] + 24))


def test_problems_look_the_same_over_the_wire(served: Caller) -> None:
    problem = served.post("/purchase-orders", {"lines": [{"quantity": -1, "qty": 2}]}, 422)
    assert codes(problem) == {
        ("/supplier_id", "field.required"),
        ("/lines/0/qty", "field.unknown"),
        ("/lines/0/quantity", "quantity.range"),
    }
    answer = served.call("POST", "/purchase-orders", content=b"\xff")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(answer.content)["code"] == "body.unreadable"
    assert served.client.get("/api/v1/me").headers["www-authenticate"].startswith("Bearer")
