"""Jobs in the store: kept, found by organization, claimed by lease, settled. The same SQL on every engine.

A worker finds an organization in `job_due` and its jobs in `jobs`. Whoever changes a job names the version it read:
of two workers that want the same job one finds no row to change.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from entrepot.book.jobs.job import Job, JobState
from entrepot.store.listing import Catalogue, Field, Sort
from entrepot.store.schema.jobs import jobs
from entrepot.store.shape import Shape
from entrepot.store.types import from_micros, to_id, to_json, to_micros
from entrepot.store.work import UnitOfWork

SIGNAL = "jobs"
MOST_LANES = 200

SHAPE = Shape(jobs, Job)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(jobs.c.id),
        "kind": Field(jobs.c.kind),
        "lane": Field(jobs.c.lane),
        "state": Field(jobs.c.state),
        "created_at": Field(jobs.c.created_at),
        "run_at": Field(jobs.c.run_at),
    },
    {"created_at": Sort(jobs.c.id, lambda job: job.id)},
)
page = CATALOGUE.page
get = SHAPE.get

_INSERT = """
INSERT INTO jobs (organization_id, id, kind, lane, unique_key, payload, state, attempts, run_at, canceling,
                  created_by_id, created_by_name, version, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, ?, FALSE, ?, ?, 1, ?, ?)
ON CONFLICT (organization_id, kind, unique_key) DO NOTHING
"""
_DUE = """
INSERT INTO job_due (organization_id, due_at) VALUES (?, ?)
ON CONFLICT (organization_id, due_at) DO UPDATE SET due_at = excluded.due_at
"""
_ORGANIZATIONS = """
SELECT DISTINCT organization_id FROM job_due WHERE due_at <= ? AND organization_id > ? ORDER BY organization_id LIMIT ?
"""
_NEXT_LANE = "SELECT min(lane) FROM jobs WHERE organization_id = ? AND state = 'waiting' AND lane > ?"
_FIRST_OF_LANE = "SELECT min(run_at) FROM jobs WHERE organization_id = ? AND state = 'waiting' AND lane = ?"
_FIRST_LEASE = "SELECT min(leased_until) FROM jobs WHERE organization_id = ? AND state = 'running'"
_RUNNING = "SELECT count(*) FROM jobs WHERE organization_id = ? AND state = 'running' AND lane = ?"
_TAKE = """
UPDATE jobs SET state = 'running', holder = ?, leased_until = ?, attempts = attempts + 1, version = version + 1,
                updated_at = ?
WHERE organization_id = ? AND id = ? AND version = ? AND state = 'waiting'
"""
_EXPIRED = """
UPDATE jobs SET state = 'waiting', holder = NULL, leased_until = NULL, run_at = ?, last_error = ?,
                version = version + 1, updated_at = ?
WHERE organization_id = ? AND state = 'running' AND leased_until <= ?
"""
_ORPHANED = """
UPDATE jobs SET leased_until = ?, version = version + 1, updated_at = ?
WHERE organization_id = ? AND state = 'running' AND substr(holder, 1, ?) <> ?
"""
_RENEW = """
UPDATE jobs SET leased_until = ? WHERE organization_id = ? AND id = ? AND state = 'running' AND holder = ?
RETURNING canceling
"""
_PROGRESS = """
UPDATE jobs SET progress = ?, version = version + 1, updated_at = ?
WHERE organization_id = ? AND id = ? AND state = 'running' AND holder = ?
RETURNING canceling
"""
_SETTLE = """
UPDATE jobs SET state = ?, run_at = ?, result = ?, last_error = ?, unique_key = ?, finished_at = ?, holder = NULL,
                leased_until = NULL, canceling = FALSE, attempts = ?, version = version + 1, updated_at = ?
WHERE organization_id = ? AND id = ? AND state = 'running' AND holder = ?
"""
_PRUNE = """
DELETE FROM jobs WHERE organization_id = ? AND id IN (
    SELECT id FROM jobs WHERE organization_id = ? AND state IN ('done', 'canceled') AND finished_at < ? LIMIT 1000)
"""


def insert(uow: UnitOfWork, job: Job) -> bool:
    """Keep a new job; False when an unfinished one of its kind holds its unique key."""
    added = uow.sql(
        _INSERT,
        (
            job.organization_id.bytes,
            job.id.bytes,
            job.kind,
            job.lane,
            job.unique_key,
            to_json(job.payload),
            to_micros(job.run_at),
            None if job.created_by_id is None else job.created_by_id.bytes,
            job.created_by_name,
            to_micros(job.created_at),
            to_micros(job.updated_at),
        ),
    ).rowcount
    if added == 1:
        due(uow, job.organization_id, job.run_at)
    return added == 1


def due(uow: UnitOfWork, organization_id: UUID, moment: datetime) -> None:
    """Remember that the organization may have something to do at a moment, and wake the worker after the commit."""
    uow.sql(_DUE, (organization_id.bytes, to_micros(moment)))
    uow.signal(SIGNAL)


def with_key(uow: UnitOfWork, organization_id: UUID, kind: str, key: str) -> Job | None:
    """The unfinished job of the kind that holds this unique key."""
    return SHAPE.one(uow, organization_id, "kind = ? AND unique_key = ?", (kind, key))


def organizations_due(uow: UnitOfWork, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Organizations that may have something to do, in the order of their ids, from beyond `after` on."""
    beyond = b"" if after is None else after.bytes
    return [to_id(row[0]) for row in uow.rows(_ORGANIZATIONS, (to_micros(now), beyond, limit))]


def next_due(uow: UnitOfWork) -> datetime | None:
    """The first moment at which anybody may have something to do."""
    row = uow.row("SELECT min(due_at) FROM job_due")
    return None if row is None or row[0] is None else from_micros(row[0])


def forget_due(uow: UnitOfWork, organization_id: UUID, now: datetime) -> None:
    """Forget the moments that have come. Only before the jobs are looked at, in the same transaction."""
    uow.sql("DELETE FROM job_due WHERE organization_id = ? AND due_at <= ?", (organization_id.bytes, to_micros(now)))


def lanes(uow: UnitOfWork, organization_id: UUID) -> Iterator[str]:
    """The lanes in which something waits, by name; one step in the index for each."""
    last = ""
    for _ in range(MOST_LANES):
        row = uow.row(_NEXT_LANE, (organization_id.bytes, last))
        if row is None or row[0] is None:
            return
        last = row[0]
        yield last


def running(uow: UnitOfWork, organization_id: UUID, lane: str) -> int:
    """How many jobs of a lane are under way, at whichever worker."""
    return int(uow.row(_RUNNING, (organization_id.bytes, lane))[0])


def ready(uow: UnitOfWork, organization_id: UUID, lane: str, now: datetime, limit: int) -> list[Job]:
    """The jobs of a lane whose time has come, the earliest first."""
    text = f"{SHAPE.selecting} WHERE jobs.organization_id = ? AND state = 'waiting' AND lane = ? AND run_at <= ?"
    rows = uow.rows(f"{text} ORDER BY run_at, id LIMIT ?", (organization_id.bytes, lane, to_micros(now), limit))
    return [SHAPE.from_driver(row) for row in rows]


def take(uow: UnitOfWork, job: Job, holder: str, until: datetime) -> bool:
    """Claim a waiting job for `holder` until a moment; False when somebody else was faster."""
    values = (holder, to_micros(until), to_micros(uow.now), job.organization_id.bytes, job.id.bytes, job.version)
    return uow.sql(_TAKE, values).rowcount == 1


def release_expired(uow: UnitOfWork, organization_id: UUID, now: datetime, why: str) -> None:
    """Let the jobs whose lease has run out wait again."""
    at = to_micros(now)
    uow.sql(_EXPIRED, (at, why, at, organization_id.bytes, at))


def end_leases(uow: UnitOfWork, organization_id: UUID, not_of: str) -> int:
    """End the leases of every holder whose name does not begin with `not_of`; how many there were."""
    at = to_micros(uow.now)
    ended = uow.sql(_ORPHANED, (at, at, organization_id.bytes, len(not_of), not_of)).rowcount
    if ended:
        due(uow, organization_id, uow.now)
    return ended


def next_of(uow: UnitOfWork, organization_id: UUID) -> datetime | None:
    """When the organization next has something to do: a job's time comes, or a lease runs out."""
    moments = [uow.row(_FIRST_OF_LANE, (organization_id.bytes, lane)) for lane in lanes(uow, organization_id)]
    moments.append(uow.row(_FIRST_LEASE, (organization_id.bytes,)))
    known = [row[0] for row in moments if row is not None and row[0] is not None]
    return from_micros(min(known)) if known else None


def renew(uow: UnitOfWork, job: Job, holder: str, until: datetime) -> bool | None:
    """Prolong a lease: whether the job is to be canceled, None when the lease was lost."""
    row = uow.row(_RENEW, (to_micros(until), job.organization_id.bytes, job.id.bytes, holder))
    return None if row is None else bool(row[0])


def progress(uow: UnitOfWork, job: Job, holder: str, how_far: dict[str, object]) -> bool | None:
    """Write down how far a running job is: whether it is to be canceled, None when the lease was lost."""
    values = (to_json(how_far), to_micros(uow.now), job.organization_id.bytes, job.id.bytes, holder)
    row = uow.row(_PROGRESS, values)
    return None if row is None else bool(row[0])


def settle(uow: UnitOfWork, job: Job, holder: str) -> bool:
    """Write down what became of a running job (`job` as it shall be); False when the lease was lost."""
    values = (
        job.state.value,
        to_micros(job.run_at),
        None if job.result is None else to_json(job.result),
        job.last_error,
        job.unique_key,
        None if job.finished_at is None else to_micros(job.finished_at),
        job.attempts,
        to_micros(uow.now),
        job.organization_id.bytes,
        job.id.bytes,
        holder,
    )
    settled = uow.sql(_SETTLE, values).rowcount == 1
    if settled and job.state is JobState.WAITING:
        due(uow, job.organization_id, job.run_at)
    return settled


def update(uow: UnitOfWork, job: Job) -> None:
    """Store the next version of a job that no worker holds; raises Conflict when somebody was faster."""
    SHAPE.update(uow, job)


def prune(uow: UnitOfWork, organization_id: UUID, before: datetime) -> int:
    """Remove up to 1,000 jobs that were done or canceled before a moment; how many."""
    return uow.sql(_PRUNE, (organization_id.bytes, organization_id.bytes, to_micros(before))).rowcount
