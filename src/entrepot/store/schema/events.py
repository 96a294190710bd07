"""Events: what happened to what."""

from sqlalchemy import Column, Text

from entrepot.book.events import Category
from entrepot.store.schema.tables import tenant_index, tenant_table
from entrepot.store.types import Choice, Id, Json, Moment, Whole

events = tenant_table(
    "events",
    Column("id", Id, nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("subject_version", Whole, nullable=False),
    Column("code", Text, nullable=False),
    Column("category", Choice(Category), nullable=False),
    Column("message", Text, nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("door", Text, nullable=False),
    Column("changes", Json, nullable=False),
    Column("occurred_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("cause_id", Id),
    rowid=True,
)
tenant_index(events, "subject_id", "id")
