"""A line of a purchase order."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

ZERO = Decimal(0)


class LineKind(StrEnum):
    """Goods are received and hold an order open; services never do."""

    GOODS = "goods"
    SERVICE = "service"


class DiscountType(StrEnum):
    """How a discount is given."""

    AMOUNT = "amount"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Discount:
    """An amount in the order's currency (on a line: per unit) or a percentage (0 to 100)."""

    type: DiscountType
    value: Decimal


class PriceSource(StrEnum):
    """Where a line's price came from, first match wins."""

    GIVEN = "given"
    PRICE_BREAK = "price_break"
    SUPPLIER = "supplier"
    COST_PRICE = "cost_price"
    NONE = "none"


@dataclass(slots=True)
class OrderLine:
    """One position of an order. Quantities are in units; prices are per unit in the order's currency (6 decimals).

    A line entered by case also has `cases`, `units_per_case` and `case_price`; its gross is cases × case price.
    `quantity_received` is gross: returns are counted beside it. `net` and `tax` are rounded to the currency's digits
    and always follow from the rest. A line without product is free text. `over_receipt_percent` and
    `short_receipt_percent` are the line's own tolerances (None: those of product, supplier, organization).
    """

    id: UUID
    serial: int
    position: int
    kind: LineKind
    product_id: UUID | None
    sku: str | None
    product_name: str | None
    supplier_sku: str | None
    description: str | None
    quantity_ordered: Decimal
    unit: str | None
    cases: Decimal | None
    units_per_case: Decimal | None
    unit_price: Decimal
    case_price: Decimal | None
    price_source: PriceSource
    discount: Discount | None
    tax_rate: Decimal
    sell_ahead: Decimal
    warehouse_id: UUID | None
    requested_date: datetime | None
    promised_date: datetime | None
    quantity_confirmed: Decimal | None
    notes: str | None
    net: Decimal
    tax: Decimal
    quantity_received: Decimal = ZERO
    quantity_returned: Decimal = ZERO
    quantity_written_off: Decimal = ZERO
    quantity_released: Decimal = ZERO
    quantity_billed: Decimal = ZERO
    quantity_rejected: Decimal = ZERO
    over_receipt_percent: Decimal | None = None
    short_receipt_percent: Decimal | None = None
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)

    @property
    def net_received(self) -> Decimal:
        """Received less returned."""
        return self.quantity_received - self.quantity_returned

    @property
    def done_quantity(self) -> Decimal:
        """What needs no further arrival: received less returned, written off, or released onto another order."""
        return self.net_received + self.quantity_written_off + self.quantity_released

    @property
    def quantity_outstanding(self) -> Decimal:
        """What is still to come; never negative."""
        return max(ZERO, self.quantity_ordered - self.done_quantity)

    @property
    def is_done(self) -> bool:
        """Whether nothing is outstanding."""
        return self.done_quantity >= self.quantity_ordered

    @property
    def by_case(self) -> bool:
        """Whether the line was entered by case."""
        return self.cases is not None
