"""What a door gives in order to make or change a rule, its conditions and its actions."""

from dataclasses import dataclass, field
from uuid import UUID

from entrepot.book.automation.rule import RuleType
from entrepot.book.values.unset import UNSET, Unset


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """A condition to be added; in a change, everything is given anew."""

    code: str
    operator: str
    value: object


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """An action to be added; in a change, everything is given anew."""

    code: str
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule to be made. Without `sort` it runs after the others of its type."""

    name: str
    type: RuleType
    enabled: bool = True
    sort: int | None = None
    warehouse_id: UUID | None = None
    conditions: tuple[ConditionDraft, ...] = ()
    actions: tuple[ActionDraft, ...] = ()
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulePatch:
    """Changes to a rule: what is UNSET stays; conditions and actions, when given, replace those there are."""

    name: str | Unset = UNSET
    type: RuleType | Unset = UNSET
    enabled: bool | Unset = UNSET
    sort: int | Unset = UNSET
    warehouse_id: UUID | None | Unset = UNSET
    conditions: tuple[ConditionDraft, ...] | Unset = UNSET
    actions: tuple[ActionDraft, ...] | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET
