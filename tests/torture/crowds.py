"""Many clients at one order, and at one counter: no edit is lost, no number is left out or given twice."""

import re
from pathlib import Path

from tests.server import running
from tests.torture.wire import ORDERS, Line, Notes, crowd, new_world, order_body

EDITORS = 4
NUMBERED_BY = 32


def run_edits(folder: Path, edits: int) -> tuple[int, int, list[str]]:
    """Each edit adds one to the title under If-Match: edits that were taken, refusals, faults."""
    database = folder / "book.sqlite3"
    world = new_world(database)
    notes = Notes()
    with running(database) as server, Line(server.port, world.secret) as line:
        _, order = line.ask("POST", ORDERS, {**order_body(world), "title": "0"})
        place = f"{ORDERS}/{order['id']}"

        def edit(number: int) -> None:
            del number
            with Line(server.port, world.secret) as own:
                for _ in range(edits // EDITORS):
                    _add_one(own, place, notes)

        crowd(EDITORS, edit)
        _, now = line.ask("GET", place)
    taken = notes.counts.get("taken", 0)
    if now["title"] != str(taken) or taken != edits // EDITORS * EDITORS:
        notes.fault(f"{taken} edits were taken, the title counts {now['title']}")
    if now["version"] - order["version"] != taken:
        notes.fault(f"{taken} edits made {now['version'] - order['version']} versions")
    return taken, notes.counts.get("refused", 0), notes.faults


def _add_one(line: Line, place: str, notes: Notes) -> None:
    while True:
        _, order = line.ask("GET", place)
        status, answer = line.ask(
            "PATCH", place, {"title": str(int(order["title"]) + 1)}, If_Match=line.headers["etag"]
        )
        if status == 200:
            notes.add("taken")
            return
        notes.add("refused")
        if status != 412:
            notes.fault(f"an edit was answered {status} {answer}")
            return


def run_numbers(folder: Path, orders: int) -> tuple[int, list[str]]:
    """Orders without a number of their own from 32 clients: how many, and what is wrong with their numbers."""
    database = folder / "book.sqlite3"
    world = new_world(database)
    notes = Notes()
    given: list[int] = []
    with running(database) as server:

        def enter(number: int) -> None:
            share = orders // NUMBERED_BY + (number < orders % NUMBERED_BY)
            with Line(server.port, world.secret) as line:
                for _ in range(share):
                    status, order = line.ask("POST", ORDERS, order_body(world, 1))
                    if status != 201:
                        notes.fault(f"an order was answered {status} {order}")
                        continue
                    found = re.search(r"\d+$", order["number"])
                    given.append(int(found[0]) if found else 0)

        crowd(NUMBERED_BY, enter)
    if sorted(given) != list(range(1, orders + 1)):
        notes.fault(f"{len(given)} orders, {len(set(given))} numbers, up to {max(given, default=0)}")
    return len(given), notes.faults
