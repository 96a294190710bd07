"""Tables brought in over the wire of a real server: sent, watched, mended, stopped, also when the server dies."""

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
import xlsxwriter

from entrepot.actions import people
from entrepot.book.imports.table import Table, TableLimits
from entrepot.book.people.draft import KeyDraft
from entrepot.book.people.rights import Role
from entrepot.documents.reading import read_table
from tests.api.rest.caller import NATIVE, Caller, codes
from tests.makers import make_user, make_world, open_store
from tests.server import inside, running, start_server

PATIENCE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDERS = "number,supplier,sku,qty,price\nW-1,Brightwater Paper,SKU-1,5,\nW-2,Nobody,SKU-1,5,\nW-1,,SKU-2,some,\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    folder: Path = tmp_path_factory.mktemp("served")
    with open_store(folder) as store:
        world = make_world(store)
        make_world(store, "Elsewhere")
    book = folder / "book.sqlite3"
    with running(book, doors=NATIVE) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield Caller(client, world)


def bring(api: Caller, raw: bytes | str, status: int = 201, **query: Any) -> Any:
    """The answer to a table that is sent as the whole body."""
    content = raw if isinstance(raw, bytes) else raw.encode()
    return api.post("/imports", status=status, params=query, content=content, headers={"Content-Type": "text/csv"})


def over(api: Caller, item: dict[str, Any]) -> dict[str, Any]:
    """The import once it is over."""
    for _ in range(PATIENCE * 20):
        found: dict[str, Any] = api.get(f"/imports/{item['id']}")
        if found["state"] not in ("waiting", "running"):
            return found
        time.sleep(0.05)
    raise AssertionError("the import is not over")


def table(raw: bytes) -> Table:
    return read_table(raw, TableLimits())


def spreadsheet(*rows: tuple[object, ...]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("Data")
    for index, row in enumerate(rows):
        page.write_row(index, 0, row)
    book.close()
    return file.getvalue()


def test_a_table_is_brought_in_and_its_refused_rows_come_back_mended(served: Caller) -> None:
    item = bring(served, ORDERS, kind="orders", name="week 9.csv")
    assert (item["state"], item["counts"]["rows"]) == ("waiting", 3)
    assert item["columns"][3] == {"heading": "qty", "field": "quantity"}
    done = over(served, item)
    assert (done["state"], done["percent"]) == ("done", 100)
    assert done["counts"] == {"rows": 3, "done": 0, "failed": 3, "created": 0, "changed": 0}
    wrong = served.get(f"/imports/{item['id']}/errors")["items"]
    assert [(row["number"], row["errors"][0]["column"], row["errors"][0]["code"]) for row in wrong] == [
        (2, None, "row.group"),
        (3, "supplier", "supplier.unknown"),
        (4, "qty", "cell.number"),
    ]
    sheet = served.call("GET", f"/imports/{item['id']}/errors", params={"format": "csv"})
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="week_9-errors.csv"' in sheet.headers["content-disposition"]
    assert table(sheet.content).columns[-1] == "import error"
    mended = sheet.content.replace(b"Nobody", b"Brightwater Paper").replace(b",some,", b",2,", 1)
    again = over(served, bring(served, mended, kind="orders"))
    assert again["counts"] == {"rows": 3, "done": 3, "failed": 0, "created": 2, "changed": 0}
    rows = served.get(f"/imports/{again['id']}/rows")["items"]
    assert [(row["label"], row["outcome"]) for row in rows] == [
        ("W-1", "created"),
        ("W-2", "created"),
        ("W-1", "created"),
    ]
    order = served.get(f"/purchase-orders/{rows[0]['subject_id']}")
    assert (order["number"], [line["quantity_ordered"] for line in order["lines"]]) == ("W-1", ["5", "2"])
    assert served.call("GET", f"/imports/{item['id']}/file").content == ORDERS.encode()


def test_a_spreadsheet_is_sent_as_a_form_with_its_mapping_and_refused_rows_come_as_a_spreadsheet(
    served: Caller,
) -> None:
    raw = spreadsheet(("Artikel", "Benennung", "Preis"), ("P-1", "=Brett", 1.25), ("", "Ohne", 2))
    answer = served.call(
        "POST",
        "/imports",
        params={"kind": "products"},
        files={"file": ("Brett.xlsx", raw, XLSX)},
        data={"mapping": json.dumps({"Artikel": "sku", "Benennung": "name", "Preis": "cost_price"})},
    )
    assert answer.status_code == 201
    assert answer.headers["location"].endswith(answer.json()["id"])
    done = over(served, answer.json())
    assert (done["file"]["format"], done["file"]["sheet"], done["counts"]["created"]) == ("xlsx", "Data", 1)
    sheet = served.call("GET", f"/imports/{done['id']}/errors", params={"format": "xlsx"})
    assert sheet.headers["content-type"] == XLSX
    assert table(sheet.content).rows[0].cells == ("", "Ohne", "2", "Artikel: sku is needed.")
    assert b"<f>" not in ZipFile(io.BytesIO(sheet.content)).read("xl/worksheets/sheet1.xml")


def test_a_rehearsal_keeps_nothing_but_what_it_found(served: Caller) -> None:
    item = over(served, bring(served, "sku,name\nR-1,Rope\nR-2,\n", kind="products", dry_run="true"))
    assert (item["dry_run"], item["counts"]["created"], item["counts"]["failed"]) == (True, 1, 1)
    assert served.get("/products", params={"sku": "R-1"})["items"] == []


def test_the_same_table_sent_again_under_its_key_is_brought_in_once(served: Caller) -> None:
    first, second = (
        served.post("/imports", params={"kind": "products"}, content=b"sku,name\nK-1,Key\n", key="table-1")
        for _ in range(2)
    )
    assert first["id"] == second["id"]
    assert over(served, first)["counts"]["created"] == 1


@pytest.mark.parametrize("kind", ["orders", "lines", "products", "suppliers", "supplier_products"])
def test_there_is_a_template_of_every_kind_that_can_be_read_again(served: Caller, kind: str) -> None:
    path = f"/imports/templates/{kind}"
    fields = [field["name"] for field in served.get(path)["fields"]]
    plain = served.call("GET", path, params={"format": "csv"}).content
    assert plain.decode("utf-8-sig").strip().split(",") == fields
    workbook = ZipFile(io.BytesIO(served.call("GET", path, params={"format": "xlsx"}).content))
    assert "xl/worksheets/sheet2.xml" in workbook.namelist()


@pytest.mark.parametrize(
    ("raw", "query", "code"),
    [
        ("sku,name\nA,B\n", {"kind": "boats"}, "field.choice"),
        ("sku,name\nA,B\n", {}, "field.required"),
        ("sku,name\n", {"kind": "products"}, "table.empty"),
        ("", {"kind": "products"}, "table.empty"),
        ("sku,sku\nA,B\n", {"kind": "products"}, "table.column_repeated"),
        ("title\nA\n", {"kind": "products"}, "table.column_missing"),
        (b"PK\x03\x04x", {"kind": "products"}, "table.unreadable"),
        ("sku,name\nA,B\n", {"kind": "products", "mapping": "[]"}, "field.type"),
        ("sku,name\nA,B\n", {"kind": "products", "mapping": '{"sku": 1}'}, "field.type"),
        ("sku,name\nA,B\n", {"kind": "products", "mapping": '{"colour": "name"}'}, "table.column_unknown"),
        ("sku;cost\nA;1.234\n", {"kind": "products"}, "cell.number"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_when_it_is_sent(
    served: Caller, raw: str | bytes, query: dict[str, str], code: str
) -> None:
    told = bring(served, raw, 422, **query)
    assert code in {told["code"], *(error["code"] for error in told["errors"])}


def test_a_table_that_is_too_large_is_refused_before_it_is_read(served: Caller) -> None:
    raw = b"sku,name\n" + b"A,B\n" * 3_000_000
    assert bring(served, raw, 413, kind="products")["code"] == "body.too_large"


def test_who_may_not_write_products_sends_no_table_of_them(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        world = make_world(store)
        make_user(store, world, "v@harborrow.example", Role.VIEWER)
        _, secret = store.write_now(lambda uow: people.create_key(uow, world.admin, KeyDraft("Eye", role=Role.VIEWER)))
    with inside(tmp_path / "book.sqlite3", places=NATIVE) as client:
        api = Caller(client, world, secret)
        assert codes(bring(api, "sku,name\nA,B\n", 403, kind="products")) == set()
        assert api.get("/imports", status=403)["code"] == "right.missing"
        assert api.get("/imports/templates/orders", status=403)["code"] == "right.missing"


def test_an_import_is_listed_and_stopped_once(served: Caller) -> None:
    item = over(served, bring(served, "sku,name\nL-1,List\n", kind="products"))
    listed = served.get("/imports", params={"kind": "products", "state": "done", "limit": 1})
    assert listed["items"][0]["id"] == item["id"]
    assert listed["next"] is not None
    assert served.post(f"/imports/{item['id']}/cancel", status=409)["code"] == "import.over"


def test_the_rows_come_in_pages(served: Caller) -> None:
    rows = "".join(f"PG-{number},Page\n" for number in range(5))
    item = over(served, bring(served, f"sku,name\n{rows}", kind="products"))
    first = served.get(f"/imports/{item['id']}/rows", params={"limit": 3})
    second = served.get(f"/imports/{item['id']}/rows", params={"limit": 3, "cursor": first["next"]})
    assert [row["number"] for row in (*first["items"], *second["items"])] == [2, 3, 4, 5, 6]
    assert second["next"] is None


def numbers_of(api: Caller) -> list[str]:
    """The numbers of all orders."""
    numbers: list[str] = []
    asked: dict[str, Any] = {"limit": 200}
    while True:
        page = api.get("/purchase-orders", params=asked)
        numbers += [order["number"] for order in page["items"]]
        if page["next"] is None:
            return numbers
        asked = {"limit": 200, "cursor": page["next"]}


def test_a_server_that_is_killed_while_it_imports_goes_on_and_neither_doubles_nor_loses_a_row(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        world = make_world(store)
    total, reached = 300, 0
    wanted = [f"KILL-{number}" for number in range(total)]
    rows = "".join(f"{number},Brightwater Paper,SKU-1,1\n" for number in wanted)
    server = start_server(tmp_path / "book.sqlite3", doors=NATIVE)
    with httpx.Client(base_url=server.url, timeout=30) as client:
        api = Caller(client, world)
        item = bring(api, f"number,supplier,sku,qty\n{rows}", kind="orders")
        for _ in range(PATIENCE * 100):
            reached = api.get(f"/imports/{item['id']}")["counts"]["done"]
            if reached >= total // 5:
                break
            time.sleep(0.01)
    server.kill()
    assert 0 < reached < total
    with (
        running(tmp_path / "book.sqlite3", doors=NATIVE) as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        api = Caller(client, world)
        counts = over(api, item)["counts"]
        assert counts == {"rows": total, "done": total, "failed": 0, "created": total, "changed": 0}
        assert sorted(numbers_of(api)) == sorted(wanted)
