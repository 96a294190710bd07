from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.testclient import TestClient

from entrepot.clock import SystemClock
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door
from entrepot.http.faults import plain
from entrepot.http.subapp import DoorApp, inexact_routes, subapp
from entrepot.settings import Settings

seen: list[str] = []


class Note(BaseModel):
    text: str


async def noticed() -> None:
    seen.append("noticed")


async def create(note: Note) -> None: ...


def door_app() -> DoorApp:
    return subapp(Door(None, Settings(), SystemClock()), name="notes", title="Notes", render=plain)  # type: ignore[arg-type]


def test_an_included_router_keeps_its_prefix_and_its_dependencies() -> None:
    app = door_app()
    router = APIRouter(route_class=ExactRoute, prefix="/notes", dependencies=[Depends(noticed)])
    router.add_api_route("/new", create, methods=["POST"])
    app.include_router(router)
    client = TestClient(app)
    assert client.post("/notes/new", json={"text": "call back"}).status_code == 200
    assert seen == ["noticed"]
    assert client.post("/notes/new", json={}).status_code == 422
    assert list(app.openapi()["paths"]) == ["/notes/new"]


def test_a_router_included_under_a_further_prefix_is_found_too() -> None:
    app = door_app()
    router = APIRouter(route_class=ExactRoute)
    router.add_api_route("/new", create, methods=["POST"])
    app.include_router(router, prefix="/old")
    client = TestClient(app)
    assert client.post("/old/new", content="{").json()["code"] == "body.unreadable"
    assert client.get("/old/new").headers["allow"] == "POST"
    assert inexact_routes(app) == []


def test_a_router_that_reads_bodies_its_own_way_is_noticed() -> None:
    app = door_app()
    router = APIRouter()
    router.add_api_route("/new", create, methods=["POST"])
    app.include_router(router, prefix="/old")
    assert inexact_routes(app) == ["['POST'] /old/new"]
