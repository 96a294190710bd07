"""Reading beside the writer: one connection for quick reads on the event loop, a few for everything longer."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TypeVar

from entrepot.errors import Unavailable
from entrepot.store.database import Database, Session
from entrepot.store.errors import STORE_CLOSED, STORE_READS_FULL, translated
from entrepot.store.work import UnitOfWork

T = TypeVar("T")


class Readers:
    """Read-only connections; every work sees one snapshot and is cut off at its deadline."""

    def __init__(self, database: Database) -> None:
        """Open the connections and the pool's threads."""
        limits = database.limits
        self._limits = limits
        self._quick = database.reader()
        self._quick_thread: int | None = None
        self._sessions = [database.reader() for _ in range(limits.readers)]
        self._idle: SimpleQueue[Session] = SimpleQueue()
        for session in self._sessions:
            self._idle.put(session)
        self._pool = ThreadPoolExecutor(limits.readers, thread_name_prefix="entrepot-reader")
        self._waiting = 0
        self._closed = False

    def quick(self, unit_of: Callable[[Session], UnitOfWork], work: Callable[[UnitOfWork], T]) -> T:
        """Run a short read here and now. The first thread to ask owns the connection; others borrow a pooled one."""
        here = threading.get_ident()
        if self._quick_thread is None:
            self._quick_thread = here
        if self._quick_thread != here or self._closed:
            return self.now(unit_of, work)
        return _snapshot(self._quick, unit_of, work, self._limits.quick_seconds)

    def now(self, unit_of: Callable[[Session], UnitOfWork], work: Callable[[UnitOfWork], T]) -> T:
        """Run a read in this thread on a borrowed connection; raises Unavailable when none comes free in time."""
        if self._closed:
            raise Unavailable(STORE_CLOSED, retry_after=5)
        try:
            session = self._idle.get(timeout=self._limits.read_seconds)
        except Empty:
            raise Unavailable(STORE_READS_FULL, retry_after=1) from None
        try:
            return _snapshot(session, unit_of, work, self._limits.read_seconds)
        finally:
            self._idle.put(session)

    async def later(self, unit_of: Callable[[Session], UnitOfWork], work: Callable[[UnitOfWork], T]) -> T:
        """Run a read in the pool; raises Unavailable when too many wait."""
        if self._closed:
            raise Unavailable(STORE_CLOSED, retry_after=5)
        if self._waiting >= self._limits.waiting_reads:
            raise Unavailable(STORE_READS_FULL, retry_after=1)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self.now, unit_of, work)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Refuse further reads, cut off the running ones and close every connection."""
        self._closed = True
        for session in self._sessions:
            session.raw.interrupt()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for _ in self._sessions:
            self._idle.get().close()
        self._quick.close()


def _snapshot(
    session: Session, unit_of: Callable[[Session], UnitOfWork], work: Callable[[UnitOfWork], T], seconds: float
) -> T:
    session.begin(seconds)
    unit = unit_of(session)
    try:
        return work(unit)
    except Exception as error:
        ours = translated(error)
        if ours is error:
            raise
        raise ours from error
    finally:
        unit.close_answers()
        session.tidy()
        session.end()
