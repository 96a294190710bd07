"""Whatever happens to orders and goods, no quota is exceeded and every figure of a pre-order adds up."""

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrepot.actions import preorders
from entrepot.book.orders.order import Order
from entrepot.book.stock.preorder import OPEN, PreOrder, PreOrderStatus, Presold, capacity
from entrepot.book.values.page import Listing
from entrepot.errors import Conflict, Invalid
from entrepot.store import preorders as kept
from entrepot.store import stock as shelf
from entrepot.store.store import Store
from tests.makers import make_world
from tests.shop import LAST, LATER, SOON, Shop

DAYS = (SOON, LATER, LAST, None)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("order", "sell", "sell", "arrive", "arrive", "undo", "slip", "cut", "drop", "forget")),
        st.integers(0, 3),
        st.integers(1, 30),
    ),
    min_size=4,
    max_size=14,
)


class Season:
    """One shop through a random season."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.orders: list[Order] = []
        self.sales: list[PreOrder] = []

    def step(self, what: str, which: int, units: int) -> None:
        """One thing that happens; what the book refuses does not."""
        try:
            getattr(self, what)(which, units)
        except (Conflict, Invalid):
            return

    def order(self, which: int, units: int) -> None:
        self.orders.append(self.shop.coming(units, DAYS[which], quantity=units + 5))

    def sell(self, which: int, units: int) -> None:
        self.sales.append(self.shop.sell(units))

    def arrive(self, which: int, units: int) -> None:
        order = self.shop.read(self.orders[which % len(self.orders)])
        quantity = min(units, int(order.lines[0].quantity_outstanding))
        if quantity:
            self.shop.arrive(order, quantity)

    def undo(self, which: int, units: int) -> None:
        order = self.shop.read(self.orders[which % len(self.orders)])
        quantity = min(units, int(order.lines[0].quantity_received))
        if quantity:
            self.shop.arrive(order, -quantity)

    def slip(self, which: int, units: int) -> None:
        self.shop.edit_line(self.orders[units % len(self.orders)], requested_date=DAYS[which])

    def cut(self, which: int, units: int) -> None:
        self.shop.edit_line(self.orders[which % len(self.orders)], sell_ahead=Decimal(units))

    def drop(self, which: int, units: int) -> None:
        self.shop.do("cancel", self.orders[which % len(self.orders)])

    def forget(self, which: int, units: int) -> None:
        if self.sales:
            self.shop.cancel_sale(self.sales[units % len(self.sales)])


def check(shop: Shop) -> None:
    """What holds at every moment."""
    store, here, product = shop.store, shop.world.organization.id, shop.product_id
    every = store.read_now(lambda uow: preorders.browse(uow, shop.actor, Listing(limit=1000))).items
    lines = store.read_now(lambda uow: kept.incoming(uow, here, [product]))
    arrived = store.read_now(lambda uow: kept.arrived(uow, here, [product]))
    level = store.read_now(lambda uow: shelf.level(uow, here, product, shop.world.warehouse.id))
    standing: dict[UUID, Decimal] = defaultdict(Decimal)
    for each in every:
        had = store.read_now(lambda uow, each=each: kept.held_by(uow, each))  # type: ignore[misc]
        assert sum((units for _, _, units in had), Decimal(0)) == each.quantity_allocated <= each.quantity
        assert (each.status is PreOrderStatus.ALLOCATED) is (each.quantity_allocated == each.quantity)
        assert (each.status in OPEN) is (each.quantity_open > 0)
        if each.status is PreOrderStatus.RESERVED:
            assert each.order_line_id is not None
            standing[each.order_line_id] += each.quantity_open
    known = {line.line_id: line for line in lines}
    assert standing.keys() <= known.keys()
    for id, units in standing.items():
        assert units <= capacity(known[id], Presold(arrived=arrived))
    assert sum((each.quantity_allocated for each in every), Decimal(0)) == (level.allocated if level else 0)
    assert level is None or level.available >= 0
    assert store.read_now(lambda uow: shelf.unbalanced(uow, here)) == []


_names = iter(range(10_000))


@pytest.mark.usefixtures("world")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_no_quota_is_exceeded_and_every_sum_holds_through_a_whole_season(
    store: Store, steps: list[tuple[str, int, int]]
) -> None:
    shop = Shop(store, make_world(store, f"Season{next(_names)}"))
    season = Season(shop)
    season.order(0, 20)
    for step in steps:
        season.step(*step)
        check(shop)
