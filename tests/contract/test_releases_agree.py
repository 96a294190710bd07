"""One release: goods let go at one door are on an order of their own at every door, and nowhere counted twice."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from entrepot.clock import FixedClock
from entrepot.store.store import Store
from tests.contract.doors import DOORS, Client, ulid
from tests.contract.test_receiving_agrees import RECEIVERS, Life
from tests.makers import MOMENT, make_world
from tests.server import inside

D = Decimal
# Every door's words for an order of which something, or everything, was released, and for one that a release made.
PART: dict[str, object] = {
    "native": "sent", "pack": "receiving", "shipwell": "NOT_READY", "storefeeder": "SentToSupplier", "sellercloud": 1,
}  # fmt: skip
WHOLE: dict[str, object] = {
    "native": "sent", "pack": "received", "shipwell": "FILLED", "storefeeder": "Complete", "sellercloud": 3,
}  # fmt: skip
CHILD: dict[str, object] = {
    "native": "sent", "pack": "ordered", "shipwell": "READY", "storefeeder": "SentToSupplier", "sellercloud": 1,
}  # fmt: skip


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with inside(tmp_path / "book.sqlite3", clock=FixedClock(MOMENT)) as http:
        yield Client(http, make_world(_store(http)))


def _store(http: TestClient) -> Store:
    store: Store = http.app.state.door.store  # type: ignore[attr-defined]
    return store


def native(life: Life, quantity: str | None) -> str:
    """So much of the first line, or all of everything, through the native door; the id of the order that was made."""
    lines = life.client.native("GET", f"/purchase-orders/{life.id}")["lines"]
    parts = [{"line_id": lines[0]["id"], "quantity": quantity}] if quantity else [{"line_id": x["id"]} for x in lines]
    body = {"lines": parts, "accept": True}
    return str(life.client.native("POST", f"/purchase-orders/{life.id}/releases", body)["child_order_id"])


def shipwell(life: Life, quantity: str | None) -> str:
    """The same through Shipwell."""
    items = life.client.call("GET", f"/shipwell/orders/{ulid(life.id)}")["items"]
    parts = [
        {
            "released_from_item_id": item["id"],
            "released_amount": {**item["available_amount"], "value": quantity or item["available_amount"]["value"]},
            "shipping_requirements": {},
        }
        for item in (items[:1] if quantity else items)
    ]
    where = f"/shipwell/purchase-orders/{ulid(life.id)}/releases"
    made = life.client.call("POST", where, {"auto_accept": True, "items": parts})
    children = life.client.native("GET", f"/purchase-orders?parent_order_id={life.id}")["items"]
    (child,) = [each["id"] for each in children if ulid(each["id"]) == made["released_onto_order_id"]]
    return str(child)


RELEASING: dict[str, Callable[[Life, str | None], str]] = {"native": native, "shipwell": shipwell}


def sent(client: Client, origin: str = "native") -> Life:
    life = Life.of(client, origin)
    if origin != "shipwell":
        life.step("send")
    return life


def child_of(client: Client, id: str) -> Life:
    order = client.native("GET", f"/purchase-orders/{id}")
    return Life(client, id, order["serial"], {"SKU-1": 0, "SKU-2": 0})


def words_of(life: Life) -> dict[str, object]:
    return {name: door.see(life.client, life.id, life.serial).status for name, door in DOORS.items()}


def losses_of(client: Client, id: str) -> dict[str, set[str]]:
    wires = client.native("GET", f"/purchase-orders/{id}/wires")["wires"]
    return {name: {loss["field"] for loss in wire["losses"]} for name, wire in wires.items()}


@pytest.mark.parametrize("door", list(RELEASING))
@pytest.mark.parametrize("origin", list(DOORS))
def test_released_goods_are_on_their_own_order_at_every_door(client: Client, origin: str, door: str) -> None:
    life = sent(client, origin)
    child = child_of(client, RELEASING[door](life, "5"))
    for name, reader in DOORS.items():
        seen = reader.see(client, child.id, child.serial)
        assert [(line[0], line[1]) for line in seen.lines] == [("SKU-1", D(5))], name
        assert seen.lines[0][2] in (None, D("2.35")), name
        assert seen.number in (None, client.native("GET", f"/purchase-orders/{life.id}")["number"] + "-R1"), name
        whole = reader.see(client, life.id, life.serial)
        assert [(line[0], line[1]) for line in whole.lines] == [("SKU-1", D(12)), ("SKU-2", D(7))], name
    assert words_of(child) == CHILD
    assert words_of(life) == PART
    line = client.native("GET", f"/purchase-orders/{life.id}")["lines"][0]
    assert (line["quantity_released"], line["quantity_outstanding"]) == ("5", "7")
    items = client.call("GET", f"/shipwell/orders/{ulid(life.id)}")["items"]
    assert [item["available_amount"]["value"] for item in items] == ["7", "7"]
    lost = losses_of(client, life.id)
    assert {name for name, fields in lost.items() if "lines.quantity_released" in fields} == set(lost) - {"shipwell"}
    lost = losses_of(client, child.id)
    assert {name for name, fields in lost.items() if "parent_order_id" in fields} == set(lost) - {"shipwell"}


@pytest.mark.parametrize("door", list(RELEASING))
def test_an_order_of_which_all_is_released_is_done_at_every_door(client: Client, door: str) -> None:
    life = sent(client)
    child = child_of(client, RELEASING[door](life, None))
    assert words_of(life) == WHOLE
    assert words_of(child) == CHILD
    child.receive("sellercloud", {"SKU-1": 12, "SKU-2": 7})
    assert client.native("GET", f"/purchase-orders/{child.id}")["receiving"] == "full"


@pytest.mark.parametrize("receiver", list(RECEIVERS))
def test_no_door_receives_what_was_released(client: Client, receiver: str) -> None:
    life = sent(client)
    child = child_of(client, RELEASING["shipwell"](life, "5"))
    above = {"lines": [{"sku": "SKU-1", "quantity": "8"}]}
    refused = client.http.post(f"/api/v1/purchase-orders/{life.id}/receive", json=above, headers=client.key)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "receipt.above_tolerance")
    life.receive(receiver, {"SKU-1": 7, "SKU-2": 7})
    child.receive(receiver, {"SKU-1": 5})
    for each in (life, child):
        assert client.native("GET", f"/purchase-orders/{each.id}")["receiving"] == "full"
    assert client.native("GET", "/ledger/check")["ok"]
    product = client.world.products[0].id
    level = client.native("GET", f"/availability?product_id={product}")["items"][0]
    assert level["incoming"] == []


def test_a_release_offered_at_one_door_is_decided_at_the_other(client: Client) -> None:
    life = sent(client)
    line = client.native("GET", f"/purchase-orders/{life.id}")["lines"][0]["id"]
    offered = client.native(
        "POST", f"/purchase-orders/{life.id}/releases", {"lines": [{"line_id": line, "quantity": "5"}]}
    )
    where = f"/shipwell/purchase-orders/{ulid(life.id)}/releases/{ulid(offered['id'])}"
    assert client.call("GET", where)["status"] == "NEED"
    made = client.call("POST", f"{where}/accept")
    shown = client.native("GET", f"/purchase-orders/{life.id}/releases/{offered['id']}")
    assert (shown["status"], ulid(shown["child_order_id"])) == ("accepted", made["released_onto_order_id"])
    client.native("POST", f"/purchase-orders/{life.id}/releases/{offered['id']}/cancel")
    assert client.call("GET", where)["status"] == "CANCELLED"
    child = client.call("GET", f"/shipwell/orders/{made['released_onto_order_id']}")
    assert child["status"] == "CANCELLED"


@pytest.mark.parametrize(
    ("transit", "word"),
    [
        ("assigned", "ASSIGNED"),
        ("dispatched", "DISPATCHED"),
        ("in_transit", "IN_TRANSIT"),
        ("out_for_delivery", "OUT_FOR_DELIVERY"),
        ("delivered", "DELIVERED"),
    ],
)
def test_shipwells_words_follow_the_shipment(client: Client, transit: str, word: str) -> None:
    life = sent(client)
    item = client.call("GET", f"/shipwell/orders/{ulid(life.id)}")["items"][0]["id"]
    where = f"/shipwell/purchase-orders/{ulid(life.id)}/releases"
    client.call("POST", where, {"release_type": "TRANSPORTATION", "items": [{"released_from_item_id": item}]})
    (release,) = client.native("GET", f"/purchase-orders/{life.id}/releases")["items"]
    client.native("POST", f"/purchase-orders/{life.id}/releases/{release['id']}/transit", {"transit": transit})
    assert words_of(life)["shipwell"] == word
    listed = client.call("GET", f"/shipwell/orders?status={word}")["data"]
    assert [order["id"] for order in listed] == [ulid(life.id)]
    shown = client.call("GET", f"{where}/{ulid(release['id'])}")["transit_status"]
    assert shown == (None if transit == "assigned" else word)
    lost = losses_of(client, life.id)
    assert {name for name, fields in lost.items() if "transport" in fields} == set(lost) - {"shipwell"}
