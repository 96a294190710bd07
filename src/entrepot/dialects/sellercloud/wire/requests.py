"""Request bodies, field by field as the vendor names them. What the vendor requires has no default here.

`POType` and `CaseQtyMode` are required too unless the tenant is lenient about them; `translate.required` judges that.
"""

from pydantic import Field, RootModel, model_validator

from entrepot.dialects.sellercloud.wire.enums import DiscountTypeIn, POTypeIn
from entrepot.dialects.sellercloud.wire.forms import Exact, Incoming, Moment, Text, Truth, Whole

EXAMPLE_ITEM = {
    "ProductID": "NB-A5-DOT",
    "QtyUnitsOrdered": 120,
    "UnitPrice": 2.40,
    "DiscountType": "Percentage",
    "DiscountValue": 10,
    "ItemNotes": "dotted",
}
EXAMPLE_ORDER = {
    "CompanyID": 1001,
    "VendorID": 1004,
    "POType": "PurchaseOrder",
    "CaseQtyMode": False,
    "DefaultWarehouseID": 1001,
    "Description": "Spring restock",
    "VendorNote": "Call before delivery",
    "PaymentTermID": 1001,
    "Products": [EXAMPLE_ITEM],
    "ShippingAddress": {
        "Business": "Harbor Row Goods",
        "AddressLine1": "7 Quay St",
        "City": "Portland",
        "State": "ME",
        "ZipCode": "04101",
        "Country": "US",
    },
}
EXAMPLE_CASE_ORDER = {
    "CompanyID": 1001,
    "VendorID": 1004,
    "POType": 0,
    "CaseQtyMode": True,
    "Products": [
        {
            "ProductID": "TAPE-48MM",
            "QtyCasesOrdered": 8,
            "QtyUnitsPerCase": 36,
            "CasePrice": 54.00,
            "DiscountType": 0,
            "DiscountValue": 0.10,
            "WarehouseID": 1002,
        }
    ],
}
EXAMPLE_TOKEN = {"Username": "ops@harborrow.example", "Password": "correct-horse"}
EXAMPLE_CHANGE = {"Description": "Spring restock, second try", "ExpectedDeliveryDate": "04/15/2026"}
EXAMPLE_CHANGE_ITEMS = {"Items": [{"ID": 91001, "QtyUnitsOrdered": 144, "UnitPrice": 2.35}]}


class TokenRequest(Incoming):
    """Who wants a token."""

    Username: Text
    Password: Text


class AddressIn(Incoming):
    """An address in a request; `Country` (two letters) is needed whenever one is sent."""

    FirstName: Text | None = None
    MiddleName: Text | None = None
    LastName: Text | None = None
    Business: Text | None = None
    AddressLine1: Text | None = None
    AddressLine2: Text | None = None
    City: Text | None = None
    State: Text | None = None
    Region: Text | None = None
    ZipCode: Text | None = None
    Country: Text | None = None
    Phone: Text | None = None
    Fax: Text | None = None


class CreatePoItem(Incoming):
    """A line: the unit fields on an order by unit, the case fields on one by case, never both."""

    ProductID: Text
    QtyUnitsOrdered: Whole | None = None
    UnitPrice: Exact | None = None
    QtyCasesOrdered: Whole | None = None
    QtyUnitsPerCase: Whole | None = None
    CasePrice: Exact | None = None
    DiscountType: DiscountTypeIn | None = None
    DiscountValue: Exact | None = None
    WarehouseID: Whole | None = None
    ItemNotes: Text | None = None


class CreatePo(Incoming):
    """A purchase order to be made."""

    CompanyID: Whole | None = None
    VendorID: Whole | None = None
    POType: POTypeIn | None = None
    CaseQtyMode: Truth | None = None
    DefaultWarehouseID: Whole | None = None
    Description: Text | None = None
    VendorNote: Text | None = None
    PaymentTermID: Whole | None = None
    ExpectedDeliveryDate: Moment | None = None
    Products: list[CreatePoItem] | None = Field(default=None, max_length=5000)
    BillingAddress: AddressIn | None = None
    ShippingAddress: AddressIn | None = None


class ChangePo(Incoming):
    """What may change on an order's header; what is absent stays."""

    CompanyId: Whole | None = None
    VendorId: Whole | None = None
    Description: Text | None = None
    OrderedOnDate: Moment | None = None
    RequestedOnDate: Moment | None = None
    ExpectedDeliveryDate: Moment | None = None
    CancelByDate: Moment | None = None
    Instructions: Text | None = None


class AddItems(RootModel[list[CreatePoItem]]):
    """Lines to be added: a bare array."""


class ChangeItem(Incoming):
    """What may change on a line; the unit fields on an order by unit, the case fields on one by case."""

    ID: Whole
    QtyUnitsOrdered: Whole | None = None
    UnitPrice: Exact | None = None
    QtyCasesOrdered: Whole | None = None
    QtyUnitsPerCase: Whole | None = None
    CasePrice: Exact | None = None
    ExpectedDeliveryDate: Moment | None = None


class ChangeItems(Incoming):
    """Lines to be changed."""

    Items: list[ChangeItem] = Field(max_length=5000)


class RemoveItems(Incoming):
    """Lines to be removed; the body may also be the bare array."""

    PoItemsIDs: list[Whole] = Field(max_length=5000)

    @model_validator(mode="before")
    @classmethod
    def take_bare_array(cls, value: object) -> object:
        """A bare array as the object that holds it."""
        return {"PoItemsIDs": value} if isinstance(value, list) else value
