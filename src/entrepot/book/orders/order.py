"""The purchase order: header, lines and money as they stand."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.orders.line import Discount, OrderLine
from entrepot.book.orders.tracking import Shipped, Tracking
from entrepot.book.values.address import Address


class OrderType(StrEnum):
    """What the document is; only purchases count as incoming goods and spend."""

    PURCHASE = "purchase"
    CREDIT_MEMO = "credit_memo"
    VENDOR_OFFER = "vendor_offer"


class OrderStatus(StrEnum):
    """The only thing a person moves; see `status.MOVES`."""

    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    CANCELED = "canceled"


class Receiving(StrEnum):
    """How far the goods are, derived from quantities and receipts."""

    NONE = "none"
    EXPECTED = "expected"
    ARRIVING = "arriving"
    PARTIAL = "partial"
    FULL = "full"
    OVER = "over"


class Billing(StrEnum):
    """How far the bills are, derived from quantities."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class Transport(StrEnum):
    """How far an order's shipments are, in the order goods travel."""

    ASSIGNED = "assigned"
    DISPATCHED = "dispatched"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Charge:
    """An extra amount on the whole order (for example customs), in its currency."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """A number somebody else knows the order by, and what kind of number it is (for example PURCHASE_ORDER_NUMBER)."""

    qualifier: str
    value: str


@dataclass(frozen=True, slots=True)
class SupplierSnapshot:
    """The supplier as named on the order: kept as sent, also for a supplier the book does not know."""

    name: str | None = None
    code: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Address | None = None
    identification_codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Amounts in the order's currency, rounded to its digits; `base_total` is None without an exchange rate.

    total = subtotal - discount + delivery + charges + tax; subtotal is the sum of the line nets.
    """

    subtotal: Decimal
    discount: Decimal
    delivery: Decimal
    charges: Decimal
    tax: Decimal
    total: Decimal
    base_total: Decimal | None


@dataclass(slots=True)
class Order:
    """A purchase order. `held_at` marks a hold; `revision` counts published changes after sending (0 before).

    `received_percent` and `done_percent` are None when no goods are ordered. `exchange_rate` is base currency per unit
    of the order's currency. `receipts_expected`, `_arrived` and `_pending` count the linked goods receipts in each of
    those states. `source` is the door it came through. `extension` holds, per dialect, what only that
    dialect knows. `parent_order_id` and `parent_release_id` say which release of which order made it;
    `supplier_may_release` lets the supplier offer releases. `transport` follows from the releases onto shipments.
    `shipped` and `tracking` are what somebody says of the goods on their way, `exported_at` is when the order went to
    the accounting system, and `supplier_invoice_number` with its date names the supplier's bill (a reference only).
    """

    organization_id: UUID
    id: UUID
    serial: int
    version: int
    number: str
    type: OrderType
    status: OrderStatus
    company_id: UUID
    supplier_id: UUID | None
    supplier: SupplierSnapshot
    warehouse_id: UUID
    currency: str
    base_currency: str
    exchange_rate: Decimal | None
    title: str | None
    description: str | None
    vendor_note: str | None
    start_date: date | None
    expiration_date: date | None
    due_at: datetime | None
    raised_at: datetime
    sent_at: datetime | None
    confirmed_at: datetime | None
    closed_at: datetime | None
    canceled_at: datetime | None
    held_at: datetime | None
    hold_reason: str | None
    delivery_cost: Decimal
    discount: Discount | None
    charges: tuple[Charge, ...]
    payment_term_id: UUID | None
    payment_reference: str | None
    bill_to: Address | None
    ship_to: Address | None
    ship_from: Address | None
    references: tuple[Reference, ...]
    tag_ids: tuple[UUID, ...]
    source: str
    created_by_id: UUID
    created_by_name: str
    created_by_serial: int
    updated_by_name: str
    parent_order_id: UUID | None
    parent_release_id: UUID | None
    archived: bool
    approved: bool
    revision: int
    totals: Totals
    receiving: Receiving
    received_percent: Decimal | None
    done_percent: Decimal | None
    billing: Billing
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    lines: list[OrderLine] = field(default_factory=list)
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)
    receipts_expected: int = 0
    receipts_arrived: int = 0
    receipts_pending: int = 0
    supplier_may_release: bool = False
    transport: Transport | None = None
    shipped: Shipped = Shipped.NONE
    tracking: tuple[Tracking, ...] = ()
    exported_at: datetime | None = None
    supplier_invoice_number: str | None = None
    supplier_invoice_date: date | None = None

    @property
    def has_supplier(self) -> bool:
        """Whether the order names a supplier, one of the book or merely described."""
        named = self.supplier
        described = (named.name, named.code, named.email, named.phone, named.address)
        return self.supplier_id is not None or any(described) or bool(named.identification_codes)
