import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from entrepot.clock import FixedClock
from entrepot.errors import Conflict, Invalid
from entrepot.http.answer import Answer
from entrepot.http.idempotency import Twins, idempotent, write_once
from entrepot.store.idempotency import IdempotencyKey
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ORDER = {"number": "PO-1", "lines": []}


def key(name: str = "k-1", content: bytes = b"a", credential: str = "key-1") -> IdempotencyKey:
    return IdempotencyKey(UUID(int=1), credential, "POST", "/orders", name, content)


def post(client: TestClient, name: str | None, order: object = ORDER, url: str = "/sample/Orders") -> Any:
    return client.post(url, json=order, headers={} if name is None else {"Idempotency-Key": name})


# --- over HTTP --------------------------------------------------------------------------------------------------------


def test_an_order_sent_twice_under_one_key_is_created_once(client: TestClient) -> None:
    first, second = post(client, "once"), post(client, "once")
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert first.headers["location"] == second.headers["location"]
    assert first.headers["content-type"] == second.headers["content-type"]
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"


def test_without_a_key_two_equal_orders_are_two(client: TestClient) -> None:
    assert post(client, None).json()["count"] != post(client, None).json()["count"]


def test_another_order_under_the_same_key_is_refused(client: TestClient) -> None:
    post(client, "mixed")
    answer = post(client, "mixed", {"number": "PO-2", "lines": []})
    assert (answer.status_code, answer.json()["sample"]) == (422, "idempotency.mismatch")


def test_a_refused_order_may_be_corrected_under_its_key(client: TestClient) -> None:
    assert post(client, "corrected", {"number": "book", "lines": []}).status_code == 422
    assert post(client, "corrected").status_code == 201


def test_a_dry_run_uses_no_key_up(client: TestClient) -> None:
    assert post(client, "dry", url="/sample/Orders?dry_run=true").status_code == 201
    answer = post(client, "dry")
    assert (answer.status_code, "idempotent-replayed" in answer.headers) == (201, False)


@pytest.mark.parametrize("name", ["", "a b", "ü".encode(), "x" * 256])
def test_a_malformed_key_is_refused(client: TestClient, name: Any) -> None:
    answer = client.post("/sample/Orders", json=ORDER, headers={"Idempotency-Key": name})
    assert answer.status_code == 422
    assert answer.json()["fields"][0][:3] == ["header", "Idempotency-Key", "idempotency.key"]


def test_ten_equal_requests_at_once_create_one_order(client: TestClient) -> None:
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: post(client, "crowd"), range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 9


# --- in the transaction -----------------------------------------------------------------------------------------------


class Desk:
    """Counts how often an order was really created."""

    def __init__(self) -> None:
        self.created = 0

    def create(self, status: int = 201) -> Answer:
        self.created += 1
        return Answer(status, b'{"id":1}', headers=(("Location", "/orders/1"),))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MORNING)


@pytest.fixture
def store(database: Path, clock: FixedClock) -> Any:
    with Store.open(str(database), clock=clock) as opened:
        yield opened


def run(store: Store, desk: Desk, used: IdempotencyKey, status: int = 201) -> Answer:
    return store.write_now(lambda uow: idempotent(uow, used, lambda: desk.create(status), hours=24))


def test_a_key_is_good_for_a_day(store: Store, clock: FixedClock) -> None:
    desk = Desk()
    run(store, desk, key())
    clock.moment = MORNING + timedelta(hours=23, minutes=59)
    run(store, desk, key())
    assert desk.created == 1
    clock.moment = MORNING + timedelta(hours=24)
    run(store, desk, key(content=b"another"))
    assert desk.created == 2
    with pytest.raises(Invalid):
        run(store, desk, key())


def test_a_key_belongs_to_its_credential_and_address(store: Store) -> None:
    desk = Desk()
    others = [
        key(),
        key(credential="key-2"),
        IdempotencyKey(UUID(int=2), "key-1", "POST", "/orders", "k-1", b"a"),
        IdempotencyKey(UUID(int=1), "key-1", "PATCH", "/orders", "k-1", b"a"),
        IdempotencyKey(UUID(int=1), "key-1", "POST", "/suppliers", "k-1", b"a"),
    ]
    for each in others:
        run(store, desk, each)
    assert desk.created == 5


def test_only_a_success_is_remembered(store: Store) -> None:
    desk = Desk()
    run(store, desk, key(), status=409)
    run(store, desk, key())
    assert desk.created == 2


def test_an_answer_without_a_body_is_given_again_as_it_was(store: Store) -> None:
    def nothing(uow: UnitOfWork) -> Answer:
        return idempotent(uow, key(), lambda: Answer(204, media_type=None))

    store.write_now(nothing)
    assert store.write_now(nothing) == Answer(204, b"", None, (("Idempotent-Replayed", "true"),))


def test_expired_answers_are_forgotten_as_new_ones_come(store: Store, clock: FixedClock) -> None:
    for number in range(5):
        run(store, Desk(), key(f"old-{number}"))
    clock.moment = MORNING + timedelta(days=2)
    run(store, Desk(), key("new"))
    count = "SELECT count(*) FROM idempotency_keys WHERE organization_id = ?"
    assert store.read_now(lambda uow: uow.row(count, (UUID(int=1).bytes,)))[0] == 1


# --- twins ------------------------------------------------------------------------------------------------------------


def test_a_twin_waits_for_its_elder_and_gets_the_same_answer(store: Store) -> None:
    desk = Desk()
    go_on = threading.Event()

    def slow(uow: UnitOfWork) -> Answer:
        go_on.wait(10)
        return desk.create()

    async def both() -> list[Answer]:
        twins = Twins()
        waiting = [asyncio.create_task(write_once(store, twins, key(), slow)) for _ in range(2)]
        await asyncio.sleep(0.05)
        go_on.set()
        return await asyncio.gather(*waiting)

    elder, twin = asyncio.run(both())
    assert desk.created == 1
    assert (elder.status, elder.body) == (twin.status, twin.body)
    assert ("Idempotent-Replayed", "true") in twin.headers


def test_a_twin_that_has_waited_long_enough_is_told_so(store: Store) -> None:
    desk = Desk()
    go_on = threading.Event()

    def slow(uow: UnitOfWork) -> Answer:
        go_on.wait(10)
        return desk.create()

    async def impatient() -> Answer:
        twins = Twins()
        elder = asyncio.create_task(write_once(store, twins, key(), slow))
        await asyncio.sleep(0.05)
        with pytest.raises(Conflict) as caught:
            await write_once(store, twins, key(), slow, wait_seconds=0.05)
        assert (caught.value.code, caught.value.retry_after) == ("idempotency.busy", 1)
        go_on.set()
        return await elder

    assert asyncio.run(impatient()).status == 201
    assert desk.created == 1
