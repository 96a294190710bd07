"""What happens is told to whoever asked for it: signed, again and again until it arrives, and written down."""

import json
import time
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from entrepot.actions import deliveries
from entrepot.actions import webhooks as endpoints
from entrepot.book.suppliers.draft import SupplierPatch
from entrepot.book.webhooks.draft import Credentials, WebhookPatch
from entrepot.book.webhooks.endpoint import ANSWER_BYTES, DeliveryState
from entrepot.book.webhooks.errors import WEBHOOK_OFF
from entrepot.errors import Conflict, Invalid, NotFound
from entrepot.store import events, jobs
from entrepot.store.work import UnitOfWork
from tests.makers import make_supplier, make_world
from tests.receiver import Receiver, Reply, receiver
from tests.statements import listening
from tests.webhooks.yard import Yard, standard


def test_an_event_is_told_signed_so_that_an_independent_library_verifies_it(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    supplier = yard.happen()
    assert yard.runner.drain() == 1
    (came,) = hook.received
    assert endpoint.fresh_secret is not None
    told = Webhook(endpoint.fresh_secret).verify(came.body, standard(came.headers))
    assert (told["type"], told["version"], told["data"]["subject_id"]) == ("supplier.created", 1, str(supplier.id))
    assert {"path": "name", "old": None, "new": "Brightwater Paper"} in told["data"]["changes"]
    assert came.headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.fresh_secret).verify(came.body + b" ", standard(came.headers))
    ((delivery, attempts),) = yard.log(endpoint)
    assert (delivery.state, delivery.attempts, str(delivery.id)) == (
        DeliveryState.DELIVERED, 1, came.headers["webhook-id"],
    )  # fmt: skip
    assert [(each.status, each.answer, each.address) for each in attempts] == [(200, "ok", "127.0.0.1")]


def test_only_what_was_asked_for_is_told(yard: Yard, hook: Receiver) -> None:
    yard.listen(f"{hook.url}/one", ("supplier.created",))
    yard.listen(f"{hook.url}/all", ("*",))
    yard.listen(f"{hook.url}/noun", ("supplier.*", "product.created"))
    yard.listen(f"{hook.url}/other", ("order.sent",))
    yard.listen(f"{hook.url}/off", ("*",), enabled=False)
    yard.rename(yard.happen(), SupplierPatch(name="Brightwater Board"))
    yard.runner.drain()
    told = sorted((came.path.rpartition("/")[2], json.loads(came.body)["type"]) for came in hook.received)
    assert told == [
        ("all", "supplier.changed"), ("all", "supplier.created"), ("noun", "supplier.changed"),
        ("noun", "supplier.created"), ("one", "supplier.created"),
    ]  # fmt: skip


def test_nothing_is_asked_for_when_the_change_is_undone_and_nobody_elses_events_are_told(
    yard: Yard, hook: Receiver
) -> None:
    endpoint = yard.listen(hook.url, ("*",))
    other = make_world(yard.store, "Otherhaven")
    assert other.organization.id != endpoint.organization_id

    def undone(uow: UnitOfWork) -> None:
        make_supplier(uow, yard.admin, "Undone")
        raise Conflict(WEBHOOK_OFF)

    with pytest.raises(Conflict):
        yard.store.write_now(undone)
    assert yard.runner.drain() == 0
    assert hook.received == []


def test_an_organization_without_webhooks_pays_one_remembered_read(yard: Yard) -> None:
    yard.happen("Warm-up")
    with listening() as heard:
        yard.happen("Measured")
    assert not [each for each in heard.statements if "INTO jobs" in each or "INTO webhook" in each]


def test_a_secret_given_up_holds_for_a_day_beside_the_new_one(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    rotated = yard.act(endpoints.rotate, endpoint.id)
    for days, old_holds in ((0, True), (1, False)):
        yard.later(days=days)
        yard.happen(f"Supplier {days}")
        yard.runner.drain()
        came = hook.received[-1]
        stamp = standard(came.headers)
        now = str(int(time.time()))
        if days:  # the library looks at the wall clock; ours stands a day ahead
            assert int(stamp["webhook-timestamp"]) - int(now) > 80_000
            assert len(stamp["webhook-signature"].split()) == 1
            continue
        Webhook(rotated.fresh_secret).verify(came.body, stamp)
        assert old_holds
        Webhook(endpoint.fresh_secret or "").verify(came.body, stamp)
        assert len(stamp["webhook-signature"].split()) == 2


def test_ten_attempts_are_made_over_three_days_with_the_same_content(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    hook.replies = [Reply(500, body=b"not today")]
    yard.happen()
    begun = yard.clock.moment
    times: list[timedelta] = []
    while len(hook.received) < 10:
        yard.runner.drain()
        if len(hook.received) > len(times):
            times.append(yard.clock.moment - begun)
        due = yard.store.read_now(jobs.next_due)
        if due is None:
            break
        yard.clock.moment = max(yard.clock.moment, due)
    assert len(hook.received) == 10
    assert timedelta(hours=60) < times[-1] < timedelta(hours=84)
    assert all(later > earlier for earlier, later in pairwise(times))
    assert len({(came.body, came.headers["webhook-id"]) for came in hook.received}) == 1
    yard.later(days=30)
    yard.runner.drain()
    assert len(hook.received) == 10
    ((delivery, attempts),) = yard.log(endpoint)
    assert (delivery.state, len(attempts), attempts[-1].answer) == (DeliveryState.FAILED, 10, "not today")
    told = yard.store.read_now(lambda uow: events.of(uow, endpoint.organization_id, endpoint.id))
    assert [event.code for event in told] == ["webhook.created", "webhook.given_up"]


def test_a_receiver_that_recovers_gets_what_it_missed(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    hook.replies = [Reply(500), Reply(503), Reply(200)]
    yard.happen()
    yard.until(3, lambda: len(hook.received), timedelta(minutes=1))
    ((delivery, attempts),) = yard.log(endpoint)
    assert (delivery.state, [each.status for each in attempts]) == (DeliveryState.DELIVERED, [500, 503, 200])


def test_a_receiver_that_says_when_to_come_again_is_not_asked_before(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    hook.replies = [Reply(429, {"Retry-After": "3600"}), Reply(503, {"Retry-After": "99999999"}), Reply(200)]
    yard.happen()
    yard.runner.drain()
    begun = yard.clock.moment
    ((delivery, _),) = yard.log(endpoint)
    assert delivery.next_at == begun + timedelta(hours=1)
    yard.later(minutes=59)
    assert yard.runner.drain() == 0
    yard.later(minutes=1)
    assert yard.runner.drain() == 1
    ((delivery, _),) = yard.log(endpoint)
    assert delivery.next_at == yard.clock.moment + timedelta(days=1)


def test_a_receiver_that_is_gone_for_good_is_switched_off(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    hook.replies = [Reply(410)]
    yard.happen("First")
    yard.happen("Second")
    yard.runner.drain()
    yard.later(days=4)
    yard.runner.drain()
    assert len(hook.received) == 1
    now = yard.endpoint(endpoint)
    assert (now.enabled, now.disabled_reason) == (False, "the receiver answered 410 Gone")
    assert [delivery.state for delivery, _ in yard.log(endpoint)] == [DeliveryState.FAILED, DeliveryState.DROPPED]
    yard.act(endpoints.change, endpoint.id, WebhookPatch(enabled=True), yard.outside)
    assert yard.endpoint(endpoint).disabled_reason is None


def test_a_redirect_is_a_failure_and_is_not_followed(yard: Yard, hook: Receiver) -> None:
    with receiver() as elsewhere:
        endpoint = yard.listen(hook.url)
        hook.replies = [Reply(307, {"Location": elsewhere.url})]
        yard.happen()
        yard.runner.drain()
        assert elsewhere.received == []
    ((delivery, attempts),) = yard.log(endpoint)
    assert (delivery.state, attempts[0].status) == (DeliveryState.PENDING, 307)


def test_of_a_huge_answer_64_kib_are_kept(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    hook.replies = [Reply(200, body=b"x" * 20_000_000)]
    yard.happen()
    yard.runner.drain()
    ((delivery, attempts),) = yard.log(endpoint)
    assert (delivery.state, len(attempts[0].answer or "")) == (DeliveryState.DELIVERED, ANSWER_BYTES)


def test_a_receiver_that_is_not_there_is_tried_again(yard: Yard) -> None:
    with receiver() as gone:
        endpoint = yard.listen(gone.url)
    yard.happen()
    yard.runner.drain()
    ((delivery, attempts),) = yard.log(endpoint)
    assert (delivery.state, attempts[0].status) == (DeliveryState.PENDING, None)
    assert "refused" in (attempts[0].error or "").lower()


def test_a_slow_receiver_holds_up_nobody_else(yard: Yard, hook: Receiver) -> None:
    with receiver() as slow:
        slow.replies = [Reply(200, wait=3)]
        yard.listen(slow.url)
        yard.listen(hook.url)
        runner = yard.another_runner(worker_threads=6)
        for number in range(12):
            yard.happen(f"Supplier {number}")
        begun = time.monotonic()
        runner.start()
        hook.wait_for(12)
        assert time.monotonic() - begun < 3
        assert len(slow.received) <= 2
        runner.stop(10)


def test_two_workers_deliver_each_event_once(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    for number in range(40):
        yard.happen(f"Supplier {number}")
    runners = [yard.another_runner(), yard.another_runner()]
    for runner in runners:
        runner.start()
    hook.wait_for(40)
    time.sleep(0.2)
    for runner in runners:
        runner.stop(10)
    assert len({came.headers["webhook-id"] for came in hook.received}) == len(hook.received) == 40
    assert {delivery.state for delivery, _ in yard.log(endpoint)} == {DeliveryState.DELIVERED}


def test_a_delivery_can_be_sent_again_and_says_whose_copy_it_is(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    yard.happen()
    yard.runner.drain()
    ((first, _),) = yard.log(endpoint)
    again = yard.act(deliveries.resend, first.id)
    assert yard.runner.drain() == 1
    one, two = hook.received
    assert (again.resend_of, one.body, one.headers["webhook-id"]) == (first.id, two.body, two.headers["webhook-id"])
    yard.act(endpoints.change, endpoint.id, WebhookPatch(enabled=False), yard.outside)
    with pytest.raises(Conflict):
        yard.act(deliveries.resend, first.id)


def test_a_trial_can_be_sent(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url, ("order.sent",))
    yard.act(deliveries.test, endpoint.id)
    yard.runner.drain()
    told = Webhook(endpoint.fresh_secret or "").verify(hook.received[0].body, standard(hook.received[0].headers))
    assert (told["type"], told["data"]) == ("webhook.test", None)


def test_the_latest_event_of_a_name_can_be_told_again(yard: Yard, hook: Receiver) -> None:
    yard.listen(hook.url)
    yard.listen(f"{hook.url}/other", ("order.sent",))
    assert yard.act(deliveries.trigger, "supplier.created", yard.outside.dialects) != []
    supplier = yard.happen("The latest")
    asked = yard.act(deliveries.trigger, "supplier.created", yard.outside.dialects)
    assert [delivery.subject_id for delivery in asked] == [supplier.id]
    assert yard.act(deliveries.trigger, "order.sent", yard.outside.dialects) == []
    with pytest.raises(Invalid):
        yard.act(deliveries.trigger, "order.flown", yard.outside.dialects)
    yard.runner.drain()
    assert len(hook.received) == 3


def test_user_name_and_password_are_sent_when_the_webhook_has_them(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url, credentials=Credentials("dock", "s3cret"))
    yard.happen("First")
    yard.runner.drain()
    assert hook.received[0].headers["authorization"] == "Basic ZG9jazpzM2NyZXQ="
    yard.act(endpoints.change, endpoint.id, WebhookPatch(credentials=None), yard.outside)
    yard.happen("Second")
    yard.runner.drain()
    assert "authorization" not in hook.received[1].headers


def test_what_waits_for_a_deleted_webhook_is_dropped(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    yard.happen()
    yard.act(endpoints.delete, endpoint.id)
    assert yard.runner.drain() == 1
    assert hook.received == []
    with pytest.raises(NotFound):
        yard.endpoint(endpoint)


def test_old_deliveries_are_removed_with_their_attempts(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url)
    yard.happen("First")
    yard.runner.drain()
    yard.later(days=31)
    yard.happen("Second")
    yard.another_runner().drain()
    assert len(yard.log(endpoint)) == 1


def test_secrets_are_not_in_the_database_file(yard: Yard, hook: Receiver) -> None:
    endpoint = yard.listen(hook.url, secret="a-secret-of-the-client", credentials=Credentials("dock", "pass-of-dock"))
    rotated = yard.act(endpoints.rotate, endpoint.id)
    files = [path.read_bytes() for path in yard.store.path.parent.iterdir() if "sqlite3" in path.name]
    for secret in ("a-secret-of-the-client", "pass-of-dock", rotated.fresh_secret.removeprefix("whsec_")):
        assert not any(secret.encode() in content for content in files)


@pytest.mark.parametrize(
    ("url", "events", "more", "field"),
    [
        ("ftp://example.org/x", ("*",), {}, ("url",)),
        ("https://user:pw@example.org/x", ("*",), {}, ("url",)),
        ("https://example.org/x#part", ("*",), {}, ("url",)),
        ("https:///x", ("*",), {}, ("url",)),
        ("https://example.org/a b", ("*",), {}, ("url",)),
        ("https://example.org:0/", ("*",), {}, ("url",)),
        ("https://example.org:99999/", ("*",), {}, ("url",)),
        ("https://" + "x" * 2100, ("*",), {}, ("url",)),
        ("https://10.0.0.1/", ("*",), {}, ("url",)),
        ("https://[::ffff:10.0.0.1]/", ("*",), {}, ("url",)),
        ("https://example.org", (), {}, ("events",)),
        ("https://example.org", ("*", "order.flown"), {}, ("events", 1)),
        ("https://example.org", ("webhook.created",), {}, ("events", 0)),
        ("https://example.org", ("nothing.*",), {}, ("events", 0)),
        ("https://example.org", ("*",), {"form": "telex"}, ("form",)),
        ("https://example.org", ("*",), {"secret": "short"}, ("secret",)),
        ("https://example.org", ("*",), {"credentials": Credentials("a:b", "c")}, ("credentials", "username")),
    ],
)
def test_a_webhook_that_cannot_be_is_refused_by_field(
    yard: Yard, url: str, events: tuple[str, ...], more: dict[str, Any], field: tuple[str | int, ...]
) -> None:
    with pytest.raises(Invalid) as refused:
        yard.listen(url, events, **more)
    assert [each.path for each in refused.value.fields] == [field]


def test_an_organization_has_at_most_a_hundred_webhooks(yard: Yard) -> None:
    for number in range(100):
        yard.listen(f"https://example.org/{number}")
    with pytest.raises(Conflict):
        yard.listen("https://example.org/one-too-many")


def test_a_moment_in_the_payload_is_utc(yard: Yard, hook: Receiver) -> None:
    yard.listen(hook.url)
    yard.happen()
    yard.runner.drain()
    told = json.loads(hook.received[0].body)
    assert datetime.fromisoformat(told["timestamp"]) == yard.clock.moment
    assert told["timestamp"].endswith("Z")
