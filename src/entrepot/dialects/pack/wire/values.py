"""The values inside Pack's requests: strict types, money as text, weights and measures as exact numbers."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from entrepot.book.values.currency import is_currency
from entrepot.book.values.errors import CURRENCY_UNKNOWN
from entrepot.dialects.pack.wire.names import wire_name
from entrepot.errors import CODES, FIELD_FORMAT, FIELD_TYPE

_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")


def _amount(text: str) -> str:
    if not _AMOUNT.fullmatch(text):
        raise PydanticCustomError(FIELD_FORMAT, "An amount is written like 12.50: at most 12 digits and 4 decimals.")
    return text


def _currency(text: str) -> str:
    if not is_currency(text):
        raise PydanticCustomError(CURRENCY_UNKNOWN, CODES[CURRENCY_UNKNOWN])
    return text


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError(FIELD_TYPE, "A number is expected.")
    return Decimal(value)


AmountText = Annotated[
    str, AfterValidator(_amount), WithJsonSchema({"type": "string", "pattern": f"^{_AMOUNT.pattern}$"})
]
CurrencyCode = Annotated[str, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Id = Annotated[str, Field(max_length=255)]
Whole = Annotated[int, Field(ge=0)]
Pieces = Annotated[int, Field(ge=1)]


class Incoming(BaseModel):
    """A part of a request: types are strict, names that are not known are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore", alias_generator=wire_name, populate_by_name=True)


class MoneyIn(Incoming):
    """An amount: both keys are needed, `value` is a text."""

    currency: CurrencyCode
    value: AmountText

    @property
    def amount(self) -> Decimal:
        """The exact amount."""
        return Decimal(self.value)


class WeightIn(Incoming):
    """A weight in one of the four units Pack reads; it is kept in grams."""

    value: Annotated[Number, Field(ge=0)]
    unit: Literal["g", "kg", "oz", "lbs"]


class DimensionsIn(Incoming):
    """Outer measures in centimetres."""

    height: Annotated[Number, Field(gt=0)]
    length: Annotated[Number, Field(gt=0)]
    width: Annotated[Number, Field(gt=0)]
    unit: Literal["cm"]
