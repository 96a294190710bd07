"""Tracking numbers, export and the supplier's invoice: noted beside an order whatever its status, and no revision."""

from typing import Any

import pytest

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes

PARCEL = {"number": " 1Z999 ", "carrier": "UPS", "shipped_at": "2026-03-04T08:00:00Z", "shipped": "partial"}


def test_a_parcel_is_noted_changed_and_taken_off_again(api: Caller) -> None:
    order = api.step(api.order(), "send")
    place = f"/purchase-orders/{order['id']}/tracking"
    answer = api.call("POST", place, json=PARCEL)
    made = answer.json()
    assert answer.status_code == 201
    assert (made["number"], made["carrier"], made["shipped_at"]) == ("1Z999", "UPS", "2026-03-04T08:00:00Z")
    assert made["order"] == {"id": order["id"], "version": 3, "shipped": "partial"}
    assert answer.headers["location"] == f"http://testserver/api/v1{place}/{made['id']}"
    assert api.get(f"{place}/{made['id']}") == made
    assert api.patch(f"{place}/{made['id']}", {"carrier": None}, None, 428)["code"] == "precondition.required"
    assert api.patch(f"{place}/{made['id']}", {"carrier": None}, 1, 412)["code"] == "version.stale"
    changed = api.patch(f"{place}/{made['id']}", {"carrier": None}, 3)
    assert (changed["number"], changed["carrier"]) == ("1Z999", None)
    second = api.post(place, {"carrier": "Own van"})
    assert [each["id"] for each in api.get(place)["items"]] == [made["id"], second["id"]]
    api.delete(f"{place}/{made['id']}", 5)
    now = api.get(f"/purchase-orders/{order['id']}")
    assert [each["carrier"] for each in now["tracking"]] == ["Own van"]
    assert (now["shipped"], now["revision"]) == ("partial", 0)
    assert api.get(f"{place}/{made['id']}", 404)["code"] == "tracking.unknown"


def test_tracking_numbers_find_their_order_and_leave_events_with_old_and_new(api: Caller) -> None:
    order = api.order()
    place = f"/purchase-orders/{order['id']}/tracking"
    made = api.post(place, {"number": "ZX-81-QUITE-RARE", "shipped": "full"})
    assert [each["id"] for each in api.get("/purchase-orders", params={"q": "81-quite-rare"})["items"]] == [order["id"]]
    (event,) = [
        each for each in api.get(f"/purchase-orders/{order['id']}/events")["items"] if "tracking" in each["code"]
    ]
    told = {change["path"]: (change["old"], change["new"]) for change in event["changes"]}
    assert event["code"] == "order.tracking_changed"
    assert told["shipped"] == ("none", "full")
    assert told[f"tracking.{made['id']}.number"] == (None, "ZX-81-QUITE-RARE")


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, ("/tracking/0/number", "tracking.empty")),
        ({"number": "  "}, ("/tracking/0/number", "tracking.empty")),
        ({"number": "x" * 101}, ("/tracking/0/number", "field.too_long")),
        ({"number": "1", "shipped": "mostly"}, ("/shipped", "field.choice")),
        ({"number": "1", "colour": 1}, ("/colour", "field.unknown")),
    ],
)
def test_a_parcel_that_says_nothing_is_refused(api: Caller, body: dict[str, Any], wrong: tuple[str, str]) -> None:
    order = api.order()
    assert codes(api.post(f"/purchase-orders/{order['id']}/tracking", body, 422)) == {wrong}


def test_a_trial_stores_nothing(api: Caller) -> None:
    order = api.order()
    place = f"/purchase-orders/{order['id']}/tracking"
    would = api.post(place, PARCEL, 200, params={"dry_run": "true"})
    assert (would["dry_run"], len(would["tracking"]), would["shipped"]) == (True, 1, "partial")
    assert api.get(place)["items"] == []


def test_export_and_invoice_are_noted_in_every_status_and_found_again(api: Caller) -> None:
    order = api.step(api.order(), "cancel")
    one = f"/purchase-orders/{order['id']}"
    note = {"exported": True, "supplier_invoice_number": "BF-7781", "supplier_invoice_date": "2026-03-06"}
    noted = api.patch(one, note, order["version"])
    assert noted["exported_at"] == noted["updated_at"]
    assert (noted["supplier_invoice_number"], noted["supplier_invoice_date"]) == ("BF-7781", "2026-03-06")
    assert noted["revision"] == order["revision"]
    assert api.patch(one, {"exported": True}, noted["version"])["exported_at"] == noted["exported_at"]
    assert api.patch(one, {**note, "title": "Other"}, noted["version"], 409)["code"] == "order.final"
    found = api.get("/purchase-orders", params={"exported": "true", "q": "bf-7781"})["items"]
    assert [each["id"] for each in found] == [order["id"]]
    assert api.get("/purchase-orders", params={"exported": "false", "q": "bf-7781"})["items"] == []
    assert api.patch(one, {"exported": False}, noted["version"])["exported_at"] is None


def test_the_dock_and_the_supplier_say_what_is_on_its_way_and_a_viewer_does_not(house: House) -> None:
    order = house.ours.step(house.ours.order(), "send")
    place = f"/purchase-orders/{order['id']}/tracking"
    assert house.as_role(Role.RECEIVER).post(place, {"number": "DOCK"})["number"] == "DOCK"
    assert house.as_role(Role.VIEWER).post(place, {"number": "SEEN"}, 403)["code"] == "right.missing"
