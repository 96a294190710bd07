"""Changing lines, one or many."""

from decimal import Decimal
from typing import Any

import pytest

from tests.dialects.storefeeder.desk import Wire


class Placed:
    """An order of 12 buoys, 7 m of rope and 3 cleats, and calls on its lines."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        lines = [
            {"ProductID": 1001, "Qty": 12, "SingleItemPrice": 2.35, "TaxRate": 20},
            {"SKU": "ROPE-8MM", "Qty": 7, "SingleItemPrice": 4.99, "TaxRate": 5},
            {"SKU": "CLEAT-2", "Qty": 3, "SingleItemPrice": 10, "TaxRate": 0},
        ]
        order = wire.order(PurchaseOrderReference="QUAY-1", DeliveryCost=6.5, Lines=lines)
        self.number = order["PurchaseOrderID"]
        self.ids = [line["PurchaseOrderLineID"] for line in order["PurchaseOrderLines"]]

    def patch(self, body: Any, index: int = 0, status: int = 200) -> Any:
        return self.wire.ask("PATCH", f"{self.path}/lines/{self.ids[index]}", body, status=status)

    @property
    def path(self) -> str:
        return f"/purchase-orders/{self.number}"

    def line(self, index: int = 0) -> Any:
        return self.order()["PurchaseOrderLines"][index]

    def order(self) -> Any:
        return self.wire.ask("GET", self.path)


@pytest.fixture
def placed(wire: Wire) -> Placed:
    return Placed(wire)


def test_a_line_takes_another_quantity_price_and_rate_and_the_totals_follow(placed: Placed) -> None:
    done = {"PurchaseOrderID": placed.number, "PurchaseOrderReference": "QUAY-1", "Success": True}
    assert placed.patch({"QtyOrdered": 10, "SinglePrice": "2.5", "TaxRate": 0, "LineNotes": "green ones"}) == done
    line = placed.line()
    assert (line["QtyOrdered"], line["TotalUnitsOrdered"]) == (10, 10)
    assert (line["SinglePrice"], line["TaxRate"]) == (Decimal("2.5"), 0)
    assert (line["LineTotal"], line["LineVat"]) == (25, 0)
    assert line["LineNotes"] == "green ones"
    order = placed.order()
    assert (order["Subtotal"], order["TotalVat"]) == (Decimal("96.43"), Decimal("1.75"))
    assert order["Total"] == Decimal("98.18")


def test_what_is_null_or_absent_stays(placed: Placed) -> None:
    placed.patch({"LineNotes": "keep"})
    before = placed.order()
    assert placed.patch({"QtyOrdered": None, "SinglePrice": None, "LineNotes": None})["Success"] is True
    assert placed.patch({})["Success"] is True
    assert placed.order() == before


def test_removing_the_notes_beats_giving_some(placed: Placed) -> None:
    placed.patch({"LineNotes": "first"})
    placed.patch({"LineNotes": "second", "RemoveNotes": True})
    assert "LineNotes" not in placed.line()
    placed.patch({"LineNotes": "third", "RemoveNotes": "false"})
    assert placed.line()["LineNotes"] == "third"


def test_the_address_decides_the_line(placed: Placed) -> None:
    assert placed.patch({"PurchaseOrderLineID": placed.ids[0], "QtyOrdered": 1})["Success"] is True
    assert placed.patch({"PurchaseOrderLineID": 0, "QtyOrdered": 2})["Success"] is True
    wrong = placed.patch({"PurchaseOrderLineID": placed.ids[1], "QtyOrdered": 3}, status=400)
    assert list(wrong["ModelState"]) == ["model.PurchaseOrderLineID"]
    assert placed.line()["QtyOrdered"] == 2


def test_an_unknown_line_or_order_is_404_in_the_same_form(placed: Placed, wire: Wire) -> None:
    told = wire.ask("PATCH", f"{placed.path}/lines/999999", {"QtyOrdered": 1}, status=404)
    assert told == {"PurchaseOrderID": placed.number, "Success": False, "Error": told["Error"]}
    told = wire.ask("PATCH", f"/purchase-orders/999999/lines/{placed.ids[0]}", {"QtyOrdered": 1}, status=404)
    assert told == {"PurchaseOrderID": 999999, "Success": False, "Error": told["Error"]}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"QtyOrdered": -1}, "QtyOrdered"),
        ({"QtyOrdered": 1_000_000}, "QtyOrdered"),
        ({"QtyOrdered": 1.5}, "QtyOrdered"),
        ({"QtyReceived": "x"}, "QtyReceived"),
        ({"SinglePrice": -0.01}, "SinglePrice"),
        ({"TaxRate": 101}, "TaxRate"),
        ({"TaxRate": "high"}, "TaxRate"),
        ({"RemoveNotes": "perhaps"}, "RemoveNotes"),
        ({"LineNotes": "x" * 10_001}, "LineNotes"),
    ],
)
def test_wrong_fields_of_a_line_are_400(placed: Placed, body: dict[str, object], name: str) -> None:
    before = placed.order()
    wrong = placed.patch(body, status=400)
    assert list(wrong["ModelState"]) == [f"model.{name}"]
    assert placed.order() == before


def test_nothing_is_received_on_a_draft(placed: Placed) -> None:
    for body in ({"QtyReceived": 1}, {"QtyWrittenOff": 2, "QtyOrdered": 5}):
        told = placed.patch(body)
        assert told["Success"] is False
        assert told["Error"]
    assert placed.patch({"QtyReceived": 0, "QtyWrittenOff": 0, "QtyOrdered": 5})["Success"] is True
    assert placed.line()["QtyOrdered"] == 5


def test_a_line_may_be_ordered_down_to_nothing(placed: Placed) -> None:
    assert placed.patch({"QtyOrdered": 0})["Success"] is True
    assert placed.line()["PurchaseOrderDetailsStatus"] == "AwaitingProduct"
    assert placed.order()["PurchaseOrderStatus"] == "Draft"


def test_lines_of_a_sent_and_of_a_confirmed_order_can_be_changed(placed: Placed, wire: Wire) -> None:
    for step, quantity in (("send", 13), ("confirm", 14)):
        wire.ask("GET", f"{placed.path}/{step}")
        assert placed.patch({"QtyOrdered": quantity})["Success"] is True
        assert placed.line()["QtyOrdered"] == quantity


def test_many_lines_are_changed_and_one_that_fails_hinders_nobody(placed: Placed, wire: Wire) -> None:
    items = [
        {"PurchaseOrderLineID": placed.ids[0], "QtyOrdered": 20},
        {"PurchaseOrderLineID": placed.ids[1], "QtyOrdered": "many"},
        {"PurchaseOrderLineID": 999999, "QtyOrdered": 1},
        {"QtyOrdered": 1},
        {"PurchaseOrderLineID": placed.ids[1], "SinglePrice": -1},
        {"PurchaseOrderLineID": placed.ids[1], "QtyReceived": 4},
        "nonsense",
        {"PurchaseOrderLineID": placed.ids[2], "LineNotes": "brass"},
    ]
    told = wire.ask("PATCH", f"{placed.path}/lines", items)
    assert (told["TotalItemsProcessed"], told["Successful"], told["Failed"]) == (8, 2, 6)
    assert [each["Success"] for each in told["Responses"]] == [True, False, False, False, False, False, False, True]
    for each in told["Responses"]:
        assert each["PurchaseOrderID"] == placed.number
        assert each["PurchaseOrderReference"] == "QUAY-1"
        assert bool(each.get("Error")) is not each["Success"]
    lines = placed.order()["PurchaseOrderLines"]
    assert [line["QtyOrdered"] for line in lines] == [20, 7, 3]
    assert lines[1]["SinglePrice"] == Decimal("4.99")
    assert lines[2]["LineNotes"] == "brass"


def test_an_empty_batch_does_nothing(placed: Placed, wire: Wire) -> None:
    told = wire.ask("PATCH", f"{placed.path}/lines", [])
    assert told == {"TotalItemsProcessed": 0, "Successful": 0, "Failed": 0, "Responses": []}


def test_a_batch_that_is_no_list_is_400(placed: Placed, wire: Wire) -> None:
    assert set(wire.ask("PATCH", f"{placed.path}/lines", {"QtyOrdered": 1}, status=400)) == {"Message"}


def test_a_receiver_counts_many_lines_anew_and_is_refused_a_price_line_by_line(wire: Wire) -> None:
    order = wire.order(Lines=[{"ProductID": 1001, "Qty": 12}, {"ProductID": 1002, "Qty": 3}])
    number, (first, second) = order["PurchaseOrderID"], order["PurchaseOrderLines"]
    wire.ask("GET", f"/purchase-orders/{number}/send")
    items = [
        {"PurchaseOrderLineID": first["PurchaseOrderLineID"], "QtyReceived": 5},
        {"PurchaseOrderLineID": second["PurchaseOrderLineID"], "SinglePrice": 1},
    ]
    done = wire.ask("PATCH", f"/purchase-orders/{number}/lines", items, role="receiver")
    assert [each["Success"] for each in done["Responses"]] == [True, False]
    assert "orders.write" in done["Responses"][1]["Error"]
    lines = wire.ask("GET", f"/purchase-orders/{number}")["PurchaseOrderLines"]
    assert (lines[0]["QtyReceived"], lines[1]["SinglePrice"]) == (5, Decimal("4.99"))
    assert set(wire.ask("PATCH", f"/purchase-orders/{number}/lines", items, role="viewer", status=403)) == {"Message"}
