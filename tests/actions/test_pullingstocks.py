"""Stock of another server: brought into the book by mutations, once, and never for what is unknown here."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from entrepot.actions import catalog, stock
from entrepot.actions.pulling import Source, keep
from entrepot.book.catalog.draft import ProductKey, ProductPatch
from entrepot.book.exchange.record import Became, Entry, Exchanged, Pulled, PulledStock
from entrepot.book.values.page import Listing
from entrepot.store.store import Store
from tests.makers import World, make_world, open_store

D = Decimal
FROM = Source("there", called="integration Quay")


class Book:
    """A world into which stock arrives."""

    def __init__(self, store: Store, world: World) -> None:
        self.store, self.world = store, world

    def arrives(self, on_hand: str, *, sku: str = "SKU-2", place: str | None = None, whole: bool = False) -> Entry:
        found = PulledStock("P-2", "W-1", D(on_hand), sku, place or self.world.warehouse.name, whole)
        record = Pulled("L-1", "P-1", found)
        return self.store.write_now(lambda uow: keep(uow, self.world.admin, FROM, Exchanged.STOCKS, record))

    def ledger(self) -> list[tuple[Decimal, str | None]]:
        """What came and went of it, oldest first, with its reason."""
        page = self.store.read_now(lambda uow: stock.browse_mutations(uow, self.world.admin, Listing()))
        return [
            (each.delta, each.reason)
            for each in sorted(page.items, key=lambda each: each.id)
            if each.product_id == self.world.products[1].id
        ]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_store(tmp_path) as store:
        yield Book(store, make_world(store))


def test_only_the_difference_is_written_and_the_reason_names_the_integration(book: Book) -> None:
    assert book.arrives("40").became is Became.CREATED
    assert book.arrives("40").became is Became.UNCHANGED
    assert book.arrives("25").became is Became.CHANGED
    why = "Stock as shown by integration Quay"
    assert book.ledger() == [(D(40), why), (D(-15), why)]


def test_nothing_there_and_nothing_here_writes_nothing(book: Book) -> None:
    assert book.arrives("0").became is Became.UNCHANGED
    assert book.ledger() == []


def test_a_fraction_here_stays_when_the_vendor_shows_whole_units_only(book: Book) -> None:
    key = ProductKey(id=book.world.products[1].id)
    book.store.write_now(lambda uow: catalog.change(uow, book.world.admin, key, ProductPatch(whole_units=False)))
    assert book.arrives("2.5").became is Became.CREATED
    assert book.arrives("2", whole=True).became is Became.UNCHANGED
    assert book.arrives("3", whole=True).became is Became.CHANGED


def test_what_is_unknown_here_is_refused_by_name(book: Book) -> None:
    unknown = book.arrives("4", sku="NEVER-SEEN")
    assert (unknown.became, unknown.reasons) == (Became.REFUSED, ("No product here is NEVER-SEEN.",))
    assert book.arrives("4", place="Far Shed").reasons == ("No warehouse here is Far Shed.",)
    assert book.arrives("-4").became is Became.REFUSED
    assert book.ledger() == []


def test_fewer_than_are_promised_here_are_taken_and_said(book: Book) -> None:
    book.arrives("10")
    product, warehouse = book.world.products[1].id, book.world.warehouse.id
    book.store.write_now(lambda uow: stock.reserve(uow, book.world.admin, product, warehouse, D(6)))
    less = book.arrives("4")
    assert less.became is Became.CHANGED
    assert less.remarks == ("4 on hand, but 6 are promised here.",)
