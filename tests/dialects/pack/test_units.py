"""Units with serial numbers through Pack's door: listed, and moved inside their warehouse."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire

ANYWHERE: dict[str, Any] = {"locatable_id": None, "locatable_type": None}


def book_units(wire: Wire, *codes: str) -> None:
    """Tins of tea with these serial numbers, found in a parcel."""
    receipt = wire.post(
        f"/v1/warehouses/{wire.me.warehouse}/goods-receipts",
        {"organization_id": wire.me.organization, "pieces": [{"type": "package"}], "purchase_orders": []},
    )
    (piece,) = wire.get(f"/goods-receipts/{receipt['id']}")["pieces"]
    body = {
        "goods_receipt_piece_id": piece["id"],
        "product_id": wire.me.tea,
        "quantity_received": len(codes),
        "stock": {**ANYWHERE, "serial_numbers": [{"code": code} for code in codes]},
    }
    wire.post(f"/v1/warehouses/{wire.me.warehouse}/goods-receipts/{receipt['id']}/lines", body, 200)


def stock_of(wire: Wire) -> Any:
    return wire.get(f"/v1/warehouses/{wire.me.warehouse}/stocks")[0]


def move(wire: Wire, **changes: Any) -> tuple[str, dict[str, Any]]:
    path = f"/v1/warehouses/{wire.me.warehouse}/stocks/{stock_of(wire)['id']}/move"
    return path, {**ANYWHERE, "quantity": 2, **changes}


def test_booked_units_are_listed_with_the_stock_they_lie_in(wire: Wire) -> None:
    book_units(wire, "SN-1", "SN-2")
    (second, first) = wire.get("/serial-numbers")
    assert first == {
        "id": first["id"],
        "code": "SN-1",
        "product_id": wire.me.tea,
        "stock_id": stock_of(wire)["id"],
        "created_at": first["created_at"],
        "updated_at": first["updated_at"],
    }
    assert second["code"] == "SN-2"
    assert wire.get("/serial-numbers?sort=id") == [first, second]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("filter[code]=SN-1", ["SN-1"]),
        ("filter[code]=sn-2", ["SN-2"]),
        ("filter[product_id]={tea}", ["SN-2", "SN-1"]),
        ("filter[product_id]={plain}", []),
        ("filter[stock_id]={stock}", ["SN-2", "SN-1"]),
        ("filter[stock_id]={stock}&filter[code]=SN-2", ["SN-2"]),
        (f"filter[stock_id]={NOWHERE}", []),
        ("filter[stock_id]=unknown", []),
    ],
)
def test_units_are_found_by_code_product_and_stock(wire: Wire, query: str, codes: list[str]) -> None:
    book_units(wire, "SN-1", "SN-2")
    asked = query.format(tea=wire.me.tea, plain=wire.me.plain, stock=stock_of(wire)["id"])
    assert [unit["code"] for unit in wire.get(f"/serial-numbers?{asked}")] == codes


def test_a_neighbours_units_are_not_listed(wire: Wire) -> None:
    book_units(wire, "SN-1")
    path = f"/v1/organizations/{wire.neighbour.organization}/serial-numbers"
    assert wire.call("GET", path, token=wire.neighbour.token).json()["data"] == []
    wire.refused(404, "GET", path)
    wire.refused(400, "GET", "/serial-numbers?filter[lot]=x")


def test_stock_that_moves_to_the_warehouse_as_a_whole_stays_what_it_was(wire: Wire) -> None:
    book_units(wire, "SN-1", "SN-2")
    before = stock_of(wire)
    path, body = move(wire, serial_numbers=[{"code": "SN-1"}, {"code": "sn-2"}])
    assert wire.post(path, body, 200) == before
    assert wire.post(path, {**ANYWHERE, "quantity": 98}, 200) == before == stock_of(wire)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"quantity": 0}, ["quantity"]),
        ({"quantity": 1.5}, ["quantity"]),
        ({"quantity": "2"}, ["quantity"]),
        ({"quantity": 97}, ["quantity"]),
        ({"locatable_id": "l-1", "locatable_type": "bin"}, ["locatable_id", "locatable_type"]),
        ({"locatable_type": "shelf"}, ["locatable_type"]),
        ({"serial_numbers": [{"code": "SN-9"}, {"code": "SN-8"}]}, ["serial_numbers"]),
        ({"serial_numbers": [{"code": "SN-9"}], "quantity": 97}, ["quantity", "serial_numbers"]),
    ],
)
def test_a_wrong_field_of_a_move_is_named(wire: Wire, changes: dict[str, Any], fields: list[str]) -> None:
    path, body = move(wire, **changes)
    assert wire.wrong_fields("POST", path, body) == fields
    assert wire.wrong_fields("POST", path, {}) == ["locatable_id", "locatable_type", "quantity"]


def test_only_stock_of_this_warehouse_is_moved_by_who_may(wire: Wire) -> None:
    path, body = move(wire)
    elsewhere = f"/v1/warehouses/{wire.neighbour.warehouse}/stocks"
    other = wire.call("GET", elsewhere, token=wire.neighbour.token).json()["data"][0]["id"]
    unknown = wire.refused(404, "POST", path.replace(stock_of(wire)["id"], NOWHERE), body)
    assert wire.refused(404, "POST", path.replace(stock_of(wire)["id"], other), body) == unknown
    wire.refused(403, "POST", path, body, token=wire.me.reader_token)
