"""The shapes of receipts and movements, for the OpenAPI document."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.order_shapes import Event, Line, Order, OrderHeader, Warning
from entrepot.api.rest.shapes import DecimalText, Shape
from entrepot.book.receiving.movement import MovementKind
from entrepot.book.receiving.receipt import PieceType, ReceiptStatus


class Who(Shape):
    """Who did it."""

    id: UUID
    name: str


class Piece(Shape):
    """A package or pallet."""

    id: UUID | None
    position: int
    type: PieceType
    status: ReceiptStatus
    carrier_code: str | None
    barcode: str | None
    arrived_at: datetime | None
    completed_at: datetime | None


class ReceiptLine(Shape):
    """Goods found on a receipt, in units; `matched` is what order lines count of them."""

    id: UUID | None
    serial: int | None
    position: int
    piece_id: UUID | None
    order_id: UUID | None
    order_line_id: UUID | None
    product_id: UUID | None
    sku: str | None
    description: str | None
    warehouse_id: UUID
    quantity: DecimalText
    accepted: DecimalText
    rejected: DecimalText
    matched: DecimalText
    unmatched: Annotated[DecimalText, Field(description="Accepted goods that no order line counts.")]
    undone: DecimalText
    reason: str | None
    lot: str | None
    expiry: date | None
    serials: list[str]


class ReceiptHeader(Shape):
    """Goods of one or several orders, or of none known yet; an id that is null stands in a dry run only."""

    id: UUID | None
    serial: int | None
    version: int
    warehouse_id: UUID
    status: ReceiptStatus
    expected_at: datetime | None
    arrived_at: datetime | None
    completed_at: datetime | None
    canceled_at: datetime | None
    undone_at: datetime | None
    remarks: str | None
    reference: str | None
    source: str
    client_id: str | None
    created_at: datetime
    updated_at: datetime
    created_by: Who
    purchase_order_ids: list[UUID]


class GoodsReceipt(ReceiptHeader):
    """A goods receipt with its pieces and everything found in it."""

    pieces: list[Piece]
    lines: list[ReceiptLine]


class ReceiptListed(ReceiptHeader):
    """A goods receipt in a list; its pieces and lines come with `expand`."""

    pieces: list[Piece] = Field(default_factory=list)
    lines: list[ReceiptLine] = Field(default_factory=list)


class OrderThen(OrderHeader):
    """An order as it now is."""

    lines: list[Line]


class Posted(Shape):
    """What was posted, and the orders as they now are."""

    posting_id: UUID | None
    replayed: bool = Field(description="True: the same client_id had been done before; nothing was done now.")
    receipt: GoodsReceipt | None
    orders: list[OrderThen]
    warnings: list[Warning]
    dry_run: bool = False
    events: list[Event] = Field(default_factory=list, description="In a dry run.")


class ReceiptName(Shape):
    """Which receipt it is."""

    id: UUID | None
    serial: int | None
    status: ReceiptStatus


class ReceiptPosted(GoodsReceipt):
    """A receipt after something was posted on it, and its orders as they now are."""

    posting_id: UUID | None
    replayed: bool = Field(description="True: the same client_id had been done before; nothing was done now.")
    receipt: ReceiptName
    orders: list[OrderThen]
    warnings: list[Warning]
    dry_run: bool = False
    events: list[Event] = Field(default_factory=list, description="In a dry run.")


class PiecePosted(ReceiptPosted):
    """The same, and the piece that was added or changed."""

    piece: Piece


class Received(Order):
    """An order after goods of it were moved; `posting_id` is what an undo takes."""

    posting_id: UUID | None
    replayed: bool = Field(description="True: the same client_id had been done before; nothing was done now.")
    receipt: GoodsReceipt | None


class Movement(Shape):
    """One signed change of one counter of an order line; never altered."""

    id: UUID
    kind: MovementKind
    quantity: DecimalText
    order_id: UUID
    order_line_id: UUID
    posting_id: UUID
    receipt_id: UUID | None
    receipt_line_id: UUID | None
    product_id: UUID | None
    warehouse_id: UUID | None
    lot: str | None
    expiry: date | None
    reason: str | None
    reverses_id: UUID | None
    client_id: str | None
    actor: Who
    door: str
    occurred_at: datetime
    created_at: datetime


class LedgerCheck(Shape):
    """Whether every counter is the sum of its movements."""

    ok: bool
    checked: int
    drifting: list[UUID]
