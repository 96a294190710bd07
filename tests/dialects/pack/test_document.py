"""The API document of Pack's door."""

import importlib
from typing import Any

from entrepot.http.coverage import application, operations
from entrepot.http.openapi import operations_without_example
from tests.dialects.pack.desk import Wire

APP = "entrepot.dialects.pack.app"


def test_every_operation_has_an_example() -> None:
    assert operations_without_example(application(APP)) == []


def test_every_operation_is_one_the_vendor_has() -> None:
    rows = importlib.import_module("entrepot.dialects.pack.coverage").COVERAGE
    known = {(row.method, row.path) for row in rows}
    assert len(known) == len(rows)
    assert {tuple(shown.split(" ", 1)) for _, shown in operations(application(APP))} <= known


def test_the_document_is_served_and_names_the_query_parameters(wire: Wire) -> None:
    document: Any = wire.client.get("/pack/openapi.json").json()
    listing = document["paths"]["/v1/organizations/{organizationId}/purchase-orders"]["get"]
    names = [parameter["name"] for parameter in listing["parameters"]]
    assert names == ["organizationId", "filter[supplier_id]", "filter[status]", "sort", "page", "per_page"]
    assert {"200", "400", "401", "404", "422"} <= set(listing["responses"])


def test_the_example_requests_are_taken_apart_from_their_ids(wire: Wire) -> None:
    document: Any = wire.client.get("/pack/openapi.json").json()
    schemas = document["components"]["schemas"]
    supplier = wire.post("/suppliers", schemas["CreateSupplier"]["example"])
    product = wire.post("/products", schemas["CreateProduct"]["example"])
    order = schemas["CreateOrder"]["example"]
    lines = [{**line, "product_id": product["id"]} for line in order["lines"]]
    made = wire.post("/purchase-orders", {**order, "supplier_id": supplier["id"], "lines": lines})
    assert wire.put(f"/purchase-orders/{made['id']}", schemas["ChangeOrder"]["example"])["status"] == "ordered"
    wire.put(f"/suppliers/{supplier['id']}", schemas["ChangeSupplier"]["example"])
    wire.put(f"/products/{product['id']}", schemas["ChangeProduct"]["example"])
