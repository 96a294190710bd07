"""Signing in, and who may see what."""

import json
from email.utils import parsedate_to_datetime

import pytest

from tests.dialects.storefeeder.desk import MOUNT, Wire, order_body


def test_a_user_signs_in_with_any_name_of_the_organizations_key(wire: Wire) -> None:
    for client_id in (wire.me.key_id, wire.me.key_prefix, wire.me.key_secret):
        response = wire.sign_in(client_id=client_id)
        assert response.status_code == 200, response.text
        told = response.json()
        assert set(told) == {"access_token", "token_type", "expires_in", ".issued", ".expires"}
        assert told["token_type"] == "bearer"
        assert told["expires_in"] == 24 * 60 * 60
        lived = parsedate_to_datetime(told[".expires"]) - parsedate_to_datetime(told[".issued"])
        assert lived.total_seconds() == told["expires_in"]
        assert told[".issued"].endswith(" GMT")


def test_the_token_is_json_whatever_the_client_accepts_and_its_path_matches_in_any_case(wire: Wire) -> None:
    form = {
        "grant_type": "password",
        "username": wire.me.email("buyer"),
        "password": "correct-horse",
        "client_id": wire.me.key_prefix,
    }
    response = wire.client.post(f"{MOUNT}/tOKEN", data=form, headers={"Accept": "text/xml"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert json.loads(response.content)["access_token"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"password": "wrong"}, "invalid_grant"),
        ({"username": "nobody@nowhere.example"}, "invalid_grant"),
        ({"client_id": "ek_AAAAAAAA"}, "invalid_grant"),
        ({"client_id": "not a key at all"}, "invalid_grant"),
        ({"client_id": " "}, "invalid_clientId"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "unsupported_grant_type"),
    ],
)
def test_a_wrong_sign_in_says_why(wire: Wire, form: dict[str, str], error: str) -> None:
    response = wire.sign_in(**form)
    assert response.status_code == 400
    told = response.json()
    assert set(told) == {"error", "error_description"}
    assert told["error"] == error


def test_a_key_of_another_organization_is_no_client_id(wire: Wire) -> None:
    assert wire.sign_in(client_id=wire.neighbour.key_prefix).json()["error"] == "invalid_grant"


def test_a_token_call_without_a_form_is_refused_in_the_same_form(wire: Wire) -> None:
    response = wire.client.post(f"{MOUNT}/Token", json={"grant_type": "password"})
    assert response.status_code == 400
    assert response.json()["error"] == "unsupported_grant_type"
    assert wire.client.post(f"{MOUNT}/Token").status_code == 400


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nonsense", "Basic YTpi", "Bearer " + "x" * 600])
def test_without_a_token_that_counts_every_call_is_401(wire: Wire, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    for method, path in (("GET", "/purchase-orders/1"), ("POST", "/purchase-orders"), ("GET", "/suppliers")):
        response = wire.client.request(
            method, MOUNT + path, headers=headers, content=b"{" if method == "POST" else None
        )
        assert response.status_code == 401
        assert set(response.json()) == {"Message"}
        assert response.headers["www-authenticate"] == "Bearer"


def test_an_api_key_is_no_token_here(wire: Wire) -> None:
    headers = {"Authorization": f"Bearer {wire.me.key_secret}"}
    assert wire.client.get(f"{MOUNT}/suppliers", headers=headers).status_code == 401


def test_a_neighbours_order_looks_unknown(wire: Wire) -> None:
    theirs = wire.ask("POST", "/purchase-orders", order_body(), of=wire.neighbour)
    number = theirs["PurchaseOrderID"]
    unknown = wire.ask("GET", f"/purchase-orders/{number}", status=404)
    assert unknown == wire.ask("GET", "/purchase-orders/987654", status=404)
    assert set(unknown) == {"Message"}
    for method, path, body in (
        ("GET", "confirm", None),
        ("GET", "send", None),
        ("PUT", "update-delivery", {"DeliveryCost": 1}),
        ("PATCH", "lines/1001", {"QtyOrdered": 1}),
        ("PATCH", "lines", []),
    ):
        told = wire.ask(method, f"/purchase-orders/{number}/{path}", body, status=404)
        assert told == {"PurchaseOrderID": number, "Success": False, "Error": told["Error"]}
    assert wire.ask("GET", "/purchase-orders")["TotalItems"] == 0
    assert wire.ask("GET", f"/purchase-orders/{number}", of=wire.neighbour) == theirs


def test_who_may_only_look_may_not_order(wire: Wire) -> None:
    number = wire.order()["PurchaseOrderID"]
    assert wire.ask("GET", f"/purchase-orders/{number}", role="viewer")["PurchaseOrderID"] == number
    assert set(wire.ask("POST", "/purchase-orders", order_body(), role="viewer", status=403)) == {"Message"}
    assert set(wire.ask("GET", f"/purchase-orders/{number}/confirm", role="viewer", status=403)) == {"Message"}
    assert set(wire.ask("PATCH", f"/purchase-orders/{number}/lines", [], role="viewer", status=403)) == {"Message"}
