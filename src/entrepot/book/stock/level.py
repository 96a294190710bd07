"""How much of a product lies in a warehouse, how much of it is promised, and every change of either."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


@dataclass(slots=True)
class StockLevel:
    """On hand is there physically; allocated is promised to somebody; both in units."""

    organization_id: UUID
    id: UUID
    product_id: UUID
    warehouse_id: UUID
    on_hand: Decimal
    allocated: Decimal
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def available(self) -> Decimal:
        """What is there and promised to nobody; negative when more was promised than is there."""
        return self.on_hand - self.allocated


class MutationKind(StrEnum):
    """Which figure of a stock level a mutation moves."""

    ON_HAND = "on_hand"
    ALLOCATED = "allocated"


@dataclass(frozen=True, slots=True)
class StockMutation:
    """One signed change (units) of one figure of one stock level; never altered, never removed."""

    organization_id: UUID
    id: UUID
    stock_level_id: UUID
    product_id: UUID
    warehouse_id: UUID
    kind: MutationKind
    delta: Decimal
    reason: str | None
    reference: str | None
    actor_id: UUID
    actor_name: str
    created_at: datetime
    lot: str | None = None
    expiry: date | None = None
    receipt_line_id: UUID | None = None
