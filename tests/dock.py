"""The dock: short words for what people do with goods, on a real store."""

from decimal import Decimal
from typing import Any

from entrepot.actions import receiving
from entrepot.book.orders.draft import LineDraft, OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.receiving.draft import GoodsDraft, ReceiveDraft
from entrepot.book.receiving.outcome import Posted
from tests.desk import Desk

D = Decimal


class Dock(Desk):
    """The purchasing desk with a dock behind it."""

    def sent(self, *lines: LineDraft, **header: Any) -> Order:
        """An order that was sent to its supplier."""
        return self.do("send", self.enter(*lines, **header)).order

    def receive(self, order: Order, *goods: GoodsDraft, policy: Any = None, **more: Any) -> Posted:
        """Goods of an order, received at once."""
        draft = ReceiveDraft(goods, **more)
        extra = {} if policy is None else {"policy": policy}
        return self.store.write_now(
            lambda uow: receiving.receive(uow, self.actor, OrderKey(id=order.id), draft, **extra)
        )

    def on_hand(self, sku: str = "SKU-1") -> Decimal:
        """Units of a product over all warehouses."""
        product = next(each for each in self.world.products if each.sku == sku)
        from entrepot.actions import stock

        found = self.store.read_now(lambda uow: stock.figures(uow, self.actor, [product.id]))
        return found[product.id].on_hand if product.id in found else D(0)
