"""Which jobs a worker takes next: fairly over organizations, and over the lanes of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from entrepot.book.jobs.job import Job, JobState, kind_of
from entrepot.store import jobs
from entrepot.store.work import UnitOfWork
from entrepot.worker.handlers import Handlers

LEASE = timedelta(seconds=60)
VANISHED = "The worker that did this job vanished."


@dataclass(frozen=True, slots=True)
class Claimed:
    """Jobs that are ours now, and the lane after which to begin the next time."""

    jobs: tuple[Job, ...]
    after: str


def claim(
    uow: UnitOfWork, organization_id: UUID, handlers: Handlers, *, holder: str, most: int, after: str = ""
) -> Claimed:
    """Claim up to `most` jobs of one organization whose time has come, from the lanes beyond `after` on, in a round.

    The moments that have come are forgotten first and the next one is written down last, in the same transaction: a
    job enqueued meanwhile brings its own. Jobs whose lease ran out wait again; one without attempts left is given up.
    """
    now = uow.now
    jobs.forget_due(uow, organization_id, now)
    jobs.release_expired(uow, organization_id, now, VANISHED)
    taken: list[Job] = []
    lanes = _from_beyond([lane for lane in jobs.lanes(uow, organization_id) if handlers.get(kind_of(lane))], after)
    share = max(1, most // max(1, len(lanes)))
    for lane in lanes:
        if len(taken) >= most:
            break
        mine = _of_lane(uow, organization_id, lane, handlers, holder, min(share, most - len(taken)))
        taken += mine
        after = lane if mine else after
    following = jobs.next_of(uow, organization_id)
    if following is not None:
        jobs.due(uow, organization_id, following)
        uow.signals.clear()  # whoever claims is awake
    return Claimed(tuple(taken), after)


def _from_beyond(lanes: Sequence[str], after: str) -> list[str]:
    return [lane for lane in lanes if lane > after] + [lane for lane in lanes if lane <= after]


def _of_lane(
    uow: UnitOfWork, organization_id: UUID, lane: str, handlers: Handlers, holder: str, most: int
) -> list[Job]:
    handler = handlers.get(kind_of(lane))
    if handler is None:
        return []
    room = min(most, handler.per_lane - jobs.running(uow, organization_id, lane))
    if room <= 0:
        return []
    taken = []
    for job in jobs.ready(uow, organization_id, lane, uow.now, room):
        if not jobs.take(uow, job, holder, uow.now + LEASE):
            continue
        job.attempts += 1
        job.state, job.holder = JobState.RUNNING, holder
        if job.attempts > handler.backoff.attempts:
            _give_up(uow, job, holder)
        else:
            taken.append(job)
    return taken


def _give_up(uow: UnitOfWork, job: Job, holder: str) -> None:
    """A job that took its workers with it every time is not tried for ever."""
    job.state, job.unique_key, job.finished_at = JobState.DEAD, None, uow.now
    jobs.settle(uow, job, holder)
