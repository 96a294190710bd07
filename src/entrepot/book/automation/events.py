"""What can happen to rules, and what rules do."""

from entrepot.book.events import event

RULE_CREATED = event("rule.created", "A rule was made.")
RULE_CHANGED = event("rule.changed", "A rule, one of its conditions or one of its actions was changed.")
RULE_DELETED = event("rule.deleted", "A rule was deleted; what it did stays done.")
RULE_FIRED = event("rule.fired", "A rule's conditions held; its message says which ones, and what was done.")
RULE_FAILED = event("rule.failed", "A rule's conditions held and an action was refused; nothing of it was done.")
RULE_NOTICE = event("rule.notice", "A rule has something to tell about an order or a goods receipt.")
