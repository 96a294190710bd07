"""The StoreFeeder door as an application: its routes under any spelling of path and query, in JSON and XML."""

from starlette.types import ASGIApp, Receive, Scope, Send

from entrepot.dialects.storefeeder import routes
from entrepot.dialects.storefeeder.render.faults import render_fault
from entrepot.dialects.storefeeder.rowroutes import rows
from entrepot.dialects.storefeeder.translate.words import NAME
from entrepot.dialects.storefeeder.wire.queries import canonical
from entrepot.dialects.storefeeder.wire.xml import read_xml
from entrepot.http.body import JSON_READERS
from entrepot.http.door import Door
from entrepot.http.paths import Forgiving
from entrepot.http.subapp import subapp

DESCRIPTION = (
    "The purchase-order part of StoreFeeder's REST API. Get a token from `/Token` and send it as "
    "`Authorization: Bearer …`. Bodies are JSON or XML (`application/json`, `text/json`, `application/xml`, "
    "`text/xml`), answers the same by `Accept`. Paths, query parameters and JSON names match in any case; names in XML "
    "do not. Members that are null are left out."
)
READERS = {**JSON_READERS, "application/xml": read_xml, "text/xml": read_xml}


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
    app = subapp(door, name=NAME, title="StoreFeeder", render=render_fault, description=DESCRIPTION, readers=READERS)
    for router in (routes.orders, routes.receipts, routes.tokens, routes.parties, routes.products, rows):
        app.include_router(router)
    return AnyQuerySpelling(Forgiving(app, any_case=True))
