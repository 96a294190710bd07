"""Rules as Pack's clients send them, in the book's words."""

from uuid import UUID

from entrepot.book.automation.draft import ActionDraft, ConditionDraft, RuleDraft, RulePatch
from entrepot.book.automation.errors import RULE_TYPE_UNKNOWN
from entrepot.book.automation.rule import RuleAction, RuleCondition, RuleType
from entrepot.book.automation.vocabulary import VOCABULARY, Vocabulary
from entrepot.book.values.page import Condition, Test
from entrepot.book.values.unset import UNSET
from entrepot.dialects.pack.wire.queries import Terms
from entrepot.dialects.pack.wire.rules import (
    AddAction,
    AddCondition,
    ChangeAction,
    ChangeCondition,
    ChangeRule,
    CreateRule,
)
from entrepot.errors import NotFound

RULES = Terms(sorts=("sort", "created_at"))
RULE_PARTS = Terms(sorts=())


def vocabulary_of(word: str) -> Vocabulary:
    """What rules of a type can compare and do; raises NotFound for a type there is not."""
    if word not in set(RuleType):
        raise NotFound(RULE_TYPE_UNKNOWN)
    return VOCABULARY[RuleType(word)]


def rule_draft(body: CreateRule, warehouse_id: UUID | None) -> RuleDraft:
    """A rule to be made, for one warehouse or for all of the organization."""
    type = RuleType(body.type)
    return RuleDraft(body.name, type, enabled=body.enabled, sort=body.sort, warehouse_id=warehouse_id)


def rule_patch(body: ChangeRule) -> RulePatch:
    """The fields of a rule that were sent."""
    return RulePatch(
        name=UNSET if body.name is None else body.name,
        type=UNSET if body.type is None else RuleType(body.type),
        enabled=UNSET if body.enabled is None else body.enabled,
        sort=UNSET if body.sort is None else body.sort,
    )


def condition_draft(body: AddCondition) -> ConditionDraft:
    """A condition to be added."""
    return ConditionDraft(body.code, body.operator, body.value)


def changed_condition(old: RuleCondition, body: ChangeCondition) -> ConditionDraft:
    """The condition with what was sent put in."""
    value = body.value if "value" in body.model_fields_set else old.value
    return ConditionDraft(body.code or old.code, body.operator or old.operator, value)


def action_draft(body: AddAction) -> ActionDraft:
    """An action to be added."""
    return ActionDraft(body.code, body.fields)


def changed_action(old: RuleAction, body: ChangeAction) -> ActionDraft:
    """The action with what was sent put in."""
    return ActionDraft(body.code or old.code, old.fields if body.fields is None else body.fields)


def of_place(warehouse_id: UUID | None) -> Condition:
    """The rules of a warehouse, or those of the organization as a whole."""
    if warehouse_id is None:
        return Condition("warehouse_id", Test.IS_NULL, value=True)
    return Condition("warehouse_id", Test.EQ, warehouse_id)
