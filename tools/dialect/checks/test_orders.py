"""Orders through Acme's door. Expected documents are written by hand from Acme's own text."""

from typing import Any

import pytest

from entrepot.http.coverage import application
from entrepot.http.openapi import operations_without_example


def order(acme: Any, **changes: Any) -> dict[str, Any]:
    rows = [{"item": "SKU-2", "qty": "12", "price": "8.75"}]
    return {"po": "A-1", "vendor": acme.world.supplier.serial, "rows": rows, **changes}


def test_an_order_is_entered_placed_and_read(acme: Any) -> None:
    entered = acme.call("POST", "/orders", order(acme, note="Before noon, please."))
    assert entered.status_code == 201
    shown = entered.json()
    assert shown == {
        "id": shown["id"],
        "po": "A-1",
        "vendor": acme.world.supplier.serial,
        "note": "Before noon, please.",
        "rows": [{"item": "SKU-2", "qty": "12", "price": "8.75"}],
        "state": "new",
        "currency": "EUR",
        "total": "105.00",
        "updated": shown["updated"],
    }
    placed = acme.call("POST", f"/orders/{shown['id']}/place").json()
    assert placed["state"] == "placed"
    assert acme.call("GET", f"/orders/{shown['id']}").json() == placed
    assert acme.call("POST", f"/orders/{shown['id']}/place").status_code == 409


def test_orders_are_listed_page_by_page(acme: Any) -> None:
    for number in range(5):
        acme.call("POST", "/orders", order(acme, po=f"A-{number}"))
    first = acme.call("GET", "/orders?limit=3").json()
    rest = acme.call("GET", f"/orders?limit=3&after={first['after']}").json()
    assert [each["po"] for each in first["orders"] + rest["orders"]] == ["A-4", "A-3", "A-2", "A-1", "A-0"]
    assert rest["after"] is None


def test_every_wrong_field_is_named_and_nothing_is_stored(acme: Any) -> None:
    rows = [{"item": "NOWHERE", "qty": "1"}, {"item": "SKU-1", "qty": "many"}]
    refused = acme.call("POST", "/orders", order(acme, vendor=7, rows=rows))
    assert refused.status_code == 422
    assert set(refused.json()["error"]["fields"]) == {"vendor", "rows.0.item", "rows.1.qty"}
    assert acme.call("GET", "/orders").json()["orders"] == []


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("DELETE", "/orders", 405), ("GET", "/orders/x", 404)]
)
def test_refusals_have_acmes_form(acme: Any, method: str, path: str, status: int) -> None:
    refused = acme.call(method, path)
    assert (refused.status_code, set(refused.json()["error"])) == (status, {"code", "text"})


def test_a_call_without_a_known_key_is_refused(acme: Any) -> None:
    for key in ("", "wrong"):
        assert acme.call("GET", "/orders", **{"X-Acme-Key": key}).status_code == 401


def test_a_foreign_order_is_answered_like_one_that_was_made_up(two: tuple[Any, Any]) -> None:
    ours, theirs = two
    foreign = theirs.call("POST", "/orders", order(theirs)).json()["id"]
    made_up = ours.call("GET", "/orders/00000000-0000-7000-8000-000000000000")
    assert ours.call("GET", f"/orders/{foreign}").json() == made_up.json()
    assert ours.call("POST", f"/orders/{foreign}/place").status_code == 404


def test_every_operation_has_an_example(acme: Any) -> None:
    assert operations_without_example(application("entrepot.dialects.acme.app")) == []
    document = acme.client.get("/acme/openapi.json").json()
    assert document["servers"] == [{"url": "/acme"}]
