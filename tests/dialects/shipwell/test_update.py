"""Changing and cancelling orders: what stays, what is cleared, what the full item list means, what is refused."""

from typing import Any

import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, new_item


def updated(wire: Wire, order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    status, body = wire("PUT", f"/purchase-orders/{order['id']}", {"order_number": order["order_number"], **changes})
    assert status == 200, body
    assert wire("GET", f"/orders/{order['id']}") == (200, body)
    return dict(body)


def without_time(order: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in order.items() if name != "updated_at"}


PRICE = {"currency_code": "USD", "value": "2.50"}


def rich(wire: Wire) -> dict[str, Any]:
    tag = wire("POST", "/tags", {"name": "Cold dock", "color": "#1f6feb", "status": "ACTIVE"})[1]
    return wire.create(
        name="Spring", description="D", start_date="2026-01-01", expiration_date="2026-02-01", tags=[tag["slug"]],
        references=[{"qualifier": "PURCHASE_ORDER_NUMBER", "value": "1"}], groups=["g"], custom_data={"a": 1.25},
        supplier={"name": "Somebody", "email": "a@b.example"}, source_system_id="erp",
        supplier_created_releases_allowed=True,
        ship_from={"country": "CA", "shipping_requirements": {"plan_window": {"start": "2026-01-01T00:00:00Z"}}},
        ship_to={
            "country": "US", "timezone": "America/Chicago", "geolocation": {"latitude": 1.5, "longitude": 2},
            "shipping_requirements": {"plan_window": {"start": "2026-01-02T00:00:00Z", "end": "2026-01-03T00:00:00Z"}},
        },
        shipping_requirements={"bill_to": {"billing_company_name": "B", "billing_address": {"country": "US"}}},
        items=[
            new_item(references=[{"qualifier": "EXTERNAL_REFERENCE", "value": "E"}], custom_data={"x": 1}),
            new_item(shipping_requirements={"quantity": 2, "value_per_piece": PRICE}),
        ],
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/purchase-orders", "/orders"])
def test_an_answer_sent_back_changes_nothing(wire: Wire, path: str) -> None:
    order = rich(wire)
    status, body = wire("PUT", f"{path}/{order['id']}/", {**order, "customer": None, "releases": [{"x": 1}]})
    assert (status, body) == (200, order)


def test_an_absent_field_stays_as_it_was(wire: Wire) -> None:
    order = rich(wire)
    assert updated(wire, order) == order


def test_an_explicit_null_clears_what_can_be_cleared(wire: Wire) -> None:
    order = rich(wire)
    dates, texts = ["start_date", "expiration_date"], ["name", "description", "source_system_id"]
    names = [*dates, *texts, "shipping_requirements", "custom_data", "supplier", "ship_from"]
    after = updated(wire, order, **dict.fromkeys(names))
    assert {name: after[name] for name in names} == dict.fromkeys(names)
    assert after["status"] == "READY"
    lists = ["references", "tags", "groups", "items", "archived", "supplier_created_releases_allowed", "order_type"]
    assert without_time(updated(wire, order, **dict.fromkeys(lists))) == without_time(after)


def test_the_delivery_stop_cannot_be_cleared(wire: Wire) -> None:
    order = wire.create()
    status, body = wire("PUT", f"/orders/{order['id']}", {"order_number": order["order_number"], "ship_to": None})
    assert (status, errors_of(body)) == (400, [("/ship_to", None)])


def test_a_field_that_is_given_replaces_the_old_one_whole(wire: Wire) -> None:
    order = rich(wire)
    after = updated(
        wire, order, order_number="HB-new", name="Summer", references=[], tags=[], groups=["h"], archived=True,
        ship_to={"country": "SE", "locality": "Ystad"}, custom_data={"b": 2}, start_date="2027-01-01",
        supplier={"supplier_id": wire.desk.second_supplier}, supplier_created_releases_allowed=False,
    )  # fmt: skip
    assert (after["order_number"], after["name"], after["references"], after["tags"]) == ("HB-new", "Summer", [], [])
    assert (after["groups"], after["archived"], after["custom_data"]) == (["h"], True, {"b": 2})
    assert (after["start_date"], after["expiration_date"]) == ("2027-01-01", "2026-02-01")
    assert (after["supplier"]["name"], after["supplier"]["email"]) == ("North Dairy", None)
    assert after["supplier_created_releases_allowed"] is False
    stop = after["ship_to"]
    assert (stop["country"], stop["locality"], stop["timezone"], stop["geolocation"]) == ("SE", "Ystad", None, None)
    assert stop["shipping_requirements"] is None
    assert after["ship_from"] == order["ship_from"]
    assert after["items"] == order["items"]
    assert after["updated_at"] > order["updated_at"]
    assert after["created_at"] == order["created_at"]


def test_a_supplier_that_comes_or_goes_moves_the_status(wire: Wire) -> None:
    order = wire.create()
    assert updated(wire, order, supplier={"name": "Somebody"})["status"] == "NOT_READY"
    assert updated(wire, order, supplier=None)["status"] == "READY"


def test_the_item_list_that_is_given_is_the_full_list(wire: Wire) -> None:
    order = rich(wire)
    first, second = order["items"]
    added = new_item(description="Malt", amount={"unit": "KG", "value": "8"})
    after = updated(wire, order, items=[{"id": second["id"], "amount": {"unit": "BOX", "value": "3"}}, added])
    assert [item["description"] for item in after["items"]] == ["Rye flour 25 kg", "Malt"]
    changed = after["items"][0]
    assert changed["amount"] == changed["available_amount"] == {"unit": "BOX", "value": "3"}
    assert {name: changed[name] for name in changed if "amount" not in name} == {
        name: second[name] for name in second if "amount" not in name
    }
    assert first["id"] not in {item["id"] for item in after["items"]}
    assert updated(wire, order, items=[])["items"] == []


def test_an_item_in_the_list_changes_what_it_gives_and_clears_what_it_nulls(wire: Wire) -> None:
    order = rich(wire)
    first, second = order["items"]
    after = updated(
        wire,
        order,
        items=[
            {"id": first["id"].lower(), "description": None, "references": [], "custom_data": None, "amount": None},
            {"id": second["id"], "shipping_requirements": {"quantity": 4}},
        ],
    )["items"]
    assert (after[0]["description"], after[0]["references"], after[0]["custom_data"]) == (None, [], None)
    assert after[0]["amount"] == first["amount"]
    assert after[1]["shipping_requirements"]["quantity"] == 4
    assert after[1]["shipping_requirements"]["value_per_piece"] is None


@pytest.mark.parametrize(
    ("items", "pointer"),
    [
        ([{"id": "01JQ2W4R8T6Y0AZBXCVDNM5K7P"}], "/items/0/id"),
        ([{"id": "nonsense"}], "/items/0/id"),
        ([{"id": "<own>"}, {"id": "<own>"}], "/items/1/id"),
        ([{"id": "<own>"}, {"description": "new"}], "/items/1/amount"),
        ([{"id": "<own>", "amount": {"unit": "BAG", "value": "0"}}], "/items/0/amount/value"),
        ([{"id": "<own>", "amount": {"unit": "BAG", "value": "0.1234567"}}], "/items/0/amount/value"),
        ([new_item(), {"id": "<own>", "amount": {"unit": "BAG", "value": "1000000000"}}], "/items/1/amount/value"),
        ([new_item(amount={"unit": "BAG", "value": "1000000000"})], "/items/0/amount/value"),
        ([7], "/items/0"),
    ],
)
def test_a_wrong_item_is_refused_where_it_stands(wire: Wire, items: list[Any], pointer: str) -> None:
    order = wire.create()
    own = order["items"][0]["id"]
    sent = [{**item, "id": own} if isinstance(item, dict) and item.get("id") == "<own>" else item for item in items]
    status, body = wire("PUT", f"/orders/{order['id']}", {"order_number": order["order_number"], "items": sent})
    assert (status, errors_of(body)) == (400, [(pointer, None)])
    assert wire("GET", f"/orders/{order['id']}")[1] == order


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"order_number": " "}, "/order_number"),
        ({"order_number": "TAKEN"}, "/order_number"),
        ({"order_type": "SALES_ORDER"}, "/order_type"),
        ({"tags": ["gone"]}, "/tags/0"),
        ({"ship_to": {"country": "US", "region": "long"}}, "/ship_to/region"),
        ({"name": "n" * 256}, "/name"),
    ],
)
def test_a_wrong_field_of_an_update_is_refused(wire: Wire, changes: dict[str, Any], pointer: str) -> None:
    wire.create(order_number="taken")
    order = wire.create()
    status, body = wire("PUT", f"/orders/{order['id']}", {"order_number": order["order_number"], **changes})
    assert (status, errors_of(body)) == (400, [(pointer, None)])


def test_an_update_without_a_number_is_refused(wire: Wire) -> None:
    order = wire.create()
    status, body = wire("PUT", f"/purchase-orders/{order['id']}", {"name": "x"})
    assert (status, errors_of(body)) == (400, [("/order_number", None)])


def test_an_order_without_prices_takes_the_currency_of_the_first_one(wire: Wire) -> None:
    order = wire.create(items=[])
    euro = new_item(shipping_requirements={"value_per_piece": {"currency_code": "EUR", "value": "1"}})
    after = updated(wire, order, items=[euro])
    assert after["items"][0]["shipping_requirements"]["value_per_piece"] == {"currency_code": "EUR", "value": "1"}
    dollar = new_item(shipping_requirements={"value_per_piece": {"currency_code": "USD", "value": "1"}})
    status, body = wire("POST", f"/purchase-orders/{order['id']}/items", dollar)
    assert (status, errors_of(body)) == (400, [("/shipping_requirements/value_per_piece/value", None)])


@pytest.mark.parametrize("path", ["/purchase-orders", "/orders"])
def test_a_cancelled_order_is_final(wire: Wire, path: str) -> None:
    order = wire.create(supplier={"name": "Somebody"})
    status, cancelled = wire("POST", f"{path}/{order['id']}/cancel", {})
    assert (status, cancelled["status"]) == (200, "CANCELLED")
    assert cancelled["cancelled_at"] is not None
    assert without_time({**cancelled, "status": order["status"], "cancelled_at": None}) == without_time(order)
    for method, call, body in (
        ("POST", "/cancel", None),
        ("PUT", "", {"order_number": order["order_number"], "name": "late"}),
        ("POST", "/items", new_item()),
    ):
        where = "/purchase-orders" if call == "/items" else path
        status, answer = wire(method, f"{where}/{order['id']}{call}", body)
        assert (status, errors_of(answer)) == (400, [("/", None)])
    assert wire("GET", f"{path}/{order['id']}")[1] == cancelled


def test_cancel_reads_no_body_of_whatever_kind(wire: Wire) -> None:
    order = wire.create()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    response = wire.raw("POST", f"/purchase-orders/{order['id']}/cancel/", headers=form)
    assert (response.status_code, response.json()["status"]) == (200, "CANCELLED")
