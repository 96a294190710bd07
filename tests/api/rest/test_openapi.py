"""The native OpenAPI document: every operation named, every real answer as it says."""

import json
from typing import Any

import jsonschema_rs
import pytest

from entrepot.api.rest.operations import OPERATIONS
from entrepot.api.rest.order_query import PARTS, Sort
from entrepot.api.rest.render import EXPANSIONS
from entrepot.book.orders.query import SORTS
from tests.api.rest.caller import Caller, House


@pytest.fixture(scope="module")
def document(house: House) -> dict[str, Any]:
    found: dict[str, Any] = house.client.get("/api/v1/openapi.json").json()
    return found


def schema_of(document: dict[str, Any], operation: str, status: int) -> Any:
    method, path = operation.split(" ")
    responses = document["paths"][path][method.lower()]["responses"]
    response = responses[str(status)]
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    content = next(iter(response["content"].values()))
    schema = {**content["schema"], "components": document["components"]}
    return jsonschema_rs.validator_for(json.dumps(schema))


def test_the_table_of_operations_is_what_is_served(document: dict[str, Any]) -> None:
    served = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert served == set(OPERATIONS)


def test_orders_can_be_sorted_and_expanded_by_everything_the_book_knows() -> None:
    assert {name.lstrip("-") for name in Sort.__args__} == SORTS  # type: ignore[attr-defined]
    assert set(PARTS) == set(EXPANSIONS)


def test_real_answers_are_as_the_document_says(api: Caller, document: dict[str, Any]) -> None:
    order = api.order({"sku": "SKU-1", "cases": 1, "units_per_case": 12, "case_price": "30"}, ship_to={"country": "NL"})
    one = f"/purchase-orders/{order['id']}"
    line = order["lines"][0]["id"]
    tag = api.post("/tags", {"name": "Red"})
    term = api.post("/payment-terms", {"name": "Split", "instalments": [{"percent": 100, "days": 5}]})
    everything = "lines,supplier,warehouse,company,payment_term,products,events,tags"
    api.step(api.order({"sku": "SKU-2", "quantity": 10, "sell_ahead": 5}), "send")
    ahead = api.post("/pre-orders", {"product_id": api.product(1), "quantity": 2, "reference": "SHOP-2"})
    got = {
        "GET /purchase-orders": api.get("/purchase-orders", params={"expand": everything}),
        "GET /purchase-orders/{order_id}": api.get(one, params={"expand": everything}),
        "GET /purchase-orders/{order_id}/lines/{line_id}": api.get(f"{one}/lines/{line}"),
        "GET /purchase-orders/{order_id}/events": api.get(f"{one}/events"),
        "GET /purchase-orders/{order_id}/why": api.get(f"{one}/why"),
        "GET /purchase-orders/{order_id}/wires": api.get(f"{one}/wires"),
        "GET /suppliers/{id}": api.get(f"/suppliers/{api.supplier}"),
        "GET /suppliers/{supplier_id}/products": api.get(f"/suppliers/{api.supplier}/products"),
        "GET /products": api.get("/products"),
        "GET /warehouses": api.get("/warehouses"),
        "GET /companies": api.get("/companies"),
        "GET /payment-terms/{id}": api.get(f"/payment-terms/{term['id']}"),
        "GET /tags/{id}": api.get(f"/tags/{tag['id']}"),
        "GET /stock-levels": api.get("/stock-levels"),
        "GET /stock-mutations": api.get("/stock-mutations"),
        "GET /pre-orders": api.get("/pre-orders"),
        "GET /pre-orders/{pre_order_id}": api.get(f"/pre-orders/{ahead['id']}"),
        "GET /availability": api.get("/availability"),
        "GET /me": api.get("/me"),
        "GET /organization": api.get("/organization"),
        "GET /organization/settings": api.get("/organization/settings"),
    }
    for operation, answer in got.items():
        schema_of(document, operation, 200).validate(answer)
    schema_of(document, "POST /purchase-orders", 201).validate(order)


def test_real_problems_are_as_the_document_says(api: Caller, document: dict[str, Any]) -> None:
    order = api.order()
    one = f"/purchase-orders/{order['id']}"
    told = [
        ("POST /purchase-orders", 422, api.post("/purchase-orders", {"qty": 1}, 422)),
        ("PATCH /purchase-orders/{order_id}", 428, api.patch(one, {}, None, 428)),
        ("PATCH /purchase-orders/{order_id}", 412, api.patch(one, {}, 9, 412)),
        ("GET /purchase-orders/{order_id}", 404, api.get("/purchase-orders/x", 404)),
        ("GET /purchase-orders", 422, api.get("/purchase-orders", 422, params={"x": 1})),
        ("POST /purchase-orders/{order_id}/resume", 409, api.step(order, "resume", status=409)),
    ]
    for operation, status, problem in told:
        schema_of(document, operation, status).validate(problem)


def test_every_write_takes_a_key_and_every_change_a_version(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            headers = {part["name"]: part["required"] for part in operation["parameters"] if part["in"] == "header"}
            queries = {part["name"] for part in operation["parameters"] if part["in"] == "query"}
            writes = method != "get" and operation["security"] != []  # signing in is neither repeated nor tried
            assert ("Idempotency-Key" in headers) is writes, f"{method} {path}"
            assert ("dry_run" in queries) is writes, f"{method} {path}"
            if method in ("patch", "delete") and path != "/organization/settings":
                assert headers["If-Match"] is True, f"{method} {path}"
