"""Webhooks on Pack's wire: the bodies that come in, the shape that goes out, the examples of both."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from entrepot.dialects.pack.wire.samples import MORNING, Document
from entrepot.dialects.pack.wire.values import Incoming

# The vendor's own codes are about sales orders, which this book does not have; ours are behind a setting.
SALES_CODES = ("order.canceled", "order.created", "order.shipped")
PURCHASE_CODES = (
    "purchase_order.created",
    "purchase_order.updated",
    "purchase_order.canceled",
    "goods_receipt.completed",
)
EventCode = Literal[
    "order.canceled",
    "order.created",
    "order.shipped",
    "purchase_order.created",
    "purchase_order.updated",
    "purchase_order.canceled",
    "goods_receipt.completed",
]
Url = Annotated[str, Field(max_length=2048)]
Secret = Annotated[str, Field(max_length=255)]

CREATE: Document = {
    "event_code": "order.created",
    "endpoint": "https://shop.harbour-supplies.example/pack",
    "secret": "made up for this example",
    "enabled": True,
}
CHANGE: Document = {"enabled": False}
WEBHOOK: Document = {
    "id": "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0a40",
    **CREATE,
    "created_at": MORNING,
    "updated_at": MORNING,
}


class CreateWebhook(Incoming):
    """A new webhook: one event, and where to send it."""

    model_config = ConfigDict(json_schema_extra={"example": CREATE})

    event_code: EventCode
    endpoint: Url
    secret: Secret
    enabled: bool = True


class ChangeWebhook(Incoming):
    """What may change on a webhook; what is absent (or null) stays."""

    model_config = ConfigDict(json_schema_extra={"example": CHANGE})

    event_code: EventCode | None = None
    endpoint: Url | None = None
    secret: Secret | None = None
    enabled: bool | None = None


class WebhookOut(BaseModel):
    """A webhook, with its secret as the vendor shows it."""

    id: str
    event_code: str
    endpoint: str
    secret: str
    enabled: bool
    created_at: str
    updated_at: str


class DeliveryOut(BaseModel):
    """What is sent: the event, and the thing as it was when it was first sent."""

    id: str
    event_code: EventCode
    organization_id: str
    created_at: str
    data: dict[str, Any]
