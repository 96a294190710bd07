"""Query parameters: names in any case, every one optional, unknown ones ignored; blank values count as absent."""

import re
from datetime import datetime
from typing import Annotated, ClassVar
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from entrepot.dialects.storefeeder.wire.forms import (
    LARGEST_ID,
    Level,
    Positive,
    Text200,
    Truth,
    is_date_only,
    moment,
    positive,
    words,
)
from entrepot.dialects.storefeeder.wire.words import STATUSES
from entrepot.errors import FIELD_CHOICE, FIELD_RANGE
from entrepot.http.paths import any_case_query

LARGEST_PAGE = 100
_LOST_PLUS = re.compile(r"(T\S+) (\d\d:?\d\d)\Z")
_STATUS_BY_KEY = {name.lower(): name for name in STATUSES}


def _page_size(value: object) -> int:
    found = positive(value)
    if found > LARGEST_PAGE:
        raise PydanticCustomError(FIELD_RANGE, "Must be from 1 to 100.")
    return found


def _status(value: object) -> str:
    found = _STATUS_BY_KEY.get(words(value).strip().lower())
    if found is None:
        raise PydanticCustomError(FIELD_CHOICE, f"Must be one of {', '.join(STATUSES)}.")
    return found


PageSizeNumber = Annotated[
    int, PlainValidator(_page_size), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE})
]
PageNumber = Annotated[
    int, PlainValidator(positive), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST_ID})
]
Status = Annotated[str, PlainValidator(_status), WithJsonSchema({"type": "string", "enum": list(STATUSES)})]


class Day:
    """A date filter as written: the moment it names, and whether it names a whole day."""

    __slots__ = ("at", "whole_day")

    def __init__(self, at: datetime, *, whole_day: bool) -> None:
        """`at` is aware and UTC."""
        self.at = at
        self.whole_day = whole_day


def _day(value: object) -> Day:
    """The filter behind a text; a plus sign that a client forgot to escape has arrived as a space."""
    text = _LOST_PLUS.sub(r"\1+\2", str(value))
    return Day(moment(text), whole_day=is_date_only(text))


class DayForm:
    """The pydantic annotation of a `Day`."""

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_day)

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, object]:
        return {"type": "string", "format": "date-time"}


DayFilter = Annotated[Day, DayForm()]


class PageQuery(BaseModel):
    """The page that is asked for."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    PageSize: PageSizeNumber = LARGEST_PAGE
    Page: PageNumber = 1


class OrderListQuery(PageQuery):
    """The filters of order lists; all of them must hold, bounds are part of their range."""

    RaisedDateFrom: DayFilter | None = None
    RaisedDateTo: DayFilter | None = None
    SentDateFrom: DayFilter | None = None
    SentDateTo: DayFilter | None = None
    DueDateFrom: DayFilter | None = None
    DueDateTo: DayFilter | None = None
    UpdatedDateFrom: DayFilter | None = None
    UpdatedDateTo: DayFilter | None = None
    PurchaseOrderRef: Text200 = None
    SupplierID: Positive | None = None
    WarehouseID: Positive | None = None
    PurchaseOrderStatus: Status | None = None


class ProductListQuery(PageQuery):
    """The filters of the product list that mean something here; the vendor's others are accepted and ignored."""

    SKU: Text200 = None
    SupplierID: Positive | None = None
    Archived: Truth | None = None
    ModifiedFrom: DayFilter | None = None
    CreatedFrom: DayFilter | None = None
    CreatedTo: DayFilter | None = None
    IncludeSuppliers: Truth = False


class ProductSupplierListQuery(PageQuery):
    """The filters of the rows that say what suppliers ask for products."""

    ProductID: Positive | None = None
    SKU: Text200 = None
    SupplierName: Text200 = None
    SupplierID: Positive | None = None
    IsDefaultSupplierForProduct: Truth | None = None
    SupplierStockLevelMinimum: Level | None = None
    SupplierStockLevelMaximum: Level | None = None
    SupplierSKU: Text200 = None


NAMES: dict[str, str] = {
    name.lower(): name
    for model in (OrderListQuery, ProductListQuery, ProductSupplierListQuery)
    for name in model.model_fields
}


def canonical(raw: bytes) -> bytes:
    """A query string with every parameter in the spelling of the models; blank values are left out."""
    pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=False)
    return urlencode(any_case_query(pairs, NAMES)).encode()
