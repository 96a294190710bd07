"""Request bodies under the vendor's names. The class names are also the names of the XML elements.

The vendor marks nothing as required on an order; what has no default here is needed all the same.
"""

from typing import Annotated

from pydantic import Field, PlainValidator, ValidationError, WithJsonSchema, WrapValidator
from pydantic_core import ErrorDetails, PydanticCustomError

from entrepot.dialects.storefeeder.wire.countries import country_code
from entrepot.dialects.storefeeder.wire.forms import (
    Count,
    Exact,
    Incoming,
    Moment,
    Needed50,
    Needed200,
    Text20,
    Text50,
    Text125,
    Text200,
    Truth,
    Units,
    Whole,
    Words,
    whole,
    words,
)
from entrepot.errors import FIELD_CHOICE

MOST_LINES = 5000
MOST_ITEMS = 1000
WAREHOUSE_TYPES = ("Warehouse_Fulfillment", "DropShipment")
_TYPES_BY_KEY = {name.lower(): name for name in WAREHOUSE_TYPES}


def _warehouse_type(value: object) -> str:
    found = _TYPES_BY_KEY.get(words(value).strip().lower())
    if found is None:
        raise PydanticCustomError(FIELD_CHOICE, "Must be Warehouse_Fulfillment or DropShipment.")
    return found


def _country(value: object) -> str | None:
    text = words(value).strip()
    if not text:
        return None
    found = country_code(text)
    if found is None:
        raise PydanticCustomError(FIELD_CHOICE, "Must be a country such as UNITEDKINGDOM or GB.")
    return found


def _needed_country(value: object) -> str:
    found = _country(value)
    if found is None:
        raise PydanticCustomError("missing", "This field is required.")
    return found


_COUNTRY = WithJsonSchema({"type": "string", "description": "A country's name without spaces, or its two letters."})
CountryWord = Annotated[str | None, PlainValidator(_country), _COUNTRY]
NeededCountry = Annotated[str, PlainValidator(_needed_country), _COUNTRY]
WarehouseKind = Annotated[
    str, PlainValidator(_warehouse_type), WithJsonSchema({"type": "string", "enum": list(WAREHOUSE_TYPES)})
]


# --- purchase orders --------------------------------------------------------------------------------------------------


class NewPurchaseOrderLineModel(Incoming):
    """A line to be ordered; the first of `ProductID`, `SKU`, `SupplierSKU` that is given decides the product alone."""

    ProductID: Whole | None = None
    SKU: Text200 = None
    SupplierSKU: Text200 = None
    Qty: Units = 0
    SingleItemPrice: Exact | None = None
    TaxRate: Exact | None = None


class NewPurchaseOrderModel(Incoming):
    """A purchase order to be made; a blank reference is assigned, a blank delivery cost worked out."""

    PurchaseOrderReference: Text50 = None
    DeliveryCost: Exact | None = None
    SupplierID: Whole
    WarehouseID: Whole
    DueDate: Moment | None = None
    PaymentReference: Text125 = None
    Lines: list[NewPurchaseOrderLineModel] = Field(min_length=1, max_length=MOST_LINES)


class UpdateDeliveryPurchaseOrderModel(Incoming):
    """What may change about a delivery; what is blank stays."""

    DueDate: Moment | None = None
    DeliveryCost: Exact | None = None
    PurchaseOrderReference: Text50 = None


class PurchaseOrderLinePatchModel(Incoming):
    """What may change on a line; what is null or absent stays, numbers are absolute."""

    PurchaseOrderLineID: Whole | None = None
    SinglePrice: Exact | None = None
    QtyOrdered: Units | None = None
    QtyReceived: Units | None = None
    QtyWrittenOff: Units | None = None
    TaxRate: Exact | None = None
    LineNotes: Words = None
    RemoveNotes: Truth = False


def _told(wrong: ErrorDetails) -> str:
    """What is wrong with one field: `Lines[0].BookedIn: Must be a whole number.`"""
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in wrong["loc"]).removeprefix(".")
    if wrong["type"] == "missing":
        return f"{place} is required."
    return f"{place}: {wrong['msg']}" if place else wrong["msg"]


class Spoilt:
    """An item of a batch that does not fit its model: the order it names (0: none), and what is wrong with it."""

    __slots__ = ("message", "order_id")

    def __init__(self, value: object, error: ValidationError) -> None:
        """`value` is the item as it came."""
        names = {str(name).lower(): inner for name, inner in value.items()} if isinstance(value, dict) else {}
        try:
            self.order_id = whole(names.get("purchaseorderid"))
        except PydanticCustomError:
            self.order_id = 0
        self.message = " ".join(_told(wrong) for wrong in error.errors())


def or_spoilt(value: object, handler: object) -> object:
    """The item of a batch, or what is wrong with it: one that does not fit leaves the others alone."""
    try:
        return handler(value)  # type: ignore[operator]
    except ValidationError as error:
        return Spoilt(value, error)


LinePatchItem = Annotated[PurchaseOrderLinePatchModel, WrapValidator(or_spoilt)]
LinePatchBatch = Annotated[list[LinePatchItem], Field(max_length=MOST_ITEMS)]


# --- deliveries -------------------------------------------------------------------------------------------------------


class PurchaseOrderSimpleRequestModel(Incoming):
    """A purchase order, by its number."""

    PurchaseOrderID: Whole


class BookInPurchaseOrderLineRequestModel(Incoming):
    """Goods that came or never will: both figures are added to what there is. The first of `ProductID`, `SKU`,
    `SupplierSKU` that is given decides the product alone; expiry and batch are kept with the goods.
    """

    ProductID: Whole | None = None
    SKU: Text200 = None
    SupplierSKU: Text200 = None
    BookedIn: Units = 0
    WrittenOff: Units = 0
    StockLocationID: Whole | None = None
    StockLocationReference: Text200 = None
    ExpiryDateUtc: Moment | None = None
    BatchReference: Text125 = None


class BookInPurchaseOrderRequestModel(Incoming):
    """What came of one purchase order; all of it is booked or nothing."""

    PurchaseOrderID: Whole
    AddReleasedOrdersOntoPickwave: Truth = False
    Lines: list[BookInPurchaseOrderLineRequestModel] = Field(default_factory=list, max_length=MOST_LINES)


BookInAllBatch = Annotated[
    list[Annotated[PurchaseOrderSimpleRequestModel, WrapValidator(or_spoilt)]], Field(max_length=MOST_ITEMS)
]
BookInBatch = Annotated[
    list[Annotated[BookInPurchaseOrderRequestModel, WrapValidator(or_spoilt)]], Field(max_length=MOST_ITEMS)
]


# --- suppliers and warehouses -----------------------------------------------------------------------------------------


class SupplierAddressModel(Incoming):
    """A supplier's address."""

    FirstName: Text200 = None
    LastName: Text200 = None
    Address1: Text200 = None
    Address2: Text200 = None
    Suite: Text200 = None
    City: Text200 = None
    State: Text200 = None
    Postcode: Text50 = None
    Country: CountryWord = None
    PhoneNumber: Text50 = None


class SupplierUpdateModel(Incoming):
    """A supplier to be made, or everything a supplier is to be."""

    Name: Needed200
    SupplierAddress: SupplierAddressModel | None = None
    SupplierCode: Text20 = None
    Email: Text200 = None
    MinimumOrderValue: Exact | None = None
    SendBelowReorderLevelEmail: Truth = False
    BelowReorderLevelReportRecipientEmailAddress: list[Text200] = Field(default_factory=list, max_length=50)
    Reference: Text200 = None
    AccountNumber: Text50 = None
    CurrencyCode: Text20 = None
    SuppliersReference: Text20 = None
    RecalculateSupplierCost: Truth = False


class WarehouseCreateModel(Incoming):
    """A warehouse to be made."""

    ContactName: Needed50
    WarehouseName: Needed50
    Address: Needed50
    Address1: Text50 = None
    Address2: Text50 = None
    City: Needed50
    County: Text50 = None
    PostCode: Needed50
    Country: NeededCountry
    CollectionPoint: Text50 = None
    MetaPackwarehouseCode: Text50 = None
    HandlingTimeDays: Count
    GrantPermissionToAllUsers: Truth = False
    WarehouseType: WarehouseKind
