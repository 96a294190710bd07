"""The bodies Pack's clients send from the dock: goods receipts, pieces, booked goods, stock mutations."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from entrepot.dialects.pack.wire import docksamples
from entrepot.dialects.pack.wire.values import Id, Incoming, Pieces
from entrepot.errors import FIELD_FORMAT, FIELD_TYPE

ReceiptWord = Literal["canceled", "expected", "arrived", "pending", "completed"]
PieceTypeWord = Literal["package", "pallet"]
PlaceWord = Literal["bin", "stock_location"]
MAX_LINKS = 100
MAX_PIECES = 1_000
MAX_SERIALS = 10_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(_DAY.pattern + r"[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII)


def _day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _no_time(value, "A date such as 2026-03-18 is expected.")


def _moment(value: object) -> datetime:
    """A moment with its offset, or a bare date: its midnight in UTC."""
    if isinstance(value, str) and len(value) == 10:
        return datetime.combine(_day(value), time(0), UTC)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise _no_time(value, "A date, or a time with its offset such as 2026-03-18T08:30:00Z, is expected.")


def _no_time(value: object, sentence: str) -> PydanticCustomError:
    return PydanticCustomError(FIELD_FORMAT if isinstance(value, str) else FIELD_TYPE, sentence)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]


class PieceIn(Incoming):
    """A package or pallet that is expected; `barcode` is the label on it."""

    type: PieceTypeWord = "package"
    carrier_code: str | None = None
    barcode: str | None = None


class LinkIn(Incoming):
    """A purchase order the goods are for."""

    id: Id


class ReceiptIn(Incoming):
    """What both sides may say about a new goods receipt."""

    remarks: str | None = None
    expected_delivery_at: Moment | None = None
    pieces: Annotated[list[PieceIn], Field(max_length=MAX_PIECES)] | None = None
    purchase_orders: Annotated[list[LinkIn], Field(max_length=MAX_LINKS)] | None = None


class AnnounceReceipt(ReceiptIn):
    """A goods receipt the organization announces to a warehouse."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.ANNOUNCE})

    warehouse_id: Id


class TakeReceipt(ReceiptIn):
    """A goods receipt made at the door of a warehouse."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.AT_THE_DOOR})

    organization_id: Id


class ChangeReceipt(Incoming):
    """What may change on a goods receipt that is expected: what is absent stays, null clears remarks and date."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.CHANGE_RECEIPT})

    remarks: str | None = None
    expected_delivery_at: Moment | None = None
    purchase_orders: Annotated[list[LinkIn], Field(max_length=MAX_LINKS)] | None = None
    status: ReceiptWord | None = None


class AddPiece(Incoming):
    """Another package or pallet of a goods receipt."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.ADD_PIECE})

    goods_receipt_id: Id
    type: PieceTypeWord
    carrier_code: str | None = None
    barcode: str | None = None


class ChangePiece(Incoming):
    """What may change on a piece: what is absent stays, null clears; the status only moves forward."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.CHANGE_PIECE})

    status: ReceiptWord | None = None
    type: PieceTypeWord | None = None
    carrier_code: str | None = None
    barcode: str | None = None


class SerialIn(Incoming):
    """The serial number of one unit."""

    code: str


class PlaceIn(Incoming):
    """Where goods lie: both keys are needed and may be null, which is the warehouse as a whole."""

    locatable_id: Id | None
    locatable_type: PlaceWord | None
    expiry_date: Day | None = None
    lot_number: str | None = None
    serial_numbers: Annotated[list[SerialIn], Field(max_length=MAX_SERIALS)] | None = None


class BookLine(Incoming):
    """Goods found in a piece."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.BOOK})

    goods_receipt_piece_id: Id
    product_id: Id
    quantity_received: Pieces
    stock: PlaceIn | None = None


class MutateStock(PlaceIn):
    """Units that came to the stock of a warehouse, or left it."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.MUTATE})

    product_id: Id
    delta: int
    reason: str | None = None


class MoveStock(Incoming):
    """Units that change their place inside a warehouse: both keys are needed and may be null."""

    model_config = ConfigDict(json_schema_extra={"example": docksamples.MOVE})

    locatable_id: Id | None
    locatable_type: PlaceWord | None
    quantity: Pieces
    serial_numbers: Annotated[list[SerialIn], Field(max_length=MAX_SERIALS)] | None = None
