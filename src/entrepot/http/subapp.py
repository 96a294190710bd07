"""How a door's FastAPI application is made: exact bodies, its own faults, no redirects, no pages from a CDN."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp

from entrepot import __version__
from entrepot.errors import Limited
from entrepot.http.body import JSON_READERS, BodyRules, ExactRoute, Reader
from entrepot.http.door import Door
from entrepot.http.faults import Renderer, fault_of, install
from entrepot.http.limits import AddressGuard
from entrepot.http.openapi import keep_whole_examples
from entrepot.http.request_id import request_id

_NO_TELEMETRY: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


class DoorApp(FastAPI):
    """FastAPI whose plain `include_router` puts the routes into the application itself.

    FastAPI keeps an included router as a layer that it searches twice for every request: with 30 routes that is 50 µs.
    """

    def include_router(self, router: APIRouter, **options: Any) -> None:  # noqa: ANN401 - FastAPI's own
        """Take over the routes (a router's own prefix and dependencies count); with options it is FastAPI's own way."""
        if options:
            super().include_router(router, **options)
        else:
            self.router.routes.extend(router.routes)

    def build_middleware_stack(self) -> ASGIApp:
        """The layers a door needs: its crash guard, its own form of errors, FastAPI's stack for files.

        FastAPI would put three more around them: Starlette's last resort (the guard stands there), telemetry (off) and
        its limit of bodies (`ExactRequest` has its own).
        """
        app: ASGIApp = AsyncExitStackMiddleware(self.router)
        app = ExceptionMiddleware(app, handlers=self.exception_handlers, debug=self.debug)
        for layer in reversed(self.user_middleware):
            app = layer.cls(app, *layer.args, **layer.kwargs)
        return app


def subapp(
    door: Door,
    *,
    name: str,
    title: str,
    render: Renderer,
    description: str = "",
    readers: Mapping[str, Reader] = JSON_READERS,
    openapi_url: str = "/openapi.json",
    tags: list[dict[str, Any]] | None = None,
) -> DoorApp:
    """A sub-application for one door, with `app.state.door` set; `name` labels its log lines and metrics.

    `readers` maps content types to body readers. Answers are prepared bytes (`answer.reply`); a `response_model` is for
    the OpenAPI document only, and costs nothing as long as the endpoint returns a Response.
    """
    app = DoorApp(
        title=title,
        version=__version__,
        description=description,
        openapi_url=openapi_url,
        openapi_tags=tags,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,
    )
    app.router.route_class = ExactRoute
    limits = door.settings
    app.state.door = door
    app.state.bodies = BodyRules(limits.max_body_bytes, limits.max_json_depth, readers)
    install(app, render, name)
    if limits.address_calls_per_minute:
        app.add_middleware(AddressGuard, limits=door.limits, refuse=_refusing(render))
    keep_whole_examples(app)
    return app


def _refusing(render: Renderer) -> Callable[[Limited, Request], ASGIApp]:
    return lambda error, request: render(fault_of(error, request_id()), request)


def inexact_routes(app: FastAPI) -> list[str]:
    """The paths of routes that read a body without `ExactRoute` (a router made without naming it); must be empty."""
    wrong = []
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and not isinstance(route, ExactRoute) and route.body_field is not None:
            wrong.append(f"{sorted(route.methods or ())} {context.path}")
    return wrong
