"""Purchase orders as the native door reads them, and what they say to the book."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from entrepot.api.rest.line_wire import DiscountIn, LineNew, line_draft, named_currencies
from entrepot.api.rest.values import (
    ABSENT,
    AddressIn,
    Body,
    CurrencyCode,
    CustomData,
    Day,
    Flag,
    Id,
    LongText,
    Moment,
    MomentOrDay,
    MoneyIn,
    Name,
    Text,
)
from entrepot.book.orders.draft import OrderDraft, OrderPatch
from entrepot.book.orders.order import Charge, OrderType, Reference
from entrepot.book.orders.tracking import Shipped
from entrepot.errors import Path

MAX_LINES = 10_000
MAX_CHARGES = 50
MAX_REFERENCES = 50
MAX_TAGS = 50


class ChargeIn(Body):
    """An extra amount on the whole order, such as customs."""

    name: Name
    amount: MoneyIn


class ReferenceIn(Body):
    """A number somebody else knows the order by, and what kind of number it is."""

    qualifier: Name
    value: Name


Charges = Annotated[list[ChargeIn], Field(max_length=MAX_CHARGES)]
References = Annotated[list[ReferenceIn], Field(max_length=MAX_REFERENCES)]
Tags = Annotated[list[Name], Field(max_length=MAX_TAGS, description="Ids or slugs of tags.")]
Number = Annotated[
    str,
    Field(
        max_length=64,
        description="1 to 64 characters, unique whatever its letter case; blank: the next number of the pattern.",
    ),
]


class OrderNew(Body):
    """A purchase order to be made. The currency is the supplier's unless given; a price left out is looked up."""

    supplier_id: Id
    number: Number | None = None
    type: OrderType = OrderType.PURCHASE
    company_id: Id | None = None
    warehouse_id: Id | None = None
    currency: CurrencyCode | None = None
    start_date: Day | None = None
    expiration_date: Day | None = None
    due_at: MomentOrDay | None = None
    title: Text | None = None
    description: LongText | None = None
    vendor_note: LongText | None = None
    payment_term_id: Id | None = None
    payment_reference: Text | None = None
    delivery_cost: MoneyIn | None = None
    discount: DiscountIn | None = None
    charges: Charges = Field(default_factory=list)
    bill_to: AddressIn | None = None
    ship_to: AddressIn | None = None
    ship_from: AddressIn | None = None
    references: References = Field(default_factory=list)
    tags: Tags = Field(default_factory=list)
    supplier_may_release: Flag = False
    custom_data: CustomData | None = None
    lines: Annotated[list[LineNew], Field(max_length=MAX_LINES)]


class OrderUpdate(Body):
    """Changes to an order's header: what is left out stays, null empties. Lines have addresses of their own."""

    number: Annotated[str, Field(min_length=1, max_length=64)] = ABSENT
    supplier_id: Id = ABSENT
    company_id: Id = ABSENT
    warehouse_id: Id = ABSENT
    start_date: Day | None = None
    expiration_date: Day | None = None
    due_at: MomentOrDay | None = None
    raised_at: Moment = ABSENT
    title: Text | None = None
    description: LongText | None = None
    vendor_note: LongText | None = None
    payment_term_id: Id | None = None
    payment_reference: Text | None = None
    delivery_cost: MoneyIn = ABSENT
    discount: DiscountIn | None = None
    charges: Charges = ABSENT
    bill_to: AddressIn | None = None
    ship_to: AddressIn | None = None
    ship_from: AddressIn | None = None
    references: References = ABSENT
    tags: Tags = ABSENT
    archived: Flag = ABSENT
    approved: Flag = ABSENT
    exported: Annotated[Flag, Field(description="Whether it went to the accounting system.")] = ABSENT
    supplier_invoice_number: Annotated[Text, Field(description="A reference to the supplier's bill.")] | None = None
    supplier_invoice_date: Day | None = None
    shipped: Annotated[Shipped, Field(description="How much was shipped, as you say.")] = ABSENT
    supplier_may_release: Flag = ABSENT
    custom_data: CustomData = ABSENT


class Reason(Body):
    """Why an order is moved; kept with its event."""

    reason: Annotated[str, Field(max_length=1000)] | None = None


class Closing(Reason):
    """Why an order is closed, and that it may end short."""

    accept_incomplete: Annotated[
        Flag, Field(description="Close although goods are outstanding, where the organization wants that confirmed.")
    ] = False


class CopyOf(Body):
    """The number of the copy; blank: the next of the pattern."""

    number: Number | None = None


def order_draft(order: OrderNew) -> OrderDraft:
    """What a new order says to the book."""
    return OrderDraft(
        lines=tuple(line_draft(line) for line in order.lines),
        number=order.number,
        type=order.type,
        supplier_id=order.supplier_id,
        company_id=order.company_id,
        warehouse_id=order.warehouse_id,
        currency=order.currency,
        title=order.title,
        description=order.description,
        vendor_note=order.vendor_note,
        start_date=order.start_date,
        expiration_date=order.expiration_date,
        due_at=order.due_at,
        delivery_cost=order.delivery_cost.amount if order.delivery_cost else None,
        discount=order.discount.read() if order.discount else None,
        charges=tuple(Charge(charge.name, charge.amount.amount) for charge in order.charges),
        payment_term_id=order.payment_term_id,
        payment_reference=order.payment_reference,
        bill_to=order.bill_to.value() if order.bill_to else None,
        ship_to=order.ship_to.value() if order.ship_to else None,
        ship_from=order.ship_from.value() if order.ship_from else None,
        references=tuple(Reference(reference.qualifier, reference.value) for reference in order.references),
        tags=tuple(order.tags),
        supplier_may_release=order.supplier_may_release,
        custom_data=order.custom_data or {},
    )


def _read(value: object) -> object:
    if isinstance(value, MoneyIn):
        return value.amount
    if isinstance(value, AddressIn):
        return value.value()
    if isinstance(value, DiscountIn):
        return value.read()
    if isinstance(value, ChargeIn):
        return Charge(value.name, value.amount.amount)
    if isinstance(value, ReferenceIn):
        return Reference(value.qualifier, value.value)
    return tuple(_read(inner) for inner in value) if isinstance(value, list) else value


def order_patch(order: OrderUpdate) -> OrderPatch:
    """What changes to a header say to the book."""
    said: dict[str, Any] = {name: _read(getattr(order, name)) for name in order.model_fields_set}
    return OrderPatch(**said)


def order_currencies(order: OrderNew | OrderUpdate) -> Iterator[tuple[Path, str]]:
    """Where the amounts of an order name a currency, and which."""
    if order.delivery_cost is not None and order.delivery_cost.currency:
        yield ("delivery_cost", "currency"), order.delivery_cost.currency
    for index, charge in enumerate(order.charges or ()):
        if charge.amount.currency:
            yield ("charges", index, "amount", "currency"), charge.amount.currency
    if isinstance(order, OrderNew):
        for index, line in enumerate(order.lines):
            yield from named_currencies(line, ("lines", index))
