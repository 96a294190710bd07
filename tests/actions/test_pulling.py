"""Records of another server: what the book makes of them the first time, and when they say something else later."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from entrepot.actions import catalog, orders, suppliers
from entrepot.actions.pulling import Source, keep
from entrepot.book.catalog.draft import ProductDraft, ProductKey
from entrepot.book.exchange.record import Became, Content, Entry, Exchanged, Pulled, PulledLine, PulledOrder
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey, OrderPatch
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.store.store import Store
from tests.makers import World, make_world, open_store

D = Decimal
FROM = Source("there")
LINE_FIELDS = frozenset({"quantity", "unit_price", "notes"})


class Book:
    """A world and short words for what arrives in it."""

    def __init__(self, store: Store, world: World) -> None:
        self.store, self.world, self.actor = store, world, world.admin

    def keep(self, noun: Exchanged, id: str, content: Content | None, *fields: str, source: Source = FROM) -> Entry:
        record = Pulled(id, id, content, frozenset(fields), fault="unreadable")
        return self.store.write_now(lambda uow: keep(uow, self.actor, source, noun, record))

    def supplier(self, id: str, draft: SupplierDraft, *fields: str) -> Entry:
        return self.keep(Exchanged.SUPPLIERS, id, draft, *(fields or ("name", "emails")))

    def order(self, pulled: PulledOrder, *fields: str, source: Source = FROM) -> Entry:
        return self.keep(Exchanged.ORDERS, "O-1", pulled, *(fields or ("number", "title")), source=source)

    def read(self, entry: Entry) -> Order:
        assert entry.book_id is not None, entry.reasons
        key = OrderKey(id=entry.book_id)
        return self.store.read_now(lambda uow: orders.read(uow, self.actor, key)).order


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_store(tmp_path) as store:
        yield Book(store, make_world(store))


def line(id: str, sku: str, quantity: int, price: str = "2", **more: Any) -> PulledLine:
    return PulledLine(id, LineDraft(sku=sku, quantity=D(quantity), unit_price=D(price), **more))


def an_order(*lines: PulledLine, status: OrderStatus = OrderStatus.DRAFT, **header: Any) -> PulledOrder:
    draft = OrderDraft((), number="THEIR-1", **header)
    return PulledOrder(draft, lines or (line("1", "SKU-1", 10),), status, LINE_FIELDS)


def test_a_supplier_is_made_then_left_alone_then_changed_where_the_dialect_says_something(book: Book) -> None:
    first = book.supplier("7", SupplierDraft("Nordlys", emails=("a@n.example",)))
    assert first.became is Became.CREATED
    assert book.supplier("7", SupplierDraft("Nordlys", emails=("a@n.example",))).became is Became.UNCHANGED
    id = first.book_id
    book.store.write_now(lambda uow: suppliers.change(uow, book.actor, SupplierPatch(remarks="ours"), id=id))
    changed = book.supplier("7", SupplierDraft("Nordlys AS", emails=("b@n.example",), remarks="theirs"))
    assert (changed.became, changed.book_id) == (Became.CHANGED, id)
    after = book.store.read_now(lambda uow: suppliers.read(uow, book.actor, id=id))
    assert (after.name, after.emails, after.remarks) == ("Nordlys AS", ("b@n.example",), "ours")


def test_what_the_book_has_under_the_same_name_is_the_same_thing(book: Book) -> None:
    supplier = book.supplier("7", SupplierDraft(" brightwater paper", emails=("orders@brightwater.example",)), "emails")
    assert (supplier.became, supplier.book_id) == (Became.UNCHANGED, book.world.supplier.id)
    product = book.keep(Exchanged.PRODUCTS, "9", ProductDraft("Other name", sku="sku-2"), "name")
    assert (product.became, product.book_id) == (Became.CHANGED, book.world.products[1].id)
    place = book.keep(Exchanged.WAREHOUSES, "3", WarehouseDraft(book.world.warehouse.name, is_default=True), "name")
    assert (place.became, place.book_id) == (Became.UNCHANGED, book.world.warehouse.id)


def test_the_default_warehouse_stays_this_books_own(book: Book) -> None:
    entry = book.keep(Exchanged.WAREHOUSES, "3", WarehouseDraft("Quay", is_default=True), "name", "is_default")
    assert entry.became is Became.CREATED


def test_a_thing_that_was_deleted_here_is_not_made_again(book: Book) -> None:
    entry = book.supplier("7", SupplierDraft("Nordlys"))
    book.store.write_now(lambda uow: suppliers.delete(uow, book.actor, id=entry.book_id))
    again = book.supplier("7", SupplierDraft("Nordlys AS"))
    assert (again.became, again.reasons) == (Became.REFUSED, ("Nordlys AS was pulled before and is deleted here.",))
    product = book.keep(Exchanged.PRODUCTS, "9", ProductDraft("New", sku="NEW-1"), "name")
    key = ProductKey(id=product.book_id)
    book.store.write_now(lambda uow: catalog.delete(uow, book.actor, key))
    assert book.keep(Exchanged.PRODUCTS, "9", ProductDraft("Newer", sku="NEW-1"), "name").became is Became.REFUSED


def test_what_the_book_refuses_leaves_nothing_and_says_why(book: Book) -> None:
    entry = book.supplier("7", SupplierDraft("Nordlys", emails=("nonsense",)))
    assert entry.became is Became.REFUSED
    assert entry.reasons[0].startswith("emails")
    assert book.keep(Exchanged.SUPPLIERS, "8", None).reasons == ("unreadable",)
    assert book.supplier("7", SupplierDraft("Nordlys")).became is Became.CREATED


@pytest.mark.parametrize("status", OrderStatus)
def test_an_order_is_brought_to_where_it_stands_there(book: Book, status: OrderStatus) -> None:
    entry = book.order(an_order(status=status))
    assert (entry.became, entry.remarks) == (Became.CREATED, ())
    assert book.read(entry).status is status


def test_lines_are_changed_added_and_taken_off_as_they_are_there(book: Book) -> None:
    first = book.order(an_order(line("1", "SKU-1", 10), line("2", "SKU-2", 3), title="Spring"))
    old = book.read(first)
    lines = (line("3", "SKU-3", 4), line("1", "SKU-1", 12, "2.50", notes="blue"))
    changed = book.order(an_order(*lines, title="Summer"))
    after = book.read(changed)
    assert (changed.became, after.id, after.title) == (Became.CHANGED, old.id, "Summer")
    kept = {each.sku: (each.quantity_ordered, each.unit_price, each.notes) for each in after.lines}
    assert kept == {"SKU-1": (D(12), D("2.5"), "blue"), "SKU-3": (D(4), D(2), None)}
    assert old.lines[0].id in {each.id for each in after.lines}
    assert book.order(an_order(*lines, title="Summer")).became is Became.UNCHANGED
    again = book.read(book.order(an_order(replace(lines[0], draft=replace(lines[0].draft, quantity=D(5))), lines[1])))
    assert {each.sku: each.quantity_ordered for each in again.lines} == {"SKU-1": D(12), "SKU-3": D(5)}


def test_a_line_that_became_another_product_is_another_line(book: Book) -> None:
    old = book.read(book.order(an_order(line("1", "SKU-1", 10))))
    after = book.read(book.order(an_order(line("1", "SKU-2", 10))))
    assert [each.sku for each in after.lines] == ["SKU-2"]
    assert after.lines[0].id != old.lines[0].id


def test_what_was_changed_here_stays_until_the_other_side_says_something_new(book: Book) -> None:
    first = book.order(an_order(title="Spring"))
    key, patch = OrderKey(id=first.book_id), OrderPatch(title="Ours")
    book.store.write_now(lambda uow: orders.change(uow, book.actor, key, patch))
    assert book.order(an_order(title="Spring")).became is Became.UNCHANGED
    assert book.read(first).title == "Ours"
    assert book.read(book.order(an_order(title="Theirs"))).title == "Theirs"


def test_an_order_that_is_over_here_takes_no_changes_and_says_so(book: Book) -> None:
    first = book.order(an_order())
    key = OrderKey(id=first.book_id)
    book.store.write_now(lambda uow: orders.cancel(uow, book.actor, key))
    refused = book.order(an_order(line("1", "SKU-1", 99)))
    assert refused.became is Became.REFUSED
    assert book.order(an_order(status=OrderStatus.CANCELED, title="Gone")).became is Became.UNCHANGED


def test_a_number_that_is_in_use_here_is_never_taken_over(book: Book) -> None:
    book.order(an_order())
    other = book.order(an_order(), source=Source("elsewhere"))
    assert other.became is Became.REFUSED
    assert "THEIR-1" in other.reasons[0]


def test_an_order_waits_for_what_it_refers_to_but_a_trial_goes_on(book: Book) -> None:
    alien = replace(an_order(replace(line("1", "ALIEN", 1), product="55")), supplier="66", warehouse="77")
    refused = book.order(alien)
    assert [reason.split(":")[0] for reason in refused.reasons] == ["supplier_id", "warehouse_id", "lines.0.product_id"]
    trial = book.order(alien, source=Source("there", trial=True))
    assert (trial.became, len(trial.remarks)) == (Became.CREATED, 3)


def test_a_product_that_only_lines_name_is_made_with_the_order(book: Book) -> None:
    named = replace(line("1", "SHY-1", 1), named=ProductDraft("Shy one", sku="SHY-1"))
    order = book.read(book.order(an_order(named)))
    assert (order.lines[0].sku, order.lines[0].product_name) == ("SHY-1", "Shy one")
