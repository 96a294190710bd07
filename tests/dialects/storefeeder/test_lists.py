"""Lists of purchase orders."""

from typing import Any

import pytest

from tests.dialects.storefeeder.desk import MOUNT, Wire, exactly
from tests.dialects.storefeeder.test_actions import natively


def references(page: Any) -> list[str]:
    return [order["PurchaseOrderReference"] for order in page["Data"]]


def test_a_page_names_its_neighbours(wire: Wire) -> None:
    for name in "ABC":
        wire.order(PurchaseOrderReference=name)
    page = wire.ask("GET", "/purchase-orders?supplierid=1001&PAGESIZE=1&Page=2")
    address = f"{str(wire.client.base_url).rstrip('/')}{MOUNT}/purchase-orders?SupplierID=1001&PageSize=1&Page="
    assert list(page) == ["TotalItems", "PagingInfo", "TotalPages", "PrevUrl", "NextUrl", "PextUrl", "Data"]
    assert (page["TotalItems"], page["TotalPages"]) == (3, 3)
    assert page["PagingInfo"] == {"PageSize": 1, "Page": 2}
    assert page["PrevUrl"] == address + "1"
    assert page["NextUrl"] == page["PextUrl"] == address + "3"
    assert references(page) == ["B"]
    assert references(wire.ask("GET", page["NextUrl"].partition(MOUNT)[2])) == ["C"]


def test_the_first_page_has_none_before_it_and_the_last_none_after_it(wire: Wire) -> None:
    for name in "ABC":
        wire.order(PurchaseOrderReference=name)
    first, last = (wire.ask("GET", f"/purchase-orders?PageSize=2&Page={page}") for page in (1, 2))
    assert "PrevUrl" not in first
    assert first["NextUrl"] == first["PextUrl"]
    assert {"NextUrl", "PextUrl"}.isdisjoint(last)
    assert last["PrevUrl"].endswith("PageSize=2&Page=1")
    beyond = wire.ask("GET", "/purchase-orders?PageSize=2&Page=9")
    assert (beyond["Data"], beyond["TotalItems"], beyond["TotalPages"]) == ([], 3, 2)


def test_no_orders_fill_no_pages(wire: Wire) -> None:
    page = wire.ask("GET", "/purchase-orders")
    assert page == {"TotalItems": 0, "PagingInfo": {"PageSize": 100, "Page": 1}, "TotalPages": 0, "Data": []}


def test_the_items_are_whole_orders_lowest_number_first(wire: Wire) -> None:
    made = [wire.order(PurchaseOrderReference=name) for name in ("Z", "A")]
    assert wire.ask("GET", "/purchase-orders")["Data"] == made


def test_every_filter_narrows_the_list_and_they_add_up(wire: Wire) -> None:
    wire.order(PurchaseOrderReference="One", SupplierID=1001, WarehouseID=1001, DueDate="2026-03-10T12:00:00")
    wire.order(PurchaseOrderReference="Two", SupplierID=1002, WarehouseID=1001, DueDate="2026-03-20T12:00:00")
    sent = wire.order(PurchaseOrderReference="Three", SupplierID=1001, WarehouseID=1002)
    wire.ask("GET", f"/purchase-orders/{sent['PurchaseOrderID']}/send")
    sent = wire.ask("GET", f"/purchase-orders/{sent['PurchaseOrderID']}")
    when = sent["DateSent"].replace("+", "%2B")
    for query, expected in (
        ("SupplierID=1001", ["One", "Three"]),
        ("WarehouseID=1002", ["Three"]),
        ("WarehouseID=1001&SupplierID=1002", ["Two"]),
        ("PurchaseOrderRef=%20two", ["Two"]),
        ("PurchaseOrderRef=tw", []),
        ("DueDateFrom=2026-03-10T12:00:00Z", ["One", "Two"]),
        ("DueDateFrom=2026-03-10T12:00:01Z", ["Two"]),
        ("DueDateTo=2026-03-20T12:00:00.0000009", ["One", "Two"]),
        ("DueDateTo=2026-03-20", ["One", "Two"]),
        ("DueDateTo=2026-03-20T11:59:59.999999", ["One"]),
        ("DueDateTo=2026-03-20T14:00:00+02:00", ["One", "Two"]),
        ("DueDateFrom=2026-03-01&DueDateTo=2026-03-15", ["One"]),
        ("SentDateFrom=2000-01-01", ["Three"]),
        ("SentDateTo=2099-01-01", ["Three"]),
        (f"SentDateFrom={when}&SentDateTo={when}", ["Three"]),
        (f"RaisedDateTo={sent['DateRaised'].replace('+', '%2B')}", ["One", "Two", "Three"]),
        (f"UpdatedDateFrom={sent['UpdatedDate']}", ["Three"]),
        ("RaisedDateFrom=2099-01-01", []),
        ("DueDateTo=9999-12-31", ["One", "Two"]),
        ("PurchaseOrderStatus=draft", ["One", "Two"]),
        ("PurchaseOrderStatus=SENTTOSUPPLIER", ["Three"]),
        ("PurchaseOrderStatus=AwaitingConfirmation", []),
        ("PurchaseOrderStatus=&SupplierID=", ["One", "Two", "Three"]),
        ("Colour=red", ["One", "Two", "Three"]),
    ):
        page = wire.ask("GET", f"/purchase-orders?{query}")
        assert references(page) == expected, query
        assert page["TotalItems"] == len(expected), query


def test_complete_means_closed_canceled_or_all_there(wire: Wire) -> None:
    numbers = [wire.order(PurchaseOrderReference=name)["PurchaseOrderID"] for name in ("Open", "Off", "Short")]
    natively(wire, numbers[1], "cancel")
    wire.ask("GET", f"/purchase-orders/{numbers[2]}/confirm")
    natively(wire, numbers[2], "close")
    assert references(wire.ask("GET", "/purchase-orders?PurchaseOrderStatus=Complete")) == ["Off", "Short"]
    assert references(wire.ask("GET", "/purchase-orders?PurchaseOrderStatus=ConfirmedBySupplier")) == []
    assert references(wire.ask("GET", "/purchase-orders?PurchaseOrderStatus=Complete&PurchaseOrderRef=off")) == ["Off"]


@pytest.mark.parametrize(
    "query",
    [
        "PageSize=0",
        "PageSize=101",
        "PageSize=ten",
        "Page=0",
        "Page=01",
        "Page=-1",
        "Page=99999999999999999999",
        "SupplierID=0",
        "SupplierID=1e3",
        "WarehouseID=-5",
        "WarehouseID=%2B5",
        "PurchaseOrderStatus=Cancelled",
        "PurchaseOrderStatus=1",
        "DueDateFrom=soon",
        "SentDateTo=2026-02-30",
        "PurchaseOrderRef=" + "x" * 201,
    ],
)
def test_a_query_outside_its_limits_is_400(wire: Wire, query: str) -> None:
    assert list(wire.wrong("GET", f"/purchase-orders?{query}")) == [query.partition("=")[0]]


def test_suppliers_and_warehouses_are_bare_lists(wire: Wire) -> None:
    for path, count in (("/suppliers", 2), ("/warehouses", 2)):
        found = exactly(wire.call("GET", f"{path}?Page=7").content)
        assert isinstance(found, list)
        assert len(found) == count
