"""Tags: made, changed, listed and deleted, and what becomes of them on orders."""

from typing import Any

import pytest

from tests.dialects.shipwell.desk import Wire, errors_of, new_order


def tag(wire: Wire, name: str = "Cold dock", **changes: Any) -> dict[str, Any]:
    status, body = wire("POST", "/tags", {"name": name, "color": "#1f6feb", "status": "ACTIVE", **changes})
    assert status == 201, body
    return dict(body)


def test_a_tag_is_made_read_and_changed_and_keeps_its_slug(wire: Wire) -> None:
    made = tag(wire, description="Keep below 8 °C")
    shown = {name: value for name, value in made.items() if name not in {"id", "created_at", "updated_at"}}
    assert shown == {
        "name": "Cold dock", "slug": "cold-dock", "color": "#1f6feb", "status": "ACTIVE",
        "description": "Keep below 8 °C", "deleted_at": None,
    }  # fmt: skip
    assert wire("GET", f"/tags/{made['id']}/") == (200, made)
    status, changed = wire("PUT", f"/tags/{made['id']}", {"name": "Warm dock", "color": "#09F", "status": "INACTIVE"})
    assert status == 200
    assert (changed["name"], changed["slug"], changed["color"]) == ("Warm dock", "cold-dock", "#09F")
    assert (changed["status"], changed["description"]) == ("INACTIVE", "Keep below 8 °C")
    cleared = wire("PUT", f"/tags/{made['id']}", {**changed, "description": None})[1]
    assert cleared["description"] is None


def test_tags_of_one_name_get_slugs_of_their_own(wire: Wire) -> None:
    slugs = [tag(wire, name)["slug"] for name in ("Très  Urgent!", "tres urgent", "Tres-Urgent")]
    assert slugs[0] == "tres-urgent"
    assert len(set(slugs)) == 3
    assert all(slug.startswith("tres-urgent-") for slug in slugs[1:])


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "n" * 300}, "/name"),
        ({"name": None}, "/name"),
        ({"color": "blue"}, "/color"),
        ({"color": "#12345"}, "/color"),
        ({"status": "GONE"}, "/status"),
        ({"description": "d" * 513}, "/description"),
    ],
)
def test_a_wrong_tag_is_refused(wire: Wire, changes: dict[str, Any], pointer: str) -> None:
    made = tag(wire)
    for method, path in (("POST", "/tags"), ("PUT", f"/tags/{made['id']}")):
        body = {"name": "n", "color": "#123", "status": "ACTIVE", **changes}
        status, answer = wire(method, path, body)
        assert (status, errors_of(answer)) == (400, [(pointer, None)])


def test_tags_are_listed_and_filtered(wire: Wire) -> None:
    cold, late = tag(wire, "Cold dock"), tag(wire, "Late", status="INACTIVE")

    def names(query: str) -> list[str]:
        status, body = wire("GET", f"/tags/?{query}&order_by=name")
        assert status == 200, body
        return [each["name"] for each in body["data"]]

    cases = {
        "": ["Cold dock", "Late"],
        "q=DOCK": ["Cold dock"],
        "status=INACTIVE": ["Late"],
        f"id={cold['id']}": ["Cold dock"],
        f"id__in={cold['id']},{late['id']}": ["Cold dock", "Late"],
        "id=nonsense": [],
        "name=Late": ["Late"],
        "name__in=Late,Cold dock": ["Cold dock", "Late"],
        "name__contains=dock": ["Cold dock"],
        "slug=late": ["Late"],
        "slug__in=late,cold-dock": ["Cold dock", "Late"],
        "slug__contains=old-": ["Cold dock"],
    }
    assert {query: names(query) for query in cases} == cases
    page = wire("GET", "/tags?limit=1")[1]
    assert (page["count"], page["total_count"], page["data"][0]["name"]) == (1, 2, "Late")
    assert page["links"]["next"].endswith("/shipwell/tags?limit=1&page=2")
    for query, parameter in (("status=active", "status"), ("order_by=color", "order_by"), ("limit=0", "limit")):
        status, body = wire("GET", f"/tags?{query}")
        assert (status, errors_of(body)) == (400, [(None, parameter)])


def test_an_order_takes_tags_by_id_by_slug_or_as_shown_and_merges_doubles(wire: Wire) -> None:
    cold, late = tag(wire), tag(wire, "Late")
    shown = {name: cold[name] for name in ("id", "name", "slug", "color")}
    order = wire.create(tags=[cold["id"], "cold-dock", shown, late["id"].lower()])
    assert [each["slug"] for each in order["tags"]] == ["cold-dock", "late"]
    assert order["tags"][0] == shown


def test_a_deleted_tag_leaves_lists_and_orders(wire: Wire) -> None:
    cold = tag(wire)
    order = wire.create(tags=["cold-dock"])
    assert wire("DELETE", f"/tags/{cold['id']}") == (204, None)
    assert wire("GET", f"/tags/{cold['id']}")[0] == 404
    assert wire("DELETE", f"/tags/{cold['id']}")[0] == 404
    assert wire("GET", "/tags")[1]["total_count"] == 0
    assert wire("GET", f"/orders/{order['id']}")[1]["tags"] == []
    assert wire("GET", "/orders?tags__slug__in=cold-dock")[1]["data"] == []
    status, body = wire("POST", "/orders", new_order(tags=["cold-dock"]))
    assert (status, errors_of(body)) == (400, [("/tags/0", None)])


def test_an_inactive_tag_stays_but_is_not_added(wire: Wire) -> None:
    cold = tag(wire)
    order = wire.create(tags=[cold["id"]])
    wire("PUT", f"/tags/{cold['id']}", {**cold, "status": "INACTIVE"})
    status, body = wire("POST", "/orders", new_order(tags=["cold-dock"]))
    assert (status, errors_of(body)) == (400, [("/tags/0", None)])
    change = {"order_number": order["order_number"], "tags": [cold["id"]], "name": "kept"}
    status, kept = wire("PUT", f"/orders/{order['id']}", change)
    assert (status, [each["slug"] for each in kept["tags"]]) == (200, ["cold-dock"])


def test_another_organizations_tags_do_not_exist(wire: Wire) -> None:
    cold = tag(wire)
    stranger = f"Token {wire.other.key}"
    for method, body in (("GET", None), ("PUT", cold), ("DELETE", None)):
        assert wire(method, f"/tags/{cold['id']}", body, token=stranger)[0] == 404
    assert wire("GET", "/tags", token=stranger)[1]["data"] == []
    assert wire("POST", "/orders", new_order(tags=[cold["id"]]), token=stranger)[0] == 400
