"""`python -m tests.bench [--quick] [--rounds N]`: the bars of speed, measured one against the other in the same run.

Every figure is a median over interleaved rounds, with 16 keep-alive connections and prepared bytes from one core to a
server on another, every real check on. The exit code is 1 only when a bar is missed.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import largebook, layers, receipts, slowsync
from tests.bench.bars import HEADING, Bar, Measured, compare
from tests.bench.pinned import pin
from tests.bench.scene import (
    CLIENT_CORE,
    DIALECTS,
    Card,
    Measure,
    Scene,
    native_order,
    new_book,
    one_line,
    served,
)
from tests.bench.yardstick import bare_loop, interleaved

LEAST_ROUNDS = 4
SMALL = 1_000
ONE = Bar("create of 10 lines / bare loop, one a commit", 0.5, 0.9)
FIFTY = Bar("create of 10 lines / bare loop, fifty a commit", 0.06, 0.12)
SLOW = Bar("the first with every sync 1 ms slower", 3)
GET = Bar("get by id / create", 2)
LIST = Bar("list of 50 / get by id", 0.3)


def main() -> int:
    """Measure everything and print it."""
    wanted = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="100,000 orders in the large book, not 1,000,000")
    wanted.add_argument("--rounds", type=int, default=5, help="interleaved rounds, at least 4")
    wanted.add_argument("--only", choices=("small", "slow", "dock", "large", "profile"), help="one part")
    options = wanted.parse_args()
    rounds = max(LEAST_ROUNDS, options.rounds)
    pin(CLIENT_CORE)
    if CLIENT_CORE < 0:
        print("one core only: the client shares it with the server")
    parts = {
        "small": lambda folder: small(folder, rounds),
        "slow": lambda folder: slow(folder, rounds),
        "dock": lambda folder: dock(folder, rounds),
        "large": lambda folder: large(folder, rounds, 100_000 if options.quick else 1_000_000),
        "profile": profiles,
    }
    print(HEADING, flush=True)
    missed = 0
    for name, part in parts.items():
        if options.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="entrepot-bench-") as folder:
                for measured in part(Path(folder)):
                    print(measured.line(), flush=True)
                    missed += not measured.met
    print("every bar is met" if not missed else f"{missed} bars are missed")
    return 1 if missed else 0


def warmed(scene: Scene) -> Measure:
    """Creates at the native door, after the first few hundred."""
    create = scene.creating(native_order, 600)
    scene.creating(native_order, 300)()
    return create


def first_pages(scene: Scene, count: int) -> list[bytes]:
    """Requests for the first pages of fifty, so that a list is not always the same fifty orders."""
    cursor, pages = None, []
    for _ in range(count):
        pages.append(scene.get("/purchase-orders?limit=50" + (f"&cursor={cursor}" if cursor else "")))
        cursor = scene.page(50, cursor)["next"]
    return pages


def small(folder: Path, rounds: int) -> Iterator[Measured]:
    """A young book: creates against the bare loop and through each door, reads against creates."""
    book = folder / "book.sqlite3"
    card = new_book(book)
    with served(book, card) as scene:
        create = warmed(scene)
        gets = [scene.get(f"/purchase-orders/{id}") for id in scene.ids()]
        for _ in range(2):
            create()
        pages = first_pages(scene, 20)
        doors = {name: scene.creating(order, 400) for name, order in DIALECTS.items()}
        for door in doors.values():
            door()
        with bare_loop(book, folder / "bare.sqlite3") as bare:
            figures = interleaved(
                rounds,
                {
                    "create": create,
                    "one": bare.storing(400, 1),
                    "fifty": bare.storing(2_000, 50),
                    "get": scene.asking(gets, 1_500),
                    "list": scene.asking(pages, 500),
                    "native": scene.creating(native_order, 400),
                    **doors,
                },
            )
    yield compare(ONE, figures["create"], figures["one"])
    yield compare(FIFTY, figures["create"], figures["fifty"])
    for name in DIALECTS:
        yield compare(Bar(f"create through {name} / native", 0.6), figures[name], figures["native"])
    yield compare(GET, figures["get"], figures["create"])
    yield compare(LIST, figures["list"], figures["get"])


def slow(folder: Path, rounds: int) -> Iterator[Measured]:
    """The first ratio where every sync takes a millisecond longer, for the server and for the bare loop."""
    library, reason = slowsync.compiled(folder)
    if library is None:
        print(f"{SLOW.name}: skipped, {reason}", flush=True)
        return
    book = folder / "book.sqlite3"
    card = new_book(book)
    with served(book, card, library) as scene:
        create = warmed(scene)
        with bare_loop(book, folder / "bare.sqlite3", library) as bare:
            figures = interleaved(rounds, {"create": create, "one": bare.storing(150, 1)})
    yield compare(SLOW, figures["create"], figures["one"])


def dock(folder: Path, rounds: int) -> Iterator[Measured]:
    """What a receipt costs when there were many before it."""
    book = folder / "book.sqlite3"
    card = new_book(book)
    with served(book, card) as scene:
        warmed(scene)()
        yield from receipts.measured(scene, rounds)


def large(folder: Path, rounds: int, orders: int) -> Iterator[Measured]:
    """A book of very many orders against a small one, and its far pages against its first."""
    thousand = folder / "book.sqlite3"
    small_card = largebook.make(thousand, SMALL)
    book, card, story = largebook.kept(orders)
    print(f"the book of {orders:,} orders: {story}", flush=True)
    with served(thousand, small_card) as few, served(book, card) as many:
        figures = interleaved(rounds, _of_both(few, many))
    named = f"{orders:,}"
    listing = Bar(f"time of a list of 50, {named} orders / {SMALL:,}", 1.5, at_most=True)
    paging = Bar(f"time of page 1,000 / page 1, {named} orders", 1.5, at_most=True)
    yield compare(listing, figures["many"], figures["few"])
    yield compare(paging, figures["far"], figures["many"])
    yield compare(Bar(f"create with {named} orders stored / {SMALL:,}", 0.7), figures["onto many"], figures["onto few"])


def _of_both(few: Scene, many: Scene) -> dict[str, Measure]:
    cursor = None
    for _ in range(999):
        cursor = many.page(50, cursor)["next"]
    first = "/purchase-orders?limit=50"
    measures = {
        "few": few.asking([few.get(first)], 400),
        "many": many.asking([many.get(first)], 400),
        "far": many.asking([many.get(f"{first}&cursor={cursor}")], 400),
        "onto few": few.creating(one_line, 500),
        "onto many": many.creating(one_line, 500),
    }
    for measure in measures.values():
        measure()
    return measures


def profiles(folder: Path) -> Iterator[Measured]:
    """Microseconds of processor time of one create and one get, by layer. There is no bar."""
    book = folder / "book.sqlite3"
    card: Card = new_book(book)
    with served(book, card) as scene:
        warmed(scene)
        asking = scene.asking([scene.get(f"/purchase-orders/{id}") for id in scene.ids()], 500)
        for name, measure in (("create", scene.creating(native_order, 500)), ("get", asking)):
            found = layers.profile(scene, measure, 6, folder, 500)
            if found is None:
                print(f"profile of one {name}: skipped, there is no py-spy", flush=True)
                continue
            parts = "  ".join(f"{layer} {round(found[layer])}" for layer in layers.LAYERS)
            print(f"profile of one {name}, µs of processor time: {parts}  all {round(sum(found.values()))}", flush=True)
    yield from ()


if __name__ == "__main__":
    sys.exit(main())
