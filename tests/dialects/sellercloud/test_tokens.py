"""Tokens: how long they count, how they are revoked, and the words in the status line that a client looks for."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from prometheus_client import REGISTRY
from starlette.testclient import TestClient

from entrepot.actions import people
from entrepot.app import create_app, open_store
from entrepot.book.people.draft import UserPatch
from entrepot.clock import FixedClock
from entrepot.settings import Settings
from entrepot.store.people import user_by_email
from entrepot.store.store import Store
from tests.dialects.sellercloud.conftest import DOORS
from tests.dialects.sellercloud.desk import Desk
from tests.dialects.sellercloud.world import PASSWORD, seed
from tests.server import running

ORDERS = "/rest/api/PurchaseOrders"
START = datetime(2026, 3, 2, 14, tzinfo=UTC)


@dataclass
class Office:
    """A desk whose server's clock stands still until it is set."""

    desk: Desk
    clock: FixedClock
    store: Store

    def later(self, **time: int) -> None:
        self.clock.moment += timedelta(**time)

    def orders(self, token: str) -> Any:
        return self.desk.send(f"GET {ORDERS}", headers={"Authorization": f"Bearer {token}"})


@contextmanager
def office(folder: Path, **given: Any) -> Iterator[Office]:
    settings = Settings(database_url=f"sqlite:///{folder / 'book.sqlite3'}", **given)
    clock = FixedClock(START)
    store = open_store(settings, clock)
    try:
        seed(store, "quay")
        with TestClient(create_app(settings, store, clock, DOORS)) as client:
            yield Office(Desk(client), clock, store)
    finally:
        store.close()


def test_a_token_counts_for_an_hour_and_not_a_second_longer(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        token = here.desk.token("ops@quay.example")
        here.later(seconds=3599)
        assert here.orders(token).status_code == 200
        here.later(seconds=1)
        assert here.orders(token).status_code == 401


def test_how_long_a_token_counts_is_a_setting(tmp_path: Path) -> None:
    with office(tmp_path, sellercloud_session_seconds=1800) as here:
        body = {"Username": "ops@quay.example", "Password": PASSWORD}
        answer = here.desk.send("POST /rest/api/token", json=body).json()
        assert answer["expires_in"] == 1800
        assert (answer[".issued"], answer[".expires"]) == ("2026-03-02T14:00:00.000Z", "2026-03-02T14:30:00.000Z")
        here.later(minutes=30)
        assert here.orders(answer["access_token"]).status_code == 401


def test_a_user_who_was_sent_away_is_out_at_once(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        token = here.desk.token("ops@quay.example")
        admin = here.desk.token("admin@quay.example")
        user = here.store.read_now(lambda uow: user_by_email(uow, "ops@quay.example"))
        boss = here.store.read_now(lambda uow: user_by_email(uow, "admin@quay.example"))
        assert user is not None
        assert boss is not None
        actor = people.actor_of_user(boss, "api")
        here.store.write_now(lambda uow: people.change_user(uow, actor, user.id, UserPatch(active=False)))
        assert here.orders(token).status_code == 401
        assert here.orders(admin).status_code == 200


def test_a_token_of_somebody_elses_making_is_worth_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        token = here.desk.token("ops@quay.example")
        claims = jwt.decode(token, options={"verify_signature": False})
        forged = jwt.encode(claims, "another secret of thirty-two bytes", algorithm="HS256")
        unsigned = jwt.encode(claims, "", algorithm="none")
        for wrong in (forged, unsigned, token[:-2], token + "x", "a.b.c", "x" * 5000):
            assert here.orders(wrong).status_code == 401
        assert here.orders(token).status_code == 200


def test_a_token_outlives_the_server_that_gave_it(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        token = here.desk.token("ops@quay.example")
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'book.sqlite3'}")
    clock = FixedClock(START)
    store = open_store(settings, clock)
    try:
        with TestClient(create_app(settings, store, clock, DOORS)) as client:
            assert Office(Desk(client), clock, store).orders(token).status_code == 200
    finally:
        store.close()


def test_the_scheme_word_is_read_in_any_case_and_cookies_not_at_all(desk: Desk) -> None:
    token = desk.token("ops@token.example")
    assert desk.send(f"GET {ORDERS}", headers={"Authorization": f"bEaReR  {token}"}).status_code == 200
    assert desk.send(f"GET {ORDERS}", headers={"Authorization": f"Token {token}"}).status_code == 401
    assert desk.send(f"GET {ORDERS}", headers={"Cookie": f"token={token}"}).status_code == 401


def status_line(port: int, path: str, header: str = "") -> str:
    with socket.create_connection(("127.0.0.1", port), 10) as link:
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}Connection: close\r\n\r\n".encode())
        return link.makefile("rb").readline().decode("latin-1").strip()


def test_the_status_line_says_invalid_token_because_a_client_looks_for_it(tmp_path: Path) -> None:
    with running(tmp_path / "book.sqlite3", doors=DOORS) as server:
        path = f"/sellercloud{ORDERS}"
        assert status_line(server.port, path) == "HTTP/1.1 401 Invalid token"
        assert status_line(server.port, path, "Authorization: Bearer old\r\n") == "HTTP/1.1 401 Invalid token"
        assert status_line(server.port, "/sellercloud/rest/api/token") == "HTTP/1.1 405 Method Not Allowed"


def test_calls_are_counted_by_the_hour_when_a_limit_is_set(tmp_path: Path) -> None:
    with office(tmp_path, sellercloud_calls_per_hour=3) as here:
        token = here.desk.token("ops@quay.example")
        here.later(minutes=20)
        assert here.orders(token).status_code == 200
        assert here.orders("wrong").status_code == 401
        spent = here.orders(token)
        assert spent.status_code == 429
        assert spent.headers["Retry-After"] == "2400"
        assert spent.json() == {
            "Error": "Calls are allowed again in 2400 seconds.",
            "RateLimitResetTime": "2026-03-02T15:00:00.000Z",
        }
        here.later(minutes=39)
        assert here.orders(token).status_code == 429
        here.later(minutes=1)
        assert here.orders(here.desk.token("admin@quay.example")).status_code == 200


def crashes() -> float:
    return REGISTRY.get_sample_value("entrepot_crashes_total", {"door": "sellercloud"}) or 0.0


def test_a_broken_rule_is_answered_500_and_is_no_crash(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        before = crashes()
        body = {"CompanyID": 1001, "VendorID": 1001, "POType": 0, "CaseQtyMode": False, "Products": []}
        assert here.desk.send(f"POST {ORDERS}", user="ops@quay.example", json=body).status_code == 500
        assert crashes() == before


def test_a_crash_is_told_in_the_vendors_form_and_counted(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        token = here.desk.token("ops@quay.example")
        before = crashes()
        here.store.write_now(lambda uow: uow.sql("DROP TABLE payment_terms", ()))
        answer = here.desk.send("GET /rest/api/Settings/PaymentTerms", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()) == (500, {"Message": "An error has occurred."})
        assert crashes() == before + 1
