"""The shapes of webhooks, deliveries and jobs, for the OpenAPI document."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.shapes import Shape, Versioned
from entrepot.book.jobs.job import JobState
from entrepot.book.webhooks.endpoint import DeliveryState


class Webhook(Versioned):
    """Whom to tell of what. `secret` is shown only by the answers that make it."""

    url: str
    description: str | None
    form: Annotated[str, Field(description="`native`, or the name of the dialect whose envelope is sent.")]
    events: list[str]
    enabled: bool
    disabled_reason: str | None
    username: Annotated[str | None, Field(description="The user name sent by HTTP Basic; its password is not shown.")]
    previous_secret_until: Annotated[
        datetime | None, Field(description="Until then the secret before the present one signs too.")
    ]
    secret: Annotated[str | None, Field(description="The new secret; keep it, it is not shown again.")] = None


class Delivery(Shape):
    """One event on its way to one webhook."""

    id: UUID
    webhook_id: UUID
    event_id: UUID | None
    event: str
    subject: str
    subject_id: UUID
    state: DeliveryState
    attempts: int
    next_at: datetime | None
    resend_of: UUID | None
    created_at: datetime
    finished_at: datetime | None


class Attempt(Shape):
    """One attempt: the status and the first 64 KiB of the answer, or why there was none."""

    number: int
    started_at: datetime
    milliseconds: int
    address: str | None
    status: int | None
    answer: str | None
    error: str | None


class DeliveryDetail(Delivery):
    """A delivery with what was sent and every attempt at it."""

    body: Annotated[str | None, Field(description="The very text that is sent; null until the first attempt.")]
    log: list[Attempt]


class JobProgress(Shape):
    """How far a job is, in its own units."""

    done: int
    total: int | None
    message: str | None


class Job(Versioned):
    """Work that is done behind the scenes."""

    kind: str
    state: JobState
    attempts: int
    run_at: datetime
    progress: JobProgress | None
    payload: dict[str, Any]
    result: dict[str, Any] | None
    last_error: str | None
    created_by: str | None
    finished_at: datetime | None
