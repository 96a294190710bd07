"""Rules on Pack's wire: the bodies that come in and the shapes that go out."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from entrepot.dialects.pack.wire import rulesamples as samples
from entrepot.dialects.pack.wire.values import Incoming

RuleTypeWord = Literal[
    "purchase_order",
    "goods_receipt",
    "order",
    "return_receipt_completed",
    "return_refund_create",
    "return_request_gatekeeper",
]
Word = Annotated[str, Field(max_length=255)]


class CreateRule(Incoming):
    """A new rule; without `sort` it runs after the others of its type."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CREATE_RULE})

    name: str
    type: RuleTypeWord
    enabled: bool = True
    sort: int | None = None


class ChangeRule(Incoming):
    """What may change on a rule; what is absent (or null) stays."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CHANGE_RULE})

    name: str | None = None
    type: RuleTypeWord | None = None
    enabled: bool | None = None
    sort: int | None = None


class AddCondition(Incoming):
    """A new condition; `value` is of the kind that the condition compares."""

    model_config = ConfigDict(json_schema_extra={"example": samples.ADD_CONDITION})

    code: Word
    operator: Word
    value: Any


class ChangeCondition(Incoming):
    """What may change on a condition; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CHANGE_CONDITION})

    code: Word | None = None
    operator: Word | None = None
    value: Any = None


class AddAction(Incoming):
    """A new action; its fields by key."""

    model_config = ConfigDict(json_schema_extra={"example": samples.ADD_ACTION})

    code: Word
    fields: dict[str, Any] = Field(default_factory=dict)


class ChangeAction(Incoming):
    """What may change on an action; what is absent (or null) stays."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CHANGE_ACTION})

    code: Word | None = None
    fields: dict[str, Any] | None = None


class RuleOut(BaseModel):
    """A rule."""

    id: str
    name: str
    enabled: bool
    sort: int
    type: RuleTypeWord
    created_at: str
    updated_at: str


class ConditionOut(BaseModel):
    """A condition of a rule."""

    id: str
    code: str
    operator: str
    value: Any
    created_at: str
    updated_at: str


class ActionOut(BaseModel):
    """An action of a rule."""

    id: str
    code: str
    fields: dict[str, Any]
    created_at: str
    updated_at: str


class OptionOut(BaseModel):
    """One of the values of a field."""

    title: str
    value: str


class FieldOut(BaseModel):
    """What an action wants to know."""

    key: str
    title: str
    data_type: str | None
    type: str
    default: str | None
    options: list[OptionOut]


class ActionTypeOut(BaseModel):
    """Something that rules of a type can do."""

    code: str
    name: str
    fields: list[FieldOut]


class ConditionTypeOut(BaseModel):
    """Something that rules of a type can compare, and how."""

    code: str
    name: str
    operators: list[str]
    type: str
    data_type: str | None


class TypeOut(BaseModel):
    """A rule type with what its rules can compare and do."""

    code: RuleTypeWord
    name: str
    actions: list[ActionTypeOut]
    conditions: list[ConditionTypeOut]
