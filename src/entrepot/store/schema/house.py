"""The store's own tables: counters, remembered answers, and the installation's secrets."""

from sqlalchemy import Column, LargeBinary, Text

from entrepot.store.schema.tables import platform_table, tenant_index, tenant_table, tenant_unique
from entrepot.store.types import Id, Json, Moment, Whole

counters = tenant_table(
    "counters",
    Column("name", Text, nullable=False),
    Column("value", Whole, nullable=False),
    key=("name",),
)

idempotency_keys = tenant_table(
    "idempotency_keys",
    Column("id", Id, nullable=False),
    Column("credential", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body_hash", LargeBinary, nullable=False),
    Column("status", Whole, nullable=False),
    Column("headers", Json, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    tenant_unique("credential", "method", "path", "key"),
    rowid=True,
)
tenant_index(idempotency_keys, "expires_at")

secrets = platform_table(
    "secrets",
    Column("name", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    key=("name",),
)
