"""One connection of a client to a started server, and crowds of them."""

import http.client
import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.makers import World, make_world

ORDERS = "/api/v1/purchase-orders"
Document = dict[str, Any]


def new_world(database: Path) -> World:
    """A book with one organization in it, closed again."""
    with Store.open(f"sqlite:///{database}", clock=SystemClock()) as store:
        return make_world(store)


def order_body(world: World, lines: int = 2) -> Document:
    """An order of so many lines."""
    wanted = [{"sku": f"SKU-{1 + place % 3}", "quantity": place + 1, "unit_price": "1.25"} for place in range(lines)]
    return {"supplier_id": str(world.supplier.id), "lines": wanted}


class Line:
    """A connection with an API key; the last answer's headers are in `headers`."""

    def __init__(self, port: int, secret: str, timeout: float = 120) -> None:
        """Connects at the first request."""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self._own = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        self.headers: Mapping[str, str] = {}

    def send(self, method: str, path: str, body: Document | None = None, **more: str) -> None:
        """Send a request; `more` are headers, `_` for `-`."""
        named = {name.replace("_", "-"): value for name, value in more.items()}
        self.connection.request(method, path, None if body is None else json.dumps(body), {**self._own, **named})

    def answer(self) -> tuple[int, Document]:
        """The answer to it."""
        found = self.connection.getresponse()
        content = found.read()
        self.headers = {name.lower(): value for name, value in found.getheaders()}
        return found.status, json.loads(content) if content else {}

    def ask(self, method: str, path: str, body: Document | None = None, **more: str) -> tuple[int, Document]:
        """Both."""
        self.send(method, path, body, **more)
        return self.answer()

    def hang_up(self) -> None:
        """Close the connection, whatever is on its way; the next request opens another."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()


@dataclass
class Notes:
    """What many threads write down."""

    faults: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, text: str) -> None:
        with self._lock:
            self.faults.append(text)

    def add(self, name: str, amount: int = 1) -> int:
        with self._lock:
            self.counts[name] = self.counts.get(name, 0) + amount
            return self.counts[name]


def crowd(clients: int, work: Callable[[int], None]) -> None:
    """`work(number)` in so many threads at once; raises what any of them raised."""
    start = threading.Barrier(clients)

    def begin(number: int) -> None:
        start.wait(60)
        work(number)

    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(begin, number) for number in range(clients)]:
            done.result()
