import importlib
import pkgutil
import signal
from pathlib import Path

import pytest
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.types import ASGIApp

import entrepot.dialects
from entrepot.app import create_app, open_doors, open_store
from entrepot.clock import SystemClock
from entrepot.errors import Unavailable
from entrepot.http.coverage import unwrapped
from entrepot.http.door import Door
from entrepot.http.faults import plain
from entrepot.http.installed import dialect_names
from entrepot.http.subapp import subapp
from entrepot.settings import Settings
from tests.server import inside, running, start_server

SAMPLE = [("/sample", "tests.http.sample_door")]


class Body(BaseModel):
    price: float


router = APIRouter()


@router.post("/orders")
async def create(body: Body) -> None:
    """A route that would read prices through a float."""


def build(door: Door) -> ASGIApp:
    app = subapp(door, name="inexact", title="Inexact", render=plain)
    app.include_router(router)
    return app


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite3"


def test_every_dialect_in_the_house_is_found_and_mounted_under_its_name(database: Path) -> None:
    found = [each.name for each in pkgutil.iter_modules(entrepot.dialects.__path__) if each.ispkg]
    assert dialect_names() == sorted(found)
    with inside(database) as client:
        mounts = {door["path"] for door in client.get("/").json()["doors"]}
        assert {f"/{name}" for name in found} <= mounts
        for mount in mounts:
            assert client.get(f"{mount}/openapi.json").status_code == 200


def test_a_router_that_would_read_bodies_through_floats_is_refused_at_the_start(database: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{database}")
    with open_store(settings, SystemClock()) as store, pytest.raises(RuntimeError, match=r"/inexact .*/orders"):
        open_doors(Door(store, settings, SystemClock()), [("/inexact", "tests.test_app")])


def test_an_application_closes_the_book_it_opened(database: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{database}")
    app = create_app(settings, places=[])
    with pytest.raises(Unavailable):
        open_store(settings, SystemClock())
    app.state.door.store.close()
    open_store(settings, SystemClock()).close()


def test_a_server_starts_answers_and_ends_when_told_to(database: Path) -> None:
    with running(database, doors=SAMPLE) as server:
        assert server.port > 0
        assert server.stop() == 0
        assert not server.socket_file.exists()
    with running(database, doors=SAMPLE) as again:
        assert again.kill() == -signal.SIGKILL


def test_a_second_server_on_the_same_book_says_why_it_cannot_start(database: Path) -> None:
    first = running(database, doors=SAMPLE)
    with first, pytest.raises(AssertionError, match="already in use by process"):
        start_server(database, doors=SAMPLE)


@pytest.mark.parametrize("name", dialect_names())
def test_every_port_carries_its_packages_name(name: str) -> None:
    assert importlib.import_module(f"entrepot.dialects.{name}.port").dialect.name == name


def test_wrappers_do_not_hide_an_application() -> None:
    app = unwrapped(importlib.import_module("tests.test_app").build(Door(None, Settings(), SystemClock())))  # type: ignore[arg-type]
    assert app.title == "Inexact"


def test_an_address_no_door_can_hold_is_refused_in_the_doors_own_form(tmp_path: Path) -> None:
    with inside(tmp_path / "book.sqlite3", places=SAMPLE) as client:
        for path in ("/sample/nowhere/%0A1", "/sample/nowhere/%001", "/sample/nowhere"):
            answer = client.get(path)
            assert answer.status_code in {400, 404}
            assert "sample" in answer.json(), path
