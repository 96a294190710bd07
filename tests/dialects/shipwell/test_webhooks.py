"""Subscriptions to events, at both prefixes, and what they tell a real receiver."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, furnish, new_item
from tests.receiver import Receiver, Reply, receiver
from tests.server import running

WEBHOOK = {
    "url": "https://dock.outside.example/hook",
    "enabled_events": ["order.created"],
    "error_contact_email": "dock@outside.example",
}
NOWHERE = "01JPZK4D7W3M9RTBX0G5HN2QZZ"


@pytest.fixture(params=["", "/v2"])
def prefix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def subscribed(wire: Wire, prefix: str = "", **changes: Any) -> dict[str, Any]:
    status, body = wire("POST", f"{prefix}/webhooks/", {**WEBHOOK, **changes})
    assert status == 201, body
    return dict(body)


def test_a_subscription_is_made_read_changed_listed_and_ended(wire: Wire, prefix: str) -> None:
    made = subscribed(wire, prefix, custom_data={"site": "Duluth"}, username="dock", password="hush hush")
    assert made == {
        **WEBHOOK, "id": made["id"], "resource_type": "webhook", "status": "ENABLED", "event_version": 1,
        "include_updated_object": False, "custom_data": {"site": "Duluth"}, "username": "dock",
        "created_at": made["created_at"],
    }  # fmt: skip
    path = f"{prefix}/webhooks/{made['id']}/"
    assert wire("GET", path) == (200, made)
    status, changed = wire("PUT", path, {**WEBHOOK, "status": "DISABLED", "include_updated_object": True})
    assert status == 200
    assert (changed["status"], changed["include_updated_object"], changed["custom_data"]) == ("DISABLED", True, {})
    assert changed["username"] == "dock"
    assert wire("PUT", path, {**changed, "username": None, "password": None})[1]["username"] is None
    status, page = wire("GET", f"{prefix}/webhooks/?limit=1")
    assert (status, page["total_count"], [each["id"] for each in page["data"]]) == (200, 1, [made["id"]])
    assert wire("DELETE", path) == (204, None)
    assert wire("GET", path)[0] == 404


def test_null_in_a_subscription_means_not_given(wire: Wire) -> None:
    made = subscribed(wire, status=None, event_version=None, include_updated_object=None, custom_data=None)
    assert (made["status"], made["event_version"], made["include_updated_object"]) == ("ENABLED", 1, False)


def test_the_names_of_events_are_listed_by_version(wire: Wire, prefix: str) -> None:
    expected = {"1": ["order.created", "order.updated"]}
    assert wire("GET", f"{prefix}/events/event-names-by-version/") == (200, expected)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"url": "http://dock.outside.example/"}, "/url"),
        ({"url": "https://192.168.1.1/"}, "/url"),
        ({"url": None}, "/url"),
        ({"enabled_events": []}, "/enabled_events"),
        ({"enabled_events": ["shipment.created"]}, "/enabled_events/0"),
        ({"error_contact_email": None}, "/error_contact_email"),
        ({"error_contact_email": "nobody"}, "/error_contact_email"),
        ({"status": "enabled"}, "/status"),
        ({"event_version": 2}, "/event_version"),
        ({"include_updated_object": "yes"}, "/include_updated_object"),
        ({"username": "do:ck"}, "/username"),
        ({"custom_data": []}, "/custom_data"),
    ],
)
def test_a_wrong_field_is_pointed_at(wire: Wire, changes: dict[str, Any], pointer: str) -> None:
    status, body = wire("POST", "/webhooks/", {**WEBHOOK, **changes})
    assert status == 400
    assert [where for where, _ in errors_of(body)] == [pointer]


def test_what_is_unknown_or_somebody_elses_is_not_found(wire: Wire, prefix: str) -> None:
    theirs = wire("POST", "/webhooks/", WEBHOOK, token=f"Token {wire.other.key}")[1]["id"]
    for id in (NOWHERE, theirs, "x"):
        for method, body in (("GET", None), ("PUT", WEBHOOK), ("DELETE", None)):
            assert wire(method, f"{prefix}/webhooks/{id}/", body)[0] == 404


def test_a_viewer_and_a_supplier_subscribe_to_nothing(wire: Wire) -> None:
    assert wire("POST", "/webhooks/", WEBHOOK, token=f"Token {wire.desk.viewer_key}")[0] == 403
    assert wire("GET", "/webhooks/", token=wire.as_supplier())[0] == 404


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Wire, Receiver]]:
    """A started server that may send to loopback."""
    book: Path = tmp_path_factory.mktemp("told") / "book.sqlite3"
    desks = iter(furnish(book, 2))
    with (
        receiver() as hook,
        running(book, settings={"webhook_allow_private": "127.0.0.0/8"}) as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        yield Wire(client, desks), hook


def test_orders_are_told_in_the_vendors_envelope(told: tuple[Wire, Receiver]) -> None:
    wire, hook = told
    hook.replies = [Reply(200)]
    subscribed(
        wire, url=hook.url, enabled_events=["order.created", "order.updated"], include_updated_object=True,
        custom_data={"site": "Duluth"}, username="dock", password="hush",
    )  # fmt: skip
    order = wire.create(start_date="2026-04-01", custom_data={"cost_center": "D-19"})
    first = json.loads(hook.wait_for(1)[0].body)
    assert set(first) == {"id", "event_name", "custom_data", "source", "details"}
    assert (first["event_name"], first["custom_data"]) == ("order.created", {"site": "Duluth"})
    assert set(first["source"]) == {"user_id", "environment"}
    details = first["details"]
    assert (details["resource_type"], details["self_link"]) == ("order", f"/orders/{order['id']}")
    assert (details["order_number"], details["start_date"]) == (order["order_number"], "2026-04-01T00:00:00Z")
    assert details["custom_data"] == {"cost_center": "D-19"}
    assert hook.received[0].headers["authorization"] == "Basic ZG9jazpodXNo"
    assert wire("POST", f"/purchase-orders/{order['id']}/items", new_item())[0] == 201
    second = json.loads(hook.wait_for(2)[1].body)
    assert second["event_name"] == "order.updated"
    assert len(second["new_object"]["items"]) == 2
    assert second["new_object"] == wire("GET", f"/purchase-orders/{order['id']}")[1]
