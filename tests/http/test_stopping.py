"""A server that is told to stop: it finishes what is under way, turns away what is new and hands its jobs back."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.makers import World, make_world
from tests.receiver import Reply, receiver
from tests.server import RunningServer, start_server


@pytest.fixture
def world(tmp_path: Path) -> World:
    with Store.open(f"sqlite:///{tmp_path / 'book.sqlite3'}", clock=SystemClock()) as store:
        return make_world(store)


@pytest.fixture
def server(tmp_path: Path, world: World) -> Iterator[RunningServer]:
    del world
    settings = {"webhook_allow_private": "127.0.0.0/8", "shutdown_seconds": 5, "log_format": "json"}
    found = start_server(tmp_path / "book.sqlite3", settings=settings)
    yield found
    if found.process.poll() is None:
        found.kill()


def half_sent(server: RunningServer, world: World, body: bytes) -> socket.socket:
    """An order whose body has begun to arrive."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = (
        f"POST /api/v1/suppliers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {world.secret}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    line.sendall(head.encode() + body[:5])
    return line


def refused_with_503(server: RunningServer) -> httpx.Response:
    """The first answer that is a refusal."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        answer = httpx.get(f"{server.url}/")
        if answer.status_code == 503:
            return answer
        time.sleep(0.01)
    raise AssertionError("the server goes on as if nothing had been said")


def test_it_finishes_what_is_under_way_and_turns_away_what_is_new(server: RunningServer, world: World) -> None:
    body = json.dumps({"name": "Slow Supplier"}).encode()
    with half_sent(server, world, body) as line:
        until = time.monotonic() + 10
        while "under_way 2" not in httpx.get(f"{server.url}/metrics").text.replace(".0", "") and (
            time.monotonic() < until
        ):
            time.sleep(0.02)
        server.process.send_signal(signal.SIGTERM)
        refusal = refused_with_503(server)
        assert (refusal.json()["code"], refusal.headers["retry-after"]) == ("server.stopping", "5")
        assert httpx.get(f"{server.url}/health/live").status_code == 200
        lacking = httpx.get(f"{server.url}/health/ready")
        assert (lacking.status_code, lacking.json()["not_ready"][0]["what"]) == (503, "stopping")
        line.sendall(body[5:])
        answer = line.recv(65536)
    assert answer.startswith(b"HTTP/1.1 201")
    assert server.process.wait(20) == server.stop() == 0
    with Store.open(f"sqlite:///{server.database}", clock=SystemClock()) as store:
        asked = "SELECT count(*) FROM suppliers WHERE organization_id = ? AND name = 'Slow Supplier'"
        assert store.read_now(lambda uow: uow.row(asked, (world.organization.id.bytes,)))[0] == 1


def test_a_job_under_way_is_handed_back_for_the_next_worker(tmp_path: Path, world: World) -> None:
    settings = {"webhook_allow_private": "127.0.0.0/8", "shutdown_seconds": 1}
    with receiver() as hook:
        hook.replies = [Reply(200, wait=30)]
        server = start_server(tmp_path / "book.sqlite3", settings=settings)
        key = {"Authorization": f"Bearer {world.secret}"}
        endpoint = {"url": hook.url, "events": ["supplier.created"]}
        assert httpx.post(f"{server.url}/api/v1/webhooks", json=endpoint, headers=key).status_code == 201
        assert httpx.post(f"{server.url}/api/v1/suppliers", json={"name": "Ely"}, headers=key).status_code == 201
        hook.wait_for(1)
        assert server.stop() == 0
    with Store.open(f"sqlite:///{server.database}", clock=SystemClock()) as store:
        row = store.read_now(lambda uow: uow.row("SELECT state, holder, attempts FROM jobs"))
    assert tuple(row) == ("waiting", None, 0)


def test_every_log_line_of_a_request_says_who_asked_and_where(tmp_path: Path, world: World) -> None:
    server = start_server(tmp_path / "book.sqlite3", settings={"access_log": True, "log_format": "json"})
    key = {"Authorization": f"Bearer {world.secret}", "X-Request-Id": "dock-9"}
    assert httpx.get(f"{server.url}/api/v1/suppliers", headers=key).status_code == 200
    server.stop()
    lines = [json.loads(line) for line in server.log if '"dock-9"' in line]
    assert [line["event"] for line in lines] == ["answered"]
    said = {name: lines[0][name] for name in ("request_id", "door", "actor", "organization")}
    assert said == {
        "request_id": "dock-9",
        "door": "/api/v1",
        "actor": f"key:{world.key.id}",
        "organization": str(world.organization.id),
    }
