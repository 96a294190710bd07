"""A line that becomes another product, an order that learns its currency, a supplier named in somebody's own words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.book.catalog.product import Product, ProductType
from entrepot.book.orders.draft import HOUSE_POLICY, LineChanges, LinePatch, OrderPatch
from entrepot.book.orders.editing import edit
from entrepot.book.orders.facts import Found
from entrepot.book.orders.line import PriceSource
from entrepot.book.orders.order import Order, SupplierSnapshot
from entrepot.book.orders.place import named_as
from entrepot.book.suppliers.supplier import Block, IdentificationCode, Supplier
from entrepot.book.values.address import Address
from entrepot.book.values.money import Money
from entrepot.errors import Invalid
from tests.book.orders.makers import MOMENT, an_order, facts, item, new_id

RYE = Product(
    new_id(), new_id(), 1001, "RYE-25", "Rye flour", None, None, (), (), Money(Decimal("17.25"), "EUR"), None, None,
    None, None, None, ProductType.STANDARD, True, True, 1, MOMENT, MOMENT,
)  # fmt: skip


def changed(order: Order, *lines: LinePatch, rye: Product = RYE) -> None:
    """Carry out line changes; the catalog knows RYE-25 alone."""
    known = replace(facts(), products=Found(by_id={rye.id: rye}, by_sku={"rye-25": rye}))
    edit(order, OrderPatch(), LineChanges(change=lines), known, HOUSE_POLICY, new_id, None)


def test_a_line_becomes_a_product_and_free_text_again() -> None:
    order = an_order(item("10", "0"))
    line = order.lines[0]
    line.price_source = PriceSource.NONE
    changed(order, LinePatch(line.id, sku="rye-25"))
    assert (line.product_id, line.sku, line.product_name) == (RYE.id, "RYE-25", "Rye flour")
    assert (line.unit_price, line.price_source, order.totals.total) == (
        Decimal("17.25"),
        PriceSource.COST_PRICE,
        Decimal("172.50"),
    )
    for sku in ("nobody knows", None):
        changed(order, LinePatch(line.id, sku=sku))
        assert (line.product_id, line.sku, line.product_name, line.unit_price) == (None, None, None, Decimal(0))


def test_another_product_loses_the_suppliers_sku_of_the_old_one() -> None:
    order = an_order(item("10", "4.35"))
    order.lines[0].supplier_sku = "OLD-1"
    changed(order, LinePatch(order.lines[0].id, sku="RYE-25"))
    assert order.lines[0].supplier_sku is None


def test_a_given_price_survives_another_product() -> None:
    order = an_order(item("10", "4.35"))
    changed(order, LinePatch(order.lines[0].id, sku="RYE-25"))
    assert (order.lines[0].sku, order.lines[0].unit_price) == ("RYE-25", Decimal("4.35"))


@pytest.mark.parametrize("wrong", [{"active": False}, {"type": ProductType.BUNDLE}])
def test_a_line_becomes_nothing_that_is_not_bought(wrong: dict[str, object]) -> None:
    order = an_order()
    with pytest.raises(Invalid):
        changed(order, LinePatch(order.lines[0].id, sku="RYE-25"), rye=replace(RYE, **wrong))  # type: ignore[arg-type]


def test_a_line_with_goods_received_keeps_its_product() -> None:
    order = an_order()
    order.lines[0].quantity_received = Decimal(1)
    with pytest.raises(Invalid):
        changed(order, LinePatch(order.lines[0].id, sku="RYE-25"))


def test_an_order_without_prices_takes_the_currency_of_the_first_one() -> None:
    order = an_order(item("10", "0"))
    patch = LinePatch(order.lines[0].id, unit_price=Decimal(2), price_currency="USD")
    changed(order, patch)
    assert (order.currency, order.totals.total, order.exchange_rate) == ("USD", Decimal("20.00"), None)
    with pytest.raises(Invalid):
        changed(order, replace(patch, price_currency="EUR"))


def test_a_supplier_keeps_the_words_of_who_named_it() -> None:
    book = Supplier(
        new_id(), new_id(), 1001, "Prairie Mills", "PM", None, None, ("desk@prairie.example",), "1",
        Address(country="CA"), (), "USD", None, None, None, None, None, (IdentificationCode("EXTERNAL_ID", "7"),),
        None, True, Block.NONE, 1,
        MOMENT, MOMENT,
    )  # fmt: skip
    given = SupplierSnapshot(name="The mill", phone="2")
    named = named_as(book, given)
    assert (named.name, named.phone, named.code, named.email) == ("The mill", "2", "PM", "desk@prairie.example")
    assert (named.address, named.identification_codes) == (Address(country="CA"), (("EXTERNAL_ID", "7"),))
    assert named_as(None, given) == given
    assert named_as(None, None) == SupplierSnapshot()
