"""Goods receipts as the native door reads them, and what they say to the book."""

from typing import Annotated, Any, Literal

from pydantic import Field

from entrepot.api.rest.listing import Ids, Paged, Query, Separated, Texts, When
from entrepot.api.rest.receiving_wire import MAX_GOODS, ClientId, GoodsIn
from entrepot.api.rest.values import ABSENT, Body, Flag, Id, LongText, MomentOrDay, QueryText, Text
from entrepot.book.receiving.draft import PieceDraft, PiecePatch, ReceiptDraft, ReceiptPatch
from entrepot.book.receiving.receipt import PieceType, ReceiptStatus

MAX_ORDERS = 200
Override = Annotated[Flag, Field(description="Ask for the right to receive above the tolerance; it is written down.")]
Orders = Annotated[list[Id], Field(max_length=MAX_ORDERS, description="The orders these goods belong to, in order.")]
Statuses = Annotated[list[ReceiptStatus], Separated, Field(max_length=10)]
Expand = Annotated[
    list[Literal["lines", "pieces"]],
    Separated,
    Field(max_length=10, description="Parts to bring along, separated by commas."),
]


class PieceNew(Body):
    """A package or pallet to be expected; `barcode` is the label on it."""

    type: PieceType = PieceType.PACKAGE
    carrier_code: Text | None = None
    barcode: Text | None = None

    def draft(self) -> PieceDraft:
        """The book's piece."""
        return PieceDraft(self.type, self.carrier_code, self.barcode)


class PieceUpdate(Body):
    """Changes to a piece: what is left out stays, null empties; `status` only moves forward."""

    type: PieceType = ABSENT
    carrier_code: Text | None = None
    barcode: Text | None = None
    status: ReceiptStatus = ABSENT

    def patch(self) -> PiecePatch:
        """The book's changes."""
        return PiecePatch(**{name: getattr(self, name) for name in self.model_fields_set})


class ReceiptNew(Body):
    """Goods that are announced; `lines` are booked at once. The warehouse: the first order's, else the default one."""

    warehouse_id: Id | None = None
    purchase_order_ids: Orders = Field(default_factory=list)
    expected_at: MomentOrDay | None = None
    remarks: LongText | None = None
    reference: Annotated[Text, Field(description="The supplier's delivery note or invoice number.")] | None = None
    pieces: Annotated[list[PieceNew], Field(max_length=MAX_GOODS)] = Field(default_factory=list)
    lines: Annotated[list[GoodsIn], Field(max_length=MAX_GOODS)] = Field(default_factory=list)
    client_id: ClientId | None = None
    override: Override = False

    def draft(self) -> ReceiptDraft:
        """The book's announcement."""
        said: dict[str, Any] = dict(self.__dict__)
        return ReceiptDraft(
            order_ids=tuple(said.pop("purchase_order_ids")),
            pieces=tuple(piece.draft() for piece in said.pop("pieces")),
            lines=tuple(line.draft() for line in said.pop("lines")),
            **said,
        )


class ReceiptUpdate(Body):
    """Changes to a receipt: what is left out stays, null empties; `purchase_order_ids` replaces the links."""

    warehouse_id: Id = ABSENT
    purchase_order_ids: Orders = ABSENT
    expected_at: MomentOrDay | None = None
    remarks: LongText | None = None
    reference: Text | None = None

    def patch(self) -> ReceiptPatch:
        """The book's changes."""
        said: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        if "purchase_order_ids" in said:
            said["order_ids"] = tuple(said.pop("purchase_order_ids"))
        return ReceiptPatch(**said)


class Found(Body):
    """Goods found on a receipt, all in the piece `piece_id` when it is given."""

    lines: Annotated[list[GoodsIn], Field(min_length=1, max_length=MAX_GOODS)]
    piece_id: Id | None = None
    override: Override = False


class Home(Body):
    """The order line that unannounced goods belong to."""

    purchase_order_id: Id
    line_id: Id
    override: Override = False


class OneReceipt(Query):
    """One receipt takes no parameters: its pieces and lines are always there."""


class ReceiptList(Paged):
    """The filters and the order of the list of goods receipts. Several values of one filter mean any of them."""

    sort: Literal[
        "id", "-id", "serial", "-serial", "created_at", "-created_at", "updated_at", "-updated_at"
    ] = "-created_at"  # fmt: skip
    expand: Expand = Field(default_factory=list)
    status: Statuses | None = None
    purchase_order_id: Ids | None = None
    product_id: Ids | None = None
    warehouse_id: Ids | None = None
    reference: Texts | None = None
    source: QueryText | None = None
    piece_barcode: Annotated[QueryText, Field(description="The label on a package or pallet.")] | None = None
    expected_from: When | None = None
    expected_to: When | None = None
    arrived_from: When | None = None
    arrived_to: When | None = None
    completed_from: When | None = None
    completed_to: When | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None
