"""Prices that follow the quantity, and prices that somebody gave."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from entrepot.actions import offers
from entrepot.book.orders.draft import LineChanges, LineDraft, LinePatch
from entrepot.book.orders.line import OrderLine, PriceSource
from entrepot.book.orders.order import Order
from entrepot.book.suppliers.draft import SupplierProductPatch
from entrepot.book.suppliers.supplier import PriceBreak
from tests.desk import Desk
from tests.makers import make_world, open_store

D = Decimal


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store, make_world(store))


def priced(desk: Desk, price: str, *steps: tuple[str, str]) -> UUID:
    """SKU-3 at the supplier's, with a price for each least quantity."""
    product: UUID = desk.world.products[2].id
    breaks = tuple(PriceBreak(D(least), D(cost)) for least, cost in steps)
    offer = SupplierProductPatch(price=D(price), price_breaks=breaks)
    desk.store.write_now(lambda uow: offers.put(uow, desk.actor, desk.world.supplier.id, product, offer))
    return product


def line_of(desk: Desk, order: Order, **patch: object) -> OrderLine:
    """The order's first line after a change."""
    change = LinePatch(line_id=order.lines[0].id, **patch)  # type: ignore[arg-type]
    return desk.change(order, lines=LineChanges(change=(change,))).order.lines[0]


# C63
@pytest.mark.parametrize(("quantity", "net"), [("12", "91.20"), ("30", "216.00"), ("2", "18.00")])
def test_the_tier_that_is_reached_prices_the_line(desk: Desk, quantity: str, net: str) -> None:
    product = priced(desk, "9.00", ("10", "7.60"), ("20", "7.20"))
    (line,) = desk.enter(LineDraft(product_id=product, quantity=D(quantity))).lines
    assert line.net == D(net)


# C66
def test_a_price_that_was_found_follows_the_quantity_and_one_that_was_given_stays(desk: Desk) -> None:
    product = priced(desk, "1.00", ("10", "0.50"))
    order = desk.enter(LineDraft(product_id=product, quantity=D(1)))
    assert order.lines[0].unit_price == D("1.00")
    more = line_of(desk, order, quantity=D(10))
    assert (more.unit_price, more.price_source) == (D("0.50"), PriceSource.PRICE_BREAK)
    given = line_of(desk, order, unit_price=D("0.80"))
    assert (given.unit_price, given.price_source) == (D("0.80"), PriceSource.GIVEN)
    assert line_of(desk, order, quantity=D(20)).unit_price == D("0.80")
    assert line_of(desk, order, unit_price=None).unit_price == D("0.50")
