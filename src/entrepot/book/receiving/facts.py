"""What the book must know about what a delivery refers to before it can judge the delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.catalog.product import Barcode, Product
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.receiving.tolerance import Tolerance, tolerance_of
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.warehouses.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Pooled:
    """Units of a product on one open receipt that name no line: the receipt's orders take them in turn."""

    product_id: UUID
    order_ids: tuple[UUID, ...]
    units: Decimal


@dataclass(frozen=True, slots=True)
class ReceivingFacts:
    """Everything goods refer to, as far as it exists in the organization.

    `products` are the order lines' and the named ones by id, `serials` and `skus` (folded) name products, `barcodes`
    (folded) what may be scanned; `cartons` are the suppliers' carton sizes by supplier and product; `booked` counts
    goods on open receipts by order line, `pooled` those that name no line yet, `companions` are other orders that may
    take those.
    """

    now: datetime
    settings: OrganizationSettings
    policy: DoorPolicy = HOUSE_POLICY
    products: Mapping[UUID, Product] = field(default_factory=dict)
    serials: Mapping[int, Product] = field(default_factory=dict)
    skus: Mapping[str, Product] = field(default_factory=dict)
    barcodes: Mapping[str, Sequence[tuple[Product, Barcode]]] = field(default_factory=dict)
    suppliers: Mapping[UUID, Supplier] = field(default_factory=dict)
    cartons: Mapping[tuple[UUID, UUID], Decimal] = field(default_factory=dict)
    warehouses: Mapping[UUID | int, Warehouse] = field(default_factory=dict)
    booked: Mapping[UUID, Decimal] = field(default_factory=dict)
    pooled: Sequence[Pooled] = ()
    companions: Sequence[Order] = ()

    def tolerance(self, order: Order, line: OrderLine) -> Tolerance:
        """What may come more or less on this line."""
        product = self.products.get(line.product_id) if line.product_id is not None else None
        supplier = self.suppliers.get(order.supplier_id) if order.supplier_id is not None else None
        return tolerance_of(line, product, supplier, self.policy, self.settings)
