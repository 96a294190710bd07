"""Tags: coloured words that orders can carry."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class TagStatus(StrEnum):
    """An inactive tag stays where it is and is added nowhere."""

    ACTIVE = "active"
    INACTIVE = "inactive"


@dataclass(slots=True)
class Tag:
    """A tag; the slug is made from the first name and stays when the name changes. `color` is #rgb or #rrggbb."""

    organization_id: UUID
    id: UUID
    name: str
    slug: str
    color: str
    status: TagStatus
    description: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    extension: dict[str, object] = field(default_factory=dict)
