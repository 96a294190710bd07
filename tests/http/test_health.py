from pathlib import Path

from starlette.testclient import TestClient

from entrepot import __version__
from entrepot.actions.jobs import enqueue
from tests.makers import make_world
from tests.server import inside


def test_a_server_that_is_up_says_so(client: TestClient) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": __version__})
    assert client.head("/health/live").status_code == 200


def test_a_server_is_ready_when_the_book_can_be_read(client: TestClient) -> None:
    assert client.get("/health/ready").json() == {"status": "ready"}


def test_a_server_whose_book_is_closed_is_not_ready(database: Path) -> None:
    with inside(database, places=[]) as client:
        client.app.state.door.store.close()  # type: ignore[attr-defined]
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
        assert [lack["what"] for lack in answer.json()["not_ready"]] == ["store"]
        assert client.get("/health/live").status_code == 200


def test_a_server_whose_worker_ended_is_not_ready(database: Path) -> None:
    with inside(database, places=[]) as client:
        assert client.get("/health/ready").status_code == 200
        client.app.state.runner.stop()  # type: ignore[attr-defined]
        assert [lack["what"] for lack in client.get("/health/ready").json()["not_ready"]] == ["worker"]


def test_a_server_without_room_on_its_disk_is_not_ready(database: Path) -> None:
    with inside(database, places=[], least_free_bytes=1 << 44) as client:
        answer = client.get("/health/ready").json()
        assert [lack["what"] for lack in answer["not_ready"]] == ["disk"]


def test_a_book_of_another_version_is_not_ready(database: Path) -> None:
    with inside(database, places=[]) as client:
        store = client.app.state.door.store  # type: ignore[attr-defined]
        store.write_now(lambda uow: uow.sql("UPDATE alembic_version SET version_num = '0000'"))
        answer = client.get("/health/ready").json()
        assert [lack["what"] for lack in answer["not_ready"]] == ["migrations"]


def test_the_figures_are_in_the_form_prometheus_reads(client: TestClient) -> None:
    text = client.get("/metrics").text
    assert 'entrepot_crashes_total{door="sample"}' in text
    assert "entrepot_request_seconds_bucket" in text
    for name in (
        "entrepot_store_groups_total",
        "entrepot_store_replays_total",
        "entrepot_store_waiting_writes",
        "entrepot_requests_under_way",
        'entrepot_database_bytes{part="book"}',
        "entrepot_disk_free_bytes",
        'entrepot_jobs_in_state{state="dead"} 0.0',
    ):
        assert name in text


def test_jobs_are_counted_by_kind_and_state(database: Path) -> None:
    with inside(database, places=[], worker=False) as client:
        store = client.app.state.door.store  # type: ignore[attr-defined]
        world = make_world(store)
        store.write_now(lambda uow: enqueue(uow, world.organization.id, "note", {}))
        assert 'entrepot_jobs{kind="note",state="waiting"} 1.0' in client.get("/metrics").text


def test_the_figures_can_be_kept_to_oneself(database: Path) -> None:
    with inside(database, metrics=False, places=[]) as client:
        assert client.get("/metrics").status_code == 404
