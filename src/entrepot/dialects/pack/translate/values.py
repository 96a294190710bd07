"""Ids, weights, measures and customs codes between Pack's form and the book's."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from uuid import UUID

from entrepot.book.catalog.product import Dimensions
from entrepot.book.values.money import EXACT, Money
from entrepot.dialects.pack.wire.values import DimensionsIn, MoneyIn, WeightIn
from entrepot.ids import parse_uuid

NOBODY = UUID(int=0)
"""An id nothing ever has: what a text that is no id becomes, so that the book reports it with all other faults."""

GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.349523125"),
    "lbs": Decimal("453.59237"),
}
CENTIMETRES = {
    "cm": Decimal(1),
    "mm": Decimal("0.1"),
    "m": Decimal(100),
    "in": Decimal("2.54"),
    "ft": Decimal("30.48"),
}
_KEPT = Decimal("0.000001")
_GRAM_DIGITS = Decimal("0.001")


def id_of(text: str) -> UUID:
    """The id a text stands for; `NOBODY` for one that is no id."""
    return parse_uuid(text) or NOBODY


def money_of(money: MoneyIn) -> Money:
    """An amount with its currency."""
    return Money(money.amount, money.currency)


def grams_of(weight: WeightIn) -> Decimal:
    """A weight in grams: converted exactly, then kept to the six decimals the book has."""
    grams = EXACT.multiply(weight.value, GRAMS[weight.unit])
    return grams.quantize(_KEPT, rounding=ROUND_HALF_UP, context=EXACT)


def shown_grams(grams: Decimal) -> Decimal:
    """A weight as Pack shows it: grams with at most three decimals."""
    return grams.quantize(_GRAM_DIGITS, rounding=ROUND_HALF_UP, context=EXACT)


def dimensions_of(dimensions: DimensionsIn) -> Dimensions:
    """Outer measures in centimetres."""
    return Dimensions(dimensions.length, dimensions.width, dimensions.height, dimensions.unit)


def shown_centimetres(measure: Decimal, unit: str) -> Decimal:
    """A measure in centimetres, to six decimals."""
    centimetres = EXACT.multiply(measure, CENTIMETRES[unit])
    return centimetres.quantize(_KEPT, rounding=ROUND_HALF_UP, context=EXACT)


def shown_hs_code(text: str | None) -> int | None:
    """A customs code as the number Pack has for it: dots, spaces and leading zeros are lost."""
    digits = (text or "").replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() else None


def hs_code_of(number: int, known: str | None = None) -> str:
    """A customs code as text; one that Pack shows as this very number is kept with its leading zeros."""
    return known if known is not None and shown_hs_code(known) == number else str(number)


def rounded_up(quantity: Decimal) -> int:
    """Whole pieces, a fraction counting as one more: what is ordered."""
    return int(quantity.to_integral_value(rounding=ROUND_CEILING))


def cut(quantity: Decimal) -> int:
    """Whole pieces of a signed change, towards nothing."""
    return int(quantity)


def rounded_down(quantity: Decimal) -> int:
    """Whole pieces, a fraction not counting: what is here."""
    return int(quantity.to_integral_value(rounding=ROUND_FLOOR))
