"""One dock: goods received at any door count at every other, and every door's word for the order follows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from entrepot.clock import FixedClock
from entrepot.store.store import Store
from tests.contract.doors import DOORS, Client
from tests.makers import MOMENT, make_world
from tests.server import inside

D = Decimal
GOODS = ("SKU-1", "SKU-2")
ORDERED = {"SKU-1": 12, "SKU-2": 7}
Goods = dict[str, int]

# What every door calls an order at each step; Sellercloud's second number is how far it is received, StoreFeeder's
# further words stand on the lines. Arrived goods that are not counted yet change Pack's word alone.
WORDS: dict[str, dict[str, object]] = {
    "draft": {
        "native": ("draft", "none"), "pack": "created", "shipwell": "NOT_READY", "storefeeder": "Draft",
        "sellercloud": (0, 0),
    },
    "draft, announced": {
        "native": ("draft", "expected"), "pack": "expected", "shipwell": "NOT_READY", "storefeeder": "Draft",
        "sellercloud": (0, 0),
    },
    "draft, arrived": {
        "native": ("draft", "arriving"), "pack": "receiving", "shipwell": "NOT_READY", "storefeeder": "Draft",
        "sellercloud": (0, 0),
    },
    "draft, part": {
        "native": ("draft", "partial"), "pack": "receiving", "shipwell": "NOT_READY", "storefeeder": "Draft",
        "sellercloud": (0, 1),
    },
    "sent": {
        "native": ("sent", "none"), "pack": "ordered", "shipwell": "NOT_READY", "storefeeder": "SentToSupplier",
        "sellercloud": (1, 0),
    },
    "sent, announced": {
        "native": ("sent", "expected"), "pack": "expected", "shipwell": "NOT_READY", "storefeeder": "SentToSupplier",
        "sellercloud": (1, 0),
    },
    "sent, arrived": {
        "native": ("sent", "arriving"), "pack": "receiving", "shipwell": "NOT_READY", "storefeeder": "SentToSupplier",
        "sellercloud": (1, 0),
    },
    "sent, part": {
        "native": ("sent", "partial"), "pack": "receiving", "shipwell": "NOT_READY", "storefeeder": "SentToSupplier",
        "sellercloud": (1, 1),
    },
    "confirmed, part": {
        "native": ("confirmed", "partial"), "pack": "receiving", "shipwell": "NOT_READY",
        "storefeeder": "ConfirmedBySupplier", "sellercloud": (2, 1),
    },
    "confirmed, done": {
        "native": ("confirmed", "full"), "pack": "received", "shipwell": "NOT_READY", "storefeeder": "Complete",
        "sellercloud": (3, 2),
    },
    "closed, done": {
        "native": ("closed", "full"), "pack": "completed", "shipwell": "NOT_READY", "storefeeder": "Complete",
        "sellercloud": (5, 2),
    },
}  # fmt: skip


@dataclass
class Life:
    """An order on its way: who it is at each door, and what must have come by now."""

    client: Client
    id: str
    serial: int
    came: dict[str, int]

    @classmethod
    def of(cls, client: Client, origin: str = "native") -> "Life":
        DOORS[origin].enter(client)
        (order,) = client.native("GET", "/purchase-orders")["items"]
        return cls(client, order["id"], order["serial"], dict.fromkeys(GOODS, 0))

    def step(self, name: str) -> None:
        self.client.native("POST", f"/purchase-orders/{self.id}/{name}")

    def receive(self, door: str, goods: Goods) -> None:
        RECEIVERS[door](self, goods)
        for sku, units in goods.items():
            self.came[sku] += units

    def stands(self, words: str) -> None:
        """Every door calls the order by its word and shows what has come."""
        for name, read in READERS.items():
            word, received = read(self)
            assert word == WORDS[words][name], (words, name)
            assert received in (None, tuple(self.came[sku] for sku in GOODS)), (words, name)


# --- what each door shows ---------------------------------------------------------------------------------------------

Reading = tuple[object, tuple[int, ...] | None]


def _by_sku(received: Mapping[str, object]) -> tuple[int, ...]:
    return tuple(int(D(str(received[sku]))) for sku in GOODS)


def read_native(life: Life) -> Reading:
    order = life.client.native("GET", f"/purchase-orders/{life.id}")
    net = {line["sku"]: D(line["quantity_received"]) - D(line["quantity_returned"]) for line in order["lines"]}
    return (order["status"], order["receiving"]), _by_sku(net)


def read_pack(life: Life) -> Reading:
    order = life.client.call("GET", f"{_organization(life)}/purchase-orders/{life.id}")["data"]
    return order["status"], _by_sku({line["product"]["code"]: line["quantity_received"] for line in order["lines"]})


def read_shipwell(life: Life) -> Reading:
    return DOORS["shipwell"].see(life.client, life.id, life.serial).status, None


def read_storefeeder(life: Life) -> Reading:
    order = life.client.storefeeder("GET", f"/purchase-orders/{life.serial}")
    for line in order["PurchaseOrderLines"]:
        done = line["QtyReceived"] + line["QtyWrittenOff"]
        word = "Received" if done >= line["QtyOrdered"] else "PartReceived" if done else "AwaitingProduct"
        assert line["PurchaseOrderDetailsStatus"] == word
    received = {line["ProductSKU"]: line["QtyReceived"] for line in order["PurchaseOrderLines"]}
    return order["PurchaseOrderStatus"], _by_sku(received)


def read_sellercloud(life: Life) -> Reading:
    order = life.client.sellercloud("GET", f"/PurchaseOrders/{life.serial}")
    statuses = order["Statuses"]
    received = _by_sku({item["ProductID"]: item["QtyReceived"] for item in order["Items"]})
    return (statuses["Status"], statuses["ReceivingStatus"]), received


READERS: dict[str, Callable[[Life], Reading]] = {
    "native": read_native,
    "pack": read_pack,
    "shipwell": read_shipwell,
    "storefeeder": read_storefeeder,
    "sellercloud": read_sellercloud,
}


# --- how each door receives -------------------------------------------------------------------------------------------


def receive_native(life: Life, goods: Goods) -> None:
    lines = [{"sku": sku, "quantity": str(units)} for sku, units in goods.items()]
    answer = life.client.native("POST", f"/purchase-orders/{life.id}/receive", {"lines": lines})
    assert answer["receipt"]["id"]


def receive_sellercloud(life: Life, goods: Goods) -> None:
    order = life.client.sellercloud("GET", f"/PurchaseOrders/{life.serial}")
    numbers = {item["ProductID"]: item["ID"] for item in order["Items"]}
    items = [{"ID": numbers[sku], "QtyToReceive": units} for sku, units in goods.items()]
    answer = life.client.sellercloud("POST", f"/PurchaseOrders/{life.serial}/receive", {"Items": items})
    assert answer == "Received"


def receive_storefeeder(life: Life, goods: Goods) -> None:
    lines = [{"SKU": sku, "BookedIn": units, "WrittenOff": 0} for sku, units in goods.items()]
    body = [{"PurchaseOrderID": life.serial, "Lines": lines}]
    answer = life.client.storefeeder("POST", "/deliveries/book-in", body)
    assert (answer["Successful"], answer["Failed"]) == (1, 0), answer


def receive_pack(life: Life, goods: Goods) -> None:
    receipt = announce(life)
    for step in ("arrived", "pending"):
        move_piece(life, receipt, step)
    book(life, receipt, goods)
    move_piece(life, receipt, "completed")


def _organization(life: Life) -> str:
    return f"/pack/v1/organizations/{life.client.world.organization.id}"


def _warehouse(life: Life) -> str:
    return f"/pack/v1/warehouses/{life.client.world.warehouse.id}"


def announce(life: Life) -> str:
    """A goods receipt of one package, announced through Pack."""
    warehouse = str(life.client.world.warehouse.id)
    body = {"warehouse_id": warehouse, "pieces": [{"type": "package"}], "purchase_orders": [{"id": life.id}]}
    return str(life.client.call("POST", f"{_organization(life)}/goods-receipts", body)["data"]["id"])


def piece_of(life: Life, receipt: str) -> str:
    found = life.client.call("GET", f"{_organization(life)}/goods-receipts/{receipt}")["data"]["pieces"]
    return str(found[0]["id"])


def move_piece(life: Life, receipt: str, status: str) -> None:
    life.client.call("PUT", f"{_warehouse(life)}/goods-receipt-pieces/{piece_of(life, receipt)}", {"status": status})


def book(life: Life, receipt: str, goods: Goods) -> None:
    products = {product.sku: str(product.id) for product in life.client.world.products}
    for sku, units in goods.items():
        body = {
            "goods_receipt_piece_id": piece_of(life, receipt),
            "product_id": products[sku],
            "quantity_received": units,
            "stock": {"locatable_id": None, "locatable_type": None},
        }
        life.client.call("POST", f"{_warehouse(life)}/goods-receipts/{receipt}/lines", body)


RECEIVERS: dict[str, Callable[[Life, Goods], None]] = {
    "native": receive_native,
    "pack": receive_pack,
    "storefeeder": receive_storefeeder,
    "sellercloud": receive_sellercloud,
}
NAMES = list(RECEIVERS)


# --- the tests --------------------------------------------------------------------------------------------------------


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with inside(tmp_path / "book.sqlite3", clock=FixedClock(MOMENT)) as http:
        yield Client(http, make_world(_store(http)))


def _store(http: TestClient) -> Store:
    store: Store = http.app.state.door.store  # type: ignore[attr-defined]
    return store


def on_hand(client: Client) -> dict[str, int]:
    """Units on hand as Pack shows them."""
    found = client.call("GET", f"/pack/v1/organizations/{client.world.organization.id}/products")["data"]
    return {product["code"]: product["quantity_on_hand"] for product in found}


@pytest.mark.parametrize("first", range(len(NAMES)), ids=NAMES)
def test_an_order_received_through_one_door_after_another_is_the_same_at_all_five(client: Client, first: int) -> None:
    doors = [NAMES[(first + turn) % len(NAMES)] for turn in range(5)]
    before = on_hand(client)
    life = Life.of(client)
    life.stands("draft")
    life.step("send")
    life.stands("sent")
    life.receive(doors[0], {"SKU-1": 3})
    life.stands("sent, part")
    life.receive(doors[1], {"SKU-1": 2, "SKU-2": 1})
    life.stands("sent, part")
    life.step("confirm")
    life.stands("confirmed, part")
    life.receive(doors[2], {"SKU-2": 3})
    life.stands("confirmed, part")
    life.receive(doors[3], {"SKU-1": 7})
    life.stands("confirmed, part")
    life.receive(doors[4], {"SKU-2": 3})
    life.stands("confirmed, done")
    assert life.came == ORDERED
    after = on_hand(client)
    assert {sku: after[sku] - before[sku] for sku in GOODS} == ORDERED
    life.step("close")
    life.stands("closed, done")
    assert client.native("POST", f"/purchase-orders/{life.id}/reopen")["status"] == "confirmed"
    life.stands("confirmed, done")


@pytest.mark.parametrize("origin", list(DOORS))
@pytest.mark.parametrize("door", NAMES)
def test_goods_of_an_order_of_any_door_are_received_at_any_other(client: Client, origin: str, door: str) -> None:
    life = Life.of(client, origin)
    if origin != "shipwell":
        life.step("send")
    life.receive(door, {"SKU-1": 5})
    life.stands("sent, part")


@pytest.mark.parametrize("status", ["draft", "sent"])
def test_goods_on_their_way_change_the_word_of_pack_alone(client: Client, status: str) -> None:
    life = Life.of(client)
    if status == "sent":
        life.step("send")
    receipt = announce(life)
    life.stands(f"{status}, announced")
    move_piece(life, receipt, "arrived")
    life.stands(f"{status}, arrived")
    move_piece(life, receipt, "pending")
    before = on_hand(client)
    book(life, receipt, {"SKU-1": 4})
    life.stands(f"{status}, arrived")
    assert on_hand(client)["SKU-1"] - before["SKU-1"] == 4
    move_piece(life, receipt, "completed")
    life.came["SKU-1"] = 4
    life.stands(f"{status}, part")


@pytest.mark.parametrize("door", ["pack", "sellercloud"])
def test_a_draft_takes_goods_at_the_doors_whose_vendors_allow_it(client: Client, door: str) -> None:
    life = Life.of(client)
    life.receive(door, {"SKU-2": 2})
    life.stands("draft, part")


def test_a_draft_takes_no_goods_at_the_other_doors(client: Client) -> None:
    life = Life.of(client)
    goods = {"lines": [{"sku": "SKU-2", "quantity": "2"}]}
    answer = client.http.post(f"/api/v1/purchase-orders/{life.id}/receive", json=goods, headers=client.key)
    assert answer.status_code == 409
    body = [{"PurchaseOrderID": life.serial, "Lines": [{"SKU": "SKU-2", "BookedIn": 2, "WrittenOff": 0}]}]
    assert client.storefeeder("POST", "/deliveries/book-in", body)["Failed"] == 1
    life.stands("draft")


def test_what_is_written_off_at_storefeeder_is_awaited_nowhere(client: Client) -> None:
    life = Life.of(client)
    life.step("send")
    life.step("confirm")
    life.receive("sellercloud", {"SKU-1": 11, "SKU-2": 7})
    life.stands("confirmed, part")
    lines = [{"SKU": "SKU-1", "BookedIn": 0, "WrittenOff": 1}]
    body = [{"PurchaseOrderID": life.serial, "Lines": lines}]
    assert client.storefeeder("POST", "/deliveries/book-in", body)["Successful"] == 1
    life.stands("confirmed, done")


@pytest.mark.parametrize("door", NAMES)
def test_goods_that_go_back_are_awaited_again_at_every_door(client: Client, door: str) -> None:
    life = Life.of(client)
    life.step("send")
    life.step("confirm")
    life.receive(door, ORDERED)
    life.stands("confirmed, done")
    order = client.native("GET", f"/purchase-orders/{life.id}")
    lines = [{"line_id": order["lines"][0]["id"], "quantity": "2"}]
    client.native("POST", f"/purchase-orders/{life.id}/returns", {"lines": lines, "reason": "Wet"})
    life.came["SKU-1"] -= 2
    life.stands("confirmed, part")
    life.receive("sellercloud", {"SKU-1": 2})
    life.stands("confirmed, done")
