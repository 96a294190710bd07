"""The short way to an endpoint: the same answers as FastAPI's own way, and FastAPI's own words for every fault."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, Query
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient

from entrepot.http.shortcut import plan_of, take


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")
    limit: int = 20
    tag: list[str] = []


class Thing(BaseModel):
    name: str


async def caller(request: Request) -> str:
    request.state.calls = getattr(request.state, "calls", 0) + 1
    return request.headers.get("authorization", "nobody")


async def first_name(name: Annotated[str, Depends(caller)]) -> str:
    return name.split()[0]


router = APIRouter()


@router.post("/things/{number}")
async def make(
    request: Request,
    number: int,
    thing: Thing,
    asked: Annotated[Asked, Query()],
    who: Annotated[str, Depends(caller)],
    first: Annotated[str, Depends(first_name)],
) -> JSONResponse:
    return JSONResponse([number, thing.name, asked.limit, asked.tag, who, first, request.state.calls])


@router.get("/plain")
async def plain(name: str = "x") -> dict[str, str]:
    return {"name": name}


@router.get("/many")
async def many(a: int = 1, b: int = 2) -> JSONResponse:
    return JSONResponse([a, b])


def route(path: str) -> APIRoute:
    return next(each for each in router.routes if isinstance(each, APIRoute) and each.path == path)


class ShortRoute(APIRoute):
    """FastAPI's route with the short way before it, and a header that says which way was taken."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle, plan = super().get_route_handler(), plan_of(self)

        async def either(request: Request) -> Response:
            value = await request.json() if await request.body() else None
            answer = await take(plan, request, value) if plan is not None and isinstance(value, dict) else None
            way = "fastapi" if answer is None else "short"
            answer = answer or await handle(request)
            answer.headers["way"] = way
            return answer

        return either


@pytest.fixture
def both() -> tuple[TestClient, TestClient]:
    plain_app, short_app = FastAPI(), FastAPI()
    plain_app.include_router(router)
    short_app.router.route_class = ShortRoute
    short_app.post("/things/{number}")(make)
    return TestClient(plain_app), TestClient(short_app)


@pytest.mark.parametrize(
    ("path", "body", "way"),
    [
        ("/things/7", {"name": "Cork"}, "short"),
        ("/things/7?limit=5", {"name": "Cork"}, "short"),
        ("/things/7?tag=a&tag=b", {"name": "Cork"}, "fastapi"),
        ("/things/7?tag=a", {"name": "Cork"}, "fastapi"),
    ],
)
def test_a_call_in_order_gets_the_same_answer_by_either_way(
    both: tuple[TestClient, TestClient], path: str, body: object, way: str
) -> None:
    long, short = (each.post(path, json=body, headers={"Authorization": "Ada Admin"}) for each in both)
    assert long.status_code == short.status_code == 200
    assert long.json()[:-1] == short.json()[:-1]
    assert short.headers["way"] == way


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/things/x", {"name": "Cork"}),
        ("/things/7?limit=x&more=1", {"name": 5}),
        ("/things/7", {}),
        ("/things/7", ["Cork"]),
    ],
)
def test_every_fault_is_reported_in_fastapis_own_words(
    both: tuple[TestClient, TestClient], path: str, body: object
) -> None:
    long, short = (each.post(path, json=body) for each in both)
    assert long.status_code == short.status_code == 422
    assert long.json() == short.json()


@pytest.mark.parametrize("path", ["/plain", "/many"])
def test_an_endpoint_of_another_form_has_no_short_way(path: str) -> None:
    assert plan_of(route(path)) is None
