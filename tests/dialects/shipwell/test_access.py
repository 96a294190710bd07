"""Who is let in, what a supplier's user sees, and how the door says no."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from entrepot.clock import FixedClock
from tests.dialects.shipwell.conftest import PLACES
from tests.dialects.shipwell.desk import PASSWORD, Wire, errors_of, furnish, new_item, new_order
from tests.server import inside

WORDS = {
    400: ("validation_error", "Validation Error"),
    401: ("unauthorized", "Authorization Required"),
    403: ("forbidden", "Forbidden"),
    404: ("not_found", "Not Found"),
    405: ("method_not_allowed", "Method Not Allowed"),
    413: ("payload_too_large", "Payload Too Large"),
    415: ("unsupported_media_type", "Unsupported Media Type"),
}


def refused(status: int, body: Any) -> list[tuple[str | None, str | None]]:
    """The places an error answer names, after checking its words."""
    places = errors_of(body)
    for entry in body["errors"]:
        assert (entry["status"], entry["code"], entry["title"]) == (str(status), *WORDS[status])
    return places


@pytest.mark.parametrize("form", ["Token {}", "token {}", "APIKey {}", "apikey {}", "Bearer {}", "BEARER {}", "{}"])
def test_a_credential_is_taken_in_every_form_clients_send(wire: Wire, form: str) -> None:
    assert wire("GET", "/orders", token=form.format(wire.desk.key))[0] == 200
    session = wire.sign_in(wire.desk.buyer_email).removeprefix("Token ")
    assert wire("GET", "/orders", token=form.format(session))[0] == 200


@pytest.mark.parametrize(
    "header", ["", "Token", "Token nonsense", "Basic {}", "Token {} more", "nonsense", "Token {}x", "ek_"]
)
def test_without_a_good_credential_nothing_is_answered(wire: Wire, header: str) -> None:
    token = header.format(wire.desk.key)
    for method, path, body in (
        ("GET", "/orders", None),
        ("GET", "/v2/auth/me/", None),
        ("POST", "/purchase-orders", {"order_number": 7}),
        ("PUT", "/orders/x", {}),
        ("GET", "/tags?limit=0", None),
    ):
        status, answer = wire(method, path, body, token=token)
        assert (status, refused(401, answer)) == (401, [(None, None)])


@pytest.mark.parametrize("path", ["/v2/auth/token/", "/v2/auth/token"])
def test_signing_in_gives_a_token_and_says_who_is_there(wire: Wire, path: str) -> None:
    status, body = wire("POST", path, {"email": wire.desk.buyer_email, "password": PASSWORD}, token="")
    assert status == 200
    assert set(body) == {"token", "driver_token", "driver", "user", "api_key"}
    assert (body["driver_token"], body["driver"], body["api_key"]) == (None, None, None)
    user = body["user"]
    assert (user["email"], user["first_name"], user["last_name"]) == (wire.desk.buyer_email, "Ada", "Buyer")
    assert "orders.write" in user["permissions"]
    for address in ("/v2/auth/me/", "/v2/auth/me"):
        assert wire("GET", address, token=f"Token {body['token']}") == (200, user)
    assert wire("GET", "/v2/auth/me/")[1]["email"] is None


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"email": "nobody@harbor.example", "password": PASSWORD}, 401, None),
        ({"email": "<buyer>", "password": "wrong"}, 401, None),
        ({"email": "<buyer>"}, 400, "/password"),
        ({"password": PASSWORD}, 400, "/email"),
        ({"email": 7, "password": PASSWORD}, 400, "/email"),
    ],
)
def test_a_wrong_sign_in_is_refused(wire: Wire, body: dict[str, Any], status: int, pointer: str | None) -> None:
    sent = {name: wire.desk.buyer_email if value == "<buyer>" else value for name, value in body.items()}
    answered, answer = wire("POST", "/v2/auth/token/", sent, token="")
    assert (answered, refused(status, answer)) == (status, [(pointer, None)])


def test_a_token_lives_on_while_it_is_used_and_ends_when_it_is_not(tmp_path: Path) -> None:
    desks = furnish(tmp_path / "book.sqlite3", 2)
    clock = FixedClock(datetime(2026, 3, 2, tzinfo=UTC))
    with inside(tmp_path / "book.sqlite3", clock=clock, places=PLACES, shipwell_session_days=30) as client:
        wire = Wire(client, iter(desks))
        token = wire.sign_in(wire.desk.buyer_email)
        for _ in range(4):
            clock.moment += timedelta(days=29)
            assert wire("GET", "/orders", token=token)[0] == 200
        clock.moment += timedelta(days=30)
        assert wire("GET", "/orders", token=token)[0] == 401


def test_one_who_may_only_look_changes_nothing(wire: Wire) -> None:
    order = wire.create()
    viewer = f"Token {wire.desk.viewer_key}"
    assert wire("GET", f"/purchase-orders/{order['id']}", token=viewer) == (200, order)
    for method, path, body in (
        ("POST", "/purchase-orders", new_order()),
        ("PUT", f"/orders/{order['id']}", {"order_number": "x"}),
        ("POST", f"/orders/{order['id']}/cancel", None),
        ("POST", f"/purchase-orders/{order['id']}/items", new_item()),
        ("POST", "/tags", {"name": "n", "color": "#123", "status": "ACTIVE"}),
    ):
        status, answer = wire(method, path, body, token=viewer)
        assert (status, refused(403, answer)) == (403, [(None, None)])


def test_a_supplier_sees_its_orders_as_sales_orders(wire: Wire) -> None:
    theirs = wire.create(supplier={"supplier_id": wire.desk.supplier})
    wire.create(supplier={"supplier_id": wire.desk.second_supplier})
    wire.create()
    miller = wire.as_supplier()
    status, page = wire("GET", "/orders", token=miller)
    assert (status, page["total_count"]) == (200, 1)
    shown = page["data"][0]
    expected = {name: value for name, value in theirs.items() if name not in {"archived", "order_type"}}
    customer = shown.pop("customer")
    assert shown.pop("order_type") == "SALES_ORDER"
    assert shown == expected
    assert customer["name"].startswith("Harbor Bakehouse")
    assert set(customer) == {"name", "address", "email", "phone_number", "identification_codes"}
    for path in (f"/orders/{theirs['id']}", f"/sales-orders/{theirs['id']}", f"/sales-orders/{theirs['id']}/"):
        assert wire("GET", path, token=miller) == (200, page_entry(wire, miller))
    assert wire("GET", "/sales-orders", token=miller)[1]["data"] == [page_entry(wire, miller)]


def page_entry(wire: Wire, token: str) -> Any:
    return wire("GET", "/orders", token=token)[1]["data"][0]


def test_each_side_has_its_own_addresses(wire: Wire) -> None:
    order = wire.create(supplier={"supplier_id": wire.desk.supplier})
    other = wire.create()
    miller = wire.as_supplier()
    for method, path in (
        ("GET", "/purchase-orders"),
        ("GET", f"/purchase-orders/{order['id']}"),
        ("POST", f"/purchase-orders/{order['id']}/cancel"),
        ("GET", f"/purchase-orders/{order['id']}/items/{order['items'][0]['id']}"),
        ("GET", f"/orders/{other['id']}"),
        ("GET", "/tags"),
    ):
        status, answer = wire(method, path, token=miller)
        assert (status, refused(404, answer)) == (404, [(None, None)])
    for path in ("/sales-orders", f"/sales-orders/{order['id']}"):
        assert wire("GET", path)[0] == 404
    assert wire("POST", "/orders", new_order(), token=miller)[0] == 403


def test_unknown_and_foreign_orders_look_alike(wire: Wire) -> None:
    order = wire.create()
    stranger = f"Token {wire.other.key}"
    for path, token in (
        (order["id"], stranger),
        ("01JQ2W4R8T6Y0AZBXCVDNM5K7P", None),
        ("nonsense", None),
        ("ZZZZZZZZZZZZZZZZZZZZZZZZZZ", None),
    ):
        for method, where, body in (
            ("GET", "/orders/{}", None),
            ("GET", "/purchase-orders/{}", None),
            ("PUT", "/orders/{}", {"order_number": "x"}),
            ("POST", "/purchase-orders/{}/cancel", None),
        ):
            status, answer = wire(method, where.format(path), body, token=token)
            assert (status, refused(404, answer)) == (404, [(None, None)])
    assert wire("GET", f"/orders/{order['id']}")[1] == order


def test_what_the_vendor_does_not_offer_is_not_offered(wire: Wire) -> None:
    order = wire.create()
    for face in ("orders", "purchase-orders"):
        for method, path in (
            ("DELETE", f"/{face}/{order['id']}"),
            ("PATCH", f"/{face}/{order['id']}"),
            ("POST", f"/{face}/{order['id']}/archive"),
            ("POST", f"/{face}/{order['id']}/split/"),
            ("POST", f"/{face}/{order['id']}/notes"),
            ("DELETE", f"/{face}"),
        ):
            status, answer = wire(method, path)
            assert (status, refused(405, answer)) == (405, [(None, None)])
    response = wire.raw("DELETE", f"/purchase-orders/{order['id']}")
    assert {"GET", "PUT"} <= set(response.headers["Allow"].split(", "))
    for path in ("/", "/nowhere", "/purchase-orders/a/b/c/d", "/v2/auth/", "/Orders"):
        status, answer = wire("GET", path)
        assert (status, refused(404, answer)) == (404, [(None, None)])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"order_number": NaN}',
        b'{"order_number": "a\\u0000"}',
        b"[" * 500,
    ],
)
def test_an_unreadable_body_is_named_as_a_whole(wire: Wire, content: bytes) -> None:
    json = {"Content-Type": "application/json"}
    for method, path in (("POST", "/purchase-orders"), ("POST", "/tags")):
        response = wire.raw(method, path, content=content, headers=json)
        assert (response.status_code, refused(400, response.json())) == (400, [("/", None)])


def test_other_kinds_of_body_are_refused(wire: Wire) -> None:
    response = wire.raw("POST", "/orders", content=b"<order/>", headers={"Content-Type": "application/xml"})
    assert (response.status_code, refused(415, response.json())) == (415, [(None, None)])
    large = b'{"order_number": "' + b"x" * (1 << 20) + b'"}'
    response = wire.raw("POST", "/orders", content=large, headers={"Content-Type": "application/json"})
    assert (response.status_code, refused(413, response.json())) == (413, [(None, None)])


def test_the_version_header_is_taken_and_ignored(wire: Wire) -> None:
    response = wire.raw("GET", "/orders", headers={"Shipwell-Version": "2022-01-01"})
    assert response.status_code == 200


def test_deeply_nested_custom_data_in_a_text_is_refused(wire: Wire) -> None:
    deep = "{" + '"a":{' * 60 + "}" * 61
    status, answer = wire("POST", "/orders", new_order(custom_data=deep))
    assert (status, refused(400, answer)) == (400, [("/custom_data", None)])
