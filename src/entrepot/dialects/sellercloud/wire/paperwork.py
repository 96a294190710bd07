"""Requests and answers around an order: tracking numbers, invoice, totals, QuickBooks, custom columns, views."""

from typing import Any

from pydantic import BaseModel, Field

from entrepot.dialects.sellercloud.wire.enums import ShippingStatusIn
from entrepot.dialects.sellercloud.wire.forms import Exact, Incoming, Moment, Text, Truth, Whole
from entrepot.dialects.sellercloud.wire.queries import PageQuery, ViewNames

EXAMPLE_QUICKBOOKS = {"PurchaseIDs": [50231, 50232], "Exported": True}
EXAMPLE_TRACKING = {"ShippedViaCarrier": "UPS", "TrackingNumber": "1Z999AA10123456784"}
EXAMPLE_TRACKINGS = {
    "TrackingNumbers": [
        {"ShippedOn": "2026-03-04T08:00:00Z", "ShippingCarrier": "UPS", "TrackingNumber": "1Z999AA10123456784"},
        {
            "ShippedOn": "03/05/2026",
            "ShippingCarrier": "Other",
            "OtherCarrier": "Casco Haulage",
            "TrackingNumber": "CH-17",
        },
    ],
    "ShippingStatus": 1,
}
EXAMPLE_TRACKINGS_ANSWER = {
    "TrackingNumbers": [
        {
            "ID": 1001,
            "ShippedOn": "2026-03-04T08:00:00.000Z",
            "ShippingCarrier": "UPS",
            "TrackingNumber": "1Z999AA10123456784",
        }
    ]
}
EXAMPLE_REMOVE_TRACKINGS = {"TrackingNumbersIDs": [1001]}
EXAMPLE_INVOICE = {"InvoiceNumber": "BF-7781", "InvoiceDate": "2026-03-06"}
EXAMPLE_TOTAL = {"TaxTotal": 25.75, "OtherTotal": 3, "ShippingTotal": 12.5, "ShippingTotalThirdParty": 4}
EXAMPLE_COLUMN = {"ColumnName": "season", "Value": "Spring"}
EXAMPLE_COLUMNS = [{"ColumnName": "season", "DisplayName": "Season", "Value": "Spring"}]
EXAMPLE_VIEWS = [{"Key": 1001, "Value": "Late orders"}]


class SetQuickBookStatus(Incoming):
    """Which orders went to the accounting system, or did not."""

    PurchaseIDs: list[Whole] = Field(max_length=1000)
    Exported: Truth


class SingleTracking(Incoming):
    """The tracking number of an order; what is absent stays."""

    ShippedOn: Moment | None = None
    ShippedViaCarrier: Text | None = None
    TrackingNumber: Text | None = None


class TrackingIn(Incoming):
    """One of several tracking numbers; the carrier `Other` is named by `OtherCarrier`."""

    ShippedOn: Moment
    ShippingCarrier: Text
    OtherCarrier: Text | None = None
    TrackingNumber: Text


class AddTrackings(Incoming):
    """Tracking numbers to be added, and how much is shipped with them."""

    TrackingNumbers: list[TrackingIn] = Field(max_length=100)
    ShippingStatus: ShippingStatusIn


class RemoveTrackings(Incoming):
    """Tracking numbers to be removed."""

    TrackingNumbersIDs: list[Whole] = Field(max_length=100)


class ChangeInvoice(Incoming):
    """Number and date of the vendor's invoice; what is absent stays, an empty number takes it away."""

    InvoiceDate: Moment | None = None
    InvoiceNumber: Text | None = None


class ChangeTotal(Incoming):
    """Amounts of the whole order in its currency; what is absent stays."""

    TaxTotal: Exact | None = None
    OtherTotal: Exact | None = None
    ShippingTotal: Exact | None = None
    ShippingTotalThirdParty: Exact | None = None


class ChangeColumn(Incoming):
    """The value of one custom column; null, nothing, or an empty text where none fits takes it away."""

    ColumnName: Text
    Value: Any = None


class ViewQuery(ViewNames, PageQuery):
    """Which page of which view; all three are needed."""

    pageNumber: Whole
    pageSize: Whole


class TrackingOut(BaseModel):
    """A tracking number."""

    ID: int
    ShippedOn: str | None
    ShippingCarrier: str
    TrackingNumber: str


class TrackingsAnswer(BaseModel):
    """All tracking numbers of an order."""

    TrackingNumbers: list[TrackingOut]


class ColumnValue(BaseModel):
    """A custom column and its value on an order, of the column's type."""

    ColumnName: str
    DisplayName: str
    Value: Any
