"""Every door of the house with its OpenAPI document, and how each is signed in to. Doors are found, not listed."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.routing import Mount
from starlette.testclient import TestClient

from entrepot.app import Places, create_app
from entrepot.http.coverage import unwrapped
from entrepot.settings import Settings
from entrepot.store.store import Store
from tests.makers import PASSWORD, World, make_world, open_store

METHODS = ("get", "post", "put", "patch", "delete")
Document = dict[str, Any]


@dataclass
class Doors:
    """Everything behind one client."""

    store: Store
    world: World
    client: Any
    apps: dict[str, Any]

    def document(self, mount: str) -> Document:
        """A door's OpenAPI document as it is served."""
        app = self.apps[mount]
        answer = self.client.get(f"{mount}{app.openapi_url}")
        assert answer.status_code == 200, answer.text
        found: Document = answer.json()
        return found

    def headers(self, mount: str) -> dict[str, str]:
        """The credential of the world's admin at a door; an unknown door gets the API key as Bearer."""
        signed = SIGN_IN.get(mount)
        if signed is None:
            return {"Authorization": f"Bearer {self.world.secret}"}
        found: dict[str, str] = signed(self)
        return found


def _storefeeder(doors: Doors) -> dict[str, str]:
    form = {
        "grant_type": "password",
        "username": doors.world.user.email,
        "password": PASSWORD,
        "client_id": str(doors.world.key.id),
    }
    token = doors.client.post("/storefeeder/Token", data=form).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def _sellercloud(doors: Doors) -> dict[str, str]:
    body = {"Username": doors.world.user.email, "Password": PASSWORD}
    token = doors.client.post("/sellercloud/rest/api/token", json=body).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


SIGN_IN: Mapping[str, Any] = {"/storefeeder": _storefeeder, "/sellercloud": _sellercloud}


@contextmanager
def open_doors(folder: Path, places: Places | None = None) -> Iterator[Doors]:
    """All doors there are (or those of `places`), over a fresh book with one organization in it."""
    with open_store(folder) as store:
        world = make_world(store)
        app = create_app(Settings(), store, None, places)
        apps = {route.path: unwrapped(route.app) for route in app.routes if isinstance(route, Mount)}
        with TestClient(app, base_url="http://testserver", raise_server_exceptions=False) as client:
            yield Doors(store, world, client, apps)


def operations(document: Document) -> Iterator[tuple[str, Document]]:
    """Every operation, named by method and path."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation


def resolved(document: Document, value: Document) -> Document:
    """What a reference stands for, or the value itself."""
    while "$ref" in value:
        found: Any = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        value = found
    return value


def contents(document: Document, operation: Document) -> Iterator[tuple[str, str, Document]]:
    """Every body of an operation: which part it is, its media type, its description."""
    body = resolved(document, operation.get("requestBody", {}))
    for media, content in body.get("content", {}).items():
        yield "request", media, content
    for status, response in operation.get("responses", {}).items():
        for media, content in resolved(document, response).get("content", {}).items():
            yield f"answer {status}", media, content


def examples(content: Document) -> Iterator[Any]:
    """Every example of a body."""
    if "example" in content:
        yield content["example"]
    for example in content.get("examples", {}).values():
        if "value" in example:
            yield example["value"]


def self_contained(document: Document, schema: Document) -> str:
    """A schema with everything its references name, as JSON text."""
    return json.dumps({**schema, "components": document.get("components", {})})
