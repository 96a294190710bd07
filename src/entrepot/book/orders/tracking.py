"""Where the goods of an order are on their way: tracking numbers, and how much the supplier says was shipped."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from entrepot.book.orders.errors import TRACKING_EMPTY, TRACKING_TOO_MANY
from entrepot.book.values import checks
from entrepot.book.values.unset import UNSET, Unset
from entrepot.errors import Findings

MOST = 100
NUMBER_LENGTH = 100
CARRIER_LENGTH = 100


class Shipped(StrEnum):
    """How much of an order was shipped, as somebody says; no quantity follows from it."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Tracking:
    """A parcel or shipment of an order: the carrier's number for it, the carrier, and the moment it left.

    `serial` is unique in the organization. At least one of number, carrier and `shipped_at` is known.
    """

    id: UUID
    serial: int
    number: str | None
    carrier: str | None
    shipped_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TrackingDraft:
    """A parcel to be noted on an order."""

    number: str | None = None
    carrier: str | None = None
    shipped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrackingPatch:
    """Changes to a parcel: what is UNSET stays, None empties."""

    number: str | None | Unset = UNSET
    carrier: str | None | Unset = UNSET
    shipped_at: datetime | None | Unset = UNSET


def trimmed(text: str | None) -> str | None:
    """The text without white space around it; None when nothing is left."""
    return (text or "").strip() or None


def check_tracking(findings: Findings, tracking: tuple[Tracking, ...]) -> None:
    """Note everything that is wrong with the parcels of an order."""
    if len(tracking) > MOST:
        findings.add(("tracking",), TRACKING_TOO_MANY)
    for index, each in enumerate(tracking):
        path = ("tracking", index)
        checks.text(findings, (*path, "number"), each.number, NUMBER_LENGTH)
        checks.text(findings, (*path, "carrier"), each.carrier, CARRIER_LENGTH)
        if each.number is None and each.carrier is None and each.shipped_at is None:
            findings.add((*path, "number"), TRACKING_EMPTY)
