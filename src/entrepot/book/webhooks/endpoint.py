"""A webhook endpoint, the deliveries to it and every attempt at one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

NATIVE = "native"
EVERYTHING = "*"
TEST = "webhook.test"
MOST_ENDPOINTS = 100
ANSWER_BYTES = 64 << 10


class DeliveryState(StrEnum):
    """Where a delivery stands. `dropped`: it became pointless (webhook off or deleted, the thing told of is gone)."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret of an endpoint as it is kept, and when it ends to hold (None: it is the present one)."""

    sealed: str
    ends_at: datetime | None = None


@dataclass(slots=True)
class WebhookEndpoint:
    """Whom to tell of what: `event_names` are of its `form`, of which `native` has `*` and `noun.*` too.

    `credentials` are a user name and password for HTTP Basic, sealed. `fresh_secret` is not kept: whoever makes an
    endpoint or rotates its secret is shown it once.
    """

    organization_id: UUID
    id: UUID
    url: str
    description: str | None
    form: str
    event_names: tuple[str, ...]
    enabled: bool
    disabled_reason: str | None
    secrets: tuple[Secret, ...]
    credentials: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    extension: dict[str, object] = field(default_factory=dict)
    fresh_secret: str | None = None

    def holding_secrets(self, now: datetime) -> list[Secret]:
        """The secrets that hold now, the present one first."""
        return [secret for secret in self.secrets if secret.ends_at is None or secret.ends_at > now]


@dataclass(slots=True)
class Delivery:
    """One event on its way to one endpoint. `event_name` is the form's; `body` is what is sent, the same every time.

    `event_id` is None for a test; `resend_of` is the delivery whose body is sent again.
    """

    organization_id: UUID
    id: UUID
    endpoint_id: UUID
    event_id: UUID | None
    event_name: str
    subject: str
    subject_id: UUID
    state: DeliveryState
    attempts: int
    next_at: datetime | None
    body: str | None
    job_id: UUID
    resend_of: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None


@dataclass(slots=True)
class Attempt:
    """One attempt at a delivery: the HTTP status and the answer (its first 64 KiB), or why there was none."""

    organization_id: UUID
    id: UUID
    delivery_id: UUID
    number: int
    started_at: datetime
    milliseconds: int
    address: str | None
    status: int | None
    answer: str | None
    error: str | None


# Ten attempts over three days.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=20),
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How patiently a form is told: the waits between attempts, the seconds one may take, the statuses that say yes."""

    waits: tuple[timedelta, ...] = WAITS
    seconds: int = 15
    accepted: range = range(200, 300)


LONGEST_ASKED = timedelta(days=1)


def wanted(event_names: tuple[str, ...], name: str) -> bool:
    """Whether an endpoint that listens to `event_names` wants to hear of `name`."""
    return not {name, EVERYTHING, f"{name.partition('.')[0]}.*"}.isdisjoint(event_names)
