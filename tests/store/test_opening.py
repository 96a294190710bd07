import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

import pytest

from entrepot.clock import SystemClock
from entrepot.errors import EntrepotError
from entrepot.store import errors
from entrepot.store.database import place_of
from entrepot.store.lock import holder
from entrepot.store.store import Store
from tests.store.makers import another_process, keep, names, open_store

HOLD = """
import sys
from entrepot.clock import SystemClock
from entrepot.store.store import Store
with Store.open(sys.argv[1], clock=SystemClock()):
    print("open")
    sys.stdin.read()
"""
OPEN = """
import os, sys
from entrepot.clock import SystemClock
from entrepot.errors import EntrepotError
from entrepot.store.store import Store
if len(sys.argv) > 2:
    os.setuid(int(sys.argv[2]))
try:
    Store.open(sys.argv[1], clock=SystemClock())
except EntrepotError as error:
    print(error.code, error.message)
"""


def refusal(book: Path) -> EntrepotError:
    with pytest.raises(EntrepotError) as refused:
        open_store(book)
    return refused.value


def test_a_new_book_is_readable_by_its_owner_only(book: Path) -> None:
    with open_store(book):
        for file in book.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_second_server_on_the_same_file_is_refused_and_told_who_has_it(book: Path) -> None:
    with another_process(HOLD, book) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "open\n"
        assert holder(book) == server.pid
        error = refusal(book)
        assert error.code == errors.STORE_HELD
        assert f"process {server.pid}" in error.message
        server.kill()
    assert holder(book) is None
    with open_store(book) as store:
        assert store.read_now(names) == []


def test_a_second_store_in_the_same_process_is_refused_and_does_no_harm(store: Store, book: Path) -> None:
    assert refusal(book).code == errors.STORE_HELD
    store.write_now(keep("still here"))
    with another_process(OPEN, book) as other:
        assert other.communicate()[0].startswith("store.held")


def test_a_book_written_by_a_newer_version_is_left_alone(book: Path) -> None:
    open_store(book).close()
    with closing(sqlite3.connect(book)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    error = refusal(book)
    assert error.code == errors.STORE_NEWER
    assert "9999" in error.message
    assert str(book) in error.message


def test_a_file_that_is_no_database_is_left_alone(book: Path) -> None:
    book.write_text("Dear supplier, please find enclosed …")
    error = refusal(book)
    assert error.code == errors.STORE_NOT_A_BOOK
    assert str(book) in error.message
    assert book.read_text().startswith("Dear supplier")


def test_somebody_elses_database_is_left_alone(book: Path) -> None:
    with closing(sqlite3.connect(book)) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    before = book.read_bytes()
    assert refusal(book).code == errors.STORE_NOT_A_BOOK
    assert book.read_bytes() == before


def test_a_damaged_book_is_said_to_be_damaged(book: Path) -> None:
    open_store(book).close()
    whole = book.read_bytes()
    book.write_bytes(whole[:100] + b"\xa5" * 8000 + whole[8100:])
    error = refusal(book)
    assert error.code == errors.STORE_DAMAGED
    assert "backup" in error.message


def test_a_book_cut_short_is_said_to_be_damaged(book: Path) -> None:
    open_store(book).close()
    book.write_bytes(book.read_bytes()[:5000])
    assert refusal(book).code == errors.STORE_DAMAGED


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter, unlike a test's own."""
    folder = Path(mkdtemp(prefix="entrepot-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_book_that_may_not_be_written_is_refused(open_folder: Path, what: str) -> None:
    book = open_folder / "book.sqlite3"
    open_store(book).close()
    for path in open_folder.iterdir():
        path.chmod(0o666)
    (book if what == "file" else open_folder).chmod(0o444 if what == "file" else 0o555)
    open_folder.chmod(0o777 if what == "file" else 0o555)
    if what == "folder":
        (open_folder / "book.sqlite3.lock").unlink()
    if os.getuid() == 0:
        with another_process(OPEN, book, 65534) as nobody:
            said = nobody.communicate()[0]
    else:
        error = refusal(book)
        said = f"{error.code} {error.message}"
    assert said.startswith("store.read_only"), said
    assert "may not be written" in said


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "no" / "book.sqlite3")
    assert error.code == errors.STORE_NO_FOLDER
    assert str(tmp_path / "no") in error.message


def test_a_folder_is_not_a_book(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == errors.STORE_NOT_A_FILE


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///book.sqlite3", Path.cwd() / "book.sqlite3"),
        ("sqlite:////srv/book.sqlite3", Path("/srv/book.sqlite3")),
        ("/srv/a b#?%.sqlite3", Path("/srv/a b#?%.sqlite3")),
        ("data/../book.sqlite3", Path.cwd() / "book.sqlite3"),
    ],
)
def test_an_address_names_a_file(url: str, path: Path) -> None:
    assert place_of(url) == path


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://localhost/book", errors.STORE_ENGINE),
        ("postgresql+psycopg://localhost/book", errors.STORE_ENGINE),
        ("mysql://localhost/book", errors.STORE_ADDRESS),
        ("sqlite://", errors.STORE_ADDRESS),
        ("sqlite:///:memory:", errors.STORE_ADDRESS),
        ("", errors.STORE_ADDRESS),
    ],
)
def test_an_address_we_cannot_use_is_refused_in_a_sentence(url: str, code: str) -> None:
    with pytest.raises(EntrepotError) as refused:
        Store.open(url, clock=SystemClock())
    assert refused.value.code == code


def test_a_file_with_an_odd_name_works_like_any_other(tmp_path: Path) -> None:
    with open_store(tmp_path / "a b#?%&.sqlite3") as store:
        store.write_now(keep("x"))
        assert store.read_now(names) == ["x"]
    assert (tmp_path / "a b#?%&.sqlite3").is_file()


def test_the_writer_syncs_every_commit_and_keeps_every_key(store: Store) -> None:
    told = ("journal_mode", "synchronous", "foreign_keys")
    assert store.write_now(lambda uow: [uow.row(f"PRAGMA {name}")[0] for name in told]) == ["wal", 2, 1]
    assert store.read_now(lambda uow: uow.row("PRAGMA query_only")[0]) == 1
