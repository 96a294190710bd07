"""Rules through Pack's door, on the organization's side and on a warehouse's."""

from typing import Any

import pytest

from tests.dialects.pack.desk import NOWHERE, Wire

RULE = {"name": "Large orders wait", "type": "purchase_order"}
OVER_5000 = {"code": "total", "operator": "gt", "value": {"currency": "EUR", "value": "5000.00"}}
HOLD = {"code": "hold", "fields": {"reason": "Over 5,000"}}


@pytest.fixture(params=["organization", "warehouse"])
def side(wire: Wire, request: pytest.FixtureRequest) -> str:
    """The path of one side."""
    own = wire.me.organization if request.param == "organization" else wire.me.warehouse
    return f"/v1/{request.param}s/{own}"


def rule_at(wire: Wire, side: str, **changes: Any) -> Any:
    return wire.post(f"{side}/rules", {**RULE, **changes})


def test_a_rule_is_made_read_changed_and_deleted(wire: Wire, side: str) -> None:
    rule = rule_at(wire, side)
    assert rule == {
        **RULE,
        "id": rule["id"],
        "enabled": True,
        "sort": 10,
        "created_at": rule["created_at"],
        "updated_at": rule["updated_at"],
    }
    second = rule_at(wire, side, name="Second", enabled=False)
    assert (second["sort"], second["enabled"]) == (20, False)
    path = f"{side}/rules/{rule['id']}"
    assert wire.get(path) == rule
    changed = wire.put(path, {"sort": 30, "name": None})
    assert (changed["sort"], changed["name"]) == (30, RULE["name"])
    assert [each["id"] for each in wire.get(f"{side}/rules?sort=sort")] == [second["id"], rule["id"]]
    assert [each["id"] for each in wire.get(f"{side}/rules?sort=-created_at")] == [second["id"], rule["id"]]
    assert wire.call("DELETE", path).status_code == 204
    wire.refused(404, "GET", path)
    assert [each["id"] for each in wire.get(f"{side}/rules")] == [second["id"]]


def test_conditions_and_actions_are_kept_one_by_one(wire: Wire, side: str) -> None:
    path = f"{side}/rules/{rule_at(wire, side)['id']}"
    condition = wire.post(f"{path}/conditions", OVER_5000)
    assert condition == {**OVER_5000, **{name: condition[name] for name in ("id", "created_at", "updated_at")}}
    action = wire.post(f"{path}/actions", HOLD)
    assert action == {**HOLD, **{name: action[name] for name in ("id", "created_at", "updated_at")}}
    own = f"{path}/conditions/{condition['id']}"
    assert wire.get(own) == condition
    lower = wire.put(own, {"operator": "gte", "value": {"currency": "EUR", "value": 4000.5}})
    assert (lower["id"], lower["operator"], lower["value"]) == (
        condition["id"],
        "gte",
        {"currency": "EUR", "value": 4000.5},
    )
    assert wire.get(f"{path}/conditions") == [lower]
    own_action = f"{path}/actions/{action['id']}"
    assert wire.put(own_action, {"fields": {"reason": "Wait"}})["fields"] == {"reason": "Wait"}
    assert wire.get(own_action)["code"] == "hold"
    assert len(wire.get(f"{path}/actions")) == 1
    for part in (own, own_action):
        assert wire.call("DELETE", part).status_code == 204
        wire.refused(404, "GET", part)
        wire.refused(404, "PUT", part, {})
        wire.refused(404, "DELETE", part)


def test_types_say_what_can_be_compared_and_done(wire: Wire, side: str) -> None:
    types = {each["code"]: each for each in wire.get(f"{side}/rule-types")}
    assert list(types) == [
        "purchase_order",
        "goods_receipt",
        "order",
        "return_receipt_completed",
        "return_refund_create",
        "return_request_gatekeeper",
    ]
    shown = wire.get(f"{side}/rule-types/purchase_order")
    assert shown == types["purchase_order"]
    (total,) = [each for each in shown["conditions"] if each["code"] == "total"]
    assert (total["type"], total["operators"]) == ("money", ["eq", "ne", "gt", "gte", "lt", "lte"])
    (hold,) = [each for each in shown["actions"] if each["code"] == "hold"]
    assert hold["fields"] == [
        {"key": "reason", "title": "Reason", "data_type": "string", "type": "text", "default": None, "options": []}
    ]
    assert (types["order"]["conditions"], types["order"]["actions"]) == ([], [])
    wire.refused(404, "GET", f"{side}/rule-types/invoice")


@pytest.mark.parametrize(
    ("part", "body", "fields"),
    [
        ("", {}, ["name", "type"]),
        ("", {"name": " ", "type": "purchase_order", "sort": 10**9}, ["name", "sort"]),
        ("", {**RULE, "type": "invoice", "enabled": "yes"}, ["enabled", "type"]),
        ("conditions", {}, ["code", "operator", "value"]),
        ("conditions", {**OVER_5000, "code": "colour"}, ["code"]),
        ("conditions", {**OVER_5000, "operator": "contains"}, ["operator"]),
        ("conditions", {**OVER_5000, "value": 5000}, ["value"]),
        ("actions", {}, ["code"]),
        ("actions", {"code": "explode"}, ["code"]),
        ("actions", {"code": "hold"}, ["fields.reason"]),
        ("actions", {"code": "send", "fields": {"when": "now"}}, ["fields.when"]),
    ],
)
def test_a_wrong_field_of_a_rule_is_named(
    wire: Wire, side: str, part: str, body: dict[str, Any], fields: list[str]
) -> None:
    path = f"{side}/rules"
    if part:
        path = f"{path}/{rule_at(wire, side)['id']}/{part}"
    assert wire.wrong_fields("POST", path, body) == fields
    if part:
        assert wire.get(path) == []


def test_rules_about_sales_orders_are_kept_as_they_are(wire: Wire, side: str) -> None:
    path = f"{side}/rules/{rule_at(wire, side, type='order')['id']}"
    condition = wire.post(f"{path}/conditions", {"code": "shop", "operator": "eq", "value": ["a", 1, None]})
    assert condition["value"] == ["a", 1, None]
    assert wire.post(f"{path}/actions", {"code": "pick_first"})["fields"] == {}
    assert wire.wrong_fields("POST", f"{path}/conditions", {"code": "x", "operator": "?", "value": 1}) == ["operator"]


def test_rules_stay_in_their_place(wire: Wire, side: str) -> None:
    own, other = f"/v1/organizations/{wire.me.organization}", f"/v1/warehouses/{wire.me.warehouse}"
    elsewhere = other if side == own else own
    rule = rule_at(wire, side)
    unknown = wire.refused(404, "GET", f"{side}/rules/{NOWHERE}")
    assert wire.refused(404, "GET", f"{elsewhere}/rules/{rule['id']}") == unknown
    assert wire.refused(404, "PUT", f"{elsewhere}/rules/{rule['id']}", {"name": "x"}) == unknown
    assert wire.refused(404, "POST", f"{elsewhere}/rules/{rule['id']}/actions", HOLD) == unknown
    assert wire.get(f"{elsewhere}/rules") == []
    theirs = f"/v1/organizations/{wire.neighbour.organization}/rules/{rule['id']}"
    assert wire.refused(404, "GET", theirs, token=wire.neighbour.token) == unknown
    wire.refused(403, "POST", f"{side}/rules", RULE, token=wire.me.reader_token)
    wire.refused(403, "DELETE", f"{side}/rules/{rule['id']}", token=wire.me.reader_token)
