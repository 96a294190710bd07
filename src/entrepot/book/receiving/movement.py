"""The ledger of quantities: every counter of an order line is the sum of its movements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.orders.line import OrderLine


class MovementKind(StrEnum):
    """Which counter of an order line a movement moves."""

    RECEIVED = "received"
    REJECTED = "rejected"
    WRITTEN_OFF = "written_off"
    RETURNED = "returned"
    RELEASED = "released"
    BILLED = "billed"


COUNTERS: Mapping[MovementKind, str] = {kind: f"quantity_{kind.value}" for kind in MovementKind}
# How one unit of a movement moves the stock on hand; the other kinds leave it alone.
ON_HAND: Mapping[MovementKind, int] = {MovementKind.RECEIVED: 1, MovementKind.RETURNED: -1}


@dataclass(frozen=True, slots=True)
class Movement:
    """One signed change (units) of one counter of one order line; never altered, never removed.

    An undo is a movement of the same kind and the opposite sign with `reverses_id`. `posting_id` is what it was
    posted with: the receipt's id, or the id of the write-off or return. `client_id` is made by the client: the same
    id twice is one movement.
    """

    organization_id: UUID
    id: UUID
    kind: MovementKind
    quantity: Decimal
    order_id: UUID
    order_line_id: UUID
    posting_id: UUID
    receipt_id: UUID | None
    receipt_line_id: UUID | None
    product_id: UUID | None
    warehouse_id: UUID | None
    lot: str | None
    expiry: date | None
    reason: str | None
    reverses_id: UUID | None
    client_id: str | None
    actor_id: UUID
    actor_name: str
    door: str
    occurred_at: datetime
    created_at: datetime


def count(line: OrderLine, kind: MovementKind, quantity: Decimal) -> None:
    """Let the line count a movement of this kind."""
    counter = COUNTERS[kind]
    setattr(line, counter, getattr(line, counter) + quantity)
