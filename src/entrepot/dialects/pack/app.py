"""The Pack dialect's application: the vendor's paths under `/v1`, with or without a trailing slash."""

from fastapi import APIRouter
from starlette.types import ASGIApp

from entrepot.dialects.pack.auth import NAME
from entrepot.dialects.pack.render.faults import render_fault
from entrepot.dialects.pack.routes import lines, orders, products, suppliers, warehouses
from entrepot.dialects.pack.routes.document import REFUSALS
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door
from entrepot.http.paths import Forgiving
from entrepot.http.subapp import subapp

DESCRIPTION = "Purchase orders, suppliers and products as Pack's REST v1 has them, on the one order book."
ORGANIZATION = "/v1/organizations/{organizationId}"
WAREHOUSE = "/v1/warehouses/{warehouseId}"


def build(door: Door) -> ASGIApp:
    """Open the door."""
    app = subapp(door, name=NAME, title="Pack", render=render_fault, description=DESCRIPTION)
    organization = APIRouter(prefix=ORGANIZATION, route_class=ExactRoute)
    for module in (orders, lines, suppliers, products, warehouses):
        organization.include_router(module.router)
    warehouse = APIRouter(prefix=WAREHOUSE, route_class=ExactRoute)
    warehouse.include_router(products.warehouse_router)
    app.include_router(organization, responses=REFUSALS)
    app.include_router(warehouse, responses=REFUSALS)
    return Forgiving(app)
