"""Rules at the native door: what they can compare and do, the rules themselves, and what their runs came to."""

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import rules
from entrepot.api.rest import shapes_rules
from entrepot.api.rest.calls import Caller, id_in_path, listed
from entrepot.api.rest.listing import Ids, Paged, YesNo, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import Noun, given, listing_of, routes
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.values import ABSENT, Body, Id, Name, Text, Whole
from entrepot.book.automation.draft import ActionDraft, ConditionDraft, RuleDraft, RulePatch
from entrepot.book.automation.errors import RULE_UNKNOWN
from entrepot.book.automation.rule import Rule, RuleOutcome, RuleRun, RuleType
from entrepot.book.automation.vocabulary import VOCABULARY, Vocabulary
from entrepot.book.automation.vocabulary import Field as ActionField
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Page
from entrepot.http.answer import as_sent
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]
MAX_PARTS = 50


class ConditionIn(Body):
    """One test; the facts of a rule type, their operators and values are listed at `/rule-types`."""

    code: Text
    operator: Text
    value: Any = Field(description="A text, a number, true or false, {currency, value}, or a list for `in`.")


class ActionIn(Body):
    """One thing to do; the actions of a rule type and their fields are listed at `/rule-types`."""

    code: Text
    fields: dict[str, Any] = Field(default_factory=dict)


class RuleNew(Body):
    """A rule to be made; without `sort` it runs after the others of its type."""

    name: Name
    type: RuleType
    enabled: bool = True
    sort: Annotated[Whole, Field(description="Rules of one type run in this order.")] | None = None
    warehouse_id: Annotated[Id, Field(description="Only what concerns this warehouse.")] | None = None
    conditions: Annotated[list[ConditionIn], Field(max_length=MAX_PARTS)] = Field(default_factory=list)
    actions: Annotated[list[ActionIn], Field(max_length=MAX_PARTS)] = Field(default_factory=list)


class RuleUpdate(RuleNew):
    """Changes to a rule: what is left out stays; conditions and actions, when given, replace those there are."""

    name: Name = ABSENT
    type: RuleType = ABSENT
    enabled: bool = ABSENT
    sort: Whole = ABSENT
    conditions: Annotated[list[ConditionIn], Field(max_length=MAX_PARTS)] = ABSENT
    actions: Annotated[list[ActionIn], Field(max_length=MAX_PARTS)] = ABSENT


class RuleList(Paged):
    """The filters and the order of the list of rules."""

    sort: Literal["id", "-id", "sort", "-sort"] = "sort"
    type: RuleType | None = None
    enabled: YesNo | None = None
    warehouse_id: Ids | None = None


class RunList(Paged):
    """The filters of the list of runs of a rule."""

    sort: Literal["id", "-id"] = "-id"
    outcome: RuleOutcome | None = None
    subject_id: Ids | None = None


_TURNED = {
    "conditions": lambda parts: tuple(ConditionDraft(each.code, each.operator, each.value) for each in parts),
    "actions": lambda parts: tuple(ActionDraft(each.code, each.fields) for each in parts),
}


def rule_document(rule: Rule) -> Document:
    """A rule with its conditions and actions."""
    return {
        "id": rule.id,
        "name": rule.name,
        "type": rule.type,
        "enabled": rule.enabled,
        "sort": rule.sort,
        "warehouse_id": rule.warehouse_id,
        "conditions": [
            {"id": each.id, "code": each.code, "operator": each.operator, "value": as_sent(each.value)}
            for each in rule.conditions
        ],
        "actions": [{"id": each.id, "code": each.code, "fields": as_sent(each.fields)} for each in rule.actions],
        "version": rule.version,
        "created_at": rule.created_at,
        "updated_at": rule.updated_at,
    }


def run_document(run: RuleRun) -> Document:
    """A run: why it happened and what it did."""
    return {
        "id": run.id,
        "event_id": run.event_id,
        "subject": run.subject,
        "subject_id": run.subject_id,
        "outcome": run.outcome,
        "message": run.message,
        "created_at": run.created_at,
    }


def type_document(vocabulary: Vocabulary) -> Document:
    """A rule type: what its rules can compare and do."""
    return {
        "type": vocabulary.type,
        "name": vocabulary.name,
        "runs": not vocabulary.open,
        "conditions": [
            {
                "code": fact.code,
                "name": fact.name,
                "kind": fact.sort,
                "operators": fact.operators,
                "choices": fact.choices,
            }
            for fact in vocabulary.facts
        ],
        "actions": [
            {"code": deed.code, "name": deed.name, "fields": [_field(field) for field in deed.fields]}
            for deed in vocabulary.deeds
        ],
    }


def _field(field: ActionField) -> Document:
    return {
        "key": field.key,
        "title": field.title,
        "kind": field.sort,
        "required": field.required,
        "default": field.default,
        "choices": field.choices,
    }


NOUN = Noun(
    path="/rules",
    word="rule",
    words="rules",
    unknown=RULE_UNKNOWN,
    shape=shapes_rules.Rule,
    show=rule_document,
    new=RuleNew,
    update=RuleUpdate,
    query=RuleList,
    draft=lambda body: RuleDraft(**given(body, _TURNED)),
    patch=lambda body: RulePatch(**given(body, _TURNED)),
    create=rules.create,
    read=rules.read,
    browse=rules.browse,
    change=rules.change,
    delete=rules.delete,
)
router = routes(NOUN)


@router.get("/rule-types", summary="List rule types", response_model=page_of(shapes_rules.RuleTypeOut))
async def list_rule_types(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """What rules can be about, what they can compare and what they can do."""
    del asked
    call.actor.require(Right.SETTINGS_READ)
    return listed(page_document(tuple(VOCABULARY.values()), type_document, None))


@router.get("/rules/{rule_id}/runs", summary="List the runs of a rule", response_model=page_of(shapes_rules.Run))
async def list_rule_runs(call: Caller, rule_id: str, asked: Annotated[RunList, Query()]) -> Response:
    """Each time its conditions held: why, and what was done."""
    id = id_in_path(rule_id, RULE_UNKNOWN)
    filters = {"rule_id": id, **filters_of(asked)}
    listing = listing_of(asked, filters, asked.sort)

    def work(uow: UnitOfWork) -> Page[RuleRun]:
        rules.read(uow, call.actor, id)
        return rules.browse_runs(uow, call.actor, listing)

    page = await call.read(work)
    return listed(page_document(page.items, run_document, next_cursor(page.next, asked.sort, filters)))
