import http.client
import json
from typing import Any

import pytest
from prometheus_client import REGISTRY
from starlette.testclient import TestClient

from entrepot.errors import Unavailable
from entrepot.http.faults import fault_of
from entrepot.store.errors import STORE_FULL
from tests.server import RunningServer


def create(client: TestClient, order: object) -> tuple[int, dict[str, Any]]:
    answer = client.post("/sample/Orders", json=order)
    return answer.status_code, answer.json()


def crashes() -> object:
    return REGISTRY.get_sample_value("entrepot_crashes_total", {"door": "sample"})


def test_all_wrong_fields_are_named_at_once_with_their_places(client: TestClient) -> None:
    lines = [{"sku": "TOO-LONG", "quantity": 0, "colour": "red"}, {"sku": "a", "quantity": "many"}, {}]
    answer = client.post("/sample/Orders?dry_run=perhaps", json={"lines": lines})
    assert answer.status_code == 422
    assert sorted(answer.json()["fields"]) == [
        ["body", "lines/0/colour", "field.unknown", "This field is not known here."],
        ["body", "lines/0/quantity", "field.range", "Must be greater than 0."],
        ["body", "lines/0/sku", "field.too_long", "Must have at most 5 characters."],
        ["body", "lines/1/quantity", "field.format", "Must be a valid decimal."],
        ["body", "lines/1/sku", "field.choice", "SKUs are in capitals here."],
        ["body", "lines/2/quantity", "field.required", "This field is required."],
        ["body", "lines/2/sku", "field.required", "This field is required."],
        ["body", "number", "field.required", "This field is required."],
        ["query", "dry_run", "field.format", "Must be a valid boolean, unable to interpret input."],
    ]
    assert answer.json()["text"] == "Must be a valid boolean, unable to interpret input. (and 8 more)"


def test_a_field_of_several_types_is_named_once_and_without_the_types(client: TestClient) -> None:
    status, answer = create(client, {"number": "A", "lines": [{"sku": "A", "quantity": 1, "unit": []}]})
    assert status == 422
    assert [field[:3] for field in answer["fields"]] == [["body", "lines/0/unit", "field.type"]]


def test_too_many_lines_are_out_of_range(client: TestClient) -> None:
    _, answer = create(client, {"number": "A", "lines": [{"sku": "A", "quantity": 1}] * 4})
    assert [field[1:3] for field in answer["fields"]] == [["lines", "field.range"]]


def test_a_wrong_id_or_page_size_says_where_it_stood(client: TestClient) -> None:
    answer = client.get("/sample/Orders/one?size=0")
    assert sorted(field[:2] for field in answer.json()["fields"]) == [["path", "order_id"], ["query", "size"]]


def test_an_error_of_the_book_keeps_the_books_names_for_the_door_to_change(client: TestClient) -> None:
    status, answer = create(client, {"number": "book", "lines": []})
    assert status == 422
    assert answer["fields"] == [
        ["book", "lines/0/quantity", "field.range", "This value lies outside the allowed range."]
    ]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("unauthenticated", 401),
        ("forbidden", 403),
        ("not_found", 404),
        ("conflict", 409),
        ("limited", 429),
        ("unavailable", 503),
    ],
)
def test_every_kind_of_error_has_its_status_in_the_doors_own_form(client: TestClient, kind: str, status: int) -> None:
    answer = client.post(f"/sample/Orders/1/Refuse/{kind}/")
    assert answer.status_code == status
    assert answer.json()["sample"] == "sample.reason"
    assert answer.headers["content-type"] == "application/sample+json"
    assert answer.headers.get("retry-after") == ("7" if status in (429, 503) else None)


def test_an_unknown_address_is_answered_in_the_doors_own_form(client: TestClient) -> None:
    answer = client.get("/sample/nothing/here")
    assert (answer.status_code, answer.json()["sample"]) == (404, "path.unknown")


def test_a_refused_method_is_told_every_method_the_address_answers(client: TestClient) -> None:
    answer = client.delete("/sample/Orders/1")
    assert (answer.status_code, answer.json()["sample"]) == (405, "method.refused")
    assert answer.headers["allow"] == "GET, PATCH"


def test_a_crash_is_answered_in_the_doors_own_form_counted_and_kept_from_the_client(client: TestClient) -> None:
    before = crashes()
    answer = client.post("/sample/Orders/1/crash")
    assert (answer.status_code, answer.json()["sample"]) == (500, "server.crashed")
    assert answer.json()["id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text
    assert isinstance(before, float)
    assert crashes() == before + 1


def test_an_error_of_kind_failed_is_a_crash_too(client: TestClient) -> None:
    before = crashes()
    answer = client.post("/sample/Orders/1/Refuse/failed/")
    assert (answer.status_code, answer.json()["sample"]) == (500, "server.crashed")
    assert isinstance(before, float)
    assert crashes() == before + 1


def test_refusals_are_no_crashes(client: TestClient) -> None:
    before = crashes()
    client.get("/sample/nothing")
    client.post("/sample/Orders", content="{")
    client.post("/sample/Orders/1/Refuse/unavailable/")
    assert crashes() == before


@pytest.mark.parametrize("address", ["/sample/Orders/%00", "/sample/Orders/1?size=%00"])
def test_an_address_holding_a_character_no_text_may_hold_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "request.refused" in answer.text


def test_the_root_answers_for_itself(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "path.unknown")
    answer = client.delete("/health/live")
    assert (answer.status_code, answer.json()["code"]) == (405, "method.refused")


def test_a_crash_behind_a_real_server_leaves_the_connection_and_the_server_alive(server: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.connect()
    port = connection.sock.getsockname()[1]
    for _ in range(2):
        connection.request("POST", "/sample/Orders/1/crash", headers={"X-Request-Id": "dock-7"})
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["id"]) == (500, "dock-7")
        assert connection.sock.getsockname()[1] == port
    connection.close()
    crashed = [json.loads(line) for line in server.log if '"crashed"' in line]
    assert [line["request_id"] for line in crashed] == ["dock-7", "dock-7"]
    assert "a secret nobody may read" in crashed[0]["exception"]
    assert not [line for line in server.log if "Exception in ASGI application" in line]


def test_a_full_disk_has_a_status_of_its_own() -> None:
    fault = fault_of(Unavailable(STORE_FULL, retry_after=60), "dock-7")
    assert (fault.status, fault.headers()) == (507, {"Retry-After": "60"})
