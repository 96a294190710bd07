"""The dialect's own API document, and the table of what it serves."""

import json
from typing import Any

from pydantic import TypeAdapter

from entrepot.dialects.sellercloud.wire import examples, receiving, requests, rows
from entrepot.dialects.sellercloud.wire.detail import Detail
from entrepot.http.body import BodyRules, read_json
from entrepot.http.coverage import application, table
from entrepot.http.openapi import operations_without_example

APP = application("entrepot.dialects.sellercloud.app")


def test_every_operation_has_an_example() -> None:
    assert operations_without_example(APP) == []


def test_the_examples_of_answers_are_what_the_models_say() -> None:
    pairs: list[tuple[Any, Any]] = [
        (Detail, examples.DETAIL),
        (rows.Row, examples.ROW),
        (rows.ItemsAnswer, examples.ITEMS),
        (rows.Vendor, examples.VENDOR),
        (rows.VendorRow, examples.VENDOR_ROW),
        (rows.VendorProduct, examples.VENDOR_PRODUCT),
        (rows.Company, examples.COMPANY),
        (rows.CompanyRow, examples.COMPANY_ROW),
        (rows.Warehouse, examples.WAREHOUSE),
        (rows.WarehouseRow, examples.WAREHOUSE_ROW),
        (rows.Token, examples.TOKEN),
        (receiving.LineSerials, receiving.EXAMPLE_SERIALS[0]),
    ]
    rows.ServerOfTeam.model_validate(examples.SERVER)
    for model, example in pairs:
        TypeAdapter(model).validate_python(example)
        assert set(example) == {field.alias or name for name, field in model.model_fields.items()}


def test_the_examples_of_requests_are_accepted() -> None:
    pairs: list[tuple[Any, Any]] = [
        (requests.TokenRequest, requests.EXAMPLE_TOKEN),
        (requests.CreatePo, requests.EXAMPLE_ORDER),
        (requests.CreatePo, requests.EXAMPLE_CASE_ORDER),
        (requests.AddItems, [requests.EXAMPLE_ITEM]),
        (requests.ChangePo, requests.EXAMPLE_CHANGE),
        (requests.ChangeItems, requests.EXAMPLE_CHANGE_ITEMS),
        (receiving.ReceivePo, receiving.EXAMPLE_RECEIVE),
        (receiving.AddSerials, receiving.EXAMPLE_ADD_SERIALS),
    ]
    for model, example in pairs:
        model.model_validate(read_json(json.dumps(example).encode(), BodyRules()))


def test_paths_keep_the_vendors_spelling_in_the_document() -> None:
    paths = APP.openapi()["paths"]
    assert "/rest/api/PurchaseOrders/{id}/Items" in paths
    assert set(paths["/rest/api/PurchaseOrders/{id}"]) == {"get", "put", "delete"}
    assert "500" in paths["/rest/api/PurchaseOrders"]["post"]["responses"]
    assert "500" not in paths["/rest/api/PurchaseOrders/{id}"]["put"]["responses"]


def test_the_table_lists_what_this_issue_serves() -> None:
    served = [row.split("|")[1].strip() for row in table("sellercloud").splitlines() if row.endswith("| yes |")]
    assert "`POST /rest/api/PurchaseOrders`" in served
    assert "`DELETE /rest/api/PurchaseOrders/{id}/Items`" in served
    assert "`POST /rest/api/PurchaseOrders/{id}/receive`" in served
    assert "`GET /rest/api/PurchaseOrders/Serials`" in served
    assert "`PUT /rest/api/PurchaseOrders/{id}/Total`" in served
    assert "`POST /rest/api/Orders/{orderID}/LinkToPo`" not in served
