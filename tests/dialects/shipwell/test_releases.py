"""Releases: goods of an order let go onto an order of their own or onto a shipment, from both sides of the order."""

import json
from typing import Any

import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, new_item, new_order

NEEDS = {"packaging_type": "PALLET", "quantity": 1}
NOWHERE = "01JQ3A7C9D5E1F2G3H4J5K6M7N"


def supplied(wire: Wire, **changes: Any) -> dict[str, Any]:
    """An order with a supplier of the book, who may release its goods."""
    return wire.create(
        **{"supplier": {"supplier_id": wire.desk.supplier}, "supplier_created_releases_allowed": True, **changes}
    )


def part(item: dict[str, Any], value: str, **more: Any) -> dict[str, Any]:
    return {
        "released_from_item_id": item["id"],
        "released_amount": {"unit": item["amount"]["unit"], "value": value},
        "shipping_requirements": NEEDS,
        **more,
    }


def release(wire: Wire, order: dict[str, Any], *values: str, face: str = "purchase", **more: Any) -> tuple[int, Any]:
    """So much of each item in turn."""
    token = more.pop("token", None)
    items = [part(item, value) for item, value in zip(order["items"], values, strict=False)]
    body = {"release_type": "ORDER", "items": items, **more}
    return wire("POST", f"/{face}-orders/{order['id']}/releases", body, token=token)


def shipped(wire: Wire, order: dict[str, Any], *items: int, **more: Any) -> tuple[int, Any]:
    """All that is left of these items goes onto a shipment."""
    chosen = [{"released_from_item_id": order["items"][index]["id"]} for index in items or (0,)]
    body = {"release_type": "TRANSPORTATION", "items": chosen, **more}
    return wire("POST", f"/purchase-orders/{order['id']}/releases", body)


def read(wire: Wire, order: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = wire("GET", f"/purchase-orders/{order['id']}")[1]
    return found


def decide(wire: Wire, made: dict[str, Any], verb: str) -> tuple[int, Any]:
    order_id = made.get("created_from_order_id") or made["created_from_product_order_id"]
    return wire("POST", f"/purchase-orders/{order_id}/releases/{made['id']}/{verb}")


def left(order: dict[str, Any]) -> list[str]:
    return [item["available_amount"]["value"] for item in order["items"]]


# --- order releases ---------------------------------------------------------------------------------------------------


def test_an_accepted_release_is_shown_whole(wire: Wire) -> None:
    order = supplied(wire, ship_from={"country": "CA", "locality": "Winnipeg"})
    status, made = release(
        wire, order, "40", auto_accept=True, ready_to_ship_at="2026-04-04T10:00:00+02:00", custom_data={"dock": "B"},
        ship_from={"country": "CA", "locality": "Brandon", "region": "mb", "timezone": "America/Winnipeg"},
    )  # fmt: skip
    assert status == 201, made
    child_id, item_id = made["released_onto_order_id"], made["items"][0]["released_to_item_id"]
    needs = made["items"][0].pop("shipping_requirements")
    assert (needs["packaging_type"], needs["quantity"], needs["value_per_piece"]) == ("PALLET", 1, None)
    assert made.pop("accepted_at").endswith("Z")
    place = made.pop("ship_from")
    assert (place["locality"], place["region"], place["timezone"]) == ("Brandon", "MB", "America/Winnipeg")
    assert "shipping_requirements" not in place
    assert made == {
        "id": made["id"],
        "release_type": "ORDER",
        "created_from_order_id": order["id"],
        "released_onto_order_id": child_id,
        "status": "ACCEPTED",
        "items": [
            {
                "released_from_item_id": order["items"][0]["id"],
                "released_amount": {"unit": "BAG", "value": "40"},
                "custom_data": None,
                "released_to_item_id": item_id,
            }
        ],
        "documents": [],
        "ready_to_ship_at": "2026-04-04T08:00:00.000000Z",
        "rejected_at": None,
        "cancelled_at": None,
        "custom_data": {"dock": "B"},
    }
    child = wire("GET", f"/purchase-orders/{child_id}")[1]
    assert (child["order_number"], child["status"]) == (f"{order['order_number']}-R1", "READY")
    assert (child["created_from_order_id"], child["released_from_release_id"]) == (order["id"], made["id"])
    assert [(item["id"], item["amount"]) for item in child["items"]] == [(item_id, {"unit": "BAG", "value": "40"})]
    assert (child["ship_from"]["locality"], child["ship_from"]["timezone"]) == ("Brandon", "America/Winnipeg")
    assert (child["ship_to"], child["supplier"]) == (order["ship_to"], order["supplier"])
    assert child["items"][0]["shipping_requirements"]["packaging_type"] == "PALLET"
    parent = read(wire, order)
    assert (left(parent), parent["status"]) == (["80"], "NOT_READY")
    mention = {"release_type": "ORDER", "id": made["id"], "released_onto_order_id": child_id}
    assert parent["releases"] == [mention]


def test_a_release_waits_for_the_customers_decision(wire: Wire) -> None:
    order = supplied(wire)
    status, made = release(wire, order, "30.50")
    assert (status, made["status"], made["released_onto_order_id"]) == (201, "NEED", None)
    assert made["items"][0]["released_amount"] == {"unit": "BAG", "value": "30.50"}
    assert left(read(wire, order)) == ["89.5"]
    where = f"/purchase-orders/{order['id']}/releases/{made['id']}"
    assert wire("GET", where) == (200, made)
    status, accepted = decide(wire, made, "accept")
    assert (status, accepted["status"]) == (200, "ACCEPTED")
    assert accepted["accepted_at"]
    assert wire("GET", where) == (200, accepted)
    child = wire("GET", f"/orders/{accepted['released_onto_order_id']}")[1]
    assert child["items"][0]["amount"] == {"unit": "BAG", "value": "30.50"}


@pytest.mark.parametrize(("verb", "word", "stamp"), [("reject", "REJECTED", "rejected_at"), ("cancel", "CANCELLED", "cancelled_at")])  # fmt: skip  # noqa: E501
def test_what_is_not_accepted_is_available_again(wire: Wire, verb: str, word: str, stamp: str) -> None:
    order = supplied(wire)
    made = release(wire, order, "40")[1]
    status, decided = decide(wire, made, verb)
    assert (status, decided["status"], decided["released_onto_order_id"]) == (200, word, None)
    assert decided[stamp] is not None
    assert left(read(wire, order)) == ["120"]


@pytest.mark.parametrize("first", ["accept", "reject", "cancel"])
@pytest.mark.parametrize("second", ["accept", "reject", "cancel"])
def test_nobody_decides_twice(wire: Wire, first: str, second: str) -> None:
    made = release(wire, supplied(wire), "40")[1]
    assert decide(wire, made, first)[0] == 200
    status, body = decide(wire, made, second)
    assert (status, errors_of(body)) == (400, [("/", None)])


def test_an_order_of_which_all_is_released_is_filled(wire: Wire) -> None:
    order = supplied(wire, items=[new_item(), new_item(amount={"unit": "BAG", "value": "8"})])
    open_one = release(wire, order, "120")[1]
    assert read(wire, order)["status"] == "NOT_READY"
    assert release(wire, {**order, "items": order["items"][1:]}, "8", auto_accept=True)[0] == 201
    assert read(wire, order)["status"] == "NOT_READY"
    decide(wire, open_one, "accept")
    assert read(wire, order)["status"] == "FILLED"
    assert [each["id"] for each in wire("GET", "/orders?status=FILLED")[1]["data"]] == [order["id"]]
    assert wire("GET", "/orders?status=READY")[1]["total_count"] == 2
    assert wire("GET", "/orders?status=NOT_READY")[1]["total_count"] == 0
    status, body = wire("POST", f"/purchase-orders/{order['id']}/cancel")
    assert (status, errors_of(body)) == (400, [("/", None)])


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"items": []}, "/items"),
    ({"released_from_item_id": NOWHERE}, "/items/0/released_from_item_id"),
    ({"released_amount": {"unit": "BOX", "value": "1"}}, "/items/0/released_amount/unit"),
    ({"released_amount": {"unit": "BAG", "value": "0"}}, "/items/0/released_amount/value"),
    ({"released_amount": {"unit": "BAG", "value": "-3"}}, "/items/0/released_amount/value"),
    ({"released_amount": {"unit": "BAG", "value": "120.1"}}, "/items/0/released_amount/value"),
    ({"released_amount": {"unit": "WHEELBARROW", "value": "1"}}, "/items/0/released_amount/unit"),
    ({"released_amount": None}, "/items/0/released_amount"),
    ({"shipping_requirements": None}, "/items/0/shipping_requirements"),
    ({"body": {"release_type": "GIFT"}}, "/release_type"),
    ({"body": {"ready_to_ship_at": "tomorrow"}}, "/ready_to_ship_at"),
    ({"body": {"auto_accept": "yes"}}, "/auto_accept"),
    ({"body": {"ship_from": {"country": "XX"}}}, "/ship_from/country"),
    ({"body": {"custom_data": 7}}, "/custom_data"),
]


@pytest.mark.parametrize(("wrong", "where"), REFUSED)
def test_a_release_says_what_is_wrong_with_it(wire: Wire, wrong: dict[str, Any], where: str) -> None:
    order = supplied(wire)
    item = {
        **part(order["items"][0], "40"),
        **{name: value for name, value in wrong.items() if name not in {"items", "body"}},
    }
    body = {"release_type": "ORDER", "items": wrong.get("items", [item]), **wrong.get("body", {})}
    path = f"/purchase-orders/{order['id']}/releases"
    status, answer = wire("POST", path, body)
    assert (status, errors_of(answer)) == (400, [(where, None)])
    response = wire.raw("POST", path, files={"data": ("blob", json.dumps(body), "application/json")})
    assert (response.status_code, errors_of(response.json())) == (400, [(where, "data")])
    assert left(read(wire, order)) == ["120"]


def test_a_release_without_items_is_refused(wire: Wire) -> None:
    order = supplied(wire)
    status, body = wire("POST", f"/purchase-orders/{order['id']}/releases", {"release_type": "ORDER"})
    assert (status, errors_of(body)) == (400, [("/items", None)])


def test_only_orders_with_a_supplier_that_live_are_released(wire: Wire) -> None:
    nobodys = wire.create()
    for status, body in (release(wire, nobodys, "1"), shipped(wire, nobodys)):
        assert (status, errors_of(body)) == (400, [("/", None)])
    order = supplied(wire)
    wire("POST", f"/purchase-orders/{order['id']}/cancel")
    status, body = release(wire, order, "1")
    assert (status, errors_of(body)) == (400, [("/", None)])


def test_canceling_an_order_calls_off_what_is_pending(wire: Wire) -> None:
    order = supplied(wire)
    made = release(wire, order, "40")[1]
    assert wire("POST", f"/purchase-orders/{order['id']}/cancel")[1]["status"] == "CANCELLED"
    assert wire("GET", f"/purchase-orders/{order['id']}/releases/{made['id']}")[1]["status"] == "CANCELLED"


def test_an_item_is_not_shrunk_or_deleted_below_what_is_released(wire: Wire) -> None:
    order = supplied(wire)
    release(wire, order, "40")
    item = order["items"][0]
    where = f"/purchase-orders/{order['id']}/items/{item['id']}"
    status, body = wire("PUT", where, {"amount": {"unit": "BAG", "value": "39"}})
    assert (status, errors_of(body)) == (400, [("/amount/value", None)])
    assert wire("DELETE", where)[0] == 400
    whole = {
        "order_number": order["order_number"],
        "items": [{"id": item["id"], "amount": {"unit": "BAG", "value": "39"}}],
    }
    status, body = wire("PUT", f"/purchase-orders/{order['id']}", whole)
    assert (status, errors_of(body)) == (400, [("/items/0/amount/value", None)])
    status, body = wire("PUT", f"/purchase-orders/{order['id']}", {**whole, "items": []})
    assert (status, errors_of(body)) == (400, [("/items", None)])
    status, body = wire("PUT", where, {"amount": {"unit": "KG", "value": "120"}})
    assert (status, errors_of(body)) == (400, [("/amount/unit", None)])
    assert wire("PUT", where, {"amount": {"unit": "BAG", "value": "40"}})[1]["available_amount"]["value"] == "0"


def test_releases_are_listed_in_pages(wire: Wire) -> None:
    order = supplied(wire)
    made = [release(wire, order, "1")[1], release(wire, order, "2", auto_accept=True)[1], shipped(wire, order)[1]]
    path = f"/purchase-orders/{order['id']}/releases"
    status, page = wire("GET", path)
    assert (status, page["count"], page["total_count"], page["data"]) == (200, 3, 3, made)
    page = wire("GET", f"{path}?limit=2&page=2")[1]
    assert ([each["id"] for each in page["data"]], page["links"]["next"]) == ([made[2]["id"]], None)
    assert page["links"]["prev"].endswith(f"{path}?limit=2&page=1")
    status, body = wire("GET", f"{path}?limit=0")
    assert (status, errors_of(body)) == (400, [(None, "limit")])


# --- forms ------------------------------------------------------------------------------------------------------------


def form(wire: Wire, order: dict[str, Any], parts: list[tuple[str, Any]], **options: Any) -> Any:
    return wire.raw("POST", f"/purchase-orders/{order['id']}/releases", files=parts, **options)


@pytest.mark.parametrize("as_file", [True, False])
def test_a_form_brings_files_with_the_release(wire: Wire, as_file: bool) -> None:
    order = supplied(wire)
    data = json.dumps({"release_type": "ORDER", "items": [part(order["items"][0], "40")]})
    notes = json.dumps(
        {"document_metadata": [{"document_type": "BOL", "description": "Bill"}, {"document_type": "INVOICE"}]}
    )
    name = "blob" if as_file else None
    kind = ("application/json",) if as_file else ()
    response = form(
        wire,
        order,
        [
            ("data", (name, data, *kind)),
            ("documents", ("bill.pdf", b"%PDF-1.7 made up", "application/pdf")),
            ("documents", ("invoice.txt", b"40 bags", "text/plain")),
            ("documents_metadata", (name, notes, *kind)),
        ],
    )
    assert response.status_code == 201, response.text
    made = response.json()
    shown = [(paper["filename"], paper["type"], paper["description"]) for paper in made["documents"]]
    assert shown == [("bill.pdf", "BOL", "Bill"), ("invoice.txt", "INVOICE", None)]
    assert all("url" not in paper for paper in made["documents"])
    assert wire("GET", f"/purchase-orders/{order['id']}/releases/{made['id']}") == (200, made)


def test_there_is_one_note_for_each_file(wire: Wire) -> None:
    order = supplied(wire)
    data = json.dumps({"items": [part(order["items"][0], "40")]})
    one = ("documents", ("bill.pdf", b"%PDF-1.7 made up", "application/pdf"))
    for notes, where in (
        ({"document_metadata": []}, (None, "documents_metadata")),
        (
            {"document_metadata": [{"document_type": "POEM"}]},
            ("/document_metadata/0/document_type", "documents_metadata"),
        ),
        ({}, ("/document_metadata", "documents_metadata")),
    ):
        response = form(wire, order, [("data", (None, data)), one, ("documents_metadata", (None, json.dumps(notes)))])
        assert (response.status_code, errors_of(response.json())) == (400, [where])
    response = form(wire, order, [one])
    assert (response.status_code, errors_of(response.json())) == (400, [(None, "data")])
    response = form(wire, order, [("data", (None, "{not json"))])
    assert response.status_code == 400
    empty = ("documents", ("bill.pdf", b"", "application/pdf"))
    response = form(wire, order, [("data", (None, data)), empty])
    assert (response.status_code, errors_of(response.json())) == (400, [(None, "documents")])
    assert read(wire, order)["releases"] == []


def test_other_bodies_are_refused_in_the_doors_own_form(wire: Wire) -> None:
    path = f"/purchase-orders/{supplied(wire)['id']}/releases"
    plain = {"Content-Type": "text/plain"}
    response = wire.raw("POST", path, content=b"40 bags please", headers=plain)
    assert (response.status_code, errors_of(response.json())) == (415, [(None, None)])
    for content in (b"", b"[]", b"nonsense", b'"{}"'):
        response = wire.raw("POST", path, content=content, headers={"Content-Type": "application/json"})
        assert (response.status_code, errors_of(response.json())) == (400, [("/", None)]), content


# --- shipments --------------------------------------------------------------------------------------------------------


def test_goods_on_a_shipment_are_assigned(wire: Wire) -> None:
    order = supplied(wire, items=[new_item(), new_item(amount={"unit": "BAG", "value": "8"})])
    status, made = shipped(
        wire, order, released_to_shipment_id="SHIP-1", released_to_shipment_reference_id="SW-9",
        released_to_shipping_plan_id="PLAN-2", released_to_shipment_origin_stop_id="STOP-1",
    )  # fmt: skip
    assert status == 201, made
    assert made == {
        "id": made["id"],
        "release_type": "TRANSPORTATION",
        "created_from_product_order_id": order["id"],
        "released_to_shipment_id": "SHIP-1",
        "released_to_shipment_reference_id": "SW-9",
        "released_to_shipment_origin_stop_id": "STOP-1",
        "released_to_shipment_destination_stop_id": None,
        "released_to_shipping_plan_id": "PLAN-2",
        "items": [
            {
                "id": made["items"][0]["id"],
                "released_from_item_id": order["items"][0]["id"],
                "released_to_shipment_item_id": None,
                "released_to_shipment_item_piece_id": None,
                "released_to_shipping_plan_item_id": None,
            }
        ],
        "transit_status": None,
        "unassigned_at": None,
    }
    after = read(wire, order)
    assert (after["status"], left(after)) == ("ASSIGNED", ["0", "8"])
    assert after["releases"] == [
        {
            "release_type": "TRANSPORTATION",
            "id": made["id"],
            "released_onto_shipment_id": "SHIP-1",
            "released_onto_shipment_reference_id": "SW-9",
            "released_onto_shipping_plan_id": "PLAN-2",
        }
    ]
    found = {
        query: wire("GET", f"/orders?releases__released_onto_shipment_id{query}")[1]["total_count"]
        for query in ("=SHIP-1", "=SHIP-2", "__contains=HIP", "__contains=hip", "__icontains=hip", "__in=X,SHIP-1")
    }
    assert list(found.values()) == [1, 0, 1, 0, 1, 1]
    assert wire("GET", "/orders?status=ASSIGNED&status=FILLED")[1]["total_count"] == 1
    status, off = decide(wire, made, "cancel")
    assert (status, off["unassigned_at"] is not None) == (200, True)
    assert (read(wire, order)["status"], left(read(wire, order))) == ("NOT_READY", ["120", "8"])


def test_a_release_that_names_a_shipment_is_one_onto_it(wire: Wire) -> None:
    order = supplied(wire)
    item = {"released_from_item_id": order["items"][0]["id"], "released_to_shipment_item_id": "ITEM-1"}
    status, made = wire("POST", f"/purchase-orders/{order['id']}/releases", {"items": [item]})
    assert (status, made["release_type"]) == (201, "TRANSPORTATION")
    assert made["items"][0]["released_to_shipment_item_id"] == "ITEM-1"
    status, body = shipped(wire, order)
    assert (status, errors_of(body)) == (400, [("/items/0/released_from_item_id", None)])
    status, body = shipped(wire, supplied(wire), released_to_shipment_reference_id="SEVEN-7")
    assert (status, errors_of(body)) == (400, [("/released_to_shipment_reference_id", None)])


def test_an_assigned_order_is_still_cancelled(wire: Wire) -> None:
    order = supplied(wire)
    made = shipped(wire, order)[1]
    assert wire("POST", f"/orders/{order['id']}/cancel")[1]["status"] == "CANCELLED"
    assert wire("GET", f"/purchase-orders/{order['id']}/releases/{made['id']}")[1]["unassigned_at"] is not None


# --- the supplier's side ----------------------------------------------------------------------------------------------


def test_the_supplier_offers_and_the_customer_decides(wire: Wire) -> None:
    order = supplied(wire)
    miller = wire.as_supplier()
    status, made = release(wire, order, "40", face="sales", token=miller, auto_accept=True, message="On Friday?")
    assert (status, made["status"]) == (201, "NEED")
    where = f"/sales-orders/{order['id']}/releases/{made['id']}"
    assert wire("GET", where, token=miller) == (200, made)
    assert wire("GET", f"/sales-orders/{order['id']}", token=miller)[1]["releases"][0]["id"] == made["id"]
    for verb in ("accept", "reject", "cancel"):
        assert wire("POST", f"/purchase-orders/{order['id']}/releases/{made['id']}/{verb}", token=miller)[0] == 404
    assert decide(wire, made, "accept")[1]["status"] == "ACCEPTED"
    child_id = wire("GET", where, token=miller)[1]["released_onto_order_id"]
    assert wire("GET", f"/sales-orders/{child_id}", token=miller)[1]["status"] == "READY"


def test_the_supplier_offers_only_where_the_customer_lets_him(wire: Wire) -> None:
    miller = wire.as_supplier()
    closed = supplied(wire, supplier_created_releases_allowed=False)
    status, body = release(wire, closed, "1", face="sales", token=miller)
    assert (status, errors_of(body)) == (400, [("/", None)])
    order = supplied(wire)
    onto = {"release_type": "TRANSPORTATION", "items": [{"released_from_item_id": order["items"][0]["id"]}]}
    status, body = wire("POST", f"/sales-orders/{order['id']}/releases", onto, token=miller)
    assert (status, errors_of(body)) == (400, [("/release_type", None)])
    assert release(wire, order, "1", face="sales")[0] == 404
    assert release(wire, order, "1", token=miller)[0] == 404
    dairy = wire.create(supplier={"supplier_id": wire.desk.second_supplier}, supplier_created_releases_allowed=True)
    assert release(wire, dairy, "1", face="sales", token=miller)[0] == 404


def test_one_who_may_only_look_releases_nothing(wire: Wire) -> None:
    order = supplied(wire)
    made = release(wire, order, "40")[1]
    token = f"Token {wire.desk.viewer_key}"
    assert release(wire, order, "1", token=token)[0] == 403
    where = f"/purchase-orders/{order['id']}/releases/{made['id']}"
    for verb in ("accept", "reject", "cancel"):
        assert wire("POST", f"{where}/{verb}", token=token)[0] == 403
    assert wire("GET", where, token=token)[0] == 200


def test_unknown_and_foreign_releases_look_alike(wire: Wire) -> None:
    order, other = supplied(wire), supplied(wire)
    made = release(wire, order, "40")[1]
    token = f"Token {wire.other.key}"

    def asked(order_id: str, release_id: str, as_whom: str | None = None) -> list[tuple[int, Any]]:
        where = f"/purchase-orders/{order_id}/releases"
        body: dict[str, Any] = {"items": []}
        return [
            wire("GET", f"{where}/{release_id}", token=as_whom),
            *(wire("POST", f"{where}/{release_id}/{verb}", token=as_whom) for verb in ("accept", "reject", "cancel")),
            *((wire("GET", where, token=as_whom), wire("POST", where, body, token=as_whom)) if as_whom else ()),
        ]

    foreign, made_up = asked(order["id"], made["id"], token), asked(NOWHERE, NOWHERE, token)
    assert foreign == made_up
    assert {status for status, _ in foreign} == {404}
    assert asked(other["id"], made["id"]) == asked(other["id"], NOWHERE) == asked(other["id"], "nonsense")
    assert release(wire, order, "1", token=token)[0] == 404
    assert new_order()["items"]
