"""Requests about a vendor's catalogue."""

from pydantic import Field

from entrepot.dialects.sellercloud.wire.forms import Exact, Incoming, Text, Truth, Whole

_EXAMPLE = {
    "Price": 2.1,
    "VendorSKU": "BF-77",
    "IsAvailable": True,
    "Notes": "Two weeks",
    "PricePerCase": 50.4,
    "QtyPerCase": 24,
    "Qty": 960,
}
EXAMPLE_ADD_PRODUCTS = {"VendorProducts": [{"ProductSKU": "NB-A5-DOT", **_EXAMPLE}]}
EXAMPLE_CHANGE_PRODUCT = {"ProductID": "NB-A5-DOT", **_EXAMPLE}


class VendorTerms(Incoming):
    """What a vendor asks for a product; what is absent stays."""

    Price: Exact | None = None
    VendorSKU: Text | None = None
    IsAvailable: Truth | None = None
    Notes: Text | None = None
    PricePerCase: Exact | None = None
    QtyPerCase: Whole | None = None
    Qty: Whole | None = None


class VendorProductIn(VendorTerms):
    """A product that a vendor sells."""

    ProductSKU: Text


class AddVendorProducts(Incoming):
    """Products to be listed with a vendor."""

    VendorProducts: list[VendorProductIn] = Field(max_length=1000)


class ChangeVendorProduct(VendorTerms):
    """What changes about a product that a vendor sells."""

    ProductID: Text
