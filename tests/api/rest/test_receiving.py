"""Receiving at the native door: goods come, are written off, go back and are undone."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from entrepot.book.people.rights import Role
from entrepot.clock import FixedClock
from tests.api.rest.caller import Caller, House, codes, fresh, open_house


def sent(api: Caller, quantity: int = 100) -> dict[str, Any]:
    order: dict[str, Any] = api.step(api.order({"sku": "SKU-1", "quantity": quantity}), "send")
    return order


def goods(quantity: int, **more: Any) -> dict[str, Any]:
    return {"lines": [{"sku": "SKU-1", "quantity": quantity}], **more}


def test_goods_come_and_the_answer_names_the_receipt_and_the_order(api: Caller) -> None:
    order = sent(api)
    now = api.step(order, "receive", goods(40))
    assert now["id"] == order["id"]
    assert now["receipt"]["id"] == now["posting_id"]
    assert (now["receiving"], now["lines"][0]["quantity_received"]) == ("partial", "40")
    assert api.get("/ledger/check")["ok"] is True


def test_more_than_is_left_is_refused_whole(api: Caller) -> None:
    order = sent(api)
    wrong = api.step(order, "receive", goods(101), 422)
    assert [pointer for pointer, _ in codes(wrong)] == ["/lines/0/quantity"]
    assert api.get(f"/purchase-orders/{order['id']}/movements")["items"] == []


def test_the_same_client_id_is_received_once(api: Caller) -> None:
    order = sent(api)
    answers = [api.step(order, "receive", goods(10, client_id=f"scan-{order['id']}")) for _ in range(8)]
    assert len({answer["receipt"]["id"] for answer in answers}) == 1
    assert answers[-1]["lines"][0]["quantity_received"] == "10"


def test_a_return_a_write_off_and_their_undoing(api: Caller) -> None:
    order = sent(api)
    line = order["lines"][0]["id"]
    api.step(order, "receive", goods(60))
    api.step(order, "returns", {"lines": [{"line_id": line, "quantity": 5}], "reason": "Warped."})
    off = api.step(order, "write-off", {"reason": "The supplier ran out."})
    assert off["lines"][0]["quantity_outstanding"] == "0"
    undo = f"/postings/{off['posting_id']}/undo"
    back = api.post(undo, {"reason": "They found some."}, 200)
    assert back["orders"][0]["lines"][0]["quantity_written_off"] == "0"
    api.post(undo, {"reason": "Again."}, 409)
    assert len(api.get(f"/purchase-orders/{order['id']}/movements")["items"]) == 4
    assert api.get("/ledger/check")["drifting"] == []


def test_movements_are_paged_and_filtered(api: Caller) -> None:
    order = sent(api)
    line = order["lines"][0]["id"]
    postings = [api.step(order, "receive", goods(turn))["posting_id"] for turn in (1, 2, 3)]
    api.step(order, "returns", {"lines": [{"line_id": line, "quantity": 1}]})
    path = f"/purchase-orders/{order['id']}/movements"

    def quantities(**params: Any) -> list[str]:
        found, cursor = [], None
        while True:
            page = api.get(path, params={**params, "limit": 2, **({"cursor": cursor} if cursor else {})})
            assert len(page["items"]) <= 2
            found += [each["quantity"] for each in page["items"]]
            cursor = page["next"]
            if cursor is None:
                return found

    assert quantities() == ["1", "2", "3", "1"]
    assert quantities(sort="-id") == ["1", "3", "2", "1"]
    assert quantities(kind="received") == ["1", "2", "3"]
    assert quantities(posting_id=f"{postings[0]},{postings[2]}") == ["1", "3"]
    assert quantities(line_id=line, kind="returned,written_off") == ["1"]
    assert quantities(receipt_id=postings[1]) == ["2"]
    first = api.get(path, params={"limit": 1})
    for wrong in ({"limit": 201}, {"sort": "kind"}, {"kind": "lost"}, {"order_id": order["id"]}):
        assert api.get(path, 422, params=wrong)["errors"][0]["parameter"] in wrong
    elsewhere = f"/purchase-orders/{sent(api)['id']}/movements"
    assert api.get(elsewhere, 422, params={"cursor": first["next"]})["errors"][0]["parameter"] == "cursor"


def test_a_reason_may_be_left_out_and_be_long_but_not_too_long(api: Caller) -> None:
    order = sent(api)
    line = order["lines"][0]["id"]
    api.step(order, "receive", goods(10))
    part = {"lines": [{"line_id": line, "quantity": 1}]}
    for more in ({}, {"reason": None}, {"reason": "x" * 1000}):
        api.step(order, "returns", {**part, **more})
        api.step(order, "write-off", {**part, **more})
    for verb in ("returns", "write-off"):
        wrong = api.step(order, verb, {**part, "reason": "x" * 1001}, 422)
        assert [pointer for pointer, _ in codes(wrong)] == ["/reason"]
    posting = api.step(order, "write-off", part)["posting_id"]
    assert codes(api.post(f"/postings/{posting}/undo", {"reason": " "}, 422)) == {("/reason", "reason.missing")}
    api.post(f"/postings/{posting}/undo", {"reason": "x" * 1000}, 200)


def test_the_nearest_tolerance_wins_and_zero_is_zero(api: Caller) -> None:
    product = api.post("/products", {"name": "Bolts", "sku": fresh("BOLT"), "over_receipt_percent": "10"})
    assert (product["over_receipt_percent"], product["short_receipt_percent"]) == ("10", None)

    def take(quantity: int, status: int, **line: Any) -> Any:
        order = api.step(api.order({"sku": product["sku"], "quantity": 100, **line}), "send")
        return api.step(order, "receive", {"lines": [{"sku": product["sku"], "quantity": quantity}]}, status)

    take(111, 422)
    assert take(110, 200)["lines"][0]["receiving"] == "over"
    take(101, 422, over_receipt_percent=0)
    line = take(98, 200, short_receipt_percent="2.5")["lines"][0]
    assert (line["short_receipt_percent"], line["quantity_written_off"], line["receiving"]) == ("2.5", "2", "full")
    assert (line["received_percent"], line["done_percent"]) == ("98", "100")


def test_tolerances_are_set_changed_and_taken_away(api: Caller) -> None:
    both = {"over_receipt_percent": "7.5", "short_receipt_percent": "1"}
    none = dict.fromkeys(both)
    supplier = api.post("/suppliers", {"name": fresh("Bolts"), **both})
    product = api.post("/products", {"name": "Bolts", "sku": fresh("BOLT"), **both})
    order = api.order({"sku": "SKU-1", "quantity": 10, **both})
    line = order["lines"][0]
    places = (
        (f"/suppliers/{supplier['id']}", supplier),
        (f"/products/{product['id']}", product),
        (f"/purchase-orders/{order['id']}/lines/{line['id']}", line),
    )
    for path, made in places:
        assert {name: made[name] for name in both} == both
        version = made.get("version", order["version"])
        wrong = api.patch(path, {"over_receipt_percent": -1, "short_receipt_percent": 101}, version, 422)
        assert {pointer for pointer, _ in codes(wrong)} == {"/over_receipt_percent", "/short_receipt_percent"}
        changed = api.patch(path, none, version)
        assert {name: changed[name] for name in both} == none


def test_times_of_a_change_end_in_z_and_amounts_of_a_reason_are_the_orders_own(api: Caller) -> None:
    order = sent(api)
    events = api.get(f"/purchase-orders/{order['id']}/events")["items"]
    (moment,) = [each["new"] for event in events for each in event["changes"] if each["path"] == "sent_at"]
    assert moment.endswith("Z")
    assert moment == order["sent_at"]
    reasons = {each["pointer"]: each["value"] for each in api.get(f"/purchase-orders/{order['id']}/why")["reasons"]}
    totals = {name: amount["amount"] for name, amount in order["totals"].items() if amount is not None}
    assert {name: reasons[f"/totals/{name}"] for name in totals} == totals
    line = order["lines"][0]
    shown = ("unit_price", "net", "tax")
    assert [reasons[f"/lines/0/{name}"] for name in shown] == [line[name]["amount"] for name in shown]


def test_a_step_is_undone(api: Caller) -> None:
    assert api.step(sent(api), "undo-step", {"reason": "Too early."})["status"] == "draft"


def test_a_dry_run_receives_nothing(api: Caller) -> None:
    order = sent(api)
    assert api.step(order, "receive", goods(4), params={"dry_run": "true"})["dry_run"] is True
    assert api.get(f"/purchase-orders/{order['id']}/movements")["items"] == []


def test_others_neither_see_nor_receive(house: House, api: Caller, theirs: Caller) -> None:
    order = sent(api)
    made = api.step(order, "receive", goods(4))
    theirs.step(order, "receive", goods(4), 404)
    theirs.get(f"/purchase-orders/{order['id']}/movements", 404)
    theirs.post(f"/postings/{made['posting_id']}/undo", {"reason": "Mine."}, 404)
    house.as_role(Role.VIEWER).step(order, "receive", goods(4), 403)


def test_an_order_is_read_as_it_stood(api: Caller, theirs: Caller) -> None:
    order = api.order({"sku": "SKU-1", "quantity": 10})
    path = f"/purchase-orders/{order['id']}"
    now = api.get(path, params={"at": "2999-01-01T00:00:00Z"})
    assert (now["id"], now["version"], now["lines"]) == (order["id"], order["version"], order["lines"])
    assert api.get(path, 404, params={"at": "2001-01-01T00:00:00Z"})["code"] == "order.unknown"
    theirs.get(path, 404, params={"at": "2999-01-01T00:00:00Z"})
    assert api.get(path, 422, params={"at": "yesterday"})["errors"][0]["parameter"] == "at"
    both = {"at": "2999-01-01T00:00:00Z", "expand": "events"}
    assert api.get(path, 422, params=both)["errors"][0]["parameter"] == "expand"


def test_a_change_is_not_in_the_order_as_it_stood_before(house: House, api: Caller) -> None:
    made = sent(api)
    path = f"/purchase-orders/{made['id']}"
    between = api.get(path)["updated_at"]
    clock = house.store._clock
    assert isinstance(clock, FixedClock)
    clock.moment += timedelta(seconds=1)
    api.step(made, "receive", goods(40))
    then = api.get(path, params={"at": between})
    assert (then["version"], then["lines"][0]["quantity_received"]) == (made["version"], "0")
    assert api.get(path)["lines"][0]["quantity_received"] == "40"


def test_a_figure_that_was_tampered_with_is_named(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        good, bad = sent(house.ours), sent(house.ours)
        for order in (good, bad):
            house.ours.step(order, "receive", goods(40))
        raised = "UPDATE purchase_order_lines SET quantity_received = quantity_received + 1 WHERE organization_id = ?"
        own = (house.ours.world.organization.id.bytes, UUID(bad["id"]).bytes)
        house.store.write_now(lambda uow: uow.sql(f"{raised} AND order_id = ?", own))
        found = house.ours.get("/ledger/check")
        assert found == {"ok": False, "checked": 2, "drifting": [bad["id"]]}
        assert house.theirs.get("/ledger/check") == {"ok": True, "checked": 0, "drifting": []}


def test_an_order_that_is_not_complete_is_closed_when_that_is_accepted(tmp_path: Path) -> None:  # C6
    with open_house(tmp_path) as house:
        api = house.ours
        order = api.step(api.order({"sku": "SKU-1", "quantity": 100}, {"sku": "SKU-2", "quantity": 5}), "send")
        api.step(order, "receive", {"lines": [{"sku": "SKU-2", "quantity": 5}]})
        api.patch("/organization/settings", {"orders.close_short": "confirm"}, None)
        wrong = api.step(order, "close", None, 422)
        assert codes(wrong) == {("/lines/0", "order.incomplete")}
        assert wrong["errors"][0]["message"] == "SKU-1: 100 outstanding."
        house.as_role(Role.VIEWER).step(order, "close", None, 403)
        assert api.get(f"/purchase-orders/{order['id']}")["status"] == "sent"
        assert api.step(order, "close", {"accept_incomplete": True, "reason": "Enough."})["status"] == "closed"
        whole = api.step(api.order({"sku": "SKU-1", "quantity": 1}), "send")
        api.step(whole, "receive", {"lines": [{"sku": "SKU-1", "quantity": 1}]})
        assert api.step(whole, "close")["status"] == "closed"
