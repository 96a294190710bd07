"""A job as its handler sees it: what it may use, how it says how far it is, and how it learns that it shall stop."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event
from typing import TypeVar

from entrepot.actions.ports import Dialects
from entrepot.book.jobs.job import Job, JobState
from entrepot.clock import Clock
from entrepot.settings import Settings
from entrepot.store import jobs
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

T = TypeVar("T")


class Retry(Exception):
    """Try this job again: after `after`, or when its kind's own schedule says."""

    def __init__(self, why: str, after: timedelta | None = None) -> None:
        """`why` is kept as the job's last error. The number of attempts stays limited either way."""
        super().__init__(why)
        self.after = after


class Doubt(Exception):
    """Nobody knows whether it was done, and doing it twice would do harm: an operator decides. Kept as last error."""


class Stopped(Exception):
    """Raised inside a handler where it asks `Task.check`: the job was canceled, lost, or the worker is leaving."""


@dataclass(slots=True)
class Task:
    """One attempt at one job. `job.attempts` counts this attempt, from 1."""

    store: Store
    settings: Settings
    clock: Clock
    dialects: Dialects
    job: Job
    holder: str
    canceled: Event = field(default_factory=Event)
    lost: Event = field(default_factory=Event)
    leaving: Event = field(default_factory=Event)
    settled: bool = False

    def check(self) -> None:
        """Stop here when the job was canceled, taken over by another worker, or the worker is leaving."""
        if self.canceled.is_set() or self.lost.is_set() or self.leaving.is_set():
            raise Stopped

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Write down how far the job is (whoever reads the job sees it), and stop here when it shall stop."""
        how_far: dict[str, object] = {"done": done, "total": total, "message": message}
        self.heard(self.store.write_now(lambda uow: jobs.progress(uow, self.job, self.holder, how_far)))
        self.check()

    def heard(self, canceling: bool | None) -> None:
        """Take note of what the store said about this job: to be canceled, or (None) no longer ours."""
        if canceling is None:
            self.lost.set()
        elif canceling:
            self.canceled.set()

    def settle(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do `work` and mark the job done in one transaction: its effects happen exactly once.

        Raises Stopped, with nothing done, when the job was taken over by another worker meanwhile.
        """

        def both(uow: UnitOfWork) -> T:
            result = work(uow)
            over = replace(self.job, state=JobState.DONE, unique_key=None, finished_at=uow.now, last_error=None)
            if not jobs.settle(uow, over, self.holder):
                raise Stopped
            return result

        result = self.store.write_now(both)
        self.settled = True
        return result
