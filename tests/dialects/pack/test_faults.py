"""What goes wrong at Pack's door, always in its own form."""

import json
from typing import Any

import pytest
from starlette.requests import Request

from entrepot.dialects.pack.render.faults import render_fault
from entrepot.http.faults import crash_fault
from tests.dialects.pack.desk import NOWHERE, Wire

JSON = "application/json; charset=utf-8"


def bare(wire: Wire, method: str, path: str, **more: Any) -> Any:
    """A call that carries nothing of its own accord."""
    return wire.client.request(method, f"/pack/v1/organizations/{wire.me.organization}{path}", **more)


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer nobody",
        "Basic bm9ib2R5Og==",
        "Bearer ek_" + "a" * 43,
        "Token ek_" + "a" * 43,
    ],
)
def test_without_a_token_nobody_is_served(wire: Wire, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    for path in ("/purchase-orders", f"/products/{NOWHERE}"):
        response = bare(wire, "GET", path, headers=headers)
        assert response.status_code == 401
        assert set(response.json()) == {"message"}
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.headers["content-type"] == JSON


def test_who_is_asking_is_settled_before_what(wire: Wire) -> None:
    response = bare(wire, "POST", "/purchase-orders", content=b"{", headers={"Content-Type": "application/json"})
    assert response.status_code == 401
    theirs = f"/v1/organizations/{wire.neighbour.organization}/purchase-orders"
    wire.refused(404, "POST", theirs, {})


def test_a_foreign_organization_looks_like_an_unknown_one(wire: Wire) -> None:
    foreign = wire.refused(404, "GET", f"/v1/organizations/{wire.neighbour.organization}/purchase-orders")
    for id in (NOWHERE, "x", "%20"):
        assert wire.refused(404, "GET", f"/v1/organizations/{id}/purchase-orders") == foreign


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"nothing", b'"text"', b"[]", b"7", b"null", b"\xff", b'{"a": NaN}', b"[" * 5000, b'{"a": "\\ud800"}'],
)
def test_a_body_that_cannot_be_read_is_a_bad_request(wire: Wire, content: bytes) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {wire.me.token}"}
    for method, path in (("POST", "/purchase-orders"), ("PUT", f"/products/{wire.me.tea}")):
        response = bare(wire, method, path, content=content, headers=headers)
        assert response.status_code == 400, response.text
        assert set(response.json()) == {"message"}


def test_a_body_needs_no_content_type_but_no_foreign_one(wire: Wire) -> None:
    content = json.dumps(wire.order_body()).encode()
    own = {"Authorization": f"Bearer {wire.me.token}"}
    assert bare(wire, "POST", "/purchase-orders", content=content, headers=own).status_code == 201
    xml = {**own, "Content-Type": "application/xml"}
    response = bare(wire, "POST", "/purchase-orders", content=b"<order/>", headers=xml)
    assert response.status_code == 415
    assert set(response.json()) == {"message"}


def test_an_unknown_address_is_not_found_in_packs_form(wire: Wire) -> None:
    for path in ("/v1", "/v2/organizations", "/v1/organizations", "/", "/v1/organizations/x/invoices"):
        response = wire.client.get(f"/pack{path}")
        assert response.status_code == 404
        assert set(response.json()) == {"message"}
        assert response.headers["content-type"] == JSON


def test_a_refused_method_names_the_ones_there_are(wire: Wire) -> None:
    response = wire.call("PATCH", f"/purchase-orders/{NOWHERE}", {})
    assert response.status_code == 405
    assert response.headers["allow"] == "DELETE, GET, PUT"
    assert set(response.json()) == {"message"}
    assert wire.call("GET", f"/purchase-orders/{NOWHERE}/cancel").headers["allow"] == "POST"
    assert wire.call("DELETE", "/purchase-orders").status_code == 405


def test_a_key_that_may_only_look_cannot_write(wire: Wire) -> None:
    made = wire.order()
    looking = {"token": wire.me.reader_token}
    assert wire.get(f"/purchase-orders/{made['id']}", **looking)["id"] == made["id"]
    wire.refused(403, "POST", "/purchase-orders", wire.order_body(), **looking)
    wire.refused(403, "POST", f"/purchase-orders/{made['id']}/cancel", **looking)
    wire.refused(403, "POST", "/suppliers", {"name": "Mine"}, **looking)
    wire.refused(403, "PUT", f"/products/{wire.me.tea}", {"name": "Mine"}, **looking)


def test_a_crash_tells_nothing_in_packs_form() -> None:
    response = render_fault(crash_fault("req-1"), Request({"type": "http", "headers": []}))
    assert response.status_code == 500
    assert list(json.loads(bytes(response.body))) == ["message"]


@pytest.mark.parametrize("size", [9_007_199_254_740_993, 2**62])
def test_numbers_beyond_what_is_kept_are_wrong_fields(wire: Wire, size: int) -> None:
    body = wire.order_body(lines=[{"product_id": wire.me.tea, "quantity_ordered": size, "sell_ahead": size}])
    assert wire.wrong_fields("POST", "/purchase-orders", body) == ["lines.0.quantity_ordered", "lines.0.sell_ahead"]
    assert wire.wrong_fields(
        "PUT", f"/products/{wire.me.tea}", {"hs_code": size, "weight": {"value": size, "unit": "g"}}
    )


def test_wrong_prices_hide_no_wrong_ids(wire: Wire) -> None:
    line = {"product_id": NOWHERE, "quantity_ordered": 2.5, "price": {"currency": "ZZZ", "value": 4}}
    other = {"product_id": "y", "quantity_ordered": 1, "price": {"currency": "EUR", "value": "4"}}
    wrong = wire.wrong_fields("POST", "/purchase-orders", {"supplier_id": "x", "lines": [line, other]})
    assert wrong == [
        "lines.0.price.currency",
        "lines.0.price.value",
        "lines.0.product_id",
        "lines.0.quantity_ordered",
        "lines.1.product_id",
        "supplier_id",
    ]
