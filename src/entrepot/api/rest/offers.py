"""What a supplier asks for a product, at the native door."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import offers, suppliers
from entrepot.api.rest.calls import Caller, DryRun, changed, dry, expected_version, id_in_path, listed, made
from entrepot.api.rest.listing import Paged, bookmark_of, direction, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.render_nouns import offer_document
from entrepot.api.rest.shapes import SupplierProduct, page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import Body, Days, Exact, MoneyIn, Text, Whole
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.suppliers.draft import SupplierProductPatch
from entrepot.book.suppliers.errors import SUPPLIER_PRODUCT_UNKNOWN, SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import PriceBreak, Supplier
from entrepot.book.suppliers.supplier import SupplierProduct as Offer
from entrepot.book.values.errors import CURRENCY_MIXED
from entrepot.book.values.page import Condition, Listing, Page, Test
from entrepot.errors import Findings, NotFound
from entrepot.http.answer import Answer
from entrepot.http.errors import PreconditionFailed, PreconditionRequired
from entrepot.http.etag import if_match
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Supplier products"])
OFFERS = "/suppliers/{supplier_id}/products"
OFFER = OFFERS + "/{product_id}"


class PriceBreakIn(Body):
    """From this quantity on, one unit costs this much."""

    minimum_quantity: Exact
    price: MoneyIn


class SupplierProductIn(Body):
    """A product as one supplier sells it, whole: what is left out is empty. Prices are in the supplier's currency."""

    supplier_sku: Text | None = None
    supplier_name: Text | None = None
    price: Annotated[MoneyIn, Field(description="The price of one unit below the first break.")] | None = None
    price_breaks: Annotated[list[PriceBreakIn], Field(max_length=100)] = Field(default_factory=list)
    carton_quantity: Exact | None = None
    minimum_quantity: Exact | None = None
    multiple: Exact | None = None
    lead_time_days: Days | None = None
    priority: Annotated[Whole, Field(ge=0, le=1_000_000)] = 0
    supplier_stock_level: Exact | None = None
    drop_shipment_cost: (
        Annotated[MoneyIn, Field(description="What sending one unit straight to a customer costs.")] | None
    ) = None


class OfferList(Paged):
    """The order of the list of a supplier's products."""

    sort: Literal["id", "-id", "created_at", "-created_at", "priority", "-priority"] = "id"


def offer_patch(body: SupplierProductIn) -> SupplierProductPatch:
    """What the body says to the book: every field, so that it replaces what there was."""
    return SupplierProductPatch(
        supplier_sku=body.supplier_sku,
        supplier_name=body.supplier_name,
        price=body.price.amount if body.price else None,
        price_breaks=tuple(PriceBreak(step.minimum_quantity, step.price.amount) for step in body.price_breaks),
        carton_quantity=body.carton_quantity,
        minimum_quantity=body.minimum_quantity,
        multiple=body.multiple,
        lead_time_days=body.lead_time_days,
        priority=body.priority,
        supplier_stock_level=body.supplier_stock_level,
        drop_shipment_cost=body.drop_shipment_cost.amount if body.drop_shipment_cost else None,
    )


def require_currency(body: SupplierProductIn, currency: str) -> None:
    """Raise Invalid naming every price in another currency than the supplier's."""
    findings = Findings()
    prices: list[tuple[tuple[str | int, ...], MoneyIn]] = [
        ((name,), price) for name in ("price", "drop_shipment_cost") if (price := getattr(body, name)) is not None
    ]
    prices += [(("price_breaks", index, "price"), step.price) for index, step in enumerate(body.price_breaks)]
    for path, price in prices:
        if price.currency not in (None, currency):
            findings.add((*path, "currency"), CURRENCY_MIXED, f"The supplier's currency is {currency}.")
    findings.settle()


def found(uow: UnitOfWork, call: Caller, supplier_id: UUID, product_id: UUID) -> Offer | None:
    """What the supplier asks for the product, or None; raises NotFound for an unknown supplier."""
    try:
        return offers.read(uow, call.actor, supplier_id, product_id)
    except NotFound as error:
        if error.code != SUPPLIER_PRODUCT_UNKNOWN:
            raise
        return None


@router.put(OFFER, summary="Set what a supplier asks for a product", response_model=SupplierProduct)
async def put(call: Caller, supplier_id: str, product_id: str, body: SupplierProductIn, asked: DryRun) -> Response:
    """Lists the product with the supplier (201, no If-Match) or replaces what it asks (200, with If-Match)."""
    supplier_key = id_in_path(supplier_id, SUPPLIER_UNKNOWN)
    product_key = id_in_path(product_id, PRODUCT_UNKNOWN)
    patch = offer_patch(body)
    headers = call.request.headers

    def work(uow: UnitOfWork) -> Answer:
        supplier = suppliers.read(uow, call.actor, id=supplier_key)
        before = found(uow, call, supplier_key, product_key)
        if before is not None and "if-match" not in headers:
            raise PreconditionRequired
        if before is None and "if-match" in headers:
            raise PreconditionFailed
        expected = if_match(headers, required=False)
        version = None if before is None else expected_version(expected, lambda: before.version)
        offer = offers.put(uow, call.actor, supplier_key, product_key, patch, expected_version=version)
        require_currency(body, supplier.currency)
        document = offer_document(offer, supplier.currency)
        if uow.dry_run:
            return dry(uow, call.actor, document, born=before is None)
        if before is not None:
            return changed(document, offer.version)
        return made(document, offer.version, call.url(f"/suppliers/{supplier_key}/products/{product_key}"))

    return await call.write(work, asked)


@router.get(OFFER, summary="Read what a supplier asks for a product", response_model=SupplierProduct)
async def read(call: Caller, supplier_id: str, product_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """One product as this supplier sells it."""
    del asked
    supplier_key = id_in_path(supplier_id, SUPPLIER_UNKNOWN)
    product_key = id_in_path(product_id, SUPPLIER_PRODUCT_UNKNOWN)

    def work(uow: UnitOfWork) -> tuple[Supplier, Offer]:
        supplier = suppliers.read(uow, call.actor, id=supplier_key)
        return supplier, offers.read(uow, call.actor, supplier_key, product_key)

    supplier, offer = await call.read(work)
    return call.shown(offer_document(offer, supplier.currency), offer.version)


@router.get(OFFERS, summary="List a supplier's products", response_model=page_of(SupplierProduct))
async def browse(call: Caller, supplier_id: str, asked: Annotated[OfferList, Query()]) -> Response:
    """Every product the supplier lists."""
    supplier_key = id_in_path(supplier_id, SUPPLIER_UNKNOWN)
    filters = {"supplier_id": supplier_key}
    sort, descending = direction(asked.sort)
    listing = Listing(
        where=(Condition("supplier_id", Test.EQ, supplier_key),),
        sort=sort,
        descending=descending,
        after=bookmark_of(asked, asked.sort, filters),
        limit=asked.limit,
    )

    def work(uow: UnitOfWork) -> tuple[Supplier, Page[Offer]]:
        return suppliers.read(uow, call.actor, id=supplier_key), offers.browse(uow, call.actor, listing)

    supplier, page = await call.read(work)
    following = next_cursor(page.next, asked.sort, filters)

    def show(offer: Offer) -> dict[str, Any]:
        return offer_document(offer, supplier.currency)

    return listed(page_document(page.items, show, following))
