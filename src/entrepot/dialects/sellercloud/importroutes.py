"""The routes around imports, in the vendor's spelling; what a call does is in `importcalls`."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from entrepot.book.people.rights import Right
from entrepot.dialects.sellercloud import importcalls as calls
from entrepot.dialects.sellercloud.auth import Admitted
from entrepot.dialects.sellercloud.describe import operation
from entrepot.dialects.sellercloud.serve import Number
from entrepot.dialects.sellercloud.wire import importing as wire
from entrepot.dialects.sellercloud.wire import queries
from entrepot.documents.importing import limits_of
from entrepot.http.answer import JSON, json_bytes, number_bytes
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door

# Templates are the same whenever they are asked for.
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
imports = APIRouter(route_class=ExactRoute, prefix="/rest/api", tags=["Imports"])


@imports.get(
    "/PurchaseOrders/Import/DownloadPurchaseOrdersTemplate", **operation(wire.TemplateAnswer, wire.EXAMPLE_TEMPLATE)
)
async def download_template(caller: Admitted, query: Annotated[queries.TemplateQuery, Query()]) -> Response:
    """Get an empty file to fill in: tab-delimited, CSV or Excel."""
    caller.actor.require(Right.ORDERS_READ)
    return Response(json_bytes(await run_sync(calls.template, query.fileFormat, EPOCH)), media_type=JSON)


@imports.post(
    "/PurchaseOrders/Import/ImportPurchaseOrders",
    **operation(wire.QueuedJobAnswer, wire.EXAMPLE_QUEUED, body=wire.EXAMPLE_IMPORT),
)
async def import_orders(request: Request, caller: Admitted, body: wire.ImportRequest) -> Response:
    """Import purchase orders from a file; a job takes its rows, and says what is wrong with those it refuses."""
    caller.actor.require(Right.ORDERS_WRITE)
    door: Door = request.app.state.door
    raw = calls.file_of(body)
    table = await run_sync(partial(calls.table_of, body, raw, limits_of(door.settings)))
    item = await door.store.write(lambda uow: calls.start(uow, caller, body, table, raw))
    return Response(json_bytes(calls.queued(item, door.base_url(request))), media_type=JSON)


@imports.get("/QueuedJobs/{id}", **operation(wire.QueuedJob, wire.EXAMPLE_JOB))
async def read_job(request: Request, caller: Admitted, id: Number) -> Response:
    """Read the state of a job, with what is wrong with the rows that were refused."""
    door: Door = request.app.state.door
    found = await door.store.read(lambda uow: calls.read_job(uow, caller, id))
    return Response(number_bytes(found), media_type=JSON)
