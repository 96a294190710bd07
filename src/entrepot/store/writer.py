"""The one writer: a thread that commits whatever waits as one group, and answers nobody before the commit is durable.

Each request runs in its own savepoint, so one that fails is undone alone. When the COMMIT fails, or SQLite rolled the
whole transaction back, the requests are replayed one by one, each in a transaction of its own.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any

from entrepot.errors import Unavailable
from entrepot.store.database import Session
from entrepot.store.errors import STORE_CLOSED, STORE_QUEUE_FULL, translated
from entrepot.store.limits import Limits
from entrepot.store.work import UnitOfWork


class Request:
    """One piece of work on its way through the writer, and whoever waits for it."""

    __slots__ = ("error", "loop", "result", "unit", "waiter", "work")

    def __init__(
        self,
        work: Callable[[UnitOfWork], Any],
        unit: UnitOfWork,
        loop: asyncio.AbstractEventLoop | None,
        waiter: "asyncio.Future[Any] | threading.Event",
    ) -> None:
        """`loop` is None when a thread waits on an event, else the loop of the waiting future."""
        self.work = work
        self.unit = unit
        self.loop = loop
        self.waiter = waiter
        self.result: Any = None
        self.error: BaseException | None = None


class Writer:
    """Owns the writing connection; everything on it happens in this thread."""

    def __init__(self, session: Session, limits: Limits) -> None:
        """Start the thread."""
        self._session = session
        self._raw = session.raw
        self._limits = limits
        self._queue: SimpleQueue[Request | None] = SimpleQueue()
        self._closed = False
        self._leaving = False
        self.groups = 0
        self.replays = 0
        self._thread = threading.Thread(target=self._serve, name="entrepot-writer", daemon=True)
        self._thread.start()

    def offer(self, request: Request) -> None:
        """Put a request in the queue; raises Unavailable when it is full or the store is closed."""
        if self._closed:
            raise Unavailable(STORE_CLOSED, retry_after=5)
        if self._queue.qsize() >= self._limits.waiting_writes:
            raise Unavailable(STORE_QUEUE_FULL, retry_after=1)
        self._queue.put(request)

    def waiting(self) -> int:
        """How many requests wait."""
        return self._queue.qsize()

    def is_here(self) -> bool:
        """True when called from the writer's own thread, where waiting for the writer would never end."""
        return threading.get_ident() == self._thread.ident

    def close(self) -> None:
        """Finish what waits, then stop; returns once the thread has ended."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while not self._leaving:
            request = self._queue.get()
            if request is None:
                break
            self._group(request)
        while not self._queue.empty():
            late = self._queue.get()
            if late is not None:
                late.error = Unavailable(STORE_CLOSED, retry_after=5)
                answer([late])

    def _group(self, first: Request) -> None:
        done: list[Request] = []
        try:
            kept = self._together(first, done)
        except BaseException:  # noqa: BLE001 - replayed one by one, where each error reaches its own caller
            kept = False
        if not kept:
            self.replays += 1
            self._undo()
            for request in done:
                self._alone(request)
        self.groups += 1
        answer(done)
        self._ring(done)

    def _together(self, first: Request, done: list[Request]) -> bool:
        """Run `first` and whatever waits behind it in one transaction; False when all of it was lost."""
        done.append(first)
        execute, queue = self._raw.execute, self._queue
        execute("BEGIN IMMEDIATE")
        until = perf_counter() + self._limits.group_seconds
        while self._attempt(done[-1]):
            if len(done) >= self._limits.group_requests or perf_counter() >= until:
                break
            try:
                request = queue.get_nowait()
            except Empty:
                break
            if request is None:
                self._leaving = True
                break
            done.append(request)
        else:
            return False
        for request in done:
            if request.error is None and not request.unit.dry_run:
                request.unit.finish()
        execute("COMMIT")
        return True

    def _attempt(self, request: Request) -> bool:
        """Run one request in its savepoint; False when SQLite rolled back more than the savepoint."""
        raw = self._raw
        raw.execute("SAVEPOINT request")
        try:
            request.result = request.work(request.unit)
        except BaseException as error:  # noqa: BLE001 - belongs to the caller alone
            request.error = error
        request.unit.close_answers()
        self._session.tidy()
        if request.error is not None or request.unit.dry_run:
            self._session.settled.clear()
            if not raw.in_transaction:
                return False
            raw.execute("ROLLBACK TO request")
        raw.execute("RELEASE request")
        return True

    def _alone(self, request: Request) -> None:
        """Run one request in a transaction of its own, afresh."""
        request.unit.rewind()
        request.result = request.error = None
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            request.result = request.work(request.unit)
            request.unit.close_answers()
            if not request.unit.dry_run:
                request.unit.finish()
            self._raw.execute("ROLLBACK" if request.unit.dry_run else "COMMIT")
        except BaseException as error:  # noqa: BLE001 - belongs to the caller alone
            request.error = error
            request.unit.close_answers()
        self._session.tidy()
        self._undo()

    def _ring(self, done: list[Request]) -> None:
        """Wake those who wait for what is durable now."""
        signals = {
            signal
            for request in done
            if request.unit.signals and request.error is None and not request.unit.dry_run
            for signal in request.unit.signals
        }
        if signals:
            self._session.listeners.ring(signals)

    def _undo(self) -> None:
        self._session.settled.clear()
        with suppress(sqlite3.Error):  # the next BEGIN will say what is wrong
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")


def answer(requests: list[Request]) -> None:
    """Hand every result or error to whoever waits for it, with one wake-up per event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Request]] = {}
    for request in requests:
        if request.error is not None:
            request.error = translated(request.error)
        if request.loop is not None:
            by_loop.setdefault(request.loop, []).append(request)
        elif isinstance(request.waiter, threading.Event):
            request.waiter.set()
    for loop, batch in by_loop.items():
        try:
            loop.call_soon_threadsafe(_wake, batch)
        except RuntimeError:
            continue  # the loop has ended, and with it everybody who waited there


def _wake(batch: list[Request]) -> None:
    for request in batch:
        future: Any = request.waiter
        if future.done():
            continue
        if request.error is None:
            future.set_result(request.result)
        elif isinstance(request.error, StopIteration):
            future.set_exception(RuntimeError("the work raised StopIteration"))
        else:
            future.set_exception(request.error)
        request.error = None  # breaks the circle error → traceback → request → error
