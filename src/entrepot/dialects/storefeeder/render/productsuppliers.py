"""Supplier rows as answers to calls that write them. Numbers are marked for `number_bytes`."""

from collections.abc import Iterable

from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.dialects.storefeeder.render.forms import Document, amount, present
from entrepot.dialects.storefeeder.render.parties import offer_document
from entrepot.dialects.storefeeder.wire.productsuppliers import (
    ProductSupplierInventoryCostUpdateModel,
    ProductSupplierUpdateModel,
)


def update_document(offer: SupplierProduct, supplier: Supplier) -> Document:
    """A row with its supplier."""
    return offer_document(offer, supplier)


def row_document(offer: SupplierProduct) -> Document:
    """A row by itself."""
    return offer_document(offer, None)


def patch_document(offer: SupplierProduct) -> Document:
    """A row by itself with the cost of sending one unit straight to a customer."""
    cost = offer.drop_shipment_cost
    return {**row_document(offer), **({} if cost is None else {"DropShipmentDeliveryCost": amount(cost)})}


def echo(
    body: ProductSupplierUpdateModel | ProductSupplierInventoryCostUpdateModel, supplier: Supplier | None = None
) -> Document:
    """An item of a batch as it came, with its supplier as the book knows it."""
    named = body.Supplier
    given = {
        name: value
        for name in type(body).model_fields
        if name not in ("ProductIDType", "Supplier", "SupplierCosts") and (value := getattr(body, name)) is not None
    }
    shown: Document = {
        "ProductIDType": present({"IDType": body.ProductIDType.IDType, "Value": body.ProductIDType.Value}),
        "Supplier": present(
            {"SupplierID": named.SupplierID, "Name": named.Name}
            if supplier is None
            else {"SupplierID": supplier.serial, "Name": supplier.name}
        ),
        **given,
        "SupplierCosts": amount(body.SupplierCosts) if body.SupplierCosts is not None else None,
    }
    return present(shown)


def collection(responses: Iterable[Document]) -> Document:
    """What became of each row of a batch."""
    listed = list(responses)
    successful = sum(response["Success"] is True for response in listed)
    return {
        "TotalItemsProcessed": len(listed),
        "Successful": successful,
        "Failed": len(listed) - successful,
        "Responses": listed,
    }
