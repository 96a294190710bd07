"""What is answered, for the API document and for tests; answers themselves are prepared without these models."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, RootModel

from entrepot.dialects.shipwell.wire.items import ItemReference, ItemRequirements
from entrepot.dialects.shipwell.wire.places import (
    Address,
    OrderReference,
    OrderRequirements,
    OrderStop,
    PartyCode,
    ReleaseStop,
)
from entrepot.dialects.shipwell.wire.words import (
    CreatedBySource,
    OrderStatusWord,
    ReleaseStatusWord,
    TagStatusWord,
    TransitWord,
)


class Answered(BaseModel):
    """The base of every answer: each key is there, null when unset."""

    model_config = ConfigDict(extra="forbid")


class AnsweredAmount(Answered):
    """A unit and a decimal."""

    unit: str
    value: str


class OrderItem(Answered):
    """An item; `available_amount` is what is left to release."""

    id: str
    amount: AnsweredAmount
    available_amount: AnsweredAmount
    description: str | None
    references: list[ItemReference]
    shipping_requirements: ItemRequirements | None
    custom_data: dict[str, Any] | None


class OrderTag(Answered):
    """A tag on an order."""

    id: str
    name: str
    slug: str
    color: str


class Tag(OrderTag):
    """A tag."""

    status: TagStatusWord
    description: str | None
    created_at: str
    updated_at: str
    deleted_at: str | None


class AnsweredParty(Answered):
    """A party of an order."""

    name: str | None
    address: Address | None
    identification_codes: list[PartyCode]
    phone_number: str | None
    email: str | None


class AnsweredSupplier(AnsweredParty):
    """The supplier of an order."""

    supplier_id: str | None


class _Order(Answered):
    id: str
    order_number: str
    name: str | None
    description: str | None
    status: OrderStatusWord
    source: CreatedBySource
    source_system_id: str | None
    start_date: str | None
    expiration_date: str | None
    references: list[OrderReference]
    shipping_requirements: OrderRequirements | None
    ship_to: OrderStop
    ship_from: OrderStop | None
    items: list[OrderItem]
    tags: list[OrderTag]
    groups: list[str]
    supplier: AnsweredSupplier | None
    supplier_created_releases_allowed: bool
    custom_data: dict[str, Any] | None
    releases: list[dict[str, Any]]
    released_from_release_id: str | None
    created_from_order_id: str | None
    cancelled_at: str | None
    created_at: str
    updated_at: str


class AnsweredPaper(Answered):
    """A file that came with a release."""

    id: str
    filename: str
    type: str
    description: str | None
    created_by_user_id: str
    created_at: str
    updated_at: str


class ReleasedItem(Answered):
    """An item of an order release; `released_to_item_id` is the item of the order that was made."""

    released_from_item_id: str
    released_amount: AnsweredAmount
    shipping_requirements: ItemRequirements
    custom_data: dict[str, Any] | None
    released_to_item_id: str | None


class OrderRelease(Answered):
    """Goods let go onto an order of their own."""

    id: str
    release_type: Literal["ORDER"]
    created_from_order_id: str
    released_onto_order_id: str | None
    status: ReleaseStatusWord
    items: list[ReleasedItem]
    documents: list[AnsweredPaper]
    ship_from: ReleaseStop | None
    ready_to_ship_at: str | None
    accepted_at: str | None
    rejected_at: str | None
    cancelled_at: str | None
    custom_data: dict[str, Any] | None


class ShippedItem(Answered):
    """An item all of whose rest went onto a shipment."""

    id: str
    released_from_item_id: str
    released_to_shipment_item_id: str | None
    released_to_shipment_item_piece_id: str | None
    released_to_shipping_plan_item_id: str | None


class TransportationRelease(Answered):
    """Goods let go onto a shipment; `unassigned_at` is when they were taken off it."""

    id: str
    release_type: Literal["TRANSPORTATION"]
    created_from_product_order_id: str
    released_to_shipment_id: str | None
    released_to_shipment_reference_id: str | None
    released_to_shipment_origin_stop_id: str | None
    released_to_shipment_destination_stop_id: str | None
    released_to_shipping_plan_id: str | None
    items: list[ShippedItem]
    transit_status: TransitWord | None
    unassigned_at: str | None


class Release(RootModel[OrderRelease | TransportationRelease]):
    """A release of either type."""


class PurchaseOrder(_Order):
    """The buyer's face of an order."""

    order_type: Literal["PURCHASE_ORDER"]
    archived: bool


class SalesOrder(_Order):
    """The supplier's face of an order."""

    order_type: Literal["SALES_ORDER"]
    customer: AnsweredParty | None


class PageLinks(Answered):
    """Addresses of pages; `first` is the list without paging."""

    first: str
    last: str | None
    next: str | None
    prev: str | None


class _Page(Answered):
    count: int
    total_count: int
    links: PageLinks


class PurchaseOrderPage(_Page):
    """A page of purchase orders."""

    data: list[PurchaseOrder]


class SalesOrderPage(_Page):
    """A page of sales orders."""

    data: list[SalesOrder]


class OrderPage(_Page):
    """A page of either."""

    data: list[PurchaseOrder | SalesOrder]


class ReleasePage(_Page):
    """A page of releases."""

    data: list[OrderRelease | TransportationRelease]


class TagPage(_Page):
    """A page of tags."""

    data: list[Tag]


class User(Answered):
    """Who is signed in; an API key has no e-mail address."""

    id: str
    email: str | None
    first_name: str
    last_name: str
    role: str
    permissions: list[str]
    company_id: str


class Token(Answered):
    """What signing in yields."""

    token: str
    driver_token: None
    driver: None
    user: User
    api_key: None


class ErrorSource(Answered):
    """Where the error stands: in the body (RFC 6901) or in the query."""

    pointer: str | None
    parameter: str | None


class Error(Answered):
    """One thing that is wrong; `status` is a string."""

    status: str
    code: str
    title: str
    detail: str
    source: ErrorSource | None
    meta: dict[str, Any] | None


class Errors(Answered):
    """Everything that is wrong."""

    errors: list[Error]
