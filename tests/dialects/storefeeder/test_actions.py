"""Confirming, sending and re-dating orders: actions that a rule refuses are answered all the same."""

from decimal import Decimal
from typing import Any

import pytest

from tests.dialects.storefeeder.desk import Wire, exactly


def number_of(wire: Wire, **changes: Any) -> int:
    number: int = wire.order(**changes)["PurchaseOrderID"]
    return number


def natively(wire: Wire, number: int, verb: str) -> None:
    """Take a step in the order's life through the native door."""
    headers = {"Authorization": f"Bearer {wire.me.key_secret}"}
    found = wire.client.get("/api/v1/purchase-orders", headers=headers).json()["items"]
    id = next(order["id"] for order in found if order["serial"] == number)
    body = {"reason": "as agreed"} if verb == "hold" else None
    response = wire.client.post(f"/api/v1/purchase-orders/{id}/{verb}", headers=headers, json=body)
    assert response.status_code == 200, response.text


def test_a_draft_is_sent_and_confirmed(wire: Wire) -> None:
    number = number_of(wire, PurchaseOrderReference="QUAY-1")
    done = {"PurchaseOrderID": number, "PurchaseOrderReference": "QUAY-1", "Success": True}
    assert wire.ask("GET", f"/purchase-orders/{number}/send") == done
    sent = wire.ask("GET", f"/purchase-orders/{number}")
    assert sent["PurchaseOrderStatus"] == "SentToSupplier"
    assert sent["DateSent"].endswith("+00:00")
    assert wire.ask("GET", f"/PURCHASE-orders/{number}/Confirm") == done
    confirmed = wire.ask("GET", f"/purchase-orders/{number}")
    assert confirmed["PurchaseOrderStatus"] == "ConfirmedBySupplier"
    assert confirmed["DateSent"] == sent["DateSent"]
    assert confirmed["UpdatedDate"] > sent["UpdatedDate"]


def test_a_draft_is_confirmed_at_once_and_counts_as_sent(wire: Wire) -> None:
    number = number_of(wire)
    assert wire.ask("GET", f"/purchase-orders/{number}/confirm")["Success"] is True
    order = wire.ask("GET", f"/purchase-orders/{number}")
    assert order["PurchaseOrderStatus"] == "ConfirmedBySupplier"
    assert order["DateSent"]


def test_confirming_twice_changes_nothing(wire: Wire) -> None:
    number = number_of(wire)
    wire.ask("GET", f"/purchase-orders/{number}/confirm")
    before = wire.ask("GET", f"/purchase-orders/{number}")
    assert wire.ask("GET", f"/purchase-orders/{number}/confirm")["Success"] is True
    assert wire.ask("GET", f"/purchase-orders/{number}") == before


def test_gets_with_an_effect_are_not_to_be_kept(wire: Wire) -> None:
    number = number_of(wire)
    for path in ("send", "confirm", "send"):
        assert wire.call("GET", f"/purchase-orders/{number}/{path}").headers["cache-control"] == "no-store"
    assert wire.call("GET", "/purchase-orders/99/confirm").headers["cache-control"] == "no-store"


def test_what_was_confirmed_is_not_sent_again(wire: Wire) -> None:
    number = number_of(wire, PurchaseOrderReference="QUAY-1")
    wire.ask("GET", f"/purchase-orders/{number}/confirm")
    told = wire.ask("GET", f"/purchase-orders/{number}/send")
    assert told.pop("Error")
    assert told == {"PurchaseOrderID": number, "PurchaseOrderReference": "QUAY-1", "Success": False}


@pytest.mark.parametrize("end", ["cancel", "close"])
def test_a_complete_order_refuses_everything(wire: Wire, end: str) -> None:
    order = wire.order(PurchaseOrderReference="QUAY-1")
    number, line = order["PurchaseOrderID"], order["PurchaseOrderLines"][0]["PurchaseOrderLineID"]
    wire.ask("GET", f"/purchase-orders/{number}/confirm")
    natively(wire, number, end)
    before = wire.ask("GET", f"/purchase-orders/{number}")
    assert before["PurchaseOrderStatus"] == "Complete"
    for method, path, body in (
        ("GET", "confirm", None),
        ("GET", "send", None),
        ("PUT", "update-delivery", {"DeliveryCost": 1}),
        ("PATCH", f"lines/{line}", {"LineNotes": "late"}),
    ):
        told = wire.ask(method, f"/purchase-orders/{number}/{path}", body)
        assert told["Success"] is False
        assert told["Error"]
    assert wire.ask("GET", f"/purchase-orders/{number}") == before


def test_a_canceled_order_shows_its_rest_written_off(wire: Wire) -> None:
    number = number_of(wire)
    natively(wire, number, "cancel")
    order = wire.ask("GET", f"/purchase-orders/{number}")
    line = order["PurchaseOrderLines"][0]
    assert order["PurchaseOrderStatus"] == "Complete"
    assert (line["QtyOrdered"], line["QtyReceived"], line["QtyWrittenOff"]) == (12, 0, Decimal("12.0"))
    assert line["TotalUnitsWrittenOff"] == 12
    assert line["PurchaseOrderDetailsStatus"] == "WrittenOff"
    assert (line["DeliveryStatusID"], line["DeliveryStatus"]) == (3, "Delivered")
    assert order["Total"] == Decimal("38.34")


def test_a_held_order_is_neither_sent_nor_confirmed(wire: Wire) -> None:
    number = number_of(wire)
    natively(wire, number, "hold")
    for path in ("send", "confirm"):
        assert wire.ask("GET", f"/purchase-orders/{number}/{path}")["Success"] is False
    assert wire.ask("GET", f"/purchase-orders/{number}")["PurchaseOrderStatus"] == "Draft"


def test_a_delivery_is_updated_and_what_is_blank_stays(wire: Wire) -> None:
    number = number_of(wire, PurchaseOrderReference="QUAY-1", DueDate="2026-03-17")
    assert wire.ask("PUT", f"/purchase-orders/{number}/update-delivery", {"deliveryCost": "8"})["Success"] is True
    order = wire.ask("GET", f"/purchase-orders/{number}")
    assert (order["DeliveryCost"], order["Subtotal"], order["TotalVat"]) == (8, Decimal("36.2"), Decimal("5.64"))
    assert order["Total"] == Decimal("41.84")
    assert (order["DateDue"], order["PurchaseOrderReference"]) == ("2026-03-17T00:00:00+00:00", "QUAY-1")
    body = {"DueDate": "2026-04-01T12:00:00+02:00", "PurchaseOrderReference": " QUAY-2 ", "DeliveryCost": None}
    told = wire.ask("PUT", f"/purchase-orders/{number}/update-delivery", body)
    assert told == {"PurchaseOrderID": number, "PurchaseOrderReference": "QUAY-2", "Success": True}
    order = wire.ask("GET", f"/purchase-orders/{number}")
    assert order["DateDue"] == "2026-04-01T10:00:00+00:00"
    assert order["DeliveryCost"] == 8


def test_nothing_given_changes_nothing(wire: Wire) -> None:
    number = number_of(wire)
    before = wire.ask("GET", f"/purchase-orders/{number}")
    assert wire.ask("PUT", f"/purchase-orders/{number}/update-delivery", {})["Success"] is True
    assert wire.ask("GET", f"/purchase-orders/{number}") == before


def test_a_reference_in_use_is_refused_and_nothing_changes(wire: Wire) -> None:
    wire.order(PurchaseOrderReference="QUAY-1")
    number = number_of(wire, PurchaseOrderReference="QUAY-2")
    body = {"PurchaseOrderReference": "quay-1", "DeliveryCost": 99}
    told = wire.ask("PUT", f"/purchase-orders/{number}/update-delivery", body)
    assert told.pop("Error")
    assert told == {"PurchaseOrderID": number, "PurchaseOrderReference": "QUAY-2", "Success": False}
    assert wire.ask("GET", f"/purchase-orders/{number}")["DeliveryCost"] == Decimal("4.5")
    assert wire.ask("PUT", f"/purchase-orders/{number}/update-delivery", {"PurchaseOrderReference": "quay-2"})[
        "Success"
    ]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"DueDate": "soon"}, "DueDate"),
        ({"DeliveryCost": -1}, "DeliveryCost"),
        ({"DeliveryCost": "much"}, "DeliveryCost"),
        ({"DeliveryCost": "0.0000001"}, "DeliveryCost"),
        ({"PurchaseOrderReference": "x" * 51}, "PurchaseOrderReference"),
    ],
)
def test_wrong_fields_of_a_delivery_are_400(wire: Wire, body: dict[str, object], name: str) -> None:
    wrong = wire.wrong("PUT", f"/purchase-orders/{number_of(wire)}/update-delivery", body)
    assert list(wrong) == [f"model.{name}"]


def test_a_delivery_cannot_be_updated_by_what_is_no_object(wire: Wire) -> None:
    number = number_of(wire)
    for raw in (b"{nope", b"[]", b'"x"', b"7", b""):
        response = wire.call("PUT", f"/purchase-orders/{number}/update-delivery", content=raw)
        assert response.status_code == 400, raw
        assert set(exactly(response.content)) == {"Message"}
