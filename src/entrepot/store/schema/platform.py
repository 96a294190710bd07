"""How a credential finds its organization: by the folded e-mail address, or by the SHA-256 of a token or key."""

from sqlalchemy import Column, LargeBinary, Text

from entrepot.store.schema.tables import platform_table
from entrepot.store.types import Id

login_index = platform_table(
    "login_index",
    Column("email_key", Text, nullable=False),
    Column("organization_id", Id, nullable=False),
    Column("user_id", Id, nullable=False),
    key=("email_key",),
)

session_index = platform_table(
    "session_index",
    Column("token_hash", LargeBinary, nullable=False),
    Column("organization_id", Id, nullable=False),
    Column("session_id", Id, nullable=False),
    key=("token_hash",),
)

key_index = platform_table(
    "key_index",
    Column("secret_hash", LargeBinary, nullable=False),
    Column("organization_id", Id, nullable=False),
    Column("key_id", Id, nullable=False),
    key=("secret_hash",),
)
