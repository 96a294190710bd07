"""The shapes of orders, events, reasons and problems as the native door answers them, for its OpenAPI document only."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.shapes import (
    Address,
    Charge,
    Company,
    DecimalText,
    Discount,
    Document,
    Money,
    Name,
    Organization,
    PaymentTerm,
    Person,
    Product,
    Qualified,
    Shape,
    Supplier,
    Tag,
    Warehouse,
)
from entrepot.book.events import Category
from entrepot.book.orders.line import LineKind, PriceSource
from entrepot.book.orders.order import Billing, OrderStatus, OrderType, Receiving, Transport
from entrepot.book.orders.tracking import Shipped
from entrepot.book.people.rights import Right, Role


class Change(Shape):
    """One field's old and new value."""

    path: str
    old: Any
    new: Any


class Event(Shape):
    """One thing that happened."""

    id: UUID
    code: str
    category: Category
    message: str
    subject: str
    subject_id: UUID
    subject_version: int
    actor: Person
    door: str
    changes: list[Change]
    occurred_at: datetime
    created_at: datetime


class Warning(Shape):
    """Something worth a look that refuses nothing; `pointer` is a JSON pointer into the request."""

    pointer: str
    code: str
    message: str


class Tracking(Shape):
    """A parcel or shipment of an order."""

    id: UUID
    serial: int
    number: str | None
    carrier: str | None
    shipped_at: datetime | None
    created_at: datetime


class OrderOfTracking(Shape):
    """What a tracking number's order has become."""

    id: UUID
    version: int
    shipped: Shipped


class OrderTracking(Tracking):
    """A tracking number by itself; its ETag is its order's version."""

    order: OrderOfTracking


class Totals(Shape):
    """total = subtotal - discount + delivery + charges + tax, all rounded to the currency's digits."""

    subtotal: Money
    discount: Money
    delivery: Money
    charges: Money
    tax: Money
    total: Money
    base_total: Annotated[Money | None, Field(description="In the organization's currency; null without a rate.")]


class Line(Shape):
    """One position of an order."""

    id: UUID | None
    serial: int | None
    position: int
    kind: LineKind
    product_id: UUID | None
    sku: str | None
    product_name: str | None
    supplier_sku: str | None
    description: str | None
    quantity_ordered: DecimalText
    quantity_received: Annotated[DecimalText, Field(description="Gross: returns are counted beside it.")]
    quantity_rejected: Annotated[DecimalText, Field(description="Found and not taken; counts toward nothing else.")]
    quantity_returned: DecimalText
    quantity_written_off: DecimalText
    quantity_released: DecimalText
    quantity_billed: DecimalText
    quantity_outstanding: DecimalText
    quantity_confirmed: DecimalText | None
    receiving: Receiving
    received_percent: DecimalText | None
    done_percent: DecimalText | None
    over_receipt_percent: Annotated[
        DecimalText | None, Field(description="The line's own tolerance; null: its product's, supplier's or ours.")
    ]
    short_receipt_percent: DecimalText | None
    unit: str | None
    cases: DecimalText | None
    units_per_case: DecimalText | None
    unit_price: Money
    case_price: Money | None
    price_source: PriceSource
    discount: Discount | None
    tax_rate: DecimalText
    net: Money
    tax: Money
    sell_ahead: DecimalText
    warehouse_id: UUID | None
    requested_date: datetime | None
    promised_date: datetime | None
    notes: str | None
    custom_data: Document
    extension: Annotated[Document, Field(description="What only one dialect knows, by dialect.")]


class Snapshot(Shape):
    """The supplier as named on the order."""

    name: str | None
    code: str | None
    email: str | None
    phone: str | None
    address: Address | None
    identification_codes: list[Qualified]


class OrderHeader(Shape):
    """A purchase order; its lines and other parts come with `expand`."""

    id: UUID | None
    serial: int | None
    number: str | None
    type: OrderType
    status: OrderStatus
    held_at: datetime | None
    hold_reason: str | None
    receiving: Receiving
    received_percent: DecimalText | None
    done_percent: DecimalText | None
    billing: Billing
    version: int
    revision: int
    approved: bool
    archived: bool
    transport: Annotated[Transport | None, Field(description="How far its shipments are, all together.")]
    supplier_may_release: Annotated[bool, Field(description="Whether the supplier may offer releases.")]
    company_id: UUID
    supplier_id: UUID | None
    supplier_snapshot: Snapshot
    warehouse_id: UUID
    currency: str
    exchange_rate: DecimalText | None
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
    totals: Totals
    delivery_cost: Money
    discount: Discount | None
    charges: list[Charge]
    payment_term_id: UUID | None
    payment_reference: str | None
    bill_to: Address | None
    ship_to: Address | None
    ship_from: Address | None
    references: list[Qualified]
    tag_ids: list[UUID]
    source: str
    created_by: Person
    updated_by: Name
    parent_order_id: Annotated[UUID | None, Field(description="The order it was released from.")]
    parent_release_id: UUID | None
    shipped: Annotated[Shipped, Field(description="How much was shipped, as somebody says.")]
    tracking: list[Tracking]
    exported_at: Annotated[datetime | None, Field(description="When it went to the accounting system.")]
    supplier_invoice_number: str | None
    supplier_invoice_date: date | None
    custom_data: Document
    extension: Annotated[Document, Field(description="What only one dialect knows, by dialect.")]
    created_at: datetime
    updated_at: datetime
    lines: list[Line] = Field(default_factory=list, description="With one order always, in lists with `expand=lines`.")
    supplier: Supplier | None = Field(None, description="With `expand=supplier`.")
    warehouse: Warehouse | None = Field(None, description="With `expand=warehouse`.")
    company: Company | None = Field(None, description="With `expand=company`.")
    payment_term: PaymentTerm | None = Field(None, description="With `expand=payment_term`.")
    products: list[Product] = Field(default_factory=list, description="With `expand=products`.")
    events: list[Event] = Field(default_factory=list, description="With `expand=events`, and in a dry run.")
    tags: list[Tag] = Field(default_factory=list, description="With `expand=tags`.")


class Order(OrderHeader):
    """A purchase order with its lines; what a write answers also has its warnings."""

    lines: list[Line]
    warnings: list[Warning] = Field(default_factory=list, description="After a write: what deserves a look.")
    dry_run: bool = Field(False, description="True when nothing was stored.")


class OrderOfLine(Shape):
    """What a line's order has become."""

    id: UUID
    version: int
    status: OrderStatus
    totals: Totals


class OrderLine(Line):
    """A line by itself; its ETag is its order's version."""

    order: OrderOfLine
    warnings: list[Warning] = Field(default_factory=list, description="After a write: what deserves a look.")


class Reason(Shape):
    """Why one field has its value: the rule, in words, and what went into it."""

    pointer: str
    value: Any
    rule: str
    sentence: str
    inputs: Document


class Why(Shape):
    """Every total, state and price of an order with the rule that made it."""

    order_id: UUID
    number: str
    version: int
    reasons: list[Reason]


class Loss(Shape):
    """Something of an order that a dialect cannot carry."""

    field: str
    reason: str


class Wire(Shape):
    """An order as one dialect shows it, and what that leaves out."""

    document: Any
    losses: list[Loss]


class Wires(Shape):
    """An order in every dialect."""

    order_id: UUID
    version: int
    wires: dict[str, Wire]


class Me(Shape):
    """Who is asking, and what they may do."""

    id: UUID
    kind: str
    name: str
    email: str | None
    role: Role
    supplier_id: UUID | None
    organization: Organization
    rights: list[Right]


class WrongField(Shape):
    """One wrong field: `pointer` into the body, or the `parameter` of the query or path, or the `header`."""

    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None
    code: str
    message: str


class Problem(Shape):
    """What went wrong (RFC 9457); `errors` names every wrong field at once."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    request_id: str
    errors: list[WrongField]


class ErrorCode(Shape):
    """A code that problems carry, in words."""

    code: str
    sentence: str
