"""Organizations (tenants) and the legal entities they buy through."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from entrepot.book.values.address import Address


@dataclass(slots=True)
class Organization:
    """A tenant: everything else belongs to exactly one. `settings` holds only what differs from the defaults."""

    id: UUID
    serial: int
    name: str
    currency: str
    time_zone: str
    country: str | None
    settings: dict[str, object]
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True)
class Company:
    """A legal entity of the organization; every organization is born with a default one."""

    organization_id: UUID
    id: UUID
    serial: int
    name: str
    code: str | None
    currency: str
    is_default: bool
    active: bool
    address: Address | None
    email: str | None
    website: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    extension: dict[str, object] = field(default_factory=dict)
