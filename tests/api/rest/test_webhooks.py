"""Webhooks and jobs at the native door."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes, fresh, open_house
from tests.receiver import Receiver, Reply, receiver
from tests.webhooks.yard import standard

URL = "https://outside.example/hook"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("book")
    with open_house(folder, webhook_allow_private="127.0.0.0/8", worker=False) as opened:
        yield opened


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as mine:
        yield mine


def webhook(api: Caller, url: str = URL, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = api.post("/webhooks", {"url": url, "events": ["supplier.created"], **more})
    return made


def work(house: House) -> int:
    done: int = house.client.app.state.runner.drain()
    return done


def test_the_secret_is_shown_once(api: Caller) -> None:
    made = webhook(api, description="Planning", credentials={"username": "dock", "password": "hush"})
    assert made["secret"].startswith("whsec_")
    shown = api.get(f"/webhooks/{made['id']}")
    assert shown == {name: value for name, value in made.items() if name != "secret"}
    assert (shown["username"], "hush" in str(shown)) == ("dock", False)
    assert made["id"] in [each["id"] for each in api.get("/webhooks")["items"]]


def test_what_happens_is_sent_and_logged(house: House, api: Caller, hook: Receiver) -> None:
    made = webhook(api, hook.url)
    hook.replies = [Reply(503, body=b"later"), Reply(200)]
    supplier = api.post("/suppliers", {"name": fresh("Supplier")})
    work(house)
    (came,) = hook.received
    Webhook(made["secret"]).verify(came.body, standard(came.headers))
    (logged,) = api.get(f"/webhooks/{made['id']}/deliveries")["items"]
    assert (logged["event"], logged["state"], logged["subject_id"]) == ("supplier.created", "pending", supplier["id"])
    detail = api.get(f"/deliveries/{logged['id']}")
    assert [(each["number"], each["status"], each["answer"]) for each in detail["log"]] == [(1, 503, "later")]
    assert detail["body"] == came.body.decode()
    again = api.post(f"/deliveries/{logged['id']}/resend", status=202)
    assert again["resend_of"] == logged["id"]
    work(house)
    states = {each["id"]: each["state"] for each in api.get(f"/webhooks/{made['id']}/deliveries")["items"]}
    assert states == {logged["id"]: "pending", again["id"]: "delivered"}
    assert api.get(f"/webhooks/{made['id']}/deliveries?state=delivered")["items"][0]["id"] == again["id"]
    jobs = api.get("/jobs?state=waiting&kind=webhook")["items"]
    assert jobs[0]["last_error"] == "the receiver answered 503"


def test_a_trial_is_sent(house: House, api: Caller, hook: Receiver) -> None:
    made = webhook(api, hook.url)
    assert api.post(f"/webhooks/{made['id']}/test", status=202)["event"] == "webhook.test"
    work(house)
    assert len(hook.received) == 1
    assert api.post(f"/webhooks/{made['id']}/test", status=200, params={"dry_run": "true"})["dry_run"] is True
    assert work(house) == 0


def test_a_new_secret_leaves_the_old_one_a_day(api: Caller) -> None:
    made = webhook(api)
    rotated = api.post(f"/webhooks/{made['id']}/rotate", {"keep_hours": 0}, 200)
    assert rotated["secret"] != made["secret"]
    assert rotated["previous_secret_until"] is None
    rotated = api.post(f"/webhooks/{made['id']}/rotate", {}, 200)
    assert rotated["previous_secret_until"] == "2026-03-03T09:30:00Z"
    assert api.post(f"/webhooks/{made['id']}/rotate", {}, 412, version=1)["code"] == "version.stale"


def test_a_webhook_is_changed_switched_off_and_deleted(api: Caller) -> None:
    made = webhook(api)
    off = api.patch(f"/webhooks/{made['id']}", {"enabled": False, "events": ["*"]}, 1)
    assert (off["enabled"], off["events"], off["version"]) == (False, ["*"], 2)
    assert api.post(f"/webhooks/{made['id']}/test", status=409)["code"] == "webhook.off"
    api.delete(f"/webhooks/{made['id']}", 2)
    assert api.get(f"/webhooks/{made['id']}", 404)["code"] == "webhook.unknown"


def test_everything_wrong_with_a_webhook_is_named(api: Caller) -> None:
    body = {"url": "https://192.168.0.1/x", "events": ["supplier.created", "supplier.flown"], "form": "telex"}
    assert codes(api.post("/webhooks", body, 422)) == {("/url", "webhook.address"), ("/form", "webhook.form")}
    body = {"url": "ftp://x", "events": ["supplier.flown"]}
    assert codes(api.post("/webhooks", body, 422)) == {("/url", "webhook.url"), ("/events/0", "webhook.event")}
    assert codes(api.post("/webhooks", {"url": URL, "events": []}, 422)) == {("/events", "field.required")}


def test_only_who_runs_the_organization_makes_webhooks_and_cancels_jobs(house: House) -> None:
    made = webhook(house.ours)
    delivery = house.ours.post(f"/webhooks/{made['id']}/test", status=202)
    job = house.ours.get("/jobs")["items"][0]
    for role, status in ((Role.BUYER, 200), (Role.RECEIVER, 403), (Role.VIEWER, 403)):
        caller = house.as_role(role)
        caller.get(f"/webhooks/{made['id']}", status)
        caller.get(f"/deliveries/{delivery['id']}", status)
        caller.get("/jobs", status)
        caller.post("/webhooks", {"url": URL, "events": ["*"]}, 403)
        caller.post(f"/webhooks/{made['id']}/rotate", {}, 403)
        caller.post(f"/deliveries/{delivery['id']}/resend", status=403)
        caller.post(f"/jobs/{job['id']}/cancel", status=403)


def test_a_job_is_canceled_and_begins_anew(api: Caller) -> None:
    made = webhook(api)
    api.post(f"/webhooks/{made['id']}/test", status=202)
    job = api.get("/jobs?state=waiting")["items"][0]
    assert api.post(f"/jobs/{job['id']}/cancel", status=200)["state"] == "canceled"
    assert api.post(f"/jobs/{job['id']}/cancel", status=409)["code"] == "job.over"
    assert api.post(f"/jobs/{job['id']}/replay", status=200)["state"] == "waiting"
    assert api.post(f"/jobs/{job['id']}/replay", status=409)["code"] == "job.not_over"
    assert api.get(f"/jobs/{job['id']}")["attempts"] == 0


def test_an_answer_that_is_asked_for_twice_tells_the_same_secret_and_keeps_it_sealed(house: House, api: Caller) -> None:
    body = {"url": URL, "events": ["*"]}
    first, again = (api.post("/webhooks", body, key="one-webhook") for _ in range(2))
    assert first == again
    files = [path.read_bytes() for path in house.store.path.parent.iterdir() if "sqlite3" in path.name]
    assert not any(first["secret"].encode() in content for content in files)
    dry = api.post("/webhooks", body, 200, params={"dry_run": "true"})
    assert (dry["id"], dry["secret"]) == (None, None)
