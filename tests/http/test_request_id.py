from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from starlette.testclient import TestClient

from entrepot.http.request_id import add_request_id, request_id
from tests.server import inside


@pytest.mark.parametrize("given", ["dock-7", "A.b_c/d+e=f:1", "x" * 128])
def test_a_request_keeps_the_id_it_came_with(client: TestClient, given: str) -> None:
    answer = client.get("/sample/nothing", headers={"X-Request-Id": given})
    assert answer.headers["x-request-id"] == given == answer.json()["id"]


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, '"quoted"', "<b>"])
def test_an_id_that_could_do_harm_is_replaced(client: TestClient, given: str) -> None:
    answer = client.get("/health/live", headers={"X-Request-Id": given})
    assert answer.headers["x-request-id"] not in ("", given)


def test_requests_without_an_id_get_one_each(client: TestClient) -> None:
    ids = {client.get("/health/live").headers["x-request-id"] for _ in range(10)}
    assert len(ids) == 10


def test_log_lines_outside_a_request_carry_no_id() -> None:
    assert request_id() == ""
    assert add_request_id(None, "info", {"event": "started"}) == {"event": "started"}


def counted(door: str, method: str, status: str) -> float:
    found = REGISTRY.get_sample_value("entrepot_requests_total", {"door": door, "method": method, "status": status})
    return found or 0.0


def test_answers_are_counted_by_door_method_and_status(client: TestClient) -> None:
    before = counted("/sample", "GET", "404"), counted("root", "GET", "200")
    client.get("/sample/nothing")
    client.get("/health/live")
    assert (counted("/sample", "GET", "404"), counted("root", "GET", "200")) == (before[0] + 1, before[1] + 1)


def test_a_method_nobody_knows_opens_no_new_count(client: TestClient) -> None:
    before = counted("root", "other", "404")
    client.request("BREW", "/coffee")
    assert counted("root", "other", "404") == before + 1


def test_the_access_log_is_written_when_it_is_asked_for(database: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for wanted in (False, True):
        with inside(database, access_log=wanted, places=[]) as client:
            client.get("/health/live", headers={"X-Request-Id": "dock-7"})
        written = "".join(capfd.readouterr())
        assert ("answered" in written and "/health/live" in written) is wanted


def test_no_log_says_where_a_link_leads(database: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with inside(database, access_log=True, places=[]) as client:
        assert client.get("/files/AZVdLowAAAAA").status_code == 404
    written = "".join(capfd.readouterr())
    assert "/files/" in written
    assert "AZVdLow" not in written
