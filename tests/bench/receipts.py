"""What a receipt costs on an order that has had many: 6,300 receipt lines over 138 receipts on one order."""

import json
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.bench.bars import Bar, Measured, compare
from tests.bench.scene import Scene

RECEIPTS = 138
RECEIVED = 6_300
ORDERS = "/api/v1/purchase-orders"


class Arrivals:
    """A sent order of so many lines and the receipts that come for it one after the other."""

    def __init__(self, scene: Scene, lines: int) -> None:
        """Enter and send the order."""
        self._scene = scene
        self._turns = count()
        self._lines = lines
        wanted = [
            {"product_id": scene.card.products[place % len(scene.card.products)], "quantity": 1_000, "unit_price": "1"}
            for place in range(lines)
        ]
        order = self._post(ORDERS, {"supplier_id": scene.card.supplier, "lines": wanted})
        self._path = f"{ORDERS}/{order['id']}"
        self._ids = [line["id"] for line in order["lines"]]
        self._post(f"{self._path}/send", {})

    def one(self) -> float:
        """The next receipt, of the lines whose turn it is; receipts per second at that pace."""
        turn = next(self._turns)
        first, beyond = RECEIVED * turn // RECEIPTS, RECEIVED * (turn + 1) // RECEIPTS
        goods = [{"line_id": self._ids[place % self._lines], "quantity": 1} for place in range(first, beyond)]
        body = json.dumps({"lines": goods}).encode()
        began = time.perf_counter()
        self._send(f"{self._path}/receive", body)
        return 1 / (time.perf_counter() - began)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._send(path, json.dumps(body).encode()))
        return answer

    def _send(self, path: str, body: bytes) -> bytes:
        headers = {**self._scene.key, "Content-Type": "application/json"}
        return self._scene.http.post(path, content=body, headers=headers).raise_for_status().content


def measured(scene: Scene, rounds: int) -> Iterator[Measured]:
    """The last receipts of a full order against the first of a fresh one in turn, on a short and on a long order."""
    for lines in (RECEIVED // RECEIPTS, RECEIVED):
        full, fresh = Arrivals(scene, lines), Arrivals(scene, lines)
        for _ in range(RECEIPTS - rounds):
            full.one()
        pairs = [(full.one(), fresh.one()) for _ in range(rounds)]
        bar = Bar(f"time of receipt {RECEIPTS} / 1, order of {lines:,} lines", 2, at_most=True)
        yield compare(bar, [last for last, _ in pairs], [first for _, first in pairs])
