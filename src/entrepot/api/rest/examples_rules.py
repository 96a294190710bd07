"""The examples of rules: what is sent and what is answered."""

from typing import Any

from entrepot.api.rest.made_up import NOON, ORDER, ORGANIZATION, OTHER, made_up_id
from entrepot.api.rest.rules import rule_document, run_document, type_document
from entrepot.book.automation.rule import Rule, RuleAction, RuleCondition, RuleOutcome, RuleRun, RuleType
from entrepot.book.automation.vocabulary import VOCABULARY

_LIMIT = {"currency": "EUR", "value": "5000.00"}
NEW: dict[str, Any] = {
    "name": "Large orders wait",
    "type": "purchase_order",
    "conditions": [
        {"code": "event", "operator": "eq", "value": "created"},
        {"code": "total", "operator": "gt", "value": _LIMIT},
    ],
    "actions": [{"code": "ask_for_approval", "fields": {"reason": "Over 5,000"}}],
}
CHANGE: dict[str, Any] = {"enabled": False}


def _rule() -> Rule:
    conditions = tuple(
        RuleCondition(made_up_id(31 + place), each["code"], each["operator"], each["value"], NOON, NOON)
        for place, each in enumerate(NEW["conditions"])
    )
    (action,) = NEW["actions"]
    return Rule(
        organization_id=ORGANIZATION,
        id=OTHER,
        name=NEW["name"],
        type=RuleType.PURCHASE_ORDER,
        enabled=True,
        sort=10,
        warehouse_id=None,
        conditions=conditions,
        actions=(RuleAction(made_up_id(33), action["code"], action["fields"], NOON, NOON),),
        version=1,
        created_at=NOON,
        updated_at=NOON,
    )


def rule_answers() -> dict[str, Any]:
    """An example of everything about rules that is answered."""
    run = RuleRun(
        organization_id=ORGANIZATION,
        id=made_up_id(34),
        rule_id=OTHER,
        event_id=made_up_id(35),
        subject="order",
        subject_id=ORDER,
        outcome=RuleOutcome.FIRED,
        message="Because What happened is created; Total is 6100.00 EUR: asked for approval.",
        created_at=NOON,
    )
    return {
        "rule": rule_document(_rule()),
        "rule_run": run_document(run),
        "rule_type": type_document(VOCABULARY[RuleType.PURCHASE_ORDER]),
    }
