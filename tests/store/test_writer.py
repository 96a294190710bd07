import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest
from sqlalchemy import Insert, insert
from sqlalchemy.exc import SQLAlchemyError

from entrepot.errors import Conflict, EntrepotError, Unavailable, code
from entrepot.store.errors import (
    STORE_BUSY,
    STORE_CLOSED,
    STORE_FULL,
    STORE_QUEUE_FULL,
    Refusals,
    is_duplicate,
)
from entrepot.store.limits import Limits
from entrepot.store.schema.house import counters
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.store.makers import NOON, ORGANIZATION, OTHER_ORGANIZATION, keep, names, open_store

REFUSED = code("test.refused", "The book says no.")

pytestmark = pytest.mark.anyio


def refuse(uow: UnitOfWork) -> NoReturn:
    keep("half done")(uow)
    raise Conflict(REFUSED)


@pytest.fixture
def held(store: Store) -> Iterator[threading.Event]:
    """The writer stands inside a work until the event is set: what is written meanwhile becomes one group."""
    inside, go_on = threading.Event(), threading.Event()

    def stand(_uow: UnitOfWork) -> None:
        inside.set()
        go_on.wait(30)

    standing = threading.Thread(target=store.write_now, args=(stand,))
    standing.start()
    inside.wait(30)
    yield go_on
    go_on.set()
    standing.join()


async def test_what_was_answered_can_be_read_by_everybody(store: Store) -> None:
    assert await store.write(keep("first")) == "first"
    assert await store.read(names, quick=True) == ["first"]
    assert await store.read(names) == ["first"]
    assert store.read_now(names) == ["first"]


async def test_nobody_in_a_group_is_answered_before_the_commit(store: Store) -> None:
    seen_inside: list[list[str]] = []

    def look_from_outside(_uow: UnitOfWork) -> None:
        seen_inside.append(store.read_now(names))

    early = asyncio.create_task(store.write(keep("early")))
    late = asyncio.create_task(store.write(look_from_outside))
    await asyncio.gather(early, late)
    assert store.read_now(names) == ["early"]
    assert seen_inside in ([[]], [["early"]])


async def test_requests_that_wait_together_are_committed_together(store: Store, held: threading.Event) -> None:
    before = store.groups
    waiting = [asyncio.create_task(store.write(keep(f"order {number:02}"))) for number in range(40)]
    await asyncio.sleep(0)
    held.set()
    assert sorted(await asyncio.gather(*waiting)) == sorted(f"order {number:02}" for number in range(40))
    assert store.groups - before <= 3
    assert len(store.read_now(names)) == 40


async def test_a_request_that_fails_fails_alone(store: Store, held: threading.Event) -> None:
    works = [keep("a"), refuse, keep("b"), keep("a"), keep("c")]
    waiting = [asyncio.create_task(store.write(work)) for work in works]
    await asyncio.sleep(0)
    held.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [results[0], results[2], results[4]] == ["a", "b", "c"]
    assert isinstance(results[1], Conflict)
    assert isinstance(results[3], Refusals)
    assert is_duplicate(results[3], "counters.name")
    assert not is_duplicate(results[3], "counters.value")
    assert store.read_now(names) == ["a", "b", "c"]
    assert store.replays == 0


async def test_a_crash_in_one_work_reaches_its_caller_only(store: Store) -> None:
    def crash(uow: UnitOfWork) -> NoReturn:
        keep("half done")(uow)
        raise ZeroDivisionError("division by zero")

    results = await asyncio.gather(store.write(crash), store.write(keep("fine")), return_exceptions=True)
    assert isinstance(results[0], ZeroDivisionError)
    assert results[1] == "fine"
    assert store.read_now(names) == ["fine"]


async def test_a_group_whose_commit_fails_is_replayed_one_by_one(store: Store, held: threading.Event) -> None:
    def point_at_nothing(uow: UnitOfWork) -> None:
        uow.sql("INSERT INTO child (id, parent) VALUES (1, 99)")

    def make_tables(uow: UnitOfWork) -> None:
        uow.sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        uow.sql("CREATE TABLE child (id INTEGER, parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)")

    held.set()
    await store.write(make_tables)
    results = await asyncio.gather(
        store.write(keep("a")), store.write(point_at_nothing), store.write(keep("b")), return_exceptions=True
    )
    assert [results[0], results[2]] == ["a", "b"]
    assert isinstance(results[1], Refusals)
    assert store.read_now(names) == ["a", "b"]


async def test_a_group_that_sqlite_rolled_back_is_replayed_one_by_one(store: Store, held: threading.Event) -> None:
    def lose_everything(uow: UnitOfWork) -> None:
        uow.sql("INSERT OR ROLLBACK INTO counters (organization_id, name, value) VALUES (?, 'a', 9)", (OWN,))

    waiting = [asyncio.create_task(store.write(work)) for work in (keep("a"), keep("b"), lose_everything, keep("c"))]
    await asyncio.sleep(0)
    held.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [results[0], results[1], results[3]] == ["a", "b", "c"]
    assert isinstance(results[2], Refusals)
    assert store.read_now(names) == ["a", "b", "c"]
    assert store.replays >= 1


OWN = ORGANIZATION.bytes


async def test_ids_and_time_are_the_same_when_a_work_is_run_again(store: Store, held: threading.Event) -> None:
    runs: list[tuple[UUID, UUID, object]] = []

    def note_ids(uow: UnitOfWork) -> UUID:
        runs.append((uow.new_id(), uow.new_id(), uow.now))
        return runs[-1][0]

    def lose_everything_once(uow: UnitOfWork) -> None:
        if len(runs) == 1:
            uow.sql("ROLLBACK")
            raise RuntimeError("once")

    first = asyncio.create_task(store.write(note_ids))
    second = asyncio.create_task(store.write(lose_everything_once))
    await asyncio.sleep(0)
    held.set()
    await asyncio.gather(first, second)
    assert len(runs) == 2
    assert runs[0] == runs[1]
    assert runs[0][0] < runs[0][1]
    assert runs[0][2] == NOON
    assert first.result() == runs[0][0]


async def test_a_dry_run_gives_its_result_and_stores_nothing(store: Store) -> None:
    def number(uow: UnitOfWork) -> int:
        keep("x")(uow)
        return uow.counter(ORGANIZATION, "orders")

    assert await store.write(number, dry_run=True) == 1001
    assert store.write_now(number, dry_run=True) == 1001
    assert store.read_now(names) == []
    assert await store.write(number) == 1001


async def test_a_write_whose_caller_went_away_is_finished(store: Store, held: threading.Event) -> None:
    leaving = asyncio.create_task(store.write(keep("left behind")))
    await asyncio.sleep(0)
    leaving.cancel()
    held.set()
    await store.write(keep("next"))
    assert store.read_now(names) == ["left behind", "next"]
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_full_queue_refuses_at_once_and_says_when_to_come_back(book: Path) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def stand(_uow: UnitOfWork) -> None:
        inside.set()
        go_on.wait(30)

    with open_store(book, Limits(waiting_writes=3)) as store:
        standing = asyncio.create_task(store.write(stand))
        await asyncio.sleep(0)
        inside.wait(30)
        waiting = [asyncio.create_task(store.write(keep(f"{number}"))) for number in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Unavailable) as refused:
            await store.write(keep("too many"))
        assert (refused.value.code, refused.value.retry_after) == (STORE_QUEUE_FULL, 1)
        go_on.set()
        await asyncio.gather(standing, *waiting)
        assert store.read_now(names) == ["0", "1", "2"]


async def test_a_full_disk_refuses_the_write_and_reading_goes_on(store: Store) -> None:
    await store.write(keep("before"))
    pages = store.write_now(lambda uow: uow.row("PRAGMA page_count")[0])
    store.write_now(lambda uow: uow.row(f"PRAGMA max_page_count = {pages}"))

    def much(uow: UnitOfWork) -> None:
        uow.many(
            "INSERT INTO counters (organization_id, name, value) VALUES (?, ?, 1)",
            [(OWN, f"{number:0500}") for number in range(500)],
        )

    for _ in range(2):
        with pytest.raises(Unavailable) as refused:
            await store.write(much)
        assert refused.value.code == STORE_FULL
        assert await store.read(names, quick=True) == ["before"]
    store.write_now(lambda uow: uow.row("PRAGMA max_page_count = 1000000"))
    await store.write(keep("after"))
    assert store.read_now(names) == ["after", "before"]


async def test_a_stranger_writing_to_the_file_holds_us_up_for_a_stated_time_only(book: Path) -> None:
    with open_store(book, Limits(busy_seconds=0.05)) as store, closing(sqlite3.connect(book)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable) as refused:
            await store.write(keep("x"))
        assert refused.value.code == STORE_BUSY
        assert await store.read(names, quick=True) == []
        stranger.rollback()
        assert await store.write(keep("x")) == "x"


async def test_closing_finishes_what_waits_and_refuses_what_comes_after(book: Path) -> None:
    store = open_store(book)
    waiting = [asyncio.create_task(store.write(keep(f"{number}"))) for number in range(9)]
    await asyncio.sleep(0)
    store.close()
    assert len(await asyncio.gather(*waiting)) == 9
    for ask in (store.write_now, store.read_now):
        with pytest.raises(EntrepotError) as refused:
            ask(names)
        assert refused.value.code == STORE_CLOSED
    with open_store(book) as again:
        assert len(again.read_now(names)) == 9


async def test_numbers_of_a_counter_have_no_gap_however_many_ask(store: Store) -> None:
    def one_in_three_fails(place: int) -> object:
        def work(uow: UnitOfWork) -> int:
            number = uow.counter(ORGANIZATION, "orders")
            if place % 3 == 0:
                raise Conflict(REFUSED)
            return number

        return store.write(work)

    asked = [one_in_three_fails(place) for place in range(90)]
    results = await asyncio.gather(*asked, return_exceptions=True)  # type: ignore[call-overload]
    assert sorted(number for number in results if isinstance(number, int)) == list(range(1001, 1061))


def test_counters_of_two_organizations_and_of_two_names_are_apart(store: Store) -> None:
    assert store.write_now(lambda uow: uow.counter(ORGANIZATION, "lines", 10)) == 1001
    assert store.write_now(lambda uow: uow.counter(ORGANIZATION, "lines", 2)) == 1011
    assert store.write_now(lambda uow: uow.counter(OTHER_ORGANIZATION, "lines")) == 1001
    assert store.write_now(lambda uow: uow.counter(ORGANIZATION, "PO-2026", start=1)) == 1


def test_a_work_cannot_wait_for_another_work(store: Store) -> None:
    with pytest.raises(RuntimeError, match="call its function"):
        store.write_now(lambda _uow: store.write_now(keep("inner")))


def begin_and_commit(uow: UnitOfWork) -> None:
    with uow.connection.begin():
        keep("early")(uow)


def lose_a_savepoint(uow: UnitOfWork) -> None:
    with uow.connection.begin_nested():
        uow.sql("ROLLBACK")


@pytest.mark.parametrize(
    "meddle",
    [
        lambda uow: uow.connection.commit(),
        lambda uow: uow.connection.rollback(),
        lambda uow: uow.connection.close(),
        lambda uow: uow.sql("COMMIT"),
        begin_and_commit,
        lose_a_savepoint,
    ],
    ids=["commit", "rollback", "close", "plain commit", "begin", "savepoint lost"],
)
def test_a_work_that_meddles_with_the_transaction_fails_and_harms_nobody(
    store: Store, meddle: Callable[[UnitOfWork], None]
) -> None:
    def work(uow: UnitOfWork) -> None:
        names(uow)
        meddle(uow)

    with pytest.raises((RuntimeError, SQLAlchemyError, sqlite3.Error)):
        store.write_now(work)
    store.write_now(lambda uow: uow.connection.execute(counter_row("after")))
    assert store.read_now(names) == ["after"]


def counter_row(name: str) -> Insert:
    return insert(counters).values(organization_id=ORGANIZATION, name=name, value=1)


def test_an_answer_left_half_read_does_not_hold_up_the_commit(store: Store) -> None:
    def work(uow: UnitOfWork) -> object:
        answer = uow.sql(
            "INSERT INTO counters (organization_id, name, value) VALUES (?, 'a', 1), (?, 'b', 1) RETURNING name",
            (OWN, OWN),
        )
        answer.fetchone()
        return answer

    kept_alive = store.write_now(work)
    store.write_now(keep("c"))
    assert kept_alive is not None
    assert store.read_now(names) == ["a", "b", "c"]
    assert store.replays == 0


def test_a_savepoint_left_open_ends_with_its_work(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.connection.begin_nested()
        keep("a")(uow)

    store.write_now(work)
    store.write_now(keep("b"))
    assert store.read_now(names) == ["a", "b"]


def test_a_savepoint_of_its_own_lets_a_work_try_and_go_on(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        keep("kept")(uow)
        keep_both = [keep("tried"), keep("kept")]
        with pytest.raises(Refusals), uow.connection.begin_nested():
            [each(uow) for each in keep_both]

    store.write_now(work)
    store.write_now(keep("next"))
    assert store.read_now(names) == ["kept", "next"]
