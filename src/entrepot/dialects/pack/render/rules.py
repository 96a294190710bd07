"""Rules and their vocabulary in Pack's form."""

from typing import Any

from entrepot.book.automation.rule import Rule, RuleAction, RuleCondition
from entrepot.book.automation.vocabulary import Deed, Fact, Field, Sort, Vocabulary
from entrepot.dialects.pack.render.values import moment
from entrepot.http.answer import as_sent

Document = dict[str, Any]
# How a value is asked for, and what it is made of.
_TYPES: dict[Sort, tuple[str, str | None]] = {
    Sort.BOOLEAN: ("boolean", None),
    Sort.MONEY: ("money", None),
    Sort.NUMBER: ("text", "decimal"),
    Sort.DAYS: ("text", "integer"),
    Sort.TEXT: ("text", "string"),
    Sort.LONG_TEXT: ("textarea", "string"),
    Sort.CHOICE: ("select", "string"),
    Sort.LIST: ("text", "string"),
}


def rule_document(rule: Rule) -> Document:
    """A rule without its parts."""
    return {
        "id": str(rule.id),
        "name": rule.name,
        "enabled": rule.enabled,
        "sort": rule.sort,
        "type": str(rule.type),
        "created_at": moment(rule.created_at),
        "updated_at": moment(rule.updated_at),
    }


def condition_document(condition: RuleCondition) -> Document:
    """A condition of a rule."""
    return {
        "id": str(condition.id),
        "code": condition.code,
        "operator": condition.operator,
        "value": as_sent(condition.value),
        "created_at": moment(condition.created_at),
        "updated_at": moment(condition.updated_at),
    }


def action_document(action: RuleAction) -> Document:
    """An action of a rule."""
    return {
        "id": str(action.id),
        "code": action.code,
        "fields": as_sent(action.fields),
        "created_at": moment(action.created_at),
        "updated_at": moment(action.updated_at),
    }


def type_document(vocabulary: Vocabulary) -> Document:
    """A rule type with everything its rules can compare and do."""
    return {
        "code": str(vocabulary.type),
        "name": vocabulary.name,
        "actions": [_action_type(deed) for deed in vocabulary.deeds],
        "conditions": [_condition_type(fact) for fact in vocabulary.facts],
    }


def _condition_type(fact: Fact) -> Document:
    type, data_type = _TYPES[fact.sort]
    operators = list(fact.operators)
    return {"code": fact.code, "name": fact.name, "operators": operators, "type": type, "data_type": data_type}


def _action_type(deed: Deed) -> Document:
    return {"code": deed.code, "name": deed.name, "fields": [_field(field) for field in deed.fields]}


def _field(field: Field) -> Document:
    type, data_type = _TYPES[field.sort]
    return {
        "key": field.key,
        "title": field.title,
        "data_type": data_type,
        "type": type,
        "default": field.default,
        "options": [{"title": word.replace("_", " ").capitalize(), "value": word} for word in field.choices],
    }
