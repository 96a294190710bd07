"""The yardstick: what a bare Python loop over sqlite3 commits of the very rows the server stores for an order."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any


def tables_of(raw: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of the tables an order is stored in."""
    names = ("purchase_orders", "purchase_order_lines", "events", "purchase_order_tallies")
    return {name: [row[1] for row in raw.execute(f"PRAGMA table_info({name})")] for name in names}


def rows_of_an_order(raw: sqlite3.Connection) -> dict[str, list[list[Any]]]:
    """The stored rows of the newest order: header, lines, event."""
    tables = tables_of(raw)
    header = list(raw.execute("SELECT * FROM purchase_orders ORDER BY id DESC LIMIT 1").fetchone())
    key = header[tables["purchase_orders"].index("id")]
    lines = raw.execute("SELECT * FROM purchase_order_lines WHERE order_id = ?", (key,)).fetchall()
    event = raw.execute("SELECT * FROM events WHERE subject_id = ? LIMIT 1", (key,)).fetchone()
    return {
        "purchase_orders": [header],
        "purchase_order_lines": [list(line) for line in lines],
        "events": [list(event)],
    }


class Loop:
    """A bare loop on a copy of the book: the same rows under new ids, in the same tables, on the same disk."""

    def __init__(self, book: Path, copy: Path) -> None:
        """Copy the book (which must hold an order) and learn its newest order's rows by heart."""
        source = sqlite3.connect(book)
        self.raw = sqlite3.connect(copy, isolation_level=None, cached_statements=256)
        source.backup(self.raw)
        source.close()
        self.raw.execute("PRAGMA journal_mode=WAL")
        self.raw.execute("PRAGMA synchronous=FULL")
        self.raw.execute("PRAGMA foreign_keys=ON")
        self.tables = tables_of(self.raw)
        self.rows = rows_of_an_order(self.raw)
        self.inserts = {
            name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our own tables
            for name, columns in self.tables.items()
        }
        self.serial = 10_000_000
        self.fresh = _ids()

    def store(self) -> None:
        """Store one order: its header, lines, event, search words and tallies, as prepared values."""
        columns = self.tables
        self.serial += 1
        key = next(self.fresh)
        (header,) = self.rows["purchase_orders"]
        header = header.copy()
        names = columns["purchase_orders"]
        header[names.index("id")] = key
        header[names.index("serial")] = self.serial
        header[names.index("number")] = header[names.index("number_key")] = f"bare-{self.serial}"
        self.raw.execute(self.inserts["purchase_orders"], header)
        names = columns["purchase_order_lines"]
        lines = []
        for line in self.rows["purchase_order_lines"]:
            made = line.copy()
            made[names.index("id")], made[names.index("order_id")] = next(self.fresh), key
            lines.append(made)
        self.raw.executemany(self.inserts["purchase_order_lines"], lines)
        (event,) = self.rows["events"]
        event = event.copy()
        names = columns["events"]
        event[names.index("id")], event[names.index("subject_id")] = next(self.fresh), key
        self.raw.execute(self.inserts["events"], event)
        words = f"bare-{self.serial} restock brightwater paper"
        self.raw.execute("INSERT INTO purchase_order_search (rowid, words) VALUES (?, ?)", (self.serial, words))
        self.raw.execute("UPDATE purchase_order_tallies SET amount = amount + 1")

    def run(self, count: int, per_commit: int) -> float:
        """Orders stored per second with that many in each commit."""
        began = time.perf_counter()
        for start in range(0, count, per_commit):
            self.raw.execute("BEGIN IMMEDIATE")
            for _ in range(min(per_commit, count - start)):
                self.store()
            self.raw.execute("COMMIT")
        return count / (time.perf_counter() - began)


def _ids() -> Iterator[bytes]:
    number = int(time.time() * 1000) << 80
    while True:
        number += 1 << 16
        yield (number | int.from_bytes(os.urandom(2))).to_bytes(16)


def interleaved(rounds: int, measures: Sequence[Callable[[], float]]) -> list[list[float]]:
    """The figures of each measure, taken in turn round by round."""
    figures: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for place, measure in enumerate(measures):
            figures[place].append(measure())
    return figures
