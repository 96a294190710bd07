"""The order in which an organization's events became known, and the chain of hashes over them."""

from sqlalchemy import Column, LargeBinary

from entrepot.store.schema.tables import tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Id, Moment, Whole

event_seal = tenant_table(
    "event_seal",
    Column("sequence", Whole, nullable=False),
    Column("event_id", Id, nullable=False),
    Column("content_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("sealed_at", Moment, nullable=False),
    tenant_unique("event_id"),
    tenant_key("event_id", to="events"),
    key=("sequence",),
)
