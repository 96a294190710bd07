"""The supplier's face: it changes, calls off and sees what was sent to it, and nothing else."""

from typing import Any

import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, new_item

NOWHERE = "01JQ3A7C9D5E1F2G3H4J5K6M7N"
PRICED = {"packaging_type": "PALLET", "value_per_piece": {"currency_code": "USD", "value": "18.40"}}


def sold(wire: Wire, **changes: Any) -> dict[str, Any]:
    """An order sent to the miller."""
    return wire.create(
        **{
            "supplier": {"supplier_id": wire.desk.supplier},
            "items": [new_item(shipping_requirements=PRICED), new_item(description="Malt")],
            **changes,
        }
    )


def put(wire: Wire, order: dict[str, Any], token: str, **body: Any) -> tuple[int, Any]:
    whole = {"order_number": order["order_number"], "order_type": "SALES_ORDER", **body}
    return wire("PUT", f"/sales-orders/{order['id']}", whole, token=token)


def test_a_supplier_changes_words_places_and_amounts(wire: Wire) -> None:
    order, miller = sold(wire), wire.as_supplier()
    first, second = order["items"]
    status, changed = put(
        wire,
        order,
        miller,
        name="As agreed",
        custom_data={"load": 7},
        ship_from={"country": "CA", "locality": "Brandon", "region": "MB"},
        ship_to={
            **{name: order["ship_to"][name] for name in ("country", "line_1", "locality", "region")},
            "shipping_requirements": {"plan_window": {"end": "2026-04-06T17:00:00Z"}},
        },
        items=[
            {
                "id": first["id"],
                "amount": {"value": "118.50"},
                "description": "New sacks",
                "references": [{"qualifier": "PRODUCT_REF", "value": "RYE-25"}],
                "shipping_requirements": {"packaging_type": "SKID", "quantity": 4},
            }
        ],
    )
    assert status == 200, changed
    assert (changed["order_type"], changed["name"], changed["custom_data"]) == ("SALES_ORDER", "As agreed", {"load": 7})
    assert (changed["ship_from"]["locality"], changed["supplier"]) == ("Brandon", order["supplier"])
    window = changed["ship_to"]["shipping_requirements"]["plan_window"]
    assert window == {"start": None, "end": "2026-04-06T17:00:00.000000Z"}
    item, other = changed["items"]
    assert (item["amount"], item["description"]) == ({"unit": "BAG", "value": "118.50"}, "New sacks")
    needs = item["shipping_requirements"]
    assert (needs["packaging_type"], needs["quantity"], needs["value_per_piece"]) == (
        "SKID",
        4,
        PRICED["value_per_piece"],
    )
    assert other == second
    seen = wire("GET", f"/purchase-orders/{order['id']}")[1]
    assert (seen["items"], seen["name"], seen["archived"]) == (changed["items"], "As agreed", False)


def test_a_supplier_who_sends_back_what_was_shown_changes_nothing(wire: Wire) -> None:
    order, miller = sold(wire), wire.as_supplier()
    shown = wire("GET", f"/sales-orders/{order['id']}", token=miller)[1]
    assert wire("PUT", f"/sales-orders/{order['id']}", shown, token=miller) == (200, shown)
    assert wire("PUT", f"/orders/{order['id']}", shown, token=miller) == (200, shown)
    assert put(wire, order, miller) == (200, shown)
    assert put(wire, order, miller, items=[]) == (200, shown)


def test_a_new_number_must_still_be_free(wire: Wire) -> None:
    order, other, miller = sold(wire), sold(wire), wire.as_supplier()
    status, body = put(wire, {**order, "order_number": other["order_number"]}, miller)
    assert (status, errors_of(body)) == (400, [("/order_number", None)])
    fresh = f"{order['order_number']}-M"
    assert put(wire, {**order, "order_number": fresh}, miller)[1]["order_number"] == fresh


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"order_type": "PURCHASE_ORDER"}, "/order_type"),
    ({"order_number": " "}, "/order_number"),
    ({"items": [{"amount": {"value": "1"}}]}, "/items/0/id"),
    ({"items": [{"id": NOWHERE}]}, "/items/0/id"),
    ({"items": [{"id": "FIRST", "amount": {"value": "0"}}]}, "/items/0/amount/value"),
    ({"items": [{"id": "FIRST"}, {"id": "FIRST"}]}, "/items/1/id"),
    ({"items": [{"id": "FIRST", "description": "x" * 129}]}, "/items/0/description"),
    (
        {"items": [{"id": "FIRST", "shipping_requirements": {"value_per_piece": {"value": "99"}}}]},
        "/items/0/shipping_requirements/value_per_piece",
    ),
    ({"ship_to": None}, "/ship_to"),
    ({"ship_from": {"country": "XX"}}, "/ship_from/country"),
]


@pytest.mark.parametrize(("change", "where"), WRONG)
def test_a_supplier_is_told_what_is_wrong(wire: Wire, change: dict[str, Any], where: str) -> None:
    order, miller = sold(wire), wire.as_supplier()
    first = order["items"][0]["id"]
    if "items" in change:
        named = [{**item, "id": first if item.get("id") == "FIRST" else item.get("id")} for item in change["items"]]
        change = {"items": [{name: value for name, value in item.items() if value is not None} for item in named]}
    body = {"order_number": order["order_number"], "order_type": "SALES_ORDER", **change}
    for path in ("sales-orders", "orders"):
        status, answer = wire("PUT", f"/{path}/{order['id']}", body, token=miller)
        assert (status, errors_of(answer)) == (400, [(where, None)])


def test_each_side_updates_an_order_with_the_body_of_its_face(wire: Wire) -> None:
    order, miller = sold(wire), wire.as_supplier()
    bought = {"order_number": order["order_number"], "name": "Bought"}
    for path, body, token in (
        (f"/orders/{order['id']}", {**bought, "order_type": "SALES_ORDER"}, None),
        (f"/orders/{order['id']}", bought, miller),
    ):
        status, answer = wire("PUT", path, body, token=token)
        assert (status, errors_of(answer)) == (400, [("/order_type", None)])
        assert wire("PUT", f"/orders/{NOWHERE}", body, token=token)[0] == 404
    assert wire("PUT", f"/orders/{order['id']}", bought)[1]["name"] == "Bought"
    assert wire("PUT", f"/sales-orders/{order['id']}", {**bought, "order_type": "SALES_ORDER"})[0] == 404
    assert wire("PUT", f"/purchase-orders/{order['id']}", bought, token=miller)[0] == 404


def test_a_supplier_calls_an_order_off(wire: Wire) -> None:
    order, miller = sold(wire), wire.as_supplier()
    status, off = wire("POST", f"/sales-orders/{order['id']}/cancel", token=miller)
    assert (status, off["status"], off["order_type"]) == (200, "CANCELLED", "SALES_ORDER")
    status, body = wire("POST", f"/orders/{order['id']}/cancel", token=miller)
    assert (status, errors_of(body)) == (400, [("/", None)])
    assert put(wire, order, miller, name="Too late")[0] == 400
    assert wire("POST", f"/sales-orders/{order['id']}/cancel")[0] == 404


def test_orders_of_others_look_like_unknown_ones(wire: Wire) -> None:
    miller = wire.as_supplier()
    dairy = wire.create(supplier={"supplier_id": wire.desk.second_supplier})
    stranger = wire.sign_in(wire.other.supplier_email)
    order = sold(wire)
    for order_id, token in ((dairy["id"], miller), (order["id"], stranger)):
        for method, path, body in (
            ("GET", "", None),
            ("PUT", "", {"order_number": "X"}),
            ("POST", "/cancel", None),
            ("POST", "/releases", {"items": []}),
            ("GET", f"/releases/{NOWHERE}", None),
        ):
            foreign = wire(method, f"/sales-orders/{order_id}{path}", body, token=token)
            assert foreign == wire(method, f"/sales-orders/{NOWHERE}{path}", body, token=token)
            assert foreign[0] == 404
    assert wire("GET", "/sales-orders", token=stranger)[1]["total_count"] == 0
