"""What a measurement needs: a book with one organization in it, a server on its own core, prepared requests."""

import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.bench.load import drive, request
from tests.makers import PASSWORD, make_world
from tests.server import RunningServer, start_server

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = (CORES[0], CORES[1]) if len(CORES) > 1 else (-1, -1)
LINES = 10
CONNECTIONS = 16
Measure = Callable[[], float]
Document = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """Who may order what in a book: credentials, ids as texts and serials of one organization."""

    secret: str
    key: str
    email: str
    organization: str
    company: int
    supplier: str
    supplier_serial: int
    supplier_name: str
    warehouse: int
    products: tuple[str, ...]
    skus: tuple[str, ...]

    def save(self, path: Path) -> None:
        """Write it beside its book."""
        path.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def load(cls, path: Path) -> "Card":
        """Read it back."""
        card: Document = json.loads(path.read_text())
        return cls(**{**card, "products": tuple(card["products"]), "skus": tuple(card["skus"])})


def new_book(book: Path) -> Card:
    """A new order book with an organization, a supplier and three products."""
    store = Store.open(f"sqlite:///{book}", clock=SystemClock())
    try:
        world = make_world(store)
    finally:
        store.close()
    products, supplier = world.products, world.supplier
    return Card(
        world.secret,
        str(world.key.id),
        world.user.email,
        str(world.organization.id),
        world.company.serial,
        str(supplier.id),
        supplier.serial,
        supplier.name,
        world.warehouse.serial,
        tuple(str(product.id) for product in products),
        tuple(str(product.sku) for product in products),
    )


class Scene:
    """A started server and what is sent to it."""

    def __init__(self, server: RunningServer, card: Card) -> None:
        """The server must hold the card's book."""
        self.server, self.card = server, card
        self.http = httpx.Client(base_url=server.url, timeout=30)
        self.key = {"Authorization": f"Bearer {card.secret}"}
        self._fresh = itertools.count(1)

    def creating(self, make: Callable[["Scene"], Sequence[bytes]], count: int) -> Measure:
        """Measures orders made per second, from requests in which `0000000` becomes a number of their own."""
        prepared = make(self)

        def next_one(index: int) -> bytes:
            return prepared[index % len(prepared)].replace(b"0000000", b"%07d" % next(self._fresh))

        return lambda: self._rate(next_one, count)

    def asking(self, prepared: Sequence[bytes], count: int) -> Measure:
        """Measures answers per second to requests that change nothing."""
        return lambda: self._rate(lambda index: prepared[index % len(prepared)], count)

    def _rate(self, prepared: Callable[[int], bytes], count: int) -> float:
        figure = drive(self.server.port, prepared, count, CONNECTIONS)
        wrong = {status: times for status, times in figure.statuses.items() if not 200 <= status < 300}
        if wrong or sum(figure.statuses.values()) != count:
            raise RuntimeError(f"the server did not answer as wanted: {figure.statuses} of {count}")
        return figure.per_second

    def processor_seconds(self) -> float:
        """Seconds of processor time the server has used so far."""
        fields = Path(f"/proc/{self.server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def ids(self, count: int = 50) -> list[str]:
        """The ids of the newest orders."""
        return [order["id"] for order in self.page(count)["items"]]

    def page(self, limit: int = 50, cursor: str | None = None) -> Document:
        """One page of the list."""
        wanted: dict[str, Any] = {"limit": limit} if cursor is None else {"limit": limit, "cursor": cursor}
        answer = self.http.get("/api/v1/purchase-orders", params=wanted, headers=self.key)
        answer.raise_for_status()
        found: Document = answer.json()
        return found

    def get(self, path: str) -> bytes:
        """A prepared GET at the native door."""
        return request("GET", f"/api/v1{path}", tuple(self.key.items()))


@contextmanager
def served(book: Path, card: Card, preload: Path | None = None) -> Iterator[Scene]:
    """A server on the book, on the server's core; `preload` is a library loaded before all others."""
    environment = ["env", f"LD_PRELOAD={preload}"] if preload else []
    command = [*environment, *pinned("tests.launch")]
    server = start_server(book, command=command)
    try:
        yield Scene(server, card)
    finally:
        server.stop()


def pinned(module: str) -> list[str]:
    """The command that runs a module on the server's core."""
    return [sys.executable, "-m", "tests.bench.pinned", str(SERVER_CORE), module]


# --- one order of ten lines, as each door wants it --------------------------------------------------------------------


def _posts(path: str, headers: dict[str, str], body: Document) -> list[bytes]:
    return [request("POST", path, tuple(headers.items()), json.dumps(body).encode())]


def native_order(scene: Scene) -> list[bytes]:
    """Ten lines of three products at the native door, the number assigned."""
    card = scene.card
    lines = [
        {
            "product_id": card.products[index % len(card.products)],
            "quantity": 5 + index,
            "unit_price": "4.35",
            "tax_rate": "21",
        }
        for index in range(LINES)
    ]
    body = {"supplier_id": card.supplier, "title": "Restock 0000000", "lines": lines}
    return _posts("/api/v1/purchase-orders", scene.key, body)


def one_line(scene: Scene) -> list[bytes]:
    """One line at the native door, as the orders of the large book have."""
    line = {"product_id": scene.card.products[0], "quantity": 5, "unit_price": "4.35", "tax_rate": "21"}
    body = {"supplier_id": scene.card.supplier, "title": "Restock 0000000", "lines": [line]}
    return _posts("/api/v1/purchase-orders", scene.key, body)


def pack_order(scene: Scene) -> list[bytes]:
    """The same order at Pack's door."""
    card = scene.card
    lines = [
        {
            "product_id": card.products[index % len(card.products)],
            "quantity_ordered": 5 + index,
            "price": {"currency": "EUR", "value": "4.35"},
        }
        for index in range(LINES)
    ]
    body = {"supplier_id": card.supplier, "reference": "PACK-0000000", "lines": lines}
    return _posts(f"/pack/v1/organizations/{card.organization}/purchase-orders", scene.key, body)


def shipwell_order(scene: Scene) -> list[bytes]:
    """The same order at Shipwell's door."""
    card = scene.card
    items = [
        {
            "amount": {"unit": "UNIT", "value": str(5 + index)},
            "references": [{"qualifier": "PRODUCT_REF", "value": card.skus[index % len(card.skus)]}],
            "shipping_requirements": {"value_per_piece": {"currency_code": "EUR", "value": "4.35"}},
        }
        for index in range(LINES)
    ]
    place = {"country": "NL", "company_name": "Harborrow", "locality": "Amsterdam"}
    body = {
        "order_number": "SHIP-0000000",
        "name": "Restock 0000000",
        "ship_to": place,
        "supplier": {"name": card.supplier_name},
        "items": items,
    }
    return _posts("/shipwell/purchase-orders", {"Authorization": f"Token {card.secret}"}, body)


def storefeeder_order(scene: Scene) -> list[bytes]:
    """The same order at StoreFeeder's door."""
    card = scene.card
    form = {"grant_type": "password", "username": card.email, "password": PASSWORD, "client_id": card.key}
    token = scene.http.post("/storefeeder/Token", data=form).raise_for_status().json()["access_token"]
    lines = [
        {"SKU": card.skus[index % len(card.skus)], "Qty": 5 + index, "SingleItemPrice": 4.35, "TaxRate": 21.0}
        for index in range(LINES)
    ]
    body = {
        "PurchaseOrderReference": "FEED-0000000",
        "SupplierID": card.supplier_serial,
        "WarehouseID": card.warehouse,
        "DeliveryCost": 0,
        "Lines": lines,
    }
    return _posts("/storefeeder/purchase-orders", {"Authorization": f"Bearer {token}"}, body)


def sellercloud_order(scene: Scene) -> list[bytes]:
    """The same order at Sellercloud's door."""
    card = scene.card
    who = {"Username": card.email, "Password": PASSWORD}
    token = scene.http.post("/sellercloud/rest/api/token", json=who).raise_for_status().json()["access_token"]
    products = [
        {"ProductID": card.skus[index % len(card.skus)], "QtyUnitsOrdered": 5 + index, "UnitPrice": 4.35}
        for index in range(LINES)
    ]
    body = {
        "CompanyID": card.company,
        "VendorID": card.supplier_serial,
        "POType": "PurchaseOrder",
        "CaseQtyMode": False,
        "Description": "Restock 0000000",
        "Products": products,
    }
    headers = {"Authorization": f"Bearer {token}"}
    return _posts("/sellercloud/rest/api/PurchaseOrders", headers, body)


DIALECTS = {
    "pack": pack_order,
    "shipwell": shipwell_order,
    "storefeeder": storefeeder_order,
    "sellercloud": sellercloud_order,
}
