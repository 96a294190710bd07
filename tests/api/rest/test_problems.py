"""Everything that goes wrong, in one form, and what hostile clients send."""

from typing import Any

import pytest

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes

FIELDS = {"type", "title", "status", "detail", "code", "instance", "request_id", "errors"}


def test_a_problem_has_its_form_and_its_page(api: Caller) -> None:
    answer = api.call("GET", "/purchase-orders/nothing")
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == FIELDS
    assert problem["status"] == answer.status_code == 404
    assert problem["instance"] == "/api/v1/purchase-orders/nothing"
    assert problem["request_id"] == answer.headers["x-request-id"]
    page = api.client.get(problem["type"])
    assert page.json() == {"code": "order.unknown", "sentence": "No purchase order has this id."}


def test_every_code_has_a_sentence(api: Caller) -> None:
    listed = api.client.get("/api/v1/errors").json()
    assert listed["next"] is None, listed
    assert {"order.unknown", "field.unknown"} <= {item["code"] for item in listed["items"]}
    assert api.client.get("/api/v1/errors/no.such").status_code == 404


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        (None, "credential.missing"),
        ("", "credential.wrong"),
        ("Bearer", "credential.wrong"),
        ("Basic YTpi", "credential.wrong"),
        ("Bearer ek_" + "x" * 43, "credential.wrong"),
        ("Bearer \xe9\xe9", "credential.wrong"),
        ("Bearer " + "k" * 5000, "credential.wrong"),
    ],
)
def test_nobody_we_know_is_told_so_first(house: House, authorization: str | None, code: str) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.encode("latin-1")}
    answer = house.client.post("/api/v1/purchase-orders", content=b"{nope", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_key_is_also_read_as_a_token(house: House, api: Caller) -> None:
    for scheme in ("Bearer", "bearer", "Token"):
        headers = {"Authorization": f"{scheme} {api.world.secret}"}
        assert house.client.get("/api/v1/me", headers=headers).status_code == 200


@pytest.mark.parametrize("role", [Role.VIEWER, Role.RECEIVER])
def test_who_may_only_look_may_not_order(house: House, role: Role) -> None:  # C8
    caller = house.as_role(role)
    assert caller.get("/purchase-orders")["items"] is not None
    assert caller.post("/purchase-orders", caller.body(), 403)["code"] == "right.missing"
    order = house.ours.order()
    for verb in ("send", "confirm", "close", "cancel"):
        assert caller.step(order, verb, status=403)["code"] == "right.missing"
    assert caller.delete(f"/purchase-orders/{order['id']}", 1, 403)["code"] == "right.missing"
    assert caller.patch("/organization/settings", {"receiving.auto_close": True}, None, 403)


def test_unknown_paths_and_methods_are_told_apart(api: Caller) -> None:
    assert api.get("/nowhere", 404)["code"] == "path.unknown"
    answer = api.call("PUT", "/purchase-orders")
    assert (answer.status_code, answer.json()["code"]) == (405, "method.refused")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "POST"}


def test_a_trailing_slash_changes_nothing(api: Caller) -> None:
    assert api.get("/purchase-orders/", params={"limit": 1})["items"] is not None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"{nope", "no JSON"),
        (b"[]", "no object"),
        (b"null", "no object"),
        (b'"text"', "no object"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"title": "\\u0000"}', "U+0000"),
        (b'{"title": "\\ud800"}', "half a surrogate pair"),
        (b'{"title": NaN}', "NaN"),
        (b'{"lines": [{"quantity": ' + b"9" * 5000 + b"}]}", "5,000 digits"),
        (b'{"lines": [{"quantity": 9223372036854775808}]}', "2^63"),
        (b'{"lines": [{"quantity": 1.2345678901234567}]}', "16 digits"),
        (b'{"custom_data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested"),
    ],
)
def test_an_unreadable_body_is_told_so_everywhere(api: Caller, content: bytes, why: str) -> None:
    order = api.order()
    headers = {"Content-Type": "application/json", "If-Match": '"1"'}
    for method, path in (
        ("POST", "/purchase-orders"),
        ("PATCH", f"/purchase-orders/{order['id']}"),
        ("PATCH", f"/purchase-orders/{order['id']}/lines/{order['lines'][0]['id']}"),
        ("PATCH", "/organization/settings"),
        ("PUT", f"/suppliers/{api.supplier}/products/{api.product(2)}"),
    ):
        answer = api.call(method, path, content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "body.unreadable"), f"{why}: {answer.text}"
    assert api.get(f"/purchase-orders/{order['id']}")["version"] == 1


def test_an_unreadable_reason_moves_nothing(api: Caller) -> None:
    order = api.order()
    answer = api.call("POST", f"/purchase-orders/{order['id']}/send", content=b"{nope")
    assert (answer.status_code, answer.json()["code"]) == (400, "body.unreadable")
    assert api.get(f"/purchase-orders/{order['id']}")["status"] == "draft"


def test_too_large_bodies_and_other_languages_are_refused(api: Caller) -> None:
    large = api.call("POST", "/purchase-orders", content=b" " * ((1 << 20) + 1))
    assert (large.status_code, large.json()["code"]) == (413, "body.too_large")
    other = api.call("POST", "/purchase-orders", content=b"<order/>", headers={"Content-Type": "application/xml"})
    assert (other.status_code, other.json()["code"]) == (415, "body.media_type")


@pytest.mark.parametrize(
    "value",
    [
        "9" * 60,
        "999999999999999999999999.999999999999999999999999",
        "-9223372036854775809",
        "1e999999999",
        "Infinity",
        "NaN",
        "0x10",
        " 1",
        "1 ",
        "",
        "+",
        {"amount": "1"},
        [1],
        False,
    ],
)
def test_hostile_numbers_are_wrong_fields_not_crashes(api: Caller, value: Any) -> None:
    for line in ({"sku": "SKU-1", "quantity": value}, {"sku": "SKU-1", "quantity": 1, "tax_rate": value}):
        problem = api.post("/purchase-orders", api.body(line), 422)
        assert all(pointer.startswith("/lines/0/") for pointer, _ in codes(problem))


@pytest.mark.parametrize("value", ["9" * 24, "-1", "0.0000001", "1e5", [], {"amount": "1", "currency": 5}, {}])
def test_hostile_prices_are_wrong_fields_not_crashes(api: Caller, value: Any) -> None:
    line = {"sku": "SKU-1", "quantity": 1, "unit_price": value}
    problem = api.post("/purchase-orders", api.body(line, delivery_cost=value), 422)
    assert {pointer.split("/")[1] for pointer, _ in codes(problem)} <= {"lines", "delivery_cost"}


def test_a_total_too_large_to_be_exact_is_refused(api: Caller) -> None:
    line = {"sku": "SKU-1", "quantity": "999999999", "unit_price": "999999999999"}
    problem = api.post("/purchase-orders", api.body(line), 422)
    assert {problem["code"], *(code for _, code in codes(problem))} & {"order.total_range", "money.range"}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z"])
def test_moments_outside_the_calendar_are_wrong_fields(api: Caller, moment: str) -> None:
    problem = api.post("/purchase-orders", api.body(due_at=moment), 422)
    assert codes(problem) == {("/due_at", "field.format")}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_do_not_crash(api: Caller, day: str) -> None:
    order = api.call("POST", "/purchase-orders", json=api.body(due_at=day, start_date=day))
    assert order.status_code in (201, 422)
    assert api.call("GET", "/purchase-orders", params={"due_to": day, "due_from": day}).status_code in (200, 422)


@pytest.mark.parametrize(
    "query",
    [
        "q=%ED%A0%80",
        "limit=" + "9" * 5000,
        "limit=-1",
        "limit=1.5",
        "supplier_id=1",
        "status=lost",
        "cursor=x",
    ],
)
def test_hostile_queries_are_wrong_fields_not_crashes(api: Caller, query: str) -> None:
    answer = api.call("GET", f"/purchase-orders?{query}")
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_an_address_with_a_nul_is_refused(api: Caller) -> None:
    for path in ("/purchase-orders/%00", "/purchase-orders?q=%00", "/tags?name=%00"):
        answer = api.call("GET", path)
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_a_form_is_not_read_as_an_order(api: Caller) -> None:
    answer = api.call("POST", "/purchase-orders", data={"supplier_id": api.supplier})
    assert (answer.status_code, answer.json()["code"]) == (415, "body.media_type")


def test_wrong_forms_and_broken_rules_are_named_together(api: Caller) -> None:
    lines = [{"sku": "NOWHERE", "quantity": -1, "colour": "red"}, {"description": "Pallet", "quantity": "many"}]
    body = {"lines": lines, "currency": "ZZZ", "due_at": "soon", "delivery_cost": "-1"}
    answer = api.call("POST", "/purchase-orders", json=body)
    assert answer.status_code == 422
    assert codes(answer.json()) == {
        ("/supplier_id", "field.required"),
        ("/due_at", "field.format"),
        ("/lines/0/colour", "field.unknown"),
        ("/lines/1/quantity", "field.format"),
        ("/currency", "currency.unknown"),
        ("/delivery_cost", "money.negative"),
        ("/lines/0/sku", "product.unknown"),
        ("/lines/0/quantity", "quantity.range"),
    }


def test_trying_the_rest_of_a_refused_body_stores_nothing(api: Caller) -> None:
    body = {**api.body({"sku": "SKU-1", "quantity": 1}), "number": "GHOST-1", "colour": "red"}
    answer = api.call("POST", "/purchase-orders", json=body, headers={"Idempotency-Key": "ghost-1"})
    assert codes(answer.json()) == {("/colour", "field.unknown")}
    assert api.get("/purchase-orders?number=GHOST-1")["items"] == []


def test_a_part_that_was_taken_out_is_not_missed(api: Caller) -> None:
    line = {"description": 5, "quantity": 1, "unit_price": "dear", "discount": {"type": "amount", "value": "3"}}
    answer = api.call("POST", "/purchase-orders", json=api.body(line))
    assert {pointer for pointer, _ in codes(answer.json())} == {"/lines/0/description", "/lines/0/unit_price"}


def test_an_unknown_supplier_is_not_blamed_on_its_skus(api: Caller) -> None:
    body = {"supplier_id": "00000000-0000-0000-0000-000000000000", "lines": [{"supplier_sku": "BW-1", "quantity": 1}]}
    answer = api.call("POST", "/purchase-orders", json=body)
    assert codes(answer.json()) == {("/supplier_id", "supplier.unknown")}
