"""Following what happens over the native API."""

import threading
from time import monotonic

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes


def test_a_reader_that_goes_on_from_the_last_number_misses_nothing(api: Caller, theirs: Caller) -> None:
    seen, after = [], 0
    api.order(number="FEED-1")
    theirs.order(number="FEED-X")
    while items := api.get(f"/events?after={after}&limit=7")["items"]:
        seen += items
        after = items[-1]["sequence"]
    assert [event["sequence"] for event in seen] == list(range(1, len(seen) + 1))
    assert "order.created" in {event["code"] for event in seen}
    assert "FEED-X" not in str(seen)
    quiet = api.get(f"/events?after={after}")
    assert quiet == {"items": [], "next": after}
    api.step(api.order(number="FEED-2"), "send")
    news = api.get(f"/events?after={after}")["items"]
    assert [event["code"] for event in news][-2:] == ["order.created", "order.sent"]
    assert news[0]["sequence"] == after + 1


def test_who_waits_is_answered_when_something_happens(api: Caller) -> None:
    after = api.get("/events?limit=200&after=0")["next"]
    while (following := api.get(f"/events?limit=200&after={after}")["next"]) != after:
        after = following
    later = threading.Timer(0.3, api.order)
    began = monotonic()
    later.start()
    found = api.get(f"/events?after={after}&wait=20")["items"]
    later.join()
    assert found
    assert monotonic() - began < 15


def test_the_record_verifies_itself(api: Caller) -> None:
    api.order()
    api.get("/events")
    audit = api.get("/audit/verify")
    assert (audit["ok"], audit["fault"]) == (True, None)
    assert audit["verified"] > 0


def test_the_whole_record_is_not_for_everybody(house: House) -> None:
    for role in (Role.VIEWER, Role.RECEIVER):
        house.as_role(role).get("/events", 403)
        house.as_role(role).get("/audit/verify", 403)


def test_a_wait_is_not_endless(api: Caller) -> None:
    assert ("wait", "field.range") in codes(api.get("/events?wait=26", 422))
    assert ("after", "field.range") in codes(api.get("/events?after=-1", 422))
