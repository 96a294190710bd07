"""Payment terms: when the money is due."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of the amount, in percent, due that many days after the invoice."""

    percent: Decimal
    days: int


@dataclass(slots=True)
class PaymentTerm:
    """Net days, optionally an early-payment discount (percent within days) or instalments (percents sum to 100)."""

    organization_id: UUID
    id: UUID
    serial: int
    name: str
    days: int
    discount_percent: Decimal | None
    discount_days: int | None
    instalments: tuple[Instalment, ...]
    version: int
    created_at: datetime
    updated_at: datetime
    extension: dict[str, object]
