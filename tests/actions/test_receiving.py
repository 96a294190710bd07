"""Goods as the dock receives them, on a real store."""

from decimal import Decimal

import pytest

from entrepot.book.orders.draft import LineDraft
from entrepot.book.receiving.draft import GoodsDraft
from entrepot.book.receiving.errors import ABOVE_TOLERANCE
from entrepot.errors import Invalid
from entrepot.store.store import Store
from tests.dock import Dock
from tests.makers import World

D = Decimal


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def test_what_was_received_counts_and_is_on_hand(dock: Dock) -> None:
    order = dock.sent(LineDraft(sku="SKU-1", quantity=D(10)))
    before = dock.on_hand()
    posted = dock.receive(order, GoodsDraft(sku="SKU-1", quantity=D(4)))
    assert posted.order.lines[0].quantity_received == 4
    assert dock.read(order) == posted.order
    assert dock.on_hand() == before + 4
    with pytest.raises(Invalid) as refused:
        dock.receive(order, GoodsDraft(sku="SKU-1", quantity=D(7)))
    assert [(field.path, field.code) for field in refused.value.fields] == [(("lines", 0, "quantity"), ABOVE_TOLERANCE)]
