"""How much more, and how much less, than ordered is taken for the whole."""

from dataclasses import dataclass
from decimal import Decimal

from entrepot.book.catalog.product import Product
from entrepot.book.orders.draft import DoorPolicy
from entrepot.book.orders.line import OrderLine
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.money import EXACT, percent_of
from entrepot.book.values.unset import Unset

ZERO = Decimal(0)
OVER = "receiving.over_receipt_percent"
SHORT = "receiving.short_receipt_percent"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Percentages of the ordered quantity: `over` may come on top (None: any), `short` may be missing."""

    over: Decimal | None
    short: Decimal

    def ceiling(self, line: OrderLine) -> Decimal | None:
        """How much the line may have received, net of returns; None when there is no limit."""
        if self.over is None:
            return None
        most = EXACT.add(line.quantity_ordered, percent_of(line.quantity_ordered, self.over))
        return max(ZERO, most - line.quantity_written_off - line.quantity_released)

    def left(self, line: OrderLine) -> Decimal | None:
        """How much more the line may receive; never negative; None when there is no limit."""
        ceiling = self.ceiling(line)
        return None if ceiling is None else max(ZERO, ceiling - line.net_received)

    def is_short_enough(self, line: OrderLine) -> bool:
        """Whether what is missing is so little that the line counts as done; exact: 0 percent forgives nothing."""
        if not self.short or line.net_received <= 0 or line.is_done:
            return False
        return line.quantity_outstanding <= percent_of(line.quantity_ordered, self.short)


def tolerance_of(
    line: OrderLine,
    product: Product | None,
    supplier: Supplier | None,
    policy: DoorPolicy,
    settings: OrganizationSettings,
) -> Tolerance:
    """The nearest tolerance that is set: the line's, the product's, the supplier's, the door's, the organization's."""
    near = (line, product, supplier)
    over = next(
        (thing.over_receipt_percent for thing in near if thing and thing.over_receipt_percent is not None), None
    )
    if over is None:
        door = policy.over_receipt_percent
        over = settings.percent(OVER) if isinstance(door, Unset) else door
    short = next(
        (thing.short_receipt_percent for thing in near if thing and thing.short_receipt_percent is not None), None
    )
    return Tolerance(over, short if short is not None else settings.percent(SHORT) or ZERO)
