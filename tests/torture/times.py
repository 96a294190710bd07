"""Clocks that jump, and a receiver of webhooks that is away for a day."""

import socket
from datetime import timedelta
from functools import partial
from pathlib import Path

from entrepot.actions import webhooks
from entrepot.actions.ports import Dialects
from entrepot.book.webhooks.addresses import reach_of
from entrepot.book.webhooks.draft import WebhookDraft
from entrepot.clock import FixedClock
from entrepot.http.installed import background_of
from entrepot.settings import Settings
from entrepot.store.work import UnitOfWork
from entrepot.worker.runner import Runner
from tests.makers import MOMENT, World, make_supplier, make_world, open_store
from tests.receiver import Receiver, receiver
from tests.server import inside
from tests.torture.wire import ORDERS

JUMPS = (timedelta(0), timedelta(days=-1), timedelta(days=5 * 365), timedelta(0))
EVENTS_AT_ONCE = 200


def run_jumps(folder: Path, orders: int) -> tuple[int, list[str]]:
    """Orders while the clock goes back a day, on five years, and back again: all are taken, in order, and sound."""
    clock = FixedClock(MOMENT)
    faults: list[str] = []
    numbers: list[str] = []
    with inside(folder / "book.sqlite3", clock=clock, worker=False) as client:
        world = make_world(client.app.state.door.store)  # type: ignore[attr-defined]
        key = {"Authorization": f"Bearer {world.secret}"}
        body = {"supplier_id": str(world.supplier.id), "lines": [{"sku": "SKU-1", "quantity": 2}]}
        for jump in JUMPS:
            clock.moment = MOMENT + jump
            for _ in range(orders):
                answer = client.post(ORDERS, json=body, headers=key)
                if answer.status_code != 201:
                    faults.append(f"{jump}: {answer.status_code} {answer.text}")
                    continue
                order = answer.json()
                numbers.append(order["number"])
                sent = client.post(f"{ORDERS}/{order['id']}/send", json={}, headers=key)
                read = client.get(f"{ORDERS}/{order['id']}/events", headers=key)
                if (sent.status_code, read.status_code) != (200, 200):
                    faults.append(f"{jump}: send {sent.status_code} {sent.text}, events {read.status_code}")
        proof = client.get("/api/v1/ledger/check", headers=key).json()
    if len(set(numbers)) != len(JUMPS) * orders or sorted(numbers) != numbers:
        faults.append(f"numbers were given twice or out of order: {len(set(numbers))} of {len(JUMPS) * orders}")
    if not proof.get("ok"):
        faults.append(f"the ledger: {proof}")
    return len(numbers), faults


def run_day(folder: Path, events: int) -> tuple[int, int, list[str]]:
    """So many events while the receiver is away for a virtual day: attempts, arrivals once it is back, faults."""
    clock = FixedClock(MOMENT)
    settings = Settings(webhook_allow_private="127.0.0.0/8")
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    with open_store(folder, clock) as store:
        world = make_world(store)
        dialects = Dialects()
        background = background_of(store, dialects)
        runner = Runner(background, settings=settings, clock=clock)
        outside = webhooks.Outside(reach_of(settings.webhook_allow_private), dialects)
        draft = WebhookDraft(url=f"http://127.0.0.1:{port}/hook", events=("supplier.created",))
        store.write_now(lambda uow: webhooks.create(uow, world.admin, draft, outside))
        for first in range(0, events, EVENTS_AT_ONCE):
            names = range(first, min(events, first + EVENTS_AT_ONCE))
            store.write_now(partial(_make, world, names))
        attempts = 0
        for _ in range(24):
            attempts += runner.drain(10_000_000)
            clock.moment += timedelta(hours=1)
        with receiver(port=port) as back:
            for _ in range(48):
                runner.drain(10_000_000)
                clock.moment += timedelta(hours=1)
            return attempts, len(back.received), _verdict(back, events)


def _make(world: World, names: range, uow: UnitOfWork) -> None:
    for name in names:
        make_supplier(uow, world.admin, f"Mill {name}")


def _verdict(back: Receiver, events: int) -> list[str]:
    ids = [each.headers["webhook-id"] for each in back.received]
    if len(set(ids)) != events or len(ids) != events:
        return [f"{events} events, {len(ids)} arrivals, {len(set(ids))} different ones"]
    return []
