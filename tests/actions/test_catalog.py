from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from entrepot.actions import catalog, orders
from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft, ProductKey, ProductPatch
from entrepot.book.catalog.errors import BARCODE_TAKEN, PRODUCT_IN_USE, PRODUCT_UNKNOWN, SKU_TAKEN
from entrepot.book.catalog.product import Dimensions, Product, ProductType
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.values.money import Money
from entrepot.book.values.page import Bookmark, Condition, Listing, Test
from entrepot.errors import Conflict, Invalid, NotFound
from entrepot.store import catalog as shelf
from entrepot.store import events, offers
from entrepot.store.store import Store
from tests.makers import World, make_world, open_store
from tests.statements import listening

FULL = ProductDraft(
    "Kraft box",
    sku="Box-10",
    brand="Kraftig",
    description="Brown, folded",
    barcodes=(BarcodeDraft("8710000000017"), BarcodeDraft("8710000000024", Decimal(10))),
    media=("https://images.example/box.jpg",),
    cost_price=Money(Decimal("0.123456"), "USD"),
    regular_price=Money(Decimal("1.99"), "EUR"),
    dimensions=Dimensions(Decimal("30.5"), Decimal(20), Decimal(10), "cm"),
    weight_grams=Decimal("120.5"),
    hs_code="0481910",
    country_of_origin="NL",
    whole_units=False,
)


def made(store: Store, world: World, draft: ProductDraft) -> Product:
    return store.write_now(lambda uow: catalog.create(uow, world.admin, draft))


def changed(store: Store, world: World, product: Product, patch: ProductPatch) -> Product:
    return store.write_now(lambda uow: catalog.change(uow, world.admin, ProductKey(id=product.id), patch))


def skus(store: Store, world: World, *where: Condition, sort: str = "sku") -> list[str]:
    listing = Listing(where=where, sort=sort)
    return [item.sku for item in store.read_now(lambda uow: catalog.browse(uow, world.admin, listing)).items]


def test_a_product_is_read_back_as_it_was_made_by_any_of_its_names(store: Store, world: World) -> None:
    product = made(store, world, FULL)
    for key in (ProductKey(id=product.id), ProductKey(serial=product.serial), ProductKey(sku="  BOX-10 ")):
        assert store.read_now(lambda uow, key=key: catalog.read(uow, world.admin, key)) == product  # type: ignore[misc]
    assert product.hs_code == "0481910"
    assert product.cost_price == Money(Decimal("0.123456"), "USD")


def test_a_product_without_sku_goes_by_its_serial(store: Store, world: World) -> None:
    product = made(store, world, ProductDraft("Nameless", sku="  "))
    assert product.sku == str(product.serial)


def test_a_sku_is_taken_in_any_spelling(store: Store, world: World) -> None:
    made(store, world, FULL)
    with pytest.raises(Conflict) as refused:
        made(store, world, replace(FULL, sku="BOX-10"))
    assert refused.value.code == SKU_TAKEN
    other = made(store, world, replace(FULL, sku="box-11"))
    with pytest.raises(Conflict):
        changed(store, world, other, ProductPatch(sku="bOX-10"))


def test_everything_wrong_with_a_product_is_said_at_once(store: Store, world: World) -> None:
    wrong = replace(
        FULL,
        name="",
        cost_price=Money(Decimal(-1), "EUX"),
        dimensions=Dimensions(Decimal(-1), Decimal(1), Decimal(1), "yards"),
        hs_code="abc",
        country_of_origin="ZZ",
        media=("ftp://images.example/box.jpg",),
        barcodes=(BarcodeDraft("1"), BarcodeDraft(" 1 ", Decimal(0))),
    )
    with pytest.raises(Invalid) as refused:
        made(store, world, wrong)
    paths = {field.path: field.code for field in refused.value.fields}
    assert set(paths) == {
        ("name",), ("cost_price", "amount"), ("cost_price", "currency"), ("dimensions", "length"),
        ("dimensions", "unit"), ("hs_code",), ("country_of_origin",), ("media", 0, "url"),
        ("barcodes", 1, "code"), ("barcodes", 1, "quantity"),
    }  # fmt: skip
    assert paths["barcodes", 1, "code"] == BARCODE_TAKEN


def test_new_barcodes_replace_the_old_and_those_that_stay_keep_their_id(store: Store, world: World) -> None:
    product = made(store, world, FULL)
    kept = product.barcodes[1]
    patch = ProductPatch(barcodes=(BarcodeDraft("99"), BarcodeDraft(kept.code, Decimal(12))))
    after = changed(store, world, product, patch)
    assert {barcode.code: barcode.quantity for barcode in after.barcodes} == {"99": Decimal(1), kept.code: Decimal(12)}
    assert after.barcodes[1].id == kept.id
    assert skus(store, world, Condition("barcode", Test.EQ, "8710000000017")) == []
    assert skus(store, world, Condition("barcode", Test.EQ, "99")) == ["Box-10"]
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, product.id))
    assert (f"barcodes.{kept.id}.quantity", "10", "12") in {(c.path, c.old, c.new) for c in told[1].changes}


def test_what_is_given_as_nothing_is_cleared(store: Store, world: World) -> None:
    product = made(store, world, FULL)
    after = changed(store, world, product, ProductPatch(cost_price=None, dimensions=None, barcodes=(), brand=None))
    assert (after.cost_price, after.dimensions, after.barcodes, after.brand) == (None, None, (), None)
    assert after.regular_price == FULL.regular_price


def test_products_are_found_by_what_people_remember_of_them(store: Store, world: World) -> None:
    made(store, world, replace(FULL, type=ProductType.BUNDLE, active=False))
    found = skus(store, world, Condition("text", Test.ICONTAINS, "KRAFTIG"))
    assert found == ["Box-10"]
    assert skus(store, world, Condition("text", Test.ICONTAINS, "000000024")) == ["Box-10"]
    assert skus(store, world, Condition("sku", Test.IN, ("sku-2", "BOX-10"))) == ["Box-10", "SKU-2"]
    assert skus(store, world, Condition("type", Test.EQ, ProductType.BUNDLE)) == ["Box-10"]
    assert skus(store, world, Condition("active", Test.EQ, True)) == ["SKU-1", "SKU-2", "SKU-3"]
    assert skus(store, world, Condition("supplier_serial", Test.EQ, world.supplier.serial)) == ["SKU-1", "SKU-2"]
    assert skus(store, world, Condition("supplier_id", Test.NOT_IN, (world.supplier.id,))) == ["Box-10", "SKU-3"]


@pytest.mark.parametrize("sort", ["id", "serial", "sku", "name", "created_at", "updated_at"])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_each_other_without_gap_or_double(store: Store, world: World, sort: str, descending: bool) -> None:
    for name in ("Zinc", "alpha", "Alpha"):
        made(store, world, ProductDraft(name, sku=f"{name}-x" if name != "Alpha" else None))
    whole = Listing(sort=sort, descending=descending)
    expected = [item.id for item in store.read_now(lambda uow: catalog.browse(uow, world.admin, whole)).items]
    assert len(expected) == 6
    seen = []
    after: Bookmark | None = None
    while True:
        listing = replace(whole, limit=2, after=after, count=True)
        page = store.read_now(lambda uow, listing=listing: catalog.browse(uow, world.admin, listing))  # type: ignore[misc]
        assert page.total == 6
        seen += [item.id for item in page.items]
        if page.next is None:
            break
        after = page.next
    assert seen == expected


def test_page_numbers_work_as_well(store: Store, world: World) -> None:
    listing = Listing(sort="sku", limit=2, offset=2)
    page = store.read_now(lambda uow: catalog.browse(uow, world.admin, listing))
    assert ([item.sku for item in page.items], page.next) == (["SKU-3"], None)


@pytest.mark.parametrize(
    "listing",
    [
        Listing(limit=0),
        Listing(limit=1001),
        Listing(offset=-1),
        Listing(sort="color"),
        Listing(where=(Condition("color", Test.EQ, "red"),)),
        Listing(where=(Condition("type", Test.EQ, "kit"),)),
        Listing(where=(Condition("serial", Test.EQ, 2**63),)),
        Listing(where=(Condition("serial", Test.EQ, "1001"),)),
        Listing(where=(Condition("id", Test.IN, "x"),)),
        Listing(where=(Condition("text", Test.ICONTAINS, 7),)),
    ],
)
def test_a_list_asks_only_what_it_can_answer(store: Store, world: World, listing: Listing) -> None:
    with pytest.raises(Invalid):
        store.read_now(lambda uow: catalog.browse(uow, world.admin, listing))


@pytest.mark.parametrize(
    ("sort", "value"), [("name", 7), ("serial", "x"), ("updated_at", "2026"), ("updated_at", 10**18), ("serial", True)]
)
def test_a_bookmark_of_another_list_is_refused(store: Store, world: World, sort: str, value: object) -> None:
    listing = Listing(sort=sort, after=Bookmark(value, world.products[0].id))
    with pytest.raises(Invalid):
        store.read_now(lambda uow: catalog.browse(uow, world.admin, listing))


def test_a_product_that_orders_name_is_not_deleted(store: Store, world: World) -> None:
    draft = OrderDraft(lines=(LineDraft(sku="SKU-1", quantity=Decimal(3)),), supplier_id=world.supplier.id)
    store.write_now(lambda uow: orders.create(uow, world.admin, draft))
    with pytest.raises(Conflict) as refused:
        store.write_now(lambda uow: catalog.delete(uow, world.admin, ProductKey(sku="SKU-1")))
    assert refused.value.code == PRODUCT_IN_USE


def test_a_deleted_product_is_gone_and_its_sku_stays_taken(store: Store, world: World) -> None:
    store.write_now(lambda uow: catalog.delete(uow, world.admin, ProductKey(sku="SKU-3")))
    assert skus(store, world) == ["SKU-1", "SKU-2"]
    with pytest.raises(NotFound):
        store.read_now(lambda uow: catalog.read(uow, world.admin, ProductKey(sku="SKU-3")))
    with pytest.raises(Conflict):
        made(store, world, ProductDraft("Again", sku="sku-3"))


def test_an_unknown_or_foreign_product_looks_the_same(store: Store, world: World) -> None:
    other = make_world(store, "Quayside")
    for key in (ProductKey(id=world.products[0].id), ProductKey(serial=2**64), ProductKey(sku="nothing"), ProductKey()):
        with pytest.raises(NotFound) as refused:
            store.read_now(lambda uow, key=key: catalog.read(uow, other.admin, key))  # type: ignore[misc]
        assert refused.value.code == PRODUCT_UNKNOWN


def test_the_products_of_many_lines_are_found_by_every_name_they_have(store: Store, world: World) -> None:
    many = [made(store, world, ProductDraft(f"Part {number}")) for number in range(20)]
    tenant = world.organization.id

    def find(uow: object) -> shelf.Products:
        return shelf.find_products(
            uow,  # type: ignore[arg-type]
            tenant,
            ids=[product.id for product in many],
            serials=[world.products[2].serial],
            skus=["sku-1", "nothing"],
            supplier_skus=(world.supplier.id, ["bw-2", "nothing"]),
        )

    found = store.read_now(find)
    assert len(found.by_id) == 23
    assert found.by_serial[world.products[2].serial] == world.products[2]
    assert found.sku(" SKU-1") == world.products[0]
    assert found.sku("nothing") is None
    assert found.supplier_sku("BW-2") == [world.products[1]]


def test_many_products_cost_no_more_statements_than_two(tmp_path: Path) -> None:
    with listening() as heard, open_store(tmp_path) as store:
        world = make_world(store)
        many = [made(store, world, ProductDraft(f"Part {number}")) for number in range(40)]

        def asked(products: list[Product]) -> int:
            heard.forget()
            names = [product.sku for product in products]
            ids = [product.id for product in products]
            listed = (world.supplier.id, names)
            store.read_now(
                lambda uow: shelf.find_products(uow, world.organization.id, ids=ids, skus=names, supplier_skus=listed)
            )
            store.read_now(lambda uow: offers.of(uow, world.organization.id, world.supplier.id, ids))
            return heard.count()

        assert asked(many[:2]) == asked(many) == 4
