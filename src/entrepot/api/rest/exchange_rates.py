"""Exchange rates at the native door."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import rates
from entrepot.api.rest.calls import Caller, DryRun, dry, listed
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.shapes import ExchangeRate, page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import Body, Day, Exact
from entrepot.book.values.quantity import plain
from entrepot.http.answer import Answer, number_bytes
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Organization"])


class RateNew(Body):
    """What one unit of a currency is worth in the organization's own, from a day on."""

    currency: Annotated[str, Field(min_length=3, max_length=3, description="ISO 4217, not the organization's own.")]
    rate: Exact
    day: Annotated[Day | None, Field(description="The first day it holds; today when left out.")] = None


def rate_document(currency: str, day: date, rate: Decimal) -> dict[str, Any]:
    """A rate as it is shown."""
    return {"currency": currency, "day": day.isoformat(), "rate": plain(rate)}


@router.post("/exchange-rates", status_code=201, summary="Set an exchange rate", response_model=ExchangeRate)
async def put(call: Caller, body: RateNew, asked: DryRun) -> Response:
    """A day's rate; set again, the later one holds. Orders keep the rate of the day they were entered."""

    def work(uow: UnitOfWork) -> Answer:
        day = body.day or uow.now.date()
        rates.put(uow, call.actor, body.currency, day, body.rate)
        document = rate_document(body.currency, day, body.rate)
        if uow.dry_run:
            return dry(uow, call.actor, document, subject_id=call.actor.organization_id)
        return Answer(201, number_bytes(document))

    return await call.write(work, asked)


@router.get("/exchange-rates", summary="List the exchange rates", response_model=page_of(ExchangeRate))
async def browse(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """The rate in force today of every currency that has one."""
    del asked
    found = await call.read(lambda uow: rates.present(uow, call.actor))
    return listed({"items": [rate_document(*each) for each in found], "next": None})
