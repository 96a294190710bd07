"""The lines of a purchase order at the native door; their version is the order's."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.actions import orders
from entrepot.api.rest.calls import Caller, DryRun, changed, id_in_path, made
from entrepot.api.rest.line_wire import LineNew, LineUpdate, line_draft, line_patch, named_currencies, require_currency
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.order_shapes import OrderLine
from entrepot.api.rest.orders import ORDER, dry_answer, order_key, version_wanted
from entrepot.api.rest.render import line_document, totals_document, warning_document
from entrepot.api.rest.thorough import NativeRoute
from entrepot.book.orders.draft import LineChanges, LineKey, OrderPatch
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.line import OrderLine as Line
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Outcome
from entrepot.book.values.currency import digits
from entrepot.errors import NotFound
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Order lines"])
LINES = ORDER + "/lines"
LINE = LINES + "/{line_id}"


def line_of(order: Order, line_id: UUID) -> Line:
    """The order's line with this id; raises NotFound."""
    for line in order.lines:
        if line.id == line_id:
            return line
    raise NotFound(LINE_UNKNOWN)


def shown(order: Order, line: Line) -> dict[str, Any]:
    """A line by itself, with its order's id, version, status and totals."""
    document = line_document(line, order.currency, digits(order.currency))
    document["order"] = {
        "id": order.id,
        "version": order.version,
        "status": order.status.value,
        "totals": totals_document(order.totals, order.currency, order.base_currency),
    }
    return document


def written(outcome: Outcome, line: Line) -> dict[str, Any]:
    """A line after a write, with what deserves a look."""
    warnings = [warning_document(warning) for warning in outcome.warnings]
    return {**shown(outcome.order, line), "warnings": warnings}


@router.post(LINES, status_code=201, summary="Add a line", response_model=OrderLine)
async def add(call: Caller, order_id: str, line: LineNew, dry: DryRun) -> Response:
    """The line comes last. A dry run answers the whole order as it would be, as for every change of lines."""
    key = order_key(order_id)
    expected = call.expected(required=False)
    changes = LineChanges(add=(line_draft(line),))
    named = list(named_currencies(line))

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = orders.change(uow, call.actor, key, OrderPatch(), lines=changes, expected_version=version)
        require_currency(named, outcome.order.currency)
        if uow.dry_run:
            return dry_answer(outcome)
        added, order = outcome.order.lines[-1], outcome.order
        path = LINES.format(order_id=order.id)
        return made(written(outcome, added), order.version, call.url(f"{path}/{added.id}"))

    return await call.write(work, dry)


@router.get(LINE, summary="Read a line", response_model=OrderLine)
async def read(call: Caller, order_id: str, line_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """One line of an order; its ETag is the order's."""
    del asked
    key, wanted = order_key(order_id), id_in_path(line_id, LINE_UNKNOWN)
    view = await call.read(lambda uow: orders.read(uow, call.actor, key))
    return call.shown(shown(view.order, line_of(view.order, wanted)), view.order.version)


@router.patch(LINE, summary="Change a line", response_model=OrderLine)
async def change(call: Caller, order_id: str, line_id: str, line: LineUpdate, dry: DryRun) -> Response:
    """What is left out stays; null empties, and a null price is found anew. Found prices follow the quantity."""
    key, wanted = order_key(order_id), id_in_path(line_id, LINE_UNKNOWN)
    expected = call.expected(required=True)
    changes = LineChanges(change=(line_patch(wanted, line),))
    named = list(named_currencies(line))

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = orders.change(uow, call.actor, key, OrderPatch(), lines=changes, expected_version=version)
        require_currency(named, outcome.order.currency)
        if uow.dry_run:
            return dry_answer(outcome)
        return changed(written(outcome, line_of(outcome.order, wanted)), outcome.order.version)

    return await call.write(work, dry)


@router.delete(LINE, status_code=204, summary="Remove a line")
async def remove(call: Caller, order_id: str, line_id: str, dry: DryRun) -> Response:
    """Refused once goods were received, written off, released or billed on it. The ETag is the order's new one."""
    key, wanted = order_key(order_id), id_in_path(line_id, LINE_UNKNOWN)
    expected = call.expected(required=True)
    changes = LineChanges(remove=(LineKey(line_id=wanted),))

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = orders.change(uow, call.actor, key, OrderPatch(), lines=changes, expected_version=version)
        if uow.dry_run:
            return dry_answer(outcome)
        return Answer(204, media_type=None, headers=changed({}, outcome.order.version).headers)

    return await call.write(work, dry)
