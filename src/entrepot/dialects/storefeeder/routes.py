"""The routes, in the vendor's spelling. What a call does is in `calls`, what it means in `translate`."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.dialects.storefeeder import calls, deliveries, lines
from entrepot.dialects.storefeeder.auth import SignedIn, TokenForm, token_for
from entrepot.dialects.storefeeder.describe import action, batch, operation, shown
from entrepot.dialects.storefeeder.errors import ActionRefused, TokenRefused
from entrepot.dialects.storefeeder.render.answers import NO_STORE, answer, plain_json
from entrepot.dialects.storefeeder.render.forms import Document
from entrepot.dialects.storefeeder.render.orders import container, simple
from entrepot.dialects.storefeeder.render.pages import page_document
from entrepot.dialects.storefeeder.translate.queries import page_of
from entrepot.dialects.storefeeder.wire import answers, examples, queries, requests
from entrepot.dialects.storefeeder.wire.forms import LARGEST_ID
from entrepot.errors import FIELD_CHOICE, Forbidden, Invalid, NotFound
from entrepot.http.body import ExactRoute
from entrepot.http.door import Door
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.store.work import UnitOfWork

Work = Callable[[UnitOfWork], Any]
OrderId = Annotated[int, Path(alias="purchaseOrderID", ge=0, le=LARGEST_ID, description="The order's number")]
LineId = Annotated[int, Path(alias="lineId", ge=0, le=LARGEST_ID, description="The line's number")]
SupplierId = Annotated[int, Path(alias="supplierid", ge=0, le=LARGEST_ID, description="The supplier's number")]
ProductId = Annotated[int, Path(alias="productid", ge=0, le=LARGEST_ID, description="The product's number")]
ONE = "/purchase-orders/{purchaseOrderID}"

orders = APIRouter(route_class=ExactRoute, tags=["Purchase orders"])
receipts = APIRouter(route_class=ExactRoute, tags=["Deliveries"])
tokens = APIRouter(route_class=ExactRoute, tags=["Token"])
parties = APIRouter(route_class=ExactRoute, tags=["Suppliers and warehouses"])
products = APIRouter(route_class=ExactRoute, tags=["Products"])


def _store(request: Request) -> Any:  # noqa: ANN401 - the store, whose methods are typed
    door: Door = request.app.state.door
    return door.store


async def _read(request: Request, model: object, work: Work, *, quick: bool = True) -> Response:
    """The document that a read makes."""
    return answer(request, await _store(request).read(work, quick=quick), model)


async def _write(request: Request, model: object, work: Work) -> Response:
    """The document that a write makes, once it is durable."""
    return answer(request, await _store(request).write(work), model)


async def _page(request: Request, query: queries.PageQuery, model: object, work: Work) -> Response:
    """A page of a list; the work gives the number of all matches and the page's items."""
    door: Door = request.app.state.door
    total, data = await door.store.read(work)
    url = f"{door.origin(request)}{request.scope['path']}"
    return answer(request, page_document(page_of(query), total, data, url, request.query_params.multi_items()), model)


async def _act(request: Request, number: int, work: Work, headers: dict[str, str] | None = None) -> Response:
    """What became of an action: refused by a rule it is still 200, for an unknown order or line 404."""
    status = 200
    try:
        document = await _store(request).write(work)
    except ActionRefused as refused:
        document = refused.document
    except NotFound as error:
        status, document = 404, simple(number, None, error.message)
    return answer(request, document, answers.PurchaseOrderSimpleResponse, status, headers)


# --- purchase orders --------------------------------------------------------------------------------------------------


@orders.post("/purchase-orders", **operation(answers.PurchaseOrderModel, examples.ORDER, body=examples.NEW_ORDER))
async def create_order(request: Request, actor: SignedIn, body: requests.NewPurchaseOrderModel) -> Response:
    """Create a purchase order."""
    return await _write(request, answers.PurchaseOrderModel, lambda uow: calls.create_order(uow, actor, body))


@orders.get(ONE, **operation(answers.PurchaseOrderModel, examples.ORDER))
async def read_order(request: Request, actor: SignedIn, number: OrderId) -> Response:
    """Read a purchase order in any status."""
    return await _read(request, answers.PurchaseOrderModel, lambda uow: calls.read_order(uow, actor, number))


@orders.get(
    "/purchase-orders",
    **operation(answers.PagedResponseModelOfPurchaseOrderModel, examples.page_of(examples.ORDER)),
)
async def list_orders(request: Request, actor: SignedIn, query: Annotated[queries.OrderListQuery, Query()]) -> Response:
    """List purchase orders in any status, lowest number first."""
    model = answers.PagedResponseModelOfPurchaseOrderModel
    return await _page(request, query, model, lambda uow: calls.list_orders(uow, actor, query))


@orders.get(f"{ONE}/confirm", **action())
async def confirm_order(request: Request, actor: SignedIn, number: OrderId) -> Response:
    """Mark as confirmed by the supplier. This GET has an effect."""
    return await _act(request, number, lambda uow: calls.confirm_order(uow, actor, number), NO_STORE)


@orders.get(f"{ONE}/send", **action())
async def send_order(request: Request, actor: SignedIn, number: OrderId) -> Response:
    """Send a draft to its supplier. This GET has an effect."""
    return await _act(request, number, lambda uow: calls.send_order(uow, actor, number), NO_STORE)


@orders.put(f"{ONE}/update-delivery", **action(body=examples.DELIVERY))
async def update_delivery(
    request: Request, actor: SignedIn, number: OrderId, body: requests.UpdateDeliveryPurchaseOrderModel
) -> Response:
    """Change due date, delivery cost and reference; what is blank stays."""
    return await _act(request, number, lambda uow: calls.update_delivery(uow, actor, number, body))


@orders.patch(f"{ONE}/lines/{{lineId}}", **action(body=examples.LINE_PATCH))
async def change_line(
    request: Request, actor: SignedIn, number: OrderId, line_id: LineId, body: requests.PurchaseOrderLinePatchModel
) -> Response:
    """Change one line; what is null or absent stays."""
    if body.PurchaseOrderLineID and body.PurchaseOrderLineID != line_id:
        raise _other_line(line_id)
    return await _act(request, number, lambda uow: lines.change_line(uow, actor, number, line_id, body))


def _other_line(line_id: int) -> WireInvalid:
    message = f"The address names line {line_id}; name the same or none."
    return WireInvalid([WrongField(Place.BODY, ("PurchaseOrderLineID",), FIELD_CHOICE, message)])


@orders.patch(f"{ONE}/lines", **batch(examples.LINE_PATCHES))
async def change_lines(request: Request, actor: SignedIn, number: OrderId, body: requests.LinePatchBatch) -> Response:
    """Change many lines one by one; one that fails does not hinder the others."""
    try:
        found = await _store(request).read(lambda uow: calls.reference_of(uow, actor, number), quick=True)
    except NotFound as error:
        return answer(request, simple(number, None, error.message), answers.PurchaseOrderSimpleResponse, 404)
    done = [await _changed(request, actor, number, found, item) for item in body]
    return answer(request, container(done), answers.BatchResponseContainerOfPurchaseOrderSimpleResponse)


async def _changed(
    request: Request,
    actor: Actor,
    number: int,
    reference: str,
    item: requests.PurchaseOrderLinePatchModel | requests.Spoilt,
) -> Document:
    """What became of one line of a batch."""
    if isinstance(item, requests.Spoilt):
        return simple(number, reference, item.message)
    line_id = item.PurchaseOrderLineID or 0
    return await _item(request, number, reference, lambda uow: lines.change_line(uow, actor, number, line_id, item))


async def _item(request: Request, number: int, reference: str | None, work: Work) -> Document:
    """What became of one item of a batch, in a transaction of its own: one that fails does not hinder the others."""
    try:
        found: Document = await _store(request).write(work)
    except ActionRefused as refused:
        return dict(refused.document)
    except (Forbidden, Invalid, NotFound) as error:
        return simple(number, reference, calls.sentence(error))
    return found


# --- deliveries -------------------------------------------------------------------------------------------------------


@receipts.get(
    "/deliveries",
    **operation(answers.PagedResponseModelOfPurchaseOrderModel, examples.page_of(examples.TO_RECEIVE)),
)
async def list_deliveries(
    request: Request, actor: SignedIn, query: Annotated[queries.OrderListQuery, Query()]
) -> Response:
    """List purchase orders that can be received, lowest number first."""
    model = answers.PagedResponseModelOfPurchaseOrderModel
    return await _page(request, query, model, lambda uow: deliveries.list_deliveries(uow, actor, query))


@receipts.post("/deliveries/book-in", **batch(examples.BOOK_IN))
async def book_in(request: Request, actor: SignedIn, body: requests.BookInBatch) -> Response:
    """Receive or write off given quantities, of each order all or nothing; both figures are added to what there is."""
    actor.require(Right.RECEIPTS_WRITE)
    return await _batch(request, body, lambda item, uow: deliveries.book_in(uow, actor, item))


@receipts.post("/deliveries/book-in-all", **batch(examples.BOOK_IN_ALL))
async def book_in_all_of(request: Request, actor: SignedIn, body: requests.BookInAllBatch) -> Response:
    """Receive all that is outstanding on many orders."""
    actor.require(Right.RECEIPTS_WRITE)
    return await _batch(request, body, lambda item, uow: deliveries.book_in_all(uow, actor, item.PurchaseOrderID))


@receipts.get("/deliveries/{purchaseOrderID}", **operation(answers.PurchaseOrderModel, examples.TO_RECEIVE))
async def read_delivery(request: Request, actor: SignedIn, number: OrderId) -> Response:
    """Read a purchase order that can be received."""
    return await _read(request, answers.PurchaseOrderModel, lambda uow: deliveries.read_delivery(uow, actor, number))


@receipts.get("/deliveries/{purchaseOrderID}/book-in-all", **action())
async def book_in_all(request: Request, actor: SignedIn, number: OrderId) -> Response:
    """Receive all that is outstanding. This GET has an effect."""
    return await _act(request, number, lambda uow: deliveries.book_in_all(uow, actor, number), NO_STORE)


async def _batch(request: Request, body: Sequence[Any], each: Callable[[Any, UnitOfWork], Document]) -> Response:
    """What became of every order of a batch, in its order."""
    done: list[Document] = []
    for item in body:
        if isinstance(item, requests.Spoilt):
            done.append(simple(item.order_id, None, item.message))
        else:
            done.append(await _item(request, item.PurchaseOrderID, None, partial(each, item)))
    return answer(request, container(done), answers.BatchResponseContainerOfPurchaseOrderSimpleResponse)


# --- token ------------------------------------------------------------------------------------------------------------


@tokens.post(
    "/Token",
    responses={
        200: shown(answers.Token, "The token", examples.TOKEN),
        400: shown(
            answers.TokenRefusal,
            "No token",
            {
                "error": "invalid_grant",
                "error_description": "The user name, the password or the client_id is incorrect.",
            },
        ),
    },
    openapi_extra={"requestBody": {"content": {"application/x-www-form-urlencoded": {"example": examples.SIGN_IN}}}},
)
async def get_token(request: Request, form: TokenForm) -> Response:
    """Get a token for e-mail address, password and an API key of the organization."""
    try:
        return plain_json(await token_for(request.app.state.door, request, form))
    except TokenRefused as refused:
        return plain_json({"error": refused.error, "error_description": refused.message}, 400)


# --- suppliers and warehouses -----------------------------------------------------------------------------------------


@parties.get(
    "/suppliers", **operation(list[answers.SupplierGetModel], [{"Currency": examples.GBP, **examples.SUPPLIER}])
)
async def list_suppliers(request: Request, actor: SignedIn) -> Response:
    """List all suppliers."""
    model = list[answers.SupplierGetModel]
    return await _read(request, model, lambda uow: calls.list_suppliers(uow, actor), quick=False)


@parties.get("/suppliers/{supplierid}", **operation(answers.SupplierModel, examples.SUPPLIER))
async def read_supplier(request: Request, actor: SignedIn, number: SupplierId) -> Response:
    """Read a supplier."""
    return await _read(request, answers.SupplierModel, lambda uow: calls.read_supplier(uow, actor, number))


@parties.post("/suppliers", **operation(answers.SupplierModel, examples.SUPPLIER, body=examples.NEW_SUPPLIER))
async def create_supplier(request: Request, actor: SignedIn, body: requests.SupplierUpdateModel) -> Response:
    """Create a supplier."""
    return await _write(request, answers.SupplierModel, lambda uow: calls.create_supplier(uow, actor, body))


@parties.put(
    "/suppliers/{supplierid}", **operation(answers.SupplierModel, examples.SUPPLIER, body=examples.NEW_SUPPLIER)
)
async def replace_supplier(
    request: Request, actor: SignedIn, number: SupplierId, body: requests.SupplierUpdateModel
) -> Response:
    """Replace a supplier."""
    return await _write(request, answers.SupplierModel, lambda uow: calls.replace_supplier(uow, actor, number, body))


@parties.get("/warehouses", **operation(list[answers.WarehouseModel], [examples.WAREHOUSE]))
async def list_warehouses(request: Request, actor: SignedIn) -> Response:
    """List all warehouses."""
    model = list[answers.WarehouseModel]
    return await _read(request, model, lambda uow: calls.list_warehouses(uow, actor), quick=False)


@parties.post("/warehouses", **operation(answers.WarehouseModel, examples.WAREHOUSE, body=examples.NEW_WAREHOUSE))
async def create_warehouse(request: Request, actor: SignedIn, body: requests.WarehouseCreateModel) -> Response:
    """Create a warehouse."""
    return await _write(request, answers.WarehouseModel, lambda uow: calls.create_warehouse(uow, actor, body))


# --- products ---------------------------------------------------------------------------------------------------------


@products.get("/products", **operation(answers.PagedResponseModelOfProductModel, examples.page_of(examples.PRODUCT)))
async def list_products(
    request: Request, actor: SignedIn, query: Annotated[queries.ProductListQuery, Query()]
) -> Response:
    """List products, lowest number first."""
    model = answers.PagedResponseModelOfProductModel
    return await _page(request, query, model, lambda uow: calls.list_products(uow, actor, query))


@products.get(
    "/products/productsuppliers",
    **operation(
        answers.PagedResponseModelOfProductSupplierModel,
        examples.page_of({**examples.OFFER, "ProductID": 1001, "SKU": "BUOY-S"}),
    ),
)
async def list_offers(
    request: Request, actor: SignedIn, query: Annotated[queries.ProductSupplierListQuery, Query()]
) -> Response:
    """List what suppliers ask for products."""
    model = answers.PagedResponseModelOfProductSupplierModel
    return await _page(request, query, model, lambda uow: calls.list_offers(uow, actor, query))


@products.get("/products/{productid}", **operation(answers.ProductModel, examples.PRODUCT))
async def read_product(request: Request, actor: SignedIn, number: ProductId) -> Response:
    """Read a product with what suppliers ask for it."""
    return await _read(request, answers.ProductModel, lambda uow: calls.read_product(uow, actor, number))


@products.get(
    "/products/{productid}/productsuppliers",
    **operation(answers.ProductSuppliersModel, {"Suppliers": [examples.OFFER]}),
)
async def product_suppliers(request: Request, actor: SignedIn, number: ProductId) -> Response:
    """Read what suppliers ask for one product."""
    return await _read(request, answers.ProductSuppliersModel, lambda uow: calls.product_suppliers(uow, actor, number))
