"""The SQLite side of the store: where the file is, how it is opened, and what each connection is told.

Everything that another engine would do differently stands here and in the migrations.
"""

import os
import sqlite3
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.dialects import registry

from entrepot.errors import EntrepotError, Failed, Invalid, Unavailable
from entrepot.store.errors import (
    STORE_ADDRESS,
    STORE_ENGINE,
    STORE_NO_FOLDER,
    STORE_NO_LOG,
    STORE_NOT_A_BOOK,
    STORE_NOT_A_FILE,
    STORE_OLD_SQLITE,
    STORE_READ_ONLY,
    translated,
)
from entrepot.store.limits import Limits
from entrepot.store.listeners import Listeners
from entrepot.store.vault import Vault, beside

OLDEST_SQLITE = (3, 37, 0)
_MAGIC = b"SQLite format 3\x00"
_STEPS_BETWEEN_LOOKS = 20_000


def place_of(url: str) -> Path:
    """The absolute path behind `sqlite:///relative`, `sqlite:////absolute` or a plain path; raises Invalid."""
    head, mark, tail = url.partition("://")
    if not mark:
        path = url
    elif head.partition("+")[0] in {"postgres", "postgresql"}:
        raise Invalid(STORE_ENGINE)
    elif head == "sqlite" and tail.startswith("/"):
        path = tail[1:]
    else:
        raise Invalid(
            STORE_ADDRESS, f"{head}:// is not a database address known here; use sqlite:///path/book.sqlite3."
        )
    if path in {"", ":memory:"}:
        raise Invalid(STORE_ADDRESS, "The database address names no file; use sqlite:///path/book.sqlite3.")
    return Path(os.path.abspath(os.path.expanduser(path)))


registry.register("sqlite.book", "entrepot.store.passive", "PassiveSqlite")
_raw_to_open: ContextVar[sqlite3.Connection] = ContextVar("_raw_to_open")
_engine = create_engine("sqlite+book://", creator=_raw_to_open.get, poolclass=NullPool, pool_reset_on_return=None)


def _core_of(raw: sqlite3.Connection) -> Connection:
    """SQLAlchemy's side of a driver's connection. All of them share one engine, and so its compiled statements."""
    _raw_to_open.set(raw)
    return _engine.connect()


@dataclass(slots=True)
class Session:
    """One connection, as the driver sees it (`raw`) and as SQLAlchemy does (`core`). `deadline`: monotonic seconds.

    `handed_out`: a work had `core` in its hands. `settled` is what the writer remembers of rows that seldom change
    (see `UnitOfWork.settled`).
    """

    raw: sqlite3.Connection
    core: Connection
    deadline: float = float("inf")
    handed_out: bool = False
    settled: dict[tuple[str, tuple[Any, ...]], list[Any]] = field(default_factory=dict)
    listeners: Listeners = field(default_factory=Listeners)
    vault: Vault = field(default_factory=lambda: Vault(None))

    def out_of_time(self) -> bool:
        """True once the work should be cut off; SQLite asks every few thousand steps."""
        return monotonic() > self.deadline

    def begin(self, seconds: float) -> None:
        """Start a snapshot that must be read within `seconds`."""
        self.deadline = monotonic() + seconds
        self.raw.execute("BEGIN")

    def end(self) -> None:
        """Let the snapshot go."""
        self.deadline = float("inf")
        if self.raw.in_transaction:
            self.raw.execute("COMMIT")

    def tidy(self) -> None:
        """Renew SQLAlchemy's side when a work left it closed, broken or inside a savepoint of its own."""
        if not self.handed_out:
            return
        self.handed_out = False
        core = self.core
        held = None if core.closed else core.get_transaction()
        if core.closed or core.invalidated or core.in_nested_transaction() or (held is not None and not held.is_active):
            self.core = _core_of(self.raw)

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()


class Database:
    """A SQLite file and the way connections to it are made. The caller holds the file's lock."""

    def __init__(self, path: Path, limits: Limits, secret_key: str | None = None) -> None:
        """Nothing is opened yet; `secret_key` keeps secrets, default: the key in the file beside the book."""
        self.path = path
        self.limits = limits
        self.vault = Vault(beside(path), secret_key)

    def writer(self) -> Session:
        """The one connection that writes and checkpoints. Call `make_durable` once the file is known to be ours."""
        return self._session(f"file:{quote(str(self.path))}?mode=rw")

    def make_durable(self, writing: Session) -> None:
        """Put the file in write-ahead mode, every commit synced; raises Unavailable where the file system cannot."""
        mode = writing.raw.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        if mode != "wal":
            raise Unavailable(STORE_NO_LOG, f"{self.path} lies on a file system that cannot keep a write-ahead log.")
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            f"wal_autocheckpoint={self.limits.checkpoint_pages}",
            f"journal_size_limit={64 << 20}",
        ):
            writing.raw.execute(f"PRAGMA {pragma}").fetchall()

    def reader(self) -> Session:
        """A connection that can only read and whose statements are cut off at the session's deadline."""
        session = self._session(f"file:{quote(str(self.path))}?mode=ro")
        session.raw.execute("PRAGMA query_only=ON")
        session.raw.set_progress_handler(session.out_of_time, _STEPS_BETWEEN_LOOKS)
        return session

    def _session(self, uri: str) -> Session:
        raw = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=self.limits.busy_seconds,
            cached_statements=self.limits.cached_statements,
        )
        for pragma in (f"cache_size=-{self.limits.cache_kibibytes}", "temp_store=MEMORY", "trusted_schema=OFF"):
            raw.execute(f"PRAGMA {pragma}").fetchall()
        return Session(raw, _core_of(raw), vault=self.vault)


def prepare(path: Path) -> None:
    """Check the place before the file is opened, and make an empty file only its owner can read; raises typed errors.

    Runs with the file's lock held and before any connection exists: closing a second descriptor of an open SQLite
    file would drop SQLite's own locks.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise Failed(STORE_OLD_SQLITE, f"SQLite {sqlite3.sqlite_version} is too old; {wanted} or later is needed.")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unavailable(STORE_READ_ONLY, f"{path} may not be written: {error.strerror}.") from error
    try:
        head = os.pread(descriptor, len(_MAGIC), 0)
    finally:
        os.close(descriptor)
    if head not in {b"", _MAGIC}:
        raise Failed(STORE_NOT_A_BOOK, f"{path} is not an Entrepot order book, nor any SQLite database.")


def check_place(path: Path) -> None:
    """Refuse a path whose folder is missing or that is not a file; raises typed errors."""
    if not path.parent.is_dir():
        raise Unavailable(STORE_NO_FOLDER, f"The folder {path.parent} does not exist; make it first.")
    if path.exists() and not path.is_file():
        raise Unavailable(STORE_NOT_A_FILE, f"{path} is not a file.")


def named(error: BaseException, path: Path) -> BaseException:
    """The typed error of an opening that failed, with the file named in its sentence; else the exception itself."""
    ours = translated(error)
    if isinstance(ours, EntrepotError) and str(path) not in ours.message:
        return type(ours)(ours.code, f"{path}: {ours.message}", retry_after=ours.retry_after)
    return ours
