"""The shop: short words for selling what is still on its way, on a real store."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.actions import preorders, resettling, stock
from entrepot.actions.availability import availability
from entrepot.book.orders.draft import LineChanges, LineDraft, LinePatch
from entrepot.book.orders.order import Order
from entrepot.book.orders.view import Outcome
from entrepot.book.receiving.movement import Movement, MovementKind, count
from entrepot.book.stock.availability import Availability
from entrepot.book.stock.preorder import PreOrder, PreOrderDraft, incoming_lines
from entrepot.store import events, movements, orders
from entrepot.store import stock as shelf
from entrepot.store.work import UnitOfWork
from tests.desk import Desk
from tests.makers import MOMENT

D = Decimal
SOON, LATER, LAST = (datetime(2026, month, 10, 9, tzinfo=UTC) for month in (4, 5, 6))


class Shop(Desk):
    """A desk that also sells ahead; it sells SKU-3, of which nothing is in stock."""

    @property
    def product_id(self) -> UUID:
        return self.world.products[2].id

    def coming(self, quota: int, due: datetime | None = SOON, quantity: int = 100, **header: Any) -> Order:
        """A sent order with one line of SKU-3."""
        line = LineDraft(sku="SKU-3", quantity=D(quantity), sell_ahead=D(quota), requested_date=due)
        return self.do("send", self.enter(line, **header)).order

    def sell(self, quantity: int, reference: str = "SHOP-1") -> PreOrder:
        draft = PreOrderDraft(self.product_id, D(quantity), reference)
        return self.store.write_now(lambda uow: preorders.create(uow, self.actor, draft))

    def cancel_sale(self, sale: PreOrder, **more: Any) -> PreOrder:
        return self.store.write_now(lambda uow: preorders.cancel(uow, self.actor, sale.id, **more))

    def now(self, sale: PreOrder) -> PreOrder:
        return self.store.read_now(lambda uow: preorders.read(uow, self.actor, sale.id))

    def statuses(self, *sales: PreOrder) -> list[Any]:
        return [(each.status.value, each.quantity_allocated) for each in map(self.now, sales)]

    def edit_line(self, order: Order, **patch: Any) -> Outcome:
        changes = LineChanges(change=(LinePatch(line_id=order.lines[0].id, **patch),))
        return self.change(order, lines=changes)

    def arrive(self, order: Order, quantity: int, at: datetime = MOMENT) -> None:
        """So many units of the order's line come in (less than zero: are returned to where they came from)."""
        self.store.write_now(lambda uow: self._arrive(uow, order.id, D(quantity), at))

    def _arrive(self, uow: UnitOfWork, order_id: UUID, quantity: Decimal, at: datetime) -> None:
        order = orders.get(uow, self.world.organization.id, id=order_id)
        assert order is not None
        line, stored, was = order.lines[0], orders.stored_lines(order), incoming_lines(order)
        assert line.product_id is not None
        count(line, MovementKind.RECEIVED, quantity)
        order.version += 1
        orders.update(uow, order, stored)
        movements.append(uow, [_movement(uow, self.actor.id, order, quantity, at)])
        stock.mutate(uow, self.actor, line.product_id, self.world.warehouse.id, quantity)
        move = resettling.Arrival(line.product_id, self.world.warehouse.id, quantity, line.id)
        preorders.goods_moved(uow, self.actor, [move], [(was, order)])

    def figures(self) -> Availability:
        return self.store.read_now(lambda uow: availability(uow, self.actor, [self.product_id])).items[0]

    def told(self, id: UUID) -> list[str]:
        return [event.code for event in self.store.read_now(lambda uow: events.of(uow, self.world.organization.id, id))]

    def allocated(self) -> Decimal:
        id = self.product_id
        level = self.store.read_now(
            lambda uow: shelf.level(uow, self.world.organization.id, id, self.world.warehouse.id)
        )
        return D(0) if level is None else level.allocated


def _movement(uow: UnitOfWork, actor_id: UUID, order: Order, quantity: Decimal, at: datetime) -> Movement:
    line = order.lines[0]
    return Movement(
        organization_id=order.organization_id,
        id=uow.new_id(),
        kind=MovementKind.RECEIVED,
        quantity=quantity,
        order_id=order.id,
        order_line_id=line.id,
        posting_id=uow.new_id(),
        receipt_id=None,
        receipt_line_id=None,
        product_id=line.product_id,
        warehouse_id=None,
        lot=None,
        expiry=None,
        reason=None,
        reverses_id=None,
        client_id=None,
        actor_id=actor_id,
        actor_name="Ada Admin",
        door="api",
        occurred_at=at,
        created_at=uow.now,
    )
