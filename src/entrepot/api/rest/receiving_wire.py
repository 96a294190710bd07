"""Goods as the native door reads them, and what they say to the book."""

from typing import Annotated, Any

from pydantic import Field

from entrepot.api.rest.values import Body, Day, Exact, Flag, Id, LongText, Text
from entrepot.book.receiving.draft import GoodsDraft, LineQuantity, ReceiveDraft

MAX_GOODS = 1000
MAX_REASON = 1000
ClientId = Annotated[Text, Field(description="Made by the client: the same one twice is counted once.")]
Why = Annotated[str, Field(max_length=MAX_REASON, description="For whoever reads the ledger.")]


class GoodsIn(Body):
    """Goods that came: what they are is said by the first given of `line_id`, `product_id`, `sku`, `barcode`."""

    line_id: Id | None = None
    product_id: Id | None = None
    sku: Text | None = None
    barcode: Text | None = None
    quantity: Annotated[Exact, Field(description="Accepted and rejected together.")] | None = None
    cases: Exact | None = None
    units_per_case: Exact | None = None
    rejected: Exact | None = None
    reason: Why | None = None
    lot: Text | None = None
    expiry: Day | None = None
    serials: Annotated[list[Text], Field(max_length=1000, description='May end in "100+".')] = Field(
        default_factory=list
    )
    client_id: ClientId | None = None
    warehouse_id: Id | None = None

    def draft(self) -> GoodsDraft:
        """The book's goods."""
        said: dict[str, Any] = dict(self.__dict__)
        return GoodsDraft(serial_numbers=tuple(said.pop("serials")), **said)


class Receive(Body):
    """Goods of one order, received in one go."""

    lines: Annotated[list[GoodsIn], Field(min_length=1, max_length=MAX_GOODS)]
    warehouse_id: Id | None = None
    reference: Text | None = None
    remarks: LongText | None = None
    client_id: ClientId | None = None
    override: Annotated[Flag, Field(description="Ask for the right to receive above the tolerance.")] = False

    def draft(self) -> ReceiveDraft:
        """The book's receipt in one go."""
        said: dict[str, Any] = dict(self.__dict__)
        lines = tuple(line.draft() for line in said.pop("lines"))
        return ReceiveDraft(lines=lines, **said)


class Part(Body):
    """So much of one order line; without a quantity all that can be meant."""

    line_id: Id
    quantity: Exact | None = None
    warehouse_id: Id | None = None
    reason: Why | None = None
    lot: Text | None = None
    serials: Annotated[list[Text], Field(max_length=1000)] = Field(default_factory=list)
    client_id: ClientId | None = None

    def read(self) -> LineQuantity:
        """The book's part of a line."""
        said: dict[str, Any] = dict(self.__dict__)
        return LineQuantity(serial_numbers=tuple(said.pop("serials")), **said)


class Returned(Body):
    """Goods that go back to the supplier."""

    lines: Annotated[list[Part], Field(min_length=1, max_length=MAX_GOODS)]
    reason: Why | None = None


class WrittenOff(Body):
    """What will never come: of these lines, or of all when left out."""

    lines: Annotated[list[Part], Field(min_length=1, max_length=MAX_GOODS)] | None = None
    reason: Why | None = None


class Undo(Body):
    """Why something is taken back."""

    reason: Annotated[str, Field(min_length=1, max_length=MAX_REASON)]
