"""The shapes of pre-orders and availability, for the OpenAPI document."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.shapes import DecimalText, Shape, Versioned
from entrepot.book.stock.preorder import PreOrderStatus


class PreOrder(Versioned):
    """Units promised to a customer before they are here, and the incoming line they stand on."""

    serial: int | None
    product_id: UUID
    quantity: DecimalText
    quantity_allocated: DecimalText
    quantity_open: DecimalText
    reference: str
    customer: str | None
    status: PreOrderStatus
    order_id: UUID | None
    order_line_id: UUID | None
    promised_date: Annotated[datetime | None, Field(description="The line's date and the supplier's median lateness.")]
    latest_date: Annotated[
        datetime | None, Field(description="The line's date and the 90th percentile of the supplier's lateness.")
    ]


class Arriving(Shape):
    """What is outstanding on one line of a sent or confirmed purchase."""

    date: Annotated[datetime | None, Field(description="Promised, else requested, else the order's due date.")]
    quantity: DecimalText
    order_id: UUID
    order_number: str
    order_line_id: UUID
    sell_ahead: Annotated[DecimalText, Field(description="The line's quota.")]
    pre_sold: Annotated[DecimalText, Field(description="Pre-sold on this line and still to come.")]
    sell_ahead_left: Annotated[DecimalText, Field(description="What may still be promised of it.")]


class Availability(Shape):
    """A product's figures over all warehouses."""

    product_id: UUID
    sku: str
    on_hand: DecimalText
    allocated: DecimalText
    available: Annotated[DecimalText, Field(description="On hand less allocated.")]
    incoming: Annotated[list[Arriving], Field(description="Earliest first; without a date last.")]
    quantity_incoming: DecimalText
    pre_sold: Annotated[DecimalText, Field(description="Promised ahead and still to come, waiting ones included.")]
    waiting: Annotated[DecimalText, Field(description="Of it, what no incoming line covers.")]
    sell_ahead_left: Annotated[DecimalText, Field(description="What may still be promised of incoming goods.")]
    available_to_promise: Annotated[
        DecimalText, Field(description="available and sell_ahead_left together, never negative.")
    ]
