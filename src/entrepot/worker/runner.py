"""The runner: claims jobs, does them in a few threads, keeps their leases, and leaves in good order."""

import logging
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from queue import SimpleQueue
from time import monotonic
from uuid import UUID

from prometheus_client import Counter as Counted

from entrepot.book.jobs.job import Job
from entrepot.clock import Clock
from entrepot.errors import EntrepotError
from entrepot.settings import Settings
from entrepot.store import jobs
from entrepot.store.work import UnitOfWork
from entrepot.worker import outcomes
from entrepot.worker.claims import LEASE, claim
from entrepot.worker.handlers import Background, Handler
from entrepot.worker.task import Doubt, Retry, Stopped, Task

log = logging.getLogger("entrepot.worker")
PROCESS = secrets.token_hex(8)  # begins the name of every holder of this process
RENEW_SECONDS = LEASE.total_seconds() / 3
ATTEMPTS = Counted("entrepot_job_attempts", "Attempts at jobs, by kind and what came of them.", ["kind", "outcome"])
LATEST_LOOK_SECONDS = 60.0
PRUNE_SECONDS = 3600.0
ORGANIZATIONS_AT_ONCE = 100


class Runner:
    """Does the jobs of a store until it is stopped. Several may run at once, in one process or many."""

    def __init__(self, background: Background, *, settings: Settings, clock: Clock) -> None:
        """Nothing runs yet: `start` it, or let it do what is due now with `drain`."""
        self._background = background
        self._store = background.store
        self._handlers = background.handlers
        self._settings = settings
        self._clock = clock
        self.holder = f"{PROCESS}.{secrets.token_hex(4)}"
        self._awake = threading.Event()
        self._leaving = threading.Event()
        self._lock = threading.Lock()
        self._tasks: dict[UUID, Task] = {}
        self._lanes: dict[UUID, str] = {}
        self._pruned: dict[UUID, float] = {}
        self._last: UUID | None = None
        self._queue: SimpleQueue[Task | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._looked = monotonic()

    # --- a life -------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin in threads of its own; returns at once. Jobs left behind by a killed server are taken up now."""
        self._store.listeners.on_signal(jobs.SIGNAL, self.holder, self._awake.set)
        self._threads = [
            threading.Thread(target=self._serve, name=f"entrepot-job-{number}", daemon=True)
            for number in range(self._settings.worker_threads)
        ]
        self._threads.append(threading.Thread(target=self._lead, name="entrepot-worker", daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 10) -> bool:
        """Take no more jobs, give those under way this long; what is left then waits for the next worker.

        True when everything ended in time.
        """
        self._leaving.set()
        self._awake.set()
        self._store.listeners.forget(jobs.SIGNAL, self.holder)
        for _ in range(self._settings.worker_threads):
            self._queue.put(None)
        until = monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - monotonic()))
        with self._lock:
            left = list(self._tasks.values())
        for task in left:
            self._settle(task, outcomes.after_error(task, self._handler(task.job), Stopped(), self._clock.now()))
        return not left

    @property
    def is_up(self) -> bool:
        """Whether it runs and has looked for jobs lately."""
        alive = any(thread.is_alive() for thread in self._threads[-1:])
        return alive and monotonic() - self._looked < LATEST_LOOK_SECONDS + self._settings.worker_poll_seconds

    def wake(self) -> None:
        """Look for jobs now."""
        self._awake.set()

    def drain(self, most: int = 10_000) -> int:
        """Do what is due now in this thread, one job after the other, until nothing is; how many attempts were made."""
        made = 0
        while made < most:
            tasks = self._claimed(1)
            if not tasks:
                self._rounds()
                return made
            for task in tasks:
                self._attempt(task)
                made += 1
        return made

    # --- the leading thread -------------------------------------------------------------------------------------------

    def _lead(self) -> None:
        self._guarded(self._take_up)
        renewed = monotonic()
        while not self._leaving.is_set():
            self._awake.clear()
            found = self._guarded(self._fill)
            self._guarded(self._rounds)
            self._looked = monotonic()
            if monotonic() - renewed >= RENEW_SECONDS:
                self._guarded(self._renew)
                renewed = monotonic()
            if not found:
                self._awake.wait(self._settings.worker_poll_seconds)

    def _guarded(self, step: Callable[[], bool]) -> bool:
        """One step of the leading thread, which outlives whatever goes wrong in it."""
        try:
            return step()
        except EntrepotError as error:
            log.warning("the worker could not reach the order book: %s", error.message)
        except Exception:
            log.exception("the worker stumbled")
        self._leaving.wait(self._settings.worker_poll_seconds)
        return False

    def _take_up(self) -> bool:
        """A SQLite book has one process: whoever held a lease before it is gone, and its jobs are due."""
        far = self._clock.now() + timedelta(days=3660)
        for organization_id in self._store.read_now(lambda uow: jobs.organizations_due(uow, far, None, 1_000_000)):
            self._store.write_now(lambda uow, own=organization_id: jobs.end_leases(uow, own, PROCESS))  # type: ignore[misc]
        return True

    def _fill(self) -> bool:
        """Give the free threads something to do; False when there was nothing, or no thread is free."""
        with self._lock:
            free = self._settings.worker_threads - len(self._tasks)
        tasks = self._claimed(free) if free > 0 else []
        for task in tasks:
            self._queue.put(task)
        return bool(tasks)

    def _rounds(self) -> bool:
        """What is done each time, jobs or not."""
        for step in self._background.rounds:
            step()
        return True

    def _renew(self) -> bool:
        with self._lock:
            tasks = list(self._tasks.values())
        for task in tasks:
            until = self._clock.now() + LEASE
            task.heard(
                self._store.write_now(lambda uow, job=task.job, until=until: jobs.renew(uow, job, self.holder, until))  # type: ignore[misc]
            )
        return bool(tasks)

    # --- claiming -----------------------------------------------------------------------------------------------------

    def _claimed(self, free: int) -> list[Task]:
        """Up to `free` jobs, over the organizations in turn; no organization has more than its share of the threads."""
        now, last = self._clock.now(), self._last
        due = self._store.read_now(lambda uow: jobs.organizations_due(uow, now, last, ORGANIZATIONS_AT_ONCE))
        if last is not None and len(due) < ORGANIZATIONS_AT_ONCE:
            due += self._store.read_now(lambda uow: jobs.organizations_due(uow, now, None, ORGANIZATIONS_AT_ONCE))
        with self._lock:
            busy = Counter(task.job.organization_id for task in self._tasks.values())
        most = max(1, self._settings.worker_threads // 2)
        tasks: list[Task] = []
        for organization_id in dict.fromkeys(due):
            room = min(free - len(tasks), most - busy[organization_id], max(1, free // len(due)))
            if room > 0:
                tasks += self._claim(organization_id, room)
                self._last = organization_id
            if len(tasks) >= free:
                break
        return tasks

    def _claim(self, organization_id: UUID, most: int) -> list[Task]:
        after = self._lanes.get(organization_id, "")

        def work(uow: UnitOfWork) -> tuple[tuple[Job, ...], str]:
            self._prune(uow, organization_id)
            taken = claim(uow, organization_id, self._handlers, holder=self.holder, most=most, after=after)
            return taken.jobs, taken.after

        found, self._lanes[organization_id] = self._store.write_now(work)
        tasks = [self._task(job) for job in found]
        with self._lock:
            self._tasks.update({task.job.id: task for task in tasks})
        return tasks

    def _prune(self, uow: UnitOfWork, organization_id: UUID) -> None:
        """Once an hour, remove what was done long ago."""
        if monotonic() - self._pruned.get(organization_id, -PRUNE_SECONDS) < PRUNE_SECONDS:
            return
        jobs.prune(uow, organization_id, uow.now - timedelta(days=self._settings.job_keep_days))
        for tidy in self._background.tidiers:
            tidy(uow, organization_id, self._settings)
        self._pruned[organization_id] = monotonic()

    def _task(self, job: Job) -> Task:
        return Task(
            store=self._store,
            settings=self._settings,
            clock=self._clock,
            dialects=self._background.dialects,
            job=job,
            holder=self.holder,
            leaving=self._leaving,
        )

    # --- doing --------------------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        while True:
            task = self._queue.get()
            if task is None:
                return
            self._attempt(task)
            self._awake.set()

    def _attempt(self, task: Task) -> None:
        """One attempt at one job, whatever comes of it."""
        job = task.job
        handler = self._handler(job)
        try:
            task.check()
            result = handler.function(task)
            after = outcomes.done(job, None if result is None else dict(result), self._clock.now())
        except Exception as error:  # noqa: BLE001 - becomes the job's state
            _log(job, error)
            after = outcomes.after_error(task, handler, error, self._clock.now())
        ATTEMPTS.labels(job.kind, after.state.value).inc()
        try:
            if not task.settled:
                self._settle(task, after)
        finally:
            with self._lock:
                self._tasks.pop(job.id, None)

    def _settle(self, task: Task, after: Job) -> None:
        """Write down what became of the job; where that cannot be, its lease runs out and it is done again."""
        try:
            self._store.write_now(lambda uow: jobs.settle(uow, after, self.holder))
        except Exception as error:  # noqa: BLE001 - nobody waits for this
            log.warning("job %s: its end could not be written down: %s", task.job.id, error)

    def _handler(self, job: Job) -> Handler:
        handler = self._handlers.get(job.kind)
        if handler is None:
            raise LookupError(f"no handler for jobs of the kind {job.kind}")
        return handler


def _log(job: Job, error: Exception) -> None:
    known = isinstance(error, Stopped | Retry | Doubt | EntrepotError)
    if known:
        log.info("job %s (%s): %s", job.id, job.kind, error)
    else:
        log.error("job %s (%s) crashed", job.id, job.kind, exc_info=error)
