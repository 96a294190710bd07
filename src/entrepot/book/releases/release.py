"""A release: so much of an order's lines, let go onto an order of its own or onto a shipment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.orders.held import Held
from entrepot.book.orders.line import ZERO
from entrepot.book.orders.order import Transport
from entrepot.book.values.address import Address


class ReleaseType(StrEnum):
    """Onto what goods are released."""

    ORDER = "order"
    TRANSPORTATION = "transportation"


class ReleaseStatus(StrEnum):
    """Where a release stands. Goods put on a shipment are accepted from the start."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CANCELED = "canceled"


@dataclass(slots=True)
class ReleaseLine:
    """So many units of one order line. `child_line_id` is the line of the order they went onto."""

    organization_id: UUID
    id: UUID
    release_id: UUID
    position: int
    order_line_id: UUID
    quantity: Decimal
    unit: str | None
    child_line_id: UUID | None
    version: int
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Release:
    """Goods of order `order_id`; `number` counts the order's releases from 1.

    `child_order_id` is the order that accepting it made. `transit` says how far goods on a shipment are (None until
    they move). `ready_at` is when the goods can be picked up, at `ship_from`. `canceled_at` of goods on a shipment is
    when they were taken off it. `by_supplier` says who offered it.
    """

    organization_id: UUID
    id: UUID
    order_id: UUID
    number: int
    version: int
    type: ReleaseType
    status: ReleaseStatus
    by_supplier: bool
    child_order_id: UUID | None
    shipment_id: str | None
    shipment_reference: str | None
    transit: Transport | None
    ready_at: datetime | None
    ship_from: Address | None
    message: str | None
    reason: str | None
    accepted_at: datetime | None
    rejected_at: datetime | None
    canceled_at: datetime | None
    source: str
    created_by_id: UUID
    created_by_name: str
    created_at: datetime
    updated_at: datetime
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)
    lines: list[ReleaseLine] = field(default_factory=list)

    @property
    def is_offered(self) -> bool:
        """Whether somebody still has to decide it."""
        return self.status is ReleaseStatus.OFFERED

    @property
    def is_on_shipment(self) -> bool:
        """Whether its goods are on a shipment now."""
        return self.type is ReleaseType.TRANSPORTATION and self.status is ReleaseStatus.ACCEPTED


def held_of(releases: Iterable[Release]) -> Mapping[UUID, Held]:
    """What these releases keep of each order line, by the line's id."""
    found: dict[UUID, Held] = {}
    for release in releases:
        if not (release.is_offered or release.is_on_shipment):
            continue
        for line in release.lines:
            before = found.get(line.order_line_id, Held())
            if release.is_offered:
                after = Held(before.offered + line.quantity, before.assigned)
            else:
                after = Held(before.offered, before.assigned + line.quantity)
            found[line.order_line_id] = after
    return found


def transport_of(releases: Iterable[Release]) -> Transport | None:
    """How far an order's shipments are, all of them together; None when it is on none."""
    live = [release.transit or Transport.ASSIGNED for release in releases if release.is_on_shipment]
    if not live:
        return None
    delivered = live.count(Transport.DELIVERED)
    if delivered == len(live):
        return Transport.DELIVERED
    if delivered == len(live) - 1 and Transport.OUT_FOR_DELIVERY in live:
        return Transport.OUT_FOR_DELIVERY
    if delivered or Transport.IN_TRANSIT in live or Transport.OUT_FOR_DELIVERY in live:
        return Transport.IN_TRANSIT
    return Transport.DISPATCHED if Transport.DISPATCHED in live else Transport.ASSIGNED


def quantity_of(release: Release) -> Decimal:
    """All units of a release."""
    return sum((line.quantity for line in release.lines), ZERO)
