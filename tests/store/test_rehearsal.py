"""Rehearsals: writes that are tried and undone."""

import asyncio
from pathlib import Path

from entrepot.store.rehearsal import is_rehearsal, rehearsing
from tests.makers import make_supplier, make_world, open_store


def test_what_is_written_in_a_rehearsal_is_not_there_afterwards(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        world = make_world(store)

        async def rehearse() -> str:
            with rehearsing():
                made = await store.write(lambda uow: make_supplier(uow, world.admin, "Ghost"))
            kept = await store.write(lambda uow: make_supplier(uow, world.admin, "Kept"))
            assert kept.serial == made.serial
            return made.name

        assert asyncio.run(rehearse()) == "Ghost"


def test_a_rehearsal_ends_with_its_block_and_is_seen_by_its_own_task_alone() -> None:
    async def other() -> bool:
        return is_rehearsal()

    async def both() -> tuple[bool, bool, bool]:
        beside = asyncio.create_task(other())
        with rehearsing():
            inside = is_rehearsal()
            seen = await beside
        return inside, seen, is_rehearsal()

    assert asyncio.run(both()) == (True, False, False)
