"""Releases as the native door reads them, and what they say to the book."""

from typing import Annotated, Literal

from pydantic import Field

from entrepot.api.rest.values import AddressIn, Body, CustomData, Exact, Flag, Id, LongText, MomentOrDay, Text
from entrepot.book.orders.order import Transport
from entrepot.book.releases.draft import ReleaseDraft, ReleaseLineDraft
from entrepot.book.releases.release import ReleaseType

MAX_LINES = 1000
Shipment = Annotated[Text, Field(max_length=128)]


class ReleaseLineNew(Body):
    """So much of a line; without a quantity all that is left of it."""

    line_id: Id
    quantity: Exact | None = None
    custom_data: CustomData | None = None

    def draft(self) -> ReleaseLineDraft:
        """The book's part of a line."""
        return ReleaseLineDraft(self.line_id, self.quantity, custom_data=self.custom_data or {})


class ReleaseNew(Body):
    """Goods to be released: offered, until the buyer accepts; or put on a shipment."""

    lines: Annotated[list[ReleaseLineNew], Field(max_length=MAX_LINES)]
    type: ReleaseType = ReleaseType.ORDER
    accept: Annotated[Flag, Field(description="Release at once; a supplier's release always waits.")] = False
    ready_at: MomentOrDay | None = None
    ship_from: AddressIn | None = None
    message: LongText | None = None
    shipment_id: Shipment | None = None
    shipment_reference: Shipment | None = None
    custom_data: CustomData | None = None

    def draft(self) -> ReleaseDraft:
        """The book's release."""
        return ReleaseDraft(
            lines=tuple(line.draft() for line in self.lines),
            type=self.type,
            accept=self.accept,
            ready_at=self.ready_at,
            ship_from=self.ship_from.value() if self.ship_from else None,
            message=self.message,
            shipment_id=self.shipment_id,
            shipment_reference=self.shipment_reference,
            custom_data=self.custom_data or {},
        )


class Moved(Body):
    """How far the goods on a shipment are."""

    transit: Literal["assigned", "dispatched", "in_transit", "out_for_delivery", "delivered"]

    def read(self) -> Transport:
        """The book's word."""
        return Transport(self.transit)
