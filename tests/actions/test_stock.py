from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrepot.actions import catalog, stock
from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.stock.errors import STOCK_NEGATIVE, STOCK_SHORT
from entrepot.book.stock.level import StockLevel
from entrepot.book.values.errors import QUANTITY_RANGE, QUANTITY_WHOLE
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.errors import Conflict, EntrepotError, Invalid
from entrepot.store import events
from entrepot.store import stock as shelf
from entrepot.store.store import Store
from tests.makers import World


def moved(store: Store, world: World, delta: str, product: int = 0) -> StockLevel:
    level, _ = store.write_now(
        lambda uow: stock.mutate(
            uow, world.admin, world.products[product].id, world.warehouse.id, Decimal(delta), "count"
        )
    )
    return level


def promised(store: Store, world: World, quantity: str) -> StockLevel:
    level, _ = store.write_now(
        lambda uow: stock.reserve(
            uow, world.admin, world.products[0].id, world.warehouse.id, Decimal(quantity), "order 9"
        )
    )
    return level


def test_available_is_what_is_there_and_promised_to_nobody(store: Store, world: World) -> None:
    level = moved(store, world, "10")
    assert [level.on_hand, level.allocated, level.available, level.version] == [30, 5, 25, 3]


def test_stock_never_falls_below_zero(store: Store, world: World) -> None:
    with pytest.raises(Conflict) as refused:
        moved(store, world, "-21")
    assert refused.value.code == STOCK_NEGATIVE
    assert moved(store, world, "-20").on_hand == 0


def test_no_more_is_promised_than_is_available(store: Store, world: World) -> None:
    with pytest.raises(Conflict) as refused:
        promised(store, world, "16")
    assert refused.value.code == STOCK_SHORT
    assert promised(store, world, "15").available == 0


def test_no_more_is_given_back_than_was_promised(store: Store, world: World) -> None:
    assert promised(store, world, "-5").allocated == 0
    with pytest.raises(Conflict) as refused:
        promised(store, world, "-1")
    assert refused.value.code == STOCK_NEGATIVE


def test_whole_units_are_not_cut(store: Store, world: World) -> None:
    for change, quantity in ((moved, "1.5"), (promised, "0.5")):
        with pytest.raises(Invalid) as refused:
            change(store, world, quantity)
        assert refused.value.fields[0].code == QUANTITY_WHOLE


def test_what_is_sold_by_weight_may_be_cut(store: Store, world: World) -> None:
    product = store.write_now(lambda uow: catalog.create(uow, world.admin, ProductDraft("Rope", whole_units=False)))
    level, mutation = store.write_now(
        lambda uow: stock.mutate(uow, world.admin, product.id, world.warehouse.id, Decimal("2.125"))
    )
    assert level.on_hand == mutation.delta == Decimal("2.125")


@pytest.mark.parametrize("delta", ["0", "1000000000", "0.0000001"])
def test_a_quantity_of_nothing_or_out_of_range_is_refused(store: Store, world: World, delta: str) -> None:
    with pytest.raises(Invalid) as refused:
        moved(store, world, delta)
    assert refused.value.fields[0].path == ("delta",)


def test_stock_does_not_grow_beyond_what_can_be_kept(store: Store, world: World) -> None:
    with pytest.raises(Conflict) as refused:
        moved(store, world, "999999999")
    assert refused.value.code == QUANTITY_RANGE


def test_an_unknown_product_or_warehouse_is_a_wrong_field(store: Store, world: World) -> None:
    for product, warehouse, field in (
        (uuid4(), world.warehouse.id, "product_id"),
        (world.products[0].id, uuid4(), "warehouse_id"),
    ):
        with pytest.raises(Invalid) as refused:
            store.write_now(
                lambda uow, product=product, warehouse=warehouse: stock.mutate(  # type: ignore[misc]
                    uow, world.admin, product, warehouse, Decimal(1)
                )
            )
        assert refused.value.fields[0].path == (field,)


def test_every_change_stands_in_the_ledger_and_in_the_timeline(store: Store, world: World) -> None:
    level = moved(store, world, "-3")
    listing = Listing(where=(Condition("stock_level_id", Test.EQ, level.id),))
    ledger = store.read_now(lambda uow: stock.browse_mutations(uow, world.admin, listing)).items
    assert [(entry.kind.value, str(entry.delta), entry.reason, entry.reference) for entry in ledger] == [
        ("on_hand", "20", "opening stock", None),
        ("allocated", "5", None, "order 77"),
        ("on_hand", "-3", "count", None),
    ]
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, level.id))
    assert [(change.old, change.new) for event in told for change in event.changes] == [
        ("0", "20"),
        ("0", "5"),
        ("20", "17"),
    ]


def test_levels_are_found_by_product_and_warehouse(store: Store, world: World) -> None:
    moved(store, world, "7", product=1)

    def found(field: str, value: object) -> list[Decimal]:
        listing = Listing(where=(Condition(field, Test.EQ, value),))
        return [level.on_hand for level in store.read_now(lambda uow: stock.browse(uow, world.admin, listing)).items]

    assert found("product_id", world.products[1].id) == [7]
    assert found("product_serial", world.products[0].serial) == [20]
    assert found("warehouse_serial", world.warehouse.serial) == [20, 7]
    assert found("warehouse_id", uuid4()) == []


def test_figures_add_up_over_warehouses(store: Store, world: World) -> None:
    figures = store.read_now(
        lambda uow: shelf.figures(uow, world.organization.id, [product.id for product in world.products])
    )
    assert {id: [each.on_hand, each.allocated, each.available] for id, each in figures.items()} == {
        world.products[0].id: [20, 5, 15]
    }


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(-30, 30)), max_size=8))
def test_a_level_is_always_the_sum_of_its_ledger(store: Store, world: World, steps: list[tuple[bool, int]]) -> None:
    for on_hand, figure in steps:
        try:
            (moved if on_hand else promised)(store, world, str(figure))
        except EntrepotError:
            continue
    assert store.read_now(lambda uow: shelf.unbalanced(uow, world.organization.id)) == []


def test_a_level_that_lost_its_ledger_is_found(store: Store, world: World) -> None:
    tenant = world.organization.id

    def tampered(uow: object) -> None:
        uow.sql("UPDATE stock_levels SET on_hand = on_hand + 1 WHERE organization_id = ?", (tenant.bytes,))  # type: ignore[attr-defined]

    store.write_now(tampered)
    assert len(store.read_now(lambda uow: shelf.unbalanced(uow, tenant))) == 1


def overdrawn(store: Store, level: StockLevel) -> list[str]:
    """What was said about a level that holds less than is promised."""
    told = store.read_now(lambda uow: list(events.of(uow, level.organization_id, level.id)))
    return [event.message for event in told if event.code == "stock.overdrawn"]


def test_taking_goods_that_were_promised_is_done_and_written_down(store: Store, world: World) -> None:
    assert overdrawn(store, moved(store, world, "-15")) == []
    level = moved(store, world, "-2")
    assert overdrawn(store, level) == ["3 on hand, 5 promised."]
    assert overdrawn(store, moved(store, world, "1")) == ["3 on hand, 5 promised."]
