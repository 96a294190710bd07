"""Stock through Pack's door: what lies where, what came and went, what to replenish."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire


def at_warehouse(wire: Wire, path: str) -> str:
    return f"/v1/warehouses/{wire.me.warehouse}{path}"


def mutate(wire: Wire, delta: int, product: str | None = None, **more: Any) -> Any:
    body = {"locatable_id": None, "locatable_type": None, "product_id": product or wire.me.tea, "delta": delta, **more}
    return wire.post(at_warehouse(wire, "/stock-mutations"), body)


def test_a_stock_shows_what_lies_in_the_warehouse(wire: Wire) -> None:
    (stock,) = wire.page(at_warehouse(wire, "/stocks"))["data"]
    assert stock == {
        "id": stock["id"],
        "locatable_id": None,
        "locatable_type": None,
        "product_id": wire.me.tea,
        "quantity_allocated": 14,
        "quantity_on_hand": 96,
        "quantity_available": 82,
        "expiry_date": None,
        "lot_number": None,
        "created_at": stock["created_at"],
        "updated_at": stock["updated_at"],
    }
    (shown,) = wire.get(at_warehouse(wire, "/stocks?include=locatable,organization,product"))
    assert shown["locatable"] is None
    assert shown["organization"]["id"] == wire.me.organization
    assert (shown["product"]["id"], "cost_price" in shown["product"]) == (wire.me.tea, False)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("sort=id", 2),
        ("sort=-id", 2),
        ("filter[product_id]={tea}", 1),
        ("filter[product_id]={tea},{plain}", 2),
        ("filter[product_id]=unknown", 0),
        ("filter[organization_id]={organization}", 2),
        ("filter[organization_id]=unknown", 0),
        ("filter[bin_id]=b1", 0),
        ("filter[stock_location_id]=l1", 0),
        ("filter[locatable_type]=bin", 0),
        ("filter[pickable]=true", 2),
        ("filter[pickable]=1", 2),
        ("filter[pickable]=false", 0),
    ],
)
def test_stocks_are_filtered(wire: Wire, query: str, count: int) -> None:
    mutate(wire, 5, wire.me.plain)
    asked = query.format(tea=wire.me.tea, plain=wire.me.plain, organization=wire.me.organization)
    assert len(wire.get(at_warehouse(wire, f"/stocks?{asked}"))) == count


def test_stocks_are_sorted_by_id_and_asked_for_in_known_terms(wire: Wire) -> None:
    mutate(wire, 5, wire.me.plain)
    ids = [stock["id"] for stock in wire.get(at_warehouse(wire, "/stocks?sort=id"))]
    assert ids == sorted(ids)
    assert [stock["id"] for stock in wire.get(at_warehouse(wire, "/stocks?sort=-id"))] == ids[::-1]
    page = wire.page(at_warehouse(wire, "/stocks?sort=id&per_page=1"))
    assert [stock["id"] for stock in wire.page(page["links"]["next"])["data"]] == ids[1:]
    for query in ("sort=created_at", "filter[lot]=1", "include=warehouse"):
        wire.refused(400, "GET", at_warehouse(wire, f"/stocks?{query}"))
    for query in ("filter[locatable_type]=shelf", "filter[pickable]=perhaps"):
        wire.refused(422, "GET", at_warehouse(wire, f"/stocks?{query}"))


def test_units_come_and_go_each_with_an_entry(wire: Wire) -> None:
    came = mutate(wire, 4, reason="Found behind the rack", lot_number="L-1", expiry_date="2028-05-31")
    (stock,) = wire.get(at_warehouse(wire, "/stocks"))
    assert came == {
        "id": came["id"],
        "locatable_id": None,
        "locatable_type": None,
        "product_id": wire.me.tea,
        "stock_id": stock["id"],
        "delta": 4,
        "reason": "Found behind the rack",
        "expiry_date": "2028-05-31",
        "lot_number": "L-1",
        "created_at": came["created_at"],
        "created_by": {"name": "Shop", "avatar": None},
    }
    went = mutate(wire, -20)
    assert (went["delta"], went["reason"]) == (-20, None)
    assert wire.get(at_warehouse(wire, "/stocks"))[0]["quantity_on_hand"] == 80
    listed = wire.get(at_warehouse(wire, "/stock-mutations"))
    assert listed[:2] == [went, came]
    assert [entry["delta"] for entry in listed] == [-20, 4, 96]
    assert [each["delta"] for each in wire.get(at_warehouse(wire, "/stock-mutations?sort=created_at"))] == [96, 4, -20]
    figures = wire.get(f"/product-warehouses?filter[product_id]={wire.me.tea}")[0]
    assert (figures["quantity_on_hand"], figures["quantity_allocated"], figures["quantity_available"]) == (80, 14, 66)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"delta": 0}, ["delta"]),
        ({"delta": "4"}, ["delta"]),
        ({"delta": 1.5}, ["delta"]),
        ({"delta": 10**15 - 1}, ["delta"]),
        ({"product_id": NOWHERE}, ["product_id"]),
        ({"locatable_id": "b1", "locatable_type": "bin"}, ["locatable_id", "locatable_type"]),
        ({"expiry_date": "2028-02-30"}, ["expiry_date"]),
        ({"reason": "x" * 600}, ["reason"]),
        ({"lot_number": "x" * 600}, ["lot_number"]),
        ({"serial_numbers": [{"code": "S-1"}, {"code": "S-2"}]}, ["serial_numbers"]),
        ({"delta": 2, "serial_numbers": [{"code": "S-1"}, {"code": "s-1"}]}, ["serial_numbers"]),
        ({"delta": -1, "serial_numbers": [{"code": "S-1"}]}, ["serial_numbers"]),
        ({"serial_numbers": [{"code": " "}]}, ["serial_numbers"]),
    ],
)
def test_a_wrong_field_of_a_mutation_is_named(wire: Wire, changes: dict[str, Any], fields: list[str]) -> None:
    body = {"locatable_id": None, "locatable_type": None, "product_id": wire.me.tea, "delta": 1, **changes}
    assert wire.wrong_fields("POST", at_warehouse(wire, "/stock-mutations"), body) == fields
    missing = ["delta", "locatable_id", "locatable_type", "product_id"]
    assert wire.wrong_fields("POST", at_warehouse(wire, "/stock-mutations"), {}) == missing


def test_units_are_counted_in_and_out_by_their_serial_numbers(wire: Wire) -> None:
    def numbers() -> dict[str, bool]:
        return {each["code"]: each["stock_id"] is not None for each in wire.get("/serial-numbers?sort=id")}

    pair = [{"code": "S-1"}, {"code": "S-2"}]
    assert mutate(wire, 2, lot_number="L-9", serial_numbers=pair)["delta"] == 2
    assert numbers() == {"S-1": True, "S-2": True}
    body = {"locatable_id": None, "locatable_type": None, "product_id": wire.me.tea, "delta": 2, "serial_numbers": pair}
    assert wire.wrong_fields("POST", at_warehouse(wire, "/stock-mutations"), body) == ["serial_numbers"]
    mutate(wire, -1, serial_numbers=[{"code": "s-2"}])
    assert numbers() == {"S-1": True, "S-2": False}
    mutate(wire, 1, serial_numbers=[{"code": "S-2"}])
    assert numbers() == {"S-1": True, "S-2": True}


def test_nothing_less_than_nothing_is_on_hand(wire: Wire) -> None:
    body = {"locatable_id": None, "locatable_type": None, "product_id": wire.me.tea, "delta": -97}
    wire.refused(409, "POST", at_warehouse(wire, "/stock-mutations"), body)
    body["delta"] = 1
    wire.refused(403, "POST", at_warehouse(wire, "/stock-mutations"), body, token=wire.me.reader_token)


def test_the_organization_sees_the_warehouse_and_what_it_includes(wire: Wire) -> None:
    made = mutate(wire, 3)
    (entry, _) = wire.get("/stock-mutations")
    assert entry == {**made, "warehouse_id": wire.me.warehouse, "workstation_id": None}
    query = "include=locatable,product,stock,created_by,transactions,warehouse"
    (full, _) = wire.get(f"/stock-mutations?{query}")
    assert (full["locatable"], full["transactions"]) == (None, [])
    assert full["product"] == wire.get(f"/products/{wire.me.tea}")
    assert full["stock"] == wire.get(at_warehouse(wire, "/stocks"))[0]
    assert full["warehouse"] == wire.get(f"/warehouses/{wire.me.warehouse}")
    for name, own in (("product_id", wire.me.tea), ("stock_id", made["stock_id"]), ("warehouse_id", wire.me.warehouse)):
        assert len(wire.get(f"/stock-mutations?filter[{name}]={own}")) == 2
        assert wire.get(f"/stock-mutations?filter[{name}]={NOWHERE}") == []
    page = wire.page("/stock-mutations?per_page=1&sort=created_at")
    assert wire.page(page["links"]["next"])["data"] == [entry]
    wire.refused(400, "GET", "/stock-mutations?filter[reason]=x")
    wire.refused(400, "GET", "/stock-mutations?include=lines")


def test_what_is_promised_and_not_there_is_to_be_replenished(wire: Wire) -> None:
    path = at_warehouse(wire, "/stock-replenishments")
    assert wire.page(path) == {"data": [], "links": {"prev": None, "next": None}, "meta": {"per_page": 25}}
    mutate(wire, -88)
    (row,) = wire.get(path)
    assert (row["product_id"], row["quantity_recommended"]) == (wire.me.tea, 6)
    assert row["product"]["name"] == "Smoked tea"
    mutate(wire, 6)
    assert wire.get(path) == []


def test_a_neighbours_stock_is_not_shown(wire: Wire) -> None:
    theirs = {"token": wire.neighbour.token}
    for path in ("/stocks", "/stock-mutations", "/stock-replenishments"):
        wire.refused(404, "GET", at_warehouse(wire, path), **theirs)
    wire.refused(404, "GET", "/stock-mutations", **theirs)
    body = {"locatable_id": None, "locatable_type": None, "product_id": wire.neighbour.tea, "delta": 1}
    assert wire.wrong_fields("POST", at_warehouse(wire, "/stock-mutations"), body) == ["product_id"]
