"""What goes wrong, in the vendor's form."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from entrepot.clock import SystemClock
from entrepot.dialects.storefeeder.app import build
from entrepot.http.coverage import application
from entrepot.http.door import Door
from entrepot.http.openapi import operations_without_example
from entrepot.settings import Settings
from tests.dialects.storefeeder.desk import Wire, furnish, order_body
from tests.server import inside
from tests.statements import listening


def test_an_unknown_address_says_so_in_detail(wire: Wire) -> None:
    for path in ("/nowhere", "/shelves", "/purchase-orders/1001/lines/1/2", "/"):
        told = wire.ask("GET", path, status=404)
        assert set(told) == {"Message", "MessageDetail"}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/purchase-orders/1001", {"GET"}),
        ("PUT", "/purchase-orders", {"GET", "POST"}),
        ("POST", "/purchase-orders/1001/confirm", {"GET"}),
        ("PATCH", "/Suppliers/1001", {"GET", "PUT"}),
        ("GET", "/Token", {"POST"}),
    ],
)
def test_a_method_that_is_not_answered_names_those_that_are(
    wire: Wire, method: str, path: str, allowed: set[str]
) -> None:
    response = wire.call(method, path)
    assert response.status_code == 405
    assert set(response.json()) == {"Message"}
    assert set(response.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize("number", ["abc", "-1", "1.5", "99999999999", "0"])
def test_a_number_that_is_none_is_404(wire: Wire, number: str) -> None:
    told = wire.ask("GET", f"/purchase-orders/{number}", status=404)
    assert set(told) == {"Message"}


@pytest.mark.parametrize("media_type", ["text/csv", "application/x-www-form-urlencoded", "image/png"])
def test_another_content_type_is_415(wire: Wire, media_type: str) -> None:
    response = wire.call("POST", "/purchase-orders", content=b"a=1", headers={"Content-Type": media_type})
    assert response.status_code == 415
    assert set(response.json()) == {"Message"}


@pytest.mark.parametrize(
    "raw", [b"", b"{nope", b"[]", b"7", b'"order"', b"null", b"\xff\xfe\xfd", b"[" * 100_000, b'{"SupplierID": NaN}']
)
def test_a_body_that_is_no_order_is_400(wire: Wire, raw: bytes) -> None:
    response = wire.call("POST", "/purchase-orders", content=raw, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert set(json.loads(response.content)) == {"Message"}


def test_a_body_larger_than_allowed_is_413(wire: Wire) -> None:
    response = wire.call("POST", "/purchase-orders", content=b" " * (2 << 20))
    assert response.status_code == 413
    assert set(response.json()) == {"Message"}


def test_duplicates_are_never_409(wire: Wire) -> None:
    wire.order(PurchaseOrderReference="Q")
    assert wire.call("POST", "/purchase-orders", order_body(PurchaseOrderReference="q")).status_code == 400


def test_every_operation_has_an_example() -> None:
    assert operations_without_example(application("entrepot.dialects.storefeeder.app")) == []


def test_the_api_document_is_there_for_everybody(wire: Wire) -> None:
    response = wire.client.get("/storefeeder/openapi.json")
    assert response.status_code == 200
    assert "/purchase-orders/{purchaseOrderID}/update-delivery" in response.json()["paths"]


def test_a_crash_tells_nothing_of_itself() -> None:
    nothing: Any = None
    app = build(Door(store=nothing, settings=Settings(), clock=SystemClock()))
    client = TestClient(app, headers={"Authorization": "Bearer anything"})
    response = client.get("/suppliers")
    assert response.status_code == 500
    assert response.json() == {"Message": "An error has occurred."}
    in_xml = client.get("/Suppliers", headers={"Accept": "text/xml"})
    assert in_xml.text == "<Error><Message>An error has occurred.</Message></Error>"


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[tuple[Wire, object]]:
    with contextlib.ExitStack() as stack:
        quays = iter(furnish(tmp_path / "book.sqlite3", 1))
        heard = stack.enter_context(listening())
        places = [("/storefeeder", "entrepot.dialects.storefeeder.app")]
        client = stack.enter_context(inside(tmp_path / "book.sqlite3", places=places, worker=False))
        yield Wire(client, quays), heard


def test_the_statements_do_not_grow_with_lines_or_orders(counted: tuple[Wire, object]) -> None:
    wire, heard = counted
    line = {"ProductID": 1001, "Qty": 1}
    small, large = order_body(Lines=[line]), order_body(Lines=[line, {"SKU": "ROPE-8MM", "Qty": 2}] * 20)
    shapes = []
    for body in (small, large):
        wire.ask("POST", "/purchase-orders", body)  # the writer has met its products
        heard.forget()  # type: ignore[attr-defined]
        number = wire.ask("POST", "/purchase-orders", body)["PurchaseOrderID"]
        wire.ask("GET", f"/purchase-orders/{number}")
        wire.ask("GET", "/purchase-orders")
        shapes.append(len(heard.shapes()))  # type: ignore[attr-defined]
    assert shapes[1] <= shapes[0] + 1
