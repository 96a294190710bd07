"""Integrations through Pack's door: kept, and fetching for real from another house's server in every dialect."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from entrepot.clock import SystemClock
from tests.dialects.pack.desk import NOWHERE, Wire, furnish
from tests.dialects.trade import NAMES, credentials_of
from tests.dialects.trade import furnish as furnish_origin
from tests.makers import World, open_store
from tests.server import RunningServer, running

SETTINGS = {"url": "https://shop.outside.example/pack", "organization_id": "O-1", "token": "k3ep-this-one"}
INTEGRATION = {"name": "Harbour shop", "connector_id": "pack", "settings": SETTINGS}
SECONDS = 40


def test_an_integration_is_made_read_changed_and_deleted_and_never_shows_a_secret(wire: Wire) -> None:
    made = wire.post("/integrations", INTEGRATION)
    assert made == {
        "id": made["id"], "category": "shop", "name": "Harbour shop", "order_sync_enabled": True,
        "order_sync_updated_at": None, "product_sync_enabled": True, "product_sync_updated_at": None,
        "stock_sync_enabled": True, "created_at": made["created_at"], "updated_at": made["updated_at"],
    }  # fmt: skip
    path = f"/integrations/{made['id']}"
    assert wire.get(path) == made
    assert wire.get("/integrations") == [made]
    assert wire.get(f"{path}/settings") == {
        "connector_id": "pack", "url": SETTINGS["url"], "credentials": ["organization_id", "token"],
        "order_sync_enabled": True, "product_sync_enabled": True, "stock_sync_enabled": True,
    }  # fmt: skip
    changed = wire.put(path, {"name": "Quay shop", "settings": {"order_sync_enabled": False}})
    assert (changed["name"], changed["order_sync_enabled"]) == ("Quay shop", False)
    assert wire.get(f"{path}/settings")["credentials"] == ["organization_id", "token"]
    assert "k3ep-this-one" not in wire.call("GET", f"{path}/settings").text
    assert wire.call("DELETE", path).status_code == 204
    wire.refused(404, "GET", path)
    assert wire.get("/integrations") == []


def test_its_actions_are_listed_and_start_jobs_once(wire: Wire) -> None:
    path = f"/integrations/{wire.post('/integrations', INTEGRATION)['id']}"
    codes = [action["code"] for action in wire.get(f"{path}/actions")]
    assert codes == ["sync-orders", "sync-products", "sync-product-stocks", "sync-shipping-services"]
    for code in codes:
        first = wire.call("POST", f"{path}/{code}")
        assert first.status_code == 202, first.text
        assert first.json()["data"]["code"] == code
        assert wire.call("POST", f"{path}/actions/{code}").status_code == 202
    wire.refused(404, "POST", f"{path}/actions/make-tea")


def test_what_is_switched_off_is_not_fetched(wire: Wire) -> None:
    settings = {**SETTINGS, "order_sync_enabled": False, "product_sync_enabled": False, "stock_sync_enabled": False}
    path = f"/integrations/{wire.post('/integrations', {**INTEGRATION, 'settings': settings})['id']}"
    for code in ("sync-orders", "sync-products", "sync-product-stocks"):
        wire.refused(409, "POST", f"{path}/{code}")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": None}, "name"),
        ({"name": " "}, "name"),
        ({"connector_id": "acme"}, "connector_id"),
        ({"connector_id": 7}, "connector_id"),
        ({"settings": {**SETTINGS, "url": "ftp://host"}}, "settings.url"),
        ({"settings": {**SETTINGS, "url": 7}}, "settings.url"),
        ({"settings": {**SETTINGS, "token": ""}}, "settings.token"),
        ({"settings": {**SETTINGS, "order_sync_enabled": "perhaps"}}, "settings.order_sync_enabled"),
    ],
)
def test_a_wrong_field_is_named(wire: Wire, change: dict[str, Any], field: str) -> None:
    assert wire.wrong_fields("POST", "/integrations", {**INTEGRATION, **change}) == [field]


def test_what_is_unknown_is_not_found(wire: Wire) -> None:
    theirs = Wire(wire.client, iter([wire.neighbour, wire.me])).post("/integrations", INTEGRATION)["id"]
    for id in (NOWHERE, theirs, "x"):
        path = f"/integrations/{id}"
        calls = [
            ("GET", path),
            ("PUT", path),
            ("DELETE", path),
            ("GET", f"{path}/settings"),
            ("GET", f"{path}/actions"),
        ]
        calls += [
            ("POST", f"{path}/{code}") for code in ("sync-orders", "sync-shipping-services", "actions/sync-orders")
        ]
        for method, each in calls:
            wire.refused(404, method, each, {} if method == "PUT" else None)
        wire.refused(404, "GET", f"/integration-products/{id}")


def test_a_viewer_makes_and_starts_nothing(wire: Wire) -> None:
    path = f"/integrations/{wire.post('/integrations', INTEGRATION)['id']}"
    wire.refused(403, "POST", "/integrations", INTEGRATION, token=wire.me.reader_token)
    wire.refused(403, "POST", f"{path}/sync-orders", token=wire.me.reader_token)
    wire.refused(403, "DELETE", path, token=wire.me.reader_token)


# --- fetching for real ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, World, httpx.Client, Any, Path]]:
    """Another house's server with seven orders, and our own, which may call loopback and has a worker."""
    there, here = tmp_path_factory.mktemp("there"), tmp_path_factory.mktemp("here") / "book.sqlite3"
    with open_store(there, SystemClock()) as store:
        world = furnish_origin(store)
    merchants = iter(furnish(here, 4 * len(NAMES) + 4))
    with contextlib.ExitStack() as stack:
        origin = stack.enter_context(running(there / "book.sqlite3"))
        server = stack.enter_context(running(here, settings={"webhook_allow_private": "127.0.0.0/8"}))
        client = stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
        yield origin, world, client, merchants, here


def finished(client: httpx.Client, token: str, id: str) -> dict[str, Any]:
    """The job once it has ended."""
    until = time.monotonic() + SECONDS
    job: dict[str, Any] = {}
    while time.monotonic() < until:
        answer = client.get(f"/api/v1/jobs/{id}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, answer.text
        job = answer.json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job did not end: {job}")


@pytest.mark.parametrize("name", NAMES)
def test_orders_and_products_are_really_fetched(houses: Any, name: str) -> None:
    origin, world, client, merchants, book = houses
    wire = Wire(client, merchants)
    settings = {"url": f"{origin.url}/{name}", **credentials_of(world)}
    made = wire.post("/integrations", {"name": name, "connector_id": name, "settings": settings})
    path = f"/integrations/{made['id']}"
    job = finished(client, wire.me.token, wire.call("POST", f"{path}/sync-orders").json()["data"]["id"])
    assert (job["state"], job["result"]["refused"]) == ("done", [])
    assert job["result"]["counts"]["orders"] == {"created": 7}
    assert len(wire.get("/purchase-orders?per_page=100")) == 7
    again = finished(client, wire.me.token, wire.call("POST", f"{path}/sync-orders").json()["data"]["id"])
    assert again["result"]["counts"]["orders"] == {"unchanged": 7}
    assert wire.get(path)["order_sync_updated_at"] is not None
    products = finished(client, wire.me.token, wire.call("POST", f"{path}/sync-products").json()["data"]["id"])
    assert products["state"] == "done"
    if name in ("pack", "storefeeder"):
        assert products["result"]["counts"]["products"] == {"unchanged": 3}
        shown = wire.get(f"/integration-products/{_link(book, wire.me.organization)}")
        assert (shown["integration_id"], shown["code"], shown["status"]) == (made["id"], "SKU-1", "linked")
    else:
        assert "products" in products["result"]["skipped"]


def test_stock_is_really_fetched_and_a_second_time_writes_nothing(houses: Any) -> None:
    origin, world, client, merchants, _ = houses
    wire = Wire(client, merchants)
    settings = {"url": f"{origin.url}/pack", **credentials_of(world)}
    path = f"/integrations/{wire.post('/integrations', {**INTEGRATION, 'settings': settings})['id']}"

    def fetched(code: str) -> dict[str, Any]:
        job = finished(client, wire.me.token, wire.call("POST", f"{path}/{code}").json()["data"]["id"])
        assert job["state"] == "done", job
        found: dict[str, Any] = job["result"]
        return found

    fetched("sync-orders")
    assert fetched("sync-product-stocks")["counts"] == {"stocks": {"created": 1}}
    why = "Stock as shown by integration Harbour shop"
    (mutation,) = [each for each in wire.get("/stock-mutations?per_page=100") if each["reason"] == why]
    assert mutation["delta"] == 20
    found = wire.get(f"/product-warehouses?filter[product_id]={mutation['product_id']}")
    levels = {level["warehouse_id"]: level["quantity_on_hand"] for level in found}
    assert levels[mutation["warehouse_id"]] == 20
    assert fetched("sync-product-stocks")["counts"] == {"stocks": {"unchanged": 1}}
    assert [each["reason"] for each in wire.get("/stock-mutations?per_page=100")].count(why) == 1
    assert "shipping services" in fetched("sync-shipping-services")["skipped"]["sync-shipping-services"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "pack"])
def test_a_vendor_that_shows_no_stock_is_named(houses: Any, name: str) -> None:
    origin, world, client, merchants, _ = houses
    wire = Wire(client, merchants)
    settings = {"url": f"{origin.url}/{name}", **credentials_of(world)}
    made = wire.post("/integrations", {"name": name, "connector_id": name, "settings": settings})
    id = wire.call("POST", f"/integrations/{made['id']}/sync-product-stocks").json()["data"]["id"]
    result = finished(client, wire.me.token, id)["result"]
    assert name in result["skipped"]["stocks"].lower()
    assert result["counts"] == {}


def _link(book: Path, organization: str) -> str:
    """The id of a product's link; no operation of the vendor's lists them."""
    with contextlib.closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as read:
        (row,) = read.execute(
            "SELECT k.id FROM exchange_links k JOIN products p ON p.organization_id = k.organization_id"
            " AND p.id = k.book_id WHERE k.organization_id = ? AND k.noun = 'products' AND p.sku = 'SKU-1'",
            (UUID(organization).bytes,),
        ).fetchall()
    return str(UUID(bytes=row[0]))


def test_an_address_inside_is_not_called(houses: Any) -> None:
    _, world, client, merchants, _ = houses
    caller = Wire(client, merchants)
    settings = {"url": "http://10.0.0.1:1/pack", **credentials_of(world)}
    made = caller.post("/integrations", {"name": "Inside", "connector_id": "pack", "settings": settings})
    id = caller.call("POST", f"/integrations/{made['id']}/sync-products").json()["data"]["id"]
    job = finished(client, caller.me.token, id)
    assert job["state"] == "failed"
    assert "no address that may be called" in job["last_error"]
