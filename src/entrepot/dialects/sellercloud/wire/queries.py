"""Query parameters. Each has two spellings, bare and with the prefix `model.`, in any case; lists may repeat the name,
index it (`a[]=1`, `a[0]=1`) or join values by commas. `canonical` brings all of them into the one form the models read.
"""

import re
from datetime import datetime
from typing import Annotated, ClassVar
from urllib.parse import parse_qsl, urlencode

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from entrepot.dialects.sellercloud.wire import enums
from entrepot.dialects.sellercloud.wire.forms import Truth, Whole, is_date_only, moment
from entrepot.errors import FIELD_FORMAT

DEFAULT_PAGE_SIZE = 10
LARGEST_PAGE_SIZE = 50
_INDEX = re.compile(r"\[\d*\]\Z")
_ALIASES = {"receivingwarehouseid": "receiveWarehouseID"}


def _parts(value: object) -> object:
    if isinstance(value, list):
        return [part.strip() for text in value for part in str(text).split(",") if part.strip()]
    return value


def _clean(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError(FIELD_FORMAT, "Must not hold the character U+0000.")
    return value


Parts = BeforeValidator(_parts)
Wholes = Annotated[list[Whole], Parts]
Words = Annotated[str, StringConstraints(max_length=500), AfterValidator(_clean)]
WordList = Annotated[list[Words], Parts]


class Day:
    """A date filter as written: the moment it names and whether it names a whole day."""

    __slots__ = ("at", "whole_day")

    def __init__(self, at: datetime, *, whole_day: bool) -> None:
        """`at` is aware and UTC."""
        self.at = at
        self.whole_day = whole_day


def _day(value: object) -> Day:
    return Day(moment(value), whole_day=is_date_only(str(value)))


class DayForm:
    """The pydantic annotation of a `Day`."""

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_day)

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, object]:
        return {"type": "string", "format": "date-time"}


DayFilter = Annotated[Day, DayForm()]


class PageQuery(BaseModel):
    """The page that is asked for: `pageNumber` from 1, `pageSize` cut to 50 without a word."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    pageNumber: Whole = 1
    pageSize: Whole = DEFAULT_PAGE_SIZE

    @property
    def limit(self) -> int:
        """Rows on a page: what was asked for, at most 50; 10 for anything below 1."""
        return min(self.pageSize, LARGEST_PAGE_SIZE) if self.pageSize >= 1 else DEFAULT_PAGE_SIZE

    @property
    def offset(self) -> int:
        """Rows before the page; a page number below 1 is page 1."""
        return (max(self.pageNumber, 1) - 1) * self.limit


class OrderListQuery(PageQuery):
    """The filters of the order list: values of one filter are alternatives, filters add up."""

    pOIDs: Wholes = []
    companyIDList: Wholes = []
    pOStatuses: Annotated[list[enums.PurchaseOrderStatusIn], Parts] = []
    receiveWarehouseID: Wholes = []
    shippingStatuses: Annotated[list[enums.ShippingStatusIn], Parts] = []
    receivedStatuses: Annotated[list[enums.ReceivingStatusIn], Parts] = []
    paymentStatus: Annotated[list[enums.PaymentStatusIn], Parts] = []
    inventoryCountEnabled: enums.YesNoIn | None = None
    approved: enums.YesNoIn | None = None
    vendorInvoiced: enums.VendorInvoicedIn | None = None
    createDateFrom: DayFilter | None = None
    createDateTo: DayFilter | None = None
    receiveDateFrom: DayFilter | None = None
    receiveDateTo: DayFilter | None = None
    updatedDateFrom: DayFilter | None = None
    updatedDateTo: DayFilter | None = None
    qBExported: enums.YesNoAllIn | None = None
    keyword: Words | None = None


class VendorListQuery(PageQuery):
    """The filters of the vendor list."""

    vendorIDs: Wholes = []
    names: WordList = []
    email: Words | None = None
    activeStatus: enums.YesNoIn | None = None


class VendorProductQuery(PageQuery):
    """The filters of a vendor's catalogue."""

    productSKU: Words | None = None
    vendorSKU: Words | None = None


class CompanyListQuery(PageQuery):
    """The filters of the company list; `channel` is accepted and means nothing here."""

    companyID: Wholes = []
    channel: Words | None = None
    keyword: Words | None = None


class WarehouseListQuery(PageQuery):
    """The filters of the warehouse list."""

    warehouseIds: Wholes = []
    warehouseType: enums.WarehouseTypeIn | None = None
    name: Words | None = None
    isDefault: Truth | None = None
    isSellable: enums.SellAbleIn | None = None


class SerialsQuery(BaseModel):
    """Whose serial numbers are asked for."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    id: Whole


class ViewNames(BaseModel):
    """The parameter that names a view."""

    viewID: Whole


class TemplateQuery(BaseModel):
    """In which sort of file a template is wanted."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    fileFormat: enums.FileFormatIn = enums.FileFormat.CSV


class TeamQuery(BaseModel):
    """Whose server is looked for."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    team: Words = ""


NAMES: dict[str, str] = _ALIASES | {
    name.lower(): name
    for model in (
        OrderListQuery,
        VendorListQuery,
        VendorProductQuery,
        CompanyListQuery,
        WarehouseListQuery,
        SerialsQuery,
        ViewNames,
        TemplateQuery,
        TeamQuery,
    )
    for name in model.model_fields
}


def canonical(raw: bytes) -> bytes:
    """A query string with every parameter in the spelling of the models; empty values are left out."""
    pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=False)
    return urlencode([(canonical_name(name), value) for name, value in pairs]).encode()


def canonical_name(name: str) -> str:
    """The one spelling of a parameter's name; unknown names come back without prefix and index."""
    bare = _INDEX.sub("", name.strip())
    bare = bare[6:] if bare.lower().startswith("model.") else bare
    return NAMES.get(bare.lower(), bare)
