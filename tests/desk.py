"""The purchasing desk: short words for what people do with orders, on a real store."""

from decimal import Decimal
from typing import Any

from entrepot.actions import orders
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey, OrderPatch
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Condition, OrderQuery, Parts
from entrepot.book.orders.view import OrderPage, Outcome
from entrepot.book.people.actor import Actor
from entrepot.store.store import Store
from tests.makers import World

D = Decimal


class Desk:
    """The purchasing desk: short words for the actions."""

    def __init__(self, store: Store, world: World, actor: Actor | None = None) -> None:
        self.store, self.world, self.actor = store, world, actor or world.admin

    def draft(self, *lines: LineDraft, **header: Any) -> OrderDraft:
        return OrderDraft(
            lines or (LineDraft(sku="SKU-1", quantity=D(10)),), supplier_id=self.world.supplier.id, **header
        )

    def enter(self, *lines: LineDraft, **header: Any) -> Order:
        draft = self.draft(*lines, **header)
        return self.store.write_now(lambda uow: orders.create(uow, self.actor, draft)).order

    def entered(self, draft: OrderDraft) -> Outcome:
        return self.store.write_now(lambda uow: orders.create(uow, self.actor, draft))

    def page(self, query: OrderQuery) -> OrderPage:
        return self.store.read_now(lambda uow: orders.browse(uow, self.actor, query))

    def do(self, verb: str, order: Order, **more: Any) -> Outcome:
        act = getattr(orders, verb)
        outcome: Outcome = self.store.write_now(lambda uow: act(uow, self.actor, OrderKey(id=order.id), **more))
        return outcome

    def change(self, order: Order, patch: OrderPatch | None = None, **more: Any) -> Outcome:
        return self.do("change", order, patch=patch or OrderPatch(), **more)

    def read(self, order: Order, parts: Parts = Parts.LINES) -> Order:
        return self.store.read_now(lambda uow: orders.read(uow, self.actor, OrderKey(id=order.id), parts)).order

    def browse(self, *where: Condition, **more: Any) -> list[str]:
        query = OrderQuery(where=where, **{"sort": "serial", "descending": False, **more})
        page = self.store.read_now(lambda uow: orders.browse(uow, self.actor, query))
        return [view.order.number for view in page.items]

    def total(self, *where: Condition) -> int | None:
        query = OrderQuery(where=where, count=True)
        return self.store.read_now(lambda uow: orders.browse(uow, self.actor, query)).total
