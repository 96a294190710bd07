"""What the calls that change a vendor's catalogue do inside their one transaction."""

from uuid import UUID

from entrepot.actions import catalog, offers, suppliers
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.suppliers.errors import SUPPLIER_PRODUCT_UNKNOWN
from entrepot.dialects.sellercloud import papergates as gates
from entrepot.dialects.sellercloud.auth import Caller
from entrepot.dialects.sellercloud.errors import Breaches
from entrepot.dialects.sellercloud.translate import papers as translated
from entrepot.dialects.sellercloud.wire.catalogue import AddVendorProducts, ChangeVendorProduct, VendorTerms
from entrepot.errors import NotFound
from entrepot.store import offers as offer_store
from entrepot.store.work import UnitOfWork


def add_products(uow: UnitOfWork, caller: Caller, number: int, body: AddVendorProducts) -> str:
    """List products with a vendor; one that is listed takes what is given."""
    supplier = suppliers.read(uow, caller.actor, serial=number)
    breaches = Breaches()
    if not body.VendorProducts:
        breaches.add(("VendorProducts",), "VendorProducts must hold at least one product.")
    for index, each in enumerate(body.VendorProducts):
        gates.check_terms(breaches, ("VendorProducts", index), each.ProductSKU, each)
    breaches.settle()
    for each in body.VendorProducts:
        _put(uow, caller, supplier.id, each.ProductSKU, each, listed=False)
    return "Vendor products added"


def change_product(uow: UnitOfWork, caller: Caller, number: int, body: ChangeVendorProduct) -> None:
    """Change what a vendor asks for a product that it sells."""
    supplier = suppliers.read(uow, caller.actor, serial=number)
    breaches = Breaches()
    gates.check_terms(breaches, (), body.ProductID, body)
    breaches.settle()
    _put(uow, caller, supplier.id, body.ProductID, body, listed=True)


def _put(uow: UnitOfWork, caller: Caller, supplier_id: UUID, sku: str, body: VendorTerms, *, listed: bool) -> None:
    """`listed`: the vendor must sell the product already."""
    product = catalog.read(uow, caller.actor, ProductKey(sku=sku.strip()))
    before = offer_store.get(uow, caller.actor.organization_id, supplier_id, product.id)
    if listed and before is None:
        raise NotFound(SUPPLIER_PRODUCT_UNKNOWN, f"The vendor does not sell {product.sku}.")
    offers.put(uow, caller.actor, supplier_id, product.id, translated.offer_patch(body, before))
