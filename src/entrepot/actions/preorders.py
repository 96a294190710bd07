"""Selling ahead: pre-orders against incoming goods, and what becomes of them when goods or orders move."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from entrepot.actions import resettling, stock
from entrepot.actions.history import changes_between, check_version, record
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.stock.errors import PRE_ORDER_CANCELED as ALREADY_CANCELED
from entrepot.book.stock.errors import PRE_ORDER_UNKNOWN, SELL_AHEAD_SHORT
from entrepot.book.stock.events import PRE_ORDER_CANCELED, PRE_ORDER_MADE
from entrepot.book.stock.preorder import ZERO, PreOrder, PreOrderDraft, PreOrderStatus, check_draft, place, room
from entrepot.book.suppliers.lateness import likely
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.quantity import plain
from entrepot.errors import Conflict, NotFound
from entrepot.store import catalog, preorders
from entrepot.store import stock as shelf
from entrepot.store.work import UnitOfWork

goods_arrived = resettling.goods_arrived
goods_left = resettling.goods_left
goods_moved = resettling.goods_moved
order_changed = resettling.order_changed


def create(uow: UnitOfWork, actor: Actor, draft: PreOrderDraft) -> PreOrder:
    """Promise incoming goods; raises Forbidden, Invalid, and Conflict when no line has room for the whole quantity."""
    actor.require(Right.STOCK_WRITE)
    organization_id = actor.organization_id
    check_draft(draft, catalog.get(uow, organization_id, draft.product_id))
    # Drawn before anything is counted: where several write at once, its row lets them come one by one.
    serial = uow.counter(organization_id, "pre_order")
    lines = preorders.incoming(uow, organization_id, [draft.product_id])
    presold, _, _ = preorders.presold(uow, organization_id, [draft.product_id])
    line = place(draft.quantity, lines, presold)
    if line is None:
        most = max((room(each, presold) for each in lines), default=ZERO)
        raise Conflict(SELL_AHEAD_SHORT, f"At most {plain(most)} of this product can be sold ahead at once now.")
    known = preorders.supplier_lateness(uow, organization_id, line.supplier_id) if line.supplier_id else None
    promised, latest = likely(line.due, known)
    pre_order = PreOrder(
        organization_id=organization_id,
        id=uow.new_id(),
        serial=serial,
        product_id=draft.product_id,
        quantity=draft.quantity,
        quantity_allocated=ZERO,
        reference=draft.reference.strip(),
        customer=draft.customer,
        status=PreOrderStatus.RESERVED,
        order_id=line.order_id,
        order_line_id=line.line_id,
        promised_date=promised,
        latest_date=latest,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    preorders.insert(uow, pre_order)
    record(
        uow,
        actor,
        subject="pre_order",
        subject_id=pre_order.id,
        version=1,
        code=PRE_ORDER_MADE,
        message=f"{plain(draft.quantity)} promised to {pre_order.reference} of order {line.order_number}.",
        changes=changes_between(None, pre_order),
    )
    return pre_order


def read(uow: UnitOfWork, actor: Actor, id: UUID) -> PreOrder:
    """One pre-order; raises Forbidden, NotFound."""
    actor.require(Right.STOCK_READ)
    found = preorders.get(uow, actor.organization_id, id)
    if found is None:
        raise NotFound(PRE_ORDER_UNKNOWN)
    return found


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[PreOrder]:
    """A page of pre-orders; the closed list of fields is `store.preorders.CATALOGUE`'s."""
    actor.require(Right.STOCK_READ)
    return preorders.page(uow, actor.organization_id, listing)


def cancel(
    uow: UnitOfWork, actor: Actor, id: UUID, *, reason: str | None = None, expected_version: int | None = None
) -> PreOrder:
    """Call a pre-order off: its place on the line and what was allocated to it are free again, for who waits first.

    Raises Forbidden, NotFound, Conflict when it is canceled already or the version is stale.
    """
    actor.require(Right.STOCK_WRITE)
    before = read(uow, actor, id)
    check_version(before.version, expected_version)
    if before.status is PreOrderStatus.CANCELED:
        raise Conflict(ALREADY_CANCELED)
    for warehouse_id, line_id, quantity in preorders.held_by(uow, before):
        resettling.allot(uow, before, warehouse_id, line_id, -quantity)
        _free(uow, actor, before, warehouse_id, quantity)
    after = replace(
        before,
        quantity_allocated=ZERO,
        status=PreOrderStatus.CANCELED,
        order_id=None,
        order_line_id=None,
        promised_date=None,
        latest_date=None,
        version=before.version + 1,
        updated_at=uow.now,
    )
    preorders.change(uow, [after])
    record(
        uow,
        actor,
        subject="pre_order",
        subject_id=after.id,
        version=after.version,
        code=PRE_ORDER_CANCELED,
        message=f"Pre-order {after.serial} ({after.reference}) canceled" + (f": {reason}" if reason else "."),
        changes=changes_between(before, after),
    )
    resettling.resettle(uow, actor, {after.product_id})
    return after


def _free(uow: UnitOfWork, actor: Actor, pre_order: PreOrder, warehouse_id: UUID, quantity: Decimal) -> None:
    """Give stock back; what somebody took off the level by hand already is not given back twice."""
    level = shelf.level(uow, actor.organization_id, pre_order.product_id, warehouse_id)
    if level is not None and (freed := min(quantity, level.allocated)) > ZERO:
        stock.allocate(uow, actor, level, -freed, pre_order.reference)
