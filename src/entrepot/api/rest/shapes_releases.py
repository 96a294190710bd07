"""The shapes of releases, for the OpenAPI document."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.order_shapes import Event, Warning
from entrepot.api.rest.shapes import Address, DecimalText, Document, Person, Shape
from entrepot.book.orders.order import Transport
from entrepot.book.releases.release import ReleaseStatus, ReleaseType


class ReleaseLine(Shape):
    """So much of an order line; `child_line_id` is the line of the order it went onto."""

    id: UUID | None
    position: int
    order_line_id: UUID
    quantity: DecimalText
    unit: str | None
    child_line_id: UUID | None
    custom_data: Document


class Release(Shape):
    """Goods of an order let go onto an order of their own, or onto a shipment."""

    id: UUID | None
    number: int
    version: int
    purchase_order_id: UUID
    type: ReleaseType
    status: ReleaseStatus
    child_order_id: Annotated[UUID | None, Field(description="The order that accepting it made.")]
    by_supplier: bool
    shipment_id: str | None
    shipment_reference: str | None
    transit: Annotated[Transport | None, Field(description="How far goods on a shipment are.")]
    ready_at: datetime | None
    ship_from: Address | None
    message: str | None
    reason: str | None
    accepted_at: datetime | None
    rejected_at: datetime | None
    canceled_at: datetime | None
    source: str
    created_by: Person
    created_at: datetime
    updated_at: datetime
    custom_data: Document
    extension: Document
    lines: list[ReleaseLine]


class Released(Release):
    """A release after a write."""

    warnings: list[Warning]
    events: list[Event] = Field(default_factory=list, description="In a dry run.")
    dry_run: bool = Field(False, description="In a dry run.")
