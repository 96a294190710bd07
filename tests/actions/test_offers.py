from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from entrepot.actions import offers, orders, rates, suppliers, warehouses
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.suppliers.draft import SupplierDraft, SupplierProductPatch
from entrepot.book.suppliers.errors import PRICE_BREAK_ORDER, SUPPLIER_PRODUCT_UNKNOWN
from entrepot.book.suppliers.supplier import PriceBreak, SupplierProduct
from entrepot.book.values.errors import RATE_MISSING
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.errors import Invalid, NotFound
from entrepot.store import offers as shelf
from entrepot.store.store import Store
from tests.makers import World


def put(store: Store, world: World, patch: SupplierProductPatch, product: int = 2) -> SupplierProduct:
    return store.write_now(
        lambda uow: offers.put(uow, world.admin, world.supplier.id, world.products[product].id, patch)
    )


def test_a_product_is_listed_once_and_then_changed(store: Store, world: World) -> None:
    first = put(store, world, SupplierProductPatch(supplier_sku="BW-3", price=Decimal("1.25"), lead_time_days=3))
    second = put(store, world, SupplierProductPatch(price=Decimal("1.30")))
    assert (first.version, second.version, second.id) == (1, 2, first.id)
    assert (second.supplier_sku, second.lead_time_days, second.price) == ("BW-3", 3, Decimal("1.3"))
    again = store.read_now(lambda uow: offers.read(uow, world.admin, world.supplier.id, world.products[2].id))
    assert again == second


def test_the_highest_break_that_is_reached_sets_the_price(store: Store, world: World) -> None:
    breaks = (PriceBreak(Decimal(20), Decimal("7.20")), PriceBreak(Decimal(10), Decimal("7.60")))
    offer = put(store, world, SupplierProductPatch(price=Decimal(9), price_breaks=breaks))
    assert [offer.price_at(Decimal(quantity)) for quantity in (2, 10, 12, 30)] == [
        9,
        Decimal("7.6"),
        Decimal("7.6"),
        Decimal("7.2"),
    ]


def test_breaks_and_cartons_make_sense_or_are_all_named(store: Store, world: World) -> None:
    step = PriceBreak(Decimal(10), Decimal(1))
    wrong = SupplierProductPatch(
        price_breaks=(step, step, PriceBreak(Decimal(0), Decimal(-1))),
        carton_quantity=Decimal(0),
        multiple=Decimal(-2),
        priority=-1,
        supplier_sku="",
    )
    with pytest.raises(Invalid) as refused:
        put(store, world, wrong)
    named = {field.path: field.code for field in refused.value.fields}
    assert set(named) == {
        ("price_breaks", 1, "minimum_quantity"), ("price_breaks", 2, "minimum_quantity"), ("price_breaks", 2, "price"),
        ("carton_quantity",), ("multiple",), ("priority",), ("supplier_sku",),
    }  # fmt: skip
    assert named["price_breaks", 1, "minimum_quantity"] == PRICE_BREAK_ORDER


def test_what_a_supplier_does_not_list_is_unknown(store: Store, world: World) -> None:
    with pytest.raises(NotFound) as refused:
        store.read_now(lambda uow: offers.read(uow, world.admin, world.supplier.id, world.products[2].id))
    assert refused.value.code == SUPPLIER_PRODUCT_UNKNOWN
    with pytest.raises(NotFound):
        store.write_now(lambda uow: offers.put(uow, world.admin, uuid4(), world.products[2].id, SupplierProductPatch()))


def test_rows_are_found_by_supplier_product_and_stock(store: Store, world: World) -> None:
    put(store, world, SupplierProductPatch(supplier_sku="BW-3", supplier_stock_level=Decimal(40)))

    def found(field: str, test: Test, value: object) -> list[str | None]:
        listing = Listing(where=(Condition(field, test, value),))
        return [row.supplier_sku for row in store.read_now(lambda uow: offers.browse(uow, world.admin, listing)).items]

    assert found("supplier_sku", Test.EQ, "bw-1") == ["BW-1"]
    assert found("sku", Test.EQ, "sku-2") == ["BW-2"]
    assert found("product_serial", Test.EQ, world.products[2].serial) == ["BW-3"]
    assert found("supplier_name", Test.ICONTAINS, "bright") == ["BW-1", "BW-2", "BW-3"]
    assert found("supplier_stock_level", Test.GTE, Decimal(40)) == ["BW-3"]
    assert found("supplier_stock_level", Test.LT, Decimal(40)) == []


def test_rows_of_a_deleted_supplier_are_not_listed(store: Store, world: World) -> None:
    other = store.write_now(lambda uow: suppliers.create(uow, world.admin, SupplierDraft("Short-lived")))
    store.write_now(lambda uow: offers.put(uow, world.admin, other.id, world.products[2].id, SupplierProductPatch()))
    store.write_now(lambda uow: suppliers.delete(uow, world.admin, id=other.id))
    page = store.read_now(lambda uow: offers.browse(uow, world.admin, Listing(count=True)))
    assert page.total == 2


def test_the_best_priority_comes_first_among_a_products_suppliers(store: Store, world: World) -> None:
    other = store.write_now(lambda uow: suppliers.create(uow, world.admin, SupplierDraft("First choice")))
    store.write_now(lambda uow: offers.put(uow, world.admin, other.id, world.products[0].id, SupplierProductPatch()))
    put(store, world, SupplierProductPatch(priority=5), product=0)
    rows = store.read_now(lambda uow: shelf.of_products(uow, world.organization.id, [world.products[0].id]))
    assert [row.supplier_id for row in rows[world.products[0].id]] == [other.id, world.supplier.id]


def test_the_default_supplier_of_a_product_is_the_one_with_the_best_priority(store: Store, world: World) -> None:
    put(store, world, SupplierProductPatch(supplier_sku="FIRST", priority=3))

    def defaults(is_default: bool) -> list[str | None]:
        where = (
            Condition("product_id", Test.EQ, world.products[2].id),
            Condition("is_default", Test.EQ, is_default),
        )
        page = store.read_now(lambda uow: offers.browse(uow, world.admin, Listing(where=where)))
        return [offer.supplier_sku for offer in page.items]

    other = store.write_now(lambda uow: suppliers.create(uow, world.admin, SupplierDraft("Second")))
    store.write_now(
        lambda uow: offers.put(
            uow, world.admin, other.id, world.products[2].id, SupplierProductPatch(supplier_sku="SECOND", priority=2)
        )
    )
    assert (defaults(True), defaults(False)) == (["SECOND"], ["FIRST"])
    store.write_now(lambda uow: suppliers.delete(uow, world.admin, id=other.id))
    assert (defaults(True), defaults(False)) == (["FIRST"], [])


def test_prices_are_converted_at_todays_rates_when_a_supplier_changes_its_currency(store: Store, world: World) -> None:
    def convert(old: str) -> int:
        supplier = store.read_now(lambda uow: suppliers.read(uow, world.admin, id=world.supplier.id))
        return store.write_now(lambda uow: offers.convert(uow, world.admin, supplier, old))

    breaks = (PriceBreak(Decimal(10), Decimal("1.10")),)
    put(store, world, SupplierProductPatch(price=Decimal("1.25"), price_breaks=breaks, drop_shipment_cost=Decimal(2)))
    with pytest.raises(Invalid) as refused:
        convert("USD")
    assert [field.code for field in refused.value.fields] == [RATE_MISSING]
    store.write_now(lambda uow: rates.put(uow, world.admin, "USD", uow.now.date(), Decimal("0.8")))
    assert convert("USD") == 3
    row = store.read_now(lambda uow: offers.read(uow, world.admin, world.supplier.id, world.products[2].id))
    assert (row.price, row.price_breaks[0].price) == (Decimal(1), Decimal("0.88"))
    assert row.drop_shipment_cost == Decimal("1.6")


def test_goods_for_a_drop_ship_warehouse_cost_their_sending_and_too_much_is_refused(store: Store, world: World) -> None:
    put(store, world, SupplierProductPatch(drop_shipment_cost=Decimal("0.333333")))
    post = store.write_now(
        lambda uow: warehouses.create(uow, world.admin, WarehouseDraft("Post", type=WarehouseType.DROP_SHIP))
    )

    def delivery(quantity: int, warehouse_id: UUID) -> Decimal:
        line = LineDraft(product_id=world.products[2].id, quantity=Decimal(quantity))
        draft = OrderDraft((line, line), supplier_id=world.supplier.id, warehouse_id=warehouse_id)
        return store.write_now(lambda uow: orders.create(uow, world.admin, draft)).order.delivery_cost

    assert delivery(3, post.id) == Decimal("1.999998")
    assert delivery(3, world.warehouse.id) == 0
    put(store, world, SupplierProductPatch(drop_shipment_cost=Decimal(900_000_000_000)))
    with pytest.raises(Invalid) as refused:
        delivery(3, post.id)
    assert [field.path for field in refused.value.fields] == [("delivery_cost",)]
