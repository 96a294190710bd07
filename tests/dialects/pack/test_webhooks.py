"""Webhooks through Pack's door, and what they tell a real receiver."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.dialects.pack.desk import NOWHERE, Wire, furnish
from tests.receiver import Receiver, receiver
from tests.server import running

WEBHOOK = {"event_code": "order.created", "endpoint": "https://shop.outside.example/x", "secret": "k3ep-this-one"}
OURS = {**WEBHOOK, "event_code": "purchase_order.created"}


def test_a_webhook_is_made_read_changed_and_deleted_and_shows_its_secret(wire: Wire) -> None:
    made = wire.post("/webhooks", WEBHOOK)
    assert made == {**WEBHOOK, "enabled": True, **{name: made[name] for name in ("id", "created_at", "updated_at")}}
    path = f"/webhooks/{made['id']}"
    assert wire.get(path) == made
    assert wire.get("/webhooks") == [made]
    changed = wire.put(
        path, {"event_code": "order.shipped", "secret": "an0ther-one", "enabled": False, "endpoint": None}
    )
    assert (changed["event_code"], changed["secret"], changed["enabled"]) == ("order.shipped", "an0ther-one", False)
    assert changed["endpoint"] == WEBHOOK["endpoint"]
    assert wire.call("DELETE", path).status_code == 204
    wire.refused(404, "GET", path)
    assert wire.get("/webhooks") == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event_code": "orders.created"}, "event_code"),
        ({"event_code": None}, "event_code"),
        ({"event_code": "purchase_order.created"}, "event_code"),
        ({"event_code": "goods_receipt.completed"}, "event_code"),
        ({"endpoint": "http://shop.outside.example/x"}, "endpoint"),
        ({"endpoint": "https://127.0.0.1/x"}, "endpoint"),
        ({"endpoint": None}, "endpoint"),
        ({"secret": None}, "secret"),
        ({"secret": "short"}, "secret"),
        ({"enabled": "perhaps"}, "enabled"),
    ],
)
def test_a_wrong_field_is_named(wire: Wire, change: dict[str, Any], field: str) -> None:
    assert wire.wrong_fields("POST", "/webhooks", {**WEBHOOK, **change}) == [field]


def test_what_is_unknown_is_not_found(wire: Wire) -> None:
    theirs = Wire(wire.client, iter([wire.neighbour, wire.me])).post("/webhooks", WEBHOOK)["id"]
    for id in (NOWHERE, theirs, "x"):
        for method, body in (("GET", None), ("PUT", {}), ("DELETE", None)):
            wire.refused(404, method, f"/webhooks/{id}", body)


def test_a_viewer_makes_no_webhooks(wire: Wire) -> None:
    wire.refused(403, "POST", "/webhooks", WEBHOOK, token=wire.me.reader_token)
    wire.refused(403, "GET", "/webhooks", token=wire.me.reader_token)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Wire, Receiver]]:
    """A started server that may send to loopback, whose organization has our own events switched on."""
    book: Path = tmp_path_factory.mktemp("told") / "book.sqlite3"
    merchants = iter(furnish(book, 2))
    with (
        receiver() as hook,
        running(book, settings={"webhook_allow_private": "127.0.0.0/8"}) as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        wire = Wire(client, merchants)
        headers = {"Authorization": f"Bearer {wire.me.token}", "If-Match": "*"}
        on = client.patch("/api/v1/organization/settings", json={"pack.purchase_webhooks": True}, headers=headers)
        assert on.status_code == 200, on.text
        yield wire, hook


def test_purchase_orders_are_told_when_the_organization_wants_it(told: tuple[Wire, Receiver]) -> None:
    wire, hook = told
    for code in ("purchase_order.created", "purchase_order.updated", "purchase_order.canceled", "order.created"):
        wire.post("/webhooks", {**OURS, "event_code": code, "endpoint": f"{hook.url}/{code}"})
    body = {"supplier_id": wire.me.supplier, "lines": [{"product_id": wire.me.tea, "quantity_ordered": 3}]}
    order = wire.post("/purchase-orders", body)
    wire.put(f"/purchase-orders/{order['id']}", {"status": "ordered"})
    wire.put(f"/purchase-orders/{order['id']}", {"status": "canceled"})
    came = {request.path.rpartition("/")[2]: json.loads(request.body) for request in hook.wait_for(3)}
    assert sorted(came) == ["purchase_order.canceled", "purchase_order.created", "purchase_order.updated"]
    for code, message in came.items():
        assert (message["event_code"], message["organization_id"]) == (code, wire.me.organization)
        assert message["data"]["id"] == order["id"]
        assert message["data"]["lines"][0]["quantity_ordered"] == 3
        assert set(message) == {"id", "event_code", "organization_id", "created_at", "data"}
    assert came["purchase_order.canceled"]["data"]["status"] == "canceled"


def test_nothing_of_ours_is_told_once_the_organization_switched_it_off(told: tuple[Wire, Receiver]) -> None:
    wire, hook = told
    wire.post("/webhooks", {**OURS, "event_code": "purchase_order.created", "endpoint": f"{hook.url}/switched"})
    headers = {"Authorization": f"Bearer {wire.me.token}", "If-Match": "*"}
    entered = []
    for on in (False, True):
        change = {"pack.purchase_webhooks": on}
        wire.client.patch("/api/v1/organization/settings", json=change, headers=headers).raise_for_status()
        body = {"supplier_id": wire.me.supplier, "lines": [{"product_id": wire.me.tea, "quantity_ordered": 1}]}
        entered.append(wire.post("/purchase-orders", body)["id"])
        deadline = time.monotonic() + 30
        while unfinished(wire, headers) and time.monotonic() < deadline:
            time.sleep(0.1)
    assert switched(hook) == [entered[1]]


def unfinished(wire: Wire, headers: dict[str, str]) -> list[str]:
    """The states of jobs that are still to be done."""
    found = wire.client.get("/api/v1/jobs", params={"limit": 200}, headers=headers).raise_for_status().json()["items"]
    return [each["state"] for each in found if each["state"] in {"waiting", "running"}]


def switched(hook: Receiver) -> list[str]:
    """Ids of the orders that came to /switched."""
    return [json.loads(each.body)["data"]["id"] for each in hook.received if each.path.endswith("/switched")]
