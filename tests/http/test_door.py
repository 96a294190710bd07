from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.server import inside

SAMPLE = [("/sample", "tests.http.sample_door")]


def location(client: TestClient, **headers: str) -> str:
    found: str = client.post("/sample/Orders", json={"number": "A", "lines": []}, headers=headers).headers["location"]
    return found.rsplit("/", 1)[0]


def test_links_lead_to_where_the_request_came_in(client: TestClient) -> None:
    assert location(client) == "http://testserver/sample/Orders"
    assert location(client, host="po.example.com:8443") == "http://po.example.com:8443/sample/Orders"


@pytest.mark.parametrize("host", ['a"b', "a/b", "a b", "x" * 300, "a\\b", "<i>"])
def test_a_host_that_is_none_never_gets_into_a_link(client: TestClient, host: str) -> None:
    assert location(client, host=host) == "http://testserver:80/sample/Orders"


def test_a_public_url_goes_before_what_the_request_says(database: Path) -> None:
    with inside(database, places=SAMPLE, public_url="https://po.example.com/desk/") as client:
        assert location(client) == "https://po.example.com/desk/sample/Orders"
