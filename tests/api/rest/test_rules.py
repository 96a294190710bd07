"""Rules at the native door."""

from typing import Any

from tests.api.rest.caller import Caller, codes, fresh

RULE: dict[str, Any] = {
    "name": "Large orders wait",
    "type": "purchase_order",
    "conditions": [
        {"code": "event", "operator": "eq", "value": "created"},
        {"code": "total", "operator": "gt", "value": {"currency": "EUR", "value": 5000.5}},
    ],
    "actions": [{"code": "hold", "fields": {"reason": "Over 5,000"}}],
}


def without_ids(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in part.items() if name != "id"} for part in parts]


def test_a_rule_comes_back_as_it_was_sent(api: Caller) -> None:
    rule = api.post("/rules", RULE)
    assert without_ids(rule["conditions"]) == RULE["conditions"]
    assert without_ids(rule["actions"]) == RULE["actions"]
    assert api.get(f"/rules/{rule['id']}") == rule
    kept = api.patch(f"/rules/{rule['id']}", {"actions": []}, 1)
    assert (kept["actions"], without_ids(kept["conditions"])) == ([], RULE["conditions"])
    assert api.get(f"/rules/{rule['id']}/runs") == {"items": [], "next": None}


def test_everything_wrong_with_a_rule_is_named(api: Caller) -> None:
    body = {
        **RULE,
        "conditions": [{"code": "colour", "operator": "eq", "value": "red"}, {"code": "total", "operator": "in"}],
        "actions": [{"code": "hold", "fields": {"why": "x"}}],
    }
    assert codes(api.post("/rules", body, 422)) == {
        ("/conditions/0/code", "rule.condition"),
        ("/conditions/1/operator", "rule.operator"),
        ("/conditions/1/value", "field.required"),
        ("/actions/0/fields/why", "rule.field"),
        ("/actions/0/fields/reason", "rule.field"),
    }


def test_every_type_says_what_it_can_compare_and_do(api: Caller) -> None:
    types = {each["type"]: each for each in api.get("/rule-types")["items"]}
    assert types["purchase_order"]["runs"] is True
    assert types["order"] == {"type": "order", "name": "Sales order", "runs": False, "conditions": [], "actions": []}
    (send,) = [each for each in types["purchase_order"]["actions"] if each["code"] == "send"]
    assert send == {"code": "send", "name": "Send to the supplier", "fields": []}


def test_rules_are_listed_in_the_order_they_run(api: Caller) -> None:
    names = [fresh("Rule") for _ in range(3)]
    for sort, name in zip((-10, -30, -20), names, strict=True):
        api.post(
            "/rules", {**RULE, "type": "goods_receipt", "conditions": [], "actions": [], "name": name, "sort": sort}
        )
    listed = [each["name"] for each in api.get("/rules?type=goods_receipt&limit=200")["items"]]
    assert [name for name in listed if name in names] == [names[1], names[2], names[0]]


def test_a_rule_tried_out_is_not_kept(api: Caller) -> None:
    would = api.post("/rules", {**RULE, "name": fresh("Trial")}, 200, params={"dry_run": "true"})
    assert (would["dry_run"], would["id"], len(would["events"])) == (True, None, 1)
    assert would["name"] not in {each["name"] for each in api.get("/rules?limit=200")["items"]}


def test_a_rule_is_changed_from_the_version_that_was_read_and_deleted(api: Caller) -> None:
    one = f"/rules/{api.post('/rules', RULE)['id']}"
    assert api.patch(one, {"enabled": False}, 8, 412)["code"] == "version.stale"
    assert api.patch(one, {"enabled": False}, 1)["enabled"] is False
    assert api.call("DELETE", one, headers={"If-Match": '"2"'}).status_code == 204
    assert api.call("GET", one).json()["code"] == "rule.unknown"
    assert api.call("GET", f"{one}/runs").json()["code"] == "rule.unknown"
