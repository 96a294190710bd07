"""Warehouses."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from entrepot.book.values.address import Address


class WarehouseType(StrEnum):
    """Whether goods are kept there or pass straight to the customer."""

    STANDARD = "standard"
    DROP_SHIP = "drop_ship"


@dataclass(slots=True)
class Warehouse:
    """A place where goods are received and kept; every organization is born with a default one."""

    organization_id: UUID
    id: UUID
    serial: int
    name: str
    code: str | None
    address: Address | None
    is_default: bool
    type: WarehouseType
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime
    extension: dict[str, object] = field(default_factory=dict)
