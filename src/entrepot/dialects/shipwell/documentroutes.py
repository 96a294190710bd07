"""The routes of documents: the same five calls on the buyer's face of an order and on the supplier's."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from entrepot.actions import documents
from entrepot.actions.documentstaging import put_by
from entrepot.dialects.shipwell import documentcalls as calls
from entrepot.dialects.shipwell.call import Call, Caller
from entrepot.dialects.shipwell.describe import answer, body_example, errors, listing
from entrepot.dialects.shipwell.render.paging import page_document
from entrepot.dialects.shipwell.routing import ShipwellRoute, in_json
from entrepot.dialects.shipwell.translate.documents import paper_draft, paper_listing
from entrepot.dialects.shipwell.translate.queries import DEFAULT_LIMIT, MAX_LIMIT
from entrepot.dialects.shipwell.translate.values import id_given
from entrepot.dialects.shipwell.wire.documents import (
    CHANGE_EXAMPLE,
    EXAMPLE,
    UPLOAD,
    UPLOAD_EXAMPLE,
    DocumentWords,
    OrderDocument,
    OrderDocumentPage,
)
from entrepot.http.errors import UnknownPath, UnsupportedMedia
from entrepot.http.files import link_url
from entrepot.http.uploads import FORM, UploadRules, is_form, read_form

_PURCHASES, _SALES = "/purchase-orders", "/sales-orders"
_ALL = "/{order_id}/documents"
_ONE = f"{_ALL}/{{document_id}}"
_FORM = {"required": True, "content": {FORM: {"schema": UPLOAD, "example": UPLOAD_EXAMPLE}}}
_NEW = {**answer(201, OrderDocument, EXAMPLE), "openapi_extra": {"requestBody": _FORM}}
_READ = answer(200, OrderDocument, EXAMPLE)
_CHANGED = {**_READ, **body_example(CHANGE_EXAMPLE)}
_PAGING: list[dict[str, Any]] = [
    {"name": name, "in": "query", "required": False, "schema": {"type": "integer", "minimum": 1, **limits}}
    for name, limits in (("page", {"default": 1}), ("limit", {"maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}))
]


def _page(face: str) -> dict[str, Any]:
    return listing(OrderDocumentPage, EXAMPLE, f"{face}{_ALL}", _PAGING)


async def _of_this_face(call: Caller) -> Call:
    """The caller, if this is the face that the order has for the caller; else these addresses do not exist."""
    path = call.request.url.path.removeprefix(call.request.scope.get("root_path", ""))
    if path.startswith(_SALES) != (call.actor.supplier_id is not None):
        raise UnknownPath
    return call


FaceCall = Annotated[Call, Depends(_of_this_face)]
router = APIRouter(route_class=ShipwellRoute, tags=["Documents"])


@router.post(f"{_SALES}{_ALL}", operation_id="create_sales_order_document", **_NEW)
@router.post(f"{_PURCHASES}{_ALL}", operation_id="create_purchase_order_document", **_NEW)
async def create_document(call: FaceCall, order_id: str) -> Response:
    """Attach a file: the part `file` of a form, with `type` and `description`."""
    order, url_of = calls.of_order(order_id), link_url(call.door, call.request)
    most = await call.read(lambda uow: documents.room(uow, call.actor, order))
    if not is_form(call.request):
        raise UnsupportedMedia(call.request.headers.get("content-type", ""))
    draft = paper_draft(await read_form(call.request, UploadRules(most)))
    async with put_by(call.door.store, call.actor, draft) as stored:
        return in_json(await call.write(lambda uow: calls.attach(uow, call.actor, order, stored, url_of)), 201)


@router.get(f"{_SALES}{_ALL}", operation_id="list_sales_order_documents", **_page(_SALES))
@router.get(f"{_PURCHASES}{_ALL}", operation_id="list_purchase_order_documents", **_page(_PURCHASES))
async def list_documents(call: FaceCall, order_id: str) -> Response:
    """List the documents of an order, newest first."""
    order, url_of = calls.of_order(order_id), link_url(call.door, call.request)
    parameters = call.request.query_params.multi_items()
    wanted, page = paper_listing(parameters)
    found, total = await call.read(lambda uow: calls.browse(uow, call.actor, order, wanted, url_of))
    return in_json(page_document(found, total, page, call.address(), parameters))


@router.get(f"{_SALES}{_ONE}", operation_id="get_sales_order_document", **_READ)
@router.get(f"{_PURCHASES}{_ONE}", operation_id="get_purchase_order_document", **_READ)
async def get_document(call: FaceCall, order_id: str, document_id: str) -> Response:
    """Read a document; its `url` opens the file without a token until it ends."""
    order, url_of = calls.of_order(order_id), link_url(call.door, call.request)
    return in_json(await call.read(lambda uow: calls.read(uow, call.actor, order, id_given(document_id), url_of)))


@router.put(f"{_SALES}{_ONE}", operation_id="update_sales_order_document", **_CHANGED)
@router.put(f"{_PURCHASES}{_ONE}", operation_id="update_purchase_order_document", **_CHANGED)
async def update_document(call: FaceCall, order_id: str, document_id: str, body: DocumentWords) -> Response:
    """Change a document's type and description; the file stays."""
    order, url_of, id = calls.of_order(order_id), link_url(call.door, call.request), id_given(document_id)
    given = body.model_fields_set
    return in_json(await call.write(lambda uow: calls.change(uow, call.actor, order, id, body, given, url_of)))


@router.delete(f"{_SALES}{_ONE}", operation_id="delete_sales_order_document", status_code=204, responses=errors())
@router.delete(
    f"{_PURCHASES}{_ONE}", operation_id="delete_purchase_order_document", status_code=204, responses=errors()
)
async def delete_document(call: FaceCall, order_id: str, document_id: str) -> Response:
    """Remove a document; its links end with it."""
    order = calls.of_order(order_id)
    await call.write(lambda uow: documents.remove(uow, call.actor, order, id_given(document_id)))
    return Response(None, 204)
