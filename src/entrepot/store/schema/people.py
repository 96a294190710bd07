"""Organizations, companies, users, API keys and sessions."""

from sqlalchemy import CheckConstraint, Column, LargeBinary, Text

from entrepot.book.people.rights import Role
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

organizations = tenant_table(
    "organizations",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("country", Text),
    Column("settings", Json, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    CheckConstraint("organization_id = id", name="owns_itself"),
)

companies = tenant_table(
    "companies",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("code", Text),
    Column("currency", Text, nullable=False),
    Column("is_default", Flag, nullable=False),
    Column("active", Flag, nullable=False),
    Column("address", Json),
    Column("email", Text),
    Column("website", Text),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("extension", Json, nullable=False),
    tenant_unique("serial"),
)
tenant_index(companies, "name_key", "id")
tenant_index(companies, "updated_at", "id")
tenant_index(companies, "is_default")

users = tenant_table(
    "users",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("role", Choice(Role), nullable=False),
    Column("supplier_id", Id),
    Column("password_hash", Text, nullable=False),
    Column("active", Flag, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    tenant_unique("serial"),
    tenant_unique("email_key"),
    tenant_key("supplier_id", to="suppliers"),
)
tenant_index(users, "name_key", "id")
tenant_index(users, "supplier_id")

api_keys = tenant_table(
    "api_keys",
    Column("id", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("role", Choice(Role), nullable=False),
    Column("scopes", Json),
    Column("active", Flag, nullable=False),
    Column("expires_at", Moment),
    Column("last_used_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("addresses", Json),
    tenant_unique("secret_hash"),
)
tenant_index(api_keys, "prefix")

sessions = tenant_table(
    "sessions",
    Column("id", Id, nullable=False),
    Column("user_id", Id, nullable=False),
    Column("door", Text, nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("closed_at", Moment),
    tenant_key("user_id", to="users"),
)
tenant_index(sessions, "user_id")
tenant_index(sessions, "expires_at")
