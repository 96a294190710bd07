"""Kill the server again and again while clients post orders: nothing acknowledged is missing, nothing is half there."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.makers import World, make_world
from tests.server import RunningServer, start_server

CLIENTS = 8
LINES = 10


@dataclass
class Book:
    """What the clients were told: the numbers of acknowledged orders and their totals."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client(threading.Thread):
    """Posts orders one after the other until its server is gone."""

    def __init__(self, name: str, port: int, world: World, book: Book, until: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.world, self.book, self.until = port, world, book, until
        self.count = 0

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Authorization": f"Bearer {self.world.secret}", "Content-Type": "application/json"}
        while not self.until.is_set():
            self.count += 1
            number = f"{self.name}-{self.count}"
            lines = [
                {"sku": f"SKU-{1 + place % 3}", "quantity": place + 1, "unit_price": "1.25"} for place in range(LINES)
            ]
            body = json.dumps({"supplier_id": str(self.world.supplier.id), "number": number, "lines": lines})
            try:
                line.request("POST", "/api/v1/purchase-orders", body, headers)
                answer = line.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                return
            with self.book.lock:
                if answer.status == 201:
                    self.book.acknowledged[number] = json.loads(content)["totals"]["total"]["amount"]
                else:
                    self.book.refused.append(f"{number}: {answer.status} {content[:200]!r}")


def round_of_kills(database: Path, world: World, book: Book, number: int, at_least: int) -> None:
    """Start a server, let the clients post at least so many orders, and kill it in the middle of their work."""
    server: RunningServer = start_server(database)
    until = threading.Event()
    clients = [Client(f"K{number}C{index}", server.port, world, book, until) for index in range(CLIENTS)]
    before = len(book.acknowledged)
    for client in clients:
        client.start()
    began = time.monotonic()
    while len(book.acknowledged) - before < at_least and time.monotonic() - began < 60:
        time.sleep(0.005)
    time.sleep(random.random() * 0.05)
    server.kill()
    until.set()
    for client in clients:
        client.join(15)


def verdict(database: Path, world: World, book: Book) -> list[str]:
    """What is wrong with the book now: acknowledged orders that are missing or differ, orders that are not whole."""
    faults = list(book.refused)
    store = Store.open(f"sqlite:///{database}", clock=SystemClock())
    organization = world.organization.id.bytes
    try:
        rows = store.read_now(
            lambda uow: uow.rows(
                "SELECT o.number, o.total, count(l.id), sum(l.net), (SELECT count(*) FROM events e WHERE "
                "e.organization_id = o.organization_id AND e.subject_id = o.id) FROM purchase_orders o "
                "LEFT JOIN purchase_order_lines l ON l.organization_id = o.organization_id AND l.order_id = o.id "
                "WHERE o.organization_id = ? GROUP BY o.id",
                (organization,),
            )
        )
        tally = store.read_now(
            lambda uow: uow.row(
                "SELECT amount FROM purchase_order_tallies WHERE organization_id = ? AND name = 'all'", (organization,)
            )
        )
        faults += [str(fault) for fault in store.check()]
    finally:
        store.close()
    stored = {number: total for number, total, *_ in rows}
    faults += [f"{number} was acknowledged and is gone" for number in book.acknowledged if number not in stored]
    faults += [
        f"{number} was acknowledged at {total} and is stored at {stored[number]} cents"
        for number, total in book.acknowledged.items()
        if number in stored and Decimal(total) * 100 != stored[number]
    ]
    faults += [
        f"{number} has {lines} lines of {net} and {events} events for a total of {total}"
        for number, total, lines, net, events in rows
        if lines != LINES or net != total or events != 1
    ]
    if tally is None or tally[0] != len(rows):
        faults.append(f"the tally says {tally}, there are {len(rows)} orders")
    return faults


def run(folder: Path, kills: int, acknowledged: int) -> tuple[int, list[str]]:
    """Kill the server so many times over at least so many acknowledged orders; how many there were, and every fault."""
    database = folder / "book.sqlite3"
    store = Store.open(f"sqlite:///{database}", clock=SystemClock())
    world = make_world(store)
    store.close()
    book = Book()
    for number in range(kills):
        round_of_kills(database, world, book, number, -(-acknowledged // kills))
    return len(book.acknowledged), verdict(database, world, book)
