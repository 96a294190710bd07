"""Files of purchase orders: what the job makes of them, in process and behind a server."""

import base64
import io
import time
from typing import Any

import pytest
import xlsxwriter

from tests.dialects.sellercloud.desk import Desk, read
from tests.dialects.sellercloud.world import email

IMPORT = "POST /rest/api/PurchaseOrders/Import/ImportPurchaseOrders"
OPS = email("ops", "imports")
HEAD = ("PONumber", "VendorID", "ProductID", "QtyUnitsOrdered", "UnitPrice", "WarehouseID", "ItemNotes")
PATIENCE = 400


def spreadsheet(rows: list[tuple[object, ...]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    for index, row in enumerate(rows):
        page.write_row(index, 0, row)
    book.close()
    return file.getvalue()


def plain(rows: list[tuple[object, ...]], delimiter: str) -> bytes:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows).encode()


def bring(desk: Desk, raw: bytes, form: object = None, **metadata: Any) -> Any:
    """The job once it is over."""
    body = {
        "Metadata": {"CompanyId": 1001, **metadata},
        "FileContents": base64.b64encode(raw).decode(),
        "Format": form,
    }
    answer = desk.send(IMPORT, user=OPS, json=body)
    assert answer.status_code == 200, answer.text
    link = read(answer)["QueuedJobLink"]
    assert link.endswith(f"/sellercloud/rest/api/QueuedJobs/{read(answer)['ID']}")
    for _ in range(PATIENCE):
        job = read(desk.send(f"GET /rest/api/QueuedJobs/{read(answer)['ID']}", user=OPS))
        if job["Basic"]["Status"] not in (0, 1):
            return job
        time.sleep(0.05)
    raise AssertionError("the job is not over")


def orders(desk: Desk, keyword: str) -> list[Any]:
    """The orders that hold a product, oldest first, with everything."""
    listed = read(desk.send(f"GET /rest/api/PurchaseOrders?keyword={keyword}&pageSize=50", user=OPS))["Items"]
    numbers = sorted(row["ID"] for row in listed)
    return [read(desk.send(f"GET /rest/api/PurchaseOrders/{number}", user=OPS)) for number in numbers]


@pytest.mark.parametrize("form", ["TAB_Delimited", 1, "2"])
def test_a_file_becomes_orders_like_those_of_the_create_call(desk: Desk, form: object) -> None:
    tag = f"{form}-{id(desk)}"
    rows: list[tuple[object, ...]] = [
        HEAD,
        (f"{tag}-A", 1001, "NB-A5-DOT", 120, 2.4, 1002, "dotted"),
        (f"{tag}-B", 1001, "PEN-GEL-05", 5, "", 0, ""),
        (f"{tag}-A", 1001, "pen-gel-05", 3, 0.85, "", ""),
    ]
    raw = spreadsheet(rows) if form == "2" else plain(rows, "\t" if form == "TAB_Delimited" else ",")
    before = len(orders(desk, "PEN-GEL-05"))
    job = bring(desk, raw, form)
    assert (job["Basic"]["Status"], job["Basic"]["PercentCompleted"]) == (3, 100)
    assert job["Result"] == {
        "TotalRows": 3,
        "SuccessfulRows": 3,
        "FailedRows": 0,
        "CreatedOrders": 2,
        "Message": "3 rows taken, 0 refused.",
        "Errors": [],
    }
    first, second = orders(desk, "PEN-GEL-05")[before:]
    assert [(line["ProductID"], line["QtyOrdered"], line["DefaultWarehouseID"]) for line in first["Items"]] == [
        ("NB-A5-DOT", 120, 1002),
        ("PEN-GEL-05", 3, 1001),
    ]
    assert (first["Purchase"]["DefaultWarehouseID"], first["Items"][0]["ItemNotes"]) == (1002, "dotted")
    assert str(first["TotalInfo"]["GrandTotal"]) == "290.55"
    assert first["Purchase"]["CurrencyCode"] == 0
    assert second["Items"][0]["UnitPrice"] == 0
    assert second["TotalInfo"]["ShippingTotal"] == 0


def test_rows_that_are_refused_are_named_with_their_column(desk: Desk) -> None:
    tag = id(desk)
    rows: list[tuple[object, ...]] = [
        HEAD,
        (f"{tag}-1", 4711, "NB-A5-DOT", 1, 1, "", ""),
        (f"{tag}-2", 1001, "NOPE", 1, 1, "", ""),
        (f"{tag}-3", 1001, "OLD-INK", 1, 1, "", ""),
        (f"{tag}-4", 1001, "NB-A5-DOT", 1.5, 1, "", ""),
        (f"{tag}-5", 1001, "NB-A5-DOT", "some", 1, "", ""),
        (f"{tag}-6", 1001, "NB-A5-DOT", 1, -1, "", ""),
        (f"{tag}-7", 1001, "NB-A5-DOT", 1, 1, "9999", ""),
        (f"{tag}-8", 1001, "TAPE-48MM", 0, 1, "", ""),
    ]
    job = bring(desk, plain(rows, ","))
    assert (job["Basic"]["Status"], job["Result"]["CreatedOrders"], job["Result"]["FailedRows"]) == (3, 0, 8)
    assert [(error["Row"], error["Column"]) for error in job["Result"]["Errors"]] == [
        (2, "VendorID"),
        (3, "ProductID"),
        (4, "ProductID"),
        (5, "QtyUnitsOrdered"),
        (6, "QtyUnitsOrdered"),
        (7, "UnitPrice"),
        (8, "WarehouseID"),
        (9, "QtyUnitsOrdered"),
    ]
    assert all(error["Message"] for error in job["Result"]["Errors"])


def test_new_numbers_and_credit_memos_are_made_when_they_are_asked_for(desk: Desk) -> None:
    rows: list[tuple[object, ...]] = [HEAD, ("same", 1001, "TAPE-48MM", 2, 1, "", "")]
    before = len(orders(desk, "TAPE-48MM"))
    for _ in range(2):
        job = bring(desk, plain(rows, ","), CreateNewPoNumbers=True, CreateAsCreditMemo=True)
        assert job["Result"]["CreatedOrders"] == 1
    assert [order["Purchase"]["POType"] for order in orders(desk, "TAPE-48MM")[before:]] == [1, 1]
