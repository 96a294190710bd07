"""The way into the order book on disk."""

import asyncio
import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from entrepot.clock import Clock
from entrepot.errors import Unavailable
from entrepot.ids import Ids, Sequence7
from entrepot.store import care, migrations
from entrepot.store.database import Database, Session, check_place, named, place_of, prepare
from entrepot.store.limits import Limits
from entrepot.store.lock import FileLock
from entrepot.store.readers import Readers
from entrepot.store.rehearsal import is_rehearsal
from entrepot.store.work import UnitOfWork
from entrepot.store.writer import Request, Writer

T = TypeVar("T")
MOST_BESIDE = 10_000


class Store:
    """One order book on disk: one writer, several readers. Use `Store.open`."""

    def __init__(self, database: Database, lock: FileLock, writing: Session, *, clock: Clock, ids: Ids) -> None:
        """Start serving an opened, migrated file whose lock is held."""
        self.path = database.path
        self._database = database
        self._lock = lock
        self._clock = clock
        self._ids = ids
        self._writing = writing
        self.listeners = writing.listeners
        self._readers = Readers(database)
        self._writer = Writer(writing, database.limits)
        self._beside: dict[Hashable, datetime] = {}
        self._closed = False

    @classmethod
    def open(
        cls,
        url: str,
        *,
        clock: Clock,
        ids: Ids | None = None,
        limits: Limits | None = None,
        secret_key: str | None = None,
    ) -> Self:
        """Open (or make) the order book at `url` and bring it to the present schema.

        `url` is `sqlite:///relative`, `sqlite:////absolute` or a path; `secret_key` is what secrets are kept under
        (base64 of 32 bytes; default: the key in the file beside the book, made when first needed). Raises
        Unavailable when another process holds the file or it may not be written, Failed when it is newer, damaged or
        something else, Invalid for the address.
        """
        path = place_of(url)
        check_place(path)
        lock = FileLock(path)
        try:
            prepare(path)
            database = Database(path, limits or Limits(), secret_key)
            writing = _opened(database)
            return cls(database, lock, writing, clock=clock, ids=ids or Sequence7())
        except BaseException as error:
            lock.release()
            ours = named(error, path)
            if ours is error:
                raise
            raise ours from error

    async def write(self, work: Callable[[UnitOfWork], T], *, dry_run: bool = False) -> T:
        """Run `work` in the writer and return its result once the commit is durable.

        A dry run, and every write in a rehearsal, is rolled back. When the caller is cancelled, the work is finished
        all the same.
        """
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[T] = loop.create_future()
        self._writer.offer(Request(work, self._unit(dry_run or is_rehearsal()), loop, waiter))
        return await waiter

    def write_now(self, work: Callable[[UnitOfWork], T], *, dry_run: bool = False) -> T:
        """The same for threads: blocks until the commit is durable. Not for use inside a work."""
        if self._writer.is_here():
            raise RuntimeError("a work may not wait for another work: call its function instead")
        waiter = threading.Event()
        request = Request(work, self._unit(dry_run), None, waiter)
        self._writer.offer(request)
        waiter.wait()
        error, request.error = request.error, None
        if error is not None:
            try:
                raise error
            finally:
                del error  # breaks the circle error → traceback → this frame → error
        result: T = request.result
        return result

    async def read(self, work: Callable[[UnitOfWork], T], *, quick: bool = False) -> T:
        """Run `work` on one snapshot: in the pool, or on the event loop itself when `quick` (by id, a keyset page)."""
        if quick:
            return self._readers.quick(self._snapshot, work)
        return await self._readers.later(self._snapshot, work)

    def write_beside(self, name: Hashable, seconds: float, work: Callable[[UnitOfWork], object]) -> None:
        """Let the writer do `work` some time soon, while nobody waits for it or learns whether it worked.

        It is left out when the last of that name was less than so many seconds ago, and when the writer is busy.
        """
        now = self._clock.now()
        last = self._beside.get(name)
        if last is not None and abs((now - last).total_seconds()) < seconds:
            return
        if len(self._beside) >= MOST_BESIDE:
            self._beside.clear()
        with suppress(Unavailable):
            self._writer.offer(Request(work, self._unit(False), None, threading.Event()))
            self._beside[name] = now

    def read_now(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` on one snapshot in this thread."""
        return self._readers.now(self._snapshot, work)

    def backup(self, to: str | Path) -> Path:
        """Copy the order book as it is now to a new file, while the server goes on; raises Failed when it cannot."""
        return care.backup(self._database, Path(to))

    def backup_into(self, folder: str | Path, keep: int) -> tuple[Path, list[Path]]:
        """The same into a folder of backups, of which the last `keep` stay: the new one, and those that went."""
        return care.backup_into(self._database, Path(folder), self._clock.now(), keep)

    def check(self) -> list[str]:
        """Every fault SQLite finds in the file, in its own words; none when all is well."""
        return care.check(self._database)

    def close(self) -> None:
        """Finish the writes that wait, stop the reads, close the file and let others have it."""
        if self._closed:
            return
        self._closed = True
        self._writer.close()
        self._readers.close()
        self._writing.close()
        self._lock.release()

    @property
    def groups(self) -> int:
        """How many groups the writer has committed since the start."""
        return self._writer.groups

    @property
    def replays(self) -> int:
        """How many groups had to be replayed one by one since the start; more than a few is a sign of trouble."""
        return self._writer.replays

    @property
    def waiting_writes(self) -> int:
        """How many writes wait for the writer right now."""
        return self._writer.waiting()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _unit(self, dry_run: bool) -> UnitOfWork:
        return UnitOfWork(self._writing, self._ids, self._clock.now(), writable=True, dry_run=dry_run)

    def _snapshot(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session, self._ids, self._clock.now(), writable=False, dry_run=False)


def _opened(database: Database) -> Session:
    """The writing connection of a file that is ours, durable and at the present schema; any other is left as it is."""
    session = database.writer()
    try:
        migrations.revision_of(session.raw)
        database.make_durable(session)
        migrations.upgrade(session.raw, session.core)
    except BaseException:
        session.close()
        raise
    return session
