"""Suppliers, and what a supplier asks for a product."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.values.address import Address


class Block(StrEnum):
    """What is stopped with a supplier."""

    NONE = "none"
    ORDERS = "orders"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class IdentificationCode:
    """A number that somebody else knows the supplier by, and what kind of number it is (for example EXTERNAL_ID)."""

    qualifier: str
    value: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at the supplier."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(slots=True)
class Supplier:
    """A party goods are bought from. `account_reference` is our number with them, `their_reference` theirs for us.

    `default_tax_rate` is in percent; `default_delivery_cost` and `minimum_order_value` are in `currency`.
    """

    organization_id: UUID
    id: UUID
    serial: int
    name: str
    code: str | None
    account_reference: str | None
    their_reference: str | None
    emails: tuple[str, ...]
    phone: str | None
    address: Address | None
    contacts: tuple[Contact, ...]
    currency: str
    payment_term_id: UUID | None
    default_tax_rate: Decimal | None
    default_delivery_cost: Decimal | None
    minimum_order_value: Decimal | None
    lead_time_days: int | None
    identification_codes: tuple[IdentificationCode, ...]
    remarks: str | None
    active: bool
    block: Block
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    over_receipt_percent: Decimal | None = None
    short_receipt_percent: Decimal | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PriceBreak:
    """From this quantity (units) on, one unit costs this much in the supplier's currency (6 decimals)."""

    minimum_quantity: Decimal
    price: Decimal


@dataclass(slots=True)
class SupplierProduct:
    """A product as one supplier sells it. `price` is the price below the first break; quantities are in units.

    `drop_shipment_cost` is what the supplier asks for sending one unit straight to a customer, in its currency.
    """

    organization_id: UUID
    id: UUID
    supplier_id: UUID
    product_id: UUID
    supplier_sku: str | None
    supplier_name: str | None
    price: Decimal | None
    price_breaks: tuple[PriceBreak, ...]
    carton_quantity: Decimal | None
    minimum_quantity: Decimal | None
    multiple: Decimal | None
    lead_time_days: int | None
    priority: int
    supplier_stock_level: Decimal | None
    version: int
    created_at: datetime
    updated_at: datetime
    extension: dict[str, object] = field(default_factory=dict)
    drop_shipment_cost: Decimal | None = None

    def price_at(self, quantity: Decimal) -> Decimal | None:
        """The price of one unit when this many are ordered, or None when the supplier named none."""
        step = highest_break(self.price_breaks, quantity)
        return self.price if step is None else step.price


def highest_break(breaks: Sequence[PriceBreak], quantity: Decimal) -> PriceBreak | None:
    """The break with the greatest minimum that the quantity reaches, or None."""
    reached = [step for step in breaks if step.minimum_quantity <= quantity]
    return max(reached, key=lambda step: step.minimum_quantity, default=None)
