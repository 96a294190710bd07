"""Goods receipts: what is expected, what has arrived, and what was found in it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

ZERO = Decimal(0)


class ReceiptStatus(StrEnum):
    """How far a receipt or a piece is; pending means that it is being unpacked and booked."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    PENDING = "pending"
    COMPLETED = "completed"
    CANCELED = "canceled"


class PieceType(StrEnum):
    """What comes off the truck."""

    PACKAGE = "package"
    PALLET = "pallet"


@dataclass(slots=True)
class Piece:
    """A package or pallet of a receipt; `barcode` is the label on it, not a product's."""

    organization_id: UUID
    id: UUID
    receipt_id: UUID
    position: int
    type: PieceType
    carrier_code: str | None
    barcode: str | None
    status: ReceiptStatus
    arrived_at: datetime | None
    completed_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class ReceiptLine:
    """Goods found on a receipt, in units. Only `accepted` is on hand; `rejected` is counted and nothing else.

    `matched` is how much of `accepted` order lines count as received, `undone` how much was taken back. A line names
    its order line, or only its product: then the receipt's orders share it when the receipt is completed.
    `client_ids` are the scans it was made of; `sku` is its product's.
    """

    organization_id: UUID
    id: UUID
    serial: int
    receipt_id: UUID
    position: int
    piece_id: UUID | None
    order_id: UUID | None
    order_line_id: UUID | None
    product_id: UUID | None
    warehouse_id: UUID
    accepted: Decimal
    rejected: Decimal
    reason: str | None
    lot: str | None
    expiry: date | None
    serial_numbers: tuple[str, ...]
    version: int
    created_at: datetime
    updated_at: datetime
    matched: Decimal = ZERO
    undone: Decimal = ZERO
    description: str | None = None
    client_ids: tuple[str, ...] = ()
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)
    sku: str | None = None

    @property
    def quantity(self) -> Decimal:
        """What was found: accepted and rejected."""
        return self.accepted + self.rejected

    @property
    def unmatched(self) -> Decimal:
        """Accepted goods that no order line counts yet."""
        return self.accepted - self.undone - self.matched


@dataclass(slots=True)
class GoodsReceipt:
    """Goods of one or several orders (or of none known yet). `reference` is the supplier's delivery or invoice number.

    `order_ids` are in the order they were linked. `source` is the door it came through, `client_id` an id the client
    made, so that a message sent twice makes one receipt.
    """

    organization_id: UUID
    id: UUID
    serial: int
    version: int
    warehouse_id: UUID
    status: ReceiptStatus
    expected_at: datetime | None
    arrived_at: datetime | None
    completed_at: datetime | None
    canceled_at: datetime | None
    undone_at: datetime | None
    remarks: str | None
    reference: str | None
    source: str
    client_id: str | None
    created_by_id: UUID
    created_by_name: str
    created_at: datetime
    updated_at: datetime
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)
    order_ids: tuple[UUID, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    lines: list[ReceiptLine] = field(default_factory=list)


@dataclass(slots=True)
class SerialNumber:
    """One unit of a product that can be told from the others; `present` while it is in stock.

    `left_with_id` is the movement that took it out of stock, and whose undo brings it back. One that was counted into
    stock came with no receipt.
    """

    organization_id: UUID
    id: UUID
    product_id: UUID
    code: str
    warehouse_id: UUID
    receipt_id: UUID | None
    receipt_line_id: UUID | None
    lot: str | None
    expiry: date | None
    present: bool
    version: int
    created_at: datetime
    updated_at: datetime
    left_with_id: UUID | None = None
