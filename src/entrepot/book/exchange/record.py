"""What comes from another server and what goes there: records, how far an exchange is, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.orders.order import OrderStatus
from entrepot.book.suppliers.draft import SupplierDraft
from entrepot.book.warehouses.draft import WarehouseDraft


class Exchanged(StrEnum):
    """What is exchanged, in the order that later things refer to earlier ones."""

    SUPPLIERS = "suppliers"
    PRODUCTS = "products"
    WAREHOUSES = "warehouses"
    ORDERS = "orders"
    STOCKS = "stocks"


# What a pull brings unless more is asked for: stock levels are changed only when somebody says so.
USUAL = tuple(noun for noun in Exchanged if noun is not Exchanged.STOCKS)


@dataclass(frozen=True, slots=True)
class PulledLine:
    """A line of an order as the other server has it; `product` and `warehouse` are that server's ids.

    `named` is the product the line itself describes, for servers that do not list their products.
    """

    external_id: str
    draft: LineDraft
    product: str | None = None
    warehouse: str | None = None
    named: ProductDraft | None = None


@dataclass(frozen=True, slots=True)
class PulledOrder:
    """An order as the other server has it; `supplier` and `warehouse` are that server's ids.

    `draft` has no lines of its own; `status` is where the order is to be brought. `line_fields` are the fields of a
    line that the dialect carries.
    """

    draft: OrderDraft
    lines: tuple[PulledLine, ...]
    status: OrderStatus
    line_fields: frozenset[str]
    supplier: str | None = None
    warehouse: str | None = None


@dataclass(frozen=True, slots=True)
class PulledStock:
    """What lies of a product in a warehouse of the other server, in units; `product` and `warehouse` are its ids.

    `sku` and `place` are the product's SKU and the warehouse's name there, for what was never pulled.
    `whole`: the dialect shows only whole units, rounded down. What is promised there is that server's own business.
    """

    product: str
    warehouse: str
    on_hand: Decimal
    sku: str | None = None
    place: str | None = None
    whole: bool = False


Content = SupplierDraft | ProductDraft | WarehouseDraft | PulledOrder | PulledStock


@dataclass(frozen=True, slots=True)
class Pulled:
    """One thing as the other server has it. `fields` are the fields of the draft that the dialect carries: what it
    does not carry is left alone when the thing is changed here. `fault` instead of content: it could not be read.
    """

    external_id: str
    label: str
    content: Content | None
    fields: frozenset[str] = frozenset()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records and where the next ones begin (None: there are no more); `total` when the server counts them."""

    records: tuple[Pulled, ...]
    next: str | None
    total: int | None = None


class Became(StrEnum):
    """What became of a record."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one record, and why when it was refused; `remarks` are worth a look and refuse nothing."""

    external_id: str | None
    label: str
    became: Became
    book_id: UUID | None = None
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of an exchange did, and where the next begins (None: this noun is done)."""

    entries: tuple[Entry, ...]
    next: str | None
    total: int | None = None


@dataclass(slots=True)
class Link:
    """Which thing of the book is which thing of the other server.

    `external_id` is None between the moment a thing is about to be made there and the moment its id is known.
    `digest` is what was pulled last; `detail` holds the ids of an order's lines.
    """

    organization_id: UUID
    id: UUID
    connection: str
    noun: Exchanged
    external_id: str | None
    book_id: UUID
    digest: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    detail: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Mark:
    """How far the pull of one noun is: `bookmark` is None when it is complete, `started_at` when it began."""

    organization_id: UUID
    id: UUID
    connection: str
    noun: Exchanged
    bookmark: str | None
    since: datetime | None
    started_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Made:
    """What the other server made: its id there, and what it could not be told."""

    external_id: str
    remarks: tuple[str, ...] = ()
    lines: Mapping[str, UUID] = field(default_factory=dict)
