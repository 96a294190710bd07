"""Which thing here is which thing on another server, and how far each pull is."""

from sqlalchemy import Column, Text

from entrepot.book.exchange.record import Exchanged
from entrepot.store.schema.tables import tenant_table, tenant_unique
from entrepot.store.types import Choice, Id, Json, Moment, Whole

exchange_links = tenant_table(
    "exchange_links",
    Column("id", Id, nullable=False),
    Column("connection", Text, nullable=False),
    Column("noun", Choice(Exchanged), nullable=False),
    Column("external_id", Text),
    Column("book_id", Id, nullable=False),
    Column("digest", Text),
    Column("detail", Json, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    tenant_unique("connection", "noun", "external_id"),
    tenant_unique("connection", "noun", "book_id"),
)

exchange_marks = tenant_table(
    "exchange_marks",
    Column("id", Id, nullable=False),
    Column("connection", Text, nullable=False),
    Column("noun", Choice(Exchanged), nullable=False),
    Column("bookmark", Text),
    Column("since", Moment),
    Column("started_at", Moment, nullable=False),
    Column("done_at", Moment),
    tenant_unique("connection", "noun"),
)
