from fastapi import Body, FastAPI
from pydantic import BaseModel, ConfigDict
from starlette.testclient import TestClient

from entrepot.http.openapi import operations_without_example


class Shown(BaseModel):
    model_config = ConfigDict(json_schema_extra={"example": {"sku": "A-1"}})
    sku: str


class Bare(BaseModel):
    sku: str


def test_the_front_page_names_the_doors(client: TestClient) -> None:
    doors = client.get("/").json()["doors"]
    assert doors == [{"title": "Sample", "path": "/sample", "openapi": "/sample/openapi.json"}]
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert '<a href="/sample/openapi.json">' in page
    assert "<script" not in page


def test_each_door_has_an_api_document_of_its_own_under_its_mount(client: TestClient) -> None:
    document = client.get("/sample/openapi.json").json()
    assert document["info"]["title"] == "Sample"
    assert "/Orders/{order_id}" in document["paths"]
    assert document["servers"] == [{"url": "/sample"}]


def test_no_page_loads_a_script_from_elsewhere(client: TestClient) -> None:
    assert client.get("/sample/docs").status_code == 404
    assert client.get("/sample/redoc").status_code == 404


def test_an_operation_without_an_example_is_found() -> None:
    app = FastAPI()

    @app.post("/bare", response_model=Shown)
    async def bare(body: Bare) -> None: ...

    @app.post("/shown", response_model=list[Shown])
    async def shown(body: Shown) -> None: ...

    @app.post("/named", response_model=Bare)
    async def named(body: Bare = Body(openapi_examples={"one": {"value": {"sku": "A"}}})) -> None: ...

    assert operations_without_example(app) == ["POST /bare: request", "POST /named: answer 200"]
