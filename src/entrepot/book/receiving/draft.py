"""What a door gives in order to receive, write off, return or undo: already parsed, nothing yet checked."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.receiving.receipt import PieceType, ReceiptStatus
from entrepot.book.values.unset import UNSET, Unset


@dataclass(frozen=True, slots=True)
class ReceiptKey:
    """Which goods receipt is meant: by id or by serial."""

    id: UUID | None = None
    serial: int | None = None


@dataclass(frozen=True, slots=True)
class GoodsDraft:
    """Goods that came. What they are is said by the first given of `line_id`/`line_serial` (an order line),
    `product_id`/`product_serial`, `sku`, `barcode`.

    How much: `quantity` = `accepted` + `rejected`, any two of them, or `quantity` alone (all accepted). Given in
    `cases` instead, the units per case come from `units_per_case`, the line, or the supplier's carton; with a barcode
    the figures count scans (1 when none is given). `serial_numbers` may end in a range such as `100+`.
    `client_id` is made by the client: the same one twice is counted once.
    """

    line_id: UUID | None = None
    line_serial: int | None = None
    product_id: UUID | None = None
    product_serial: int | None = None
    sku: str | None = None
    barcode: str | None = None
    quantity: Decimal | None = None
    accepted: Decimal | None = None
    rejected: Decimal | None = None
    cases: Decimal | None = None
    units_per_case: Decimal | None = None
    reason: str | None = None
    warehouse_id: UUID | None = None
    warehouse_serial: int | None = None
    lot: str | None = None
    expiry: date | None = None
    serial_numbers: tuple[str, ...] = ()
    client_id: str | None = None
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceiveDraft:
    """One order's goods received in one go: a receipt is made, booked and completed.

    `everything` takes all that is outstanding (then `lines` is empty). `override` asks for the right to receive more
    than the tolerance; it is written down. `occurred_at` is when it happened, now when not given.
    """

    lines: tuple[GoodsDraft, ...] = ()
    everything: bool = False
    warehouse_id: UUID | None = None
    warehouse_serial: int | None = None
    reference: str | None = None
    remarks: str | None = None
    reason: str | None = None
    client_id: str | None = None
    override: bool = False
    occurred_at: datetime | None = None
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PieceDraft:
    """A package or pallet to be expected."""

    type: PieceType = PieceType.PACKAGE
    carrier_code: str | None = None
    barcode: str | None = None
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PiecePatch:
    """Changes to a piece: what is UNSET stays, None clears. `status` moves it forward."""

    type: PieceType | Unset = UNSET
    carrier_code: str | None | Unset = UNSET
    barcode: str | None | Unset = UNSET
    status: ReceiptStatus | Unset = UNSET
    custom_data: dict[str, object] | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """A goods receipt to be announced: for orders (in this order), or for none known yet.

    `lines` are booked at once, which makes the receipt pending. `warehouse_id` defaults to the first order's.
    """

    order_ids: tuple[UUID, ...] = ()
    order_serials: tuple[int, ...] = ()
    warehouse_id: UUID | None = None
    warehouse_serial: int | None = None
    expected_at: datetime | None = None
    remarks: str | None = None
    reference: str | None = None
    pieces: tuple[PieceDraft, ...] = ()
    lines: tuple[GoodsDraft, ...] = ()
    client_id: str | None = None
    override: bool = False
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceiptPatch:
    """Changes to a receipt that is not final: what is UNSET stays, None clears; `order_ids` replaces the links."""

    warehouse_id: UUID | Unset = UNSET
    expected_at: datetime | None | Unset = UNSET
    remarks: str | None | Unset = UNSET
    reference: str | None | Unset = UNSET
    order_ids: tuple[UUID, ...] | Unset = UNSET
    custom_data: dict[str, object] | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class LineQuantity:
    """So much of one order line (by id or serial); without a quantity all that can be meant."""

    line_id: UUID | None = None
    line_serial: int | None = None
    quantity: Decimal | None = None
    warehouse_id: UUID | None = None
    reason: str | None = None
    lot: str | None = None
    serial_numbers: tuple[str, ...] = ()
    client_id: str | None = None
