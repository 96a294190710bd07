"""The OpenAPI document of the native door: what FastAPI knows, and what every operation has in common."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi


def document_of(app: FastAPI) -> dict[str, Any]:
    """The finished document."""
    return get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
