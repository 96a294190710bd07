"""Looking after the file: a copy while the server runs, and a search for faults."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from entrepot.errors import Failed
from entrepot.store.database import Database
from entrepot.store.errors import STORE_BACKUP, translated


def backup(database: Database, to: Path) -> Path:
    """Copy one snapshot to the new file `to`, readable by its owner only, synced and checked; raises Failed.

    The copy grows under `<to>.part` and gets its name when it is complete. An existing file is never overwritten.
    """
    to = Path(os.path.abspath(to))
    if to.exists():
        raise Failed(STORE_BACKUP, f"{to} exists already; a backup never overwrites a file.")
    part = to.with_name(to.name + ".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
        _copy(database, part)
        _sync(part)
        os.link(part, to)
        part.unlink()
        _sync(to.parent)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise Failed(STORE_BACKUP, f"The backup to {to} could not be written: {error}.") from error
    return to


def check(database: Database) -> list[str]:
    """Every fault in the file, in SQLite's words: damaged pages, broken indexes, rows that point at nothing."""
    session = database.reader()
    try:
        return _faults(session.raw)
    finally:
        session.close()


def _copy(database: Database, part: Path) -> None:
    source = database.reader()
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.raw.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            faults = _faults(copy)
    finally:
        source.close()
    if faults:
        raise Failed(STORE_BACKUP, f"The order book has faults, see `entrepot database check`: {faults[0]}")


def _faults(raw: sqlite3.Connection) -> list[str]:
    try:
        found = [text for (text,) in raw.execute("PRAGMA integrity_check") if text != "ok"]
        loose = raw.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(translated(error))]
    return found + [f"row of {table} points at a row of {parent} that does not exist" for table, _, parent, _ in loose]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
