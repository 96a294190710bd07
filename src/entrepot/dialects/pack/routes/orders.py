"""Purchase orders: entered, read, listed, changed, canceled, deleted."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from entrepot.actions import orders
from entrepot.book.orders.order import Order
from entrepot.book.people.actor import Actor
from entrepot.dialects.pack.auth import AtOrganization
from entrepot.dialects.pack.render.faults import note_flat
from entrepot.dialects.pack.render.orders import FULL_PARTS, Document, full, single, summary
from entrepot.dialects.pack.render.pages import page
from entrepot.dialects.pack.routes.document import ORGANIZATION, desk_router, many, nothing, one
from entrepot.dialects.pack.translate.orders import PACK_POLICY, order_draft, order_key, order_patch
from entrepot.dialects.pack.translate.queries import ORDERS, is_quick, order_query
from entrepot.dialects.pack.translate.status import move, require_deletable, require_updatable
from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.answers import FullOrderOut, OrderOut
from entrepot.dialects.pack.wire.requests import ChangeOrder, CreateOrder
from entrepot.dialects.pack.wire.words import CANCELED
from entrepot.store.work import UnitOfWork

router = desk_router(f"{ORGANIZATION}/purchase-orders", "Purchase orders")
OrderId = Annotated[str, Path(alias="purchaseOrderId")]


@router.get("", **many(OrderOut, samples.SUMMARY, ORDERS))
async def list_orders(desk: AtOrganization) -> Response:
    """List purchase orders."""
    wanted = desk.asked(ORDERS)
    query = order_query(wanted)

    def work(uow: UnitOfWork, actor: Actor) -> Document:
        found = orders.browse(uow, actor, query)
        return page([summary(view.order) for view in found.items], wanted, found.next, desk.url, desk.query)

    return await desk.read(work, quick=is_quick(wanted))


@router.post("", **one(OrderOut, samples.SUMMARY, 201))
async def create_order(desk: AtOrganization, body: CreateOrder) -> Response:
    """Enter a purchase order with its lines."""
    note_flat(desk.request, flat=body.flat)
    draft = order_draft(body)
    return await desk.write(lambda uow, actor: shown(orders.create(uow, actor, draft, PACK_POLICY).order), 201)


@router.get("/{purchaseOrderId}", **one(FullOrderOut, samples.FULL))
async def get_order(desk: AtOrganization, order_id: OrderId) -> Response:
    """Get a purchase order with events, lines, products and supplier."""
    key = order_key(order_id)
    return await desk.read(lambda uow, actor: single(full(orders.read(uow, actor, key, FULL_PARTS))))


@router.put("/{purchaseOrderId}", **one(OrderOut, samples.SUMMARY))
async def change_order(desk: AtOrganization, order_id: OrderId, body: ChangeOrder) -> Response:
    """Change supplier, reference or status."""
    return await desk.write(lambda uow, actor: shown(changed(uow, actor, order_id, body)))


@router.post("/{purchaseOrderId}/cancel", **one(OrderOut, {**samples.SUMMARY, "status": "canceled"}))
async def cancel_order(desk: AtOrganization, order_id: OrderId) -> Response:
    """Cancel a purchase order on which nothing was booked."""
    return await desk.write(lambda uow, actor: shown(canceled(uow, actor, order_id)))


@router.delete("/{purchaseOrderId}", **nothing())
async def delete_order(desk: AtOrganization, order_id: OrderId) -> Response:
    """Delete a purchase order that was only created."""
    return await desk.remove(lambda uow, actor: deleted(uow, actor, order_id))


def shown(order: Order) -> Document:
    """The six fields of an order in their envelope."""
    return single(summary(order))


def changed(uow: UnitOfWork, actor: Actor, order_id: str, body: ChangeOrder) -> Order:
    """The order after its header and then its status were changed, both or neither."""
    key, patch = order_key(order_id), order_patch(body)
    order = orders.find(uow, actor, key)
    if patch is not None:
        require_updatable(order)
        order = orders.change(uow, actor, key, patch, PACK_POLICY).order
    verb = None if body.status is None else move(order, body.status)
    return order if verb is None else orders.move(uow, actor, key, verb, PACK_POLICY).order


def canceled(uow: UnitOfWork, actor: Actor, order_id: str) -> Order:
    """The order, called off; an order that is canceled already cannot be canceled again."""
    key = order_key(order_id)
    verb = move(orders.find(uow, actor, key), CANCELED) or "cancel"
    return orders.move(uow, actor, key, verb, PACK_POLICY).order


def deleted(uow: UnitOfWork, actor: Actor, order_id: str) -> None:
    """Take an order out of the book that was only created."""
    key = order_key(order_id)
    require_deletable(orders.find(uow, actor, key))
    orders.delete(uow, actor, key, PACK_POLICY)
