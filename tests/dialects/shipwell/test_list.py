"""Listing orders: every filter, the order of the list, and its pages."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, new_item, new_order

Query = list[tuple[str, str]]


def found(wire: Wire, query: Query, path: str = "/orders", token: str | None = None) -> list[str]:
    status, body = wire("GET", f"{path}?{urlencode([*query, ('order_by', 'order_number')])}", token=token)
    assert status == 200, body
    assert body["count"] == len(body["data"])
    return [order["order_number"] for order in body["data"]]


def window(start: str | None, end: str | None) -> dict[str, Any]:
    return {"shipping_requirements": {"plan_window": {"start": start, "end": end}}}


def three_orders(wire: Wire) -> dict[str, Any]:
    """A-1 is rich, b-2 has a supplier of the book, C-3 is bare and cancelled; their documents by number."""
    cold = wire("POST", "/tags", {"name": "Cold", "color": "#09f", "status": "ACTIVE"})[1]
    late = wire("POST", "/tags", {"name": "Late", "color": "#09f", "status": "ACTIVE"})[1]
    rich = {
        "name": "Spring resupply",
        "description": "for the big oven",
        "ship_to": {
            "country": "US", "line_1": "88 Quarry Rd", "locality": "Duluth", "region": "MN", "postal_code": "55802",
            "company_name": "Harbor Bakehouse", **window("2026-04-06T13:00:00Z", "2026-04-06T17:00:00Z"),
        },
        "ship_from": {
            "country": "CA", "locality": "Winnipeg", "region": "MB", "company_name": "Elevator Nine",
            **window("2026-04-01T08:00:00Z", "2026-04-02T08:00:00Z"),
        },
        "references": [
            {"qualifier": "PURCHASE_ORDER_NUMBER", "value": "4500-311"},
            {"qualifier": "CUSTOMER_REFERENCE_NUMBER", "value": "Cust-9"},
        ],
        "items": [new_item(shipping_requirements={"handling_unit_id": "HU-1"}), new_item()],
        "tags": ["cold", late["id"]],
        "start_date": "2026-01-05",
        "custom_data": {"cost_center": "Kiosk-17"},
    }  # fmt: skip
    made = {"A-1": wire.create(order_number="A-1", **rich)}
    made["b-2"] = wire.create(
        order_number="b-2", supplier={"supplier_id": wire.desk.supplier}, tags=["late"], archived=True,
        name="Autumn", start_date="2026-01-04", ship_to={"country": "SE", "locality": "Ystad"},
    )  # fmt: skip
    made["C-3"] = wire.create(order_number="C-3", ship_to={"country": "DE"}, name="spring clean", items=[])
    assert wire("POST", f"/purchase-orders/{made['C-3']['id']}/cancel")[0] == 200
    return {**made, "tags": {"cold": cold["id"], "late": late["id"]}}


ONLY_RICH = ["A-1"]
EVERYTHING = ["A-1", "b-2", "C-3"]
CASES: list[tuple[Query, list[str]]] = [
    ([], EVERYTHING),
    ([("unheard_of", "x"), ("name", "")], EVERYTHING),
    ([("status", "READY")], ["A-1"]),
    ([("status", "NOT_READY")], ["b-2"]),
    ([("status", "CANCELLED")], ["C-3"]),
    ([("status", "READY"), ("status", "NOT_READY")], ["A-1", "b-2"]),
    ([("status__in", "CANCELLED,READY")], ["A-1", "C-3"]),
    ([("status", "READY"), ("status__in", "CANCELLED,NOT_READY")], []),
    ([("status", "DELIVERED")], []),
    ([("status", "FILLED"), ("status", "READY")], ["A-1"]),
    ([("order_number", "A-1"), ("order_number", "C-3")], ["A-1", "C-3"]),
    ([("order_number__in", "A-1,b-2")], ["A-1", "b-2"]),
    ([("order_number__contains", "-3")], ["C-3"]),
    ([("order_number__icontains", "B-")], ["b-2"]),
    ([("name", "Autumn")], ["b-2"]),
    ([("name__in", "Autumn,spring clean")], ["b-2", "C-3"]),
    ([("name__contains", "spring")], ["C-3"]),
    ([("name__icontains", "SPRING")], ["A-1", "C-3"]),
    ([("references", "Cust-9")], ONLY_RICH),
    ([("references__contains", "4500")], ONLY_RICH),
    ([("references__contains", "cust")], []),
    ([("references__icontains", "cUST")], ONLY_RICH),
    ([("references__in", "4500-311,none")], ONLY_RICH),
    ([("references__purchase_order_number", "4500-311")], ONLY_RICH),
    ([("references__purchase_order_number", "Cust-9")], []),
    ([("references__purchase_order_number__contains", "500")], ONLY_RICH),
    ([("references__purchase_order_number__icontains", "500-")], ONLY_RICH),
    ([("references__purchase_order_number__in", "x,4500-311")], ONLY_RICH),
    ([("purchase_order_number", "4500-311")], ONLY_RICH),
    ([("purchase_order_number__contains", "311")], ONLY_RICH),
    ([("purchase_order_number__icontains", "CUST")], []),
    ([("purchase_order_number__in", "4500-311")], ONLY_RICH),
    ([("supplier__name", "Prairie Mills")], ["b-2"]),
    ([("supplier__name", "Nobody"), ("supplier__name", "Prairie Mills")], ["b-2"]),
    ([("supplier__name__contains", "Mills")], ["b-2"]),
    ([("supplier__name__icontains", "pRAIRIE")], ["b-2"]),
    ([("supplier__name__in", "Prairie Mills,Nobody")], ["b-2"]),
    ([("customer__name__contains", "Harbor")], EVERYTHING),
    ([("customer__name__icontains", "BAKEHOUSE")], EVERYTHING),
    ([("customer__name", "Somebody Else")], []),
    ([("customer__name__in", "Somebody Else")], []),
    ([("ship_to__company_name", "Harbor Bakehouse")], ONLY_RICH),
    ([("ship_to__company_name__contains", "Bake")], ONLY_RICH),
    ([("ship_to__company_name__icontains", "bake")], ONLY_RICH),
    ([("ship_to__company_name__in", "x,Harbor Bakehouse")], ONLY_RICH),
    ([("ship_to__region", "MN"), ("ship_to__region", "WI")], ONLY_RICH),
    ([("ship_to__region__contains", "M")], ONLY_RICH),
    ([("ship_to__region__icontains", "mn")], ONLY_RICH),
    ([("ship_to__region__in", "MN,WI")], ONLY_RICH),
    ([("ship_to__address", "88 Quarry Rd Duluth MN 55802 US")], ONLY_RICH),
    ([("ship_to__address", "88 Quarry Rd"), ("ship_to__address", "Ystad SE")], ["b-2"]),
    ([("ship_to__address__icontains", "quarry rd DULUTH")], ONLY_RICH),
    ([("ship_from__company_name", "Elevator Nine")], ONLY_RICH),
    ([("ship_from__company_name__contains", "Nine")], ONLY_RICH),
    ([("ship_from__company_name__icontains", "nine")], ONLY_RICH),
    ([("ship_from__company_name__in", "Elevator Nine")], ONLY_RICH),
    ([("ship_from__region", "MB")], ONLY_RICH),
    ([("ship_from__region__contains", "MB")], ONLY_RICH),
    ([("ship_from__region__icontains", "mb")], ONLY_RICH),
    ([("ship_from__region__in", "MB")], ONLY_RICH),
    ([("ship_from__address", "Winnipeg MB CA")], ONLY_RICH),
    ([("ship_from__address__icontains", "winnipeg")], ONLY_RICH),
    ([("ship_to__plan_window_start__gte", "2026-04-06T13:00:00Z")], ONLY_RICH),
    ([("ship_to__plan_window_start__gte", "2026-04-06T13:00:00.000001Z")], []),
    ([("ship_to__plan_window_start__lte", "2026-04-06T08:00:00-05:00")], ONLY_RICH),
    ([("ship_to__plan_window_end__gte", "2026-04-06T17:00:00Z")], ONLY_RICH),
    ([("ship_to__plan_window_end__lte", "2026-04-06T16:59:59Z")], []),
    ([("ship_from__plan_window_start__gte", "2026-04-01")], ONLY_RICH),
    ([("ship_from__plan_window_start__lte", "2026-04-01T07:59:59Z")], []),
    ([("ship_from__plan_window_end__lte", "2026-04-02T08:00:00+00:00")], ONLY_RICH),
    ([("ship_from__plan_window_end__gte", "2026-04-03T00:00:00Z")], []),
    ([("created_at__gte", "2020-01-01T00:00:00Z")], EVERYTHING),
    ([("created_at__lte", "2020-01-01T00:00:00Z")], []),
    ([("created_at", "2020-01-01T00:00:00Z")], []),
    ([("items__handling_unit_id", "HU-1")], ONLY_RICH),
    ([("items__handling_unit_id__contains", "HU")], ONLY_RICH),
    ([("items__handling_unit_id__icontains", "hu-")], ONLY_RICH),
    ([("items__handling_unit_id__in", "HU-1,HU-2")], ONLY_RICH),
    ([("releases__released_onto_shipment_id", "s-1")], []),
    ([("releases__released_onto_shipment_id__in", "s-1,s-2")], []),
    ([("tags__slug__in", "cold")], ONLY_RICH),
    ([("tags__slug__in", "cold,late")], ["A-1", "b-2"]),
    ([("tags__slug__not_in", "cold")], ["b-2", "C-3"]),
    ([("tags__slug__not_in", "cold,late")], ["C-3"]),
    ([("archived", "true")], ["b-2"]),
    ([("archived", "false")], ["A-1", "C-3"]),
    ([("q", "big OVEN")], ONLY_RICH),
    ([("q", "kiosk")], ONLY_RICH),
    ([("q", "cust-9")], ONLY_RICH),
    ([("q", "elevator")], ONLY_RICH),
    ([("q", "mills")], ["b-2"]),
    ([("q", "spring"), ("status", "CANCELLED")], ["C-3"]),
    ([("name__icontains", "spring"), ("tags__slug__in", "late")], ONLY_RICH),
]


def test_every_filter_finds_what_it_says(wire: Wire) -> None:
    orders = three_orders(wire)
    ids = {number: orders[number]["id"] for number in EVERYTHING}
    more: list[tuple[Query, list[str]]] = [
        ([("id", ids["b-2"])], ["b-2"]),
        ([("id", "not-an-id")], []),
        ([("id__in", f"{ids['A-1']},{ids['C-3']},x")], ["A-1", "C-3"]),
        ([("tags__id__in", orders["tags"]["late"])], ["A-1", "b-2"]),
        ([("tags__id__not_in", orders["tags"]["cold"])], ["b-2", "C-3"]),
        ([("created_at", orders["b-2"]["created_at"])], ["b-2"]),
    ]
    wrong = [(query, names) for query, names in CASES + more if found(wire, query) != names]
    assert [(query, names, found(wire, query)) for query, names in wrong] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("status=ready", "status"),
        ("status=READY&status=GONE", "status"),
        ("status__in=READY,GONE", "status__in"),
        ("created_at__gte=yesterday", "created_at__gte"),
        ("ship_to__plan_window_end__lte=2026-13-01", "ship_to__plan_window_end__lte"),
        ("ship_from__plan_window_start__gte=soon", "ship_from__plan_window_start__gte"),
        ("archived=maybe", "archived"),
        ("order_by=supplier", "order_by"),
        ("order_by=--id", "order_by"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=ten", "limit"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1.5", "page"),
        ("page=99999999999999999999", "page"),
    ],
)
@pytest.mark.parametrize("path", ["/orders", "/purchase-orders/"])
def test_a_wrong_parameter_is_named(wire: Wire, path: str, query: str, parameter: str) -> None:
    status, body = wire("GET", f"{path}?{query}")
    assert (status, errors_of(body)) == (400, [(None, parameter)])


def test_the_list_is_in_the_order_asked_for(wire: Wire) -> None:
    three_orders(wire)

    def by(key: str) -> list[str]:
        status, body = wire("GET", f"/orders?order_by={key}")
        assert status == 200
        return [order["order_number"] for order in body["data"]]

    born = ["A-1", "b-2", "C-3"]
    for key in ("id", "created_at", "order_number"):
        assert by(key) == born
        assert by(f"-{key}") == born[::-1]
    assert by("-updated_at")[0] == "C-3"
    assert [number for number in by("start_date") if number != "C-3"] == ["b-2", "A-1"]
    assert [number for number in by("-start_date") if number != "C-3"] == ["A-1", "b-2"]
    assert by("name")[0] == "b-2"
    assert set(by("status")) == set(by("-expiration_date")) == set(born)
    newest_first = wire("GET", "/orders")[1]["data"]
    assert [order["order_number"] for order in newest_first] == born[::-1]


def test_pages_are_counted_from_one_and_linked(wire: Wire) -> None:
    for number in range(5):
        wire.create(order_number=f"P-{number}")
    wire.create(order_number="other")
    query = "order_number__contains=P-&order_by=-id"
    status, first = wire("GET", f"/orders?{query}&limit=2")
    base = first["links"]["first"]
    assert status == 200
    assert base.endswith("/shipwell/orders?order_number__contains=P-&order_by=-id")
    assert (first["count"], first["total_count"]) == (2, 5)
    assert first["links"] == {"first": base, "last": None, "prev": None, "next": f"{base}&limit=2&page=2"}
    seen = [order["order_number"] for order in first["data"]]
    status, second = wire("GET", f"/orders?{first['links']['next'].partition('?')[2]}")
    assert second["links"]["prev"] == f"{base}&limit=2&page=1"
    assert second["links"]["next"] == f"{base}&limit=2&page=3"
    status, third = wire("GET", f"/orders?{query}&limit=2&page=3")
    assert (third["count"], third["total_count"], third["links"]["next"]) == (1, 5, None)
    for page in (second, third):
        seen += [order["order_number"] for order in page["data"]]
    assert seen == ["P-4", "P-3", "P-2", "P-1", "P-0"]
    status, beyond = wire("GET", f"/orders?{query}&limit=2&page=9")
    assert (status, beyond["data"], beyond["count"], beyond["total_count"]) == (200, [], 0, 5)


def test_a_page_holds_twenty_unless_asked_otherwise(wire: Wire) -> None:
    for _ in range(21):
        wire.create(items=[])
    assert wire("GET", "/purchase-orders")[1]["count"] == 20
    assert wire("GET", "/purchase-orders?limit=1000")[1]["count"] == 21


def test_a_list_shows_each_order_as_reading_it_does(wire: Wire) -> None:
    orders = three_orders(wire)
    listed = wire("GET", "/orders?order_by=id")[1]["data"]
    assert listed == [wire("GET", f"/orders/{orders[number]['id']}")[1] for number in EVERYTHING]


def test_another_organizations_orders_are_not_listed(wire: Wire) -> None:
    three_orders(wire)
    stranger = f"Token {wire.other.key}"
    for query in ([], [("q", "spring")], [("status", "READY")], [("tags__slug__in", "cold")]):
        assert found(wire, query, token=stranger) == []
    assert wire("POST", "/orders", new_order(order_number="theirs"), token=stranger)[0] == 201
    assert found(wire, []) == EVERYTHING
