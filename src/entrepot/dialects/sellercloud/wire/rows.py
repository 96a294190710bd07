"""List rows, lines, vendors, companies, warehouses, tokens and errors as answers.

For the OpenAPI document and the tests: at run time answers are built as plain documents and written at once.
"""

from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from entrepot.dialects.sellercloud.wire.detail import AddressOut, Number

T = TypeVar("T")


class Envelope(BaseModel, Generic[T]):
    """A page of a list, and how many there are before paging."""

    Items: list[T]
    TotalResults: int


class ServerOfTeam(BaseModel):
    """Where a team's server is."""

    Success: bool
    ServerID: str = ""
    RestApiEndpoint: str = ""
    Message: str = ""


class CreatedId(BaseModel):
    """The number of an order that was made."""

    Id: int


class Token(BaseModel):
    """A token and how long it lives; two of the names begin with a dot."""

    model_config: ClassVar[ConfigDict] = ConfigDict(populate_by_name=True)

    access_token: str
    token_type: str
    username: str
    expires_in: int
    issued: str = Field(alias=".issued")
    expires: str = Field(alias=".expires")


class Fault(BaseModel):
    """Whatever went wrong; `ModelState` only when the request did not fit the model."""

    Message: str
    ModelState: dict[str, list[str]] | None = None


class CallsSpentFault(BaseModel):
    """Too many calls in an hour."""

    Error: str
    RateLimitResetTime: str


class KeyValue(BaseModel):
    """An entry of a settings list."""

    Key: int
    Value: str


class VendorProduct(BaseModel):
    """A product as one vendor sells it."""

    ProductSKU: str
    VendorID: int
    Price: Number
    VendorSKU: str
    IsAvailable: bool
    DateModified: str
    Notes: str
    PricePerCase: Number
    ProductName: str
    QtyPerCase: int
    Qty: int


class RowItem(BaseModel):
    """A line of a list row; the product is `SKU` here."""

    ID: int
    SKU: str
    VendorSKU: str
    ProductName: str
    QtyOrdered: int
    QtyReceived: int
    UnitPrice: Number
    AdjustedPrice: Number
    LineTotal: Number
    ExpectedDeliveryDate: str | None
    ItemNotes: str


class Row(BaseModel):
    """An order as a row of the list."""

    ID: int
    CompanyID: int
    VendorID: int
    PurchaseTitle: str
    POType: int
    DisplayName: str
    WarehouseID: int
    CM: int
    CancelledPOID: int
    DropShipOrderNumber: str
    PurchaseOrderStatus: int
    PurchaseOrdersShippingStatus: int
    ReceivingStatus: int
    PaymentStatus: int
    PurchaseOrdersPriority: int
    PurchaseOrdersApproved: bool
    PurchaseOrderCreditMemo: bool
    DisableInventoryCount: bool
    bExported: bool
    EmailSentCount: int
    OrderTotal: Number
    TaxTotal: Number
    ShippingTotal: Number
    GrandTotal: Number
    DiscountTotal: Number
    ExtraCharges: Number
    TotalRefunded: Number
    TotalBalance: Number
    TotalBalanceNotReceivedGood: Number
    CreatedOn: str
    CreatedBy: int
    DateOrdered: str
    LastRevisedOn: str
    RevisedBy: int
    ExpectedDeliveryDate: str | None
    PaidOn: str | None
    ShippedOn: str | None
    TrackingNumber: str
    CourierService: str
    TrackingNumbers: list[object]
    RequestedShippingCarrier: str
    RequestedShippingService: str
    ShipToAddress: AddressOut
    VendorInvoiceNumber: str
    VendorInvoiceFileName: str
    VendorInvoiceFileNameOriginal: str
    Invoices: list[object]
    Memo: str
    NotesCount: int
    UnitCounts: int
    Items: list[RowItem]


class ItemsAnswerItem(BaseModel):
    """A line as the items call shows it."""

    ID: int
    ProductID: str
    ProductName: str
    QtyUnitsOrdered: int
    UnitPrice: Number
    QtyCasesOrdered: int
    QtyUnitsPerCase: int
    CasePrice: Number
    DiscountType: int
    DiscountValue: Number
    ExpectedDeliveryDate: str | None


class ItemsAnswer(BaseModel):
    """The lines of an order and its mode."""

    PoCaseQtyEnabled: bool
    Items: list[ItemsAnswerItem]


class VendorRow(BaseModel):
    """A vendor as a row."""

    ID: int
    Name: str
    Email: str
    IsDefault: bool


class Vendor(BaseModel):
    """A vendor by itself."""

    ID: int
    Name: str
    Email: str
    IsDefault: bool
    Alias: str
    AccountNumber: str
    EmailCC: str
    Website: str
    IsActive: bool


class CompanyRow(BaseModel):
    """A company as a row."""

    ID: int
    CompanyName: str
    IsDefaultCompany: bool
    AmazonMarketplace: int
    IsDisabled: bool
    CustomColumns: list[object]
    EnabledOnChannels: list[object]
    ScheduledTasksCount: int


class DetailsSection(BaseModel):
    """What a company is."""

    CompanyName: str
    Abbreviation: str
    CountryCode: str
    Country: str
    Email: str
    Website: str
    IsDefaultCompany: bool
    CurrencyCode: int
    UnitOfMeasure: int


class AddressSection(BaseModel):
    """Where a company is."""

    FirstName: str
    LastName: str
    Country: str
    ZipCode: str
    Region: str
    State: str
    City: str
    Address: str
    Address2: str
    Fax: str
    Phone: str


class Company(BaseModel):
    """A company by itself."""

    Details: DetailsSection
    Address: AddressSection
    AmazonSettings: object | None
    IsModified: bool


class WarehouseRow(BaseModel):
    """A warehouse as a row."""

    ID: int
    Name: str
    IsDefault: bool
    WarehouseType: int
    IsSellAble: bool
    QBWarehouseName: str
    CreatedBy: int
    CreatedOn: str
    CreatedByUsername: str
    CreatedByFirstName: str
    CreatedByLastName: str
    EnforceBins: bool
    WarehouseAddress: AddressOut


class GeneralSection(BaseModel):
    """What a warehouse is."""

    ID: int
    Name: str
    WarehouseType: int
    IsSellAble: bool
    IsDefault: bool
    EnforceBins: bool
    QBWarehouseName: str
    Code: str


class Warehouse(BaseModel):
    """A warehouse by itself."""

    General: GeneralSection
    WarehouseAddress: AddressOut
    IsModified: bool
