"""What suppliers ask for products: requests as patches of the book. Prices are in the supplier's currency."""

from dataclasses import replace
from decimal import Decimal

from entrepot.book.suppliers.draft import SupplierProductPatch
from entrepot.book.values.unset import UNSET, Unset
from entrepot.dialects.storefeeder.wire.productsuppliers import (
    ProductSupplierBaseModel,
    ProductSupplierInventoryCostUpdateModel,
    ProductSupplierPatchModel,
)

EMPTY = SupplierProductPatch(
    supplier_sku=None,
    price=None,
    supplier_stock_level=None,
    lead_time_days=None,
    carton_quantity=None,
    minimum_quantity=None,
    priority=0,
)


def row_patch(body: ProductSupplierBaseModel) -> SupplierProductPatch:
    """The change a row asks for: what is absent stays."""
    return SupplierProductPatch(
        supplier_sku=UNSET if body.SupplierSKU is None else body.SupplierSKU,
        price=_given(body.SupplierCosts),
        supplier_stock_level=_quantity(body.SupplierStockLevel),
        lead_time_days=UNSET if body.SupplierLeadTime is None else body.SupplierLeadTime,
        carton_quantity=_carton(body.SupplierCartonQuantities),
        minimum_quantity=_quantity(body.SupplierMinOrderAmount),
        priority=UNSET if body.Priority is None else body.Priority,
        drop_shipment_cost=_given(body.DropShipmentDeliveryCost)
        if isinstance(body, ProductSupplierPatchModel)
        else UNSET,
    )


def whole_row(body: ProductSupplierBaseModel) -> SupplierProductPatch:
    """The row as the body says it: what is absent is cleared; what the model does not hold stays."""
    given = row_patch(body)
    values = {name: getattr(given, name) for name in EMPTY.__slots__}
    return replace(EMPTY, **{name: value for name, value in values.items() if value is not UNSET})


def inventory_patch(body: ProductSupplierInventoryCostUpdateModel) -> SupplierProductPatch:
    """Stock and cost only; what is absent stays."""
    return SupplierProductPatch(
        price=_given(body.SupplierCosts), supplier_stock_level=_quantity(body.SupplierStockLevel)
    )


def _given(value: Decimal | None) -> Decimal | Unset:
    return UNSET if value is None else value


def _quantity(value: int | None) -> Decimal | Unset:
    return UNSET if value is None else Decimal(value)


def _carton(value: int | None) -> Decimal | None | Unset:
    """Units in a carton; the vendor's own samples say 0 where nothing is known."""
    return UNSET if value is None else Decimal(value) if value else None
