"""The shapes of what the native door answers, for its OpenAPI document only: answers themselves are prepared bytes."""

from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from entrepot.book.catalog.product import ProductType
from entrepot.book.orders.line import DiscountType
from entrepot.book.orders.tag import TagStatus
from entrepot.book.stock.level import MutationKind
from entrepot.book.suppliers.supplier import Block
from entrepot.book.warehouses.warehouse import WarehouseType

DecimalText = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
Document = dict[str, Any]


class Shape(BaseModel):
    """The base of every answer: nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class Money(Shape):
    """An exact amount in a currency of ISO 4217."""

    amount: DecimalText
    currency: str


class Address(Shape):
    """A postal address."""

    company_name: str | None
    contact_name: str | None
    line_1: str | None
    line_2: str | None
    line_3: str | None
    locality: str | None
    region: str | None
    postal_code: str | None
    country: str | None
    phone: str | None
    email: str | None


class Discount(Shape):
    """An amount (on a line: per unit) or a percentage."""

    type: DiscountType
    value: DecimalText


class Charge(Shape):
    """An extra amount on the whole order."""

    name: str
    amount: Money


class Qualified(Shape):
    """A number somebody else knows a thing by, and what kind of number it is."""

    qualifier: str
    value: str


class Person(Shape):
    """Who did it."""

    id: UUID
    name: str


class Name(Shape):
    """Who did it last."""

    name: str


class Contact(Shape):
    """A person at the supplier."""

    name: str | None
    email: str | None
    phone: str | None


class Versioned(Shape):
    """What every stored thing has; `version` is also its ETag."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime


class Supplier(Versioned):
    """A party goods are bought from."""

    serial: int
    name: str
    code: str | None
    account_reference: str | None
    their_reference: str | None
    emails: list[str]
    phone: str | None
    address: Address | None
    contacts: list[Contact]
    currency: str
    payment_term_id: UUID | None
    default_tax_rate: DecimalText | None
    default_delivery_cost: Money | None
    minimum_order_value: Money | None
    lead_time_days: int | None
    identification_codes: list[Qualified]
    remarks: str | None
    over_receipt_percent: DecimalText | None
    short_receipt_percent: DecimalText | None
    active: bool
    block: Block


class PriceBreak(Shape):
    """From this quantity on, one unit costs this much."""

    minimum_quantity: DecimalText
    price: Money


class SupplierProduct(Versioned):
    """A product as one supplier sells it."""

    supplier_id: UUID
    product_id: UUID
    supplier_sku: str | None
    supplier_name: str | None
    price: Money | None
    price_breaks: list[PriceBreak]
    carton_quantity: DecimalText | None
    minimum_quantity: DecimalText | None
    multiple: DecimalText | None
    lead_time_days: int | None
    priority: int
    supplier_stock_level: DecimalText | None
    drop_shipment_cost: Money | None


class Barcode(Shape):
    """A code that can be scanned and how many pieces one scan stands for."""

    id: UUID
    code: str
    quantity: DecimalText


class Media(Shape):
    """A picture or film of a product."""

    id: UUID
    url: str


class Dimensions(Shape):
    """Outer measures, all in one unit."""

    length: DecimalText
    width: DecimalText
    height: DecimalText
    unit: str


class Weight(Shape):
    """A weight, always shown in grams."""

    value: DecimalText
    unit: Literal["g"]


class Product(Versioned):
    """Something that can be bought."""

    serial: int
    sku: str
    name: str
    brand: str | None
    description: str | None
    barcodes: list[Barcode]
    media: list[Media]
    cost_price: Money | None
    regular_price: Money | None
    dimensions: Dimensions | None
    weight: Weight | None
    hs_code: str | None
    country_of_origin: str | None
    type: ProductType
    whole_units: bool
    over_receipt_percent: DecimalText | None
    short_receipt_percent: DecimalText | None
    active: bool


class Warehouse(Versioned):
    """A place where goods are received and kept."""

    serial: int
    name: str
    code: str | None
    address: Address | None
    is_default: bool
    type: WarehouseType
    active: bool


class Company(Versioned):
    """A legal entity of the organization."""

    serial: int
    name: str
    code: str | None
    currency: str
    is_default: bool
    active: bool
    address: Address | None
    email: str | None
    website: str | None


class Organization(Versioned):
    """The tenant itself."""

    serial: int
    name: str
    currency: str
    time_zone: str
    country: str | None


class Instalment(Shape):
    """A part of the amount, in percent, due that many days after the invoice."""

    percent: DecimalText
    days: int


class PaymentTerm(Versioned):
    """When the money is due."""

    serial: int
    name: str
    days: int
    discount_percent: DecimalText | None
    discount_days: int | None
    instalments: list[Instalment]


class Tag(Versioned):
    """A coloured word that orders can carry."""

    name: str
    slug: str
    color: str
    status: TagStatus
    description: str | None


class StockLevel(Versioned):
    """How much of a product lies in a warehouse, and how much of it is promised."""

    product_id: UUID
    warehouse_id: UUID
    on_hand: DecimalText
    allocated: DecimalText
    available: DecimalText


class ExchangeRate(Shape):
    """What one unit of a currency is worth in the organization's own, from a day on."""

    currency: str
    day: date
    rate: DecimalText


class StockMutation(Shape):
    """One entry of the stock ledger."""

    id: UUID
    stock_level_id: UUID
    product_id: UUID
    warehouse_id: UUID
    kind: MutationKind
    delta: DecimalText
    reason: str | None
    reference: str | None
    actor: Person
    created_at: datetime


@cache
def page_of(item: type[Shape]) -> type[BaseModel]:
    """The shape of a list of these: `{"items": […], "next": cursor or null}`."""
    following = Annotated[str | None, Field(description="The cursor of the next page; null on the last one.")]
    fields: dict[str, Any] = {"items": (list[item], ...), "next": (following, ...)}  # type: ignore[valid-type]
    return create_model(f"{item.__name__}Page", __base__=Shape, __doc__=f"A page of {item.__name__} items.", **fields)
