"""What can be promised of a product: what is here, what is coming, and what of it is promised already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.stock.preorder import Incoming, Presold, by_date, room

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is outstanding on one incoming line. `pre_sold` is what is pre-sold on it and still to come.

    `sell_ahead_left` is what may still be promised of it.
    """

    date: datetime | None
    quantity: Decimal
    order_id: UUID
    order_number: str
    order_line_id: UUID
    sell_ahead: Decimal
    pre_sold: Decimal
    sell_ahead_left: Decimal


@dataclass(frozen=True, slots=True)
class Availability:
    """A product's figures in units, over all warehouses; `incoming` is earliest first, without a date last.

    `pre_sold` is promised ahead and still to come; `waiting` of it stands on no incoming line.
    """

    product_id: UUID
    sku: str
    on_hand: Decimal
    allocated: Decimal
    incoming: tuple[Arriving, ...]
    pre_sold: Decimal
    waiting: Decimal

    @property
    def available(self) -> Decimal:
        """On hand and promised to nobody; negative when more was promised than is there."""
        return self.on_hand - self.allocated

    @property
    def quantity_incoming(self) -> Decimal:
        """All that is outstanding."""
        return sum((line.quantity for line in self.incoming), ZERO)

    @property
    def sell_ahead_left(self) -> Decimal:
        """What may still be promised of incoming goods."""
        return sum((line.sell_ahead_left for line in self.incoming), ZERO)

    @property
    def available_to_promise(self) -> Decimal:
        """What may be promised today: what is available and what is left of the quotas; never negative."""
        return max(ZERO, self.available + self.sell_ahead_left)


def arriving(lines: Sequence[Incoming], presold: Presold) -> tuple[Arriving, ...]:
    """One product's incoming lines, earliest first."""
    open_on: Mapping[UUID, Decimal] = presold.open
    return tuple(
        Arriving(
            date=line.due,
            quantity=line.outstanding,
            order_id=line.order_id,
            order_number=line.order_number,
            order_line_id=line.line_id,
            sell_ahead=line.sell_ahead,
            pre_sold=open_on.get(line.line_id, ZERO),
            sell_ahead_left=room(line, presold),
        )
        for line in by_date(lines)
    )
