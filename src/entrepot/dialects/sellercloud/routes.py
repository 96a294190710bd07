"""The routes, in the vendor's spelling. What a call does is in `calls`, what it means in `translate`."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Request
from starlette.responses import Response

from entrepot.dialects.sellercloud import calls, dockcalls, gates
from entrepot.dialects.sellercloud.auth import Admitted, AtTheGate
from entrepot.dialects.sellercloud.describe import operation
from entrepot.dialects.sellercloud.serve import Number, read, write
from entrepot.dialects.sellercloud.wire import examples, queries, rows
from entrepot.dialects.sellercloud.wire import receiving as dock
from entrepot.dialects.sellercloud.wire import requests as wire
from entrepot.dialects.sellercloud.wire.detail import Detail
from entrepot.http.answer import JSON, json_bytes
from entrepot.http.body import ExactRoute

tokens = APIRouter(route_class=ExactRoute, tags=["Token"])
orders = APIRouter(route_class=ExactRoute, prefix="/rest/api/PurchaseOrders", tags=["Purchase orders"])
parties = APIRouter(route_class=ExactRoute, prefix="/rest/api", tags=["Vendors, companies, warehouses"])


# --- token ------------------------------------------------------------------------------------------------------------


@tokens.post("/rest/api/token", **operation(rows.Token, examples.TOKEN, body=wire.EXAMPLE_TOKEN))
async def get_token(request: Request, gate: AtTheGate, body: wire.TokenRequest) -> Response:
    """Get a token for a user name and password."""
    return Response(json_bytes(await gate.sign_in(request, body)), media_type=JSON)


@tokens.get("/api/server-by-team", **operation(rows.ServerOfTeam, examples.SERVER))
async def find_server(request: Request, gate: AtTheGate, query: Annotated[queries.TeamQuery, Query()]) -> Response:
    """Find the server of a team; there is one here, whatever the team is called. Needs no token."""
    team = query.team.strip()
    found = {"Success": True, "ServerID": team, "RestApiEndpoint": f"{gate.door.base_url(request)}/rest"}
    missing = {"Success": False, "Message": "team is needed."}
    return Response(json_bytes(found if team else missing), media_type=JSON)


# --- purchase orders --------------------------------------------------------------------------------------------------


@orders.post("", **operation(rows.CreatedId, {"Id": 50231}, body=wire.EXAMPLE_ORDER, refused=(500,)))
async def create_order(request: Request, caller: Admitted, body: wire.CreatePo) -> Response:
    """Create a purchase order, by unit or by case."""
    gates.require(body, caller.settings)
    gates.check_order(body, caller.settings)
    return await write(request, lambda uow: calls.create_order(uow, caller, body))


@orders.get("", **operation(rows.Envelope[rows.Row], {"Items": [examples.ROW], "TotalResults": 1}, refused=(500,)))
async def list_orders(
    request: Request, caller: Admitted, query: Annotated[queries.OrderListQuery, Query()]
) -> Response:
    """List purchase orders, newest first; every parameter may also be written with the prefix `model.`."""
    return await read(request, lambda uow: calls.list_orders(uow, caller, query), quick=False)


@orders.get("/Serials", **operation(list[dock.LineSerials], dock.EXAMPLE_SERIALS))
async def read_serials(request: Request, caller: Admitted, query: Annotated[queries.SerialsQuery, Query()]) -> Response:
    """List what every session received of a purchase order, with serial numbers where units have them."""
    return await read(request, lambda uow: dockcalls.read_serials(uow, caller, query.id), quick=False)


@orders.post("/Serials", **operation(str, "Serial numbers added", body=dock.EXAMPLE_ADD_SERIALS))
async def add_serials(request: Request, caller: Admitted, body: dock.AddSerials) -> Response:
    """Number the units that sessions received."""
    return await write(request, lambda uow: dockcalls.add_serials(uow, caller, body))


@orders.get("/{id}", **operation(Detail, examples.DETAIL, refused=(500,)))
async def read_order(request: Request, caller: Admitted, id: Number) -> Response:
    """Read a purchase order with everything."""
    return await read(request, lambda uow: calls.read_order(uow, caller, id))


@orders.put("/{id}", **operation(body=wire.EXAMPLE_CHANGE))
async def change_order(request: Request, caller: Admitted, id: Number, body: wire.ChangePo) -> Response:
    """Change the header; what is absent or null stays."""
    return await write(request, lambda uow: calls.change_order(uow, caller, id, body))


@orders.delete("/{id}", **operation(str, "Purchase order deleted", refused=(500,)))
async def delete_order(request: Request, caller: Admitted, id: Number) -> Response:
    """Delete a purchase order on which nothing was received."""
    return await write(request, lambda uow: calls.delete_order(uow, caller, id))


@orders.get("/{id}/Items", **operation(rows.ItemsAnswer, examples.ITEMS, refused=(500,)))
async def read_items(request: Request, caller: Admitted, id: Number) -> Response:
    """Read the lines."""
    return await read(request, lambda uow: calls.read_items(uow, caller, id))


@orders.post("/{id}/Items", **operation(str, "Items added", body=[wire.EXAMPLE_ITEM]))
async def add_items(request: Request, caller: Admitted, id: Number, body: wire.AddItems) -> Response:
    """Add lines; the body is a bare array."""
    return await write(request, lambda uow: calls.add_items(uow, caller, id, body.root))


@orders.put("/{id}/Items", **operation(body=wire.EXAMPLE_CHANGE_ITEMS, refused=(500,)))
async def change_items(request: Request, caller: Admitted, id: Number, body: wire.ChangeItems) -> Response:
    """Change lines."""
    return await write(request, lambda uow: calls.change_items(uow, caller, id, body.Items))


@orders.delete("/{id}/Items", **operation(str, "Items deleted", body={"PoItemsIDs": [91002]}))
async def remove_items(
    request: Request, caller: Admitted, id: Number, body: Annotated[wire.RemoveItems, Body()]
) -> Response:
    """Remove lines; the body may also be the bare array of their numbers."""
    return await write(request, lambda uow: calls.remove_items(uow, caller, id, body.PoItemsIDs))


@orders.post("/{id}/receive", **operation(str, "Received", body=dock.EXAMPLE_RECEIVE))
async def receive(request: Request, caller: Admitted, id: Number, body: dock.ReceivePo) -> Response:
    """Receive goods in one session: units on an order by unit, cases on one by case."""
    return await write(request, lambda uow: dockcalls.receive(uow, caller, id, body))


# --- who and where ----------------------------------------------------------------------------------------------------


@parties.get("/Settings/PaymentTerms", **operation(list[rows.KeyValue], [{"Key": 1003, "Value": "Net 30"}]))
async def payment_terms(request: Request, caller: Admitted) -> Response:
    """List the payment terms."""
    return await read(request, lambda uow: calls.payment_terms(uow, caller))


@parties.get(
    "/Vendors", **operation(rows.Envelope[rows.VendorRow], {"Items": [examples.VENDOR_ROW], "TotalResults": 1})
)
async def list_vendors(
    request: Request, caller: Admitted, query: Annotated[queries.VendorListQuery, Query()]
) -> Response:
    """List vendors."""
    return await read(request, lambda uow: calls.list_vendors(uow, caller, query), quick=False)


@parties.get("/Vendors/{id}", **operation(rows.Vendor, examples.VENDOR))
async def read_vendor(request: Request, caller: Admitted, id: Number) -> Response:
    """Read a vendor."""
    return await read(request, lambda uow: calls.read_vendor(uow, caller, id))


@parties.get(
    "/Vendors/{id}/products",
    **operation(rows.Envelope[rows.VendorProduct], {"Items": [examples.VENDOR_PRODUCT], "TotalResults": 1}),
)
async def list_vendor_products(
    request: Request, caller: Admitted, id: Number, query: Annotated[queries.VendorProductQuery, Query()]
) -> Response:
    """List what a vendor sells."""
    return await read(request, lambda uow: calls.list_vendor_products(uow, caller, id, query), quick=False)


@parties.get(
    "/Companies", **operation(rows.Envelope[rows.CompanyRow], {"Items": [examples.COMPANY_ROW], "TotalResults": 1})
)
async def list_companies(
    request: Request, caller: Admitted, query: Annotated[queries.CompanyListQuery, Query()]
) -> Response:
    """List companies."""
    return await read(request, lambda uow: calls.list_companies(uow, caller, query), quick=False)


@parties.get("/Companies/{id}", **operation(rows.Company, examples.COMPANY))
async def read_company(request: Request, caller: Admitted, id: Number) -> Response:
    """Read a company."""
    return await read(request, lambda uow: calls.read_company(uow, caller, id))


@parties.get(
    "/Warehouses",
    **operation(rows.Envelope[rows.WarehouseRow], {"Items": [examples.WAREHOUSE_ROW], "TotalResults": 1}),
)
async def list_warehouses(
    request: Request, caller: Admitted, query: Annotated[queries.WarehouseListQuery, Query()]
) -> Response:
    """List warehouses."""
    return await read(request, lambda uow: calls.list_warehouses(uow, caller, query), quick=False)


@parties.get("/Warehouses/{id}", **operation(rows.Warehouse, examples.WAREHOUSE))
async def read_warehouse(request: Request, caller: Admitted, id: Number) -> Response:
    """Read a warehouse."""
    return await read(request, lambda uow: calls.read_warehouse(uow, caller, id))
