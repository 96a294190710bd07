"""Rules: made, read, listed, changed, deleted, with their conditions and actions one by one or all together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from entrepot.actions.history import check_version, record
from entrepot.actions.noun import Noun, wrong_field
from entrepot.book.automation.checking import check_rule
from entrepot.book.automation.draft import ActionDraft, ConditionDraft, RuleDraft, RulePatch
from entrepot.book.automation.errors import RULE_PART_UNKNOWN, RULE_UNKNOWN
from entrepot.book.automation.events import RULE_CHANGED, RULE_CREATED, RULE_DELETED
from entrepot.book.automation.rule import Rule, RuleAction, RuleCondition, RuleRun
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.book.warehouses.errors import WAREHOUSE_UNKNOWN
from entrepot.errors import NotFound
from entrepot.store import rules, warehouses
from entrepot.store.work import UnitOfWork

NOUN = Noun[Rule]("rule", RULE_CREATED, RULE_CHANGED, check_rule, rules.insert, rules.update)
STEP = 10
Part = TypeVar("Part", RuleCondition, RuleAction)


def create(uow: UnitOfWork, actor: Actor, draft: RuleDraft) -> Rule:
    """Make a rule; raises Forbidden, Invalid naming every wrong field."""
    actor.require(Right.SETTINGS_WRITE)
    _check_place(uow, actor, draft.warehouse_id)
    last = rules.last_sort(uow, actor.organization_id, draft.type)
    rule = Rule(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        name=draft.name.strip(),
        type=draft.type,
        enabled=draft.enabled,
        sort=last + STEP if draft.sort is None else draft.sort,
        warehouse_id=draft.warehouse_id,
        conditions=tuple(_condition(uow, each) for each in draft.conditions),
        actions=tuple(_action(uow, each) for each in draft.actions),
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    return NOUN.keep_new(uow, actor, rule)


def read(uow: UnitOfWork, actor: Actor, id: UUID) -> Rule:
    """One rule; raises Forbidden, NotFound."""
    actor.require(Right.SETTINGS_READ)
    rule = rules.get(uow, actor.organization_id, id)
    if rule is None:
        raise NotFound(RULE_UNKNOWN)
    return rule


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Rule]:
    """A page of rules; the closed lists of fields and sorts are `store.rules.CATALOGUE`'s."""
    actor.require(Right.SETTINGS_READ)
    return rules.page(uow, actor.organization_id, listing)


def browse_runs(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[RuleRun]:
    """A page of runs, oldest first; the closed list of fields is `store.rules.RUN_CATALOGUE`'s."""
    actor.require(Right.SETTINGS_READ)
    return rules.run_page(uow, actor.organization_id, listing)


def change(uow: UnitOfWork, actor: Actor, id: UUID, patch: RulePatch, *, expected_version: int | None = None) -> Rule:
    """Change a rule; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    before = read(uow, actor, id)
    given: dict[str, Any] = given_fields(patch)
    if "warehouse_id" in given:
        _check_place(uow, actor, given["warehouse_id"])
    if "conditions" in given:
        given["conditions"] = tuple(_condition(uow, each) for each in given["conditions"])
    if "actions" in given:
        given["actions"] = tuple(_action(uow, each) for each in given["actions"])
    return NOUN.keep_changed(uow, actor, before, given, expected_version)


def delete(uow: UnitOfWork, actor: Actor, id: UUID, *, expected_version: int | None = None) -> None:
    """Delete a rule: it runs no more, its runs stay. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    rule = read(uow, actor, id)
    check_version(rule.version, expected_version)
    gone = replace(rule, deleted_at=uow.now, updated_at=uow.now, version=rule.version + 1)
    rules.update(uow, gone)
    record(
        uow,
        actor,
        subject="rule",
        subject_id=gone.id,
        version=gone.version,
        code=RULE_DELETED,
        message=f"Rule {gone.name} was deleted.",
    )


def add_condition(uow: UnitOfWork, actor: Actor, id: UUID, draft: ConditionDraft) -> RuleCondition:
    """One more condition of a rule; raises Forbidden, NotFound, and Invalid beneath `conditions`."""
    made = _condition(uow, draft)
    _keep(uow, actor, id, "conditions", lambda parts: (*parts, made))
    return made


def change_condition(uow: UnitOfWork, actor: Actor, id: UUID, part_id: UUID, draft: ConditionDraft) -> RuleCondition:
    """A condition given anew; raises Forbidden, NotFound, Invalid."""
    old = condition(read(uow, actor, id), part_id)
    made = replace(_condition(uow, draft), id=old.id, created_at=old.created_at)
    _keep(uow, actor, id, "conditions", lambda parts: tuple(made if each.id == part_id else each for each in parts))
    return made


def remove_condition(uow: UnitOfWork, actor: Actor, id: UUID, part_id: UUID) -> None:
    """A condition less; raises Forbidden, NotFound."""
    condition(read(uow, actor, id), part_id)
    _keep(uow, actor, id, "conditions", lambda parts: tuple(each for each in parts if each.id != part_id))


def add_action(uow: UnitOfWork, actor: Actor, id: UUID, draft: ActionDraft) -> RuleAction:
    """One more action of a rule; raises Forbidden, NotFound, and Invalid beneath `actions`."""
    made = _action(uow, draft)
    _keep(uow, actor, id, "actions", lambda parts: (*parts, made))
    return made


def change_action(uow: UnitOfWork, actor: Actor, id: UUID, part_id: UUID, draft: ActionDraft) -> RuleAction:
    """An action given anew; raises Forbidden, NotFound, Invalid."""
    old = action(read(uow, actor, id), part_id)
    made = replace(_action(uow, draft), id=old.id, created_at=old.created_at)
    _keep(uow, actor, id, "actions", lambda parts: tuple(made if each.id == part_id else each for each in parts))
    return made


def remove_action(uow: UnitOfWork, actor: Actor, id: UUID, part_id: UUID) -> None:
    """An action less; raises Forbidden, NotFound."""
    action(read(uow, actor, id), part_id)
    _keep(uow, actor, id, "actions", lambda parts: tuple(each for each in parts if each.id != part_id))


def condition(rule: Rule, part_id: UUID) -> RuleCondition:
    """The rule's condition with this id; raises NotFound."""
    return _part(rule.conditions, part_id)


def action(rule: Rule, part_id: UUID) -> RuleAction:
    """The rule's action with this id; raises NotFound."""
    return _part(rule.actions, part_id)


def _part(parts: Sequence[Part], part_id: UUID) -> Part:
    for part in parts:
        if part.id == part_id:
            return part
    raise NotFound(RULE_PART_UNKNOWN)


def _keep(uow: UnitOfWork, actor: Actor, id: UUID, name: str, changed: Any) -> None:  # noqa: ANN401 - either sort of part
    actor.require(Right.SETTINGS_WRITE)
    rule = read(uow, actor, id)
    NOUN.keep_changed(uow, actor, rule, {name: changed(getattr(rule, name))})


def _condition(uow: UnitOfWork, draft: ConditionDraft) -> RuleCondition:
    return RuleCondition(uow.new_id(), draft.code, draft.operator, draft.value, uow.now, uow.now)


def _action(uow: UnitOfWork, draft: ActionDraft) -> RuleAction:
    return RuleAction(uow.new_id(), draft.code, dict(draft.fields), uow.now, uow.now)


def _check_place(uow: UnitOfWork, actor: Actor, warehouse_id: UUID | None) -> None:
    if warehouse_id is not None and warehouses.get(uow, actor.organization_id, warehouse_id) is None:
        raise wrong_field("warehouse_id", NotFound(WAREHOUSE_UNKNOWN))
