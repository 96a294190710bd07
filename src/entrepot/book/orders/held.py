"""What live releases and open receipts keep of an order line, and what is left of it to release."""

from dataclasses import dataclass
from decimal import Decimal

from entrepot.book.orders.line import ZERO, OrderLine


@dataclass(frozen=True, slots=True)
class Held:
    """Units of a line that are `offered` on releases nobody decided yet, `assigned` to shipments, and `booked` on open
    receipts.
    """

    offered: Decimal = ZERO
    assigned: Decimal = ZERO
    booked: Decimal = ZERO


NOTHING_HELD = Held()


def spoken_for(line: OrderLine, held: Held = NOTHING_HELD) -> Decimal:
    """What is done or promised of a line: goods that came are the first of those that were on a shipment."""
    came = max(line.net_received + held.booked, held.assigned)
    return came + line.quantity_written_off + line.quantity_released + held.offered


def available(line: OrderLine, held: Held = NOTHING_HELD) -> Decimal:
    """What is left to release of a line; never negative."""
    return max(ZERO, line.quantity_ordered - spoken_for(line, held))
