"""Idempotency keys under fire: many clients send the same keys, hang up, and the server dies before it answers."""

import http.client
import random
from pathlib import Path

from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.makers import World
from tests.server import running, start_server
from tests.torture.wire import ORDERS, Line, Notes, crowd, new_world, order_body

DYING = [("/api/v1", "tests.torture.dying_door")]
TRIES = 200


def run(folder: Path, clients: int, keys: int) -> tuple[int, int, list[str]]:
    """Every client sends every key, a third of the time hanging up: requests, orders, faults."""
    database = folder / "book.sqlite3"
    world = new_world(database)
    notes = Notes()
    answers: dict[int, set[str]] = {key: set() for key in range(keys)}
    with running(database) as server:

        def send_all(number: int) -> None:
            dice = random.Random(number)
            mine = dice.sample(range(keys), keys)
            with Line(server.port, world.secret) as line:
                for key in mine:
                    found = _insist(line, world, key, dice, notes)
                    if found is not None:
                        answers[key].add(found)

        crowd(clients, send_all)
    stored = _orders(database, world)
    for key, found in answers.items():
        if len(found) != 1:
            notes.fault(f"key {key} was answered with {len(found)} orders")
    if stored != keys:
        notes.fault(f"{stored} orders were made under {keys} keys")
    return notes.counts.get("requests", 0), stored, notes.faults


def _insist(line: Line, world: World, key: int, dice: random.Random, notes: Notes) -> str | None:
    """Send the key until it is answered; the order's number."""
    for _ in range(TRIES):
        notes.add("requests")
        line.send("POST", ORDERS, order_body(world), Idempotency_Key=f"key-{key}")
        if dice.random() < 1 / 3:
            notes.add("hung up")
            line.hang_up()
            continue
        try:
            status, order = line.answer()
        except (OSError, http.client.HTTPException) as error:
            notes.fault(f"key {key}: {error}")
            line.hang_up()
            continue
        if status == 201:
            return str(order["id"])
        if status not in {409, 503}:
            notes.fault(f"key {key}: {status} {order}")
            return None
    notes.fault(f"key {key} was never answered")
    return None


def run_dying(folder: Path, times: int) -> tuple[int, list[str]]:
    """The server dies after the commit and before the answer; the same key then brings the answer, once."""
    database = folder / "book.sqlite3"
    world = new_world(database)
    faults: list[str] = []
    for time in range(times):
        server = start_server(database, doors=DYING)
        died = False
        with Line(server.port, world.secret) as line:
            try:
                line.ask("POST", ORDERS, order_body(world), Idempotency_Key=f"key-{time}", X_Die="1")
            except (OSError, http.client.HTTPException):
                died = True
        server.kill()
        if not died or _orders(database, world) != time + 1:
            faults.append(f"{time}: died {died}, {_orders(database, world)} orders")
        with running(database) as again, Line(again.port, world.secret) as line:
            first = line.ask("POST", ORDERS, order_body(world), Idempotency_Key=f"key-{time}")
            second = line.ask("POST", ORDERS, order_body(world), Idempotency_Key=f"key-{time}")
        if first != second or first[0] != 201 or _orders(database, world) != time + 1:
            faults.append(f"{time}: {first} and {second}")
    return times, faults


def _orders(database: Path, world: World) -> int:
    with Store.open(f"sqlite:///{database}", clock=SystemClock()) as store:
        asked = "SELECT count(*) FROM purchase_orders WHERE organization_id = ?"
        return int(store.read_now(lambda uow: uow.row(asked, (world.organization.id.bytes,)))[0])
