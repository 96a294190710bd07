"""What the book must know about the things a draft refers to before it can judge the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.catalog.product import Product
from entrepot.book.orders.columns import CustomColumn
from entrepot.book.orders.draft import LineDraft
from entrepot.book.orders.held import Held
from entrepot.book.orders.tag import Tag
from entrepot.book.people.organization import Company, Organization
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.terms import PaymentTerm
from entrepot.book.values.text import folded
from entrepot.book.warehouses.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Found:
    """The products found for the keys that were asked for; SKU keys are folded texts."""

    by_id: Mapping[UUID, Product] = field(default_factory=dict)
    by_serial: Mapping[int, Product] = field(default_factory=dict)
    by_sku: Mapping[str, Product] = field(default_factory=dict)
    by_supplier_sku: Mapping[str, Sequence[Product]] = field(default_factory=dict)

    def of(self, draft: LineDraft) -> Sequence[Product]:
        """The products the draft's first given key stands for: none, one, or several for an ambiguous supplier SKU."""
        one: Product | None
        if draft.product_id is not None:
            one = self.by_id.get(draft.product_id)
        elif draft.product_serial is not None:
            one = self.by_serial.get(draft.product_serial)
        elif draft.sku is not None:
            one = self.by_sku.get(folded(draft.sku))
        elif draft.supplier_sku is not None:
            return self.by_supplier_sku.get(folded(draft.supplier_sku), ())
        else:
            return ()
        return () if one is None else (one,)


def product_field(draft: LineDraft) -> str | None:
    """The name of the field that decides the draft's product, or None for free text."""
    for name in ("product_id", "product_serial", "sku", "supplier_sku"):
        if getattr(draft, name) is not None:
            return "product_id" if name == "product_serial" else name
    return None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a draft or patch refers to, as far as it exists in the organization.

    `warehouses` is keyed by id and by serial, `tags` by the text that asked for them, `offers` by product, `rates` by
    currency (base currency per unit), `held` (what live releases and open receipts keep) by line, `columns` (custom
    ones) by key. `company`, `supplier` and `term` are None when unknown or not asked for.
    """

    now: datetime
    organization: Organization
    company: Company | None
    supplier: Supplier | None
    term: PaymentTerm | None
    default_warehouse: Warehouse
    warehouses: Mapping[UUID | int, Warehouse] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    products: Found = field(default_factory=Found)
    offers: Mapping[UUID, SupplierProduct] = field(default_factory=dict)
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    held: Mapping[UUID, Held] = field(default_factory=dict)
    columns: Mapping[str, CustomColumn] = field(default_factory=dict)
