import socket
from decimal import Decimal

import httpx
import pytest
from starlette.testclient import TestClient

from entrepot.http.body import JSON_READERS, BodyRules, read_json
from entrepot.http.errors import UnreadableBody
from tests.server import RunningServer

RULES = BodyRules(max_bytes=10_000, max_depth=8, readers=JSON_READERS)
ORDER = '{"number":"PO-1","lines":[{"sku":"A","quantity":2}]}'


def read(text: str | bytes) -> object:
    return read_json(text.encode() if isinstance(text, str) else text, RULES)


def refused(text: str | bytes) -> str:
    with pytest.raises(UnreadableBody) as caught:
        read(text)
    assert caught.value.code == "body.unreadable"
    return caught.value.message


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0.1", "12.3456", "123456789012.345", "1e3", "1.5E-7", "-0.000000000000001", "4.50"])
def test_a_number_is_read_as_it_is_written(text: str) -> None:
    value = read(f"[{text}]")
    assert isinstance(value, list)
    assert isinstance(value[0], Decimal)
    assert value[0] == Decimal(text)


@pytest.mark.parametrize(
    "text", ["0.1234567890123456", "1234567890123456.5", "1.2345678901234567e5", "10000000000000000.5"]
)
def test_a_number_of_more_than_fifteen_digits_is_refused_and_told_to_come_as_a_string(text: str) -> None:
    assert "write it as a string" in refused(f"[{text}]")


def test_a_string_may_hold_more_digits_than_a_number() -> None:
    assert read('["12345678901234567890.123456"]') == ["12345678901234567890.123456"]


def test_zeros_at_the_ends_are_no_significant_digits() -> None:
    assert read("[0.00000000000000012, 1.500000000000000000]") == [Decimal("1.2E-16"), Decimal("1.5")]


@pytest.mark.parametrize("text", ["1e31", "1e-31", "1e400", "-1e999999999", "1" + "0" * 500 + ".5"])
def test_a_number_out_of_any_reason_is_refused(text: str) -> None:
    refused(f"[{text}]")


def test_nothing_times_a_huge_power_is_nothing() -> None:
    assert read("[0e999999, 0.0]") == [0, 0]


@pytest.mark.parametrize("value", [0, -1, 2**53 + 1, 2**63 - 1, -(2**63)])
def test_a_whole_number_of_64_bits_is_exact(value: int) -> None:
    assert read(f"[{value}]") == [value]


@pytest.mark.parametrize("text", [str(2**63), str(-(2**63) - 1), "9" * 5000])
def test_a_whole_number_beyond_64_bits_is_refused(text: str) -> None:
    assert "64 bits" in refused(f"[{text}]")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_number_is_refused(text: str) -> None:
    assert text in refused(f'{{"quantity": {text}}}')


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [r'["\u0000"]', r'{"\u0000": 1}', r'["\ud800"]', r'["a\udfffb"]', r'[{"a": ["\uD83D"]}]']
)
def test_a_character_no_text_may_hold_is_refused(text: str) -> None:
    assert "character" in refused(text)


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert read(r'["\ud83d\ude00"]') == ["😀"]


def test_a_backslash_before_a_u_is_only_text() -> None:
    assert read(r'["\\ud800 \\u0000"]') == [r"\ud800 \u0000"]


@pytest.mark.parametrize("raw", [b'["\xff"]', b'["\xed\xa0\x80"]', '["é"]'.encode("latin-1")])
def test_text_that_is_not_utf_8_is_refused(raw: bytes) -> None:
    assert "UTF-8" in refused(raw)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf[1]") == [1]


def test_a_name_given_twice_counts_as_it_came_last() -> None:
    assert read('{"quantity": 1, "quantity": 2}') == {"quantity": 2}


@pytest.mark.parametrize("text", ["{", "[1,]", "{'a': 1}", "nul", '{"a": 1} x', '["\n"]', " "])
def test_what_is_no_json_is_refused_with_its_place(text: str) -> None:
    message = refused(text)
    assert "line" in message
    assert "column" in message


# --- depth ------------------------------------------------------------------------------------------------------------


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_a_body_may_be_nested_as_deep_as_the_limit_says() -> None:
    assert read(nested(8)) is not None
    assert read('{"a":' * 8 + "1" + "}" * 8) is not None


@pytest.mark.parametrize("text", [nested(9), '{"a":' * 9 + "1" + "}" * 9, nested(5000), "[" * 100_000])
def test_a_deeper_body_is_refused_however_deep(text: str) -> None:
    assert "deeper than 8" in refused(text)


def test_many_containers_beside_each_other_are_not_deep() -> None:
    assert read("[" + ",".join(["[]"] * 100) + "]") == [[]] * 100


# --- over HTTP --------------------------------------------------------------------------------------------------------


def post(client: TestClient, body: str | bytes, **headers: str) -> tuple[int, dict[str, object]]:
    sent = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    answer = client.post("/sample/Orders", content=body, headers={name: value for name, value in sent.items() if value})
    return answer.status_code, answer.json()


def test_an_endpoint_gets_the_quantities_as_they_were_sent(client: TestClient) -> None:
    status, answer = post(client, '{"number":"A","lines":[{"sku":"A","quantity":0.1},{"sku":"B","quantity":"12.340"}]}')
    assert (status, answer["quantities"]) == (201, [0.1, 12.34])


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "text/json", "application/vnd.api+json", ""]
)
def test_json_is_read_under_each_of_its_names_and_without_one(client: TestClient, content_type: str) -> None:
    assert post(client, ORDER, content_type=content_type)[0] == 201


def test_another_content_type_is_refused(client: TestClient) -> None:
    status, answer = post(client, ORDER, content_type="text/plain")
    assert (status, answer["sample"]) == (415, "body.media_type")


def test_a_door_may_read_a_format_of_its_own_and_learns_what_was_declared(client: TestClient) -> None:
    status, answer = post(client, "number:A", content_type="Text/Colons; charset=utf-8")
    assert (status, answer["number"]) == (201, "A")
    assert post(client, "nothing", content_type="text/colons") == (
        400,
        {"sample": "body.unreadable", "text": "There is no colon.", "fields": [], "id": answer_id(client)},
    )


def answer_id(client: TestClient) -> str:
    """The id that the request before the next one had: ids count up."""
    start, _, count = client.get("/health/live").headers["x-request-id"].rpartition("-")
    return f"{start}-{int(count, 16) - 1:x}"


@pytest.mark.parametrize("body", ["", "[]", '"text"', "1", "null"])
def test_an_absent_body_or_one_of_another_shape_is_unreadable(client: TestClient, body: str) -> None:
    status, answer = post(client, body)
    assert (status, answer["sample"], answer["fields"]) == (400, "body.unreadable", [])


def test_who_is_asking_is_settled_before_the_body(client: TestClient) -> None:
    assert post(client, "{", authorization="none")[0] == 401
    assert post(client, "x" * 2_000_000, authorization="none")[0] == 401
    assert post(client, "{")[0] == 400


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_above_the_limit_is_refused_whether_it_says_its_size_or_not(client: TestClient, chunked: bool) -> None:
    size = (1 << 20) + 1
    body = (b" " * 65536 for _ in range(17)) if chunked else b" " * size
    answer = client.post("/sample/Orders", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["sample"]) == (413, "body.too_large")


def test_a_form_above_the_limit_is_refused_too(client: TestClient) -> None:
    answer = client.post("/sample/Orders/token/form", data={"username": "a", "password": "x" * (1 << 20)})
    assert (answer.status_code, answer.json()["sample"]) == (413, "body.too_large")


def test_a_form_is_read_as_a_form(client: TestClient) -> None:
    answer = client.post("/sample/Orders/token/form", data={"username": "ana", "password": "s3cret"})
    assert answer.json() == {"username": "ana", "length": 6}


def test_a_client_that_leaves_in_the_middle_of_its_body_is_no_crash_of_ours(server: RunningServer) -> None:
    head = b"POST /sample/Orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(head + b'{"number":')
    answer = httpx.post(f"{server.url}/sample/Orders", json={"number": "A", "lines": []})
    assert answer.status_code == 201
    assert 'entrepot_crashes_total{door="sample"} 0.0' in httpx.get(f"{server.url}/metrics").text
    assert not [line for line in server.log if "Traceback" in line]
