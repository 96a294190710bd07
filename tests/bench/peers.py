"""`python -m tests.bench.peers`: creates, reads and lists against a live Tryton 8.2, one worker each, both on SQLite.

Tryton is installed from the package index at the first run. It is asked over one keep-alive connection, because its
SQLite lets one writer in at a time; ours over sixteen. The exit code is 1 only when a bar is missed.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench.bars import HEADING, Bar, compare
from tests.bench.pinned import pin
from tests.bench.scene import CLIENT_CORE, native_order, new_book, served
from tests.bench.tryton import tryton
from tests.bench.yardstick import interleaved

ROUNDS = 4
CREATE = Bar("create of 10 lines / Tryton 8.2 (SQLite)", 40)
OPEN = Bar("open an order of 10 lines / Tryton 8.2 (SQLite)", 40)
LIST = Bar("list of 50 / Tryton 8.2 (SQLite)", 200)


def main() -> int:
    """Measure and print."""
    pin(CLIENT_CORE)
    with tempfile.TemporaryDirectory(prefix="entrepot-peers-") as name:
        folder = Path(name)
        card = new_book(folder / "book.sqlite3")
        with served(folder / "book.sqlite3", card) as ours, tryton(folder) as theirs:
            create = ours.creating(native_order, 600)
            create()
            ids = [theirs.create() for _ in range(60)]
            figures = interleaved(
                ROUNDS,
                {
                    "create": create,
                    "their create": theirs.creating(15),
                    "open": ours.asking([ours.get(f"/purchase-orders/{id}") for id in ours.ids()], 1_500),
                    "their open": theirs.opening(ids[0], 20),
                    "list": ours.asking([ours.get("/purchase-orders?limit=50")], 500),
                    "their list": theirs.listing(4),
                },
            )
    print(HEADING)
    found = [
        compare(bar, figures[name], figures[f"their {name}"])
        for bar, name in ((CREATE, "create"), (OPEN, "open"), (LIST, "list"))
    ]
    for measured in found:
        print(measured.line())
    return 0 if all(measured.met for measured in found) else 1


if __name__ == "__main__":
    sys.exit(main())
