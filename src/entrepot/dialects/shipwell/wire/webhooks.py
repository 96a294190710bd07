"""Webhooks on Shipwell's wire: what comes in, what goes out, examples of both."""

from typing import Annotated, Any, Literal

from pydantic import Field

from entrepot.dialects.shipwell.wire.answers import Answered, PageLinks
from entrepot.dialects.shipwell.wire.values import CustomData, Email, Flag, Text, Wire

Document = dict[str, Any]
EventName = Literal["order.created", "order.updated"]
StatusWord = Literal["ENABLED", "DISABLED"]
NAMES_BY_VERSION: dict[str, list[str]] = {"1": ["order.created", "order.updated"]}
NEW: Document = {
    "url": "https://dock.harbor-bakehouse.example/shipwell",
    "enabled_events": ["order.created", "order.updated"],
    "error_contact_email": "dock@harbor-bakehouse.example",
    "status": "ENABLED",
    "event_version": 1,
    "include_updated_object": True,
    "custom_data": {"site": "Duluth"},
    "username": "shipwell",
    "password": "made up for this example",
}
EXAMPLE: Document = {
    "id": "01JPZK4D7W3M9RTBX0G5HN2QA7",
    "resource_type": "webhook",
    **{name: value for name, value in NEW.items() if name != "password"},
    "created_at": "2026-03-18T10:22:41.507311Z",
}


class WebhookBody(Wire):
    """A subscription to be made or changed; user name and password that are not given stay."""

    url: Annotated[str, Field(max_length=2048)]
    enabled_events: Annotated[list[EventName], Field(min_length=1, max_length=100)]
    error_contact_email: Email
    status: StatusWord | None = None
    event_version: Literal[1] | None = None
    include_updated_object: Flag | None = None
    custom_data: CustomData | None = None
    username: Text | None = None
    password: Text | None = None


class Webhook(Answered):
    """A subscription; its password is not shown."""

    id: str
    resource_type: Literal["webhook"]
    url: str
    enabled_events: list[str]
    error_contact_email: str | None
    status: StatusWord
    event_version: int
    include_updated_object: bool
    custom_data: dict[str, Any]
    username: str | None
    created_at: str


class WebhookPage(Answered):
    """A page of subscriptions."""

    count: int
    total_count: int
    links: PageLinks
    data: list[Webhook]


class EventNames(Answered):
    """The names of events by version."""

    version_1: Annotated[list[str], Field(alias="1")]
