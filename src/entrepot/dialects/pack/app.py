"""The Pack dialect's application: the vendor's paths under `/v1`, with or without a trailing slash."""

from functools import cache

from starlette.types import ASGIApp

from entrepot.dialects.pack.openapi import document_of
from entrepot.dialects.pack.render.faults import render_fault
from entrepot.dialects.pack.routes import (
    dock,
    integrations,
    lines,
    orders,
    products,
    receipts,
    rules,
    stock,
    suppliers,
    warehouses,
    webhooks,
)
from entrepot.dialects.pack.wire.words import NAME
from entrepot.http.door import Door
from entrepot.http.paths import Forgiving
from entrepot.http.subapp import subapp

DESCRIPTION = (
    "Purchase orders, goods receipts, stock, suppliers and products as Pack's REST v1 has them, on the one order book."
)
ROUTERS = (
    orders.router,
    lines.router,
    dock.router,
    receipts.router,
    suppliers.router,
    products.router,
    warehouses.router,
    products.warehouse_router,
    stock.router,
    stock.warehouse_router,
    rules.router,
    rules.warehouse_router,
    webhooks.router,
    integrations.router,
)


def build(door: Door) -> ASGIApp:
    """Open the door."""
    app = subapp(door, name=NAME, title="Pack", render=render_fault, description=DESCRIPTION)
    for router in ROUTERS:
        app.include_router(router)
    document = cache(lambda: document_of(app, f"/{NAME}"))
    app.openapi = document  # type: ignore[method-assign]
    return Forgiving(app)
