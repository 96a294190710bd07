"""A book made from a backup: into a new file only, and only if it proves to be what was backed up."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from entrepot.errors import Conflict, Failed, NotFound
from entrepot.store import migrations, proof
from entrepot.store.care import faults_of, sync
from entrepot.store.database import check_place
from entrepot.store.errors import STORE_BACKUP_MISSING, STORE_EXISTS, STORE_PROOF, STORE_RESTORE
from entrepot.store.lock import FileLock


def restore(source: Path, book: Path) -> proof.Figures:
    """Make the book from the backup `source`; its figures.

    Raises NotFound for a backup that is not there, Conflict for a book that is, Unavailable when a process holds it,
    Failed when the backup is damaged or is not what its proof says. Nothing is left behind then.
    """
    if not source.is_file():
        raise NotFound(STORE_BACKUP_MISSING, f"There is no backup at {source}.")
    check_place(book)
    lock = FileLock(book)
    part = book.with_name(book.name + ".restoring")
    try:
        if book.exists():
            raise Conflict(STORE_EXISTS, f"{book} exists already; move it away first, or restore to another path.")
        figures = _copied(source, part)
        _clear_log(book)
        os.link(part, book)
        sync(book.parent)
    except (OSError, sqlite3.Error) as error:
        raise Failed(STORE_RESTORE, f"{book} could not be restored from {source}: {error}.") from error
    finally:
        part.unlink(missing_ok=True)
        lock.release()
    return figures


def _copied(source: Path, part: Path) -> proof.Figures:
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
    with (
        closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(part, isolation_level=None)) as new,
    ):
        migrations.revision_of(old)
        old.backup(new)
        faults = faults_of(new)
        if faults:
            raise Failed(STORE_RESTORE, f"The backup {source} is damaged: {faults[0]}")
        figures = proof.figures_of(new)
    wrong = proof.differences(proof.read(source), figures)
    if wrong:
        raise Failed(STORE_PROOF, f"The backup {source} is not what its proof says: {'; '.join(wrong)}.")
    sync(part)
    return figures


def _clear_log(book: Path) -> None:
    """A log that an earlier book of this name left behind would be played into this one."""
    for end in ("-wal", "-shm", "-journal"):
        book.with_name(book.name + end).unlink(missing_ok=True)
