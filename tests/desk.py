"""The purchasing desk: short words for what people do with orders, on a real store."""

from decimal import Decimal

from entrepot.actions import orders
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey, OrderPatch
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Condition, OrderQuery, Parts
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.store.store import Store
from tests.makers import World

D = Decimal


class Desk:
    """The purchasing desk: short words for the actions."""

    def __init__(self, store: Store, world: World, actor: Actor | None = None) -> None:
        self.store, self.world, self.actor = store, world, actor or world.admin

    def draft(self, *lines: LineDraft, **header: object) -> OrderDraft:
        return OrderDraft(
            lines or (LineDraft(sku="SKU-1", quantity=D(10)),), supplier_id=self.world.supplier.id, **header
        )  # type: ignore[arg-type]

    def enter(self, *lines: LineDraft, **header: object) -> Order:
        draft = self.draft(*lines, **header)
        return self.store.write_now(lambda uow: orders.create(uow, self.actor, draft)).order

    def do(self, verb: str, order: Order, **more: object) -> Outcome:
        act = getattr(orders, verb)
        return self.store.write_now(lambda uow: act(uow, self.actor, OrderKey(id=order.id), **more))

    def change(self, order: Order, patch: OrderPatch | None = None, **more: object) -> Outcome:
        return self.do("change", order, patch=patch or OrderPatch(), **more)

    def read(self, order: Order, parts: Parts = Parts.LINES) -> Order:
        return self.store.read_now(lambda uow: orders.read(uow, self.actor, OrderKey(id=order.id), parts)).order

    def browse(self, *where: Condition, **more: object) -> list[str]:
        query = OrderQuery(where=where, **{"sort": "serial", "descending": False, **more})  # type: ignore[arg-type]
        page = self.store.read_now(lambda uow: orders.browse(uow, self.actor, query))
        return [view.order.number for view in page.items]

    def total(self, *where: Condition) -> int | None:
        query = OrderQuery(where=where, count=True)
        return self.store.read_now(lambda uow: orders.browse(uow, self.actor, query)).total
