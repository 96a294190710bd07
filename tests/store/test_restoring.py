"""Backups and what is made of them: never over another book, never of anything but what was backed up."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from entrepot.clock import FixedClock
from entrepot.errors import Conflict, Failed, NotFound, Unavailable
from entrepot.store.proof import proof_file
from entrepot.store.restoring import restore
from entrepot.store.store import Store
from tests.makers import MOMENT, make_world, open_store


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    with open_store(tmp_path) as store:
        make_world(store)
        return store.backup(tmp_path / "copy.backup")


def test_a_restored_book_is_the_one_that_was_backed_up(tmp_path: Path, backup: Path) -> None:
    book = tmp_path / "again.sqlite3"
    figures = restore(backup, book)
    assert book.stat().st_mode & 0o777 == 0o600
    assert figures["events"] != 0
    with Store.open(f"sqlite:///{book}", clock=FixedClock(MOMENT)) as store:
        assert store.check() == []
        assert store.backup(tmp_path / "second.backup").exists()
    assert proof_file(tmp_path / "second.backup").read_text() == proof_file(backup).read_text()


def test_a_book_that_is_there_is_never_overwritten(tmp_path: Path, backup: Path) -> None:
    with pytest.raises(Conflict, match="exists already"):
        restore(backup, tmp_path / "book.sqlite3")


def test_a_book_that_is_held_is_not_touched(tmp_path: Path, backup: Path) -> None:
    with open_store(tmp_path), pytest.raises(Unavailable, match="already in use"):
        restore(backup, tmp_path / "book.sqlite3")


def test_a_backup_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no backup"):
        restore(tmp_path / "nothing", tmp_path / "again.sqlite3")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET message = 'nothing happened'",
        "DELETE FROM api_keys",
        "UPDATE organizations SET id = id WHERE 0; DELETE FROM events WHERE id = (SELECT max(id) FROM events)",
    ],
)
def test_a_backup_that_was_altered_is_refused_and_leaves_nothing(tmp_path: Path, backup: Path, change: str) -> None:
    with closing(sqlite3.connect(backup)) as raw:
        raw.executescript(change)
        raw.commit()
    with pytest.raises(Failed, match="not what its proof says"):
        restore(backup, tmp_path / "again.sqlite3")
    assert not (tmp_path / "again.sqlite3").exists()
    assert list(tmp_path.glob("*.restoring")) == []


def test_a_damaged_backup_or_one_without_proof_is_refused(tmp_path: Path, backup: Path) -> None:
    proof_file(backup).unlink()
    with pytest.raises(Failed, match=r"proof\.json cannot be read"):
        restore(backup, tmp_path / "again.sqlite3")
    backup.write_bytes(b"nonsense" * 1000)
    with pytest.raises(Failed):
        restore(backup, tmp_path / "again.sqlite3")


def test_of_backups_in_a_folder_the_last_ones_stay(tmp_path: Path) -> None:
    clock = FixedClock(MOMENT)
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "mine.backup").write_text("precious")
    with open_store(tmp_path, clock) as store:
        made = []
        for _ in range(4):
            clock.moment += timedelta(days=1)
            path, _removed = store.backup_into(folder, 2)
            made.append(path)
    assert sorted(folder.glob("book*.backup")) == made[2:]
    assert sorted(folder.glob("*.proof.json")) == [proof_file(path) for path in made[2:]]
    assert (folder / "mine.backup").exists()
