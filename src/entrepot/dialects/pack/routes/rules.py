"""Rules: the same operations on the organization's side and on a warehouse's, for the rules of that place."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from entrepot.actions import rules
from entrepot.book.automation.errors import RULE_UNKNOWN
from entrepot.book.automation.rule import Rule
from entrepot.book.automation.vocabulary import VOCABULARY
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.dialects.pack.auth import Desk, WarehouseDesk, of_organization, of_warehouse
from entrepot.dialects.pack.render.orders import Document, single
from entrepot.dialects.pack.render.pages import counted_page, page
from entrepot.dialects.pack.render.rules import action_document, condition_document, rule_document, type_document
from entrepot.dialects.pack.routes.document import ORGANIZATION, WAREHOUSE, desk_router, many, nothing, one
from entrepot.dialects.pack.translate.queries import is_quick, listing
from entrepot.dialects.pack.translate.rules import (
    RULE_PARTS,
    RULES,
    action_draft,
    changed_action,
    changed_condition,
    condition_draft,
    of_place,
    rule_draft,
    rule_patch,
    vocabulary_of,
)
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire import rules as wire
from entrepot.dialects.pack.wire import rulesamples as samples
from entrepot.errors import NotFound
from entrepot.store.work import UnitOfWork

RuleId = Annotated[str, Path(alias="ruleId")]
ConditionId = Annotated[str, Path(alias="conditionId")]
ActionId = Annotated[str, Path(alias="actionId")]
RuleTypeName = Annotated[str, Path(alias="ruleType")]


def _router(prefix: str, at: Callable[..., Any], side: str) -> APIRouter:
    """All operations on rules of one side; `at` is who stands there, `side` goes into the names of operations."""
    router = desk_router(prefix, "Rules")
    here = Depends(at)
    _add_types(router, here, side)
    _add_rules(router, here, side)
    _add_conditions(router, here, side)
    _add_actions(router, here, side)
    return router


def _add_types(router: APIRouter, here: Any, side: str) -> None:  # noqa: ANN401 - FastAPI's own
    @router.get("/rule-types", name=f"list_{side}rule_types", **many(wire.TypeOut, samples.TYPE, RULE_PARTS))
    async def list_types(desk: Desk = here) -> Response:
        """List what rules can be about."""
        wanted = desk.asked(RULE_PARTS)
        shown = [type_document(each) for each in VOCABULARY.values()]

        def work(_: UnitOfWork, actor: Actor) -> Document:
            actor.require(Right.SETTINGS_READ)
            return counted_page(shown, wanted, desk.url, desk.query)

        return await desk.read(work)

    @router.get("/rule-types/{ruleType}", name=f"get_{side}rule_type", **one(wire.TypeOut, samples.TYPE))
    async def get_type(rule_type: RuleTypeName, desk: Desk = here) -> Response:
        """Get what rules of a type can compare and do."""

        def work(_: UnitOfWork, actor: Actor) -> Document:
            actor.require(Right.SETTINGS_READ)
            return single(type_document(vocabulary_of(rule_type)))

        return await desk.read(work)


def _add_rules(router: APIRouter, here: Any, side: str) -> None:  # noqa: ANN401
    @router.get("/rules", name=f"list_{side}rules", **many(wire.RuleOut, samples.RULE, RULES))
    async def list_rules(desk: Desk = here) -> Response:
        """List rules."""
        wanted = desk.asked(RULES)

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            found = rules.browse(uow, actor, listing(wanted, of_place(_place(desk))))
            return page([rule_document(each) for each in found.items], wanted, found.next, desk.url, desk.query)

        return await desk.read(work, quick=is_quick(wanted))

    @router.post("/rules", name=f"create_{side}rule", **one(wire.RuleOut, samples.RULE, 201))
    async def create_rule(body: wire.CreateRule, desk: Desk = here) -> Response:
        """Add a rule; it has neither conditions nor actions yet."""
        draft = rule_draft(body, _place(desk))
        return await desk.write(lambda uow, actor: single(rule_document(rules.create(uow, actor, draft))), 201)

    @router.get("/rules/{ruleId}", name=f"get_{side}rule", **one(wire.RuleOut, samples.RULE))
    async def get_rule(rule_id: RuleId, desk: Desk = here) -> Response:
        """Get a rule."""
        return await desk.read(lambda uow, actor: single(rule_document(_found(uow, actor, desk, rule_id))))

    @router.put("/rules/{ruleId}", name=f"change_{side}rule", **one(wire.RuleOut, samples.RULE))
    async def change_rule(rule_id: RuleId, body: wire.ChangeRule, desk: Desk = here) -> Response:
        """Change a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule = _found(uow, actor, desk, rule_id)
            return single(rule_document(rules.change(uow, actor, rule.id, rule_patch(body))))

        return await desk.write(work)

    @router.delete("/rules/{ruleId}", name=f"delete_{side}rule", **nothing())
    async def delete_rule(rule_id: RuleId, desk: Desk = here) -> Response:
        """Delete a rule."""
        return await desk.remove(lambda uow, actor: rules.delete(uow, actor, _found(uow, actor, desk, rule_id).id))


def _add_conditions(router: APIRouter, here: Any, side: str) -> None:  # noqa: ANN401
    root, item = "/rules/{ruleId}/conditions", "/rules/{ruleId}/conditions/{conditionId}"

    @router.get(root, name=f"list_{side}rule_conditions", **many(wire.ConditionOut, samples.CONDITION, RULE_PARTS))
    async def list_conditions(rule_id: RuleId, desk: Desk = here) -> Response:
        """List the conditions of a rule; all of them have to hold."""
        wanted = desk.asked(RULE_PARTS)

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            shown = [condition_document(each) for each in _found(uow, actor, desk, rule_id).conditions]
            return counted_page(shown, wanted, desk.url, desk.query)

        return await desk.read(work)

    @router.post(root, name=f"create_{side}rule_condition", **one(wire.ConditionOut, samples.CONDITION, 201))
    async def add_condition(rule_id: RuleId, body: wire.AddCondition, desk: Desk = here) -> Response:
        """Add a condition to a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule = _found(uow, actor, desk, rule_id)
            return single(condition_document(rules.add_condition(uow, actor, rule.id, condition_draft(body))))

        return await desk.write(work, 201)

    @router.get(item, name=f"get_{side}rule_condition", **one(wire.ConditionOut, samples.CONDITION))
    async def get_condition(rule_id: RuleId, condition_id: ConditionId, desk: Desk = here) -> Response:
        """Get a condition of a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule = _found(uow, actor, desk, rule_id)
            return single(condition_document(rules.condition(rule, id_of(condition_id))))

        return await desk.read(work)

    @router.put(item, name=f"change_{side}rule_condition", **one(wire.ConditionOut, samples.CONDITION))
    async def change_condition(
        rule_id: RuleId, condition_id: ConditionId, body: wire.ChangeCondition, desk: Desk = here
    ) -> Response:
        """Change a condition of a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule, part_id = _found(uow, actor, desk, rule_id), id_of(condition_id)
            draft = changed_condition(rules.condition(rule, part_id), body)
            return single(condition_document(rules.change_condition(uow, actor, rule.id, part_id, draft)))

        return await desk.write(work)

    @router.delete(item, name=f"delete_{side}rule_condition", **nothing())
    async def remove_condition(rule_id: RuleId, condition_id: ConditionId, desk: Desk = here) -> Response:
        """Remove a condition from a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> None:
            rules.remove_condition(uow, actor, _found(uow, actor, desk, rule_id).id, id_of(condition_id))

        return await desk.remove(work)


def _add_actions(router: APIRouter, here: Any, side: str) -> None:  # noqa: ANN401
    root, item = "/rules/{ruleId}/actions", "/rules/{ruleId}/actions/{actionId}"

    @router.get(root, name=f"list_{side}rule_actions", **many(wire.ActionOut, samples.ACTION, RULE_PARTS))
    async def list_actions(rule_id: RuleId, desk: Desk = here) -> Response:
        """List the actions of a rule, in the order they are carried out."""
        wanted = desk.asked(RULE_PARTS)

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            shown = [action_document(each) for each in _found(uow, actor, desk, rule_id).actions]
            return counted_page(shown, wanted, desk.url, desk.query)

        return await desk.read(work)

    @router.post(root, name=f"create_{side}rule_action", **one(wire.ActionOut, samples.ACTION, 201))
    async def add_action(rule_id: RuleId, body: wire.AddAction, desk: Desk = here) -> Response:
        """Add an action to a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule = _found(uow, actor, desk, rule_id)
            return single(action_document(rules.add_action(uow, actor, rule.id, action_draft(body))))

        return await desk.write(work, 201)

    @router.get(item, name=f"get_{side}rule_action", **one(wire.ActionOut, samples.ACTION))
    async def get_action(rule_id: RuleId, action_id: ActionId, desk: Desk = here) -> Response:
        """Get an action of a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule = _found(uow, actor, desk, rule_id)
            return single(action_document(rules.action(rule, id_of(action_id))))

        return await desk.read(work)

    @router.put(item, name=f"change_{side}rule_action", **one(wire.ActionOut, samples.ACTION))
    async def change_action(
        rule_id: RuleId, action_id: ActionId, body: wire.ChangeAction, desk: Desk = here
    ) -> Response:
        """Change an action of a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule, part_id = _found(uow, actor, desk, rule_id), id_of(action_id)
            draft = changed_action(rules.action(rule, part_id), body)
            return single(action_document(rules.change_action(uow, actor, rule.id, part_id, draft)))

        return await desk.write(work)

    @router.delete(item, name=f"delete_{side}rule_action", **nothing())
    async def remove_action(rule_id: RuleId, action_id: ActionId, desk: Desk = here) -> Response:
        """Remove an action from a rule."""

        def work(uow: UnitOfWork, actor: Actor) -> None:
            rules.remove_action(uow, actor, _found(uow, actor, desk, rule_id).id, id_of(action_id))

        return await desk.remove(work)


def _place(desk: Desk) -> UUID | None:
    """The warehouse the desk stands in; None on the organization's side."""
    return desk.warehouse_id if isinstance(desk, WarehouseDesk) else None


def _found(uow: UnitOfWork, actor: Actor, desk: Desk, rule_id: str) -> Rule:
    """The rule of this place; raises NotFound for one of another place too."""
    rule = rules.read(uow, actor, id_of(rule_id))
    if rule.warehouse_id != _place(desk):
        raise NotFound(RULE_UNKNOWN)
    return rule


router = _router(ORGANIZATION, of_organization, "")
warehouse_router = _router(WAREHOUSE, of_warehouse, "warehouse_")
