"""Suppliers, products, warehouses, companies, payment terms and tags: the same calls on each."""

from typing import Any

import pytest

from tests.api.rest.caller import Caller, codes, fresh

# Path: what makes one, what changes it, and a field that must not be empty.
NOUNS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "/suppliers": ({"name": "Rijnpapier", "currency": "EUR"}, {"remarks": "Late twice", "block": "orders"}),
    "/products": ({"name": "Envelope", "sku": "ENV"}, {"brand": "Harbour", "weight": {"value": "1.5", "unit": "kg"}}),
    "/warehouses": ({"name": "Quay"}, {"code": "Q1", "address": {"country": "NL"}}),
    "/companies": ({"name": "Harborrow BV"}, {"email": "books@harborrow.example"}),
    "/payment-terms": ({"name": "Net"}, {"days": 14}),
    "/tags": ({"name": "Rush"}, {"color": "#abc", "status": "inactive"}),
    "/views": ({"name": "Late", "filters": {"overdue": True}}, {"sort": "-total", "shared": True}),
}
EVERY_NOUN = pytest.mark.parametrize("path", NOUNS)


def make(api: Caller, path: str, **more: Any) -> dict[str, Any]:
    body = {**NOUNS[path][0], **more}
    if path == "/products":
        body["sku"] = fresh("ENV")
    made: dict[str, Any] = api.post(path, {**body, "name": fresh(str(body["name"]))})
    return made


@EVERY_NOUN
def test_one_is_made_and_read_back(api: Caller, path: str) -> None:
    body = {**NOUNS[path][0], "name": fresh("Name")}
    if "sku" in body:
        body["sku"] = fresh("SKU")
    answer = api.call("POST", path, json=body)
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"http://testserver/api/v1{path}/{made['id']}"
    assert answer.headers["etag"] == '"1"'
    assert {name: made[name] for name in body} == body
    assert api.get(f"{path}/{made['id']}") == made
    assert api.call("GET", f"{path}/{made['id']}", headers={"If-None-Match": '"1"'}).status_code == 304


@EVERY_NOUN
def test_one_is_changed_from_the_version_that_was_read(api: Caller, path: str) -> None:
    made = make(api, path)
    change = NOUNS[path][1]
    one = f"{path}/{made['id']}"
    assert api.patch(one, change, None, 428)["code"] == "precondition.required"
    assert api.patch(one, change, 8, 412)["code"] == "version.stale"
    changed = api.patch(one, change, 1)
    assert changed["version"] == 2
    assert changed["name"] == made["name"]
    assert api.get(one) == changed


@EVERY_NOUN
def test_unknown_fields_and_empty_names_are_refused(api: Caller, path: str) -> None:
    problem = api.post(path, {**NOUNS[path][0], "name": "", "colour": 1}, 422)
    assert codes(problem) == {("/name", "field.range"), ("/colour", "field.unknown")}
    made = make(api, path)
    problem = api.patch(f"{path}/{made['id']}", {"name": None, "serial": 5}, 1, 422)
    assert codes(problem) == {("/name", "field.type"), ("/serial", "field.unknown")}


@EVERY_NOUN
def test_a_trial_stores_nothing(api: Caller, path: str) -> None:
    name = fresh("Trial")
    body = {**NOUNS[path][0], "name": name}
    if "sku" in body:
        body["sku"] = fresh("SKU")
    would = api.post(path, body, 200, params={"dry_run": "true"})
    assert (would["dry_run"], would["id"], would["name"]) == (True, None, name)
    assert len(would["events"]) == 1
    assert would["warnings"] == []
    assert api.get(path, params={"q": name})["items"] == []
    made = make(api, path)
    would = api.patch(f"{path}/{made['id']}", NOUNS[path][1], 1, params={"dry_run": "true"})
    assert (would["dry_run"], would["version"]) == (True, 2)
    assert api.get(f"{path}/{made['id']}") == made


@EVERY_NOUN
def test_an_unknown_one_is_not_found(api: Caller, path: str) -> None:
    for id in ("0192f3a1-7c1e-7a43-9d2e-4c1f0a6b8e55", "1001", "x" * 36):
        assert api.get(f"{path}/{id}", 404)["code"].endswith(".unknown")
    assert api.patch(f"{path}/0192f3a1-7c1e-7a43-9d2e-4c1f0a6b8e55", NOUNS[path][1], 1, 404)


@EVERY_NOUN
def test_a_list_is_paged_searched_and_sorted(api: Caller, path: str) -> None:
    word = fresh("Pageable")
    names = [make(api, path, name=f"{word} {letter}")["name"] for letter in "CABED"]
    seen, cursor = [], None
    for _ in range(3):
        more: dict[str, str] = {"cursor": cursor} if cursor else {}
        page = api.get(path, params={"q": word, "sort": "-name", "limit": 2, **more})
        seen += [item["name"] for item in page["items"]]
        cursor = page["next"]
    assert cursor is None
    assert seen == sorted(names, reverse=True)


@EVERY_NOUN
def test_unknown_filters_and_orders_are_refused_by_name(api: Caller, path: str) -> None:
    problem = api.get(path, 422, params={"colour": "red", "sort": "colour", "limit": "0"})
    assert codes(problem) == {
        ("colour", "field.unknown"),
        ("sort", "field.choice"),
        ("limit", "field.range"),
    }


def test_a_supplier_has_everything_an_order_needs(api: Caller) -> None:
    term = api.post("/payment-terms", {"name": fresh("Net 30"), "days": 30})
    body = {
        "name": fresh("Whole"),
        "code": fresh("W"),
        "account_reference": "HB-1",
        "their_reference": "OURS-2",
        "emails": ["a@whole.example", "b@whole.example"],
        "phone": "+31 20 555 0100",
        "currency": "SEK",
        "payment_term_id": term["id"],
        "default_tax_rate": "25",
        "remarks": "Ask for Kim",
        "lead_time_days": 9,
        "identification_codes": [{"qualifier": "GLN", "value": "7300010000001"}],
        "contacts": [{"name": "Kim", "email": "kim@whole.example", "phone": None}],
        "active": True,
        "block": "none",
    }
    made = api.post(
        "/suppliers", {**body, "default_delivery_cost": "49", "minimum_order_value": {"amount": 500, "currency": "SEK"}}
    )
    assert {name: made[name] for name in body} == body
    assert made["default_delivery_cost"] == {"amount": "49.00", "currency": "SEK"}
    assert made["minimum_order_value"] == {"amount": "500.00", "currency": "SEK"}
    assert made["serial"] > 1000


def test_a_suppliers_amounts_are_in_its_currency(api: Caller) -> None:
    body = {"name": fresh("Mixed"), "currency": "EUR", "default_delivery_cost": {"amount": "1", "currency": "USD"}}
    assert codes(api.post("/suppliers", body, 422)) == {("/default_delivery_cost/currency", "currency.mixed")}


def test_a_suppliers_code_is_taken_once(api: Caller) -> None:
    code = fresh("CODE")
    make(api, "/suppliers", code=code)
    problem = api.post("/suppliers", {"name": "Second", "code": code.lower()}, 409)
    assert problem["code"] == "supplier.code_taken"
    assert codes(problem) == {("/code", "supplier.code_taken")}


def test_a_supplier_without_orders_can_be_deleted(api: Caller) -> None:
    made = make(api, "/suppliers")
    path = f"/suppliers/{made['id']}"
    assert api.delete(path, None, 428)
    api.delete(path, 1)
    api.get(path, 404)
    assert api.delete(f"/suppliers/{api.supplier}", None, 428)
    api.order()
    assert api.delete(f"/suppliers/{api.supplier}", 1, 409)["code"] == "supplier.in_use"


def test_a_product_no_order_names_can_be_deleted(api: Caller) -> None:
    made = make(api, "/products")
    api.delete(f"/products/{made['id']}", 1)
    api.get(f"/products/{made['id']}", 404)
    api.order({"sku": "SKU-3", "quantity": 1})
    assert api.delete(f"/products/{api.product(2)}", 1, 409)["code"] == "product.in_use"


def test_a_blocked_supplier_takes_no_order(api: Caller) -> None:  # C89
    made = make(api, "/suppliers", block="orders")
    problem = api.call("POST", "/purchase-orders", json={**api.body(), "supplier_id": made["id"]}).json()
    assert "supplier.blocked" in {problem["code"], *(code for _, code in codes(problem))}


def test_a_product_keeps_every_field(api: Caller) -> None:
    body = {
        "sku": fresh("FULL"),
        "name": "Board",
        "brand": "Kant",
        "description": "Two metres",
        "cost_price": {"amount": "4.35", "currency": "EUR"},
        "regular_price": {"amount": "7.90", "currency": "EUR"},
        "dimensions": {"length": "200", "width": "4.5", "height": "2", "unit": "cm"},
        "hs_code": "04071190",
        "country_of_origin": "LV",
        "type": "standard",
        "whole_units": False,
        "active": True,
    }
    more = {
        "barcodes": [{"code": "4006381333931"}, {"code": "BOX", "quantity": 12}],
        "media": [{"url": "https://pictures.example/1.jpg"}],
        "weight": {"value": "0.82", "unit": "kg"},
    }
    made = api.post("/products", {**body, **more})
    assert {name: made[name] for name in body} == body
    assert [(barcode["code"], barcode["quantity"]) for barcode in made["barcodes"]] == [
        ("4006381333931", "1"),
        ("BOX", "12"),
    ]
    assert [media["url"] for media in made["media"]] == ["https://pictures.example/1.jpg"]
    assert made["weight"] == {"value": "820", "unit": "g"}


def test_a_sku_is_taken_whatever_its_letter_case(api: Caller) -> None:
    sku = fresh("Taken")
    api.post("/products", {"name": "One", "sku": sku})
    problem = api.post("/products", {"name": "Two", "sku": sku.upper()}, 409)
    assert codes(problem) == {("/sku", "product.sku_taken")}


def test_a_product_price_names_its_currency(api: Caller) -> None:
    problem = api.post("/products", {"name": "One", "cost_price": {"amount": "1"}}, 422)
    assert codes(problem) == {("/cost_price/currency", "field.required")}
    problem = api.post("/products", {"name": "One", "weight": {"value": "-1"}}, 422)
    assert codes(problem) == {("/weight/value", "quantity.range")}


def test_what_a_supplier_asks_is_put_and_replaced(api: Caller) -> None:
    product = make(api, "/products")
    path = f"/suppliers/{api.supplier}/products/{product['id']}"
    assert api.get(path, 404)["code"] == "supplier_product.unknown"
    body = {
        "supplier_sku": "X-1",
        "price": "5",
        "price_breaks": [{"minimum_quantity": 100, "price": {"amount": "4.25", "currency": "EUR"}}],
        "carton_quantity": "24",
        "minimum_quantity": "48",
        "multiple": "24",
        "lead_time_days": 7,
        "drop_shipment_cost": "1.25",
    }
    made = api.put(path, body)
    assert made["drop_shipment_cost"] == {"amount": "1.25", "currency": "EUR"}
    assert made["price_breaks"] == [{"minimum_quantity": "100", "price": {"amount": "4.25", "currency": "EUR"}}]
    assert api.put(path, {"supplier_sku": "X-2"}, 428)["code"] == "precondition.required"
    replaced = api.put(path, {"supplier_sku": "X-2"}, 200, version=1)
    assert (replaced["supplier_sku"], replaced["price"], replaced["price_breaks"]) == ("X-2", None, [])
    assert replaced["version"] == 2
    assert api.get(path) == replaced
    assert api.put(path, {"supplier_sku": "X-3"}, 412, version=1)["code"] == "version.stale"
    listed = api.get(f"/suppliers/{api.supplier}/products", params={"limit": 200})["items"]
    assert replaced in listed


def test_a_first_price_list_entry_has_no_version_to_match(api: Caller) -> None:
    product = make(api, "/products")
    path = f"/suppliers/{api.supplier}/products/{product['id']}"
    assert api.put(path, {}, 412, version=1)["code"] == "precondition.failed"
    would = api.put(path, {"price": "3"}, 200, params={"dry_run": "true"})
    assert (would["dry_run"], would["id"]) == (True, None)
    api.get(path, 404)


def test_a_suppliers_prices_are_in_its_currency(api: Caller) -> None:
    path = f"/suppliers/{api.supplier}/products/{api.product(2)}"
    dollars = {"amount": "1", "currency": "USD"}
    body = {
        "price": dollars,
        "price_breaks": [{"minimum_quantity": 5, "price": dollars}],
        "drop_shipment_cost": dollars,
    }
    assert codes(api.put(path, body, 422)) == {
        ("/price/currency", "currency.mixed"),
        ("/drop_shipment_cost/currency", "currency.mixed"),
        ("/price_breaks/0/price/currency", "currency.mixed"),
    }


def test_a_tag_is_deleted_and_leaves_its_orders(api: Caller) -> None:
    tag = make(api, "/tags")
    order = api.order(tags=[tag["id"]])
    assert order["tag_ids"] == [tag["id"]]
    api.delete(f"/tags/{tag['id']}", 1)
    api.get(f"/tags/{tag['id']}", 404)
    assert api.get(f"/purchase-orders/{order['id']}", params={"expand": "tags"})["tags"] == []
