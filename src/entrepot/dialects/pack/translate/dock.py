"""Goods receipts, pieces and booked goods as Pack's clients send them, in the book's words."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.draft import DoorPolicy
from entrepot.book.orders.order import OrderStatus
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import ORGANIZATION_UNKNOWN
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.receiving.draft import (
    GoodsDraft,
    PieceDraft,
    PiecePatch,
    ReceiptDraft,
    ReceiptKey,
    ReceiptPatch,
)
from entrepot.book.receiving.errors import RECEIPT_FINAL, RECEIPT_MOVE_REFUSED
from entrepot.book.receiving.receipt import GoodsReceipt, PieceType, ReceiptStatus
from entrepot.book.values.unset import UNSET, Unset
from entrepot.dialects.pack.errors import PLACE_UNKNOWN
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire.dock import (
    AddPiece,
    BookLine,
    ChangePiece,
    ChangeReceipt,
    LinkIn,
    MoveStock,
    PieceIn,
    PlaceIn,
    ReceiptIn,
)
from entrepot.dialects.pack.wire.words import CANCELED
from entrepot.errors import CODES, Conflict, FieldError, Invalid

DRAFT_TOO = frozenset({OrderStatus.DRAFT, OrderStatus.SENT, OrderStatus.CONFIRMED})


def dock_policy(settings: OrganizationSettings) -> DoorPolicy:
    """What Pack allows on the dock: orders that were only created take goods, and more than ordered may come."""
    percent = settings.percent("pack.over_receipt_percent")
    return DoorPolicy(receive_in=DRAFT_TOO, over_receipt_percent=percent)


def receipt_key(text: str) -> ReceiptKey:
    """The goods receipt an id in a path or body means."""
    return ReceiptKey(id=id_of(text))


def receipt_draft(body: ReceiptIn, warehouse_id: UUID) -> ReceiptDraft:
    """A goods receipt to be expected at a warehouse."""
    return ReceiptDraft(
        warehouse_id=warehouse_id,
        order_ids=_links(body.purchase_orders or ()),
        expected_at=body.expected_delivery_at,
        remarks=body.remarks,
        pieces=tuple(piece_draft(piece) for piece in body.pieces or ()),
    )


def receipt_patch(body: ChangeReceipt) -> ReceiptPatch | None:
    """The fields of a goods receipt that were sent, or None when there are none."""
    sent = body.model_fields_set
    patch = ReceiptPatch(
        remarks=body.remarks if "remarks" in sent else UNSET,
        expected_at=body.expected_delivery_at if "expected_delivery_at" in sent else UNSET,
        order_ids=UNSET if body.purchase_orders is None else _links(body.purchase_orders),
    )
    return None if patch == ReceiptPatch() else patch


def must_cancel(receipt: GoodsReceipt, body: ChangeReceipt, *, patched: bool) -> bool:
    """Whether the change calls the receipt off; raises Conflict for any other move, and for all once goods are here."""
    wanted = None if body.status in {None, receipt.status.value} else body.status
    if receipt.status is not ReceiptStatus.EXPECTED and (wanted is not None or patched):
        message = f"Goods receipt {receipt.serial} is {receipt.status} and cannot be changed any more."
        raise Conflict(RECEIPT_FINAL, message)
    if wanted not in {None, CANCELED}:
        message = f"Goods receipt {receipt.serial} becomes {wanted} through its pieces."
        raise Conflict(RECEIPT_MOVE_REFUSED, message)
    return wanted == CANCELED


def piece_draft(body: PieceIn | AddPiece) -> PieceDraft:
    """A piece to be expected."""
    return PieceDraft(type=PieceType(body.type), carrier_code=body.carrier_code, barcode=body.barcode)


def piece_patch(body: ChangePiece) -> PiecePatch:
    """The fields of a piece that were sent."""
    sent = body.model_fields_set
    return PiecePatch(
        type=UNSET if body.type is None else PieceType(body.type),
        carrier_code=body.carrier_code if "carrier_code" in sent else UNSET,
        barcode=body.barcode if "barcode" in sent else UNSET,
        status=_status(body.status),
    )


def goods_draft(body: BookLine) -> GoodsDraft:
    """Goods that were found."""
    place = body.stock
    if place is None:
        return GoodsDraft(product_id=id_of(body.product_id), quantity=Decimal(body.quantity_received))
    require_no_place(place, ("stock",))
    return GoodsDraft(
        product_id=id_of(body.product_id),
        quantity=Decimal(body.quantity_received),
        lot=place.lot_number,
        expiry=place.expiry_date,
        serial_numbers=tuple(serial.code for serial in place.serial_numbers or ()),
    )


def require_no_place(place: PlaceIn | MoveStock, above: tuple[str, ...] = ()) -> None:
    """Raise Invalid when a stock location or bin is named: the book knows warehouses only."""
    named = [name for name in ("locatable_id", "locatable_type") if getattr(place, name) is not None]
    if named:
        fields = [FieldError((*above, name), PLACE_UNKNOWN, CODES[PLACE_UNKNOWN]) for name in named]
        raise Invalid(PLACE_UNKNOWN, fields=fields)


def require_own(actor: Actor, text: str) -> None:
    """Raise Invalid unless the organization named in a body is the actor's."""
    if id_of(text) != actor.organization_id:
        sentence = CODES[ORGANIZATION_UNKNOWN]
        raise Invalid(ORGANIZATION_UNKNOWN, fields=[FieldError(("organization_id",), ORGANIZATION_UNKNOWN, sentence)])


def _links(links: Sequence[LinkIn]) -> tuple[UUID, ...]:
    return tuple(id_of(link.id) for link in links)


def _status(word: str | None) -> ReceiptStatus | Unset:
    return UNSET if word is None else ReceiptStatus(word)
