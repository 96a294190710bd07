"""Jobs: asked for in the transaction of what they follow from, read, replayed, canceled."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from entrepot.book.jobs.errors import JOB_NOT_OVER, JOB_OVER, JOB_UNKNOWN
from entrepot.book.jobs.job import OVER, REPLAYABLE, Job, JobState
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.errors import Conflict, NotFound
from entrepot.store import jobs
from entrepot.store.work import UnitOfWork


def enqueue(
    uow: UnitOfWork,
    organization_id: UUID,
    kind: str,
    payload: Mapping[str, object],
    *,
    run_at: datetime | None = None,
    key: str | None = None,
    lane: str | None = None,
    actor: Actor | None = None,
) -> Job:
    """Ask for a job in this transaction: it is done at least once after the commit, never when the work is undone.

    `payload` is a JSON document; `run_at` is not before when (default: at once). With a `key`, the unfinished job of
    this kind that holds the same key is given back instead. `lane` (`kind/…`) is what shares a limit; default the kind.
    """
    if lane is not None and lane.partition("/")[0] != kind:
        raise ValueError(f"the lane {lane} does not begin with the kind {kind}")
    job = Job(
        organization_id=organization_id,
        id=uow.new_id(),
        kind=kind,
        lane=lane or kind,
        unique_key=key,
        payload=dict(payload),
        state=JobState.WAITING,
        attempts=0,
        run_at=run_at or uow.now,
        leased_until=None,
        holder=None,
        canceling=False,
        progress=None,
        result=None,
        last_error=None,
        created_by_id=None if actor is None else actor.id,
        created_by_name=None if actor is None else actor.name,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    if jobs.insert(uow, job):
        return job
    held = jobs.with_key(uow, organization_id, kind, key or "")
    if held is None:
        raise LookupError(f"the job {kind} {key} could not be kept")
    return held


def read(uow: UnitOfWork, actor: Actor, id: UUID) -> Job:
    """One job; raises Forbidden, NotFound."""
    actor.require(Right.JOBS_READ)
    return found(uow, actor.organization_id, id)


def found(uow: UnitOfWork, organization_id: UUID, id: UUID) -> Job:
    """The job with this id, for code that acts for itself; raises NotFound."""
    job = jobs.get(uow, organization_id, id)
    if job is None:
        raise NotFound(JOB_UNKNOWN)
    return job


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Job]:
    """A page of jobs; the closed lists of fields and sorts are `store.jobs.CATALOGUE`'s. Raises Forbidden."""
    actor.require(Right.JOBS_READ)
    return jobs.page(uow, actor.organization_id, listing)


def replay(uow: UnitOfWork, actor: Actor, id: UUID) -> Job:
    """Let a job that failed, died, was canceled or is unknown begin anew; raises Forbidden, NotFound, Conflict."""
    actor.require(Right.JOBS_WRITE)
    return replayed(uow, found(uow, actor.organization_id, id))


def replayed(uow: UnitOfWork, job: Job) -> Job:
    """The job as it begins anew, with every attempt it had at first; raises Conflict unless it is over and undone."""
    if job.state not in REPLAYABLE:
        raise Conflict(JOB_NOT_OVER)
    fresh = replace(
        job,
        state=JobState.WAITING,
        attempts=0,
        run_at=uow.now,
        finished_at=None,
        progress=None,
        canceling=False,
        version=job.version + 1,
        updated_at=uow.now,
    )
    jobs.update(uow, fresh)
    jobs.due(uow, job.organization_id, fresh.run_at)
    return fresh


def cancel(uow: UnitOfWork, actor: Actor, id: UUID) -> Job:
    """Cancel a job: at once, or at its next stop when it is running. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.JOBS_WRITE)
    return canceled(uow, found(uow, actor.organization_id, id))


def canceled(uow: UnitOfWork, job: Job) -> Job:
    """The same for code that has judged the right itself; raises Conflict when the job is over."""
    if job.state in OVER and job.state is not JobState.UNKNOWN:
        raise Conflict(JOB_OVER)
    after = replace(job, version=job.version + 1, updated_at=uow.now, canceling=True)
    if job.state in {JobState.WAITING, JobState.UNKNOWN}:
        after = replace(after, state=JobState.CANCELED, canceling=False, unique_key=None, finished_at=uow.now)
    jobs.update(uow, after)
    return after
