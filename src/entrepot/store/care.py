"""Looking after the file: a copy while the server runs, and a search for faults."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from entrepot.errors import Failed
from entrepot.store import proof
from entrepot.store.database import Database
from entrepot.store.errors import STORE_BACKUP, translated

ENDING = ".backup"


def backup(database: Database, to: Path) -> Path:
    """Copy one snapshot to the new file `to`, readable by its owner only, synced and checked; raises Failed.

    The copy grows under `<to>.part` and gets its name when it is complete. An existing file is never overwritten.
    Beside it lies what proves it (`<to>.proof.json`).
    """
    to = Path(os.path.abspath(to))
    if to.exists():
        raise Failed(STORE_BACKUP, f"{to} exists already; a backup never overwrites a file.")
    part = to.with_name(to.name + ".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
        figures = _copy(database, part)
        sync(part)
        os.link(part, to)
        proof.write(to, figures)
        part.unlink()
        sync(to.parent)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise Failed(STORE_BACKUP, f"The backup to {to} could not be written: {error}.") from error
    return to


def backup_into(database: Database, folder: Path, now: datetime, keep: int) -> tuple[Path, list[Path]]:
    """A backup named after the book and the moment, of which the last `keep` in the folder stay: it, and who went."""
    head = f"{database.path.name}."
    made = backup(database, folder / f"{head}{now:%Y%m%dT%H%M%S.%fZ}{ENDING}")
    mine = sorted(path for path in folder.glob(f"*{ENDING}") if path.name.startswith(head))
    old = mine[:-keep]
    for path in old:
        path.unlink()
        proof.proof_file(path).unlink(missing_ok=True)
    return made, old


def check(database: Database) -> list[str]:
    """Every fault in the file, in SQLite's words: damaged pages, broken indexes, rows that point at nothing."""
    session = database.reader()
    try:
        return faults_of(session.raw)
    finally:
        session.close()


def _copy(database: Database, part: Path) -> proof.Figures:
    source = database.reader()
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.raw.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            faults = faults_of(copy)
            figures = proof.figures_of(copy)
    finally:
        source.close()
    if faults:
        raise Failed(STORE_BACKUP, f"The order book has faults, see `entrepot database check`: {faults[0]}")
    return figures


def faults_of(raw: sqlite3.Connection) -> list[str]:
    """The same for a connection of one's own."""
    try:
        found = [text for (text,) in raw.execute("PRAGMA integrity_check") if text != "ok"]
        loose = raw.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(translated(error))]
    return found + [f"row of {table} points at a row of {parent} that does not exist" for table, _, parent, _ in loose]


def sync(path: Path) -> None:
    """Make a file, or what a folder lists, durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
