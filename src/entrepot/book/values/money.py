"""Exact money: Decimal amounts, rounded once, half away from zero, to the digits of their currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from entrepot.book.values.currency import digits

ZERO = Decimal(0)
HUNDRED = Decimal(100)
PRICE_PLACES = 6
MAX_PRICE = Decimal("999999999999.999999")
MAX_TOTAL_UNITS = 2**63 - 1
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_QUANTA = tuple(Decimal(1).scaleb(-places) for places in range(10))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217 code)."""

    amount: Decimal
    currency: str


def rounded(amount: Decimal, places: int) -> Decimal:
    """The amount with that many decimals, halves away from zero (decimal's ROUND_HALF_UP)."""
    return amount.quantize(_QUANTA[places], rounding=ROUND_HALF_UP, context=EXACT)


def rounded_in(amount: Decimal, currency: str) -> Decimal:
    """The amount rounded to the digits of its currency."""
    return rounded(amount, digits(currency))


@lru_cache(maxsize=4_096)
def fits(amount: Decimal, places: int) -> bool:
    """Whether the amount needs no more than that many decimals (trailing zeros do not count)."""
    scaled = amount.scaleb(places, EXACT)
    return scaled == scaled.to_integral_value()


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """That percentage of the amount, unrounded."""
    return EXACT.multiply(amount, percent).scaleb(-2, EXACT)


def split(amount: Decimal, weights: Sequence[Decimal], places: int) -> list[Decimal]:
    """Parts of the amount in proportion to non-negative weights that sum to it exactly (largest remainder).

    `amount` must have at most `places` decimals. Equal weights are used when all are zero; ties go to the earlier part.
    """
    if not weights:
        return []
    total = sum(weights, ZERO)
    shares = list(weights) if total else [Decimal(1)] * len(weights)
    total = total or Decimal(len(shares))
    units = int(amount.scaleb(places, EXACT))
    sign = -1 if units < 0 else 1
    exact = [EXACT.divide(EXACT.multiply(Decimal(abs(units)), share), total) for share in shares]
    floors = [int(part) for part in exact]
    missing = abs(units) - sum(floors)
    order = sorted(range(len(shares)), key=lambda index: (floors[index] - exact[index], index))
    for index in order[:missing]:
        floors[index] += 1
    return [Decimal(sign * floor).scaleb(-places, EXACT) for floor in floors]
