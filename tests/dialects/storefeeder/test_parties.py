"""Suppliers, warehouses and products."""

from decimal import Decimal
from typing import Any

import pytest

from tests.dialects.storefeeder.desk import GBP, Wire, order_body

SUPPLIER = {
    "Name": "Tar & Rope Co",
    "SupplierAddress": {
        "FirstName": "Una",
        "LastName": "van Berth",
        "Address1": "2 Slipway",
        "Address2": "Old Town",
        "Suite": "4b",
        "City": "Whitby",
        "State": "North Yorkshire",
        "Postcode": "YO21 1AA",
        "Country": "UNITEDKINGDOM",
        "PhoneNumber": "+44 1632 960001",
    },
    "SupplierCode": "TAR",
    "Email": "sales@tar.example",
    "MinimumOrderValue": 50.5,
    "SendBelowReorderLevelEmail": True,
    "BelowReorderLevelReportRecipientEmailAddress": ["a@tar.example", "b@tar.example"],
    "Reference": "our tar man",
    "AccountNumber": "Q-118",
    "CurrencyCode": "GBP",
    "SuppliersReference": "ENT-9",
}
WAREHOUSE = {
    "ContactName": "Pat Dock",
    "WarehouseName": "South Quay",
    "Address": "9 Pier Road",
    "Address1": "Shed 2",
    "City": "Whitby",
    "County": "North Yorkshire",
    "PostCode": "YO21 1AB",
    "Country": "UNITEDKINGDOM",
    "CollectionPoint": "gate 3",
    "MetaPackwarehouseCode": "MP1",
    "HandlingTimeDays": 2,
    "GrantPermissionToAllUsers": True,
    "WarehouseType": "DropShipment",
}


def test_a_supplier_is_made_read_and_listed_with_everything(wire: Wire) -> None:
    made = wire.ask("POST", "/suppliers", SUPPLIER)
    expected = {
        **SUPPLIER,
        "SupplierID": 1003,
        "SupplierGUID": made["SupplierGUID"],
        "MinimumOrderValue": Decimal("50.5"),
    }
    assert made == expected
    assert wire.ask("GET", "/suppliers/1003") == made
    listed = wire.ask("GET", "/suppliers")
    assert [each["SupplierID"] for each in listed] == [1001, 1002, 1003]
    assert listed[2] == {"Currency": GBP, **made}
    assert next(iter(listed[2])) == "Currency"
    order = wire.ask("POST", "/purchase-orders", order_body(SupplierID=1003))
    assert order["Supplier"]["SuppliersReference"] == "ENT-9"


def test_a_supplier_needs_only_a_name(wire: Wire) -> None:
    made = wire.ask("POST", "/suppliers", {"name": " Plain "})
    assert made == {
        "SupplierGUID": made["SupplierGUID"],
        "SendBelowReorderLevelEmail": False,
        "BelowReorderLevelReportRecipientEmailAddress": [],
        "CurrencyCode": "GBP",
        "SupplierID": 1003,
        "Name": "Plain",
    }


def test_a_supplier_is_replaced_as_a_whole(wire: Wire) -> None:
    wire.ask("POST", "/suppliers", SUPPLIER)
    changed = wire.ask("PUT", "/suppliers/1003", {"Name": "Tar Only", "SupplierAddress": {"City": "Hull"}})
    assert changed == {
        "SupplierGUID": changed["SupplierGUID"],
        "SupplierAddress": {"City": "Hull"},
        "SendBelowReorderLevelEmail": False,
        "BelowReorderLevelReportRecipientEmailAddress": [],
        "CurrencyCode": "GBP",
        "SupplierID": 1003,
        "Name": "Tar Only",
    }
    assert wire.ask("GET", "/suppliers/1003") == changed


def test_what_only_other_doors_know_of_a_supplier_stays(wire: Wire) -> None:
    wire.ask("PUT", "/suppliers/1001", {"Name": "Harbour Bits Ltd", "SupplierAddress": {"Country": "GB"}})
    assert wire.order()["DeliveryCost"] == Decimal("4.5")


def test_a_replaced_supplier_keeps_the_parts_of_its_address_that_only_other_doors_know(wire: Wire) -> None:
    headers = {"Authorization": f"Bearer {wire.me.key_secret}"}
    body = {
        "name": "Two Doors",
        "emails": ["a@two.example", "b@two.example"],
        "address": {"company_name": "Two", "country": "GB"},
    }
    made = wire.client.post("/api/v1/suppliers", json=body, headers=headers).json()
    wire.ask("PUT", f"/suppliers/{made['serial']}", {"Name": "Two Doors", "Email": "c@two.example"})
    found = wire.client.get(f"/api/v1/suppliers/{made['id']}", headers=headers).json()
    assert found["emails"] == ["c@two.example", "b@two.example"]
    assert found["address"]["company_name"] == "Two"
    assert found["address"].get("country") is None


def test_a_supplier_code_is_given_once(wire: Wire) -> None:
    for method, path in (("POST", "/suppliers"), ("PUT", "/suppliers/1002")):
        assert list(wire.wrong(method, path, {"Name": "X", "SupplierCode": "harb"})) == ["model.SupplierCode"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["Name"]),
        ({"Name": "  "}, ["Name"]),
        (
            {"Name": "X", "SupplierCode": "x" * 21, "SuppliersReference": "x" * 21},
            ["SupplierCode", "SuppliersReference"],
        ),
        ({"Name": "X", "CurrencyCode": "GGP"}, ["CurrencyCode"]),
        ({"Name": "X", "MinimumOrderValue": -1}, ["MinimumOrderValue"]),
        ({"Name": "X", "Email": "nobody"}, ["Email"]),
        ({"Name": "X", "SupplierAddress": {"Country": "ATLANTIS"}}, ["SupplierAddress.Country"]),
        ({"Name": "X", "SupplierAddress": "Whitby"}, ["SupplierAddress"]),
    ],
)
def test_wrong_fields_of_a_supplier_are_named(wire: Wire, body: dict[str, object], names: list[str]) -> None:
    assert list(wire.wrong("POST", "/suppliers", body)) == [f"model.{name}" for name in names]


def test_unknown_and_foreign_suppliers_are_404(wire: Wire) -> None:
    wire.ask("POST", "/suppliers", SUPPLIER, of=wire.neighbour)
    for number in (1003, 999999):
        assert set(wire.ask("GET", f"/suppliers/{number}", status=404)) == {"Message"}
        assert set(wire.ask("PUT", f"/suppliers/{number}", SUPPLIER, status=404)) == {"Message"}


def test_a_warehouse_is_made_and_listed(wire: Wire) -> None:
    made = wire.ask("POST", "/warehouses", WAREHOUSE)
    assert made == {
        "ShippingAddress": {
            "Address1": "9 Pier Road",
            "Address2": "Shed 2",
            "City": "Whitby",
            "State": "North Yorkshire",
            "Postcode": "YO21 1AB",
            "Country": "UNITEDKINGDOM",
        },
        "IsDefault": False,
        "MetaPackWarehouseCode": "MP1",
        "SenderName": "Pat Dock",
        "CollectionPoint": "gate 3",
        "HandlingTime": 2,
        "ApplyTaxToShipping": False,
        "WarehouseType": "DropShipment",
        "WarehouseName": "South Quay",
        "WarehouseGuid": made["WarehouseGuid"],
        "WarehouseID": 1003,
    }
    listed = wire.ask("GET", "/warehouses")
    assert [each["WarehouseID"] for each in listed] == [1001, 1002, 1003]
    assert listed[2] == made
    assert wire.order(WarehouseID=1003)["Warehouse"]["WarehouseName"] == "South Quay"


def test_every_needed_field_of_a_warehouse_is_asked_for(wire: Wire) -> None:
    wrong = wire.wrong("POST", "/warehouses", {"City": "", "WarehouseType": "Tent", "HandlingTimeDays": -1})
    needed = ("ContactName", "WarehouseName", "Address", "City", "PostCode", "Country")
    assert sorted(wrong) == sorted(f"model.{name}" for name in (*needed, "HandlingTimeDays", "WarehouseType"))


def test_a_warehouses_texts_have_their_limit_and_its_name_is_given_once(wire: Wire) -> None:
    assert list(wire.wrong("POST", "/warehouses", {**WAREHOUSE, "City": "x" * 51})) == ["model.City"]
    assert list(wire.wrong("POST", "/warehouses", {**WAREHOUSE, "WarehouseName": "north quay"})) == [
        "model.WarehouseName"
    ]


ROW = {
    "Supplier": {"SupplierID": 1001, "Name": "Harbour Bits Ltd"},
    "SupplierSKU": "HB-BUOY",
    "SupplierCosts": Decimal("2.35"),
    "SupplierCartonQuantities": 6,
    "Priority": 0,
}


def test_a_product_is_read_with_what_suppliers_ask_for_it(wire: Wire) -> None:
    product = wire.ask("GET", "/products/1001")
    assert product == {
        "ProductID": 1001,
        "SKU": "BUOY-S",
        "Name": "Product BUOY-S",
        "ProductGUID": product["ProductGUID"],
        "ProductType": "Simple",
        "Suppliers": [ROW],
        "Archived": False,
        "IsAkit": False,
    }
    assert wire.ask("GET", "/products/1001/productsuppliers") == {"Suppliers": [ROW]}
    assert wire.ask("GET", "/products/1004/productsuppliers") == {"Suppliers": []}
    for path in ("/products/77", "/products/77/productsuppliers", "/products/abc"):
        assert set(wire.ask("GET", path, status=404)) == {"Message"}


def skus(page: Any) -> list[str]:
    return [each["SKU"] for each in page["Data"]]


def test_products_are_listed_by_their_filters(wire: Wire) -> None:
    every = ["BUOY-S", "ROPE-8MM", "CLEAT-2", "KIT-1", "TWIN-A", "TWIN-B"]
    for query, expected in (
        ("", every),
        ("SKU=buoy-s", ["BUOY-S"]),
        ("Archived=true", ["KIT-1"]),
        ("archived=False&SupplierID=1001", ["BUOY-S", "ROPE-8MM", "CLEAT-2", "TWIN-A", "TWIN-B"]),
        ("SupplierID=1002", []),
        ("ModifiedFrom=2099-01-01", []),
        ("CreatedFrom=2000-01-01&CreatedTo=2099-01-01", every),
        ("PageSize=2&Page=2", ["CLEAT-2", "KIT-1"]),
        ("EAN=1&UPC=2&CategoryID=3&ExcludeKits=true&IncludeImages=yes", every),
    ):
        page = wire.ask("GET", f"/products?{query}")
        assert skus(page) == expected, query
        assert all("Suppliers" not in each for each in page["Data"])
    kit = wire.ask("GET", "/products?Archived=true")["Data"][0]
    assert (kit["ProductType"], kit["IsAkit"], kit["Archived"]) == ("Kit", True, True)
    with_rows = wire.ask("GET", "/products?IncludeSuppliers=true")["Data"]
    assert with_rows[0]["Suppliers"] == [ROW]
    assert with_rows[3]["Suppliers"] == []


def test_supplier_rows_are_listed_by_their_filters(wire: Wire) -> None:
    first = wire.ask("GET", "/products/productsuppliers?PageSize=1")
    assert first["TotalItems"] == 5
    assert first["Data"] == [{**ROW, "ProductID": 1001, "SKU": "BUOY-S"}]
    for query, expected in (
        ("ProductID=1002", ["ROPE-8MM"]),
        ("SKU=cleat-2", ["CLEAT-2"]),
        ("SupplierSKU=hb-twin", ["TWIN-A", "TWIN-B"]),
        ("SupplierName=harbour%20bits%20ltd&SKU=BUOY-S", ["BUOY-S"]),
        ("SupplierID=1002", []),
        ("SupplierStockLevelMinimum=0", []),
        ("SupplierStockLevelMaximum=99.5", []),
    ):
        assert skus(wire.ask("GET", f"/products/productsuppliers?{query}")) == expected, query


@pytest.mark.parametrize(
    "query", ["SupplierStockLevelMinimum=x", "SupplierStockLevelMaximum=0.0000001", "ProductID=0", "PageSize=500"]
)
def test_a_query_for_rows_outside_its_limits_is_400(wire: Wire, query: str) -> None:
    assert list(wire.wrong("GET", f"/products/productsuppliers?{query}")) == [query.partition("=")[0]]
