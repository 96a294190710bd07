"""Lines of a purchase order: listed, added, read, changed, removed."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import orders
from entrepot.book.people.actor import Actor
from entrepot.dialects.pack.auth import AtOrganization
from entrepot.dialects.pack.render.orders import LINE_PARTS, Document, line_document, line_with_product, single
from entrepot.dialects.pack.render.pages import counted_page
from entrepot.dialects.pack.routes.document import ORGANIZATION, desk_router, many, nothing, one
from entrepot.dialects.pack.routes.orders import OrderId
from entrepot.dialects.pack.translate.orders import (
    NO_PATCH,
    PACK_POLICY,
    added_line,
    changed_line,
    line_of,
    order_key,
    removed_line,
    require_changeable,
)
from entrepot.dialects.pack.translate.queries import LINES
from entrepot.dialects.pack.translate.status import require_updatable
from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.answers import LineOut, LineWithProductOut
from entrepot.dialects.pack.wire.requests import ChangeLine, LineIn
from entrepot.store.work import UnitOfWork

router = desk_router(f"{ORGANIZATION}/purchase-orders/{{purchaseOrderId}}/lines", "Purchase orders")
LineId = Annotated[str, Path(alias="lineId")]


@router.get("", **many(LineOut, samples.LINE, LINES))
async def list_lines(desk: AtOrganization, order_id: OrderId) -> Response:
    """List the lines of a purchase order: all of them, unless pages are asked for."""
    wanted, key = desk.asked(LINES), order_key(order_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        order = orders.find(uow, actor, key)
        return counted_page([line_document(order, line) for line in order.lines], wanted, desk.url, desk.query)

    return await desk.read(work)


@router.post("", **one(LineOut, samples.LINE, 201))
async def add_line(desk: AtOrganization, order_id: OrderId, body: LineIn) -> Response:
    """Add a line."""
    return await desk.write(lambda uow, actor: added(uow, actor, order_id, body), 201)


@router.get("/{lineId}", **one(LineWithProductOut, {**samples.LINE, "product": samples.PRODUCT}))
async def get_line(desk: AtOrganization, order_id: OrderId, line_id: LineId) -> Response:
    """Get a line with its product."""
    key = order_key(order_id)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        view = orders.read(uow, actor, key, LINE_PARTS)
        return single(line_with_product(view, line_of(view.order, line_id)))

    return await desk.read(work)


@router.put("/{lineId}", **one(LineOut, samples.LINE))
async def change_line(desk: AtOrganization, order_id: OrderId, line_id: LineId, body: ChangeLine) -> Response:
    """Change quantity, price or sell-ahead of a line."""
    return await desk.write(lambda uow, actor: changed(uow, actor, (order_id, line_id), body))


@router.delete("/{lineId}", **nothing())
async def remove_line(desk: AtOrganization, order_id: OrderId, line_id: LineId) -> Response:
    """Remove a line; the last one stays."""
    return await desk.remove(lambda uow, actor: removed(uow, actor, order_id, line_id))


def added(uow: UnitOfWork, actor: Actor, order_id: str, body: LineIn) -> Document:
    """The line that was added: the last one."""
    key = order_key(order_id)
    require_updatable(orders.find(uow, actor, key))
    order = orders.change(uow, actor, key, NO_PATCH, PACK_POLICY, lines=added_line(body)).order
    return single(line_document(order, order.lines[-1]))


def changed(uow: UnitOfWork, actor: Actor, ids: tuple[str, str], body: ChangeLine) -> Document:
    """The line after the change; `ids` are the order's and the line's."""
    key = order_key(ids[0])
    order = orders.find(uow, actor, key)
    line = line_of(order, ids[1])
    require_changeable(order, line, body)
    order = orders.change(uow, actor, key, NO_PATCH, PACK_POLICY, lines=changed_line(line, body)).order
    return single(line_document(order, line_of(order, ids[1])))


def removed(uow: UnitOfWork, actor: Actor, order_id: str, line_id: str) -> None:
    """Take a line off an order that can still be changed."""
    key = order_key(order_id)
    order = orders.find(uow, actor, key)
    line = line_of(order, line_id)
    require_updatable(order)
    orders.change(uow, actor, key, NO_PATCH, PACK_POLICY, lines=removed_line(line))
