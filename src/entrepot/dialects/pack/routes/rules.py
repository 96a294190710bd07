"""Rules: the same operations on the organization's side and on a warehouse's, for the rules of that place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
RuleTypeName = Annotated[str, Path(alias="ruleType")]


def _router(prefix: str, at: Callable[..., Any], side: str) -> APIRouter:
    """All operations on rules of one side; `at` is who stands there, `side` goes into the names of operations."""
    router = desk_router(prefix, "Rules")
    here = Depends(at)
    _add_types(router, here, side)
    _add_rules(router, here, side)
    _add_parts(router, here, side, CONDITIONS)
    _add_parts(router, here, side, ACTIONS)
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


@dataclass(frozen=True)
class Part:
    """Conditions or actions of a rule: their words, their shapes on the wire, and how they are found and kept."""

    word: str
    order: str
    shape: Any
    sample: Document
    added: Any
    changed: Any
    of: Callable[[Rule], Sequence[Any]]
    show: Callable[[Any], Document]
    find: Callable[[Rule, UUID], Any]
    add: Callable[[UnitOfWork, Actor, UUID, Any], Any]
    change: Callable[[UnitOfWork, Actor, UUID, Any, Any], Any]
    remove: Callable[[UnitOfWork, Actor, UUID, UUID], None]


CONDITIONS = Part(
    word="condition",
    order="all of them have to hold",
    shape=wire.ConditionOut,
    sample=samples.CONDITION,
    added=wire.AddCondition,
    changed=wire.ChangeCondition,
    of=lambda rule: rule.conditions,
    show=condition_document,
    find=rules.condition,
    add=lambda uow, actor, id, body: rules.add_condition(uow, actor, id, condition_draft(body)),
    change=lambda uow, actor, id, old, body: rules.change_condition(
        uow, actor, id, old.id, changed_condition(old, body)
    ),
    remove=rules.remove_condition,
)
ACTIONS = Part(
    word="action",
    order="in the order they are carried out",
    shape=wire.ActionOut,
    sample=samples.ACTION,
    added=wire.AddAction,
    changed=wire.ChangeAction,
    of=lambda rule: rule.actions,
    show=action_document,
    find=rules.action,
    add=lambda uow, actor, id, body: rules.add_action(uow, actor, id, action_draft(body)),
    change=lambda uow, actor, id, old, body: rules.change_action(uow, actor, id, old.id, changed_action(old, body)),
    remove=rules.remove_action,
)


def _add_parts(router: APIRouter, here: Any, side: str, part: Part) -> None:  # noqa: ANN401
    """The five calls on the conditions, or on the actions, of a rule."""
    word, name = part.word, f"{side}rule_{part.word}"
    root, item = f"/rules/{{ruleId}}/{word}s", f"/rules/{{ruleId}}/{word}s/{{{word}Id}}"
    part_path = Annotated[str, Path(alias=f"{word}Id")]

    async def browse(rule_id: RuleId, desk: Desk = here) -> Response:
        wanted = desk.asked(RULE_PARTS)

        def work(uow: UnitOfWork, actor: Actor) -> Document:
            shown = [part.show(each) for each in part.of(_found(uow, actor, desk, rule_id))]
            return counted_page(shown, wanted, desk.url, desk.query)

        return await desk.read(work)

    async def add(rule_id: RuleId, body: Any, desk: Desk = here) -> Response:  # noqa: ANN401 - set below
        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule = _found(uow, actor, desk, rule_id)
            return single(part.show(part.add(uow, actor, rule.id, body)))

        return await desk.write(work, 201)

    async def get(rule_id: RuleId, part_id: str, desk: Desk = here) -> Response:
        def work(uow: UnitOfWork, actor: Actor) -> Document:
            return single(part.show(part.find(_found(uow, actor, desk, rule_id), id_of(part_id))))

        return await desk.read(work)

    async def change(rule_id: RuleId, part_id: str, body: Any, desk: Desk = here) -> Response:  # noqa: ANN401
        def work(uow: UnitOfWork, actor: Actor) -> Document:
            rule = _found(uow, actor, desk, rule_id)
            old = part.find(rule, id_of(part_id))
            return single(part.show(part.change(uow, actor, rule.id, old, body)))

        return await desk.write(work)

    async def remove(rule_id: RuleId, part_id: str, desk: Desk = here) -> Response:
        def work(uow: UnitOfWork, actor: Actor) -> None:
            part.remove(uow, actor, _found(uow, actor, desk, rule_id).id, id_of(part_id))

        return await desk.remove(work)

    add.__annotations__["body"], change.__annotations__["body"] = part.added, part.changed
    for endpoint in (get, change, remove):
        endpoint.__annotations__["part_id"] = part_path
    told: tuple[tuple[Any, str, str, str, dict[str, Any], str], ...] = (
        (browse, "GET", root, f"list_{name}s", many(part.shape, part.sample, RULE_PARTS), f"List, {part.order}."),
        (add, "POST", root, f"create_{name}", one(part.shape, part.sample, 201), f"Add one {word} to a rule."),
        (get, "GET", item, f"get_{name}", one(part.shape, part.sample), f"Get one {word} of a rule."),
        (change, "PUT", item, f"change_{name}", one(part.shape, part.sample), f"Change one {word} of a rule."),
        (remove, "DELETE", item, f"delete_{name}", nothing(), f"Remove one {word} from a rule."),
    )
    for function, method, path, known_as, told_as, sentence in told:
        router.add_api_route(path, function, methods=[method], name=known_as, description=sentence, **told_as)


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
