"""Lines of an order, added, read, changed and removed one by one."""

from typing import Any

from tests.api.rest.caller import Caller, codes, fresh


def path_of(order: dict[str, Any], line: dict[str, Any] | None = None) -> str:
    path = f"/purchase-orders/{order['id']}/lines"
    return path if line is None else f"{path}/{line['id']}"


def test_an_added_line_comes_last_and_says_what_the_order_has_become(api: Caller) -> None:
    order = api.order()
    answer = api.call("POST", path_of(order), json={"sku": "SKU-2", "quantity": 2, "unit_price": "9.50"})
    line = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"http://testserver/api/v1{path_of(order, line)}"
    assert answer.headers["etag"] == '"2"'
    assert line["position"] == 2
    assert line["order"]["totals"]["total"] == {"amount": "49.00", "currency": "EUR"}
    read = api.call("GET", path_of(order, line))
    assert read.headers["etag"] == '"2"'
    assert read.json() == {name: value for name, value in line.items() if name != "warnings"}


def test_adding_a_line_with_the_same_tax_leaves_the_others_as_they_are(api: Caller) -> None:
    order = api.order({"description": "Work", "quantity": 1, "unit_price": "640", "tax_rate": "10"})
    assert order["totals"]["total"]["amount"] == "704.00"
    line = api.post(path_of(order), {"description": "More", "quantity": 1, "unit_price": "160", "tax_rate": "10"})
    assert line["order"]["totals"]["tax"]["amount"] == "80.00"
    assert line["order"]["totals"]["total"]["amount"] == "880.00"


def test_a_changed_quantity_takes_its_price_along(api: Caller) -> None:
    order = api.order({"sku": "SKU-1", "quantity": 9})
    line = order["lines"][0]
    assert line["unit_price"]["amount"] == "3.50"
    changed = api.patch(path_of(order, line), {"quantity": "10"}, 1)
    assert (changed["unit_price"]["amount"], changed["net"]["amount"]) == ("3.00", "30.00")
    assert changed["order"]["version"] == 2


def test_a_given_price_stays_until_it_is_emptied(api: Caller) -> None:
    order = api.order({"sku": "SKU-1", "quantity": 9, "unit_price": "5"})
    line = order["lines"][0]
    assert api.patch(path_of(order, line), {"quantity": "10"}, 1)["unit_price"]["amount"] == "5.00"
    assert api.patch(path_of(order, line), {"unit_price": None}, 2)["unit_price"]["amount"] == "3.00"


def test_what_the_supplier_promises_is_written_on_the_line(api: Caller) -> None:
    order = api.order()
    promise = {"promised_date": "2026-04-09", "quantity_confirmed": "8", "notes": "Two later"}
    line = api.patch(path_of(order, order["lines"][0]), promise, 1)
    assert (line["promised_date"], line["quantity_confirmed"], line["notes"]) == (
        "2026-04-09T00:00:00Z",
        "8",
        "Two later",
    )


def test_a_line_changes_only_from_the_version_that_was_read(api: Caller) -> None:
    order = api.order()
    path = path_of(order, order["lines"][0])
    assert api.patch(path, {"notes": "x"}, None, 428)["code"] == "precondition.required"
    assert api.patch(path, {"notes": "x"}, 5, 412)["code"] == "version.stale"
    assert api.delete(path, 5, 412)["code"] == "version.stale"


def test_wrong_fields_of_a_line_are_named_from_the_line(api: Caller) -> None:
    order = api.order()
    problem = api.post(path_of(order), {"sku": "NOWHERE", "quantity": 1, "colour": 1}, 422)
    assert codes(problem) == {("/colour", "field.unknown"), ("/sku", "product.unknown")}
    assert codes(api.post(path_of(order), {"sku": "NOWHERE", "quantity": 1}, 422)) == {("/sku", "product.unknown")}
    path = path_of(order, order["lines"][0])
    assert codes(api.patch(path, {"quantity": "1.5"}, 1, 422)) == {("/quantity", "quantity.whole")}
    dollars = {"unit_price": {"amount": "1", "currency": "USD"}}
    assert codes(api.patch(path, dollars, 1, 422)) == {("/unit_price/currency", "currency.mixed")}
    assert codes(api.patch(path, {"quantity": None}, 1, 422)) == {("/quantity", "field.type")}


def test_a_removed_line_is_gone_and_the_total_falls(api: Caller) -> None:
    order = api.order({"sku": "SKU-1", "quantity": 10}, {"sku": "SKU-2", "quantity": 1})
    answer = api.call("DELETE", path_of(order, order["lines"][1]), version=1)
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (204, b"", '"2"')
    read = api.get(f"/purchase-orders/{order['id']}")
    assert len(read["lines"]) == 1
    assert read["totals"]["total"]["amount"] == "30.00"


def test_a_line_of_another_order_is_unknown_here(api: Caller) -> None:
    one, other = api.order(), api.order()
    path = path_of(one, other["lines"][0])
    assert api.get(path, 404)["code"] == "line.unknown"
    assert api.patch(path, {"notes": "x"}, 1, 404)["code"] == "line.unknown"
    assert api.delete(path, 1, 404)["code"] == "line.unknown"
    assert api.get(f"{path_of(one)}/nothing", 404)["code"] == "line.unknown"


def test_trying_a_line_shows_the_order_as_it_would_be(api: Caller) -> None:
    order = api.order()
    line = {"sku": "SKU-3", "quantity": 4}
    would = api.post(path_of(order), line, 200, params={"dry_run": "true"})
    assert would["dry_run"] is True
    assert would["totals"]["total"]["amount"] == "40.00"
    assert [event["code"] for event in would["events"]]
    assert len(api.get(f"/purchase-orders/{order['id']}")["lines"]) == 1


def change_first(api: Caller, order: dict[str, Any], patch: dict[str, Any]) -> Any:
    path = f"/purchase-orders/{order['id']}/lines/{order['lines'][0]['id']}"
    return api.call("PATCH", path, json=patch, headers={"If-Match": "*"})


def test_a_line_by_unit_that_becomes_one_by_case_gets_a_case_price(api: Caller) -> None:
    order = api.order({"sku": "SKU-2", "quantity": 12, "unit_price": "2"})
    line = change_first(api, order, {"cases": 1, "units_per_case": 12}).json()
    assert (line["case_price"]["amount"], line["unit_price"]["amount"]) == ("24.00", "2.00")
    assert line["net"]["amount"] == "24.00"


def test_a_case_price_for_a_quantity_that_fills_no_whole_cases_is_refused(api: Caller) -> None:
    order = api.order({"sku": "SKU-2", "cases": 2, "units_per_case": 6, "case_price": "12"})
    answer = change_first(api, order, {"quantity": 7, "case_price": "5"})
    assert codes(answer.json()) == {("/case_price", "line.price_form")}
    answer = change_first(api, order, {"quantity": 12, "units_per_case": 4})
    assert codes(answer.json()) == {("/quantity", "line.quantity_twice")}


def test_a_quantity_out_of_range_is_named_once(api: Caller) -> None:
    order = api.order({"sku": "SKU-2", "quantity": 12})
    answer = change_first(api, order, {"quantity": "-1"})
    assert [error["code"] for error in answer.json()["errors"]] == ["quantity.range"]


def test_a_case_that_would_cost_more_than_any_price_is_refused_by_name(api: Caller) -> None:
    dear = {"sku": fresh("DEAR"), "name": "Dear", "cost_price": {"amount": "999999999999", "currency": "EUR"}}
    product = api.call("POST", "/products", json=dear).json()
    line = {"product_id": product["id"], "cases": "0.001", "units_per_case": 1000}
    answer = api.call("POST", "/purchase-orders", json=api.body(line))
    assert answer.status_code == 422
    assert codes(answer.json()) == {("/lines/0/case_price", "money.range")}
