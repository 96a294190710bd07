"""Many docks at once: clients receive on one order of a started server, all more than it takes.

Whatever the order of their receipts, each line takes as many of them as fit below what was ordered, and not one more;
a receipt posted eight times at once is received once.
"""

import http.client
import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.makers import World, make_world
from tests.server import RunningServer, running

CLIENTS = 40
LINES = 20
ORDERED = 100
PORTION = 7
FITTING = LINES * (ORDERED // PORTION)
TWINS = 8
ORDERS = "/api/v1/purchase-orders"
Document = dict[str, Any]


class Client:
    """One connection to the server with an API key."""

    def __init__(self, server: RunningServer, secret: str) -> None:
        """Connect at the first request."""
        self._line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        self._headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def ask(self, method: str, path: str, body: Document | None = None, key: str | None = None) -> tuple[int, Document]:
        """The status and the document of an answer."""
        headers = self._headers if key is None else {**self._headers, "Idempotency-Key": key}
        self._line.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self._line.getresponse()
        return answer.status, json.loads(answer.read())


@dataclass
class Seen:
    """What the clients were told."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def run(folder: Path, receipts: int) -> tuple[int, int, list[str]]:
    """Let every client post so many receipts: how many were posted, how many accepted, and every fault."""
    database = folder / "book.sqlite3"
    store = Store.open(f"sqlite:///{database}", clock=SystemClock())
    world = make_world(store)
    store.close()
    seen = Seen()
    with running(database) as server, closing(Client(server, world.secret)) as client:
        order = sent(client, world, LINES)
        crowd(server, world, order, receipts, seen)
        seen.faults += _figures(client, order)
        for idempotent in (False, True):
            seen.faults += _twins(server, world, client, idempotent=idempotent)
        _, proof = client.ask("GET", "/api/v1/ledger/check")
    if not proof.get("ok") or proof.get("drifting") != []:
        seen.faults.append(f"the ledger: {proof}")
    accepted, refused = seen.statuses[200], seen.statuses[422]
    if accepted != FITTING:
        seen.faults.append(f"{accepted} receipts were accepted, {FITTING} fit")
    if accepted + refused != CLIENTS * receipts:
        seen.faults.append(f"answers of another kind: {dict(seen.statuses)}")
    return CLIENTS * receipts, accepted, seen.faults


def sent(client: Client, world: World, lines: int) -> Document:
    """A sent order of so many lines."""
    wanted = [{"sku": f"SKU-{1 + place % 3}", "quantity": ORDERED, "unit_price": "1.25"} for place in range(lines)]
    status, order = client.ask("POST", ORDERS, {"supplier_id": str(world.supplier.id), "lines": wanted})
    if status == 201:
        status, order = client.ask("POST", f"{ORDERS}/{order['id']}/send")
    if status != 200:
        raise RuntimeError(f"the order was not sent: {status} {order}")
    return order


def crowd(server: RunningServer, world: World, order: Document, receipts: int, seen: Seen) -> None:
    """All clients at once; client and receipt number choose the line, so that every line is asked equally often."""
    start = threading.Barrier(CLIENTS)
    lock = threading.Lock()

    def receive(number: int) -> None:
        start.wait(60)
        with closing(Client(server, world.secret)) as client:
            for turn in range(receipts):
                line = order["lines"][(number + turn) % LINES]["id"]
                body = {"lines": [{"line_id": line, "quantity": PORTION}]}
                status, answer = client.ask("POST", f"{ORDERS}/{order['id']}/receive", body)
                above = [line for line in answer.get("lines", ()) if Decimal(line["quantity_received"]) > ORDERED]
                with lock:
                    seen.statuses[status] += 1
                    seen.faults += [f"above what was ordered: {above}"] if above else []

    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(receive, number) for number in range(CLIENTS)]:
            done.result()


def _figures(client: Client, order: Document) -> list[str]:
    _, now = client.ask("GET", f"{ORDERS}/{order['id']}")
    fitting = ORDERED // PORTION * PORTION
    wrong = [line["quantity_received"] for line in now["lines"] if Decimal(line["quantity_received"]) != fitting]
    return [f"lines with {wrong} received, not {fitting}"] if wrong else []


def _twins(server: RunningServer, world: World, client: Client, *, idempotent: bool) -> list[str]:
    """The same receipt, posted eight times at once under one client-made id, or under one idempotency key."""
    order = sent(client, world, 1)
    start = threading.Barrier(TWINS)
    body: Document = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": PORTION}]}
    name = f"scan-{order['id']}"
    if not idempotent:
        body["client_id"] = name

    def receive() -> tuple[int, Document]:
        start.wait(60)
        with closing(Client(server, world.secret)) as own:
            return own.ask("POST", f"{ORDERS}/{order['id']}/receive", body, name if idempotent else None)

    with ThreadPoolExecutor(TWINS) as pool:
        answers = [asked.result() for asked in [pool.submit(receive) for _ in range(TWINS)]]
    _, now = client.ask("GET", f"{ORDERS}/{order['id']}")
    _, moved = client.ask("GET", f"{ORDERS}/{order['id']}/movements")
    made = {answer.get("receipt", {}).get("id") for _, answer in answers}
    statuses = {status for status, _ in answers}
    received = now["lines"][0]["quantity_received"]
    if (statuses, len(made), len(moved["items"]), received) != ({200}, 1, 1, str(PORTION)):
        return [f"{TWINS} posts of one receipt: {statuses}, {len(made)} receipts, {received} received"]
    return []
