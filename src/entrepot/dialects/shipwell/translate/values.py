"""How single values are written: moments, decimals with the digits a client gave, identifiers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.book.values.quantity import plain
from entrepot.dialects.shipwell.wire.words import AMOUNT_UNITS
from entrepot.ids import from_ulid, to_ulid

DIALECT = "shipwell"

_NOWHERE = UUID(int=0)


def moment_text(moment: datetime | None) -> str | None:
    """`2026-03-01T09:30:00.123456Z`: always UTC, always microseconds, so that texts sort as moments do."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def digits_given(value: Decimal) -> int:
    """How many decimals a client wrote beyond what the number needs, or 0."""
    exponent = value.as_tuple().exponent
    written = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return written if f"{value:f}" != plain(value) else 0


def decimal_shown(value: Decimal, digits: int = 0) -> str:
    """A decimal without exponent and with at least so many decimals: 18.4 with two digits is 18.40."""
    text = plain(value)
    if not digits:
        return text
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.ljust(digits, '0')}"


def shown_unit(unit: str | None) -> str:
    """The line's unit when it is one of the vendor's, else UNIT."""
    upper = unit.upper() if unit else ""
    return upper if upper in AMOUNT_UNITS else "UNIT"


def id_shown(value: UUID | None) -> str | None:
    """An identifier as Shipwell shows it: a ULID."""
    return None if value is None else to_ulid(value)


def id_given(text: str) -> UUID:
    """The identifier a client means; a text that is none means an id that nothing has."""
    return from_ulid(text) or _NOWHERE


def own(extension: Mapping[str, object]) -> dict[str, Any]:
    """What this dialect keeps for itself in an order's or a line's extension."""
    kept = extension.get(DIALECT)
    return kept if isinstance(kept, dict) else {}
