"""Lists through Pack's door: filters, order, pages."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire


def references(page: Any) -> list[str]:
    return [order["reference"] for order in page["data"]]


def walk(wire: Wire, path: str, way: str = "next") -> list[str]:
    """The references of every page from this one on, following links."""
    found: list[str] = []
    while path:
        page = wire.page(path)
        found += references(page)
        path = page["links"][way]
    return found


def test_an_empty_list_has_the_same_envelope(wire: Wire) -> None:
    expected = {"data": [], "links": {"prev": None, "next": None}, "meta": {"per_page": 25}}
    for path in ("/purchase-orders", "/purchase-orders/"):
        assert wire.page(path) == expected


def test_a_list_shows_what_creating_showed(wire: Wire) -> None:
    made = wire.order("R-1")
    assert wire.page("/purchase-orders")["data"] == [made]


def test_the_newest_order_comes_first_unless_asked_otherwise(wire: Wire) -> None:
    for number in range(3):
        wire.order(f"R-{number}")
    assert references(wire.page("/purchase-orders")) == ["R-2", "R-1", "R-0"]
    assert references(wire.page("/purchase-orders?sort=-created_at")) == ["R-2", "R-1", "R-0"]
    assert references(wire.page("/purchase-orders?sort=created_at")) == ["R-0", "R-1", "R-2"]


@pytest.mark.parametrize("order", ["", "&sort=created_at"])
def test_links_lead_through_every_order_once(wire: Wire, order: str) -> None:
    names = [f"R-{number}" for number in range(7)]
    for name in names:
        wire.order(name)
    expected = names if order else names[::-1]
    assert walk(wire, f"/purchase-orders?per_page=3{order}") == expected
    page = wire.page(f"/purchase-orders?per_page=3&page=3{order}")
    assert page["links"]["next"] is None
    assert page["meta"] == {"per_page": 3}
    back = wire.page(page["links"]["prev"])
    assert references(back) == expected[3:6]
    first = wire.page(back["links"]["prev"])
    assert (references(first), first["links"]["prev"]) == (expected[:3], None)


def test_a_link_keeps_the_question_and_stands_on_our_address(wire: Wire) -> None:
    for number in range(3):
        wire.order(f"R-{number}")
    page = wire.page("/purchase-orders?filter[status]=created,ordered&per_page=2&sort=created_at")
    link = urlsplit(page["links"]["next"])
    assert link.path == f"/pack/v1/organizations/{wire.me.organization}/purchase-orders"
    assert f"{link.scheme}://{link.netloc}" == str(wire.client.base_url).rstrip("/")
    asked = parse_qs(link.query)
    assert asked["filter[status]"] == ["created,ordered"]
    assert (asked["per_page"], asked["sort"], asked["page"]) == (["2"], ["created_at"], ["2"])
    assert references(wire.page(page["links"]["next"])) == ["R-2"]


def test_a_page_asked_for_by_number_is_the_one_the_link_leads_to(wire: Wire) -> None:
    for number in range(5):
        wire.order(f"R-{number}")
    by_link = wire.page(wire.page("/purchase-orders?per_page=2")["links"]["next"])
    assert by_link["data"] == wire.page("/purchase-orders?per_page=2&page=2")["data"]


def test_a_link_changed_by_hand_still_shows_the_page_it_names(wire: Wire) -> None:
    for number in range(5):
        wire.order(f"R-{number}")
    link = wire.page("/purchase-orders?per_page=2")["links"]["next"]
    assert references(wire.page(link.replace("&page=2", "&page=3"))) == ["R-0"]
    assert references(wire.page("/purchase-orders?per_page=2&page=2&bookmark=nonsense")) == ["R-2", "R-1"]


def test_a_page_beyond_the_end_is_empty(wire: Wire) -> None:
    wire.order()
    page = wire.page("/purchase-orders?page=9")
    assert (page["data"], page["links"]["next"]) == ([], None)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=one", "page"),
        ("page=", "page"),
        ("page=99999999999999999999", "page"),
        ("per_page=0", "per_page"),
        ("per_page=101", "per_page"),
        ("per_page=2.5", "per_page"),
        ("filter[status]=cancelled", "filter.status"),
        ("filter[status]=created,lost", "filter.status"),
        ("filter[status]=", "filter.status"),
    ],
)
def test_a_wrong_value_in_the_query_is_named(wire: Wire, query: str, field: str) -> None:
    assert wire.wrong_fields("GET", f"/purchase-orders?{query}") == [field]


@pytest.mark.parametrize(
    "query",
    [
        "filter[reference]=R-1",
        "filter[status.startsWith]=cr",
        "filter=created",
        "filter[status",
        "sort=reference",
        "sort=id",
        "sort=--created_at",
        "sort=",
        "include=lines",
        "include[]=supplier",
    ],
)
def test_an_unknown_filter_sort_or_include_is_a_bad_request(wire: Wire, query: str) -> None:
    wire.refused(400, "GET", f"/purchase-orders?{query}")


def test_other_parameters_are_ignored(wire: Wire) -> None:
    made = wire.order()
    assert wire.page("/purchase-orders?colour=red")["data"] == [made]


@pytest.fixture
def five(wire: Wire) -> dict[str, str]:
    """One order in each status that needs no goods, by status."""
    steps = {"created": (), "ordered": ("ordered",), "expected": ("ordered", "expected"), "canceled": ("canceled",)}
    found = {}
    for status, moves in steps.items():
        made = wire.order(status)
        for move in moves:
            wire.put(f"/purchase-orders/{made['id']}", {"status": move})
        found[status] = made["id"]
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("filter[status]=created", {"created"}),
        ("filter[status]=ordered", {"ordered"}),
        ("filter[status]=expected", {"expected"}),
        ("filter[status]=canceled", {"canceled"}),
        ("filter[status]=receiving,received,completed", set()),
        ("filter[status]=created,ordered", {"created", "ordered"}),
        ("filter[status][]=created&filter[status][]=expected", {"created", "expected"}),
        ("filter[status][0]=created&filter[status][1]=canceled", {"created", "canceled"}),
        ("filter%5Bstatus%5D=ordered%2Ccanceled", {"ordered", "canceled"}),
        (
            "filter[status]=canceled,created,ordered,expected,receiving,received,completed",
            {"created", "ordered", "expected", "canceled"},
        ),
    ],
)
def test_orders_are_found_by_status(wire: Wire, five: dict[str, str], query: str, expected: set[str]) -> None:
    assert set(references(wire.page(f"/purchase-orders?{query}"))) == expected


def test_orders_are_found_by_supplier(wire: Wire) -> None:
    other = wire.post("/suppliers", {"name": "Hillside Herbs"})["id"]
    wire.order("mine")
    wire.post("/purchase-orders", wire.order_body(supplier_id=other, reference="theirs"))
    assert references(wire.page(f"/purchase-orders?filter[supplier_id]={other}")) == ["theirs"]
    assert references(wire.page(f"/purchase-orders?filter[supplier_id]={other}&filter[status]=ordered")) == []
    for unknown in (NOWHERE, "anything", wire.neighbour.supplier):
        assert references(wire.page(f"/purchase-orders?filter[supplier_id]={unknown}")) == []


def test_a_list_shows_nothing_of_the_neighbours(wire: Wire) -> None:
    theirs = f"/v1/organizations/{wire.neighbour.organization}"
    body = {
        "supplier_id": wire.neighbour.supplier,
        "lines": [{"product_id": wire.neighbour.tea, "quantity_ordered": 1}],
    }
    wire.post(f"{theirs}/purchase-orders", body, token=wire.neighbour.token)
    assert wire.page("/purchase-orders")["data"] == []
    for path in ("/purchase-orders", "/suppliers", "/products", "/warehouses", "/product-warehouses"):
        wire.refused(404, "GET", f"{theirs}{path}")
