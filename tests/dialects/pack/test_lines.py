"""Lines of a purchase order through Pack's door."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire


@pytest.fixture
def order(wire: Wire) -> str:
    """The path of an order of three tins of tea."""
    return f"/purchase-orders/{wire.order()['id']}"


def lines(wire: Wire, order: str) -> Any:
    return wire.get(f"{order}/lines")


def test_a_line_is_added_and_shown(wire: Wire, order: str) -> None:
    body = {
        "product_id": wire.me.plain,
        "quantity_ordered": 12,
        "price": {"currency": "EUR", "value": "1.1"},
        "sell_ahead": 4,
    }
    line = wire.post(f"{order}/lines", body)
    assert line == {
        "id": line["id"],
        "purchase_order_id": order.rpartition("/")[2],
        "product_id": wire.me.plain,
        "price": {"currency": "EUR", "value": "1.10"},
        "quantity_ordered": 12,
        "quantity_received": 0,
        "sell_ahead": 4,
    }
    assert lines(wire, order)[1] == line
    shown = wire.get(f"{order}/lines/{line['id']}")
    assert shown.pop("product")["id"] == wire.me.plain
    assert shown == line


def test_the_order_tells_what_happened_to_its_lines(wire: Wire, order: str) -> None:
    line = wire.post(f"{order}/lines", {"product_id": wire.me.plain, "quantity_ordered": 12})
    wire.put(f"{order}/lines/{line['id']}", {"quantity_ordered": 13})
    wire.call("DELETE", f"{order}/lines/{line['id']}")
    codes = [event["code"] for event in wire.get(order)["events"]]
    for code in ("line_added", "line_updated", "line_removed"):
        assert codes.count(f"purchase_order.{code}") == 1
    assert codes[0] == "purchase_order.created"


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"quantity_ordered": 9}, {"quantity_ordered": 9}),
        ({"sell_ahead": 2}, {"sell_ahead": 2}),
        ({"price": {"currency": "EUR", "value": "5"}}, {"price": {"currency": "EUR", "value": "5.00"}}),
        ({"product_id": NOWHERE}, {}),
        ({}, {}),
        ({"price": None, "quantity_ordered": None}, {}),
    ],
)
def test_a_line_changes_in_what_was_sent(wire: Wire, order: str, change: dict[str, Any], shown: dict[str, Any]) -> None:
    (before,) = lines(wire, order)
    assert wire.put(f"{order}/lines/{before['id']}", change) == {**before, **shown}
    assert lines(wire, order) == [{**before, **shown}]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"quantity_ordered": 0}, ["quantity_ordered"]),
        ({"quantity_ordered": "9"}, ["quantity_ordered"]),
        ({"sell_ahead": -1}, ["sell_ahead"]),
        ({"price": {"currency": "USD", "value": "5"}}, ["price.currency"]),
        ({"price": {"currency": "EUR", "value": "5."}}, ["price.value"]),
        ({"price": {}}, ["price.currency", "price.value"]),
    ],
)
def test_a_wrong_change_of_a_line_is_named(wire: Wire, order: str, change: dict[str, Any], fields: list[str]) -> None:
    (before,) = lines(wire, order)
    assert wire.wrong_fields("PUT", f"{order}/lines/{before['id']}", change) == fields
    assert lines(wire, order) == [before]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"product_id": NOWHERE}, ["product_id"]),
        ({"product_id": None, "quantity_ordered": None}, ["product_id", "quantity_ordered"]),
        ({"quantity_ordered": 0}, ["quantity_ordered"]),
        ({"price": {"currency": "USD", "value": "5"}}, ["price.currency"]),
    ],
)
def test_a_wrong_line_to_be_added_is_named(wire: Wire, order: str, changes: dict[str, Any], fields: list[str]) -> None:
    body = {"product_id": wire.me.tea, "quantity_ordered": 1, **changes}
    assert wire.wrong_fields("POST", f"{order}/lines", body) == fields


def test_bundles_and_foreign_products_cannot_be_added(wire: Wire, order: str) -> None:
    for product in (wire.me.bundle, wire.neighbour.tea):
        body = {"product_id": product, "quantity_ordered": 1}
        assert wire.wrong_fields("POST", f"{order}/lines", body) == ["product_id"]


def test_the_last_line_stays(wire: Wire, order: str) -> None:
    (first,) = lines(wire, order)
    wire.refused(409, "DELETE", f"{order}/lines/{first['id']}")
    second = wire.post(f"{order}/lines", {"product_id": wire.me.plain, "quantity_ordered": 1})
    response = wire.call("DELETE", f"{order}/lines/{first['id']}")
    assert (response.status_code, response.content) == (204, b"")
    assert lines(wire, order) == [second]


def test_a_line_of_another_order_is_not_found(wire: Wire, order: str) -> None:
    other = f"/purchase-orders/{wire.order()['id']}"
    (line,) = lines(wire, order)
    for method, body in (("GET", None), ("PUT", {"sell_ahead": 1}), ("DELETE", None)):
        wire.refused(404, method, f"{other}/lines/{line['id']}", body)
        wire.refused(404, method, f"{order}/lines/{NOWHERE}", body)
        wire.refused(404, method, f"/purchase-orders/{NOWHERE}/lines/{line['id']}", body)
    wire.refused(404, "GET", f"/purchase-orders/{NOWHERE}/lines")
    wire.refused(404, "POST", f"/purchase-orders/{NOWHERE}/lines", {"product_id": wire.me.tea, "quantity_ordered": 1})


def test_lines_of_a_canceled_order_stay_as_they_are(wire: Wire, order: str) -> None:
    (line,) = lines(wire, order)
    wire.post(f"{order}/cancel", status=200)
    wire.refused(409, "PUT", f"{order}/lines/{line['id']}", {"quantity_ordered": 4})
    wire.refused(409, "DELETE", f"{order}/lines/{line['id']}")
    wire.refused(409, "POST", f"{order}/lines", {"product_id": wire.me.tea, "quantity_ordered": 1})
    assert lines(wire, order) == [line]


def test_lines_of_a_sent_order_can_be_changed(wire: Wire, order: str) -> None:
    wire.put(order, {"status": "ordered"})
    (line,) = lines(wire, order)
    assert wire.put(f"{order}/lines/{line['id']}", {"quantity_ordered": 4})["quantity_ordered"] == 4


def test_all_lines_are_listed_unless_pages_are_asked_for(wire: Wire) -> None:
    wanted = [{"product_id": wire.me.tea, "quantity_ordered": number} for number in range(1, 31)]
    order = f"/purchase-orders/{wire.post('/purchase-orders', wire.order_body(lines=wanted))['id']}"
    page = wire.page(f"{order}/lines")
    assert [line["quantity_ordered"] for line in page["data"]] == list(range(1, 31))
    assert (page["links"], page["meta"]) == ({"prev": None, "next": None}, {"per_page": 30})
    found = []
    path = f"{order}/lines?per_page=12"
    while path:
        page = wire.page(path)
        found += [line["quantity_ordered"] for line in page["data"]]
        path = page["links"]["next"]
    assert found == list(range(1, 31))
    assert page["links"]["prev"].endswith("page=2")
    wire.refused(400, "GET", f"{order}/lines?sort=created_at")
