"""What every write has in common: done once under its key, tried without being stored, from the version last read."""

from typing import Any

import pytest

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes, fresh


def test_the_same_request_under_its_key_is_done_once(api: Caller) -> None:
    key, before = fresh("key").replace(" ", "-"), api.count()
    first = api.call("POST", "/purchase-orders", json=api.body(), key=key)
    second = api.call("POST", "/purchase-orders", json=api.body(), key=key)
    assert (second.status_code, second.content) == (201, first.content)
    assert second.headers["location"] == first.headers["location"]
    assert second.headers["etag"] == '"1"'
    assert second.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert api.count() == before + 1


def test_another_body_under_the_same_key_is_refused(api: Caller) -> None:
    key = fresh("key").replace(" ", "-")
    api.post("/purchase-orders", api.body(), key=key)
    problem = api.post("/purchase-orders", api.body(title="Other"), 422, key=key)
    assert problem["code"] == "idempotency.mismatch"


def test_a_refused_request_may_be_corrected_under_its_key(api: Caller) -> None:
    key = fresh("key").replace(" ", "-")
    api.post("/purchase-orders", api.body({"sku": "SKU-1", "quantity": -1}), 422, key=key)
    api.post("/purchase-orders", api.body(), 201, key=key)


def test_a_key_belongs_to_one_credential_and_one_path(house: House, api: Caller, theirs: Caller) -> None:
    key = fresh("key").replace(" ", "-")
    ours = api.post("/purchase-orders", api.body(), key=key)
    assert theirs.post("/purchase-orders", theirs.body(), key=key)["id"] != ours["id"]
    assert house.as_role(Role.BUYER).post("/purchase-orders", api.body(), key=key)["id"] != ours["id"]
    api.post("/tags", {"name": fresh("Tag")}, key=key)


def test_every_sort_of_write_is_replayed(api: Caller) -> None:
    order = api.order()
    path = f"/purchase-orders/{order['id']}"
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("PATCH", path, {"json": {"title": "Once"}, "version": 1}),
        ("POST", f"{path}/send", {}),
        ("PATCH", f"{path}/lines/{order['lines'][0]['id']}", {"json": {"notes": "Once"}, "version": 3}),
        ("POST", f"{path}/cancel", {}),
        ("DELETE", path, {"version": 5}),
    ]
    for method, where, options in calls:
        key = fresh("key").replace(" ", "-")
        first = api.call(method, where, key=key, **options)
        second = api.call(method, where, key=key, **options)
        assert first.status_code in (200, 204), first.text
        assert (second.status_code, second.content) == (first.status_code, first.content)
        assert second.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize("key", ["", "x" * 256, "with space", "é"])
def test_a_malformed_key_is_refused(api: Caller, key: str) -> None:
    headers = {**api.headers, "Idempotency-Key": key.encode("latin-1")}
    answer = api.client.post("/api/v1/purchase-orders", json=api.body(), headers=headers)
    assert answer.status_code == 422
    assert codes(answer.json()) == {("Idempotency-Key", "idempotency.key")}


def test_a_trial_of_an_order_shows_it_and_stores_nothing(api: Caller) -> None:
    before = api.count()
    settings = api.get("/organization/settings")
    would = api.post(
        "/purchase-orders", api.body({"description": "Gift", "quantity": 1}), 200, params={"dry_run": "true"}
    )
    assert would["dry_run"] is True
    assert [would[name] for name in ("id", "serial", "number")] == [None] * 3
    assert [(line["id"], line["serial"]) for line in would["lines"]] == [(None, None)]
    assert [event["code"] for event in would["events"]] == ["order.created"]
    assert would["totals"]["total"]["amount"] == "0.00"
    assert api.count() == before
    assert api.get("/organization/settings") == settings


def test_a_price_that_was_not_found_is_warned_about(api: Caller) -> None:
    product = api.post("/products", {"name": "No price", "sku": fresh("NP")})
    order = api.order({"product_id": product["id"], "quantity": 1})
    assert [warning["pointer"] for warning in order["warnings"]]
    assert order["warnings"][0]["pointer"].startswith("/lines/0")


def test_a_trial_shows_a_number_that_was_given(api: Caller) -> None:
    number = fresh("Given")
    would = api.post("/purchase-orders", api.body(number=number), 200, params={"dry_run": "true"})
    assert would["number"] == number
    api.order(number=number)
    api.post("/purchase-orders", api.body(number=number), 409, params={"dry_run": "true"})


def test_every_write_can_be_tried(api: Caller) -> None:
    order = api.order({"sku": "SKU-1", "quantity": 10}, {"sku": "SKU-2", "quantity": 1})
    path = f"/purchase-orders/{order['id']}"
    line = f"{path}/lines/{order['lines'][0]['id']}"
    dry: dict[str, Any] = {"params": {"dry_run": "true"}}
    trials = [
        api.patch(path, {"title": "Try"}, 1, **dry),
        api.delete(path, 1, 200, **dry),
        api.post(f"{path}/send", None, 200, **dry),
        api.post(f"{path}/hold", {"reason": "Try"}, 200, **dry),
        api.post(f"{path}/copy", None, 200, **dry),
        api.patch(line, {"quantity": 5}, 1, **dry),
        api.delete(line, 1, 200, **dry),
        api.post("/stock-mutations", _stock(api, delta=3), 200, **dry),
        api.post("/reservations", {**_stock(api, quantity=1), "product_id": api.product()}, 200, **dry),
        api.patch("/organization/settings", {"receiving.auto_close": True}, None, **dry),
        api.patch("/organization", {"name": "Try"}, 1, **dry),
    ]
    assert all(trial["dry_run"] is True and trial["events"] for trial in trials)
    assert api.get(path) == {name: value for name, value in order.items() if name != "warnings"}
    assert api.get("/organization/settings")["receiving.auto_close"] is False


def _stock(api: Caller, **more: Any) -> dict[str, Any]:
    return {"product_id": api.product(1), "warehouse_id": api.warehouse, **more}


def test_a_trial_keeps_no_answer_under_its_key(api: Caller) -> None:
    key = fresh("key").replace(" ", "-")
    api.post("/purchase-orders", api.body(), 200, key=key, params={"dry_run": "true"})
    api.post("/purchase-orders", api.body(), 201, key=key)


@pytest.mark.parametrize("value", ["maybe", "1", ""])
def test_a_trial_is_asked_for_with_true_or_false(api: Caller, value: str) -> None:
    problem = api.post("/purchase-orders", api.body(), 422, params={"dry_run": value})
    assert codes(problem) == {("dry_run", "field.choice")}


def test_an_unknown_parameter_of_a_write_is_refused(api: Caller) -> None:
    before = api.count()
    problem = api.post("/purchase-orders", api.body(), 422, params={"dryrun": "true"})
    assert codes(problem) == {("dryrun", "field.unknown")}
    assert api.count() == before


@pytest.mark.parametrize("tag", ["abc", '"abc"', "", '"99999999999999999999999"'])
def test_a_version_that_is_none_matches_nothing(api: Caller, tag: str) -> None:
    order = api.order()
    answer = api.call("PATCH", f"/purchase-orders/{order['id']}", json={"title": "x"}, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (412, "precondition.failed")
