import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from entrepot.errors import Failed
from entrepot.store.errors import STORE_BACKUP
from entrepot.store.store import Store
from tests.store.makers import ORGANIZATION, another_process, keep, names, open_store

POST_ORDERS = """
import asyncio, sys
from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.store.makers import keep

async def client(store, number):
    for order in range(100_000):
        print(await store.write(keep(f"{number}-{order:06}")), flush=True)

async def main():
    store = Store.open(sys.argv[1], clock=SystemClock())
    await asyncio.gather(*(client(store, number) for number in range(8)))

asyncio.run(main())
"""


def test_a_backup_taken_while_orders_come_in_is_a_whole_book(store: Store, tmp_path: Path) -> None:
    store.write_now(keep("first"))
    copied = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not copied.is_set():
            store.write_now(keep(f"order {number:06}"))
            number += 1

    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        made = [store.backup(tmp_path / f"copy {number}.sqlite3") for number in range(5)]
    finally:
        copied.set()
        writing.join()
    for path in made:
        with open_store(path) as copy:
            found = copy.read_now(names)
            assert found[0] == "first"
            assert found[1:] == [f"order {number:06}" for number in range(len(found) - 1)]
            assert copy.check() == []
    assert [path.name for path in tmp_path.glob("*.part*")] == []


def test_a_backup_never_overwrites_a_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(Failed, match="exists already") as refused:
        store.backup(tmp_path / "copy")
    assert refused.value.code == STORE_BACKUP
    assert (tmp_path / "copy").read_text() == "precious"


def test_a_backup_that_cannot_be_written_says_why(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Failed, match="No such file or directory"):
        store.backup(tmp_path / "nowhere" / "copy")


def test_a_sound_book_has_no_faults(store: Store) -> None:
    store.write_now(keep("x"))
    assert store.check() == []


def test_rows_that_point_at_nothing_are_found(book: Path) -> None:
    open_store(book).close()
    with closing(sqlite3.connect(book)) as raw:
        raw.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        raw.execute("CREATE TABLE child (parent INTEGER REFERENCES parent (id))")
        raw.execute("INSERT INTO child VALUES (99)")
        raw.commit()
    with open_store(book) as store:
        assert store.check() == ["row of child points at a row of parent that does not exist"]


def test_damaged_pages_are_found_and_keep_the_book_from_being_copied(book: Path, tmp_path: Path) -> None:
    with open_store(book) as store:
        rows = [(ORGANIZATION.bytes, f"{number:0300}") for number in range(2_000)]
        store.write_now(
            lambda uow: uow.many("INSERT INTO counters (organization_id, name, value) VALUES (?, ?, 1)", rows)
        )
    whole = bytearray(book.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 8192] = random.Random(1).randbytes(8192)
    book.write_bytes(whole)
    with open_store(book) as store:
        assert store.check() != []
        with pytest.raises(Failed):
            store.backup(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("orders", [1, 60, 400])
def test_a_server_killed_in_the_middle_loses_nothing_it_acknowledged(book: Path, orders: int) -> None:
    with another_process(POST_ORDERS, book) as server:
        assert server.stdout is not None
        acknowledged = [server.stdout.readline().strip() for _ in range(orders)]
        server.kill()
        acknowledged += server.stdout.read().split()
    with open_store(book) as store:
        assert set(acknowledged) - {""} <= set(store.read_now(names))
        assert store.check() == []
