"""Saved views: whose they are, who sees them, and the orders they list."""

from typing import Any

import pytest

from entrepot.book.people.rights import Role
from tests.api.rest.caller import Caller, House, codes, fresh


def view(api: Caller, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = api.post("/views", {"name": fresh("View"), **more})
    return made


def numbers(api: Caller, made: dict[str, Any], **params: Any) -> list[str]:
    return [order["number"] for order in api.get(f"/views/{made['id']}/orders", params=params)["items"]]


def test_a_view_lists_what_the_same_parameters_of_the_list_do(api: Caller) -> None:
    word = fresh("HARBOUR")
    draft = api.order(title=word, number=fresh("A"))
    sent = api.step(api.order(title=word, number=fresh("B")), "send")
    by_word = view(api, filters={"q": word}, sort="number")
    assert numbers(api, by_word) == [draft["number"], sent["number"]]
    assert numbers(api, view(api, filters={"q": word, "status": "sent"})) == [sent["number"]]
    assert numbers(api, view(api, filters={"q": word, "status": ["draft", "sent"]}, sort="-number")) == [
        sent["number"],
        draft["number"],
    ]
    for filters in (
        {"supplier_id": api.supplier},
        {"created_from": "2020-01-01"},
        {"held": False},
        {"exported": False},
    ):
        assert len(numbers(api, view(api, filters={"q": word, **filters}))) == 2
    for filters in ({"created_to": "2020-01-01"}, {"exported": True}, {"shipped": "full"}, {"tag": "nobodys"}):
        assert numbers(api, view(api, filters={"q": word, **filters})) == []


def test_the_orders_of_a_view_come_in_pages_until_the_view_changes(api: Caller) -> None:
    word = fresh("QUAY")
    for letter in "ABC":
        api.order(title=word, number=fresh(letter))
    made = view(api, filters={"q": word}, sort="number")
    first = api.get(f"/views/{made['id']}/orders", params={"limit": 2})
    assert len(first["items"]) == 2
    rest = api.get(f"/views/{made['id']}/orders", params={"limit": 2, "cursor": first["next"]})
    assert (len(rest["items"]), rest["next"]) == (1, None)
    api.patch(f"/views/{made['id']}", {"sort": "-number"}, 1)
    assert codes(api.get(f"/views/{made['id']}/orders", 422, params={"cursor": first["next"]})) == {
        ("cursor", "cursor.invalid")
    }


@pytest.mark.parametrize(
    "filters",
    [{"colour": 1}, {"status": "lost"}, {"status": []}, {"supplier_id": "me"}, {"held": "yes"}, {"due_to": "soon"}],
)
def test_a_filter_that_the_list_does_not_know_is_refused(api: Caller, filters: dict[str, Any]) -> None:
    (name,) = filters
    problem = api.post("/views", {"name": "Wrong", "filters": filters}, 422)
    assert codes(problem) == {(f"/filters/{name}", "view.filter")}


def test_a_sort_that_the_list_does_not_know_is_refused(api: Caller) -> None:
    assert codes(api.post("/views", {"name": "Wrong", "sort": "-colour"}, 422)) == {("/sort", "view.sort")}


def test_a_view_is_its_makers_own_until_it_is_shared(house: House) -> None:
    api = house.ours
    other = house.as_role(Role.BUYER)
    made = view(api)
    one = f"/views/{made['id']}"
    assert other.get(one, 404)["code"] == "view.unknown"
    assert other.get(f"{one}/orders", 404)["code"] == "view.unknown"
    assert made["id"] not in [each["id"] for each in other.get("/views", params={"limit": 200})["items"]]
    api.patch(one, {"shared": True}, 1)
    assert other.get(one)["owner"] == made["owner"]
    assert made["id"] in [each["id"] for each in other.get("/views", params={"limit": 200})["items"]]


def test_a_viewer_keeps_views_but_neither_shares_them_nor_touches_shared_ones(house: House) -> None:
    viewer = house.as_role(Role.VIEWER)
    own = view(viewer)
    assert viewer.patch(f"/views/{own['id']}", {"shared": True}, 1, 403)["code"] == "right.missing"
    assert viewer.post("/views", {"name": "Shared", "shared": True}, 403)["code"] == "right.missing"
    shared = view(house.ours, shared=True)
    assert viewer.patch(f"/views/{shared['id']}", {"name": "Mine now"}, 1, 403)["code"] == "right.missing"
    assert viewer.delete(f"/views/{shared['id']}", 1, 403)["code"] == "right.missing"
    viewer.delete(f"/views/{own['id']}", 1)
    assert viewer.get(f"/views/{own['id']}", 404)["code"] == "view.unknown"
