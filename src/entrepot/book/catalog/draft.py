"""What a door gives in order to create or change a product."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from entrepot.book.catalog.product import Dimensions, ProductType
from entrepot.book.values.money import Money
from entrepot.book.values.unset import UNSET, Unset


@dataclass(frozen=True, slots=True)
class BarcodeDraft:
    """A barcode to be kept; one that the product already has keeps its id."""

    code: str
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product to be made; a blank `sku` becomes its serial. `media` are addresses of pictures or films."""

    name: str
    sku: str | None = None
    brand: str | None = None
    description: str | None = None
    barcodes: tuple[BarcodeDraft, ...] = ()
    media: tuple[str, ...] = ()
    cost_price: Money | None = None
    regular_price: Money | None = None
    dimensions: Dimensions | None = None
    weight_grams: Decimal | None = None
    hs_code: str | None = None
    country_of_origin: str | None = None
    type: ProductType = ProductType.STANDARD
    whole_units: bool = False
    active: bool = True
    over_receipt_percent: Decimal | None = None
    short_receipt_percent: Decimal | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProductPatch:
    """Changes to a product: what is UNSET stays, None clears; `barcodes` and `media` replace all there are."""

    name: str | Unset = UNSET
    sku: str | Unset = UNSET
    brand: str | None | Unset = UNSET
    description: str | None | Unset = UNSET
    barcodes: tuple[BarcodeDraft, ...] | Unset = UNSET
    media: tuple[str, ...] | Unset = UNSET
    cost_price: Money | None | Unset = UNSET
    regular_price: Money | None | Unset = UNSET
    dimensions: Dimensions | None | Unset = UNSET
    weight_grams: Decimal | None | Unset = UNSET
    hs_code: str | None | Unset = UNSET
    country_of_origin: str | None | Unset = UNSET
    type: ProductType | Unset = UNSET
    whole_units: bool | Unset = UNSET
    active: bool | Unset = UNSET
    over_receipt_percent: Decimal | None | Unset = UNSET
    short_receipt_percent: Decimal | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class ProductKey:
    """Which product is meant: by id, by serial or by SKU, the first that is given."""

    id: UUID | None = None
    serial: int | None = None
    sku: str | None = None
