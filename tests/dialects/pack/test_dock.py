"""Goods receipts through Pack's door: announced, arrived, booked piece by piece, completed."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire


def at_warehouse(wire: Wire, path: str) -> str:
    return f"/v1/warehouses/{wire.me.warehouse}{path}"


def announce(wire: Wire, *orders: str, pieces: int = 1, **more: Any) -> Any:
    """A receipt for these orders, with so many pallets."""
    labels = [{"type": "pallet", "barcode": f"PLT-{number}", "carrier_code": None} for number in range(pieces)]
    links = [{"id": order} for order in orders]
    body = {"warehouse_id": wire.me.warehouse, "pieces": labels, "purchase_orders": links, **more}
    return wire.post("/goods-receipts", body)


def pieces_of(wire: Wire, receipt: Any) -> list[str]:
    return [piece["id"] for piece in wire.get(f"/goods-receipts/{receipt['id']}")["pieces"]]


def book(wire: Wire, receipt: Any, piece: str, quantity: int, product: str | None = None, **stock: Any) -> Any:
    body = {
        "goods_receipt_piece_id": piece,
        "product_id": product or wire.me.tea,
        "quantity_received": quantity,
        "stock": {"locatable_id": None, "locatable_type": None, **stock},
    }
    return wire.post(at_warehouse(wire, f"/goods-receipts/{receipt['id']}/lines"), body, status=200)


def move(wire: Wire, piece: str, status: str) -> Any:
    return wire.put(at_warehouse(wire, f"/goods-receipt-pieces/{piece}"), {"status": status})


def order_word(wire: Wire, order: str) -> str:
    return str(wire.get(f"/purchase-orders/{order}")["status"])


def received(wire: Wire, order: str) -> list[int]:
    return [line["quantity_received"] for line in wire.get(f"/purchase-orders/{order}")["lines"]]


def on_hand(wire: Wire, product: str) -> int:
    return int(wire.get(f"/products/{product}")["quantity_on_hand"])


# --- announcing -------------------------------------------------------------------------------------------------------


def test_a_receipt_is_announced_as_the_vendor_shows_it(wire: Wire) -> None:
    order = wire.order()["id"]
    body = {
        "warehouse_id": wire.me.warehouse,
        "expected_delivery_at": "2026-03-18",
        "remarks": "Dock 2",
        "pieces": [{"type": "pallet", "barcode": "PLT-000451", "carrier_code": None}],
        "purchase_orders": [{"id": order}],
    }
    made = wire.post("/goods-receipts", body)
    assert made == {
        "id": made["id"],
        "warehouse_id": wire.me.warehouse,
        "remarks": "Dock 2",
        "status": "expected",
        "expected_delivery_at": "2026-03-18T00:00:00Z",
        "arrived_at": None,
        "completed_at": None,
        "created_at": made["created_at"],
        "updated_at": made["created_at"],
    }
    assert wire.page("/goods-receipts")["data"] == [made]
    full = wire.get(f"/goods-receipts/{made['id']}")
    (piece,) = full.pop("pieces")
    (linked,) = full.pop("purchase_orders")
    assert (full.pop("lines"), full) == ([], made)
    assert piece == {
        "id": piece["id"],
        "goods_receipt_id": made["id"],
        "carrier_code": None,
        "barcode": "PLT-000451",
        "status": "expected",
        "type": "pallet",
        "arrived_at": None,
        "completed_at": None,
        "created_at": made["created_at"],
        "updated_at": made["created_at"],
    }
    assert set(linked) == {"id", "supplier_id", "reference", "status", "created_at", "updated_at"}
    assert (linked["id"], linked["status"]) == (order, "expected")


def test_the_warehouse_sees_the_organization_instead_of_itself(wire: Wire) -> None:
    body = {"organization_id": wire.me.organization, "pieces": [{}]}
    made = wire.post(at_warehouse(wire, "/goods-receipts"), body)
    assert made["organization_id"] == wire.me.organization
    assert "warehouse_id" not in made
    assert wire.page(at_warehouse(wire, "/goods-receipts"))["data"] == [made]
    full = wire.get(at_warehouse(wire, f"/goods-receipts/{made['id']}"))
    assert full["pieces"][0]["type"] == "package"
    assert wire.get(f"/goods-receipts/{made['id']}")["warehouse_id"] == wire.me.warehouse


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2026-03-18T09:30:00+02:00", "2026-03-18T07:30:00Z"),
        ("2026-03-18T09:30:00Z", "2026-03-18T09:30:00Z"),
        ("2026-03-18", "2026-03-18T00:00:00Z"),
        (None, None),
    ],
)
def test_the_expected_time_is_shown_in_utc(wire: Wire, sent: str | None, shown: str | None) -> None:
    assert announce(wire, expected_delivery_at=sent)["expected_delivery_at"] == shown


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"warehouse_id": NOWHERE}, ["warehouse_id"]),
        ({"warehouse_id": None}, ["warehouse_id"]),
        ({"expected_delivery_at": "tomorrow"}, ["expected_delivery_at"]),
        ({"expected_delivery_at": "2026-02-30"}, ["expected_delivery_at"]),
        ({"expected_delivery_at": "2026-03-18T09:30:00"}, ["expected_delivery_at"]),
        ({"expected_delivery_at": 20260318}, ["expected_delivery_at"]),
        ({"pieces": [{"type": "crate"}]}, ["pieces.0.type"]),
        ({"pieces": [{"type": "pallet"}, {"barcode": "x" * 5000}]}, ["pieces.1.barcode"]),
        ({"purchase_orders": [{"id": NOWHERE}]}, ["purchase_orders.0.id"]),
        ({"purchase_orders": [{}]}, ["purchase_orders.0.id"]),
    ],
)
def test_a_wrong_field_of_a_receipt_is_named(wire: Wire, changes: dict[str, Any], fields: list[str]) -> None:
    assert wire.wrong_fields("POST", "/goods-receipts", {"warehouse_id": wire.me.warehouse, **changes}) == fields
    assert wire.page("/goods-receipts")["data"] == []


def test_a_neighbours_order_warehouse_or_organization_looks_unknown(wire: Wire) -> None:
    theirs = f"/v1/organizations/{wire.neighbour.organization}"
    body = {
        "supplier_id": wire.neighbour.supplier,
        "lines": [{"product_id": wire.neighbour.tea, "quantity_ordered": 1}],
    }
    order = wire.post(f"{theirs}/purchase-orders", body, token=wire.neighbour.token)["id"]
    own = wire.order()["id"]
    links = [{"id": own}, {"id": order}]
    sent = {"warehouse_id": wire.me.warehouse, "purchase_orders": links}
    assert wire.wrong_fields("POST", "/goods-receipts", sent) == ["purchase_orders.1.id"]
    sent = {"warehouse_id": wire.neighbour.warehouse}
    assert wire.wrong_fields("POST", "/goods-receipts", sent) == ["warehouse_id"]
    sent = {"organization_id": wire.neighbour.organization}
    assert wire.wrong_fields("POST", at_warehouse(wire, "/goods-receipts"), sent) == ["organization_id"]


@pytest.mark.parametrize("status", ["canceled", "completed"])
def test_an_order_that_is_over_expects_nothing(wire: Wire, status: str) -> None:
    order = wire.order()["id"]
    if status == "completed":
        receipt = announce(wire, order)
        (piece,) = pieces_of(wire, receipt)
        book(wire, receipt, piece, 1)
        move(wire, piece, "completed")
    wire.put(f"/purchase-orders/{order}", {"status": status})
    body = {"warehouse_id": wire.me.warehouse, "purchase_orders": [{"id": order}]}
    assert wire.wrong_fields("POST", "/goods-receipts", body) == ["purchase_orders.0.id"]


# --- changing ---------------------------------------------------------------------------------------------------------


def test_an_expected_receipt_is_changed_and_called_off(wire: Wire) -> None:
    order, other = wire.order()["id"], wire.order()["id"]
    path = f"/goods-receipts/{announce(wire, order)['id']}"
    changed = wire.put(path, {"remarks": "Gate 2", "expected_delivery_at": "2026-04-01"})
    assert (changed["remarks"], changed["expected_delivery_at"]) == ("Gate 2", "2026-04-01T00:00:00Z")
    assert wire.put(path, {"remarks": None})["remarks"] is None
    wire.put(path, {"purchase_orders": [{"id": other}]})
    assert (order_word(wire, order), order_word(wire, other)) == ("created", "expected")
    assert wire.put(path, {"status": "expected"})["status"] == "expected"
    assert wire.put(path, {"status": "canceled"})["status"] == "canceled"
    assert wire.get(path)["pieces"][0]["status"] == "canceled"
    assert order_word(wire, other) == "created"
    assert wire.put(path, {"status": "canceled"})["status"] == "canceled"
    wire.refused(409, "PUT", path, {"remarks": "late"})
    wire.refused(409, "PUT", path, {"status": "expected"})


def test_a_receipt_moves_through_its_pieces_only(wire: Wire) -> None:
    receipt = announce(wire)
    path = f"/goods-receipts/{receipt['id']}"
    for status in ("arrived", "pending", "completed"):
        wire.refused(409, "PUT", path, {"status": status})
    assert wire.wrong_fields("PUT", path, {"status": "lost"}) == ["status"]
    assert wire.wrong_fields("PUT", path, {"purchase_orders": [{"id": NOWHERE}]}) == ["purchase_orders.0.id"]
    move(wire, pieces_of(wire, receipt)[0], "arrived")
    wire.refused(409, "PUT", path, {"status": "canceled"})
    wire.refused(409, "PUT", path, {"remarks": "late"})
    wire.refused(404, "PUT", f"/goods-receipts/{NOWHERE}", {"remarks": "?"})


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_a_piece_is_added_read_found_by_its_label_and_moved_on(wire: Wire) -> None:
    receipt = announce(wire, pieces=0)
    body = {"goods_receipt_id": receipt["id"], "type": "package", "carrier_code": "postnl", "barcode": "3SAB-1"}
    first = wire.post("/goods-receipt-pieces", body)
    second = wire.post(
        at_warehouse(wire, "/goods-receipt-pieces"), {"goods_receipt_id": receipt["id"], "type": "pallet"}
    )
    assert (second["barcode"], second["carrier_code"]) == (None, None)
    path = at_warehouse(wire, f"/goods-receipt-pieces/{first['id']}")
    assert wire.get(path) == first
    for listed in ("/goods-receipt-pieces", at_warehouse(wire, "/goods-receipt-pieces")):
        assert {piece["id"] for piece in wire.get(listed)} == {first["id"], second["id"]}
        assert len(wire.get(f"{listed}?filter[goods_receipt_id]={receipt['id']}")) == 2
        assert wire.get(f"{listed}?filter[goods_receipt_id]={NOWHERE}") == []
    scanned = at_warehouse(wire, "/goods-receipt-pieces?filter[barcode]=")
    assert wire.get(f"{scanned}3sab-1") == [first]
    assert wire.get(f"{scanned}3SAB") == []
    moved = wire.put(path, {"status": "arrived", "carrier_code": None, "barcode": "3SAB-2", "type": "pallet"})
    assert (moved["status"], moved["carrier_code"], moved["barcode"]) == ("arrived", None, "3SAB-2")
    assert moved["arrived_at"] is not None
    assert wire.get("/goods-receipt-pieces?filter[status]=arrived") == [moved]
    assert wire.get(f"/goods-receipts/{receipt['id']}")["status"] == "arrived"


def test_a_piece_never_goes_back(wire: Wire) -> None:
    receipt = announce(wire, pieces=2)
    first, second = pieces_of(wire, receipt)
    assert move(wire, first, "pending")["arrived_at"] is not None
    assert move(wire, first, "pending")["status"] == "pending"
    path = at_warehouse(wire, f"/goods-receipt-pieces/{first}")
    for status in ("expected", "arrived", "canceled"):
        wire.refused(409, "PUT", path, {"status": status})
    assert wire.wrong_fields("PUT", path, {"status": "gone"}) == ["status"]
    done = move(wire, first, "completed")
    assert done["completed_at"] is not None
    wire.refused(409, "PUT", path, {"status": "pending"})
    assert wire.get(f"/goods-receipts/{receipt['id']}")["status"] == "pending"
    assert move(wire, second, "canceled")["status"] == "canceled"
    assert wire.get(f"/goods-receipts/{receipt['id']}")["status"] == "completed"


def test_no_piece_is_added_to_a_receipt_that_is_over(wire: Wire) -> None:
    receipt = announce(wire)
    move(wire, pieces_of(wire, receipt)[0], "canceled")
    assert wire.get(f"/goods-receipts/{receipt['id']}")["status"] == "canceled"
    body = {"goods_receipt_id": receipt["id"], "type": "package"}
    wire.refused(409, "POST", "/goods-receipt-pieces", body)
    wire.refused(409, "POST", at_warehouse(wire, "/goods-receipt-pieces"), body)
    for path in ("/goods-receipt-pieces", at_warehouse(wire, "/goods-receipt-pieces")):
        assert wire.wrong_fields("POST", path, {**body, "goods_receipt_id": NOWHERE}) == ["goods_receipt_id"]
        assert wire.wrong_fields("POST", path, {}) == ["goods_receipt_id", "type"]
    wire.refused(404, "GET", at_warehouse(wire, f"/goods-receipt-pieces/{NOWHERE}"))


# --- booking ----------------------------------------------------------------------------------------------------------


def test_booked_goods_are_on_hand_at_once_and_count_when_the_receipt_is_completed(wire: Wire) -> None:
    order = wire.order(quantity_ordered=10)["id"]
    receipt = announce(wire, order)
    assert order_word(wire, order) == "expected"
    (piece,) = pieces_of(wire, receipt)
    move(wire, piece, "arrived")
    assert (order_word(wire, order), received(wire, order)) == ("receiving", [0])
    line = book(wire, receipt, piece, 4)
    assert line == {
        "id": line["id"],
        "goods_receipt_piece_id": piece,
        "product_id": wire.me.tea,
        "quantity_received": 4,
        "created_at": line["created_at"],
        "updated_at": line["updated_at"],
    }
    assert on_hand(wire, wire.me.tea) == 100
    more = book(wire, receipt, piece, 6)
    assert (more["id"], more["quantity_received"]) == (line["id"], 10)
    assert (order_word(wire, order), received(wire, order), on_hand(wire, wire.me.tea)) == ("receiving", [0], 106)
    lines = at_warehouse(wire, f"/goods-receipts/{receipt['id']}/lines")
    assert wire.get(lines) == [more]
    assert wire.get(f"{lines}/{line['id']}") == more
    wire.refused(404, "GET", f"{lines}/{NOWHERE}")
    move(wire, piece, "completed")
    assert (order_word(wire, order), received(wire, order), on_hand(wire, wire.me.tea)) == ("received", [10], 106)
    done = wire.get(f"/goods-receipts/{receipt['id']}")
    assert (done["status"], done["lines"]) == ("completed", wire.get(lines))
    assert done["completed_at"] is not None
    assert wire.put(f"/purchase-orders/{order}", {"status": "completed"})["status"] == "completed"


def test_lots_of_a_product_in_one_piece_are_one_line(wire: Wire) -> None:
    receipt = announce(wire)
    (piece,) = pieces_of(wire, receipt)
    first = book(wire, receipt, piece, 2, lot_number="L-33", expiry_date="2028-01-31")
    second = book(wire, receipt, piece, 3, lot_number="L-34")
    assert (second["id"], second["quantity_received"]) == (first["id"], 5)
    other = book(wire, receipt, piece, 1, wire.me.plain, serial_numbers=[{"code": "S-1"}])
    assert other["id"] != first["id"]
    shown = wire.get(at_warehouse(wire, "/stock-mutations"))[:3]
    assert [(each["delta"], each["lot_number"], each["expiry_date"]) for each in shown] == [
        (1, None, None),
        (3, "L-34", None),
        (2, "L-33", "2028-01-31"),
    ]


def test_goods_are_shared_over_orders_in_link_order_and_the_rest_stands_on_the_last_line(wire: Wire) -> None:
    first, second = wire.order(quantity_ordered=5)["id"], wire.order(quantity_ordered=5)["id"]
    receipt = announce(wire, second, first)
    (piece,) = pieces_of(wire, receipt)
    book(wire, receipt, piece, 7)
    move(wire, piece, "completed")
    assert (received(wire, second), received(wire, first)) == ([5], [2])
    assert (order_word(wire, second), order_word(wire, first)) == ("received", "receiving")
    again = announce(wire, second, first)
    (piece,) = pieces_of(wire, again)
    book(wire, again, piece, 9)
    move(wire, piece, "completed")
    assert (received(wire, second), received(wire, first)) == ([5], [11])


def test_goods_nobody_ordered_are_taken(wire: Wire) -> None:
    order = wire.order()["id"]
    receipt = announce(wire, order)
    (piece,) = pieces_of(wire, receipt)
    book(wire, receipt, piece, 2, wire.me.plain)
    move(wire, piece, "completed")
    assert (received(wire, order), on_hand(wire, wire.me.plain)) == ([0], 2)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"quantity_received": 0}, ["quantity_received"]),
        ({"quantity_received": "3"}, ["quantity_received"]),
        ({"quantity_received": 2.5}, ["quantity_received"]),
        ({"product_id": NOWHERE}, ["product_id"]),
        ({"goods_receipt_piece_id": NOWHERE}, ["goods_receipt_piece_id"]),
        ({"goods_receipt_piece_id": NOWHERE, "product_id": NOWHERE}, ["goods_receipt_piece_id", "product_id"]),
        ({"stock": {}}, ["stock.locatable_id", "stock.locatable_type"]),
        ({"stock": {"locatable_id": None}}, ["stock.locatable_type"]),
        ({"stock": {"locatable_id": "b1", "locatable_type": "bin"}}, ["stock.locatable_id", "stock.locatable_type"]),
        ({"stock": {"locatable_id": None, "locatable_type": "shelf"}}, ["stock.locatable_type"]),
        (
            {"stock": {"locatable_id": None, "locatable_type": None, "expiry_date": "soon"}},
            ["stock.expiry_date"],
        ),
        (
            {"stock": {"locatable_id": None, "locatable_type": None, "lot_number": "x" * 200}},
            ["stock.lot_number"],
        ),
        (
            {"stock": {"locatable_id": None, "locatable_type": None, "serial_numbers": [{"code": "S-1"}]}},
            ["stock.serial_numbers"],
        ),
    ],
)
def test_a_wrong_field_of_booked_goods_is_named(wire: Wire, changes: dict[str, Any], fields: list[str]) -> None:
    receipt = announce(wire)
    (piece,) = pieces_of(wire, receipt)
    body = {"goods_receipt_piece_id": piece, "product_id": wire.me.tea, "quantity_received": 2, **changes}
    path = at_warehouse(wire, f"/goods-receipts/{receipt['id']}/lines")
    assert wire.wrong_fields("POST", path, body) == fields
    assert (wire.get(path), on_hand(wire, wire.me.tea)) == ([], 96)


def test_goods_are_booked_without_saying_where(wire: Wire) -> None:
    receipt = announce(wire)
    (piece,) = pieces_of(wire, receipt)
    path = at_warehouse(wire, f"/goods-receipts/{receipt['id']}/lines")
    body = {"goods_receipt_piece_id": piece, "product_id": wire.me.tea, "quantity_received": 2}
    assert wire.post(path, body, status=200)["quantity_received"] == 2
    assert sorted(wire.wrong_fields("POST", path, {})) == ["goods_receipt_piece_id", "product_id", "quantity_received"]


def test_a_piece_of_another_receipt_and_a_piece_that_is_over_take_nothing(wire: Wire) -> None:
    receipt, other = announce(wire, pieces=2), announce(wire)
    first, _ = pieces_of(wire, receipt)
    path = at_warehouse(wire, f"/goods-receipts/{receipt['id']}/lines")
    body = {"goods_receipt_piece_id": pieces_of(wire, other)[0], "product_id": wire.me.tea, "quantity_received": 1}
    assert wire.wrong_fields("POST", path, body) == ["goods_receipt_piece_id"]
    move(wire, first, "completed")
    wire.refused(409, "POST", path, {**body, "goods_receipt_piece_id": first})
    wire.refused(404, "POST", at_warehouse(wire, f"/goods-receipts/{NOWHERE}/lines"), body)


def test_a_refill_is_ordered_announced_and_partly_booked(wire: Wire) -> None:
    body = {
        "supplier_id": wire.me.supplier,
        "reference": "SPRING-REFILL-7",
        "lines": [
            {
                "product_id": wire.me.tea,
                "quantity_ordered": 240,
                "price": {"currency": "EUR", "value": "4.35"},
                "sell_ahead": 60,
            }
        ],
    }
    order = wire.post("/purchase-orders", body)["id"]
    receipt = announce(wire, order, expected_delivery_at="2025-03-18", remarks="Dock 2")
    (piece,) = pieces_of(wire, receipt)
    assert book(wire, receipt, piece, 100, lot_number="L-33")["quantity_received"] == 100
    shown = wire.get(f"/purchase-orders/{order}")
    assert (shown["status"], shown["updatable"]) == ("receiving", False)
    (line,) = shown["lines"]
    assert (line["quantity_ordered"], line["quantity_received"], line["sell_ahead"]) == (240, 0, 60)
    assert line["product"]["quantity_on_hand"] == 196
    assert [each["reference"] for each in wire.get("/purchase-orders?filter[status]=receiving")] == ["SPRING-REFILL-7"]
    assert wire.get(f"/goods-receipts/{receipt['id']}")["status"] == "pending"
    move(wire, piece, "completed")
    assert (order_word(wire, order), received(wire, order)) == ("receiving", [100])


# --- what the order shows ---------------------------------------------------------------------------------------------


def test_an_arriving_piece_is_tracking_news_and_each_move_a_change_of_status(wire: Wire) -> None:
    order = wire.order(quantity_ordered=2)["id"]
    receipt = announce(wire, order, pieces=2)
    first, second = pieces_of(wire, receipt)
    move(wire, first, "arrived")
    move(wire, second, "arrived")
    events = wire.get(f"/purchase-orders/{order}")["events"]
    news = [event for event in events if event["category"] == "tracking"]
    assert [event["code"] for event in news] == ["goods_receipt_piece.arrived"] * 2
    assert ["PLT-0" in news[0]["message"], "PLT-1" in news[1]["message"]] == [True, True]
    changes = [event for event in events if event["code"] == "purchase_order.status_changed"]
    assert len(changes) == 2


def test_an_order_is_canceled_until_something_was_booked(wire: Wire) -> None:
    order = wire.order()["id"]
    receipt = announce(wire, order)
    (piece,) = pieces_of(wire, receipt)
    path = f"/purchase-orders/{order}"
    book(wire, receipt, piece, 1)
    wire.refused(409, "POST", f"{path}/cancel")
    wire.refused(409, "PUT", path, {"status": "canceled"})
    wire.refused(409, "DELETE", path)
    move(wire, piece, "completed")
    wire.refused(409, "POST", f"{path}/cancel")
    other = wire.order()["id"]
    announce(wire, other)
    assert wire.post(f"/purchase-orders/{other}/cancel", status=200)["status"] == "canceled"


def test_an_order_whose_goods_arrived_but_were_not_booked_is_canceled(wire: Wire) -> None:
    for way in ("cancel", "status"):
        order = wire.order()["id"]
        (piece,) = pieces_of(wire, announce(wire, order))
        move(wire, piece, "arrived")
        assert order_word(wire, order) == "receiving"
        path = f"/purchase-orders/{order}"
        wire.refused(409, "PUT", path, {"status": "completed"})
        if way == "cancel":
            assert wire.post(f"{path}/cancel", status=200)["status"] == "canceled"
        else:
            assert wire.put(path, {"status": "canceled"})["status"] == "canceled"
        move(wire, piece, "completed")
        assert order_word(wire, order) == "canceled"


def test_linked_orders_show_lines_and_products_when_they_are_included(wire: Wire) -> None:
    first, second = wire.order("R-1")["id"], wire.order("R-2")["id"]
    receipt = announce(wire, second, first)
    path = at_warehouse(wire, f"/goods-receipts/{receipt['id']}/purchase-orders")
    plain = wire.page(path)
    assert [order["reference"] for order in plain["data"]] == ["R-2", "R-1"]
    assert plain["meta"] == {"per_page": 25}
    keys = {"id", "supplier_id", "reference", "status", "created_at", "updated_at", "organization_id"}
    assert set(plain["data"][0]) == keys
    assert plain["data"][0]["organization_id"] == wire.me.organization
    (line,) = wire.get(f"{path}?include=lines")[0]["lines"]
    assert (line["product_id"], line["quantity_ordered"], "product" in line) == (wire.me.tea, 3, False)
    for query in ("include=lines,lines.product", "include[]=lines&include[]=lines.product", "include=lines.product"):
        (line,) = wire.get(f"{path}?{query}")[0]["lines"]
        assert line["product"]["name"] == "Smoked tea"
        assert "cost_price" not in line["product"]
    wire.refused(400, "GET", f"{path}?include=supplier")


# --- lists and tenancy ------------------------------------------------------------------------------------------------


def test_receipts_are_found_by_order_status_and_warehouse(wire: Wire) -> None:
    order = wire.order()["id"]
    first, second = announce(wire, order), announce(wire)
    move(wire, pieces_of(wire, first)[0], "arrived")

    def ids(query: str) -> list[str]:
        return [each["id"] for each in wire.get(f"/goods-receipts?{query}")]

    assert ids("") == [second["id"], first["id"]]
    assert ids("sort=created_at") == [first["id"], second["id"]]
    assert ids(f"filter[purchase_orders.id]={order}") == [first["id"]]
    assert ids(f"filter[purchase_orders.id]={NOWHERE}") == []
    assert ids("filter[status]=arrived") == [first["id"]]
    assert ids("filter[status]=arrived,expected") == [second["id"], first["id"]]
    assert ids(f"filter[warehouse_id]={wire.me.warehouse}") == [second["id"], first["id"]]
    assert ids(f"filter[warehouse_id]={NOWHERE}") == []
    page = wire.page("/goods-receipts?per_page=1")
    assert [each["id"] for each in wire.page(page["links"]["next"])["data"]] == [first["id"]]
    assert wire.wrong_fields("GET", "/goods-receipts?filter[status]=lost") == ["filter.status"]
    wire.refused(400, "GET", "/goods-receipts?filter[organization_id]=1")
    wire.refused(400, "GET", "/goods-receipts?sort=status")
    theirs = at_warehouse(wire, "/goods-receipts?filter[organization_id]=")
    assert len(wire.get(f"{theirs}{wire.me.organization}")) == 2
    assert wire.get(f"{theirs}{NOWHERE}") == []
    wire.refused(400, "GET", at_warehouse(wire, "/goods-receipts?filter[warehouse_id]=1"))
    wire.refused(400, "GET", "/goods-receipt-pieces?filter[barcode]=1")


def test_a_neighbour_sees_nothing_of_a_receipt(wire: Wire) -> None:
    receipt = announce(wire)
    (piece,) = pieces_of(wire, receipt)
    line = book(wire, receipt, piece, 1)
    theirs = {"token": wire.neighbour.token}
    home = f"/v1/organizations/{wire.neighbour.organization}"
    shed = f"/v1/warehouses/{wire.neighbour.warehouse}"
    wire.refused(404, "GET", at_warehouse(wire, "/goods-receipts"), **theirs)
    for path in (
        f"{home}/goods-receipts/{receipt['id']}",
        f"{shed}/goods-receipts/{receipt['id']}",
        f"{shed}/goods-receipts/{receipt['id']}/lines",
        f"{shed}/goods-receipts/{receipt['id']}/lines/{line['id']}",
        f"{shed}/goods-receipts/{receipt['id']}/purchase-orders",
        f"{shed}/goods-receipt-pieces/{piece}",
    ):
        wire.refused(404, "GET", path, **theirs)
    for path in (f"{home}/goods-receipts", f"{shed}/goods-receipts", f"{home}/goods-receipt-pieces"):
        assert wire.get(path, **theirs) == []
    wire.refused(404, "PUT", f"{shed}/goods-receipt-pieces/{piece}", {"status": "completed"}, **theirs)
    body = {"goods_receipt_id": receipt["id"], "type": "package"}
    assert wire.wrong_fields("POST", f"{home}/goods-receipt-pieces", body, **theirs) == ["goods_receipt_id"]


def test_who_may_only_look_books_nothing(wire: Wire) -> None:
    receipt = announce(wire)
    (piece,) = pieces_of(wire, receipt)
    reader = {"token": wire.me.reader_token}
    assert wire.get(f"/goods-receipts/{receipt['id']}", **reader)["id"] == receipt["id"]
    body = {"goods_receipt_piece_id": piece, "product_id": wire.me.tea, "quantity_received": 1}
    wire.refused(403, "POST", at_warehouse(wire, f"/goods-receipts/{receipt['id']}/lines"), body, **reader)
    wire.refused(403, "POST", "/goods-receipts", {"warehouse_id": wire.me.warehouse}, **reader)
    wire.refused(403, "PUT", at_warehouse(wire, f"/goods-receipt-pieces/{piece}"), {"status": "arrived"}, **reader)
