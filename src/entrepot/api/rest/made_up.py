"""The made-up ids and moments of the examples."""

from datetime import UTC, datetime
from uuid import UUID

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DUE = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)


def made_up_id(number: int) -> UUID:
    """A made-up UUIDv7."""
    return UUID(int=(0x0195_5D2E_8C00 << 80) | (0x7 << 76) | (0b10 << 62) | number)


(ORGANIZATION, COMPANY, SUPPLIER, PRODUCT, WAREHOUSE, TERM, ORDER, LINE, TAG, LEVEL, ACTOR, OTHER, PRE_ORDER) = map(
    made_up_id, range(1, 14)
)

# Goods receipts.
RECEIPT, RECEIPT_LINE, PIECE = map(made_up_id, range(51, 54))
