"""Payment terms and exchange rates."""

from sqlalchemy import Column, Text

from entrepot.store.schema.tables import tenant_index, tenant_table, tenant_unique
from entrepot.store.types import EXCHANGE_PLACES, Day, Id, Json, Moment, Scaled, Whole

payment_terms = tenant_table(
    "payment_terms",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("days", Whole, nullable=False),
    Column("discount_percent", Scaled),
    Column("discount_days", Whole),
    Column("instalments", Json, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
    tenant_unique("name_key"),
)
tenant_index(payment_terms, "updated_at", "id")

exchange_rates = tenant_table(
    "exchange_rates",
    Column("currency", Text, nullable=False),
    Column("day", Day, nullable=False),
    Column("rate", Scaled(EXCHANGE_PLACES), nullable=False),
    Column("created_at", Moment, nullable=False),
    key=("currency", "day"),
)
