"""A server that is killed keeps its promises: what happened is told once it, or a worker, is up again."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrepot.clock import SystemClock
from entrepot.store.store import Store
from tests.makers import World, make_world
from tests.receiver import Receiver, Reply, receiver
from tests.server import ROOT, running, start_server

LOOPBACK = {"webhook_allow_private": "127.0.0.0/8"}


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as mine:
        yield mine


@pytest.fixture
def world(tmp_path: Path) -> World:
    with Store.open(f"sqlite:///{tmp_path / 'book.sqlite3'}", clock=SystemClock()) as store:
        return make_world(store)


def post(url: str, world: World, path: str, body: Any) -> Any:
    headers = {"Authorization": f"Bearer {world.secret}"}
    answer = httpx.post(f"{url}/api/v1{path}", json=body, headers=headers, timeout=30)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_killed_in_the_middle_of_a_delivery_it_delivers_when_it_is_back(
    tmp_path: Path, world: World, hook: Receiver
) -> None:
    book = tmp_path / "book.sqlite3"
    hook.replies = [Reply(200, wait=60), Reply(200)]
    server = start_server(book, settings=LOOPBACK)
    post(server.url, world, "/webhooks", {"url": hook.url, "events": ["supplier.created"]})
    supplier = post(server.url, world, "/suppliers", {"name": "Brightwater Board"})
    hook.wait_for(1)
    server.kill()
    with running(book, settings=LOOPBACK):
        first, again = hook.wait_for(2)
    assert first.headers["webhook-id"] == again.headers["webhook-id"]
    assert supplier["id"] in again.body.decode()


def test_killed_before_it_delivered_a_worker_does_it(tmp_path: Path, world: World, hook: Receiver) -> None:
    book = tmp_path / "book.sqlite3"
    server = start_server(book, settings={**LOOPBACK, "worker": False})
    post(server.url, world, "/webhooks", {"url": hook.url, "events": ["supplier.created"]})
    post(server.url, world, "/suppliers", {"name": "Brightwater Board"})
    server.kill()
    assert hook.received == []
    command = [sys.executable, "-m", "entrepot", "worker", "--once", "--database", f"sqlite:///{book}"]
    environment = {"ENTREPOT_WEBHOOK_ALLOW_PRIVATE": "127.0.0.0/8", "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert len(hook.received) == 1
