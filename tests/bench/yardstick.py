"""The yardstick: what a bare Python loop over sqlite3 commits of the very rows the server stores for an order.

`python -m tests.bench.yardstick BOOK COPY` copies a book that holds an order and then, for every line `COUNT
PER_COMMIT` on its input, stores that many orders and answers how many it stored per second.
"""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from entrepot.store.limits import Limits
from tests.bench.scene import pinned

TABLES = ("purchase_orders", "purchase_order_lines", "events")
MOMENTS = ("raised_at", "created_at", "updated_at", "occurred_at")


def columns_of(raw: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of the tables an order is stored in."""
    return {name: [row[1] for row in raw.execute(f"PRAGMA table_info({name})")] for name in TABLES}


def rows_of_an_order(raw: sqlite3.Connection) -> dict[str, list[list[Any]]]:
    """The stored rows of the newest order: header, lines, event."""
    columns = columns_of(raw)
    header = list(raw.execute("SELECT * FROM purchase_orders ORDER BY id DESC LIMIT 1").fetchone())
    key = header[columns["purchase_orders"].index("id")]
    lines = raw.execute("SELECT * FROM purchase_order_lines WHERE order_id = ?", (key,)).fetchall()
    event = raw.execute("SELECT * FROM events WHERE subject_id = ? LIMIT 1", (key,)).fetchone()
    return {
        "purchase_orders": [header],
        "purchase_order_lines": [list(line) for line in lines],
        "events": [list(event)],
    }


def inserts(columns: dict[str, list[str]]) -> dict[str, str]:
    """A whole-row INSERT for each table."""
    return {
        name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our own tables
        for name, names in columns.items()
    }


class Loop:
    """A bare loop on a copy of the book: the same rows under new ids, in the same tables, on the same disk."""

    def __init__(self, book: Path, copy: Path) -> None:
        """Copy the book (which must hold an order) and learn its newest order's rows by heart."""
        source = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
        self.raw = sqlite3.connect(copy, isolation_level=None, cached_statements=256)
        source.backup(self.raw)
        source.close()
        limits = Limits()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"cache_size=-{limits.cache_kibibytes}",
            f"wal_autocheckpoint={limits.checkpoint_pages}",
        ):
            self.raw.execute(f"PRAGMA {pragma}").fetchall()
        self.columns = columns_of(self.raw)
        self.rows = rows_of_an_order(self.raw)
        self.inserts = inserts(self.columns)
        header = dict(zip(self.columns["purchase_orders"], self.rows["purchase_orders"][0], strict=True))
        self.tallied, self.counted = self._kept(header)
        words = self.raw.execute("SELECT words FROM purchase_order_search ORDER BY rowid DESC LIMIT 1").fetchone()[0]
        self.words = words.replace(header["number_key"], "bare-%d")
        self.serial = 10_000_000
        self.fresh = _ids()

    def _kept(self, header: dict[str, Any]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """The tallies and counters that move with every order, as parameters of their updates."""
        organization = header["organization_id"]
        names = ("all", f"status:{header['status']}", f"warehouse:{header['warehouse_id'].hex()}")
        tallied = [(organization, name) for name in (*names, f"supplier:{header['supplier_id'].hex()}")]
        counters = self.raw.execute("SELECT name FROM counters WHERE name LIKE 'order%'").fetchall()
        return tallied, [(organization, name) for (name,) in counters]

    def store(self) -> None:
        """Store one order: header, lines, event, search words, tallies and counters, all as prepared values."""
        self.serial += 1
        key, now = next(self.fresh), int(time.time() * 1_000_000)
        columns = self.columns
        (header,) = self.rows["purchase_orders"]
        number = f"bare-{self.serial}"
        fresh = {"id": key, "serial": self.serial, "number": number, "number_key": number}
        self._insert("purchase_orders", [_renewed(columns["purchase_orders"], header, fresh, now)])
        lines = [
            _renewed(columns["purchase_order_lines"], line, {"id": next(self.fresh), "order_id": key}, now)
            for line in self.rows["purchase_order_lines"]
        ]
        self._insert("purchase_order_lines", lines)
        (event,) = self.rows["events"]
        self._insert("events", [_renewed(columns["events"], event, {"id": next(self.fresh), "subject_id": key}, now)])
        words = self.words.replace("%d", str(self.serial))
        self.raw.execute("INSERT INTO purchase_order_search (rowid, words) VALUES (?, ?)", (self.serial, words))
        self.raw.executemany(_TALLY, self.tallied)
        self.raw.executemany(_COUNT, self.counted)

    def _insert(self, table: str, rows: list[list[Any]]) -> None:
        self.raw.executemany(self.inserts[table], rows)

    def run(self, count: int, per_commit: int) -> float:
        """Orders stored per second with that many in each commit."""
        began = time.perf_counter()
        for start in range(0, count, per_commit):
            self.raw.execute("BEGIN IMMEDIATE")
            for _ in range(min(per_commit, count - start)):
                self.store()
            self.raw.execute("COMMIT")
        return count / (time.perf_counter() - began)


_TALLY = "UPDATE purchase_order_tallies SET amount = amount + 1 WHERE organization_id = ? AND name = ?"
_COUNT = "UPDATE counters SET value = value + 1 WHERE organization_id = ? AND name = ?"


def _renewed(names: Sequence[str], row: list[Any], fresh: dict[str, Any], now: int) -> list[Any]:
    """A copy of a row under new keys, made now."""
    made = row.copy()
    for name, value in fresh.items():
        made[names.index(name)] = value
    for name in MOMENTS:
        if name in names:
            made[names.index(name)] = now
    return made


def _ids() -> Iterator[bytes]:
    number = int(time.time() * 1000) << 80
    while True:
        number += 1 << 16
        yield (number | int.from_bytes(os.urandom(2))).to_bytes(16)


class Yardstick:
    """The bare loop in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """The process must have said that it is ready."""
        self._process = process

    def storing(self, count: int, per_commit: int) -> Callable[[], float]:
        """Measures orders stored per second with that many in each commit."""

        def measure() -> float:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(f"{count} {per_commit}\n")
            self._process.stdin.flush()
            return float(self._process.stdout.readline())

        return measure


@contextmanager
def bare_loop(book: Path, copy: Path, preload: Path | None = None) -> Iterator[Yardstick]:
    """The loop on the server's core, on a copy of the book; `preload` is a library loaded before all others."""
    environment = {**os.environ, **({"LD_PRELOAD": str(preload)} if preload else {})}
    command = [*pinned("tests.bench.yardstick"), str(book), str(copy)]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the bare loop did not start")
        try:
            yield Yardstick(process)
        finally:
            process.stdin.close()


def interleaved(rounds: int, measures: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """The figures of each measure, taken in turn round by round."""
    figures: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            figures[name].append(measure())
    return figures


def main() -> None:
    """Answer one figure per line asked."""
    loop = Loop(Path(sys.argv[1]), Path(sys.argv[2]))
    print("ready", flush=True)
    for line in sys.stdin:
        count, per_commit = map(int, line.split())
        print(loop.run(count, per_commit), flush=True)


if __name__ == "__main__":
    main()
