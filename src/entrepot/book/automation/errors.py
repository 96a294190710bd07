"""What can go wrong about rules."""

from entrepot.errors import code

RULE_UNKNOWN = code("rule.unknown", "No rule has this id.")
RULE_PART_UNKNOWN = code("rule.part_unknown", "This rule has no condition or action with this id.")
RULE_TYPE_UNKNOWN = code("rule.type_unknown", "There is no rule type of this name.")
RULE_CONDITION = code("rule.condition", "Rules of this type have no such condition.")
RULE_OPERATOR = code("rule.operator", "This condition is not compared in this way.")
RULE_VALUE = code("rule.value", "This condition or field does not take this value.")
RULE_ACTION = code("rule.action", "Rules of this type have no such action.")
RULE_FIELD = code("rule.field", "This action has no such field, or lacks one that it needs.")
RULES_MANY = code("rule.many", "A rule has at most 50 conditions and 50 actions.")
