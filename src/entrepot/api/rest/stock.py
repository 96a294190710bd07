"""Stock at the native door: what comes, what goes, what is promised, and how much there is."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import stock
from entrepot.api.rest import shapes
from entrepot.api.rest.calls import Call, Caller, Dry, DryRun, dry, listed, made
from entrepot.api.rest.listing import Ids, Paged, When, filters_of, next_cursor, page_document
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.render_nouns import level_document, mutation_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import Body, Exact, Id, QueryText, Text
from entrepot.book.stock.level import MutationKind, StockLevel, StockMutation
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Stock"])
Entry = tuple[StockLevel, StockMutation]


class StockMutationNew(Body):
    """Units that came (more than 0) or went (less than 0)."""

    product_id: Id
    warehouse_id: Id
    delta: Exact
    reason: Annotated[Text, Field(description="Why, for whoever reads the ledger.")] | None = None
    reference: Text | None = None


class ReservationNew(Body):
    """Units promised to somebody; a negative quantity gives them back."""

    product_id: Id
    warehouse_id: Id
    quantity: Exact
    reference: Text | None = None


class StockMutationMade(shapes.StockMutation):
    """The entry in the ledger and the level as it now is."""

    stock_level: shapes.StockLevel


class LevelList(Paged):
    """The filters of the list of stock levels."""

    sort: Literal["id", "-id"] = "id"
    product_id: Ids | None = None
    warehouse_id: Ids | None = None


class MutationList(LevelList):
    """The filters of the stock ledger."""

    kind: MutationKind | None = None
    reference: QueryText | None = None
    created_from: When | None = None
    created_to: When | None = None


def entered(uow: UnitOfWork, call: Call, entry: Entry) -> Answer:
    """The answer to an entry in the ledger."""
    level, mutation = entry
    document: dict[str, Any] = {**mutation_document(mutation), "stock_level": level_document(level)}
    if uow.dry_run:
        return dry(uow, call.actor, document, subject_id=level.id, born=True)
    where = f"/stock-levels?product_id={level.product_id}&warehouse_id={level.warehouse_id}"
    return made(document, level.version, call.url(where))


async def enter(call: Call, asked: Dry, how: Callable[[UnitOfWork], Entry]) -> Response:
    """Carry out an entry in the ledger."""
    return await call.write(lambda uow: entered(uow, call, how(uow)), asked)


@router.post("/stock-mutations", status_code=201, summary="Change stock on hand", response_model=StockMutationMade)
async def mutate(call: Caller, entry: StockMutationNew, asked: DryRun) -> Response:
    """Adds to what is on hand, or takes from it; never below zero. The ETag is the level's."""
    delta: Decimal = entry.delta
    return await enter(
        call,
        asked,
        lambda uow: stock.mutate(
            uow, call.actor, entry.product_id, entry.warehouse_id, delta, entry.reason, reference=entry.reference
        ),
    )


@router.post("/reservations", status_code=201, summary="Promise stock", response_model=StockMutationMade)
async def reserve(call: Caller, entry: ReservationNew, asked: DryRun) -> Response:
    """Allocates some of what is available: an entry of kind `allocated` in the ledger."""
    return await enter(
        call,
        asked,
        lambda uow: stock.reserve(
            uow, call.actor, entry.product_id, entry.warehouse_id, entry.quantity, entry.reference
        ),
    )


@router.get("/stock-levels", summary="List stock levels", response_model=page_of(shapes.StockLevel))
async def levels(call: Caller, asked: Annotated[LevelList, Query()]) -> Response:
    """How much of each product lies in each warehouse; what was never touched is not listed."""
    filters = filters_of(asked)
    listing = listing_of(asked, filters, asked.sort)
    page = await call.read(lambda uow: stock.browse(uow, call.actor, listing))
    return listed(page_document(page.items, level_document, next_cursor(page.next, asked.sort, filters)))


@router.get("/stock-mutations", summary="Read the stock ledger", response_model=page_of(shapes.StockMutation))
async def mutations(call: Caller, asked: Annotated[MutationList, Query()]) -> Response:
    """Every change of stock, never altered, never removed."""
    filters = filters_of(asked)
    listing = listing_of(asked, filters, asked.sort)
    page = await call.read(lambda uow: stock.browse_mutations(uow, call.actor, listing), quick=not filters)
    return listed(page_document(page.items, mutation_document, next_cursor(page.next, asked.sort, filters)))
