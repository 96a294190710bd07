"""Every answer, also a refusal and a crash, says that nothing in it is to be run, framed, guessed at or kept."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.contract.documents import Doors, open_doors

PATHS = ("/", "/health/live", "/metrics", "/nowhere", "/files/made-up", "/api/v1/me", "/api/v1/errors", "/pack/nowhere")
MORE = ("/shipwell/orders", "/storefeeder/suppliers", "/sellercloud/rest/api/PurchaseOrders", "/api/v1/openapi.json")


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with open_doors(tmp_path_factory.mktemp("book")) as opened:
        yield opened


@pytest.mark.parametrize("path", [*PATHS, *MORE])
def test_every_answer_is_shielded(doors: Doors, path: str) -> None:
    client: TestClient = doors.client
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"].startswith(("no-store", "private"))
    assert "server" not in headers


def test_what_says_how_it_may_be_kept_is_left_alone(doors: Doors) -> None:
    answer = doors.client.get("/api/v1/me", headers=doors.headers("/api/v1"))
    assert answer.headers.get_list("cache-control") == ["private, no-cache"]
    token = doors.client.post("/api/v1/sessions", json={"email": doors.world.user.email, "password": "x"})
    assert token.headers.get_list("cache-control") == ["no-store"]
