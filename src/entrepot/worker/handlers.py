"""What a worker can do: one plain function for each kind of job."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from entrepot.actions.ports import Dialects
from entrepot.book.jobs.backoff import USUAL, Backoff
from entrepot.book.jobs.job import KIND_LENGTH
from entrepot.settings import Settings
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from entrepot.worker.task import Task

Tidier = Callable[[UnitOfWork, UUID, Settings], object]
Function = Callable[[Task], Mapping[str, object] | None]


@dataclass(frozen=True, slots=True)
class Handler:
    """How jobs of one kind are done.

    `function` does the job and gives its result (a JSON document or nothing). It may be called again for the same job:
    it is idempotent by the job's id, or settles the job in the transaction of its effects (`Task.settle`). Raising
    `Retry` or an `Unavailable` lets the job wait for its next attempt, any other `EntrepotError` ends it as failed, a
    crash is tried again. `per_lane` is the most jobs of one lane under way at once, over all workers.
    """

    kind: str
    function: Function
    backoff: Backoff = USUAL
    per_lane: int = 1000


@dataclass(slots=True)
class Handlers:
    """The kinds of jobs that are done here; jobs of other kinds are left alone."""

    _known: dict[str, Handler] = field(default_factory=dict)

    def add(self, kind: str, function: Function, *, backoff: Backoff = USUAL, per_lane: int = 1000) -> None:
        """Do jobs of this kind (no slash in its name); raises ValueError for a double or an impossible name."""
        if kind in self._known or not 0 < len(kind) <= KIND_LENGTH or "/" in kind:
            raise ValueError(f"the kind of job {kind!r} is taken or no name for one")
        self._known[kind] = Handler(kind, function, backoff, per_lane)

    def get(self, kind: str) -> Handler | None:
        """How jobs of this kind are done, None when they are not done here."""
        return self._known.get(kind)

    def __iter__(self) -> Iterator[Handler]:
        return iter(self._known.values())


@dataclass(frozen=True, slots=True)
class Background:
    """Handed to every module with background work: it adds its handlers, and subscribes to the store's events.

    A subscriber (`store.listeners.subscribe(name, function)`) is called inside the transaction of the events; see
    `entrepot.store.listeners`. A tidier removes what is no longer worth keeping, once an hour while there are jobs.
    A round is done whenever the worker looks for jobs, every few seconds.
    """

    store: Store
    dialects: Dialects
    handlers: Handlers = field(default_factory=Handlers)
    tidiers: list[Tidier] = field(default_factory=list)
    rounds: list[Callable[[], None]] = field(default_factory=list)
