"""The routes around an order and of a vendor's catalogue; what a call does is in `papercalls` and `cataloguecalls`."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from entrepot.dialects.sellercloud import cataloguecalls, papercalls
from entrepot.dialects.sellercloud.auth import Admitted
from entrepot.dialects.sellercloud.describe import operation
from entrepot.dialects.sellercloud.serve import Number, read, write
from entrepot.dialects.sellercloud.wire import catalogue, examples, queries, rows
from entrepot.dialects.sellercloud.wire import paperwork as wire
from entrepot.http.body import ExactRoute

orders = APIRouter(route_class=ExactRoute, prefix="/rest/api/PurchaseOrders", tags=["Purchase orders"])
vendors = APIRouter(route_class=ExactRoute, prefix="/rest/api/Vendors", tags=["Vendors, companies, warehouses"])
MULTIPLE = "/{id}/TrackingNumber/Multiple"


@orders.get("/Views", **operation(list[rows.KeyValue], wire.EXAMPLE_VIEWS))
async def list_views(request: Request, caller: Admitted) -> Response:
    """List the caller's own views and those shared."""
    return await read(request, lambda uow: papercalls.list_views(uow, caller))


@orders.get("/GetAllByView", **operation(rows.Envelope[rows.Row], {"Items": [examples.ROW], "TotalResults": 1}))
async def list_by_view(request: Request, caller: Admitted, query: Annotated[wire.ViewQuery, Query()]) -> Response:
    """List purchase orders through a saved view, in the view's order."""
    return await read(request, lambda uow: papercalls.list_by_view(uow, caller, query), quick=False)


@orders.put("/SetQuickBookStatus", **operation(str, "QuickBooks status updated", body=wire.EXAMPLE_QUICKBOOKS))
async def set_exported(request: Request, caller: Admitted, body: wire.SetQuickBookStatus) -> Response:
    """Mark purchase orders as exported to QuickBooks, or as not exported."""
    return await write(request, lambda uow: papercalls.set_exported(uow, caller, body))


@orders.get("/CustomColumns", **operation(list[wire.ColumnValue], wire.EXAMPLE_COLUMNS, refused=(500,)))
async def read_columns_by_query(
    request: Request, caller: Admitted, query: Annotated[queries.SerialsQuery, Query()]
) -> Response:
    """Read the custom columns of the purchase order `id`; the same as under its own path."""
    return await read(request, lambda uow: papercalls.read_columns(uow, caller, query.id))


@orders.get("/{id}/CustomColumns", **operation(list[wire.ColumnValue], wire.EXAMPLE_COLUMNS, refused=(500,)))
async def read_columns(request: Request, caller: Admitted, id: Number) -> Response:
    """Read the custom columns."""
    return await read(request, lambda uow: papercalls.read_columns(uow, caller, id))


@orders.put("/{id}/CustomColumns", **operation(body=wire.EXAMPLE_COLUMN, refused=(500,)))
async def set_column(request: Request, caller: Admitted, id: Number, body: wire.ChangeColumn) -> Response:
    """Set a custom column, named by its key or its display name."""
    return await write(request, lambda uow: papercalls.set_column(uow, caller, id, body))


@orders.put("/{id}/TrackingNumber", **operation(body=wire.EXAMPLE_TRACKING))
async def set_tracking(request: Request, caller: Admitted, id: Number, body: wire.SingleTracking) -> Response:
    """Set the tracking number; what is absent or null stays."""
    return await write(request, lambda uow: papercalls.set_tracking(uow, caller, id, body))


@orders.get(MULTIPLE, **operation(wire.TrackingsAnswer, wire.EXAMPLE_TRACKINGS_ANSWER))
async def read_trackings(request: Request, caller: Admitted, id: Number) -> Response:
    """Read the tracking numbers."""
    return await read(request, lambda uow: papercalls.read_trackings(uow, caller, id))


@orders.post(MULTIPLE, **operation(str, "Tracking numbers added", body=wire.EXAMPLE_TRACKINGS))
async def add_trackings(request: Request, caller: Admitted, id: Number, body: wire.AddTrackings) -> Response:
    """Add tracking numbers and set the shipping status."""
    return await write(request, lambda uow: papercalls.add_trackings(uow, caller, id, body))


@orders.delete(MULTIPLE, **operation(str, "Tracking numbers deleted", body=wire.EXAMPLE_REMOVE_TRACKINGS))
async def remove_trackings(request: Request, caller: Admitted, id: Number, body: wire.RemoveTrackings) -> Response:
    """Remove tracking numbers."""
    return await write(request, lambda uow: papercalls.remove_trackings(uow, caller, id, body.TrackingNumbersIDs))


@orders.put("/{id}/Invoice", **operation(body=wire.EXAMPLE_INVOICE))
async def set_invoice(request: Request, caller: Admitted, id: Number, body: wire.ChangeInvoice) -> Response:
    """Set number and date of the vendor's invoice; what is absent or null stays."""
    return await write(request, lambda uow: papercalls.set_invoice(uow, caller, id, body))


@orders.put("/{id}/Total", **operation(body=wire.EXAMPLE_TOTAL))
async def set_total(request: Request, caller: Admitted, id: Number, body: wire.ChangeTotal) -> Response:
    """Set tax, other and shipping totals; what is absent or null stays."""
    return await write(request, lambda uow: papercalls.set_total(uow, caller, id, body))


@vendors.post("/{id}/products", **operation(str, "Vendor products added", body=catalogue.EXAMPLE_ADD_PRODUCTS))
async def add_products(request: Request, caller: Admitted, id: Number, body: catalogue.AddVendorProducts) -> Response:
    """List products with a vendor; one that is listed takes what is given."""
    return await write(request, lambda uow: cataloguecalls.add_products(uow, caller, id, body))


@vendors.put("/{id}/products", **operation(body=catalogue.EXAMPLE_CHANGE_PRODUCT))
async def change_product(
    request: Request, caller: Admitted, id: Number, body: catalogue.ChangeVendorProduct
) -> Response:
    """Change what a vendor asks for a product; what is absent or null stays."""
    return await write(request, lambda uow: cataloguecalls.change_product(uow, caller, id, body))
