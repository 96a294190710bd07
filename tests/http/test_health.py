from pathlib import Path

from starlette.testclient import TestClient

from entrepot import __version__
from tests.server import inside


def test_a_server_that_is_up_says_so(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": __version__})
    assert client.head("/healthz").status_code == 200


def test_a_server_is_ready_when_the_book_can_be_read(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}


def test_a_server_whose_book_is_closed_is_not_ready(database: Path) -> None:
    with inside(database, places=[]) as client:
        client.app.state.door.store.close()  # type: ignore[attr-defined]
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
        assert client.get("/healthz").status_code == 200


def test_the_figures_are_in_the_form_prometheus_reads(client: TestClient) -> None:
    text = client.get("/metrics").text
    assert 'entrepot_crashes_total{door="sample"}' in text
    assert "entrepot_request_seconds_bucket" in text


def test_the_figures_can_be_kept_to_oneself(database: Path) -> None:
    with inside(database, metrics=False, places=[]) as client:
        assert client.get("/metrics").status_code == 404
