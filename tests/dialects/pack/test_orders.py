"""Purchase orders through Pack's door: entered, read back, listed, moved, canceled, deleted."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"


def test_a_new_order_answers_with_six_fields(wire: Wire) -> None:
    body = {
        "supplier_id": wire.me.supplier,
        "reference": "SPRING-7",
        "lines": [
            {
                "product_id": wire.me.tea,
                "quantity_ordered": 240,
                "price": {"currency": "EUR", "value": "4.35"},
                "sell_ahead": 60,
            }
        ],
    }
    response = wire.call("POST", "/purchase-orders", body)
    assert response.status_code == 201
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    shown = response.json()["data"]
    assert list(shown) == ["id", "supplier_id", "reference", "status", "created_at", "updated_at"]
    assert shown["supplier_id"] == wire.me.supplier
    assert shown["reference"] == "SPRING-7"
    assert shown["status"] == "created"
    assert shown["created_at"] == shown["updated_at"]


def test_an_order_is_read_back_with_everything_about_it(wire: Wire) -> None:
    made = wire.order("SPRING-8", quantity_ordered=240, price={"currency": "EUR", "value": "4.3"}, sell_ahead=60)
    shown = wire.get(f"/purchase-orders/{made['id']}")
    assert {name: shown[name] for name in made} == made
    assert shown["updatable"] is True
    (event,) = shown["events"]
    assert event["code"] == "purchase_order.created"
    assert event["category"] == "info"
    assert event["created_by"] == {"name": "Shop", "avatar": None}
    assert event["created_at"] == event["occurred_at"] == event["updated_at"] == made["created_at"]
    (line,) = shown["lines"]
    assert line["purchase_order_id"] == made["id"]
    assert line["product_id"] == wire.me.tea
    assert line["price"] == {"currency": "EUR", "value": "4.30"}
    assert (line["quantity_ordered"], line["quantity_received"], line["sell_ahead"]) == (240, 0, 60)
    product = line["product"]
    assert product["cost_price"] == {"currency": "EUR", "value": "6.80"}
    assert product["regular_price"] == {"currency": "EUR", "value": "13.125"}
    assert product["dimensions"] == {"height": 9.5, "length": 7, "width": 7, "unit": "cm"}
    assert product["weight"] == {"value": 180, "unit": "g"}
    assert product["hs_code"] == 90230
    assert product["type"] == "standard"
    stock = ("quantity_allocated", "quantity_on_hand", "quantity_available")
    assert [product[name] for name in stock] == [14, 96, 82]
    assert [(code["barcode"], code["quantity"]) for code in product["barcodes"]] == [
        ("8712345600012", 1),
        ("CARTON-12", 12),
    ]
    (medium,) = product["media"]
    assert set(medium) == {"id", "url", "url_medium", "url_thumb"}
    supplier = shown["supplier"]
    assert supplier["id"] == wire.me.supplier
    assert supplier["reference"] == "C-4471"
    assert supplier["emails"] == ["desk@tidewater.example"]
    assert supplier["remarks"] is None


def test_every_documented_key_is_there(wire: Wire) -> None:
    shown = wire.get(f"/purchase-orders/{wire.order()['id']}")
    assert set(shown) == {
        *("id", "supplier_id", "reference", "status", "created_at", "updated_at"),
        *("events", "lines", "supplier", "updatable"),
    }
    (line,) = shown["lines"]
    assert set(line) == {
        *("id", "purchase_order_id", "product_id", "price"),
        *("quantity_ordered", "quantity_received", "sell_ahead", "product"),
    }
    assert set(line["product"]) == {
        *("id", "name", "brand_name", "code", "cost_price", "regular_price", "dimensions", "weight", "hs_code"),
        *("country_code_of_origin", "description", "quantity_allocated", "quantity_on_hand", "quantity_available"),
        *("type", "created_at", "updated_at", "barcodes", "media"),
    }


def test_a_product_with_nothing_filled_in_shows_nulls(wire: Wire) -> None:
    made = wire.order(product_id=wire.me.plain)
    (line,) = wire.get(f"/purchase-orders/{made['id']}")["lines"]
    assert line["price"] is None
    product = line["product"]
    for name in ("brand_name", "cost_price", "regular_price", "dimensions", "weight", "hs_code", "description"):
        assert product[name] is None
    assert (product["barcodes"], product["media"], product["quantity_on_hand"]) == ([], [], 0)


def test_without_a_price_the_cost_price_is_taken(wire: Wire) -> None:
    (line,) = wire.get(f"/purchase-orders/{wire.order()['id']}")["lines"]
    assert line["price"] == {"currency": "EUR", "value": "6.80"}


@pytest.mark.parametrize(
    ("sent", "shown"), [("4", "4.00"), ("0.125", "0.125"), ("1.50", "1.50"), ("999999999999.9999", "999999999999.9999")]
)
def test_an_amount_has_at_least_the_digits_of_its_currency(wire: Wire, sent: str, shown: str) -> None:
    made = wire.order(quantity_ordered=1, price={"currency": "EUR", "value": sent})
    (line,) = wire.get(f"/purchase-orders/{made['id']}")["lines"]
    assert line["price"]["value"] == shown


def test_yen_have_no_decimals(wire: Wire) -> None:
    made = wire.order(price={"currency": "JPY", "value": "1200"})
    (line,) = wire.get(f"/purchase-orders/{made['id']}")["lines"]
    assert line["price"] == {"currency": "JPY", "value": "1200"}


def test_an_order_without_reference_shows_the_books_number(wire: Wire) -> None:
    for reference in (None, "", "   "):
        made = wire.order(reference)
        assert made["reference"]
        assert wire.get(f"/purchase-orders/{made['id']}")["reference"] == made["reference"]


def test_a_body_that_is_its_own_only_line_is_taken(wire: Wire) -> None:
    flat = {
        "supplier_id": wire.me.supplier,
        "product_id": wire.me.tea,
        "quantity_ordered": 5,
        "price": {"currency": "EUR", "value": "2.10"},
        "sell_ahead": 1,
    }
    made = wire.post("/purchase-orders", flat)
    (line,) = wire.get(f"/purchase-orders/{made['id']}")["lines"]
    assert (line["quantity_ordered"], line["sell_ahead"], line["price"]["value"]) == (5, 1, "2.10")


def test_names_nobody_documented_are_ignored(wire: Wire) -> None:
    made = wire.post("/purchase-orders", wire.order_body(colour="red"))
    assert made["status"] == "created"


def test_a_trailing_slash_changes_nothing(wire: Wire) -> None:
    made = wire.post("/purchase-orders/", wire.order_body())
    assert wire.get(f"/purchase-orders/{made['id']}/")["id"] == made["id"]


def line(wire: Wire, **changes: Any) -> dict[str, Any]:
    return {"product_id": wire.me.tea, "quantity_ordered": 3, **changes}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"quantity_ordered": "3"}, ["lines.0.quantity_ordered"]),
        ({"quantity_ordered": 2.5}, ["lines.0.quantity_ordered"]),
        ({"quantity_ordered": 0}, ["lines.0.quantity_ordered"]),
        ({"quantity_ordered": -1}, ["lines.0.quantity_ordered"]),
        ({"quantity_ordered": True}, ["lines.0.quantity_ordered"]),
        ({"quantity_ordered": None}, ["lines.0.quantity_ordered"]),
        ({"quantity_ordered": 1_000_000_000}, ["lines.0.quantity_ordered"]),
        ({"product_id": 7}, ["lines.0.product_id"]),
        ({"product_id": "no id at all"}, ["lines.0.product_id"]),
        ({"product_id": NOWHERE}, ["lines.0.product_id"]),
        ({"sell_ahead": -1}, ["lines.0.sell_ahead"]),
        ({"sell_ahead": "1"}, ["lines.0.sell_ahead"]),
        ({"price": "4.35"}, ["lines.0.price"]),
        ({"price": {"value": "4.35"}}, ["lines.0.price.currency"]),
        ({"price": {"currency": "EUR"}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": 4.35}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": 4}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": "4,35"}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": "-4.35"}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": "4.35111"}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": "4.35\n"}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": "٤.٣٥"}}, ["lines.0.price.value"]),
        ({"price": {"currency": "EUR", "value": "1234567890123"}}, ["lines.0.price.value"]),
        ({"price": {"currency": "XXQ", "value": "4.35"}}, ["lines.0.price.currency"]),
        ({"price": {"currency": "eur", "value": "4.35"}}, ["lines.0.price.currency"]),
    ],
)
def test_a_wrong_line_is_refused_by_name(wire: Wire, changes: dict[str, Any], fields: list[str]) -> None:
    body = wire.order_body(lines=[line(wire, **changes)])
    assert wire.wrong_fields("POST", "/purchase-orders", body) == fields
    assert wire.get("/purchase-orders") == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"lines": []}, ["lines"]),
        ({"lines": None}, ["lines"]),
        ({"lines": {}}, ["lines"]),
        ({"lines": [7]}, ["lines.0"]),
        ({"supplier_id": None}, ["supplier_id"]),
        ({"supplier_id": NOWHERE}, ["supplier_id"]),
        ({"supplier_id": ""}, ["supplier_id"]),
        ({"reference": 7}, ["reference"]),
        ({"reference": "R" * 65}, ["reference"]),
    ],
)
def test_a_wrong_header_is_refused_by_name(wire: Wire, changes: dict[str, Any], fields: list[str]) -> None:
    assert wire.wrong_fields("POST", "/purchase-orders", wire.order_body(**changes)) == fields


def test_missing_fields_are_all_named_at_once(wire: Wire) -> None:
    assert wire.wrong_fields("POST", "/purchase-orders", {}) == ["lines", "supplier_id"]
    assert wire.wrong_fields("POST", "/purchase-orders", {"lines": [{}, line(wire)]}) == [
        "lines.0.product_id",
        "lines.0.quantity_ordered",
        "supplier_id",
    ]


def test_all_unknown_ids_are_named_at_once(wire: Wire) -> None:
    body = {"supplier_id": NOWHERE, "lines": [line(wire), line(wire, product_id=NOWHERE)]}
    assert wire.wrong_fields("POST", "/purchase-orders", body) == ["lines.1.product_id", "supplier_id"]


def test_wrong_forms_and_unknown_ids_are_named_together(wire: Wire) -> None:
    body = {"supplier_id": NOWHERE, "lines": [line(wire, quantity_ordered=0), line(wire, product_id=NOWHERE)]}
    assert wire.wrong_fields("POST", "/purchase-orders", body) == [
        "lines.0.quantity_ordered",
        "lines.1.product_id",
        "supplier_id",
    ]


def test_a_flat_body_names_its_fields_without_a_line(wire: Wire) -> None:
    flat = {"supplier_id": wire.me.supplier, "product_id": NOWHERE, "quantity_ordered": 5}
    assert wire.wrong_fields("POST", "/purchase-orders", flat) == ["product_id"]
    wrong = {**flat, "quantity_ordered": "5", "price": {"currency": "EUR"}}
    assert wire.wrong_fields("POST", "/purchase-orders", wrong) == ["price.value", "product_id", "quantity_ordered"]
    assert wire.wrong_fields("POST", "/purchase-orders", {"supplier_id": wire.me.supplier, "quantity_ordered": 5}) == [
        "product_id"
    ]


def test_a_bundle_cannot_be_ordered(wire: Wire) -> None:
    body = wire.order_body(lines=[line(wire, product_id=wire.me.bundle)])
    assert wire.wrong_fields("POST", "/purchase-orders", body) == ["lines.0.product_id"]


def test_one_order_has_one_currency(wire: Wire) -> None:
    euros = line(wire, price={"currency": "EUR", "value": "4.00"})
    dollars = line(wire, price={"currency": "USD", "value": "4.00"})
    body = wire.order_body(lines=[line(wire), euros, dollars])
    assert wire.wrong_fields("POST", "/purchase-orders", body) == ["lines.2.price.currency"]


def test_a_reference_is_taken_once(wire: Wire) -> None:
    wire.order("Week 10")
    for again in ("Week 10", " week 10 ", "WEEK 10"):
        shown = wire.refused(422, "POST", "/purchase-orders", wire.order_body(reference=again))
        assert list(shown["errors"]) == ["reference"]
    assert len(wire.get("/purchase-orders")) == 1


def test_a_neighbours_ids_look_like_unknown_ones(wire: Wire) -> None:
    foreign = wire.order_body(supplier_id=wire.neighbour.supplier, lines=[line(wire, product_id=wire.neighbour.tea)])
    unknown = wire.order_body(supplier_id=NOWHERE, lines=[line(wire, product_id=NOWHERE)])
    one = wire.refused(422, "POST", "/purchase-orders", foreign)
    other = wire.refused(422, "POST", "/purchase-orders", unknown)
    assert one == other


def test_a_neighbours_order_is_not_found(wire: Wire) -> None:
    theirs = f"/v1/organizations/{wire.neighbour.organization}/purchase-orders"
    body = {"supplier_id": wire.neighbour.supplier, "lines": [line(wire, product_id=wire.neighbour.tea)]}
    made = wire.post(theirs, body, token=wire.neighbour.token)
    unknown = wire.refused(404, "GET", f"/purchase-orders/{NOWHERE}")
    assert wire.refused(404, "GET", f"/purchase-orders/{made['id']}") == unknown
    for method, sent in (("PUT", {"reference": "mine"}), ("DELETE", None)):
        assert wire.refused(404, method, f"/purchase-orders/{made['id']}", sent) == unknown
    assert wire.refused(404, "POST", f"/purchase-orders/{made['id']}/cancel") == unknown


# --- moved through its life -------------------------------------------------------------------------------------------


def test_an_order_is_sent_and_expected(wire: Wire) -> None:
    made = wire.order()
    path = f"/purchase-orders/{made['id']}"
    assert wire.put(path, {"status": "ordered"})["status"] == "ordered"
    assert wire.put(path, {"status": "expected"})["status"] == "expected"
    shown = wire.get(path)
    assert (shown["status"], shown["updatable"]) == ("expected", True)
    codes = [event["code"] for event in shown["events"]]
    assert codes == ["purchase_order.created", "purchase_order.status_changed", "purchase_order.status_changed"]
    assert shown["updated_at"] >= made["updated_at"]


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        ((), "received"),
        ((), "receiving"),
        ((), "completed"),
        (("ordered",), "created"),
        (("ordered",), "completed"),
        (("ordered", "expected"), "ordered"),
        (("expected",), "created"),
        (("canceled",), "created"),
        (("canceled",), "ordered"),
    ],
)
def test_a_move_the_order_cannot_make_is_a_conflict(wire: Wire, steps: tuple[str, ...], refused: str) -> None:
    path = f"/purchase-orders/{wire.order()['id']}"
    for step in steps:
        wire.put(path, {"status": step})
    before = wire.get(path)
    wire.refused(409, "PUT", path, {"status": refused})
    assert wire.get(path) == before


def test_setting_the_status_it_has_changes_nothing(wire: Wire) -> None:
    path = f"/purchase-orders/{wire.order()['id']}"
    before = wire.get(path)
    assert wire.put(path, {"status": "created"})["status"] == "created"
    assert wire.put(path, {})["status"] == "created"
    assert wire.get(path) == before


def test_a_status_nobody_knows_is_a_wrong_field(wire: Wire) -> None:
    path = f"/purchase-orders/{wire.order()['id']}"
    assert wire.wrong_fields("PUT", path, {"status": "cancelled"}) == ["status"]
    assert wire.wrong_fields("PUT", path, {"status": 3}) == ["status"]


def test_header_and_status_change_together_or_not_at_all(wire: Wire) -> None:
    made = wire.order("R-1")
    path = f"/purchase-orders/{made['id']}"
    wire.refused(409, "PUT", path, {"reference": "R-2", "status": "completed"})
    assert wire.get(path)["reference"] == "R-1"
    shown = wire.put(path, {"reference": "R-2", "status": "ordered"})
    assert (shown["reference"], shown["status"]) == ("R-2", "ordered")


def test_a_reference_is_changed_unless_another_order_has_it(wire: Wire) -> None:
    wire.order("R-1")
    path = f"/purchase-orders/{wire.order('R-2')['id']}"
    assert wire.wrong_fields("PUT", path, {"reference": "r-1"}) == ["reference"]
    assert wire.put(path, {"reference": "R-3"})["reference"] == "R-3"
    assert wire.put(path, {"reference": None})["reference"] == "R-3"


def test_a_supplier_is_changed_to_a_known_one(wire: Wire) -> None:
    other = wire.post("/suppliers", {"name": "Hillside Herbs"})
    path = f"/purchase-orders/{wire.order()['id']}"
    assert wire.put(path, {"supplier_id": other["id"]})["supplier_id"] == other["id"]
    assert wire.wrong_fields("PUT", path, {"supplier_id": wire.neighbour.supplier}) == ["supplier_id"]
    assert wire.get(path)["supplier"]["name"] == "Hillside Herbs"


def test_a_canceled_order_stays_canceled(wire: Wire) -> None:
    path = f"/purchase-orders/{wire.order()['id']}"
    assert wire.post(f"{path}/cancel", status=200)["status"] == "canceled"
    assert wire.get(path)["updatable"] is False
    wire.refused(409, "POST", f"{path}/cancel")
    wire.refused(409, "PUT", path, {"reference": "late"})
    assert len(wire.get(path)["events"]) == 2


def test_cancel_is_also_a_status(wire: Wire) -> None:
    path = f"/purchase-orders/{wire.order()['id']}"
    wire.put(path, {"status": "ordered"})
    assert wire.put(path, {"status": "canceled"})["status"] == "canceled"


def test_only_a_created_order_is_deleted(wire: Wire) -> None:
    first, second = (f"/purchase-orders/{wire.order()['id']}" for _ in range(2))
    wire.put(second, {"status": "ordered"})
    wire.refused(409, "DELETE", second)
    response = wire.call("DELETE", first)
    assert (response.status_code, response.content) == (204, b"")
    wire.refused(404, "GET", first)
    assert len(wire.get("/purchase-orders")) == 1
