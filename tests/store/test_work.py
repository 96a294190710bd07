"""What a piece of work is handed."""

from datetime import UTC, datetime, timedelta

from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

PAST = datetime(2025, 6, 1, 8, tzinfo=UTC)


def test_a_work_can_bring_in_a_history_and_is_told_the_same_when_it_is_run_again(store: Store) -> None:
    def work(uow: UnitOfWork) -> list[object]:
        seen: list[object] = [uow.now]
        for days in range(3):
            uow.at(PAST + timedelta(days=days))
            seen += [uow.now, uow.new_id()]
        return seen

    def twice(uow: UnitOfWork) -> tuple[list[object], list[object]]:
        first = work(uow)
        uow.rewind()
        return first, work(uow)

    first, second = store.write_now(twice)
    assert first == second
    assert first[1:6:2] == [PAST, PAST + timedelta(days=1), PAST + timedelta(days=2)]
    assert first[2:7:2] == sorted(first[2:7:2], key=str)
