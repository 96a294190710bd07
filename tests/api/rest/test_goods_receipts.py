"""Goods receipts at the native door: what the dock may not do, and what lists and dry runs show."""

from typing import Any

import pytest

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes, fresh
from tests.api.rest.test_tenancy import MADE_UP

ALL = "/goods-receipts"


def order(api: Caller, quantity: int = 100, sku: str = "SKU-1") -> dict[str, Any]:
    """An order that was sent."""
    found: dict[str, Any] = api.step(api.order({"sku": sku, "quantity": quantity}), "send")
    return found


def announced(api: Caller, *orders: dict[str, Any], **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.post(ALL, {"purchase_order_ids": [each["id"] for each in orders], **more})
    return found


def step(api: Caller, receipt: dict[str, Any], verb: str, body: Any = None, status: int = 200, **more: Any) -> Any:
    return api.post(f"{ALL}/{receipt['id']}/{verb}", body, status, **more)


def scan(quantity: Any = 1, sku: str = "SKU-1", **more: Any) -> dict[str, Any]:
    return {"lines": [{"sku": sku, "quantity": quantity, **more}]}


def test_an_announcement_names_the_receipt_and_shows_the_order(api: Caller) -> None:
    bought = order(api)
    answer = api.call("POST", ALL, json={"purchase_order_ids": [bought["id"]], "expected_at": "2026-04-01"})
    receipt = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"].endswith(f"/goods-receipts/{receipt['id']}")
    assert answer.headers["etag"] == f'"{receipt["version"]}"'
    assert receipt["receipt"] == {name: receipt[name] for name in ("id", "serial", "status")}
    assert (receipt["status"], receipt["expected_at"]) == ("expected", "2026-04-01T00:00:00Z")
    assert [(each["id"], each["receiving"]) for each in receipt["orders"]] == [(bought["id"], "expected")]


def test_goods_booked_with_the_announcement_are_pending(api: Caller) -> None:
    receipt = announced(api, order(api), lines=[{"sku": "SKU-1", "quantity": 4}])
    assert (receipt["status"], receipt["lines"][0]["accepted"]) == ("pending", "4")


def test_an_announcement_sent_twice_makes_one_receipt(api: Caller) -> None:
    bought = order(api)
    body = {"purchase_order_ids": [bought["id"]], "client_id": fresh("truck")}
    first, second = api.post(ALL, body), api.post(ALL, body, 200)
    assert (first["id"], first["replayed"], second["replayed"]) == (second["id"], False, True)


def test_an_announcement_names_every_fault_and_stores_nothing(api: Caller) -> None:
    bought = order(api)
    body = {
        "warehouse_id": MADE_UP["warehouse"],
        "purchase_order_ids": [bought["id"], MADE_UP["order"]],
        "reference": "x" * 256,
        "pieces": [{"type": "box"}],
        "lines": [{"quantity": "many"}],
        "colour": "red",
    }
    found = {pointer for pointer, _ in codes(api.post(ALL, body, 422))}
    assert found >= {"/reference", "/pieces/0/type", "/lines/0/quantity", "/colour"}
    body = {"warehouse_id": MADE_UP["warehouse"], "purchase_order_ids": [bought["id"], MADE_UP["order"]]}
    found = {pointer for pointer, _ in codes(api.post(ALL, body, 422))}
    assert found == {"/warehouse_id", "/purchase_order_ids/1"}
    assert api.get(ALL, params={"purchase_order_id": bought["id"]})["items"] == []
    assert api.get(f"/purchase-orders/{bought['id']}")["version"] == bought["version"]


def test_a_scan_answers_what_its_line_now_holds(api: Caller) -> None:
    receipt = announced(api, order(api))
    answers = [step(api, receipt, "lines", scan(2, client_id=f"{receipt['id']}-{turn}")) for turn in (1, 2, 2)]
    assert [answer["lines"][0]["quantity"] for answer in answers] == ["2", "4", "4"]
    assert [answer["replayed"] for answer in answers] == [False, False, True]
    assert len({answer["lines"][0]["id"] for answer in answers}) == 1
    assert answers[-1]["orders"][0]["lines"][0]["quantity_received"] == "0"


def test_goods_above_the_tolerance_are_refused_whole_with_what_is_left(api: Caller) -> None:
    bought = order(api, 10)
    receipt = announced(api, bought)
    wrong = step(api, receipt, "lines", {"lines": [scan(4)["lines"][0], scan(7)["lines"][0], {"sku": "NONE"}]}, 422)
    assert {pointer for pointer, _ in codes(wrong)} >= {"/lines/1/quantity", "/lines/2/sku"}
    assert "6" in next(each["message"] for each in wrong["errors"] if each["pointer"] == "/lines/1/quantity")
    assert api.get(f"{ALL}/{receipt['id']}")["lines"] == []
    over = step(api, receipt, "lines", {**scan(11), "override": True})
    assert over["lines"][0]["accepted"] == "11"


def test_rejected_goods_are_counted_on_the_line_and_nowhere_else(api: Caller) -> None:
    receipt = announced(api, order(api, 10))
    step(api, receipt, "lines", scan(10, rejected=3, reason="Wet."))
    line = step(api, receipt, "complete")["orders"][0]["lines"][0]
    counters = ("quantity_received", "quantity_rejected", "quantity_outstanding", "received_percent", "receiving")
    assert [line[name] for name in counters] == ["7", "3", "3", "70", "partial"]


def test_unannounced_goods_find_their_order_line(api: Caller) -> None:
    bought = order(api, 10)
    receipt = api.post(ALL, {})
    line = step(api, receipt, "lines", scan(3, sku="SKU-1"))["lines"][0]
    home = {"purchase_order_id": bought["id"], "line_id": bought["lines"][0]["id"]}
    match = f"lines/{line['id']}/match"
    step(api, receipt, match, home, 409)
    (warning,) = step(api, receipt, "complete")["warnings"]
    assert (warning["pointer"], warning["code"]) == ("/lines/0", "receipt.line_unmatched")
    assert warning["message"] == "No order line takes 3 of SKU-1; match them."
    assert codes(step(api, receipt, match, {**home, "purchase_order_id": MADE_UP["order"]}, 422)) == {
        ("/purchase_order_id", "order.unknown")
    }
    assert codes(step(api, receipt, match, {**home, "line_id": MADE_UP["line"]}, 422)) == {("/line_id", "line.unknown")}
    step(api, api.post(ALL, {}), match, home, 404)
    found = step(api, receipt, match, home)
    assert (found["lines"][0]["matched"], found["purchase_order_ids"]) == ("3", [bought["id"]])
    assert found["orders"][0]["lines"][0]["quantity_received"] == "3"
    assert step(api, receipt, match, home, 409)["code"] == "receipt.line_matched"


def test_the_last_piece_completes_the_receipt(api: Caller) -> None:
    receipt = announced(api, order(api, 10), pieces=[{"type": "pallet", "barcode": fresh("SSCC")}])
    added = step(api, receipt, "pieces", {"barcode": fresh("BOX")}, 201)
    assert [piece["position"] for piece in added["pieces"]] == [1, 2]
    assert added["piece"] == added["pieces"][1]
    step(api, receipt, "lines", scan(1), 422)
    version = step(api, receipt, "lines", {**scan(10), "piece_id": added["piece"]["id"]})["version"]
    pallet, box = (f"{ALL}/{receipt['id']}/pieces/{piece['id']}" for piece in added["pieces"])
    now = api.patch(pallet, {"status": "completed"}, version)
    assert now["status"] == "pending"
    now = api.patch(box, {"status": "completed"}, now["version"])
    assert (now["status"], now["orders"][0]["receiving"]) == ("completed", "full")
    api.patch(box, {"status": "expected"}, now["version"], 409)


@pytest.mark.parametrize("path", ["", "/pieces/{piece}"])
def test_a_change_says_which_version_it_means(api: Caller, path: str) -> None:
    receipt = announced(api, order(api), pieces=[{}])
    where = f"{ALL}/{receipt['id']}" + path.format(piece=receipt["pieces"][0]["id"])
    body = {"barcode": "X"} if path else {"remarks": "Ring twice."}
    api.patch(where, body, None, 428)
    api.patch(where, body, 99, 412)
    assert api.patch(where, body, receipt["version"])["version"] == receipt["version"] + 1


def test_a_change_links_other_orders(api: Caller) -> None:
    one, other = order(api), order(api)
    receipt = announced(api, one)
    path = f"{ALL}/{receipt['id']}"
    now = api.patch(path, {"purchase_order_ids": [other["id"]], "expected_at": None}, receipt["version"])
    assert {each["id"]: each["receiving"] for each in now["orders"]} == {one["id"]: "none", other["id"]: "expected"}
    refused = api.patch(path, {"purchase_order_ids": [MADE_UP["order"]], "warehouse_id": None}, now["version"], 422)
    assert {pointer for pointer, _ in codes(refused)} == {"/purchase_order_ids/0", "/warehouse_id"}


def test_steps_that_are_over_are_refused(api: Caller) -> None:
    receipt = announced(api, order(api, 10))
    step(api, receipt, "arrive", None, 412, version=99)
    step(api, receipt, "undo", {"reason": "Too early."}, 409)
    step(api, receipt, "arrive", None, version=receipt["version"])
    assert step(api, receipt, "arrive", None, 409)["code"] == "receipt.move_refused"
    step(api, receipt, "lines", scan(10))
    step(api, receipt, "complete")
    for verb, body in (("complete", None), ("cancel", None), ("lines", scan(1)), ("pieces", {})):
        assert step(api, receipt, verb, body, 409)["code"] == "receipt.final"
    assert codes(step(api, receipt, "undo", {"reason": ""}, 422))
    assert step(api, receipt, "undo", {"reason": "Counted twice."})["orders"][0]["receiving"] == "none"
    assert step(api, receipt, "undo", {"reason": "Again."}, 409)["code"] == "posting.undone"


def test_a_canceled_receipt_leaves_nothing_behind(api: Caller) -> None:
    bought = order(api, 10)
    receipt = announced(api, bought, lines=[{"sku": "SKU-1", "quantity": 10}])
    now = step(api, receipt, "cancel", {"reason": "Wrong yard."})
    assert (now["status"], now["lines"][0]["undone"], now["orders"][0]["receiving"]) == ("canceled", "10", "none")
    assert api.get("/ledger/check")["ok"] is True


def test_a_dry_run_shows_no_id_that_will_never_exist(api: Caller) -> None:
    bought = order(api, 10)
    body = {"purchase_order_ids": [bought["id"]], "pieces": [{}], "lines": [{"sku": "SKU-1", "quantity": 1}]}
    would = api.post(ALL, body, 200, params={"dry_run": "true"})
    named = [would["id"], would["serial"], would["posting_id"], would["receipt"]["id"], would["pieces"][0]["id"]]
    assert [*named, would["lines"][0]["id"], would["lines"][0]["piece_id"]] == [None] * 7
    assert (would["dry_run"], would["status"], would["orders"][0]["id"]) == (True, "pending", bought["id"])
    received = api.step(bought, "receive", scan(4), params={"dry_run": "true"})
    assert (received["id"], received["posting_id"], received["receipt"]["id"]) == (bought["id"], None, None)
    off = api.step(bought, "write-off", {}, params={"dry_run": "true"})
    assert (off["posting_id"], off["lines"][0]["quantity_outstanding"]) == (None, "0")
    assert api.get(ALL, params={"purchase_order_id": bought["id"]})["items"] == []


def test_a_list_is_paged_filtered_and_sorted(api: Caller) -> None:
    bought = order(api)
    made = [announced(api, bought, reference=f"DN-{day}", expected_at=f"2031-04-0{day}") for day in (1, 2, 3)]
    step(api, made[1], "arrive")
    ours = {"purchase_order_id": bought["id"]}

    def ids(**params: Any) -> list[str]:
        return [each["id"] for each in api.get(ALL, params={**ours, **params})["items"]]

    in_order = [each["id"] for each in made]
    assert ids() == in_order[::-1]
    assert ids(sort="serial") == in_order
    assert ids(status="arrived") == [in_order[1]]
    assert ids(reference="DN-1,DN-3", sort="id") == [in_order[0], in_order[2]]
    assert ids(expected_from="2031-04-02", expected_to="2031-04-02") == [in_order[1]]
    assert ids(warehouse_id=MADE_UP["warehouse"]) == []
    first = api.get(ALL, params={**ours, "limit": 2})
    rest = api.get(ALL, params={**ours, "limit": 2, "cursor": first["next"]})
    assert [each["id"] for each in [*first["items"], *rest["items"]]] == in_order[::-1]
    assert (rest["next"], "lines" in first["items"][0], "pieces" in first["items"][0]) == (None, False, False)
    assert api.get(ALL, params={**ours, "expand": "lines,pieces"})["items"][0]["pieces"] == []
    for wrong in ({"status": "lost"}, {"sort": "reference"}, {"expand": "orders"}, {"limit": 0}, {"x": 1}):
        assert api.get(ALL, 422, params={**wrong})["errors"][0]["parameter"] in wrong
    assert api.get(ALL, 422, params={"cursor": first["next"]})["errors"][0]["parameter"] == "cursor"


def test_one_receipt_is_read_with_everything_in_it(api: Caller) -> None:
    receipt = announced(api, order(api), pieces=[{}], lines=[{"sku": "SKU-1", "quantity": 2, "lot": "L1"}])
    answer = api.call("GET", f"{ALL}/{receipt['id']}")
    assert [(line["sku"], line["lot"], line["unmatched"]) for line in answer.json()["lines"]] == [("SKU-1", "L1", "2")]
    told = [event["code"] for event in api.get(f"{ALL}/{receipt['id']}/events")["items"]]
    assert told == ["receipt.announced", "receipt.booked"]
    api.get(f"{ALL}/{MADE_UP['receipt']}/events", 404)
    again = api.call("GET", f"{ALL}/{receipt['id']}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    api.get(f"{ALL}/nonsense", 404)


def test_an_idempotency_key_makes_one_receipt(api: Caller) -> None:
    bought = order(api)
    body = {"purchase_order_ids": [bought["id"]]}
    one, two = (api.post(ALL, body, key="truck-7731") for _ in range(2))
    assert one["id"] == two["id"]


def test_a_viewer_reads_and_others_see_nothing(house: House, api: Caller, theirs: Caller) -> None:
    receipt = announced(api, order(api))
    viewer = house.as_role(Role.VIEWER)
    assert viewer.get(f"{ALL}/{receipt['id']}")["id"] == receipt["id"]
    step(viewer, receipt, "arrive", None, 403)
    viewer.post(ALL, {}, 403)
    theirs.get(f"{ALL}/{receipt['id']}", 404)
    step(theirs, receipt, "arrive", None, 404)
    assert theirs.get(ALL)["items"] == []
