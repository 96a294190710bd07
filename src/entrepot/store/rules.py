"""Rules and their runs in the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from entrepot.book.automation.rule import Rule, RuleAction, RuleCondition, RuleRun, RuleType
from entrepot.store.listing import Catalogue, Field, Sort
from entrepot.store.schema.automation import rule_runs, rules
from entrepot.store.shape import Packed, Shape
from entrepot.store.types import to_id
from entrepot.store.work import UnitOfWork


def _times(part: RuleCondition | RuleAction) -> dict[str, str]:
    return {"created_at": part.created_at.isoformat(), "updated_at": part.updated_at.isoformat()}


def _conditions_written(parts: Sequence[RuleCondition]) -> list[dict[str, object]]:
    return [
        {"id": str(part.id), "code": part.code, "operator": part.operator, "value": part.value, **_times(part)}
        for part in parts
    ]


def _actions_written(parts: Sequence[RuleAction]) -> list[dict[str, object]]:
    return [{"id": str(part.id), "code": part.code, "fields": part.fields, **_times(part)} for part in parts]


def _revived(part: Mapping[str, Any]) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(part[name]) for name in ("created_at", "updated_at")}
    return {**part, **times, "id": UUID(part["id"])}


CONDITIONS = Packed(
    _conditions_written, lambda parts: tuple(RuleCondition(**_revived(part)) for part in parts), seldom_the_same=True
)
ACTIONS = Packed(
    _actions_written, lambda parts: tuple(RuleAction(**_revived(part)) for part in parts), seldom_the_same=True
)
SHAPE = Shape(rules, Rule, packed={"conditions": CONDITIONS, "actions": ACTIONS})
RUNS = Shape(rule_runs, RuleRun)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(rules.c.id),
        "type": Field(rules.c.type),
        "enabled": Field(rules.c.enabled),
        "warehouse_id": Field(rules.c.warehouse_id),
    },
    {"sort": Sort(rules.c.sort, lambda rule: rule.sort), "created_at": Sort(rules.c.id, lambda rule: rule.id)},
    always=[rules.c.deleted_at.is_(None)],
)
RUN_CATALOGUE = Catalogue(
    RUNS,
    {
        "id": Field(rule_runs.c.id),
        "rule_id": Field(rule_runs.c.rule_id),
        "event_id": Field(rule_runs.c.event_id),
        "subject_id": Field(rule_runs.c.subject_id),
        "outcome": Field(rule_runs.c.outcome),
    },
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page
insert_run = RUNS.insert
run_page = RUN_CATALOGUE.page


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> Rule | None:
    """The rule with this id, or None when there is none or it was deleted."""
    rule = SHAPE.get(uow, organization_id, id)
    return None if rule is None or rule.deleted_at is not None else rule


def last_sort(uow: UnitOfWork, organization_id: UUID, type: RuleType) -> int:
    """The highest `sort` among the rules of a type; 0 when there is none."""
    row = uow.row(
        "SELECT max(sort) FROM rules WHERE organization_id = ? AND type = ? AND deleted_at IS NULL",
        (organization_id.bytes, type.value),
    )
    return 0 if row is None or row[0] is None else int(row[0])


def enabled(uow: UnitOfWork, organization_id: UUID, type: RuleType) -> list[Rule]:
    """The rules of a type that are to be run, in their order."""
    rows = uow.settled(
        f"{SHAPE.selecting} WHERE rules.organization_id = ? AND rules.type = ? AND rules.enabled = 1"
        " AND rules.deleted_at IS NULL ORDER BY rules.sort, rules.id",
        (organization_id.bytes, type.value),
    )
    return [SHAPE.from_driver(row) for row in rows]


def already_run(uow: UnitOfWork, organization_id: UUID, event_id: UUID) -> set[UUID]:
    """The rules whose run for an event is written down."""
    rows = uow.rows(
        "SELECT rule_id FROM rule_runs WHERE organization_id = ? AND event_id = ?",
        (organization_id.bytes, event_id.bytes),
    )
    return {to_id(row[0]) for row in rows}
