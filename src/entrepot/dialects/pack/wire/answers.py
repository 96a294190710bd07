"""The shapes of Pack's answers, for the API document; answers themselves are written from plain dictionaries."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from entrepot.dialects.pack.wire.requests import ProductTypeWord, StatusWord

T = TypeVar("T")


class One(BaseModel, Generic[T]):
    """A single resource."""

    data: T


class Links(BaseModel):
    """The pages beside this one."""

    prev: str | None
    next: str | None


class Meta(BaseModel):
    """How many items a page holds."""

    per_page: int


class Many(BaseModel, Generic[T]):
    """A page of a list."""

    data: list[T]
    links: Links
    meta: Meta


class Refusal(BaseModel):
    """What every refusal looks like; `errors` stands on a 422 only and is keyed by dotted field names."""

    message: str
    errors: dict[str, list[str]] | None = None


class MoneyOut(BaseModel):
    """An amount; `value` has at least the digits of the currency."""

    currency: str
    value: str


class WeightOut(BaseModel):
    """A weight in grams."""

    value: int | float
    unit: Literal["g"]


class DimensionsOut(BaseModel):
    """Outer measures in centimetres."""

    height: int | float
    length: int | float
    width: int | float
    unit: Literal["cm"]


class BarcodeOut(BaseModel):
    """A barcode and how many pieces one scan of it stands for."""

    id: str
    barcode: str
    quantity: int


class MediaOut(BaseModel):
    """A picture; the crops are the picture itself."""

    id: str
    url: str
    url_medium: str
    url_thumb: str


class SupplierOut(BaseModel):
    """A supplier; `reference` is our account number with it."""

    id: str
    name: str
    reference: str | None
    emails: list[str]
    remarks: str | None
    created_at: str
    updated_at: str


class WarehouseProductOut(BaseModel):
    """A product as a warehouse sees it."""

    id: str
    organization_id: str
    name: str
    brand_name: str | None
    code: str | None
    dimensions: DimensionsOut | None
    weight: WeightOut | None
    hs_code: int | None
    country_code_of_origin: str | None
    created_at: str
    updated_at: str


class ProductOut(BaseModel):
    """A product with its stock over all warehouses."""

    id: str
    name: str
    brand_name: str | None
    code: str | None
    cost_price: MoneyOut | None
    regular_price: MoneyOut | None
    dimensions: DimensionsOut | None
    weight: WeightOut | None
    hs_code: int | None
    country_code_of_origin: str | None
    description: str | None
    quantity_allocated: int
    quantity_on_hand: int
    quantity_available: int
    type: ProductTypeWord
    created_at: str
    updated_at: str
    barcodes: list[BarcodeOut]
    media: list[MediaOut]


class WarehouseOut(BaseModel):
    """A warehouse."""

    id: str
    name: str
    created_at: str
    updated_at: str


class ProductWarehouseOut(BaseModel):
    """What a warehouse has of a product; product and warehouse stand here when they are included."""

    product_id: str
    warehouse_id: str
    needs_expiry_date: bool
    needs_lot_number: bool
    needs_serial_number: bool
    needs_serial_number_while_packing: bool
    quantity_allocated: int
    quantity_on_hand: int
    quantity_available: int
    product: ProductOut | None = None
    warehouse: WarehouseOut | None = None


class OrderOut(BaseModel):
    """What creating, changing and listing orders answer with."""

    id: str
    supplier_id: str | None
    reference: str
    status: StatusWord
    created_at: str
    updated_at: str


class CreatorOut(BaseModel):
    """Who did it."""

    name: str
    avatar: dict[str, Any] | None


class EventOut(BaseModel):
    """Something that happened to an order."""

    id: str
    code: str | None
    category: Literal["error", "info", "tracking"]
    message: str
    created_by: CreatorOut
    created_at: str
    occurred_at: str
    updated_at: str


class LineOut(BaseModel):
    """A line; what was booked but not completed does not count as received."""

    id: str
    purchase_order_id: str
    product_id: str | None
    price: MoneyOut | None
    quantity_ordered: int
    quantity_received: int
    sell_ahead: int


class LineWithProductOut(LineOut):
    """A line with its product."""

    product: ProductOut | None


class FullOrderOut(OrderOut):
    """An order with everything there is about it."""

    events: list[EventOut]
    lines: list[LineWithProductOut]
    supplier: SupplierOut | None
    updatable: bool
