"""What the calls on supplier rows do inside their one transaction: what a supplier asks for a product."""

from entrepot.actions import catalog, offers, suppliers
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN, SKU_AMBIGUOUS
from entrepot.book.catalog.product import Product
from entrepot.book.people.actor import Actor
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.values.patch import given_fields
from entrepot.dialects.storefeeder.render.forms import Document
from entrepot.dialects.storefeeder.render.productsuppliers import echo, patch_document, row_document, update_document
from entrepot.dialects.storefeeder.translate import productsuppliers as translated
from entrepot.dialects.storefeeder.wire.productsuppliers import (
    BY_ID,
    BY_SKU,
    ProductSupplierBaseModel,
    ProductSupplierInventoryCostUpdateModel,
    ProductSupplierPatchModel,
    ProductSupplierUpdateModel,
    ProductSupplierUpdateModelBase,
    SupplierBaseModel,
    SupplierProductIDTypeModel,
)
from entrepot.errors import FieldError, Invalid, NotFound
from entrepot.store import suppliers as supplier_store
from entrepot.store.work import UnitOfWork

TWO = 2
TEN = 10
LARGEST_SERIAL = 2**31 - 1


def put_row(uow: UnitOfWork, actor: Actor, number: int, body: ProductSupplierUpdateModelBase) -> Document:
    """List a product with a supplier, or change what it asks."""
    product = catalog.read(uow, actor, ProductKey(serial=number))
    supplier = named_supplier(uow, actor, body.Supplier)
    offer = offers.put(uow, actor, supplier.id, product.id, translated.row_patch(body))
    return update_document(offer, supplier)


def replace_row(
    uow: UnitOfWork, actor: Actor, number: int, supplier_number: int, body: ProductSupplierBaseModel
) -> Document:
    """Make a row what the body says; raises NotFound for one that is not there."""
    before = find_row(uow, actor, number, supplier_number)
    return row_document(offers.put(uow, actor, before.supplier_id, before.product_id, translated.whole_row(body)))


def change_row(
    uow: UnitOfWork, actor: Actor, number: int, supplier_number: int, body: ProductSupplierPatchModel
) -> Document:
    """Change a row; raises NotFound for one that is not there."""
    before = find_row(uow, actor, number, supplier_number)
    return patch_document(offers.put(uow, actor, before.supplier_id, before.product_id, translated.row_patch(body)))


def put_rows_item(uow: UnitOfWork, actor: Actor, body: ProductSupplierUpdateModel) -> Document:
    """One row of many: made or changed."""
    supplier = named_supplier(uow, actor, body.Supplier)
    product = named_product(uow, actor, body.ProductIDType, supplier)
    offers.put(uow, actor, supplier.id, product.id, translated.row_patch(body))
    return {"SupplierUpdate": echo(body, supplier), "Success": True}


def inventory_item(
    uow: UnitOfWork, actor: Actor, body: ProductSupplierInventoryCostUpdateModel
) -> tuple[bool, Document]:
    """Stock and cost of one row of many, and whether both were so already; a product that is not listed is refused."""
    supplier = named_supplier(uow, actor, body.Supplier)
    product = named_product(uow, actor, body.ProductIDType, supplier)
    before = offers.read(uow, actor, supplier.id, product.id)
    patch = translated.inventory_patch(body)
    same = all(getattr(before, name) == value for name, value in given_fields(patch).items())
    offers.put(uow, actor, supplier.id, product.id, patch)
    return same, {"SupplierUpdate": echo(body, supplier), "Success": True}


def find_row(uow: UnitOfWork, actor: Actor, number: int, supplier_number: int) -> SupplierProduct:
    """The row of a product and a supplier by their numbers; raises NotFound."""
    product = catalog.read(uow, actor, ProductKey(serial=number))
    return offers.read(uow, actor, suppliers.read(uow, actor, serial=supplier_number).id, product.id)


def named_supplier(uow: UnitOfWork, actor: Actor, named: SupplierBaseModel) -> Supplier:
    """The supplier by its number, else by its name; raises Invalid naming the field that finds none."""
    if named.SupplierID:
        try:
            return suppliers.read(uow, actor, serial=max(0, named.SupplierID))
        except NotFound as error:
            raise _wrong("supplier_id", error) from error
    found = supplier_store.by_name(uow, actor.organization_id, named.Name) if named.Name else None
    if found is None:
        raise _wrong("supplier_name" if named.Name else "supplier_id", NotFound(SUPPLIER_UNKNOWN))
    return suppliers.read(uow, actor, id=found.id)


def named_product(uow: UnitOfWork, actor: Actor, named: SupplierProductIDTypeModel, supplier: Supplier) -> Product:
    """The product by its number, SKU or the supplier's SKU; raises Invalid when that is none or several."""
    value = named.Value or ""
    try:
        if named.IDType == BY_ID:
            is_number = value.isascii() and value.isdigit() and int(value[:10]) <= LARGEST_SERIAL and len(value) <= TEN
            return catalog.read(uow, actor, ProductKey(serial=int(value) if is_number else 0))
        if named.IDType == BY_SKU:
            return catalog.read(uow, actor, ProductKey(sku=value))
        return _by_supplier_sku(uow, actor, supplier, value)
    except NotFound as error:
        raise _wrong("product_value", error) from error


def _by_supplier_sku(uow: UnitOfWork, actor: Actor, supplier: Supplier, value: str) -> Product:
    where = (Condition("supplier_id", Test.EQ, supplier.id), Condition("supplier_sku", Test.EQ, value))
    found = offers.browse(uow, actor, Listing(where=where, limit=TWO)).items
    if len(found) > 1:
        raise _wrong("product_value", Invalid(SKU_AMBIGUOUS))
    if not found:
        raise NotFound(PRODUCT_UNKNOWN)
    return catalog.read(uow, actor, ProductKey(id=found[0].product_id))


def _wrong(field: str, error: NotFound | Invalid) -> Invalid:
    return Invalid(error.code, error.message, fields=[FieldError((field,), error.code, error.message)])
