"""Purchase orders and tags as clients send them."""

from typing import Annotated, Literal

from pydantic import Field

from entrepot.dialects.shipwell.wire.items import CreateOrderItem, UpdateEntireOrderItem
from entrepot.dialects.shipwell.wire.places import OrderReference, OrderRequirements, OrderStop, OrderSupplier
from entrepot.dialects.shipwell.wire.values import (
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
    Wire,
)
from entrepot.dialects.shipwell.wire.words import TagStatusWord

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
    items: list[CreateOrderItem] | None = None


class UpdateEntirePurchaseOrder(OrderHeader):
    """A purchase order as it shall be; a top-level field that is absent stays as it was."""

    ship_to: OrderStop | None = None
    items: list[UpdateEntireOrderItem] | None = None


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
