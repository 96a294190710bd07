"""Deliveries: what can be received, booking it in, and figures of lines set anew."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.dialects.storefeeder.desk import Wire, furnish
from tests.server import inside
from tests.statements import listening

BUYER = 1001


class Due:
    """An order of 12 buoys, 7 ropes and 5 buoys more that was sent, and calls on it."""

    def __init__(self, wire: Wire, reference: str = "QUAY-1", *, sent: bool = True) -> None:
        self.wire = wire
        lines = [{"ProductID": 1001, "Qty": 12}, {"SKU": "ROPE-8MM", "Qty": 7}, {"SKU": "BUOY-S", "Qty": 5}]
        order = wire.order(PurchaseOrderReference=reference, Lines=lines)
        self.number = order["PurchaseOrderID"]
        self.done = {"PurchaseOrderID": self.number, "PurchaseOrderReference": reference, "Success": True}
        self.ids = [line["PurchaseOrderLineID"] for line in order["PurchaseOrderLines"]]
        if sent:
            wire.ask("GET", f"/purchase-orders/{self.number}/send")

    def book(self, *lines: dict[str, Any]) -> Any:
        """What became of booking these lines in."""
        body = [{"PurchaseOrderID": self.number, "Lines": list(lines)}]
        told = self.wire.ask("POST", "/deliveries/book-in", body)
        (one,) = told["Responses"]
        assert (told["TotalItemsProcessed"], told["Successful"]) == (1, int(one["Success"]))
        return one

    def refused(self, *lines: dict[str, Any]) -> str:
        """The sentence a booking is refused with; nothing has changed then."""
        before = self.order()
        told = self.book(*lines)
        assert told["Success"] is False
        assert self.order() == before
        return str(told["Error"])

    def patch(self, index: int, **body: Any) -> Any:
        return self.wire.ask("PATCH", f"/purchase-orders/{self.number}/lines/{self.ids[index]}", body)

    def order(self) -> Any:
        return self.wire.ask("GET", f"/purchase-orders/{self.number}")

    def figures(self) -> list[tuple[int, int]]:
        """Received and written off, by line."""
        return [(line["QtyReceived"], line["QtyWrittenOff"]) for line in self.order()["PurchaseOrderLines"]]

    def words(self) -> list[tuple[str, int, str]]:
        names = ("PurchaseOrderDetailsStatus", "DeliveryStatusID", "DeliveryStatus")
        return [tuple(line[name] for name in names) for line in self.order()["PurchaseOrderLines"]]


@pytest.fixture
def due(wire: Wire) -> Due:
    return Due(wire)


def references(page: Any) -> list[str]:
    return [each["PurchaseOrderReference"] for each in page["Data"]]


# --- what can be received ---------------------------------------------------------------------------------------------


def test_deliveries_are_the_orders_that_were_sent_and_are_not_complete(wire: Wire) -> None:
    Due(wire, "DRAFT", sent=False)
    sent, confirmed, complete = Due(wire, "SENT"), Due(wire, "CONFIRMED"), Due(wire, "COMPLETE")
    wire.ask("GET", f"/purchase-orders/{confirmed.number}/confirm")
    wire.ask("GET", f"/deliveries/{complete.number}/book-in-all")
    sent.book({"SKU": "ROPE-8MM", "BookedIn": 1})
    page = wire.ask("GET", "/deliveries")
    assert references(page) == ["SENT", "CONFIRMED"]
    assert (page["TotalItems"], page["TotalPages"]) == (2, 1)
    assert page["Data"] == [sent.order(), confirmed.order()]
    assert references(wire.ask("GET", "/deliveries?PurchaseOrderStatus=ConfirmedBySupplier")) == ["CONFIRMED"]
    assert references(wire.ask("GET", "/deliveries?PurchaseOrderStatus=senttosupplier")) == ["SENT"]
    for word in ("Draft", "Complete", "AwaitingConfirmation"):
        assert wire.ask("GET", f"/deliveries?PurchaseOrderStatus={word}")["Data"] == []
    second = wire.ask("GET", "/deliveries?pagesize=1&page=2")
    assert references(second) == ["CONFIRMED"]
    assert second["PrevUrl"].endswith("/storefeeder/deliveries?PageSize=1&Page=1")


def test_deliveries_take_the_filters_of_order_lists(wire: Wire) -> None:
    Due(wire, "FIRST")
    other = wire.order(PurchaseOrderReference="SECOND", SupplierID=1002, WarehouseID=1002, DueDate="2031-05-05")
    wire.ask("GET", f"/purchase-orders/{other['PurchaseOrderID']}/send")
    for query, found in (
        ("SupplierID=1002", ["SECOND"]),
        ("WarehouseID=1001", ["FIRST"]),
        ("PurchaseOrderRef=first", ["FIRST"]),
        ("DueDateFrom=2031-05-05&DueDateTo=2031-05-05", ["SECOND"]),
        ("RaisedDateTo=2001-01-01", []),
        ("SentDateFrom=2001-01-01", ["FIRST", "SECOND"]),
        ("UpdatedDateFrom=2001-01-01&SupplierID=1001", ["FIRST"]),
    ):
        assert references(wire.ask("GET", f"/deliveries?{query}")) == found, query
    for query in ("SupplierID=0", "PurchaseOrderStatus=Gone", "PageSize=101", "SentDateTo=soon"):
        assert wire.wrong("GET", f"/deliveries?{query}")


def test_one_delivery_is_the_order_while_it_can_be_received(due: Due, wire: Wire) -> None:
    assert wire.ask("GET", f"/deliveries/{due.number}") == due.order()
    draft = Due(wire, "DRAFT", sent=False)
    wire.ask("GET", f"/deliveries/{due.number}/book-in-all")
    for number in (draft.number, due.number, 999999):
        assert set(wire.ask("GET", f"/deliveries/{number}", status=404)) == {"Message"}


# --- everything -------------------------------------------------------------------------------------------------------


def test_booking_all_in_receives_what_is_outstanding_and_completes_the_order(due: Due, wire: Wire) -> None:
    due.book({"SKU": "BUOY-S", "BookedIn": 2, "WrittenOff": 1})
    response = wire.call("GET", f"/deliveries/{due.number}/book-in-all")
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == due.done
    assert due.figures() == [(11, 1), (7, 0), (5, 0)]
    assert due.words() == [("Received", 3, "Delivered")] * 3
    order = due.order()
    assert order["PurchaseOrderStatus"] == "Complete"
    assert {line["BookedInByUserID"] for line in order["PurchaseOrderLines"]} == {order["User"]["UserID"]}


def test_a_draft_a_complete_and_an_unknown_order_are_not_booked_in(due: Due, wire: Wire) -> None:
    draft = Due(wire, "DRAFT", sent=False)
    told = wire.ask("GET", f"/deliveries/{draft.number}/book-in-all")
    assert (told["Success"], "draft" in told["Error"]) == (False, True)
    assert draft.refused({"SKU": "BUOY-S", "BookedIn": 1})
    assert draft.figures() == [(0, 0)] * 3
    wire.ask("GET", f"/deliveries/{due.number}/book-in-all")
    assert wire.ask("GET", f"/deliveries/{due.number}/book-in-all")["Success"] is False
    assert due.refused({"SKU": "BUOY-S"})
    told = wire.ask("GET", "/deliveries/999999/book-in-all", status=404)
    assert told == {"PurchaseOrderID": 999999, "Success": False, "Error": told["Error"]}


def test_many_orders_are_booked_in_and_one_that_fails_hinders_nobody(due: Due, wire: Wire) -> None:
    draft, other = Due(wire, "DRAFT", sent=False), Due(wire, "OTHER")
    numbers = [due.number, draft.number, 999999, "x", other.number, due.number]
    items: list[Any] = [{"PurchaseOrderID": number} for number in numbers]
    told = wire.ask("POST", "/deliveries/book-in-all", [*items, "nonsense", {}])
    assert (told["TotalItemsProcessed"], told["Successful"], told["Failed"]) == (8, 2, 6)
    assert [each["Success"] for each in told["Responses"]] == [True, False, False, False, True, False, False, False]
    shown = [each["PurchaseOrderID"] for each in told["Responses"]]
    assert shown == [due.number, draft.number, 999999, 0, other.number, due.number, 0, 0]
    assert all(bool(each.get("Error")) is not each["Success"] for each in told["Responses"])
    assert told["Responses"][-1]["Error"] == "PurchaseOrderID is required."
    assert (due.order()["PurchaseOrderStatus"], draft.order()["PurchaseOrderStatus"]) == ("Complete", "Draft")
    assert other.order()["PurchaseOrderStatus"] == "Complete"


# --- given quantities -------------------------------------------------------------------------------------------------


def test_booked_in_and_written_off_are_added_to_what_there_is(due: Due) -> None:
    assert due.book({"SKU": " rope-8mm ", "BookedIn": 2, "WrittenOff": 1}) == due.done
    assert due.figures()[1] == (2, 1)
    assert due.words()[1] == ("PartReceived", 2, "PartDelivered")
    due.book({"ProductID": 1002, "BookedIn": 3})
    assert due.figures()[1] == (5, 1)
    due.book({"SupplierSKU": "hb-rope", "WrittenOff": 1})
    assert due.figures()[1] == (5, 2)
    assert due.words()[1] == ("Received", 3, "Delivered")
    line = due.order()["PurchaseOrderLines"][1]
    assert (line["TotalUnitsReceived"], line["TotalUnitsWrittenOff"], line["QtyWrittenOff"]) == (5, 2, Decimal(2))
    assert due.order()["PurchaseOrderStatus"] == "SentToSupplier"


def test_a_product_on_several_lines_fills_them_in_line_order(due: Due) -> None:
    due.book({"SKU": "BUOY-S", "BookedIn": 13, "WrittenOff": 3})
    assert due.figures() == [(12, 0), (0, 0), (1, 3)]
    due.book({"SKU": "BUOY-S", "BookedIn": 1}, {"SKU": "ROPE-8MM", "BookedIn": 4}, {"ProductID": 1002, "BookedIn": 3})
    assert due.figures() == [(12, 0), (7, 0), (2, 3)]
    assert due.order()["PurchaseOrderStatus"] == "Complete"


def test_writing_everything_off_completes_the_order(due: Due) -> None:
    due.book({"SKU": "BUOY-S", "WrittenOff": 17}, {"SKU": "ROPE-8MM", "WrittenOff": 7})
    assert due.words() == [("WrittenOff", 3, "Delivered")] * 3
    order = due.order()
    assert order["PurchaseOrderStatus"] == "Complete"
    assert all("BookedInByUserID" not in line for line in order["PurchaseOrderLines"])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"SKU": "ROPE-8MM", "BookedIn": 8}, "ROPE-8MM: 7 outstanding, 8 given."),
        ({"SKU": "ROPE-8MM", "BookedIn": 6, "WrittenOff": 2}, "ROPE-8MM: 7 outstanding, 8 given."),
        ({"SKU": "BUOY-S", "BookedIn": 17}, "BUOY-S: 16 outstanding, 17 given."),
        ({"SKU": "CLEAT-2", "BookedIn": 1}, "CLEAT-2 is not on purchase order QUAY-1."),
        ({"ProductID": 1003, "SKU": "BUOY-S"}, "The product with ID 1003 is not on purchase order QUAY-1."),
        ({"SupplierSKU": "HB-TWIN", "BookedIn": 1}, "HB-TWIN is not on purchase order QUAY-1."),
        ({"BookedIn": 1}, "A line needs a ProductID, a SKU or a SupplierSKU."),
    ],
)
def test_one_line_that_does_not_fit_fails_its_order_whole(due: Due, line: dict[str, Any], sentence: str) -> None:
    assert due.refused({"SKU": "BUOY-S", "BookedIn": 1}, line) == sentence


@pytest.mark.parametrize(
    "line", [{"BookedIn": -1}, {"WrittenOff": 1_000_000}, {"BookedIn": 1.5}, {"ExpiryDateUtc": "x"}]
)
def test_a_wrong_field_fails_its_order_only(due: Due, wire: Wire, line: dict[str, Any]) -> None:
    other = Due(wire, "OTHER")
    body = [
        {"PurchaseOrderID": due.number, "Lines": [{"SKU": "BUOY-S", **line}]},
        {"PurchaseOrderID": 999999, "Lines": []},
        {"PurchaseOrderID": other.number, "Lines": [{"SKU": "BUOY-S", "BookedIn": 1}]},
    ]
    told = wire.ask("POST", "/deliveries/book-in", body)
    assert [each["Success"] for each in told["Responses"]] == [False, False, True]
    assert told["Responses"][0]["PurchaseOrderID"] == due.number
    assert told["Responses"][0]["Error"].startswith(f"Lines[0].{next(iter(line))}: ")
    assert (due.figures()[0], other.figures()[0]) == ((0, 0), (1, 0))


def test_a_supplier_sku_of_two_products_of_the_order_is_refused(wire: Wire) -> None:
    lines = [{"SKU": "TWIN-A", "Qty": 2}, {"SKU": "TWIN-B", "Qty": 2}]
    number = wire.order(Lines=lines)["PurchaseOrderID"]
    wire.ask("GET", f"/purchase-orders/{number}/send")
    body = [{"PurchaseOrderID": number, "Lines": [{"SupplierSKU": "HB-TWIN", "BookedIn": 1}]}]
    (told,) = wire.ask("POST", "/deliveries/book-in", body)["Responses"]
    assert "more than one product" in told["Error"]


def test_no_lines_and_no_quantities_change_nothing(due: Due) -> None:
    before = due.order()
    assert due.book() == due.done
    assert due.book({"SKU": "BUOY-S"}) == due.done
    assert due.order() == before


def test_bodies_that_are_no_list_are_400(wire: Wire) -> None:
    for path in ("/deliveries/book-in", "/deliveries/book-in-all"):
        for raw in (b"{}", b"{nope", b"7", b""):
            assert wire.call("POST", path, content=raw).status_code == 400
        told = wire.ask("POST", path, [])
        assert told == {"TotalItemsProcessed": 0, "Successful": 0, "Failed": 0, "Responses": []}


def test_deliveries_are_booked_in_xml(due: Due, wire: Wire) -> None:
    body = f"""<ArrayOfBookInPurchaseOrderRequestModel xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <BookInPurchaseOrderRequestModel><Lines>
        <BookInPurchaseOrderLineRequestModel><BookedIn>10</BookedIn><SKU>BUOY-S</SKU><WrittenOff>2</WrittenOff>
          <StockLocationID xsi:nil="true" /><ExpiryDateUtc>2027-03-01T00:00:00Z</ExpiryDateUtc>
          <BatchReference>L-88</BatchReference></BookInPurchaseOrderLineRequestModel>
        </Lines><PurchaseOrderID>{due.number}</PurchaseOrderID></BookInPurchaseOrderRequestModel>
      <BookInPurchaseOrderRequestModel><PurchaseOrderID>999999</PurchaseOrderID></BookInPurchaseOrderRequestModel>
    </ArrayOfBookInPurchaseOrderRequestModel>"""
    told = wire.xml("POST", "/deliveries/book-in", body)
    assert told.tag == "BatchResponseContainerOfPurchaseOrderSimpleResponse"
    assert [told.findtext(name) for name in ("TotalItemsProcessed", "Successful", "Failed")] == ["2", "1", "1"]
    assert [each.findtext("Success") for each in told.find("Responses")] == ["true", "false"]
    assert due.figures()[0] == (10, 2)
    body = f"""<ArrayOfPurchaseOrderSimpleRequestModel><PurchaseOrderSimpleRequestModel><PurchaseOrderID>{due.number}
      </PurchaseOrderID></PurchaseOrderSimpleRequestModel></ArrayOfPurchaseOrderSimpleRequestModel>"""
    assert wire.xml("POST", "/deliveries/book-in-all", body).findtext("Successful") == "1"
    assert wire.xml("GET", f"/deliveries/{due.number}/book-in-all").findtext("Success") == "false"
    assert wire.xml("GET", "/deliveries").findtext("TotalItems") == "0"


def test_a_viewer_books_nothing_in_and_neighbours_see_nothing(due: Due, wire: Wire) -> None:
    body = [{"PurchaseOrderID": due.number, "Lines": [{"SKU": "BUOY-S", "BookedIn": 1}]}]
    for method, path, sent in (
        ("GET", f"/deliveries/{due.number}/book-in-all", None),
        ("POST", "/deliveries/book-in-all", body),
        ("POST", "/deliveries/book-in", body),
        ("PATCH", f"/purchase-orders/{due.number}/lines/{due.ids[0]}", {"QtyReceived": 1}),
    ):
        assert wire.call(method, path, sent, role="viewer").status_code == 403
        assert wire.client.request(method, f"/storefeeder{path}", json=sent).status_code == 401
    assert wire.ask("GET", f"/deliveries/{due.number}", role="viewer") == due.order()
    away = wire.neighbour
    assert wire.ask("GET", "/deliveries", of=away)["TotalItems"] == 0
    assert set(wire.ask("GET", f"/deliveries/{due.number}", of=away, status=404)) == {"Message"}
    assert wire.ask("GET", f"/deliveries/{due.number}/book-in-all", of=away, status=404)["Success"] is False
    for path in ("/deliveries/book-in", "/deliveries/book-in-all"):
        assert wire.ask("POST", path, body, of=away)["Failed"] == 1
    assert due.figures() == [(0, 0)] * 3


# --- figures of lines -------------------------------------------------------------------------------------------------


def test_figures_of_a_line_are_absolute_and_go_both_ways(due: Due) -> None:
    for received, lost in ((4, 0), (4, 3), (9, 3), (2, 3), (2, 1), (0, 0), (0, 5), (3, 2)):
        assert due.patch(0, QtyReceived=received, QtyWrittenOff=lost) == due.done
        assert due.figures()[0] == (received, lost)
    assert due.order()["PurchaseOrderLines"][0]["BookedInByUserID"] == due.order()["User"]["UserID"]
    assert due.figures()[1:] == [(0, 0), (0, 0)]


def test_figures_may_change_together_with_the_quantity_ordered(due: Due) -> None:
    assert due.patch(0, QtyOrdered=20, QtyReceived=15, QtyWrittenOff=5, SinglePrice=3)["Success"] is True
    line = due.order()["PurchaseOrderLines"][0]
    assert (line["QtyOrdered"], line["QtyReceived"], line["QtyWrittenOff"]) == (20, 15, 5)
    assert (line["LineTotal"], line["PurchaseOrderDetailsStatus"]) == (60, "Received")
    assert due.patch(0, QtyOrdered=3, QtyReceived=2, QtyWrittenOff=0)["Success"] is True
    assert due.figures()[0] == (2, 0)


@pytest.mark.parametrize(
    "body",
    [
        {"QtyReceived": 13},
        {"QtyReceived": 10, "QtyWrittenOff": 3},
        {"QtyWrittenOff": 13},
        {"QtyOrdered": 5, "QtyReceived": 6, "SinglePrice": 9},
    ],
)
def test_more_than_is_ordered_is_neither_received_nor_written_off(due: Due, body: dict[str, Any]) -> None:
    before = due.order()
    told = due.patch(0, **body)
    assert (told["Success"], bool(told["Error"])) == (False, True)
    assert due.order() == before


def test_the_last_figure_completes_the_order_and_no_other_follows(due: Due, wire: Wire) -> None:
    items = [
        {"PurchaseOrderLineID": due.ids[0], "QtyReceived": 12},
        {"PurchaseOrderLineID": due.ids[1], "QtyReceived": 6, "QtyWrittenOff": 1},
        {"PurchaseOrderLineID": due.ids[2], "QtyReceived": 6},
        {"PurchaseOrderLineID": due.ids[2], "QtyWrittenOff": 5},
        {"PurchaseOrderLineID": due.ids[0], "QtyReceived": 11},
    ]
    told = wire.ask("PATCH", f"/purchase-orders/{due.number}/lines", items)
    assert [each["Success"] for each in told["Responses"]] == [True, True, False, True, False]
    assert due.figures() == [(12, 0), (6, 1), (0, 5)]
    assert due.order()["PurchaseOrderStatus"] == "Complete"


def test_booking_many_lines_asks_the_store_as_often_as_booking_one(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite3"
    quays = iter(furnish(book, 1))
    asked = []
    places = [("/storefeeder", "entrepot.dialects.storefeeder.app")]
    with listening() as heard, inside(book, places=places, worker=False) as client:
        wire = Wire(client, quays)
        for count in (1, 40):
            order = wire.order(Lines=[{"SKU": "BUOY-S", "Qty": 2}] * count)
            wire.ask("GET", f"/purchase-orders/{order['PurchaseOrderID']}/send")
            line = {"SKU": "BUOY-S", "BookedIn": count, "WrittenOff": count}
            heard.forget()
            told = wire.ask(
                "POST", "/deliveries/book-in", [{"PurchaseOrderID": order["PurchaseOrderID"], "Lines": [line]}]
            )
            assert told["Successful"] == 1
            asked.append(len(heard.shapes()))
    assert asked[0] > 0
    assert asked[1] <= asked[0] + 2
