"""What suppliers ask for products, written: one row, many rows, stock and cost."""

from decimal import Decimal
from typing import Any

import pytest

from tests.dialects.storefeeder.desk import Wire
from tests.dialects.storefeeder.test_xml import element, texts

NORDLYS = {"SupplierID": 1002, "Name": "Nordlys Marine"}
ROW = {
    "Supplier": NORDLYS,
    "SupplierSKU": "NM-B1",
    "SupplierCosts": Decimal("3.15"),
    "SupplierStockLevel": 40,
    "SupplierLeadTime": 9,
    "SupplierCartonQuantities": 12,
    "Priority": 2,
    "SupplierMinOrderAmount": 24,
}
BARE = {name: value for name, value in ROW.items() if name != "Supplier"}
JSON_ROW = {**ROW, "SupplierCosts": 3.15}
ONE = "/products/1001/productsuppliers/1001"


def rows_of(wire: Wire, product: int = 1001) -> list[Any]:
    found: list[Any] = wire.ask("GET", f"/products/{product}/productsuppliers")["Suppliers"]
    return found


def test_a_product_is_listed_with_a_second_supplier_and_the_row_comes_back(wire: Wire) -> None:
    assert wire.ask("POST", "/products/1001/productsuppliers", JSON_ROW) == ROW
    assert rows_of(wire)[1] == ROW
    assert wire.order(SupplierID=1002)["PurchaseOrderLines"][0]["SinglePrice"] == Decimal("3.15")


def test_posting_a_row_that_is_there_changes_what_is_given_and_leaves_the_rest(wire: Wire) -> None:
    changed = wire.ask(
        "POST", "/products/1001/productsuppliers", {"supplier": {"name": "harbour bits ltd"}, "suppliercosts": "2.5"}
    )
    assert changed == {
        "Supplier": {"SupplierID": 1001, "Name": "Harbour Bits Ltd"},
        "SupplierSKU": "HB-BUOY",
        "SupplierCosts": Decimal("2.5"),
        "SupplierCartonQuantities": 6,
        "Priority": 0,
    }


def test_a_row_is_replaced_whole(wire: Wire) -> None:
    full = {name: value for name, value in JSON_ROW.items() if name != "Supplier"}
    assert wire.ask("PUT", ONE, full) == BARE
    assert wire.ask("PUT", ONE, {"SupplierSKU": "HB-1"}) == {"SupplierSKU": "HB-1", "Priority": 0}
    assert rows_of(wire)[0] == {
        "Supplier": {"SupplierID": 1001, "Name": "Harbour Bits Ltd"},
        "SupplierSKU": "HB-1",
        "Priority": 0,
    }


def test_a_row_is_changed_where_it_is_told_and_a_carton_of_0_is_none(wire: Wire) -> None:
    body = {"SupplierCosts": 2.4, "SupplierCartonQuantities": 0, "Priority": None, "DropShipmentDeliveryCost": 5.99}
    expected = {
        "SupplierSKU": "HB-BUOY",
        "SupplierCosts": Decimal("2.4"),
        "Priority": 0,
        "DropShipmentDeliveryCost": Decimal("5.99"),
    }
    assert wire.ask("PATCH", ONE, body) == expected
    assert wire.ask("PATCH", ONE, {}) == expected
    assert "DropShipmentDeliveryCost" not in rows_of(wire)[0]


def test_goods_sent_straight_to_a_customer_cost_what_the_row_says_besides_the_suppliers_delivery(wire: Wire) -> None:
    wire.ask("PATCH", ONE, {"DropShipmentDeliveryCost": 0.25})
    lines = [{"ProductID": 1001, "Qty": 12}, {"ProductID": 1002, "Qty": 3}]
    assert wire.order(WarehouseID=1002, Lines=lines)["DeliveryCost"] == Decimal("7.5")
    assert wire.order(WarehouseID=1001, Lines=lines)["DeliveryCost"] == Decimal("4.5")
    assert wire.order(WarehouseID=1002, Lines=lines, DeliveryCost=1)["DeliveryCost"] == Decimal("1.0")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "Supplier"),
        ({"Supplier": {}}, "Supplier.SupplierID"),
        ({"Supplier": {"SupplierID": 77}}, "Supplier.SupplierID"),
        ({"Supplier": {"SupplierID": -1}}, "Supplier.SupplierID"),
        ({"Supplier": {"Name": "Nobody"}}, "Supplier.Name"),
        ({**JSON_ROW, "SupplierCosts": -1}, "SupplierCosts"),
        ({**JSON_ROW, "SupplierCosts": "dear"}, "SupplierCosts"),
        ({**JSON_ROW, "SupplierStockLevel": 1.5}, "SupplierStockLevel"),
        ({**JSON_ROW, "SupplierLeadTime": -1}, "SupplierLeadTime"),
        ({**JSON_ROW, "Priority": 1_000_001}, "Priority"),
        ({**JSON_ROW, "SupplierSKU": "x" * 129}, "SupplierSKU"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_the_vendors_name_of_the_field(
    wire: Wire, body: dict[str, Any], field: str
) -> None:
    assert list(wire.wrong("POST", "/products/1001/productsuppliers", body)) == [f"model.{field}"]
    assert len(rows_of(wire)) == 1


def test_an_unknown_product_supplier_or_row_is_404_also_when_it_is_the_neighbours(wire: Wire) -> None:
    wire.ask("POST", "/products/1004/productsuppliers", JSON_ROW, of=wire.neighbour)
    for path in ("/products/77/productsuppliers", "/products/abc/productsuppliers"):
        assert set(wire.ask("POST", path, JSON_ROW, status=404)) == {"Message"}
    for path in ("77/productsuppliers/1001", "1001/productsuppliers/77", "1004/productsuppliers/1002"):
        for method in ("PUT", "PATCH"):
            assert set(wire.ask(method, f"/products/{path}", {"Priority": 1}, status=404)) == {"Message"}


def test_a_viewer_writes_no_rows(wire: Wire) -> None:
    for method, path, body in (
        ("POST", "/products/1001/productsuppliers", JSON_ROW),
        ("PUT", ONE, {}),
        ("PATCH", ONE, {}),
        ("POST", "/products/productsuppliers", []),
        ("PATCH", "/products/productsuppliers/inventory-cost", []),
    ):
        assert set(wire.ask(method, path, body, role="viewer", status=403)) == {"Message"}


def update(type_: str, value: str, **more: Any) -> dict[str, Any]:
    return {"ProductIDType": {"IDType": type_, "Value": value}, "Supplier": {"SupplierID": 1001}, **more}


HARBOUR = {"SupplierID": 1001, "Name": "Harbour Bits Ltd"}


def test_many_rows_are_made_and_changed_each_for_itself(wire: Wire) -> None:
    items = [
        update("ID", "1001", SupplierCosts=2.5),
        {**update("sku", "rope-8mm"), "Supplier": {"SupplierID": 1002}, "SupplierSKU": "NM-ROPE"},
        update("SupplierSKU", "HB-TWIN", SupplierCosts=9),
        update("SKU", "NOPE"),
        update("ID", "12345678901"),
        update("ID", "1001", SupplierStockLevel="many"),
        {"Supplier": {"SupplierID": 1001}},
        update("Colour", "red"),
        {**update("ID", "1001"), "Supplier": {"SupplierID": 99}},
        update("SupplierSKU", "HB-CLEAT", SupplierCosts=4),
    ]
    done = wire.ask("POST", "/products/productsuppliers", items)
    responses = done.pop("Responses")
    assert done == {"TotalItemsProcessed": 10, "Successful": 3, "Failed": 7}
    assert [each["Success"] for each in responses] == [True, True, *[False] * 7, True]
    assert responses[0] == {
        "SupplierUpdate": {
            "ProductIDType": {"IDType": "ID", "Value": "1001"},
            "Supplier": HARBOUR,
            "SupplierCosts": Decimal("2.5"),
        },
        "Success": True,
    }
    assert responses[2]["Error"] == "More than one product has this supplier SKU."
    assert responses[3]["SupplierUpdate"]["ProductIDType"] == {"IDType": "SKU", "Value": "NOPE"}
    assert all(each["Error"] for each in responses[2:9])
    assert rows_of(wire, 1002)[1]["SupplierSKU"] == "NM-ROPE"
    assert rows_of(wire, 1003)[0]["SupplierCosts"] == Decimal("4.0")


def test_stock_and_cost_of_many_rows_are_changed_and_what_is_so_already_is_counted_apart(wire: Wire) -> None:
    items = [
        update("SKU", "BUOY-S", SupplierStockLevel=12, SupplierCosts=2.35),
        update("SupplierSKU", "HB-ROPE", SupplierCosts=4.99),
        update("ID", "1004", SupplierStockLevel=1),
        update("ID", "1003", SupplierStockLevel=-1),
    ]
    done = wire.ask("PATCH", "/products/productsuppliers/inventory-cost", items)
    responses = done.pop("Responses")
    assert done == {"SkippedDueToSameValue": 1, "TotalItemsProcessed": 4, "Successful": 2, "Failed": 2}
    assert [each.get("Error") for each in responses[:3]] == [None, None, "This supplier does not list this product."]
    assert "SupplierStockLevel" in responses[3]["Error"]
    assert rows_of(wire)[0]["SupplierStockLevel"] == 12
    page = wire.ask("GET", "/products/productsuppliers?SupplierStockLevelMinimum=12&SupplierStockLevelMaximum=13")
    assert [each["SKU"] for each in page["Data"]] == ["BUOY-S"]
    again = wire.ask("PATCH", "/products/productsuppliers/inventory-cost", items[:2])
    assert (again["SkippedDueToSameValue"], again["Successful"]) == (2, 2)


def test_the_supplier_with_the_best_priority_is_a_products_default(wire: Wire) -> None:
    wire.ask("POST", "/products/1001/productsuppliers", {**JSON_ROW, "Priority": 5})
    path = "/products/productsuppliers?ProductID=1001&isdefaultsupplierforproduct="
    (first,) = wire.ask("GET", path + "true")["Data"]
    (second,) = wire.ask("GET", path + "false")["Data"]
    assert (first["Supplier"]["SupplierID"], second["Supplier"]["SupplierID"]) == (1001, 1002)
    wire.ask("PATCH", ONE, {"Priority": 6})
    (first,) = wire.ask("GET", path + "True")["Data"]
    assert first["Supplier"]["SupplierID"] == 1002


def test_a_row_in_xml_is_read_in_any_order_and_answered_with_the_supplier_last(wire: Wire) -> None:
    inside = (
        "<Supplier><SupplierID>1002</SupplierID></Supplier><SupplierSKU>NM-B1</SupplierSKU>"
        '<SupplierCosts>4.50</SupplierCosts><Priority xsi:nil="true" />'
    )
    name = "ProductSupplierUpdateModelBase"
    root = wire.xml("POST", "/products/1001/productsuppliers", element(name, inside))
    assert root.tag == name
    assert [child.tag for child in root][-1] == "Supplier"
    told = texts(root)
    assert (told["SupplierSKU"], told["SupplierCosts"], told["SupplierLeadTime"]) == ("NM-B1", "4.5", None)
    path = "/products/1001/productsuppliers/1002"
    bare = wire.xml("PUT", path, element("ProductSupplierBaseModel", "<SupplierCosts>5</SupplierCosts>"))
    assert (bare.tag, texts(bare)["SupplierCosts"]) == ("ProductSupplierBaseModel", "5.0")
    changed = wire.xml(
        "PATCH",
        path,
        element("ProductSupplierPatchModel", "<DropShipmentDeliveryCost>5.99</DropShipmentDeliveryCost>"),
    )
    assert texts(changed)["DropShipmentDeliveryCost"] == "5.99"


def test_many_rows_in_xml_are_an_array_of_their_model(wire: Wire) -> None:
    def item(sku: str) -> str:
        return (
            f"<ProductIDType><IDType>SKU</IDType><Value>{sku}</Value></ProductIDType>"
            "<Supplier><SupplierID>1001</SupplierID></Supplier><SupplierStockLevel>5</SupplierStockLevel>"
        )

    for method, path, model in (
        ("POST", "/products/productsuppliers", "ProductSupplierUpdateModel"),
        ("PATCH", "/products/productsuppliers/inventory-cost", "ProductSupplierInventoryCostUpdateModel"),
    ):
        inside = "".join(f"<{model}>{item(sku)}</{model}>" for sku in ("BUOY-S", "NOPE"))
        root = wire.xml(method, path, element(f"ArrayOf{model}", inside))
        assert root.tag == f"{model}CollectionResponse"
        assert (root.find("Successful").text, root.find("Failed").text) == ("1", "1")
        answers = root.find("Responses")
        assert [each.tag for each in answers] == [f"{model}Response"] * 2
        assert answers[0].find("SupplierUpdate/ProductIDType/Value").text == "BUOY-S"
        assert answers[1].find("Success").text == "false"


def test_a_supplier_whose_currency_changes_may_have_its_prices_converted(wire: Wire) -> None:
    body = {"Name": "Harbour Bits Ltd", "CurrencyCode": "EUR", "RecalculateSupplierCost": True}
    assert list(wire.wrong("PUT", "/suppliers/1001", body)) == ["model.CurrencyCode"]
    response = wire.client.post(
        "/api/v1/exchange-rates",
        json={"currency": "EUR", "rate": "0.8", "day": "2020-01-01"},
        headers={"Authorization": f"Bearer {wire.me.key_secret}"},
    )
    assert response.status_code < 300, response.text
    assert wire.ask("PUT", "/suppliers/1001", body)["CurrencyCode"] == "EUR"
    assert rows_of(wire)[0]["SupplierCosts"] == Decimal("2.9375")
    wire.ask("PUT", "/suppliers/1001", {**body, "CurrencyCode": "GBP", "RecalculateSupplierCost": False})
    assert rows_of(wire)[0]["SupplierCosts"] == Decimal("2.9375")
