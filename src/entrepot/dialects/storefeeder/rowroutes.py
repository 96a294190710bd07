"""The routes that write what suppliers ask for products, one row or many; what a call does is in `productsuppliers`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from entrepot.book.people.rights import Right
from entrepot.dialects.storefeeder import productsuppliers as calls
from entrepot.dialects.storefeeder.auth import SignedIn
from entrepot.dialects.storefeeder.calls import sentence
from entrepot.dialects.storefeeder.describe import operation
from entrepot.dialects.storefeeder.render.answers import answer
from entrepot.dialects.storefeeder.render.forms import Document
from entrepot.dialects.storefeeder.render.productsuppliers import collection, echo
from entrepot.dialects.storefeeder.routes import ProductId, SupplierId
from entrepot.dialects.storefeeder.wire import examples
from entrepot.dialects.storefeeder.wire import productsuppliers as wire
from entrepot.dialects.storefeeder.wire.requests import Spoilt
from entrepot.errors import Conflict, Invalid, NotFound
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door
from entrepot.store.work import UnitOfWork

Work = Callable[[UnitOfWork], Any]
ROW = "/products/{productid}/productsuppliers/{supplierid}"

rows = APIRouter(route_class=ExactRoute, tags=["Products"])


async def _write(request: Request, work: Work) -> Any:  # noqa: ANN401 - whatever the work gives
    door: Door = request.app.state.door
    return await door.store.write(work)


@rows.post(
    "/products/productsuppliers",
    **operation(wire.ProductSupplierUpdateModelCollectionResponse, examples.ROW_RESULTS, body=[examples.ROW_UPDATE]),
)
async def put_rows(request: Request, actor: SignedIn, body: wire.UpdateBatch) -> Response:
    """List many products with suppliers, or change what they ask; one that fails does not hinder the others."""
    actor.require(Right.SUPPLIERS_WRITE)
    done: list[Document] = []
    for item in body:
        if isinstance(item, Spoilt):
            done.append(_refused(item.message))
            continue
        try:
            done.append(await _write(request, partial(calls.put_rows_item, actor=actor, body=item)))
        except (Invalid, NotFound, Conflict) as error:
            done.append(_refused(sentence(error), echo(item)))
    return answer(request, collection(done), wire.ProductSupplierUpdateModelCollectionResponse)


@rows.patch(
    "/products/productsuppliers/inventory-cost",
    **operation(
        wire.ProductSupplierInventoryCostUpdateModelCollectionResponse,
        examples.INVENTORY_RESULTS,
        body=[examples.INVENTORY_UPDATE],
    ),
)
async def change_inventory(request: Request, actor: SignedIn, body: wire.InventoryCostBatch) -> Response:
    """Change stock and cost of many rows that exist; one that fails does not hinder the others."""
    actor.require(Right.SUPPLIERS_WRITE)
    done: list[Document] = []
    skipped = 0
    for item in body:
        if isinstance(item, Spoilt):
            done.append(_refused(item.message))
            continue
        try:
            same, document = await _write(request, partial(calls.inventory_item, actor=actor, body=item))
            skipped += same
            done.append(document)
        except (Invalid, NotFound, Conflict) as error:
            done.append(_refused(sentence(error), echo(item)))
    document = {"SkippedDueToSameValue": skipped, **collection(done)}
    return answer(request, document, wire.ProductSupplierInventoryCostUpdateModelCollectionResponse)


def _refused(error: str, item: Document | None = None) -> Document:
    return {**({} if item is None else {"SupplierUpdate": item}), "Success": False, "Error": error}


@rows.post(
    "/products/{productid}/productsuppliers",
    **operation(wire.ProductSupplierUpdateModelBase, examples.OFFER, body=examples.OFFER),
)
async def put_row(
    request: Request, actor: SignedIn, number: ProductId, body: wire.ProductSupplierUpdateModelBase
) -> Response:
    """List a product with a supplier, or change what it asks; what is null or absent stays."""
    document = await _write(request, lambda uow: calls.put_row(uow, actor, number, body))
    return answer(request, document, wire.ProductSupplierUpdateModelBase)


@rows.put(ROW, **operation(wire.ProductSupplierBaseModel, examples.BARE_ROW, body=examples.BARE_ROW))
async def replace_row(
    request: Request,
    actor: SignedIn,
    number: ProductId,
    supplier_number: SupplierId,
    body: wire.ProductSupplierBaseModel,
) -> Response:
    """Replace a row; what is null or absent is cleared."""
    document = await _write(request, lambda uow: calls.replace_row(uow, actor, number, supplier_number, body))
    return answer(request, document, wire.ProductSupplierBaseModel)


@rows.patch(ROW, **operation(wire.ProductSupplierPatchModel, examples.PATCHED_ROW, body=examples.ROW_PATCH))
async def change_row(
    request: Request,
    actor: SignedIn,
    number: ProductId,
    supplier_number: SupplierId,
    body: wire.ProductSupplierPatchModel,
) -> Response:
    """Change a row; what is null or absent stays."""
    document = await _write(request, lambda uow: calls.change_row(uow, actor, number, supplier_number, body))
    return answer(request, document, wire.ProductSupplierPatchModel)
