"""Requests and answers of the dock: what was received on an order, and the serial numbers of what came."""

from pydantic import BaseModel, Field

from entrepot.dialects.sellercloud.wire.detail import Number
from entrepot.dialects.sellercloud.wire.enums import DiscountTypeIn
from entrepot.dialects.sellercloud.wire.forms import Exact, Incoming, Text, Whole

EXAMPLE_RECEIVE = {
    "ReceiveInvoiceNumber": "BF-7781",
    "VendorOrderId": "SO-19",
    "Items": [{"ID": 91001, "QtyToReceive": 60}],
}
EXAMPLE_SERIALS = [
    {
        "ID": 91001,
        "ReceivingID": 1001,
        "ProductID": "NB-A5-DOT",
        "Price": 2.4,
        "Serials": [{"SerialNumber": "NB-000117"}],
    }
]
EXAMPLE_ADD_SERIALS = {
    "PoSerialNumbers": [
        {"ReceivingID": 1001, "ProductID": "NB-A5-DOT", "SerialNumbers": [{"SerialNumber": "NB-000117"}]}
    ]
}


class ReceiveItem(Incoming):
    """What came of one line: units on an order by unit, cases on one by case. Prices replace those of the line."""

    ID: Whole
    QtyToReceive: Whole | None = None
    CaseQtyToReceive: Whole | None = None
    WarehouseId: Whole | None = None
    WarehouseBinId: Whole | None = None
    UnitPrice: Exact | None = None
    DiscountValue: Exact | None = None
    DiscountType: DiscountTypeIn | None = None
    LocationNotes: Text | None = None
    ListPrice: Exact | None = None
    UPC: Text | None = None
    WeightLbs: Exact | None = None
    WeightOz: Exact | None = None


class ReceivePo(Incoming):
    """One receiving session."""

    ReceiveInvoiceNumber: Text | None = None
    VendorOrderId: Text | None = None
    ShippingCost: Exact | None = None
    Items: list[ReceiveItem] = Field(max_length=5000)


class SerialIn(Incoming):
    """The serial number of one unit."""

    SerialNumber: Text
    Notes: Text | None = None


class ProductSerialsIn(Incoming):
    """The serial numbers of all units of one product that one session received."""

    ReceivingID: Whole
    ProductID: Text
    SerialNumbers: list[SerialIn] = Field(max_length=10_000)


class AddSerials(Incoming):
    """Serial numbers to be added."""

    PoSerialNumbers: list[ProductSerialsIn] = Field(max_length=1000)


class SerialOut(BaseModel):
    """The serial number of one unit."""

    SerialNumber: str


class LineSerials(BaseModel):
    """What one session received of one line, unit by unit as far as the units are numbered."""

    ID: int
    ReceivingID: int
    ProductID: str
    Price: Number
    Serials: list[SerialOut]
