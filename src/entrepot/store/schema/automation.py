"""Rules with their conditions and actions, and what their runs came to."""

from sqlalchemy import Column, Text

from entrepot.book.automation.rule import RuleOutcome, RuleType
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

rules = tenant_table(
    "rules",
    Column("id", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Choice(RuleType), nullable=False),
    Column("enabled", Flag, nullable=False),
    Column("sort", Whole, nullable=False),
    Column("warehouse_id", Id),
    Column("conditions", Json, nullable=False),
    Column("actions", Json, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
    tenant_key("warehouse_id", to="warehouses"),
)
tenant_index(rules, "type", "sort", "id")
tenant_index(rules, "sort", "id")

rule_runs = tenant_table(
    "rule_runs",
    Column("id", Id, nullable=False),
    Column("rule_id", Id, nullable=False),
    Column("event_id", Id, nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("outcome", Choice(RuleOutcome), nullable=False),
    Column("message", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    tenant_unique("event_id", "rule_id"),
    tenant_key("rule_id", to="rules"),
)
tenant_index(rule_runs, "rule_id", "id")
tenant_index(rule_runs, "subject_id", "id")
