"""Releases at the native door."""

from typing import Any

import pytest

from tests.api.rest.caller import Caller, House


@pytest.fixture
def api(house: House) -> Caller:
    return house.ours


def sent(api: Caller, **more: Any) -> dict[str, Any]:
    """A sent order of ten units."""
    order: dict[str, Any] = api.step(api.order({"sku": "SKU-1", "quantity": 10}, **more), "send")
    return order


def where(order: dict[str, Any], *rest: str) -> str:
    return "/".join([f"/purchase-orders/{order['id']}/releases", *rest])


def release(api: Caller, order: dict[str, Any], quantity: str | None = None, **more: Any) -> dict[str, Any]:
    line = {"line_id": order["lines"][0]["id"], **({} if quantity is None else {"quantity": quantity})}
    made: dict[str, Any] = api.post(where(order), {"lines": [line], **more})
    return made


def test_goods_are_offered_accepted_and_on_an_order_of_their_own(api: Caller) -> None:
    order = sent(api)
    made = release(api, order, "4", message="On Friday?", ready_at="2026-03-28")
    assert (made["status"], made["number"], made["child_order_id"], made["warnings"]) == ("offered", 1, None, [])
    assert made["ready_at"] == "2026-03-28T00:00:00Z"
    accepted = api.post(where(order, made["id"], "accept"), None, 200)
    child = api.get(f"/purchase-orders/{accepted['child_order_id']}")
    assert (child["number"], child["parent_order_id"]) == (f"{order['number']}-R1", order["id"])
    assert (child["parent_release_id"], child["lines"][0]["quantity_ordered"]) == (made["id"], "4")
    assert accepted["lines"][0]["child_line_id"] == child["lines"][0]["id"]
    parent = api.get(f"/purchase-orders/{order['id']}")
    assert parent["lines"][0]["quantity_released"] == "4"
    assert parent["done_percent"] == "40"
    shown = api.get(where(order, made["id"]))
    assert shown == {name: value for name, value in accepted.items() if name != "warnings"}
    assert api.get(where(order))["items"] == [shown]
    assert [each["id"] for each in api.get(f"/purchase-orders?parent_order_id={order['id']}")["items"]] == [child["id"]]
    kinds = [movement["kind"] for movement in api.get(f"/purchase-orders/{order['id']}/movements")["items"]]
    assert kinds == ["released"]


def test_an_accepted_release_is_taken_back(api: Caller) -> None:
    order = sent(api)
    made = release(api, order, accept=True)
    assert api.get(f"/purchase-orders/{order['id']}")["receiving"] == "full"
    back = api.post(where(order, made["id"], "cancel"), {"reason": "Wrong quay."}, 200)
    assert (back["status"], back["reason"]) == ("canceled", "Wrong quay.")
    assert api.get(f"/purchase-orders/{made['child_order_id']}")["status"] == "canceled"
    assert api.get(f"/purchase-orders/{order['id']}")["lines"][0]["quantity_released"] == "0"


def test_a_rejected_release_says_why_and_is_final(api: Caller) -> None:
    order = sent(api)
    made = release(api, order, "4")
    rejected = api.post(where(order, made["id"], "reject"), {"reason": "Too early."}, 200)
    assert (rejected["status"], rejected["reason"]) == ("rejected", "Too early.")
    for verb in ("accept", "reject", "cancel"):
        answer = api.call("POST", where(order, made["id"], verb))
        assert (answer.status_code, answer.json()["code"]) == (409, "release.decided")


def test_goods_on_a_shipment_are_followed(api: Caller) -> None:
    order = sent(api)
    made = release(api, order, type="transportation", shipment_id="SHIP-31")
    assert (made["status"], made["transit"]) == ("accepted", None)
    assert api.get(f"/purchase-orders/{order['id']}")["transport"] == "assigned"
    moved = api.post(where(order, made["id"], "transit"), {"transit": "in_transit"}, 200)
    assert moved["transit"] == "in_transit"
    listed = api.get("/purchase-orders?transport=in_transit")["items"]
    assert [each["id"] for each in listed] == [order["id"]]
    answer = api.call("POST", f"/purchase-orders/{order['id']}/cancel")
    assert (answer.status_code, answer.json()["code"]) == (409, "order.under_way")


def test_a_refused_release_names_every_wrong_line(api: Caller) -> None:
    order = sent(api)
    line = order["lines"][0]["id"]
    stranger = order["id"]
    body = {"lines": [{"line_id": line, "quantity": "11"}, {"line_id": stranger}], "type": "gift"}
    answer = api.call("POST", where(order), json=body)
    found = {(error["pointer"], error["code"]) for error in answer.json()["errors"]}
    assert answer.status_code == 422
    assert ("/lines/0/quantity", "release.above_available") in found
    assert ("/lines/1/line_id", "line.unknown") in found
    assert "/type" in {pointer for pointer, _ in found}
    draft = api.order({"sku": "SKU-1", "quantity": 10})
    body = {"lines": [{"line_id": draft["lines"][0]["id"]}]}
    answer = api.call("POST", where(draft), json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "release.order_status")


def test_a_dry_run_tells_what_would_be_and_stores_nothing(api: Caller) -> None:
    order = sent(api)
    body = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": "4"}], "accept": True}
    told = api.call("POST", where(order) + "?dry_run=true", json=body).json()
    assert (told["id"], told["child_order_id"], told["dry_run"]) == (None, None, True)
    assert [event["code"] for event in told["events"]] == ["order.released", "release.accepted", "order.created"]
    made = release(api, order, "4")
    told = api.call("POST", where(order, made["id"], "accept") + "?dry_run=true").json()
    assert (told["status"], told["child_order_id"]) == ("accepted", None)
    assert api.get(where(order))["items"][0]["status"] == "offered"


def test_a_step_is_refused_from_another_version(api: Caller) -> None:
    order = sent(api)
    made = release(api, order, "4")
    answer = api.call("POST", where(order, made["id"], "accept"), version=7)
    assert answer.status_code == 412
    assert api.call("POST", where(order, made["id"], "accept"), version=made["version"]).status_code == 200


def test_the_buyer_says_whether_the_supplier_may_release(api: Caller) -> None:
    order = api.order({"sku": "SKU-1", "quantity": 10}, supplier_may_release=True)
    assert order["supplier_may_release"] is True
    changed = api.call(
        "PATCH", f"/purchase-orders/{order['id']}", json={"supplier_may_release": False}, version=order["version"]
    )
    assert changed.json()["supplier_may_release"] is False
