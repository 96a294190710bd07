"""Webhook endpoints, deliveries and attempts."""

from sqlalchemy import Column, Text

from entrepot.book.webhooks.endpoint import DeliveryState
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

webhook_endpoints = tenant_table(
    "webhook_endpoints",
    Column("id", Id, nullable=False),
    Column("url", Text, nullable=False),
    Column("description", Text),
    Column("form", Text, nullable=False),
    Column("event_names", Json, nullable=False),
    Column("enabled", Flag, nullable=False),
    Column("disabled_reason", Text),
    Column("secrets", Json, nullable=False),
    Column("credentials", Text),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
)

webhook_deliveries = tenant_table(
    "webhook_deliveries",
    Column("id", Id, nullable=False),
    Column("endpoint_id", Id, nullable=False),
    Column("event_id", Id),
    Column("event_name", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("state", Choice(DeliveryState), nullable=False),
    Column("attempts", Whole, nullable=False),
    Column("next_at", Moment),
    Column("body", Text),
    Column("job_id", Id, nullable=False),
    Column("resend_of", Id),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("finished_at", Moment),
    tenant_key("endpoint_id", to="webhook_endpoints"),
    rowid=True,
)
tenant_index(webhook_deliveries, "endpoint_id", "id")
tenant_index(webhook_deliveries, "finished_at")

webhook_attempts = tenant_table(
    "webhook_attempts",
    Column("id", Id, nullable=False),
    Column("delivery_id", Id, nullable=False),
    Column("number", Whole, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("milliseconds", Whole, nullable=False),
    Column("address", Text),
    Column("status", Whole),
    Column("answer", Text),
    Column("error", Text),
    tenant_key("delivery_id", to="webhook_deliveries"),
    rowid=True,
)
tenant_index(webhook_attempts, "delivery_id", "number")
