"""Conditions of rules: what holds for which facts, and why, in words."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from entrepot.book.automation.checking import check_rule
from entrepot.book.automation.judging import judge
from entrepot.book.automation.rule import Rule, RuleAction, RuleCondition, RuleType
from entrepot.book.automation.vocabulary import VOCABULARY
from entrepot.book.values.money import Money
from entrepot.errors import Invalid
from tests.makers import MOMENT

FACTS: dict[str, object] = {
    "event": "sent",
    "status": "sent",
    "total": Money(Decimal("1200.50"), "EUR"),
    "currency": "EUR",
    "supplier_name": "Brightwater Paper",
    "title": None,
    "tags": ("rush", "spring"),
    "line_count": Decimal(3),
    "is_held": False,
}


def rule(*conditions: tuple[str, str, object], actions: tuple[tuple[str, dict[str, object]], ...] = ()) -> Rule:
    return Rule(
        organization_id=UUID(int=1),
        id=UUID(int=2),
        name="Watch",
        type=RuleType.PURCHASE_ORDER,
        enabled=True,
        sort=10,
        warehouse_id=None,
        conditions=tuple(RuleCondition(UUID(int=3), *each, MOMENT, MOMENT) for each in conditions),
        actions=tuple(RuleAction(UUID(int=4), code, fields, MOMENT, MOMENT) for code, fields in actions),
        version=1,
        created_at=MOMENT,
        updated_at=MOMENT,
    )


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (("status", "eq", "sent"), True),
        (("status", "ne", "sent"), False),
        (("status", "in", ["draft", "sent"]), True),
        (("total", "gt", {"currency": "EUR", "value": "1200.49"}), True),
        (("total", "gte", {"currency": "EUR", "value": "1200.5"}), True),
        (("total", "lt", {"currency": "EUR", "value": 1200.5}), False),
        (("total", "gt", {"currency": "USD", "value": "1"}), False),
        (("total", "ne", {"currency": "USD", "value": "1200.50"}), True),
        (("supplier_name", "contains", "WATER"), True),
        (("supplier_name", "starts_with", " brightwater"), True),
        (("supplier_name", "not_contains", "paper"), False),
        (("supplier_name", "in", ["brightwater paper", "Other"]), True),
        (("title", "eq", "anything"), False),
        (("title", "ne", "anything"), True),
        (("tags", "contains", "RUSH"), True),
        (("tags", "not_contains", "rush"), False),
        (("tags", "not_contains", "summer"), True),
        (("line_count", "lte", "3"), True),
        (("line_count", "gt", 3), False),
        (("is_held", "eq", False), True),
        (("is_held", "eq", True), False),
    ],
)
def test_a_condition_holds_as_the_desk_reads_it(condition: tuple[str, str, object], holds: bool) -> None:
    check_rule(rule(condition))
    assert judge(rule(condition), FACTS).holds is holds


def test_all_conditions_have_to_hold_and_each_is_named() -> None:
    both = rule(("event", "eq", "sent"), ("total", "gt", {"currency": "EUR", "value": 1000}))
    verdict = judge(both, FACTS)
    assert (verdict.holds, verdict.why) == (True, "What happened is sent; Total is 1200.50 EUR")
    assert not judge(rule(("event", "eq", "sent"), ("currency", "eq", "USD")), FACTS).holds
    assert judge(rule(), FACTS).why == "it has no conditions"


@pytest.mark.parametrize(
    ("conditions", "actions", "paths"),
    [
        ([("colour", "eq", "red")], [], [("conditions", 0, "code")]),
        ([("status", "gt", "sent")], [], [("conditions", 0, "operator")]),
        ([("status", "eq", "lost")], [], [("conditions", 0, "value")]),
        ([("status", "in", "sent")], [], [("conditions", 0, "value")]),
        ([("is_held", "eq", "yes")], [], [("conditions", 0, "value")]),
        ([("total", "gt", 100)], [], [("conditions", 0, "value")]),
        ([("total", "gt", {"currency": "XXL", "value": 1})], [], [("conditions", 0, "value")]),
        ([("line_count", "gt", "1e400")], [], [("conditions", 0, "value")]),
        ([("line_count", "gt", "NaN")], [], [("conditions", 0, "value")]),
        ([("title", "contains", " ")], [], [("conditions", 0, "value")]),
        ([], [("explode", {})], [("actions", 0, "code")]),
        ([], [("hold", {})], [("actions", 0, "fields", "reason")]),
        ([], [("send", {"when": "now"})], [("actions", 0, "fields", "when")]),
        ([], [("add_note", {"text": "x", "where": "wall"})], [("actions", 0, "fields", "where")]),
        ([("colour", "eq", "red")], [("hold", {})], [("conditions", 0, "code"), ("actions", 0, "fields", "reason")]),
    ],
)
def test_everything_wrong_with_a_rule_is_named(conditions: Any, actions: Any, paths: Any) -> None:
    with pytest.raises(Invalid) as refused:
        check_rule(rule(*conditions, actions=tuple(actions)))
    assert [field.path for field in refused.value.fields] == paths


def test_every_word_of_the_vocabulary_has_a_name_and_ways_to_compare() -> None:
    for vocabulary in VOCABULARY.values():
        assert all(fact.name and fact.operators for fact in vocabulary.facts)
        assert vocabulary.open is (not vocabulary.facts)


@pytest.mark.parametrize("days", [14, "14", -3, Decimal(3650)])
def test_a_due_date_lies_a_whole_number_of_days_away(days: object) -> None:
    check_rule(rule(actions=(("set_due_date", {"days": days}),)))


@pytest.mark.parametrize("days", [2.5, "soon", 3651, -3651, 1e14, True])
def test_a_due_date_no_calendar_has_is_refused_with_the_rule(days: object) -> None:
    with pytest.raises(Invalid) as refusal:
        check_rule(rule(actions=(("set_due_date", {"days": days}),)))
    assert [field.path for field in refusal.value.fields] == [("actions", 0, "fields", "days")]
