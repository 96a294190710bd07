"""Entering purchase orders."""

import re
from decimal import Decimal
from typing import Any

import pytest

from tests.dialects.storefeeder.desk import EUR, GBP, Wire, exactly, order_body, set_setting

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,5}[1-9])?")
WORKED = {
    "PurchaseOrderReference": "QUAY-0042",
    "DeliveryCost": 6.5,
    "SupplierID": 1001,
    "WarehouseID": 1002,
    "DueDate": "2026-03-17T08:30:00.1234567+00:00",
    "PaymentReference": "PAY-77",
    "Lines": [
        {"ProductID": 1001, "Qty": 12, "SingleItemPrice": 2.35, "TaxRate": 20.0},
        {"SKU": "ROPE-8MM", "Qty": 7, "SingleItemPrice": 4.99, "TaxRate": 5.0},
        {"SupplierSKU": "HB-CLEAT", "Qty": 3, "SingleItemPrice": 10.0, "TaxRate": 0.0},
    ],
}


def line(serial: int, product: int, sku: str, quantity: int, **money: Any) -> dict[str, Any]:
    return {
        "PurchaseOrderLineID": serial,
        "ProductID": product,
        "ProductSKU": sku,
        "QtyOrdered": quantity,
        "QtyReceived": 0,
        "PurchaseOrderDetailsStatus": "AwaitingProduct",
        "DeliveryStatusID": 1,
        "DeliveryStatus": "Pending",
        "QtyWrittenOff": Decimal("0.0"),
        "CartonQty": 1,
        "AddedByUserID": 1001,
        "TotalUnitsOrdered": quantity,
        "TotalUnitsReceived": 0,
        "TotalUnitsWrittenOff": 0,
        **{name: Decimal(text) for name, text in money.items() if name != "CartonQty"},
        **({"CartonQty": money["CartonQty"]} if "CartonQty" in money else {}),
    }


def test_the_worked_example_adds_up_to_the_penny(wire: Wire) -> None:
    order = wire.ask("POST", "/purchase-orders", WORKED)
    assert GUID.fullmatch(order.pop("PurchaseOrderGuid"))
    assert GUID.fullmatch(order["Warehouse"].pop("WarehouseGuid"))
    raised, updated = order.pop("DateRaised"), order.pop("UpdatedDate")
    assert raised.endswith("+00:00")
    assert updated == raised.removesuffix("+00:00") + "Z"
    assert MOMENT.fullmatch(raised.removesuffix("+00:00"))
    assert order == {
        "PurchaseOrderID": 1001,
        "User": {"UserID": 1001, "UserName": "api.buyer"},
        "PurchaseOrderReference": "QUAY-0042",
        "Supplier": {
            "SupplierCode": "HARB",
            "SuppliersReference": "ENT-1",
            "Currency": GBP,
            "SupplierID": 1001,
            "Name": "Harbour Bits Ltd",
        },
        "Warehouse": {"WarehouseName": "North Quay", "WarehouseID": 1002},
        "DateDue": "2026-03-17T08:30:00.123456+00:00",
        "PurchaseOrderStatus": "Draft",
        "DeliveryCost": Decimal("6.5"),
        "Subtotal": Decimal("99.63"),
        "TotalVat": Decimal("7.39"),
        "Total": Decimal("107.02"),
        "Currency": GBP,
        "PaymentReference": "PAY-77",
        "PurchaseOrderLines": [
            line(
                1001,
                1001,
                "BUOY-S",
                12,
                SinglePrice="2.35",
                TaxRate="20",
                LineVat="5.64",
                LineTotal="28.2",
                CartonQty=6,
            ),
            line(1002, 1002, "ROPE-8MM", 7, SinglePrice="4.99", TaxRate="5", LineVat="1.75", LineTotal="34.93"),
            line(1003, 1003, "CLEAT-2", 3, SinglePrice="10", TaxRate="0", LineVat="0", LineTotal="30"),
        ],
    }


def test_members_stand_in_the_vendors_order(wire: Wire) -> None:
    order = wire.order(DueDate="2026-03-17", PaymentReference="PAY-1")
    assert list(order) == [
        "PurchaseOrderID",
        "PurchaseOrderGuid",
        "User",
        "PurchaseOrderReference",
        "DateRaised",
        "Supplier",
        "Warehouse",
        "DateDue",
        "PurchaseOrderStatus",
        "DeliveryCost",
        "Subtotal",
        "TotalVat",
        "Total",
        "Currency",
        "PaymentReference",
        "PurchaseOrderLines",
        "UpdatedDate",
    ]
    assert list(order["Supplier"]) == ["SupplierCode", "SuppliersReference", "Currency", "SupplierID", "Name"]


def test_decimals_are_numbers_with_a_digit_behind_the_point_and_nothing_is_null(wire: Wire) -> None:
    text = wire.call("POST", "/purchase-orders", {**WORKED, "DeliveryCost": 0}).text
    for written in (
        '"DeliveryCost":0.0',
        '"TaxRate":20.0',
        '"LineTotal":30.0',
        '"LineTotal":28.2',
        '"QtyWrittenOff":0.0',
    ):
        assert written in text
    assert '"QtyOrdered":12,' in text
    assert "null" not in text
    assert '"Symbol":"£"' in text


def test_what_was_answered_is_what_is_read(wire: Wire) -> None:
    order = wire.ask("POST", "/purchase-orders", WORKED)
    assert wire.ask("GET", f"/purchase-orders/{order['PurchaseOrderID']}") == order


def test_names_match_in_any_case_and_unknown_ones_do_not_matter(wire: Wire) -> None:
    body = {
        "purchaseorderreference": "quay-1",
        "SUPPLIERID": "1001",
        "warehouseId": 1001.0,
        "Nonsense": {"a": [1]},
        "lines": [{"productid": 1001, "QTY": "3", "singleItemPrice": "2.5", "colour": "red"}],
    }
    order = wire.ask("POST", "/Purchase-ORDERS/", body)
    assert order["PurchaseOrderReference"] == "quay-1"
    assert order["PurchaseOrderLines"][0]["QtyOrdered"] == 3
    assert order["PurchaseOrderLines"][0]["SinglePrice"] == Decimal("2.5")


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_a_blank_reference_is_assigned(wire: Wire, blank: str | None) -> None:
    body = {**order_body(), "PurchaseOrderReference": blank}
    assert wire.ask("POST", "/purchase-orders", body)["PurchaseOrderReference"] == "PO-000001"


def test_a_reference_is_trimmed_and_given_once_in_any_case(wire: Wire) -> None:
    assert wire.order(PurchaseOrderReference="  Quay-7 ")["PurchaseOrderReference"] == "Quay-7"
    taken = wire.wrong("POST", "/purchase-orders", order_body(PurchaseOrderReference="QUAY-7"))
    assert list(taken) == ["model.PurchaseOrderReference"]
    wire.ask("POST", "/purchase-orders", order_body(PurchaseOrderReference="QUAY-7"), of=wire.neighbour)


def test_a_reference_and_a_payment_reference_have_their_limits(wire: Wire) -> None:
    wire.order(PurchaseOrderReference="r" * 50, PaymentReference="p" * 125)
    wrong = wire.wrong(
        "POST", "/purchase-orders", order_body(PurchaseOrderReference="s" * 51, PaymentReference="p" * 126)
    )
    assert list(wrong) == ["model.PurchaseOrderReference", "model.PaymentReference"]


def test_everything_that_is_wrong_is_named_at_once(wire: Wire) -> None:
    lines = [{"ProductID": 1001, "Qty": -1}, {"SKU": "ROPE-8MM", "Qty": 1000000}, {"SKU": "ROPE-8MM", "Qty": 1.5}]
    wrong = wire.wrong("POST", "/purchase-orders", {"SupplierID": "x", "DueDate": "soon", "Lines": lines})
    assert sorted(wrong) == [
        "model.DueDate",
        "model.Lines[0].Qty",
        "model.Lines[1].Qty",
        "model.Lines[2].Qty",
        "model.SupplierID",
        "model.WarehouseID",
    ]
    assert wire.ask("GET", "/purchase-orders")["TotalItems"] == 0


def test_what_is_not_in_the_book_is_named_at_once(wire: Wire) -> None:
    lines = [
        {"ProductID": 9001, "SKU": "BUOY-S", "Qty": 1},
        {"SKU": "nowhere"},
        {"SupplierSKU": "HB-NONE"},
        {"SupplierSKU": "HB-TWIN"},
        {"Qty": 4},
        {"ProductID": 1001, "SingleItemPrice": -0.01, "TaxRate": -1},
    ]
    body = order_body(SupplierID=31, WarehouseID=5, DeliveryCost=-1, Lines=lines)
    wrong = wire.wrong("POST", "/purchase-orders", body)
    assert {key for key in wrong if "Lines" not in key} == {
        "model.DeliveryCost",
        "model.SupplierID",
        "model.WarehouseID",
    }
    assert {"model.Lines[0].ProductID", "model.Lines[1].SKU"} <= set(wrong)
    assert "model.Lines[2].SupplierSKU" not in wrong, "a supplier nobody knows has no SKUs that could be wrong"
    assert "model.Lines[4].ProductID" in wrong
    assert {"model.Lines[5].SingleItemPrice", "model.Lines[5].TaxRate"} <= set(wrong)


def test_a_supplier_sku_of_two_products_is_refused(wire: Wire) -> None:
    wrong = wire.wrong("POST", "/purchase-orders", order_body(Lines=[{"SupplierSKU": "hb-twin", "Qty": 1}]))
    assert list(wrong) == ["model.Lines[0].SupplierSKU"]


@pytest.mark.parametrize("missing", ["SupplierID", "WarehouseID", "Lines"])
def test_supplier_warehouse_and_lines_are_needed(wire: Wire, missing: str) -> None:
    wrong = wire.wrong("POST", "/purchase-orders", order_body(**{missing: None}))
    assert wrong == {f"model.{missing}": [f"{missing} is required."]}


def test_an_order_without_lines_is_refused(wire: Wire) -> None:
    assert list(wire.wrong("POST", "/purchase-orders", order_body(Lines=[]))) == ["model.Lines"]


def test_the_first_name_that_is_given_decides_the_product_alone(wire: Wire) -> None:
    lines = [
        {"ProductID": 1001, "SKU": "ROPE-8MM", "SupplierSKU": "HB-CLEAT"},
        {"ProductID": 0, "SKU": " rope-8mm ", "SupplierSKU": "HB-CLEAT"},
        {"SKU": " ", "SupplierSKU": "hb-cleat"},
    ]
    order = wire.order(Lines=lines)
    assert [each["ProductSKU"] for each in order["PurchaseOrderLines"]] == ["BUOY-S", "ROPE-8MM", "CLEAT-2"]


def test_no_units_at_all_archived_products_and_kits_can_be_ordered(wire: Wire) -> None:
    order = wire.order(Lines=[{"ProductID": 1001}, {"SKU": "KIT-1", "Qty": 2, "SingleItemPrice": 1}])
    assert [each["QtyOrdered"] for each in order["PurchaseOrderLines"]] == [0, 2]
    assert order["PurchaseOrderLines"][0]["PurchaseOrderDetailsStatus"] == "AwaitingProduct"
    assert order["PurchaseOrderStatus"] == "Draft"


def test_a_blank_price_is_the_suppliers_and_0_where_there_is_none(wire: Wire) -> None:
    lines = [
        {"SKU": "BUOY-S", "Qty": 2},
        {"SKU": "CLEAT-2", "Qty": 2},
        {"SKU": "BUOY-S", "Qty": 2, "SingleItemPrice": 0},
    ]
    order = wire.order(Lines=lines)
    assert [each["SinglePrice"] for each in order["PurchaseOrderLines"]] == [Decimal("2.35"), 0, 0]


def test_a_blank_tax_rate_is_the_suppliers_else_its_countrys(wire: Wire) -> None:
    of_country = wire.order()
    of_supplier = wire.order(SupplierID=1002)
    assert of_country["PurchaseOrderLines"][0]["TaxRate"] == 20
    assert of_supplier["PurchaseOrderLines"][0]["TaxRate"] == 25
    assert wire.order(Lines=[{"ProductID": 1001, "TaxRate": 0}])["PurchaseOrderLines"][0]["TaxRate"] == 0


def test_a_blank_delivery_cost_is_worked_out_and_0_is_a_value(wire: Wire) -> None:
    assert wire.order()["DeliveryCost"] == Decimal("4.5")
    assert wire.order(DeliveryCost=0)["DeliveryCost"] == 0
    assert wire.order(SupplierID=1002)["DeliveryCost"] == 0


def test_the_currency_is_the_suppliers(wire: Wire) -> None:
    assert wire.order(SupplierID=1002)["Currency"] == EUR


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2026-03-17", "2026-03-17T00:00:00+00:00"),
        ("2026-03-17T08:30:00Z", "2026-03-17T08:30:00+00:00"),
        ("2026-03-17T08:30:00", "2026-03-17T08:30:00+00:00"),
        ("2026-03-17T08:30:00+02:00", "2026-03-17T06:30:00+00:00"),
        ("2026-03-17T08:30:00.5-01:00", "2026-03-17T09:30:00.5+00:00"),
        ("2026-03-17T08:30:00.1200000Z", "2026-03-17T08:30:00.12+00:00"),
        ("2026-03-17T08:30:00.9999999Z", "2026-03-17T08:30:00.999999+00:00"),
        ("2026-03-17T08:30:00.0000009Z", "2026-03-17T08:30:00+00:00"),
    ],
)
def test_dates_are_read_in_many_forms_and_cut_never_rounded(wire: Wire, sent: str, shown: str) -> None:
    assert wire.order(DueDate=sent)["DateDue"] == shown


@pytest.mark.parametrize(
    "bad", ["17/03/2026", "2026-13-01", "2026-03-17T25:00:00", "tomorrow", 20260317, True, "0001-01-01T00:00:00+14:00"]
)
def test_what_is_no_date_is_refused(wire: Wire, bad: object) -> None:
    assert list(wire.wrong("POST", "/purchase-orders", order_body(DueDate=bad))) == ["model.DueDate"]


def test_orders_may_begin_as_sent(wire: Wire) -> None:
    set_setting(wire, "storefeeder.initial_status", "SentToSupplier")
    order = wire.order()
    assert order["PurchaseOrderStatus"] == "SentToSupplier"
    assert order["DateSent"] == order["DateRaised"]
    assert (
        list(order).index("DateSent")
        == list(order).index("PaymentReference" if "PaymentReference" in order else "PurchaseOrderLines") - 1
    )


def test_numbers_and_dates_stay_exact_when_the_client_writes_them_as_texts(wire: Wire) -> None:
    body = order_body(DeliveryCost="0.10", Lines=[{"ProductID": "1001", "Qty": "3", "SingleItemPrice": "0.333333"}])
    order = wire.ask("POST", "/purchase-orders", body)
    assert order["DeliveryCost"] == Decimal("0.1")
    assert order["PurchaseOrderLines"][0]["SinglePrice"] == Decimal("0.333333")
    assert order["PurchaseOrderLines"][0]["LineTotal"] == 1


def test_zero_has_no_sign(wire: Wire) -> None:
    line = '{"ProductID": 1001, "TaxRate": "-0"}'
    raw = f'{{"SupplierID": 1001, "WarehouseID": 1001, "DeliveryCost": -0.0, "Lines": [{line}]}}'
    response = wire.call("POST", "/purchase-orders", content=raw.encode())
    assert '"DeliveryCost":0.0,' in response.text
    assert '"TaxRate":0.0,' in response.text


def test_a_body_in_text_json_and_one_without_a_type_are_read(wire: Wire) -> None:
    raw = b'\xef\xbb\xbf{"SupplierID": 1001, "WarehouseID": 1001, "Lines": [{"ProductID": 1001, "Qty": 1}]}'
    for headers in ({"Content-Type": "text/json"}, {}):
        response = wire.call("POST", "/purchase-orders", content=raw, headers=headers)
        assert response.status_code == 200, response.text
        assert exactly(response.content)["PurchaseOrderStatus"] == "Draft"
