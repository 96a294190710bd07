import asyncio
import threading
from pathlib import Path

import pytest

from entrepot.errors import Unavailable
from entrepot.store.errors import STORE_READS_FULL, STORE_TOO_SLOW
from entrepot.store.limits import Limits
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.store.makers import a_long_question, keep, names, open_store

pytestmark = pytest.mark.anyio


async def test_a_reader_sees_one_snapshot_while_others_write(store: Store) -> None:
    store.write_now(keep("before"))

    def look_twice(uow: UnitOfWork) -> tuple[list[str], list[str]]:
        first = names(uow)
        store.write_now(keep("meanwhile"))
        return first, names(uow)

    assert await store.read(look_twice) == (["before"], ["before"])
    assert store.read_now(names) == ["before", "meanwhile"]


async def test_a_quick_read_sees_one_snapshot_too(store: Store) -> None:
    def look_twice(uow: UnitOfWork) -> tuple[list[str], list[str]]:
        first = names(uow)
        store.write_now(keep("meanwhile"))
        return first, names(uow)

    assert await store.read(look_twice, quick=True) == ([], [])
    assert await store.read(names, quick=True) == ["meanwhile"]


@pytest.mark.parametrize("quick", [True, False])
async def test_a_reader_cannot_write(store: Store, quick: bool) -> None:
    with pytest.raises(Unavailable, match="may not be written"):
        await store.read(keep("no"), quick=quick)
    assert store.read_now(names) == []


@pytest.mark.parametrize("quick", [True, False])
async def test_a_question_that_takes_too_long_is_cut_off(book: Path, quick: bool) -> None:
    with open_store(book, Limits(read_seconds=0.05, quick_seconds=0.05)) as store:
        with pytest.raises(Unavailable) as refused:
            await store.read(a_long_question, quick=quick)
        assert refused.value.code == STORE_TOO_SLOW
        assert await store.read(names, quick=quick) == []


async def test_the_server_answers_others_while_a_long_question_runs(book: Path) -> None:
    with open_store(book, Limits(read_seconds=0.5)) as store:
        long = asyncio.create_task(store.read(a_long_question))
        await asyncio.sleep(0.01)
        await store.write(keep("meanwhile"))
        assert await store.read(names, quick=True) == ["meanwhile"]
        assert await store.read(names) == ["meanwhile"]
        assert not long.done()
        with pytest.raises(Unavailable):
            await long


async def test_more_long_questions_than_may_wait_are_refused(book: Path) -> None:
    with open_store(book, Limits(readers=1, waiting_reads=2, read_seconds=0.1)) as store:
        asked = [asyncio.create_task(store.read(a_long_question)) for _ in range(3)]
        results = await asyncio.gather(*asked, return_exceptions=True)
        codes = [error.code for error in results if isinstance(error, Unavailable)]
        assert sorted(codes) == sorted([STORE_READS_FULL, STORE_TOO_SLOW, STORE_TOO_SLOW])


async def test_a_quick_read_from_another_thread_borrows_another_connection(store: Store) -> None:
    store.write_now(keep("one"))
    assert await store.read(names, quick=True) == ["one"]
    found: list[list[str]] = []
    elsewhere = threading.Thread(target=lambda: found.append(asyncio.run(store.read(names, quick=True))))
    elsewhere.start()
    await asyncio.to_thread(elsewhere.join)
    assert found == [["one"]]


async def test_a_reader_that_fails_leaves_its_connection_usable(store: Store) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.sql("SELECT 1")
        raise ZeroDivisionError

    for _ in range(10):
        for quick in (True, False):
            with pytest.raises(ZeroDivisionError):
                await store.read(fail, quick=quick)
    assert await store.read(names) == []
