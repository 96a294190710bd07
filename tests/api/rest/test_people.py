"""People and keys as the one who looks after them sees them."""

from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes
from tests.makers import MOMENT, PASSWORD

LATER = (MOMENT + timedelta(days=1)).isoformat().replace("+00:00", "Z")
_count = iter(range(1000))


def user(api: Caller, **given: Any) -> dict[str, Any]:
    body = {"email": f"p{next(_count)}@harborrow.example", "role": "buyer", "password": PASSWORD, **given}
    made: dict[str, Any] = api.post("/users", body)
    return made


def signed_in(house: House, email: str, password: str = PASSWORD) -> Caller:
    made = house.client.post("/api/v1/sessions", json={"email": email, "password": password})
    assert made.status_code == 201, made.text
    return Caller(house.client, house.ours.world, made.json()["token"])


def test_a_new_user_signs_in_and_is_who_they_are(house: House, api: Caller) -> None:
    made = user(api, name="Liis")
    assert "password" not in str(made)
    me = signed_in(house, made["email"]).get("/me")
    assert (me["id"], me["role"], me["name"]) == (made["id"], "buyer", "Liis")
    assert api.get(f"/users/{made['id']}")["email"] == made["email"]
    assert made["id"] in {each["id"] for each in api.get("/users?role=buyer")["items"]}


def test_a_wrong_password_says_no_more_than_an_unknown_name(house: House, api: Caller) -> None:
    made = user(api)
    wrong = house.client.post("/api/v1/sessions", json={"email": made["email"], "password": "x"})
    nobody = house.client.post("/api/v1/sessions", json={"email": "nobody@harborrow.example", "password": "x"})
    assert wrong.status_code == nobody.status_code == 401
    assert wrong.json()["detail"] == nobody.json()["detail"]


def test_who_may_no_longer_come_in_is_out_at_once(house: House, api: Caller) -> None:
    made = user(api)
    caller = signed_in(house, made["email"])
    api.patch(f"/users/{made['id']}", {"active": False}, made["version"])
    caller.get("/me", 401)


def test_a_new_password_ends_every_session(house: House, api: Caller) -> None:
    made = user(api)
    caller = signed_in(house, made["email"])
    changed = api.patch(f"/users/{made['id']}", {"password": "another long one"}, made["version"])
    assert changed["version"] == made["version"] + 1
    caller.get("/me", 401)
    signed_in(house, made["email"], "another long one").get("/me")


def test_people_see_and_end_their_own_sessions_only(house: House, api: Caller) -> None:
    email, other = user(api)["email"], user(api)["email"]
    here, there, stranger = signed_in(house, email), signed_in(house, email), signed_in(house, other)
    mine = here.get("/sessions")["items"]
    assert len(mine) == 2
    assert all("token" not in each for each in mine)
    stranger.post(f"/sessions/{mine[1]['id']}/end", status=404)
    there.get("/me")
    assert here.post(f"/sessions/{mine[1]['id']}/end", status=200)["ended_at"] is not None
    there.get("/me", 401)
    assert [each["id"] for each in here.get("/sessions")["items"]] == [mine[0]["id"]]
    assert api.get("/sessions")["items"] == []


def test_a_key_is_shown_once_and_works_until_it_is_revoked(house: House, api: Caller) -> None:
    made = api.post("/keys", {"name": "Shop", "role": "viewer", "expires_at": LATER})
    shop = Caller(house.client, house.ours.world, made["secret"])
    assert shop.get("/me")["role"] == "viewer"
    shown = api.get(f"/keys/{made['id']}")
    assert "secret" not in shown
    assert shown["prefix"] == made["secret"][: len(shown["prefix"])]
    assert made["secret"] not in house.client.get("/api/v1/keys", headers=api.headers).text
    assert api.post(f"/keys/{made['id']}/revoke", status=200)["active"] is False
    shop.get("/me", 401)


def test_the_answer_that_shows_a_key_is_the_same_when_asked_again(api: Caller) -> None:
    first = api.post("/keys", {"name": "Again"}, key="make-a-key")
    assert api.post("/keys", {"name": "Again"}, key="make-a-key") == first
    assert api.post("/keys", {"name": "Try"}, 200, params={"dry_run": "true"})["secret"] is None


def test_scopes_narrow_a_key_and_say_so(house: House, api: Caller) -> None:
    made = api.post("/keys", {"role": "buyer", "scopes": ["orders.read"]})
    shop = Caller(house.client, house.ours.world, made["secret"])
    assert shop.get("/me")["rights"] == ["orders.read"]
    refused = shop.get("/suppliers", 403)
    assert "scopes" in refused["detail"]
    assert "suppliers.read" in refused["detail"]


def test_a_key_is_accepted_from_its_addresses_only(house: House, api: Caller) -> None:
    secret = api.post("/keys", {"addresses": ["203.0.113.0/24", "2001:db8::/32"]})["secret"]
    headers = {"Authorization": f"Bearer {secret}"}
    seen = {}
    for address in ("203.0.113.9", "::ffff:203.0.113.9", "2001:db8::5", "198.51.100.1", "testclient"):
        client = TestClient(house.client.app, client=(address, 4000))
        seen[address] = client.get("/api/v1/me", headers=headers).status_code
    assert seen == {
        "203.0.113.9": 200,
        "::ffff:203.0.113.9": 200,
        "2001:db8::5": 200,
        "198.51.100.1": 401,
        "testclient": 401,
    }


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"addresses": ["harbour"]}, ("/addresses/0", "key.network")),
        ({"role": "viewer", "scopes": ["orders.write"]}, ("/scopes", "key.scope")),
        ({"role": "supplier"}, ("/role", "user.supplier")),
        ({"expires_at": "2001-01-01T00:00:00Z"}, ("/expires_at", "field.range")),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(api: Caller, body: dict[str, Any], wrong: tuple[str, str]) -> None:
    assert wrong in codes(api.post("/keys", body, 422))


def test_nobody_gives_more_than_they_have(house: House, api: Caller) -> None:
    secret = api.post("/keys", {"role": "admin", "scopes": ["people.read", "people.write", "orders.read"]})["secret"]
    clerk = Caller(house.client, house.ours.world, secret)
    assert clerk.post("/keys", {"role": "viewer"}, 403)["code"] == "right.beyond"
    clerk.post("/keys", {"role": "viewer", "scopes": ["orders.read"]})
    body = {"email": "boss@harborrow.example", "role": "admin", "password": PASSWORD}
    assert clerk.post("/users", body, 403)["code"] == "right.beyond"
    clerk.patch(f"/users/{api.world.user.id}", {"password": "mine from now on"}, 1, 403)


def test_only_those_who_look_after_people_see_them(house: House) -> None:
    viewer = house.as_role(Role.VIEWER)
    for path in ("/users", "/keys", f"/keys/{house.ours.world.key.id}"):
        viewer.get(path, 403)
    viewer.post("/keys", {}, 403)
    viewer.post("/users", {"email": "x@harborrow.example", "role": "viewer", "password": PASSWORD}, 403)


def test_a_right_explains_itself(house: House, api: Caller) -> None:
    viewer = house.as_role(Role.VIEWER)
    said = viewer.get("/can?action=orders.write")
    assert said["allowed"] is False
    assert said["code"] == "right.missing"
    assert said["roles"] == ["admin", "buyer"]
    assert "role viewer" in said["reason"]
    assert api.get("/can?action=orders.write")["allowed"] is True
    order = api.order()
    assert api.get(f"/can?action=send&object={order['id']}")["allowed"] is True
    api.step(order, "send")
    said = api.get(f"/can?action=send&object={order['id']}")
    assert (said["allowed"], said["code"]) == (False, "order.move_refused")
    assert "is sent" in said["reason"]
    assert api.get("/can?action=fly", 422)["code"] == "action.unknown"
    theirs = house.theirs.order()
    api.get(f"/can?action=send&object={theirs['id']}", 404)
