"""What somebody wants released."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.releases.release import ReleaseType
from entrepot.book.values.address import Address


@dataclass(frozen=True, slots=True)
class ReleaseLineDraft:
    """So much of a line; without a quantity all that is available. A `unit`, when given, must be the line's."""

    line_id: UUID
    quantity: Decimal | None = None
    unit: str | None = None
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """A release to be made; `accept` decides it at once, which only the buyer can."""

    lines: tuple[ReleaseLineDraft, ...]
    type: ReleaseType = ReleaseType.ORDER
    accept: bool = False
    ready_at: datetime | None = None
    ship_from: Address | None = None
    message: str | None = None
    shipment_id: str | None = None
    shipment_reference: str | None = None
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)
