"""Purchase orders at the native door."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.actions import closing, orderpast, orders
from entrepot.api.rest.calls import (
    Call,
    Caller,
    Dry,
    DryRun,
    changed,
    expected_version,
    id_in_path,
    listed,
    listed_bytes,
    made,
    would_be,
)
from entrepot.api.rest.header_cache import headers_of
from entrepot.api.rest.line_wire import require_currency
from entrepot.api.rest.listing import next_cursor, page_document
from entrepot.api.rest.order_query import OneOrder, OrderList, is_quick, order_query, parts_of
from entrepot.api.rest.order_shapes import Order as OrderShape
from entrepot.api.rest.order_shapes import OrderHeader
from entrepot.api.rest.order_wire import (
    Closing,
    CopyOf,
    OrderNew,
    OrderUpdate,
    Reason,
    order_currencies,
    order_draft,
    order_patch,
)
from entrepot.api.rest.render import event_document, header_document, lines_of, order_document, warning_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.errors import FIELD_CHOICE, NotFound
from entrepot.http.answer import Answer
from entrepot.http.errors import in_query
from entrepot.http.etag import Expected
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Purchase orders"])
ORDERS = "/purchase-orders"
ORDER = ORDERS + "/{order_id}"


def order_key(text: str) -> OrderKey:
    """The order that a path names."""
    return OrderKey(id=id_in_path(text, ORDER_UNKNOWN))


def written(order: Order, outcome: Outcome) -> dict[str, Any]:
    """An order after a write, with its lines and what deserves a look."""
    document = header_document(order)
    document["lines"] = lines_of(order)
    document["warnings"] = [warning_document(warning) for warning in outcome.warnings]
    return document


def dry_answer(outcome: Outcome, *, born: bool = False, numbered: bool = False) -> Answer:
    """The answer to a dry run: nothing born in it has an id or a serial, and an assigned number is not known yet."""
    document = written(outcome.order, outcome)
    document["events"] = [event_document(event) for event in outcome.events]
    if born:
        document["lines"] = [{**line, "id": None, "serial": None} for line in document["lines"]]
        document["number"] = outcome.order.number if numbered else None
    return would_be(document, born=born)


def answer(uow: UnitOfWork, outcome: Outcome) -> Answer:
    """The answer to a change of an order."""
    if uow.dry_run:
        return dry_answer(outcome)
    return changed(written(outcome.order, outcome), outcome.order.version)


def born(uow: UnitOfWork, call: Call, outcome: Outcome, *, numbered: bool) -> Answer:
    """The answer to the creation of an order; `numbered` when the client gave the number."""
    order = outcome.order
    if uow.dry_run:
        return dry_answer(outcome, born=True, numbered=numbered)
    return made(written(order, outcome), order.version, call.url(f"{ORDERS}/{order.id}"))


def version_wanted(uow: UnitOfWork, call: Call, key: OrderKey, expected: Expected) -> int | None:
    """The version an order may be changed from, None for any."""
    return expected_version(expected, lambda: orders.read(uow, call.actor, key, Parts.NONE).order.version)


@router.post(ORDERS, status_code=201, summary="Make an order", response_model=OrderShape)
async def create(call: Caller, order: OrderNew, dry: DryRun) -> Response:
    """A price that is left out is looked up: price break, supplier's price, cost price. A blank number is assigned."""
    draft = order_draft(order)
    named = list(order_currencies(order))

    def work(uow: UnitOfWork) -> Answer:
        outcome = orders.create(uow, call.actor, draft)
        require_currency(named, outcome.order.currency)
        return born(uow, call, outcome, numbered=bool(order.number and order.number.strip()))

    return await call.write(work, dry)


@router.get(ORDERS, summary="List orders", response_model=page_of(OrderHeader))
async def browse(call: Caller, asked: Annotated[OrderList, Query()]) -> Response:
    """Headers with their totals, newest first unless sorted otherwise; lines only with `expand=lines`."""
    query, filters = order_query(asked)
    parts = parts_of(asked.expand)
    quick = is_quick(asked, filters)
    page = await call.read(lambda uow: orders.browse(uow, call.actor, query, parts), quick=quick)
    following = next_cursor(page.next, asked.sort, filters)
    if not asked.expand:
        known = headers_of(call.request)
        return listed_bytes([known.written(view.order) for view in page.items], following)
    return listed(page_document(page.items, lambda view: order_document(view, asked.expand), following))


@router.get(ORDER, summary="Read an order", response_model=OrderShape)
async def read(call: Caller, order_id: str, asked: Annotated[OneOrder, Query()]) -> Response:
    """The whole order with its lines; further parts with `expand`, or as it stood at a time with `at`."""
    key = order_key(order_id)
    if asked.at is not None:
        return await read_past(call, key, asked, asked.at)
    expand: Iterable[str] = dict.fromkeys(("lines", *asked.expand))
    parts = parts_of(expand)
    view = await call.read(lambda uow: orders.read(uow, call.actor, key, parts))
    return call.shown(order_document(view, tuple(expand)), view.order.version)


async def read_past(call: Call, key: OrderKey, asked: OneOrder, moment: datetime) -> Response:
    """The order as it stood then; before it was made there is none."""
    if asked.expand:
        raise in_query("expand", FIELD_CHOICE, "Only the order itself is known at another time: leave out expand.")

    def work(uow: UnitOfWork) -> Order:
        try:
            return orderpast.read_at(uow, call.actor, key, moment)
        except NotFound as unborn:
            raise NotFound(ORDER_UNKNOWN) from unborn

    stood = await call.read(work)
    return call.shown({**header_document(stood), "lines": lines_of(stood)}, stood.version)


@router.patch(ORDER, summary="Change an order's header", response_model=OrderShape)
async def change(call: Caller, order_id: str, order: OrderUpdate, dry: DryRun) -> Response:
    """What is left out stays; null empties. `due_at` is written to every line that is not done."""
    key = order_key(order_id)
    expected = call.expected(required=True)
    patch = order_patch(order)
    named = list(order_currencies(order))

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = orders.change(uow, call.actor, key, patch, expected_version=version)
        require_currency(named, outcome.order.currency)
        return answer(uow, outcome)

    return await call.write(work, dry)


@router.delete(ORDER, status_code=204, summary="Delete an order")
async def delete(call: Caller, order_id: str, dry: DryRun) -> Response:
    """Drafts and canceled orders only; the number stays taken. A dry run answers the order as it is."""
    key = order_key(order_id)
    expected = call.expected(required=True)

    def work(uow: UnitOfWork) -> Answer:
        version = version_wanted(uow, call, key, expected)
        outcome = orders.delete(uow, call.actor, key, expected_version=version)
        if uow.dry_run:
            return dry_answer(outcome)
        return Answer(204, media_type=None)

    return await call.write(work, dry)


class Step(Protocol):
    """One step of an order's life, as the actions offer it."""

    def __call__(
        self, uow: UnitOfWork, actor: Actor, key: OrderKey, *, expected_version: int | None, reason: str | None
    ) -> Outcome:
        """Carry it out."""


async def move(
    call: Call, order_id: str, dry: Dry, how: Callable[[UnitOfWork, OrderKey, int | None], Outcome]
) -> Response:
    """Carry out one step of an order's life; If-Match is checked when it is sent."""
    key = order_key(order_id)
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        return answer(uow, how(uow, key, version_wanted(uow, call, key, expected)))

    return await call.write(work, dry)


STEPS: tuple[tuple[str, Step, str, str], ...] = (
    ("send", orders.send, "Send an order", "From draft to sent; refused while it is held or has no lines."),
    ("confirm", orders.confirm, "Confirm an order", "The supplier said yes; a draft counts as sent with it."),
    ("reopen", orders.reopen, "Reopen a closed order", "Back to where it was before it was closed."),
    ("cancel", orders.cancel, "Cancel an order", "Final; refused once goods were received."),
    ("hold", orders.hold, "Hold an order", "It is neither sent, confirmed, received nor billed until it is resumed."),
    ("resume", orders.resume, "Resume a held order", "Lift the hold."),
)


def step_endpoint(step: Step) -> Callable[..., Awaitable[Response]]:
    """The endpoint of one step."""

    async def endpoint(call: Caller, order_id: str, dry: DryRun, why: Reason | None = None) -> Response:
        reason = why.reason if why else None
        return await move(
            call,
            order_id,
            dry,
            lambda uow, key, version: step(uow, call.actor, key, expected_version=version, reason=reason),
        )

    return endpoint


for verb, step, summary, description in STEPS:
    router.add_api_route(
        f"{ORDER}/{verb}",
        step_endpoint(step),
        methods=["POST"],
        name=f"{verb}_order",
        summary=summary,
        description=description,
        response_model=OrderShape,
    )


@router.post(ORDER + "/close", name="close_order", summary="Close an order", response_model=OrderShape)
async def close(call: Caller, order_id: str, dry: DryRun, why: Closing | None = None) -> Response:
    """Nothing more is expected.

    Where `orders.close_short` is `confirm`, lines of which goods are outstanding are named and the order stays open,
    unless the call accepts that it is incomplete.
    """
    given = why or Closing()
    return await move(
        call,
        order_id,
        dry,
        lambda uow, key, version: closing.close(
            uow,
            call.actor,
            key,
            accept_incomplete=given.accept_incomplete,
            reason=given.reason,
            expected_version=version,
        ),
    )


@router.post(ORDER + "/copy", status_code=201, summary="Copy an order", response_model=OrderShape)
async def copy(call: Caller, order_id: str, dry: DryRun, into: CopyOf | None = None) -> Response:
    """A new draft with the same lines, nothing received, and a number of its own."""
    key = order_key(order_id)
    number = into.number if into else None
    expected = call.expected(required=False)

    def work(uow: UnitOfWork) -> Answer:
        if expected.versions is not None:
            expected.check(orders.read(uow, call.actor, key, Parts.NONE).order.version)
        outcome = orders.copy(uow, call.actor, key, number)
        return born(uow, call, outcome, numbered=bool(number and number.strip()))

    return await call.write(work, dry)
