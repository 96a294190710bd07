"""Products."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.values.money import Money


class ProductType(StrEnum):
    """Whether a product is bought as such or only stands for a set of others."""

    STANDARD = "standard"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Barcode:
    """A code that can be scanned and how many pieces one scan stands for."""

    id: UUID
    code: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or film of the product."""

    id: UUID
    url: str


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Outer measures, all in `unit` (cm, m, mm, in, ft)."""

    length: Decimal
    width: Decimal
    height: Decimal
    unit: str


@dataclass(slots=True)
class Product:
    """Something that can be bought. `weight_grams` is in grams; `hs_code` is text, so leading zeros survive.

    `whole_units` means fractions of it can neither be ordered nor received.
    """

    organization_id: UUID
    id: UUID
    serial: int
    sku: str
    name: str
    brand: str | None
    description: str | None
    barcodes: tuple[Barcode, ...]
    media: tuple[Media, ...]
    cost_price: Money | None
    regular_price: Money | None
    dimensions: Dimensions | None
    weight_grams: Decimal | None
    hs_code: str | None
    country_of_origin: str | None
    type: ProductType
    whole_units: bool
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    over_receipt_percent: Decimal | None = None
    short_receipt_percent: Decimal | None = None
    extension: dict[str, object] = field(default_factory=dict)
