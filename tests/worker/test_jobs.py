"""Background work: asked for in a transaction, done at least once, tried again, given up, canceled, replayed."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from entrepot.actions import jobs
from entrepot.actions.ports import Dialects
from entrepot.book.jobs.backoff import Backoff
from entrepot.book.jobs.job import Job, JobState
from entrepot.clock import FixedClock
from entrepot.errors import FIELD_RANGE, Conflict, Invalid, Unavailable
from entrepot.settings import Settings
from entrepot.store import jobs as kept
from entrepot.store.errors import STORE_CLOSED
from entrepot.store.store import Store
from entrepot.worker.claims import LEASE, claim
from entrepot.worker.handlers import Background
from entrepot.worker.runner import Runner
from entrepot.worker.task import Retry, Task
from tests.makers import MOMENT, World, make_world, open_store

THRICE = Backoff((timedelta(minutes=1), timedelta(minutes=10)), jitter_percent=0)


class Yard:
    """A store with one organization, a clock that stands still and a worker that notes what it did."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.clock = store, clock
        self.world: World = make_world(store)
        self.organization_id = self.world.organization.id
        self.background = Background(store, Dialects())
        self.done: list[object] = []
        self.background.handlers.add("note", self._note)

    def _note(self, task: Task) -> dict[str, object]:
        self.done.append(task.job.payload["word"])
        return {"length": len(str(task.job.payload["word"]))}

    def runner(self, threads: int = 4) -> Runner:
        return Runner(self.background, settings=Settings(worker_threads=threads), clock=self.clock)

    def enqueue(self, kind: str = "note", word: str = "crate", **more: object) -> Job:
        return self.store.write_now(
            lambda uow: jobs.enqueue(uow, self.organization_id, kind, {"word": word}, **more)  # type: ignore[arg-type]
        )

    def job(self, id: UUID) -> Job:
        return self.store.read_now(lambda uow: jobs.found(uow, self.organization_id, id))

    def later(self, **wait: int) -> None:
        self.clock.moment += timedelta(**wait)


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Yard]:
    clock = FixedClock(MOMENT)
    with open_store(tmp_path, clock) as store:
        yield Yard(store, clock)


def test_a_job_is_done_once_and_says_what_came_of_it(yard: Yard) -> None:
    job = yard.enqueue()
    assert yard.job(job.id).state is JobState.WAITING
    assert yard.runner().drain() == 1
    assert yard.runner().drain() == 0
    after = yard.job(job.id)
    assert (after.state, after.result, after.attempts, after.finished_at) == (JobState.DONE, {"length": 5}, 1, MOMENT)
    assert yard.done == ["crate"]


def test_a_job_of_an_undone_transaction_is_never_done(yard: Yard) -> None:
    def refused(uow: object) -> None:
        jobs.enqueue(uow, yard.organization_id, "note", {"word": "crate"})  # type: ignore[arg-type]
        raise Invalid(FIELD_RANGE)

    with pytest.raises(Invalid):
        yard.store.write_now(refused)
    yard.store.write_now(lambda uow: jobs.enqueue(uow, yard.organization_id, "note", {"word": "box"}), dry_run=True)
    assert yard.runner().drain() == 0
    assert yard.done == []


def test_a_job_for_later_waits_until_then(yard: Yard) -> None:
    yard.enqueue(run_at=MOMENT + timedelta(hours=2))
    assert yard.runner().drain() == 0
    yard.later(hours=2)
    assert yard.runner().drain() == 1


def test_a_unique_key_is_held_until_the_job_is_over(yard: Yard) -> None:
    first = yard.enqueue(key="one-at-a-time")
    assert yard.enqueue(word="twin", key="one-at-a-time").id == first.id
    assert yard.runner().drain() == 1
    assert yard.enqueue(word="next", key="one-at-a-time").id != first.id
    assert yard.runner().drain() == 1
    assert yard.done == ["crate", "next"]


@pytest.mark.parametrize("error", [Retry("the gate is shut"), Unavailable(STORE_CLOSED), KeyError("crash")])
def test_what_may_pass_is_tried_again_and_given_up_in_the_end(yard: Yard, error: Exception) -> None:
    def fail(task: Task) -> None:
        yard.done.append(task.job.attempts)
        raise error

    yard.background.handlers.add("fail", fail, backoff=THRICE)
    job = yard.enqueue("fail")
    runner = yard.runner()
    assert runner.drain() == 1
    waiting = yard.job(job.id)
    wait = timedelta(seconds=error.retry_after or 60) if isinstance(error, Unavailable) else timedelta(minutes=1)
    assert (waiting.state, waiting.run_at) == (JobState.WAITING, MOMENT + wait)
    assert waiting.last_error is not None
    yard.later(minutes=1)
    assert runner.drain() == 1
    yard.later(minutes=10)
    assert runner.drain() == 1
    assert (yard.job(job.id).state, yard.done) == (JobState.DEAD, [1, 2, 3])
    yard.later(days=30)
    assert runner.drain() == 0


def test_an_attempt_may_say_itself_when_to_come_again(yard: Yard) -> None:
    def busy(task: Task) -> None:
        raise Retry("come back tomorrow", timedelta(days=1))

    yard.background.handlers.add("busy", busy)
    job = yard.enqueue("busy")
    yard.runner().drain()
    assert yard.job(job.id).run_at == MOMENT + timedelta(days=1)


def test_a_refusal_is_not_tried_again_but_can_be_replayed(yard: Yard) -> None:
    def refuse(task: Task) -> None:
        yard.done.append(task.job.attempts)
        raise Invalid(FIELD_RANGE, "no such shelf")

    yard.background.handlers.add("refuse", refuse)
    job = yard.enqueue("refuse")
    runner = yard.runner()
    runner.drain()
    assert (yard.job(job.id).state, yard.job(job.id).last_error) == (JobState.FAILED, "no such shelf")
    yard.store.write_now(lambda uow: jobs.replay(uow, yard.world.admin, job.id))
    runner.drain()
    assert yard.done == [1, 1]
    with pytest.raises(Conflict):
        yard.store.write_now(lambda uow: jobs.cancel(uow, yard.world.admin, job.id))


def test_a_waiting_job_can_be_canceled_and_a_done_one_not_replayed(yard: Yard) -> None:
    job = yard.enqueue()
    yard.store.write_now(lambda uow: jobs.cancel(uow, yard.world.admin, job.id))
    assert yard.runner().drain() == 0
    assert yard.job(job.id).state is JobState.CANCELED
    yard.store.write_now(lambda uow: jobs.replay(uow, yard.world.admin, job.id))
    assert yard.runner().drain() == 1
    with pytest.raises(Conflict):
        yard.store.write_now(lambda uow: jobs.replay(uow, yard.world.admin, job.id))


def test_a_running_job_tells_how_far_it_is_and_stops_when_canceled(yard: Yard) -> None:
    def slow(task: Task) -> None:
        for step in range(10):
            task.progress(step, 10, "counting")
            yard.done.append(yard.job(task.job.id).progress)
            if step == 2:
                yard.store.write_now(lambda uow: jobs.cancel(uow, yard.world.admin, task.job.id))

    yard.background.handlers.add("slow", slow)
    job = yard.enqueue("slow")
    yard.runner().drain()
    assert yard.job(job.id).state is JobState.CANCELED
    assert yard.done[-1] == {"done": 2, "total": 10, "message": "counting"}


def test_a_job_settled_with_its_effect_has_it_once(yard: Yard) -> None:
    def settle(task: Task) -> None:
        task.settle(lambda uow: jobs.enqueue(uow, task.job.organization_id, "note", {"word": "follows"}))
        raise KeyError("after the effect")

    yard.background.handlers.add("settle", settle)
    job = yard.enqueue("settle")
    yard.runner().drain()
    assert yard.job(job.id).state is JobState.DONE
    assert yard.done == ["follows"]


def test_two_workers_never_do_the_same_job(yard: Yard) -> None:
    for number in range(60):
        yard.enqueue(word=str(number))
    runners = [yard.runner(), yard.runner()]
    for runner in runners:
        runner.start()
    until = time.monotonic() + 20
    while len(yard.done) < 60 and time.monotonic() < until:
        time.sleep(0.01)
    assert all(runner.stop() for runner in runners)
    assert sorted(map(str, yard.done), key=int) == [str(number) for number in range(60)]


def test_a_worker_is_woken_by_the_commit(yard: Yard) -> None:
    runner = Runner(yard.background, settings=Settings(worker_poll_seconds=600), clock=yard.clock)
    runner.start()
    time.sleep(0.1)
    yard.enqueue()
    until = time.monotonic() + 20
    while not yard.done and time.monotonic() < until:
        time.sleep(0.01)
    assert runner.stop()
    assert yard.done == ["crate"]


def test_the_jobs_of_a_vanished_worker_are_taken_up_by_another(yard: Yard) -> None:
    job = yard.enqueue()
    taken = yard.store.write_now(
        lambda uow: claim(uow, yard.organization_id, yard.background.handlers, holder="gone", most=5)
    )
    assert [each.id for each in taken.jobs] == [job.id]
    assert yard.runner().drain() == 0
    yard.clock.moment += LEASE
    assert yard.runner().drain() == 1
    assert (yard.job(job.id).attempts, yard.done) == (2, ["crate"])


def test_a_job_that_takes_its_workers_with_it_is_given_up(yard: Yard) -> None:
    yard.background.handlers.add("deadly", lambda task: None, backoff=THRICE)
    job = yard.enqueue("deadly")
    for _ in range(3):
        yard.store.write_now(
            lambda uow: claim(uow, yard.organization_id, yard.background.handlers, holder="gone", most=5)
        )
        yard.clock.moment += LEASE
    assert yard.runner().drain() == 0
    assert yard.job(job.id).state is JobState.DEAD


def test_a_new_server_takes_up_at_once_what_a_killed_one_left(yard: Yard) -> None:
    yard.enqueue()
    yard.store.write_now(
        lambda uow: claim(uow, yard.organization_id, yard.background.handlers, holder="killed", most=5)
    )
    runner = yard.runner()
    runner.start()
    until = time.monotonic() + 20
    while not yard.done and time.monotonic() < until:
        time.sleep(0.01)
    assert runner.stop()
    assert yard.done == ["crate"]


def test_one_busy_lane_leaves_room_for_the_others(yard: Yard) -> None:
    yard.background.handlers.add("call", lambda task: None, per_lane=2)
    for _ in range(9):
        yard.enqueue("call", lane="call/slow")
    yard.enqueue("call", lane="call/quick")
    taken = yard.store.write_now(
        lambda uow: claim(uow, yard.organization_id, yard.background.handlers, holder="me", most=8)
    )
    lanes = [job.lane for job in taken.jobs]
    assert (lanes.count("call/slow"), lanes.count("call/quick")) == (2, 1)


def test_no_organization_takes_all_threads(yard: Yard) -> None:
    gate, seen = threading.Event(), []

    def wait(task: Task) -> None:
        seen.append(task.job.organization_id)
        gate.wait(20)

    yard.background.handlers.add("wait", wait)
    other = make_world(yard.store, "Otherhaven").organization.id
    for _ in range(8):
        yard.enqueue("wait")
    yard.store.write_now(lambda uow: jobs.enqueue(uow, other, "wait", {}))
    runner = yard.runner(4)
    runner.start()
    until = time.monotonic() + 20
    while len(seen) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    gate.set()
    assert runner.stop()
    assert sorted(seen[:3]) == sorted([yard.organization_id, yard.organization_id, other])


def test_a_stopped_worker_gives_back_what_it_could_not_finish(yard: Yard) -> None:
    def long(task: Task) -> None:
        yard.done.append("begun")
        while True:
            time.sleep(0.01)
            task.check()

    yard.background.handlers.add("long", long)
    job = yard.enqueue("long")
    runner = yard.runner()
    runner.start()
    until = time.monotonic() + 20
    while not yard.done and time.monotonic() < until:
        time.sleep(0.01)
    assert runner.stop()
    assert (yard.job(job.id).state, yard.job(job.id).attempts) == (JobState.WAITING, 0)


def test_jobs_of_a_kind_that_nobody_does_wait_for_somebody_who_does(yard: Yard) -> None:
    job = yard.enqueue("unheard-of")
    yard.enqueue()
    assert yard.runner().drain() == 1
    assert yard.job(job.id).state is JobState.WAITING


def test_done_jobs_are_removed_when_their_days_are_over(yard: Yard) -> None:
    job = yard.enqueue()
    yard.runner().drain()
    yard.later(days=31)
    yard.enqueue(word="later")
    yard.runner().drain()
    assert yard.store.read_now(lambda uow: kept.get(uow, yard.organization_id, job.id)) is None
