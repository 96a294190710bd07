import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from entrepot.book.values.page import Bookmark, Condition, Listing, Page, Test
from entrepot.store import catalog, companies, events, offers, people, stock, suppliers, tags, terms, warehouses
from entrepot.store.listing import Catalogue
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.store.makers import ORGANIZATION

CATALOGUES: dict[str, Catalogue[Any]] = {
    "suppliers": suppliers.CATALOGUE,
    "offers": offers.CATALOGUE,
    "products": catalog.CATALOGUE,
    "warehouses": warehouses.CATALOGUE,
    "companies": companies.CATALOGUE,
    "terms": terms.CATALOGUE,
    "tags": tags.CATALOGUE,
    "levels": stock.LEVEL_CATALOGUE,
    "mutations": stock.MUTATION_CATALOGUE,
    "users": people.USER_CATALOGUE,
    "keys": people.KEY_CATALOGUE,
    "events": events.CATALOGUE,
}
LISTS = [(name, sort) for name, each in CATALOGUES.items() for sort in sorted(each.sorts)]
BOOKMARK = Bookmark("a", UUID(int=7))


def plan_of(store: Store, catalogue: Catalogue[Any], listing: Listing) -> list[str]:
    """How SQLite goes about one page."""

    def work(uow: UnitOfWork) -> list[str]:
        asked: list[tuple[str, Any]] = []

        def heard(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
            asked.append((statement, parameters))

        event.listen(uow.connection, "before_cursor_execute", heard)
        catalogue.page(uow, ORGANIZATION, listing)
        event.remove(uow.connection, "before_cursor_execute", heard)
        statement, parameters = asked[-1]
        return [str(row[3]) for row in uow.rows(f"EXPLAIN QUERY PLAN {statement}", parameters)]

    return store.read_now(work)


@pytest.mark.parametrize(("name", "sort"), LISTS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_list_walks_an_index_in_its_order(store: Store, name: str, sort: str, descending: bool) -> None:
    plan = plan_of(store, CATALOGUES[name], Listing(sort=sort, descending=descending))
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")], plan


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("suppliers", "serial", 1001),
        ("suppliers", "code", "BW"),
        ("suppliers", "id", UUID(int=1)),
        ("products", "sku", "sku-1"),
        ("products", "barcode", "871"),
        ("products", "supplier_id", UUID(int=1)),
        ("offers", "supplier_sku", "BW-1"),
        ("offers", "product_serial", 1001),
        ("warehouses", "serial", 1001),
        ("tags", "slug", "rush"),
        ("levels", "product_id", UUID(int=1)),
        ("mutations", "stock_level_id", UUID(int=1)),
        ("users", "email", "a@b.example"),
        ("events", "subject_id", UUID(int=1)),
    ],
)
def test_what_is_looked_up_often_is_found_by_an_index(store: Store, name: str, field: str, value: object) -> None:
    plan = plan_of(store, CATALOGUES[name], Listing(where=(Condition(field, Test.EQ, value),)))
    through_everything = re.compile(r"SCAN|.*\(organization_id=\?\)$")
    assert not [step for step in plan if through_everything.match(step)], plan


def test_a_page_of_an_empty_list_is_empty(store: Store) -> None:
    for catalogue in CATALOGUES.values():
        page = store.read_now(lambda uow, each=catalogue: each.page(uow, ORGANIZATION, Listing(count=True)))  # type: ignore[misc]
        assert page == Page((), None, 0)


def test_a_page_can_be_told_in_other_words() -> None:
    page = Page((1, 2), BOOKMARK, 5)
    assert page.map(str) == Page(("1", "2"), BOOKMARK, 5)
    assert replace(page, items=()).map(str).items == ()
