"""The API document: what FastAPI knows, and what all of Pack's operations have in common."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

Document = dict[str, Any]
TOKEN: Document = {"type": "http", "scheme": "bearer", "description": "An API key of the organization."}


def document_of(app: FastAPI, mount: str) -> Document:
    """The finished document; `mount` is where the application stands."""
    made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    made["servers"] = [{"url": mount}]
    components = made.setdefault("components", {})
    components["securitySchemes"] = {"token": TOKEN}
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                _complete(made["paths"][route.path_format][method.lower()], route)
    return made


def _complete(operation: Document, route: APIRoute) -> None:
    """Add the credential, the name, and the examples as they were written (FastAPI drops their nulls)."""
    operation["security"] = [{"token": []}]
    operation["operationId"] = route.name
    for status, response in route.responses.items():
        content = response.get("content", {}).get("application/json", {})
        if "example" in content:
            operation["responses"][str(status)]["content"]["application/json"]["example"] = content["example"]
