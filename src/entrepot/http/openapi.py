"""The API documents: where they are, and that each operation in them has an example.

No page of ours loads a script from elsewhere, so FastAPI's own documentation pages are off; `index` is a plain list.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response

from entrepot import __version__
from entrepot.http.answer import json_bytes

_CONVERTER = re.compile(r":[a-z]+}")
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Listed:
    """A door as the index names it: title, mount, path of its API document."""

    title: str
    mount: str
    document: str


def index(doors: Sequence[Listed], request: Request) -> Response:
    """The front door: which doors there are, as HTML for browsers and JSON for everybody else."""
    if "text/html" in request.headers.get("accept", ""):
        return Response(_page(doors), media_type="text/html; charset=utf-8")
    entries = [{"title": door.title, "path": door.mount, "openapi": door.document} for door in doors]
    return Response(
        json_bytes({"name": "Entrepot", "version": __version__, "doors": entries}), 200, None, "application/json"
    )


def _page(doors: Sequence[Listed]) -> str:
    items = "".join(
        f"<li><strong>{html.escape(door.title)}</strong> at <code>{html.escape(door.mount)}</code>: "
        f'<a href="{html.escape(door.document)}">API document</a></li>'
        for door in doors
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Entrepot</title>'
        f"<h1>Entrepot {__version__}</h1><p>A purchase-order server: one order book, many doors.</p>"
        f"<ul>{items}</ul></html>"
    )


def keep_whole_examples(app: FastAPI) -> None:
    """Let the document show examples as they were given: FastAPI leaves every null of theirs out."""
    make = app.openapi

    def whole() -> dict[str, Any]:
        fresh = app.openapi_schema is None
        document = make()
        if fresh:
            for context in iter_route_contexts(app.routes):
                route = context.original_route
                if isinstance(route, APIRoute) and context.path is not None:
                    path = document["paths"].get(_CONVERTER.sub("}", context.path), {})
                    for method in route.methods or ():
                        _restore(path.get(method.lower(), {}), route)
        return document

    app.openapi = whole  # type: ignore[method-assign]


def _restore(operation: dict[str, Any], route: APIRoute) -> None:
    """Put the examples of a route's own description back into its operation."""
    given = {str(status): answer for status, answer in route.responses.items()}
    places = [(operation.get("responses", {}).get(status, {}), answer) for status, answer in given.items()]
    places.append((operation.get("requestBody", {}), (route.openapi_extra or {}).get("requestBody", {})))
    for shown, told in places:
        for media, content in told.get("content", {}).items():
            for name in ("example", "examples"):
                if name in content and media in shown.get("content", {}):
                    shown["content"][media][name] = jsonable_encoder(content[name])


def operations_without_example(app: FastAPI) -> list[str]:
    """Every operation whose request body or successful answer has content but no example; should be empty."""
    document = app.openapi()
    schemas = document.get("components", {}).get("schemas", {})
    return [
        f"{method.upper()} {path}: {part}"
        for path, methods in document.get("paths", {}).items()
        for method, operation in methods.items()
        if method in _METHODS
        for part, content in _contents(operation)
        if not any(_has_example(media, schemas) for media in content.values())
    ]


def _contents(operation: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    body = operation.get("requestBody", {}).get("content")
    if body:
        yield "request", body
    for status, response in operation.get("responses", {}).items():
        if str(status).startswith("2") and response.get("content"):
            yield f"answer {status}", response["content"]


def _has_example(media: Mapping[str, Any], schemas: Mapping[str, Any]) -> bool:
    if media.get("example") is not None or media.get("examples"):
        return True
    schema = media.get("schema", {})
    for _ in range(4):
        if "example" in schema or schema.get("examples"):
            return True
        reference = schema.get("$ref") or schema.get("items", {}).get("$ref")
        if reference is None:
            return False
        schema = schemas.get(str(reference).rsplit("/", 1)[-1], {})
    return False
