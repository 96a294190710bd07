"""The detail object, section by section.

For the OpenAPI document and the tests: at run time answers are built as plain documents and written at once.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, WithJsonSchema

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]


class AddressOut(BaseModel):
    """An address in an answer; its names are not those of a request."""

    ID: int
    FirstName: str
    MiddleInitial: str
    LastName: str
    CompanyName: str
    StreetLine1: str
    StreetLine2: str
    City: str
    StateName: str
    StateCode: str
    PostalCode: str
    CountryName: str
    CountryCode: str
    PhoneNumber: str
    FaxNumber: str
    WebSiteURL: str
    IsShippingAddress: bool
    IsBillingAddress: bool
    AddressClassification: int
    AddressStatus: int
    AddressSource: int
    Notes: str
    HomePhone: str
    EmailAddress: str
    ClientID: int
    UserID: int
    HomePhoneExt: str
    PhoneNumberExt: str


class PurchaseSection(BaseModel):
    """The order itself."""

    POId: int
    CompanyId: int
    VendorId: int
    OrderedOn: str
    RequestedOn: str | None
    OrderType: int
    OrderTypeEnable: bool
    POType: int
    Description: str
    DefaultWarehouseID: int
    ExpectedDelivery: str | None
    RequireExpectedDeliveryDate: bool
    CancelByDate: str | None
    CreditMemoID: int
    CurrencyCode: int
    CurrencyRateToUSD: Number
    CurrencyRateFromUSD: Number
    ReceivingStatus: int
    RelatedFbaId: int | None
    Instructions: str
    IsQBExported: bool
    IsWarehouseBinsEnabled: bool
    CancelledPOID: int
    RelatedWfsShipmentId: int | None
    TotalCBM: Number
    TotalWeight: str
    RelatedPOFBAPlanningId: int | None
    ShipToAddress: AddressOut
    IsModified: bool


class VendorInvoiceSection(BaseModel):
    """The vendor's invoice as a file."""

    FileName: str
    NewFileToken: str
    DeleteFile: bool


class VendorAndInvoiceSection(BaseModel):
    """Payment and invoice."""

    PaymentTermID: int
    InvoiceNumber: str
    InvoiceDate: str | None
    VendorInvoice: VendorInvoiceSection
    Memo: str
    InvoiceLineCount: str
    InvoiceLink: str
    EnableVendorInvoicesWorkflow: bool
    EnableMultipleinvoicesforpurchaseorders: bool
    PaymentStatus: int
    Balance: Number
    TotalPaid: Number
    TotalRefunded: Number
    OverRecived: bool
    Invoices: list[object]
    IsModified: bool


class ChangesSection(BaseModel):
    """Who did what, and when."""

    CreatedBy: str
    CreatedByEmployeeId: int
    CreatedOn: str
    UpdatedBy: str | None
    UpdatedByEmployeeId: int | None
    UpdatedOn: str | None
    ApprovedBy: str | None
    ApprovedByEmployeeId: int | None
    ApprovedOn: str | None
    ReceivedBy: str | None
    ReceivedByEmployeeId: int | None
    ReceivedOn: str | None


class DetailItem(BaseModel):
    """A line; the product is `ProductID` here."""

    ID: int
    PurchaseID: int
    ProductID: str
    IsKit: bool
    ImageURL: str
    VendorSKU: str
    IsVendorSKUEditable: bool
    ProductName: str
    QtyOrdered: int
    QtyReceived: int
    QtyOnHand: int
    QtyInContainer: int
    UnitPrice: Number
    AdjustedPrice: Number
    ExtraCostPerUnit: Number
    ExtraCostPOBasedPerUnit: Number
    DefaultWarehouseID: int
    Total: Number
    FinalSubTotalVisible: bool
    FinalSubTotal: Number
    MultiDiscountTotal: Number
    DiscountValue: Number
    DiscountType: int
    PricePerCase: Number
    CostPerCase: Number
    TotalCases: int
    QtyPerCase: int
    PreSellQuantityEnabled: bool
    PreSellQuantity: int
    LineDiscountDataContext: object | None
    RowStatus: int
    ExpectedDeliveryDate: str | None
    ItemNotes: str
    IsModified: bool


class TotalInfoSection(BaseModel):
    """The money, and which of it the tenant uses."""

    DiscountTotal: Number
    MultiDiscountTotal: Number
    SubTotal: Number
    ShippingTotal: Number
    TaxTotal: Number
    OtherTotal: Number
    CustomsTotal: Number
    DropShipFeeTotal: Number
    SmallOrderFee: Number
    CreditCardFee: Number
    ShippingTotalThirdParty: Number
    GrandTotal: Number
    UnreceivedTotal: Number
    DiscountTotalFixed: bool
    EnableMultiDiscountForPurchaseOrder: bool
    FreeShipping: bool
    EnableShippingTotal: bool
    EnableShippingTotalThirdParty: bool
    EnableFreeShippingForPurchaseOrders: bool
    EditFreeShippingForPurchaseOrders: bool
    EditShippingTotal: bool
    EnableOrderDropShipFee: bool
    PurchaseOrdersEnableCustomsTotalField: bool
    SmallOrderFeeVisible: bool
    EnableCreditCardFeeOnPurchaseOrders: bool
    HidePrices: bool
    DoNotIncludeThirdPartyShippingInPOGrandTotal: bool
    UseFixedDiscountTotal: bool
    UseDiscountTotal: bool
    EnableVendorInvoicesWorkflow: bool
    IsFullyRecivedandshipped: bool
    IsModified: bool


class MetadataSection(BaseModel):
    """What the tenant has switched on, and the mode of this order."""

    PurchaseOrderCurrencyDigitsCount: int
    EnableCaseQty: bool
    EnabledMultipleDiscounts: bool
    FixedTotalDiscount: bool
    EnablePerCaseQtyModeSetting: bool
    EnableVendorInvoicesWorkflow: bool
    AllowToIgnoreInventoryInPurchaseOrder: bool
    EnableShippingContainers: bool
    EnablePOFBAAllocationQty: bool
    EnableNotesForPurchaseItems: bool
    EnableLocalNotesForPurchaseItems: bool
    EnableCurrencySymbolForPO: bool
    ShowASINAndUPCInPoItems: bool
    ShowQtyOnHandInPoItems: bool
    EnableExpectedDeliveryForPurchaseItems: bool


class StatusesSection(BaseModel):
    """Where the order stands on each axis."""

    Status: int
    IsApproved: bool
    Priority: int
    ShippingStatus: int
    ReceivingStatus: int
    PaymentStatus: int
    InvoicedStatus: str
    InventoryCount: str
    EmailSent: str


class CustomColumnSection(BaseModel):
    """A custom column with its value on the order."""

    ID: int
    DataType: int
    DataLength: int
    IsDropDownColumn: bool
    IsDropDownCustomTextAllowed: bool
    IsDropDownAllowMultipleSelection: bool
    ClientID: int
    NewValue: object
    AllowHTMLPopup: bool
    DataSourceContainer: list[dict[str, str]]
    IsRequired: bool
    ColumnName: str
    DisplayName: str
    Value: object


class Detail(BaseModel):
    """An order with everything the vendor shows of it."""

    Purchase: PurchaseSection
    RelatedPurchaseOrders: list[object]
    VendorAndInvoice: VendorAndInvoiceSection
    Changes: ChangesSection
    Items: list[DetailItem]
    RelatedItems: list[object]
    TotalInfo: TotalInfoSection
    CustomColumns: list[CustomColumnSection]
    Metadata: MetadataSection
    Statuses: StatusesSection
    ShowProductImageForItems: bool
    EnablePoPrSellQuantity: bool
    NotesCount: int
    IsModified: bool
