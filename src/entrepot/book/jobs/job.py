"""A job: work that is done behind the scenes, at least once, after the transaction that asked for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

KIND_LENGTH = 64
ERROR_LENGTH = 2000


class JobState(StrEnum):
    """Where a job stands. A job that will be tried again is waiting, and says why in `last_error`.

    `failed`: it was refused and would be refused again; `dead`: every attempt it had was used up;
    `unknown`: nobody knows whether it was done, and somebody has to decide: replay it, or cancel it.
    """

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DEAD = "dead"
    CANCELED = "canceled"
    UNKNOWN = "unknown"


OVER = frozenset({JobState.DONE, JobState.FAILED, JobState.DEAD, JobState.CANCELED, JobState.UNKNOWN})
REPLAYABLE = frozenset({JobState.FAILED, JobState.DEAD, JobState.CANCELED, JobState.UNKNOWN})


@dataclass(slots=True)
class Job:
    """One job. `payload`, `progress` and `result` are JSON documents of the kind's own form.

    `lane` begins with the kind; jobs of one lane share its limit of jobs under way (one webhook endpoint is one lane).
    `unique_key` is held until the job is over: no second job of the kind can have it until then. A running job belongs
    to `holder` until `leased_until`, when anybody may take it over.
    """

    organization_id: UUID
    id: UUID
    kind: str
    lane: str
    unique_key: str | None
    payload: dict[str, object]
    state: JobState
    attempts: int
    run_at: datetime
    leased_until: datetime | None
    holder: str | None
    canceling: bool
    progress: dict[str, object] | None
    result: dict[str, object] | None
    last_error: str | None
    created_by_id: UUID | None
    created_by_name: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None


def kind_of(lane: str) -> str:
    """The kind of the jobs in a lane: what stands before the first slash."""
    return lane.partition("/")[0]
