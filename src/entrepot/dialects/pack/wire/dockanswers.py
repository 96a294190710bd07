"""The shapes of Pack's answers about the dock and the stock, for the API document."""

from typing import Any

from pydantic import BaseModel

from entrepot.dialects.pack.wire.answers import (
    CreatorOut,
    LineOut,
    OrderOut,
    ProductOut,
    WarehouseOut,
    WarehouseProductOut,
)
from entrepot.dialects.pack.wire.dock import PieceTypeWord, ReceiptWord


class _ReceiptOut(BaseModel):
    id: str
    remarks: str | None
    status: ReceiptWord
    expected_delivery_at: str | None
    arrived_at: str | None
    completed_at: str | None
    created_at: str
    updated_at: str


class PieceOut(BaseModel):
    """A package or pallet; `barcode` is the label on it."""

    id: str
    goods_receipt_id: str
    carrier_code: str | None
    barcode: str | None
    status: ReceiptWord
    type: PieceTypeWord
    arrived_at: str | None
    completed_at: str | None
    created_at: str
    updated_at: str


class BookedLineOut(BaseModel):
    """What was booked of a product in a piece, all bookings together."""

    id: str
    goods_receipt_piece_id: str | None
    product_id: str | None
    quantity_received: int
    created_at: str
    updated_at: str


class _PartsOut(BaseModel):
    pieces: list[PieceOut]
    purchase_orders: list[OrderOut]
    lines: list[BookedLineOut]


class ReceiptOut(_ReceiptOut):
    """A goods receipt as the organization sees it."""

    warehouse_id: str


class FullReceiptOut(ReceiptOut, _PartsOut):
    """A goods receipt with its pieces, its orders and what was booked, as the organization sees it."""


class WarehouseReceiptOut(_ReceiptOut):
    """A goods receipt as the warehouse sees it."""

    organization_id: str


class FullWarehouseReceiptOut(WarehouseReceiptOut, _PartsOut):
    """A goods receipt with its pieces, its orders and what was booked, as the warehouse sees it."""


class WarehouseLineOut(LineOut):
    """An order's line; its product stands here when it is included."""

    product: WarehouseProductOut | None = None


class WarehouseOrderOut(OrderOut):
    """An order as the warehouse sees it; its lines stand here when they are included."""

    organization_id: str
    lines: list[WarehouseLineOut] | None = None


class StockOut(BaseModel):
    """What lies in a place; the place is the warehouse as a whole, so it is null."""

    id: str
    locatable_id: str | None
    locatable_type: str | None
    product_id: str
    quantity_allocated: int
    quantity_on_hand: int
    quantity_available: int
    expiry_date: str | None
    lot_number: str | None
    created_at: str
    updated_at: str
    locatable: dict[str, Any] | None = None
    organization: dict[str, Any] | None = None
    product: WarehouseProductOut | None = None


class WarehouseMutationOut(BaseModel):
    """Units that came to a stock or left it."""

    id: str
    locatable_id: str | None
    locatable_type: str | None
    product_id: str
    stock_id: str
    delta: int
    reason: str | None
    expiry_date: str | None
    lot_number: str | None
    created_at: str
    created_by: CreatorOut


class MutationOut(WarehouseMutationOut):
    """The same as the organization sees it; the rest stands here when it is included."""

    warehouse_id: str
    workstation_id: str | None
    locatable: dict[str, Any] | None = None
    product: ProductOut | None = None
    stock: StockOut | None = None
    transactions: list[dict[str, Any]] | None = None
    warehouse: WarehouseOut | None = None


class SerialOut(BaseModel):
    """A unit that can be told from the others; its stock is null once it has left."""

    id: str
    code: str
    product_id: str
    stock_id: str | None
    created_at: str
    updated_at: str


class ReplenishmentOut(BaseModel):
    """A product of which more is promised than lies in the warehouse."""

    product_id: str
    quantity_recommended: int
    product: WarehouseProductOut | None
