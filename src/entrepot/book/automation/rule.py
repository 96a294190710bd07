"""Rules: when something happens to an order or a goods receipt and all conditions hold, the actions are carried out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class RuleType(StrEnum):
    """What a rule is about. Rules about sales orders and customers' returns are kept but never run: there are none."""

    PURCHASE_ORDER = "purchase_order"
    GOODS_RECEIPT = "goods_receipt"
    ORDER = "order"
    RETURN_RECEIPT_COMPLETED = "return_receipt_completed"
    RETURN_REFUND_CREATE = "return_refund_create"
    RETURN_REQUEST_GATEKEEPER = "return_request_gatekeeper"


@dataclass(frozen=True, slots=True)
class RuleCondition:
    """One test: `code` names a fact, `operator` one of its ways to compare, `value` is a JSON value."""

    id: UUID
    code: str
    operator: str
    value: object
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class RuleAction:
    """One thing to do: `code` names it, `fields` says how (JSON values by key)."""

    id: UUID
    code: str
    fields: dict[str, object]
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True)
class Rule:
    """A rule; those of one type run in the order of `sort`. `warehouse_id` narrows it to one warehouse (None: all)."""

    organization_id: UUID
    id: UUID
    name: str
    type: RuleType
    enabled: bool
    sort: int
    warehouse_id: UUID | None
    conditions: tuple[RuleCondition, ...]
    actions: tuple[RuleAction, ...]
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    extension: dict[str, object] = field(default_factory=dict)


class RuleOutcome(StrEnum):
    """How a run ended: something was done, there was nothing left to do, or an action was refused."""

    FIRED = "fired"
    IDLE = "idle"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RuleRun:
    """That a rule's conditions held at an event, why, and what came of it."""

    organization_id: UUID
    id: UUID
    rule_id: UUID
    event_id: UUID
    subject: str
    subject_id: UUID
    outcome: RuleOutcome
    message: str
    created_at: datetime
