"""Purchase orders and tags as clients send them."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field
from pydantic import Tag as PydanticTag

from entrepot.dialects.shipwell.wire.items import (
    CreateOrderItem,
    ItemReference,
    ItemRequirements,
    UpdateEntireOrderItem,
)
from entrepot.dialects.shipwell.wire.places import OrderReference, OrderRequirements, OrderStop, OrderSupplier
from entrepot.dialects.shipwell.wire.values import (
    MOST_ITEMS,
    Color,
    CustomData,
    Day,
    Flag,
    LongText,
    Name,
    OrderNumber,
    TagKey,
    Text,
    Text64,
    Text128,
    Wire,
    ZeroOrMore,
)
from entrepot.dialects.shipwell.wire.words import PURCHASE_ORDER, SALES_ORDER, TagStatusWord

Groups = Annotated[list[Text], Field(max_length=100)]
Tags = Annotated[list[TagKey], Field(max_length=100)]
References = Annotated[list[OrderReference], Field(max_length=100)]


class OrderHeader(Wire):
    """What creating and updating a purchase order have in common."""

    order_number: OrderNumber
    order_type: Literal["PURCHASE_ORDER"] | None = None
    name: Text | None = None
    description: LongText | None = None
    ship_from: OrderStop | None = None
    start_date: Day | None = None
    expiration_date: Day | None = None
    references: References | None = None
    shipping_requirements: OrderRequirements | None = None
    supplier: OrderSupplier | None = None
    supplier_created_releases_allowed: Flag | None = None
    tags: Tags | None = None
    groups: Groups | None = None
    archived: Flag | None = None
    custom_data: CustomData | None = None
    source_system_id: Text64 | None = None


class CreatePurchaseOrder(OrderHeader):
    """A purchase order to be made."""

    ship_to: OrderStop
    items: Annotated[list[CreateOrderItem], Field(max_length=MOST_ITEMS)] | None = None


class UpdateEntirePurchaseOrder(OrderHeader):
    """A purchase order as it shall be; a top-level field that is absent stays as it was."""

    ship_to: OrderStop | None = None
    items: Annotated[list[UpdateEntireOrderItem], Field(max_length=MOST_ITEMS)] | None = None


class SalesAmount(Wire):
    """How much of an item its supplier can deliver; the unit stays."""

    value: ZeroOrMore


class SalesOrderItem(Wire):
    """Changes a supplier makes to an item; what is absent stays."""

    id: Text
    amount: SalesAmount | None = None
    description: Text128 | None = None
    references: list[ItemReference] | None = None
    shipping_requirements: ItemRequirements | None = None


class UpdateEntireSalesOrder(Wire):
    """A sales order as its supplier wants it; items and fields that are absent stay as they were."""

    order_number: OrderNumber
    order_type: Literal["SALES_ORDER"] | None = None
    name: Text | None = None
    custom_data: CustomData | None = None
    ship_from: OrderStop | None = None
    ship_to: OrderStop | None = None
    items: Annotated[list[SalesOrderItem], Field(max_length=MOST_ITEMS)] | None = None


def _face(body: object) -> str:
    given = body.get("order_type") if isinstance(body, dict) else None
    return SALES_ORDER if given == SALES_ORDER else PURCHASE_ORDER


# Which body is meant is said by `order_type`.
UpdateOrder = Annotated[
    Annotated[UpdateEntirePurchaseOrder, PydanticTag(PURCHASE_ORDER)]
    | Annotated[UpdateEntireSalesOrder, PydanticTag(SALES_ORDER)],
    Discriminator(_face),
]


class TagBody(Wire):
    """A tag to be made or changed."""

    name: Name
    color: Color
    status: TagStatusWord
    description: LongText | None = None


class SignIn(Wire):
    """Who wants a token."""

    email: Text
    password: Annotated[str, Field(max_length=1024)]
