"""What suppliers ask for products, in requests and answers; in XML the members of base classes come first.

In a request what is null or absent stays as it is, except in a replacement, which clears it.
"""

from typing import Annotated

from pydantic import BaseModel, Field, PlainValidator, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError

from entrepot.dialects.storefeeder.wire.forms import Count, Exact, Incoming, Text200, Whole, words
from entrepot.dialects.storefeeder.wire.requests import MOST_ITEMS, or_spoilt
from entrepot.errors import FIELD_CHOICE

BY_ID, BY_SKU, BY_SUPPLIER_SKU = ID_TYPES = ("ID", "SKU", "SupplierSKU")
_TYPES_BY_KEY = {name.lower(): name for name in ID_TYPES}


def _id_type(value: object) -> str:
    found = _TYPES_BY_KEY.get(words(value).strip().lower())
    if found is None:
        raise PydanticCustomError(FIELD_CHOICE, f"Must be one of {', '.join(ID_TYPES)}.")
    return found


IdType = Annotated[str, PlainValidator(_id_type), WithJsonSchema({"type": "string", "enum": list(ID_TYPES)})]


class SupplierBaseModel(Incoming):
    """A supplier, by its number or, without one, by its name."""

    SupplierID: Whole | None = None
    Name: Text200 = None


class SupplierProductIDTypeModel(Incoming):
    """A product, by its number, its SKU or what the supplier calls it."""

    IDType: IdType
    Value: Text200 = None


class ProductSupplierBaseModel(Incoming):
    """What a supplier asks for a product; a carton of 0 units is the same as none."""

    SupplierSKU: Text200 = None
    SupplierCosts: Exact | None = None
    SupplierStockLevel: Count | None = None
    SupplierLeadTime: Count | None = None
    SupplierCartonQuantities: Count | None = None
    Priority: Count | None = None
    SupplierMinOrderAmount: Count | None = None


class ProductSupplierUpdateModelBase(ProductSupplierBaseModel):
    """The same with the supplier that asks it."""

    Supplier: SupplierBaseModel


class ProductSupplierPatchModel(ProductSupplierBaseModel):
    """The same with what sending one unit straight to a customer costs."""

    DropShipmentDeliveryCost: Exact | None = None


class ProductSupplierUpdateModel(ProductSupplierUpdateModelBase):
    """One row of many: which product, which supplier, what it asks."""

    ProductIDType: SupplierProductIDTypeModel


class ProductSupplierInventoryCostUpdateModel(Incoming):
    """Stock and cost of one row of many."""

    ProductIDType: SupplierProductIDTypeModel
    Supplier: SupplierBaseModel
    SupplierStockLevel: Count | None = None
    SupplierCosts: Exact | None = None


UpdateBatch = Annotated[
    list[Annotated[ProductSupplierUpdateModel, WrapValidator(or_spoilt)]], Field(max_length=MOST_ITEMS)
]
InventoryCostBatch = Annotated[
    list[Annotated[ProductSupplierInventoryCostUpdateModel, WrapValidator(or_spoilt)]], Field(max_length=MOST_ITEMS)
]


class ProductSupplierUpdateModelResponse(BaseModel):
    """What became of one row: any error text means that it was refused."""

    SupplierUpdate: ProductSupplierUpdateModel | None = None
    Success: bool
    Error: str | None = None


class ProductSupplierInventoryCostUpdateModelResponse(BaseModel):
    """What became of one row: any error text means that it was refused."""

    SupplierUpdate: ProductSupplierInventoryCostUpdateModel | None = None
    Success: bool
    Error: str | None = None


class ProductSupplierUpdateModelCollectionResponse(BaseModel):
    """What became of each row, in the order they came."""

    TotalItemsProcessed: int
    Successful: int
    Failed: int
    Responses: list[ProductSupplierUpdateModelResponse]


class ProductSupplierInventoryCostUpdateModelCollectionResponse(BaseModel):
    """The same; rows that had these values already count as successful and are counted apart."""

    SkippedDueToSameValue: int
    TotalItemsProcessed: int
    Successful: int
    Failed: int
    Responses: list[ProductSupplierInventoryCostUpdateModelResponse]
