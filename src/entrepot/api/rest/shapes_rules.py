"""The shapes of rules, their types and their runs, for the OpenAPI document."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.shapes import Shape, Versioned
from entrepot.book.automation.rule import RuleOutcome, RuleType
from entrepot.book.automation.vocabulary import Sort


class RuleCondition(Shape):
    """One test of a rule."""

    id: UUID
    code: str
    operator: str
    value: Any


class RuleAction(Shape):
    """One thing a rule does."""

    id: UUID
    code: str
    fields: dict[str, Any]


class Rule(Versioned):
    """A rule: when something happens and all conditions hold, its actions are carried out."""

    name: str
    type: RuleType
    enabled: bool
    sort: int
    warehouse_id: UUID | None
    conditions: list[RuleCondition]
    actions: list[RuleAction]


class Run(Shape):
    """That a rule's conditions held at an event."""

    id: UUID
    event_id: UUID
    subject: str
    subject_id: UUID
    outcome: RuleOutcome
    message: Annotated[str, Field(description="Why it ran, and what it did.")]
    created_at: datetime


class FactOut(Shape):
    """Something that can be compared."""

    code: str
    name: str
    kind: Sort
    operators: list[str]
    choices: list[str]


class FieldOut(Shape):
    """What an action wants to know."""

    key: str
    title: str
    kind: Sort
    required: bool
    default: str | None
    choices: list[str]


class DeedOut(Shape):
    """Something that can be done."""

    code: str
    name: str
    fields: list[FieldOut]


class RuleTypeOut(Shape):
    """What rules of a type can compare and do; `runs` is false for types that are kept only."""

    type: RuleType
    name: str
    runs: bool
    conditions: list[FactOut]
    actions: list[DeedOut]
