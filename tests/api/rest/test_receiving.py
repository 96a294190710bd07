"""Receiving at the native door: goods come, are written off, go back and are undone."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from entrepot.book.people.rights import Role
from entrepot.clock import FixedClock
from tests.api.rest.caller import Caller, House, codes, open_house


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
