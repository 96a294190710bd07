"""How often one may call, and how often one may fail to sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from entrepot.app import create_app
from entrepot.clock import FixedClock
from entrepot.errors import Limited
from entrepot.http.limits import MemoryBuckets, Throttle
from entrepot.settings import Settings
from tests.makers import MOMENT, PASSWORD, World, make_world, open_store

WHO, HOME, AWAY = "ada@harborrow.example", "203.0.113.5", "198.51.100.7"
SECOND = timedelta(seconds=1)


def wait(throttle: Throttle, account: str, address: str, seconds: float = 0) -> int:
    """Fail once that many seconds later; how long one has to wait instead, 0 when one may try."""
    try:
        throttle.begin(account, address, MOMENT + SECOND * seconds)
    except Limited as error:
        return error.retry_after or 0
    return 0


def test_who_fails_again_and_again_waits_longer_and_longer() -> None:
    throttle = Throttle(3)
    assert [wait(throttle, WHO, AWAY) for _ in range(5)] == [0, 0, 0, 1, 1]
    assert [wait(throttle, WHO, AWAY, 1), wait(throttle, WHO, AWAY, 1)] == [0, 2]
    assert [wait(throttle, WHO, AWAY, 3), wait(throttle, WHO, AWAY, 3)] == [0, 4]
    assert wait(throttle, WHO, AWAY, 3 + 3700) == 0


def test_the_owner_signs_in_from_where_they_did_before_whatever_others_try() -> None:
    throttle = Throttle(3)
    throttle.begin(WHO, HOME, MOMENT)
    throttle.succeeded(WHO, HOME, MOMENT)
    for number in range(200):
        wait(throttle, WHO, f"198.51.100.{number}")
    assert wait(throttle, WHO, "192.0.2.1") > 0
    assert wait(throttle, WHO, HOME) == 0


def test_an_account_tried_from_everywhere_keeps_its_owner_waiting_half_a_minute_at_most() -> None:
    throttle = Throttle(1)
    for number in range(500):
        wait(throttle, WHO, f"2001:db8::{number:x}", number * 31)
    assert 0 < wait(throttle, WHO, HOME, 499 * 31) <= 30


def test_one_address_does_not_try_many_accounts() -> None:
    throttle = Throttle(2)
    waits = [wait(throttle, f"p{number}@harborrow.example", AWAY) for number in range(11)]
    assert waits == [0] * 10 + [1]


def test_success_begins_anew() -> None:
    throttle = Throttle(2)
    for _ in range(50):
        throttle.begin(WHO, HOME, MOMENT)
        throttle.succeeded(WHO, HOME, MOMENT)


def test_a_bucket_holds_and_regains_so_many_a_minute() -> None:
    buckets = MemoryBuckets()
    assert [buckets.take(("key", "k"), 3, MOMENT) for _ in range(4)] == [None, None, None, timedelta(seconds=20)]
    assert buckets.take(("key", "other"), 3, MOMENT) is None
    assert buckets.take(("key", "k"), 3, MOMENT + timedelta(seconds=20)) is None
    assert buckets.take(("key", "k"), 3, MOMENT + timedelta(seconds=20)) is not None


# --- at the doors -----------------------------------------------------------------------------------------------------

CALLS = {
    "native": ("/api/v1/me", "Bearer"),
    "pack": ("/pack/v1/organizations/{org}/suppliers", "Bearer"),
    "shipwell": ("/shipwell/v2/auth/me/", "Token"),
}


@contextmanager
def serving(folder: Path, clock: FixedClock | None = None, **settings: Any) -> Iterator[tuple[TestClient, World]]:
    with open_store(folder, clock) as store:
        world = make_world(store)
        app = create_app(Settings(**settings), store, clock or FixedClock(MOMENT))
        with TestClient(app, base_url="http://testserver") as client:
            yield client, world


def sign_ins(email: str, password: str) -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        "native": ("/api/v1/sessions", {"json": {"email": email, "password": password}}),
        "shipwell": ("/shipwell/v2/auth/token/", {"json": {"email": email, "password": password}}),
        "storefeeder": (
            "/storefeeder/Token",
            {"data": {"grant_type": "password", "username": email, "password": password, "client_id": "x"}},
        ),
        "sellercloud": ("/sellercloud/rest/api/token", {"json": {"Username": email, "Password": password}}),
    }


@pytest.fixture(scope="module")
def guessed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, World]]:
    """A server at which somebody has failed to sign in too often, each time at another door."""
    with serving(tmp_path_factory.mktemp("book"), sign_in_free_failures=4) as (client, world):
        for url, body in sign_ins(world.user.email, "wrong").values():
            assert client.post(url, **body).status_code in (400, 401)
        yield client, world


@pytest.mark.parametrize("door", ["native", "shipwell", "storefeeder", "sellercloud"])
def test_failing_at_one_door_counts_at_all(guessed: tuple[TestClient, World], door: str) -> None:
    client, world = guessed
    url, body = sign_ins(world.user.email, PASSWORD)[door]
    answer = client.post(url, **body)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    said = {"native": "code", "shipwell": "errors", "storefeeder": "Message", "sellercloud": "Error"}
    assert said[door] in answer.json()


@pytest.mark.parametrize("limit", ["address", "key", "organization"])
def test_too_many_calls_are_refused_in_the_doors_own_form(tmp_path: Path, limit: str) -> None:
    clock = FixedClock(MOMENT)
    with serving(tmp_path, clock, **{f"{limit}_calls_per_minute": 2}) as (client, world):
        for path, scheme in CALLS.values():
            url = path.replace("{org}", str(world.organization.id))
            headers = {"Authorization": f"{scheme} {world.secret}"}
            for _ in range(2):
                assert client.get(url, headers=headers).status_code == 200, url
            refused = client.get(url, headers=headers)
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "30"), url
            assert refused.json().keys() & {"code", "message", "errors"}
            clock.moment += timedelta(minutes=1)
