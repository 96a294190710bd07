"""The Sellercloud door as an application: its routes under any spelling of path and query."""

from starlette.types import ASGIApp, Receive, Scope, Send

from entrepot.dialects.sellercloud import importroutes, paperroutes, routes
from entrepot.dialects.sellercloud.auth import Gate
from entrepot.dialects.sellercloud.render.faults import render_fault
from entrepot.dialects.sellercloud.translate.words import NAME
from entrepot.dialects.sellercloud.wire.queries import canonical
from entrepot.http.door import Door
from entrepot.http.paths import Forgiving
from entrepot.http.subapp import subapp

DESCRIPTION = (
    "The purchase-order part of Sellercloud's REST API. Get a token from `/rest/api/token` and send it as "
    "`Authorization: Bearer …`. Paths, query parameters and property names match in any case; every query parameter "
    "may carry the prefix `model.`. By the vendor's own habit a broken rule is answered 500 on create, list, read, "
    "delete and line changes; nothing has then been stored."
)


class AnyQuerySpelling:
    """An ASGI wrapper that gives query parameters the one spelling the routes know; `app` is what it wraps."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` is what it wraps."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["query_string"]:
            scope = {**scope, "query_string": canonical(scope["query_string"])}
        await self.app(scope, receive, send)


def build(door: Door) -> ASGIApp:
    """The door as an ASGI application."""
    app = subapp(door, name=NAME, title="Sellercloud", render=render_fault, description=DESCRIPTION)
    app.state.gate = Gate(door)
    for router in (
        importroutes.imports,
        paperroutes.orders,
        routes.orders,
        routes.tokens,
        routes.parties,
        paperroutes.vendors,
    ):
        app.include_router(router)
    return AnyQuerySpelling(Forgiving(app, any_case=True))
