"""An order together with what it refers to: everything a door needs to show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.catalog.product import Product
from entrepot.book.events import Event
from entrepot.book.orders.columns import CustomColumn
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Bookmark
from entrepot.book.orders.tag import Tag
from entrepot.book.people.organization import Company, Organization
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.releases.release import Release
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct
from entrepot.book.values.terms import PaymentTerm
from entrepot.book.warehouses.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class StockFigures:
    """Units of a product over all warehouses."""

    on_hand: Decimal = Decimal(0)
    allocated: Decimal = Decimal(0)

    @property
    def available(self) -> Decimal:
        """On hand and promised to nobody."""
        return self.on_hand - self.allocated


@dataclass(frozen=True, slots=True)
class LastReceived:
    """When goods last came that were not taken back, and who received them; `by_serial` is 0 for who is no user."""

    at: datetime
    by_name: str
    by_serial: int = 0


@dataclass(slots=True)
class OrderView:
    """An order and the parts that were asked for (see `query.Parts`); a part not asked for is None or empty.

    `warehouses` holds the order's and the lines' warehouses by id, `products` the lines' products by id, `offers` what
    the order's supplier asks for each product, `stock` the figures per product; `events` is oldest first;
    `last_received` is None before anything came; `receivers` holds the serial of who last received goods, by line;
    `releases` are in the order they were made; `columns` are the custom ones of the organization.
    """

    order: Order
    organization: Organization | None = None
    settings: OrganizationSettings | None = None
    supplier: Supplier | None = None
    company: Company | None = None
    term: PaymentTerm | None = None
    tags: tuple[Tag, ...] = ()
    warehouses: Mapping[UUID, Warehouse] = field(default_factory=dict)
    products: Mapping[UUID, Product] = field(default_factory=dict)
    offers: Mapping[UUID, SupplierProduct] = field(default_factory=dict)
    stock: Mapping[UUID, StockFigures] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    last_received: LastReceived | None = None
    receivers: Mapping[UUID, int] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    columns: tuple[CustomColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A page of orders; `next` is None on the last page; `total` is None unless it was asked for."""

    items: tuple[OrderView, ...]
    next: Bookmark | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Warning:
    """Something worth a look that refuses nothing."""

    path: tuple[str | int, ...]
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: the order as it now is, the events it made and what deserves a look."""

    order: Order
    events: tuple[Event, ...]
    warnings: tuple[Warning, ...] = ()
