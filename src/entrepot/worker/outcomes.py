"""What becomes of a job after an attempt at it."""

from dataclasses import replace
from datetime import datetime, timedelta

from entrepot.book.jobs.job import ERROR_LENGTH, Job, JobState
from entrepot.errors import EntrepotError, Kind
from entrepot.worker.handlers import Handler
from entrepot.worker.task import Doubt, Retry, Stopped, Task

PASSING = frozenset({Kind.UNAVAILABLE, Kind.LIMITED, Kind.FAILED})


def done(job: Job, result: dict[str, object] | None, now: datetime) -> Job:
    """The job after it was done."""
    return _over(replace(job, result=result, last_error=None), JobState.DONE, now)


def after_error(task: Task, handler: Handler, error: BaseException, now: datetime) -> Job:
    """The job after an attempt that raised: it waits, failed, is dead, canceled, or as it was before the attempt."""
    job = task.job
    if isinstance(error, Stopped):
        if task.canceled.is_set():
            return _over(job, JobState.CANCELED, now)
        return replace(job, state=JobState.WAITING, run_at=now, attempts=job.attempts - 1)
    job = replace(job, last_error=_told(error))
    if isinstance(error, Doubt):
        return _over(job, JobState.UNKNOWN, now)
    if isinstance(error, EntrepotError) and error.kind not in PASSING:
        return _over(job, JobState.FAILED, now)
    wait = handler.backoff.after(job.attempts, job.id)
    if wait is None:
        return _over(job, JobState.DEAD, now)
    asked = _asked(error)
    return replace(job, state=JobState.WAITING, run_at=now + (wait if asked is None else asked))


def _over(job: Job, state: JobState, now: datetime) -> Job:
    return replace(job, state=state, unique_key=None, finished_at=now)


def _asked(error: BaseException) -> timedelta | None:
    """The wait that the error itself asks for."""
    if isinstance(error, Retry):
        return error.after
    if isinstance(error, EntrepotError) and error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    return None


def _told(error: BaseException) -> str:
    text = str(error) if isinstance(error, Retry | Doubt | EntrepotError) else f"{type(error).__name__}: {error}"
    return text[:ERROR_LENGTH]
