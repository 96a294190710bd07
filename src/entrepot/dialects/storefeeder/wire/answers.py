"""Answers under the vendor's names. The class names are also the names of the XML elements.

These classes describe: the OpenAPI document and the XML writer read them, answers themselves are plain documents. Each
base class comes before its heirs in XML, as the vendor's serializer writes it; in JSON it comes last.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, WithJsonSchema

from entrepot.dialects.storefeeder.wire.forms import NUMBER
from entrepot.dialects.storefeeder.wire.requests import WAREHOUSE_TYPES, SupplierAddressModel
from entrepot.dialects.storefeeder.wire.words import STATUSES

Amount = Annotated[Decimal, NUMBER]
StatusWord = Annotated[str, WithJsonSchema({"type": "string", "enum": list(STATUSES)})]


class Token(BaseModel):
    """What a successful sign-in gives; always JSON."""

    access_token: str
    token_type: str
    expires_in: int
    issued: str = Field(alias=".issued")
    expires: str = Field(alias=".expires")


class TokenRefusal(BaseModel):
    """Why there is no token."""

    error: str
    error_description: str


class Refusal(BaseModel):
    """What went wrong; `ModelState` names wrong fields."""

    Message: str
    ModelState: dict[str, list[str]] | None = None
    MessageDetail: str | None = None


class CurrencyBaseModel(BaseModel):
    """A currency."""

    CurrencyID: int
    CurrencyCode: str
    CurrencyName: str
    Symbol: str


class UserBaseModel(BaseModel):
    """Who made something."""

    UserID: int
    UserName: str


class WarehouseBaseModel(BaseModel):
    """A warehouse by name."""

    WarehouseName: str
    WarehouseGuid: UUID
    WarehouseID: int


class SupplierBaseModel(BaseModel):
    """A supplier by name."""

    SupplierID: int
    Name: str


class PurchaseOrderSupplierModel(SupplierBaseModel):
    """The supplier on an order."""

    SupplierCode: str | None = None
    SuppliersReference: str | None = None
    Currency: CurrencyBaseModel | None = None


class PurchaseOrderLineModel(BaseModel):
    """A line; quantities are in units, prices and amounts in the order's currency without VAT."""

    PurchaseOrderLineID: int
    ProductID: int | None = None
    ProductSKU: str | None = None
    QtyOrdered: int
    QtyReceived: int
    PurchaseOrderDetailsStatus: str
    SinglePrice: Amount
    TaxRate: Amount
    LineVat: Amount
    LineTotal: Amount
    DeliveryStatusID: int
    DeliveryStatus: str
    QtyWrittenOff: Amount
    CartonQty: int
    AddedByUserID: int
    BookedInByUserID: int | None = None
    TotalUnitsOrdered: int
    TotalUnitsReceived: int
    TotalUnitsWrittenOff: int
    LineNotes: str | None = None


class PurchaseOrderModel(BaseModel):
    """A purchase order; `Subtotal` includes the delivery cost, `Total` is `Subtotal` and `TotalVat`."""

    PurchaseOrderID: int
    PurchaseOrderGuid: UUID
    User: UserBaseModel
    PurchaseOrderReference: str
    DateRaised: datetime
    Supplier: PurchaseOrderSupplierModel | None = None
    Warehouse: WarehouseBaseModel
    DateDue: datetime | None = None
    PurchaseOrderStatus: StatusWord
    DeliveryCost: Amount
    Subtotal: Amount
    TotalVat: Amount
    Total: Amount
    Currency: CurrencyBaseModel
    DateSent: datetime | None = None
    PaymentReference: str | None = None
    PurchaseOrderLines: list[PurchaseOrderLineModel]
    UpdatedDate: datetime


class PagingFilter(BaseModel):
    """Which page this is."""

    PageSize: int
    Page: int


class PagedResponseModel(BaseModel):
    """A page of a list. `PextUrl` is the vendor's own spelling beside `NextUrl`."""

    TotalItems: int
    PagingInfo: PagingFilter
    TotalPages: int
    PrevUrl: str | None = None
    NextUrl: str | None = None
    PextUrl: str | None = None


class PagedResponseModelOfPurchaseOrderModel(PagedResponseModel):
    """A page of purchase orders."""

    Data: list[PurchaseOrderModel]


class ResponseBaseModel(BaseModel):
    """Whether something was done, and if not, why."""

    Success: bool
    Error: str | None = None


class PurchaseOrderSimpleResponse(ResponseBaseModel):
    """What became of an action on an order."""

    PurchaseOrderID: int
    PurchaseOrderReference: str | None = None


class BatchResponseContainerOfPurchaseOrderSimpleResponse(BaseModel):
    """What became of each item of a batch, in the order they came."""

    TotalItemsProcessed: int
    Successful: int
    Failed: int
    Responses: list[PurchaseOrderSimpleResponse]


class SupplierModel(SupplierBaseModel):
    """A supplier."""

    SupplierGUID: UUID
    SupplierAddress: SupplierAddressModel | None = None
    SupplierCode: str | None = None
    Email: str | None = None
    MinimumOrderValue: Amount | None = None
    SendBelowReorderLevelEmail: bool
    BelowReorderLevelReportRecipientEmailAddress: list[str]
    Reference: str | None = None
    AccountNumber: str | None = None
    CurrencyCode: str
    SuppliersReference: str | None = None


class SupplierGetModel(SupplierModel):
    """A supplier in the list of all."""

    Currency: CurrencyBaseModel


class AddressModel(BaseModel):
    """A warehouse's address."""

    Address1: str | None = None
    Address2: str | None = None
    Address3: str | None = None
    City: str | None = None
    State: str | None = None
    Postcode: str | None = None
    Country: str | None = None


class WarehouseModel(WarehouseBaseModel):
    """A warehouse."""

    ShippingAddress: AddressModel | None = None
    IsDefault: bool
    MetaPackWarehouseCode: str | None = None
    SenderName: str | None = None
    CollectionPoint: str | None = None
    HandlingTime: int | None = None
    ApplyTaxToShipping: bool
    WarehouseType: Annotated[str, WithJsonSchema({"type": "string", "enum": list(WAREHOUSE_TYPES)})]


class ProductSupplierRow(BaseModel):
    """What a supplier asks for a product."""

    Supplier: SupplierBaseModel
    SupplierSKU: str | None = None
    SupplierCosts: Amount | None = None
    SupplierStockLevel: int | None = None
    SupplierLeadTime: int | None = None
    SupplierCartonQuantities: int | None = None
    Priority: int
    SupplierMinOrderAmount: int | None = None


class ProductSupplierModel(ProductSupplierRow):
    """The same with the product it is about."""

    ProductID: int | None = None
    SKU: str | None = None


class ProductSuppliersModel(BaseModel):
    """All that suppliers ask for one product."""

    Suppliers: list[ProductSupplierRow]


class ProductModel(BaseModel):
    """A product."""

    ProductID: int
    SKU: str
    Name: str
    ProductGUID: UUID
    ProductType: str
    Suppliers: list[ProductSupplierRow] | None = None
    Brand: str | None = None
    Description: str | None = None
    Archived: bool
    IsAkit: bool


class PagedResponseModelOfProductModel(PagedResponseModel):
    """A page of products."""

    Data: list[ProductModel]


class PagedResponseModelOfProductSupplierModel(PagedResponseModel):
    """A page of what suppliers ask for products."""

    Data: list[ProductSupplierModel]
