"""A book with very many orders of one line each, written straight into its tables and kept between runs.

The rows are those of one order made through the front door, under new ids, numbers and moments spread over a year.
"""

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

import entrepot
from tests.bench.scene import Card, Scene, new_book, one_line, served
from tests.bench.yardstick import TABLES, columns_of, inserts, rows_of_an_order

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "bench"
YEAR_MILLISECONDS = 365 * 24 * 3600 * 1000
CHUNK = 20_000
Rows = list[list[Any]]
Columns = dict[str, list[str]]


def kept(orders: int) -> tuple[Path, Card, str]:
    """The book with that many orders from the cache, made first when it is not there; what was done, in words."""
    folder = CACHE / f"{orders}-{_fingerprint()}"
    book, card = folder / "book.sqlite3", folder / "card.json"
    if card.exists():
        return book, Card.load(card), f"kept from an earlier run, {_gigabytes(book)}"
    for stale in CACHE.glob(f"{orders}-*"):
        shutil.rmtree(stale)
    folder.mkdir(parents=True)
    began = time.monotonic()
    made = make(book, orders)
    made.save(card)
    return book, made, f"made in {time.monotonic() - began:.0f} s, {_gigabytes(book)}"


def _gigabytes(book: Path) -> str:
    return f"{book.stat().st_size / 1e9:.2f} GB"


def _fingerprint() -> str:
    """Changes with the tables and with this module, so that a kept book is never of another form."""
    source = Path(entrepot.__file__).parent / "store" / "migrations" / "versions"
    found = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(source.iterdir()):
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def make(book: Path, orders: int) -> Card:
    """Make a new book with that many orders."""
    card = new_book(book)
    with served(book, card) as scene:
        first_order(scene)
    raw = sqlite3.connect(book, isolation_level=None, cached_statements=64)
    try:
        _fill(raw, orders)
    finally:
        raw.close()
    return card


def first_order(scene: Scene) -> None:
    """Make the order whose rows are multiplied."""
    head, _, body = one_line(scene)[0].partition(b"\r\n\r\n")
    path = head.split(b" ", 2)[1].decode()
    headers = {**scene.key, "Content-Type": "application/json"}
    answer: httpx.Response = scene.http.post(path, content=body, headers=headers)
    answer.raise_for_status()


def _fill(raw: sqlite3.Connection, orders: int) -> None:
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
        raw.execute(f"PRAGMA {pragma}").fetchall()
    columns, rows = columns_of(raw), rows_of_an_order(raw)
    words = raw.execute("SELECT rowid, words FROM purchase_order_search ORDER BY rowid DESC LIMIT 1").fetchone()
    indexes = [
        (name, text)
        for table in TABLES
        for name, text in raw.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
        )
    ]
    raw.execute("BEGIN IMMEDIATE")
    for name, _ in indexes:
        raw.execute(f"DROP INDEX {name}")
    statements = inserts(columns)
    made = Multiplied(columns, rows, words, orders)
    for start in range(1, orders, CHUNK):
        numbers = range(start, min(start + CHUNK, orders))
        for table in TABLES:
            raw.executemany(statements[table], made.rows(table, numbers))
        raw.executemany("INSERT INTO purchase_order_search (rowid, words) VALUES (?, ?)", made.words(numbers))
    for _, text in indexes:
        raw.execute(text)
    raw.execute("UPDATE purchase_order_tallies SET amount = ?", (orders,))
    raw.execute("UPDATE counters SET value = value + ? WHERE name LIKE 'order%'", (orders - 1,))
    raw.execute("COMMIT")
    raw.execute("PRAGMA journal_mode=WAL").fetchall()


class Multiplied:
    """The rows of the first order again and again, each time a little earlier than the first, oldest first."""

    def __init__(
        self, columns: dict[str, list[str]], rows: dict[str, Rows], words: tuple[int, str], orders: int
    ) -> None:
        """The first order is the newest; the others are spread over the year before it."""
        self.columns, self.first, self.search, self.orders = columns, rows, words, orders
        self.header = dict(zip(columns["purchase_orders"], rows["purchase_orders"][0], strict=True))
        self.step = YEAR_MILLISECONDS // orders

    def rows(self, table: str, numbers: range) -> Iterator[list[Any]]:
        """One row of the table for each of the numbers, which begin at 1."""
        names, (row,) = self.columns[table], self.first[table]
        keys = {name: names.index(name) for name in ("id", "order_id", "subject_id") if name in names}
        own_serial = names.index("serial") if "serial" in names else None
        moments = [
            (at, row[at])
            for at, name in enumerate(names)
            if name in ("raised_at", "created_at", "updated_at", "occurred_at")
        ]
        numbered = [names.index(name) for name in ("number", "number_key") if name in names]
        tail = TABLES.index(table)
        for number in numbers:
            made = row.copy()
            before = (self.orders - number) * self.step
            for name, at in keys.items():
                made[at] = self._key(before, number, tail if name == "id" else 0)
            for at, moment in moments:
                made[at] = moment - before * 1000
            if own_serial is not None:
                made[own_serial] = row[own_serial] + number
            for at in numbered:
                made[at] = row[at][:3] + f"{number + 1:06d}"
            yield made

    def words(self, numbers: range) -> Iterator[tuple[int, str]]:
        """The search rows of the numbers."""
        rowid, words = self.search
        for number in numbers:
            yield rowid + number, words.replace(self.header["number_key"], f"po-{number + 1:06d}")

    def _key(self, before: int, number: int, tail: int) -> bytes:
        """A UUIDv7 so many milliseconds before the first order's."""
        first = int.from_bytes(self.header["id"])
        millisecond = (first >> 80) - before
        return ((millisecond << 80) | (0x7 << 76) | (0b10 << 62) | (number << 8) | tail).to_bytes(16)
