"""What a door gives in order to create or change an order: everything already parsed, nothing yet checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.line import Discount, LineKind
from entrepot.book.orders.order import Charge, OrderStatus, OrderType, Reference, SupplierSnapshot
from entrepot.book.orders.tracking import Shipped, Tracking
from entrepot.book.values.address import Address
from entrepot.book.values.unset import UNSET, Unset

# What is noted about an order without changing what was ordered: possible in every status, and no revision.
PAPERWORK = frozenset({"exported", "supplier_invoice_number", "supplier_invoice_date", "shipped", "tracking"})


@dataclass(frozen=True, slots=True)
class OrderKey:
    """Which order is meant: by id or by serial."""

    id: UUID | None = None
    serial: int | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line to be added. The product is found by the first of `product_id`, `product_serial`, `sku`, `supplier_sku`
    that is given; none of them makes a free-text line, which needs a `description`.

    `product_optional` True: an unknown SKU leaves a free-text line instead of being refused.

    Either `quantity`, or `cases` and `units_per_case`. `unit_price` belongs to the first, `case_price` to the second
    form; without one the book finds a price. `warehouse_id`/`warehouse_serial` default to the order's.
    """

    product_id: UUID | None = None
    product_serial: int | None = None
    sku: str | None = None
    supplier_sku: str | None = None
    product_optional: bool = False
    description: str | None = None
    kind: LineKind = LineKind.GOODS
    quantity: Decimal | None = None
    unit: str | None = None
    cases: Decimal | None = None
    units_per_case: Decimal | None = None
    unit_price: Decimal | None = None
    case_price: Decimal | None = None
    price_currency: str | None = None
    discount: Discount | None = None
    tax_rate: Decimal | None = None
    sell_ahead: Decimal | None = None
    warehouse_id: UUID | None = None
    warehouse_serial: int | None = None
    requested_date: datetime | None = None
    notes: str | None = None
    over_receipt_percent: Decimal | None = None
    short_receipt_percent: Decimal | None = None
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order to be made. Supplier, company, warehouse and payment term are found by id or by serial.

    `supplier` (a snapshot) names a supplier that need not be in the book; `supplier_id`/`supplier_serial` win.
    `tags` are ids or slugs. A blank `number` is assigned from the organization's pattern.
    """

    lines: tuple[LineDraft, ...]
    number: str | None = None
    type: OrderType = OrderType.PURCHASE
    supplier_id: UUID | None = None
    supplier_serial: int | None = None
    supplier: SupplierSnapshot | None = None
    company_id: UUID | None = None
    company_serial: int | None = None
    warehouse_id: UUID | None = None
    warehouse_serial: int | None = None
    currency: str | None = None
    title: str | None = None
    description: str | None = None
    vendor_note: str | None = None
    start_date: date | None = None
    expiration_date: date | None = None
    due_at: datetime | None = None
    delivery_cost: Decimal | None = None
    discount: Discount | None = None
    charges: tuple[Charge, ...] = ()
    payment_term_id: UUID | None = None
    payment_term_serial: int | None = None
    payment_reference: str | None = None
    bill_to: Address | None = None
    ship_to: Address | None = None
    ship_from: Address | None = None
    references: tuple[Reference, ...] = ()
    tags: tuple[str, ...] = ()
    archived: bool = False
    supplier_may_release: bool = False
    custom_data: dict[str, object] = field(default_factory=dict)
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderPatch:
    """Changes to an order's header: what is UNSET stays, None clears. `supplier` without id keeps only a snapshot.

    `due_at` is written to every line that is not done. `extension` is merged per dialect key.
    `exported` notes the moment.
    """

    number: str | Unset = UNSET
    company_id: UUID | Unset = UNSET
    company_serial: int | Unset = UNSET
    supplier_id: UUID | None | Unset = UNSET
    supplier_serial: int | None | Unset = UNSET
    supplier: SupplierSnapshot | None | Unset = UNSET
    warehouse_id: UUID | Unset = UNSET
    warehouse_serial: int | Unset = UNSET
    title: str | None | Unset = UNSET
    description: str | None | Unset = UNSET
    vendor_note: str | None | Unset = UNSET
    start_date: date | None | Unset = UNSET
    expiration_date: date | None | Unset = UNSET
    due_at: datetime | None | Unset = UNSET
    raised_at: datetime | Unset = UNSET
    delivery_cost: Decimal | Unset = UNSET
    discount: Discount | None | Unset = UNSET
    charges: tuple[Charge, ...] | Unset = UNSET
    payment_term_id: UUID | None | Unset = UNSET
    payment_term_serial: int | None | Unset = UNSET
    payment_reference: str | None | Unset = UNSET
    bill_to: Address | None | Unset = UNSET
    ship_to: Address | None | Unset = UNSET
    ship_from: Address | None | Unset = UNSET
    references: tuple[Reference, ...] | Unset = UNSET
    tags: tuple[str, ...] | Unset = UNSET
    archived: bool | Unset = UNSET
    approved: bool | Unset = UNSET
    supplier_may_release: bool | Unset = UNSET
    custom_data: dict[str, object] | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET
    exported: bool | Unset = UNSET
    supplier_invoice_number: str | None | Unset = UNSET
    supplier_invoice_date: date | None | Unset = UNSET
    shipped: Shipped | Unset = UNSET
    tracking: tuple[Tracking, ...] | Unset = UNSET

    @property
    def is_paperwork(self) -> bool:
        """Whether only `PAPERWORK` is touched."""
        return all(getattr(self, each.name) is UNSET for each in fields(self) if each.name not in PAPERWORK)


@dataclass(frozen=True, slots=True)
class LinePatch:
    """Changes to one line, named by `line_id` or `line_serial`: what is UNSET stays, None clears.

    A price of None is found anew. `sku` makes the line one of that product; None, or a SKU the catalog does not know,
    makes it free text.
    """

    line_id: UUID | None = None
    line_serial: int | None = None
    sku: str | None | Unset = UNSET
    description: str | None | Unset = UNSET
    quantity: Decimal | Unset = UNSET
    unit: str | None | Unset = UNSET
    cases: Decimal | Unset = UNSET
    units_per_case: Decimal | Unset = UNSET
    unit_price: Decimal | None | Unset = UNSET
    case_price: Decimal | None | Unset = UNSET
    price_currency: str | None = None
    discount: Discount | None | Unset = UNSET
    tax_rate: Decimal | Unset = UNSET
    sell_ahead: Decimal | Unset = UNSET
    supplier_sku: str | None | Unset = UNSET
    warehouse_id: UUID | None | Unset = UNSET
    requested_date: datetime | None | Unset = UNSET
    promised_date: datetime | None | Unset = UNSET
    quantity_confirmed: Decimal | None | Unset = UNSET
    notes: str | None | Unset = UNSET
    over_receipt_percent: Decimal | None | Unset = UNSET
    short_receipt_percent: Decimal | None | Unset = UNSET
    custom_data: dict[str, object] | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class LineKey:
    """Which line is meant: by id or by serial."""

    line_id: UUID | None = None
    line_serial: int | None = None


@dataclass(frozen=True, slots=True)
class LineChanges:
    """Several changes to the lines of one order, judged and stored together."""

    add: tuple[LineDraft, ...] = ()
    change: tuple[LinePatch, ...] = ()
    remove: tuple[LineKey, ...] = ()


@dataclass(frozen=True, slots=True)
class DoorPolicy:
    """What a vendor's door allows or fixes differently from the house; the book applies it.

    `born_as` is the status of a new order, `approved` its approval; `price_default` False: a missing price is 0 instead
    of being looked up;
    `currency_from` says whose currency a new order takes when none is given; `line_warehouse_wins` False: the order's
    warehouse replaces the lines' own; `may_edit` lists the statuses in which header and lines can be changed;
    `zero_quantity` allows lines of 0 units; `empty_order` an order without lines; `inactive_products` allows ordering
    products that are no longer active; `delete_in` lists statuses in which an order may be deleted;
    `bundles` allows bundles on lines and `bare_lines` lines with neither product nor description;
    `last_line_removable` whether an order may lose its last line; `tax_by_country` gives the tax rate (percent) of
    lines whose supplier names none, by the supplier's country. `receive_in` lists the statuses in which an order takes
    goods; `over_receipt_percent` is the door's own tolerance (UNSET: the organization's, None: no limit), beaten by
    those of line, product and supplier.
    """

    born_as: OrderStatus = OrderStatus.DRAFT
    approved: bool = False
    price_default: bool = True
    currency_from: str = "supplier"
    line_warehouse_wins: bool = True
    may_edit: frozenset[OrderStatus] = frozenset({OrderStatus.DRAFT, OrderStatus.SENT, OrderStatus.CONFIRMED})
    delete_in: frozenset[OrderStatus] = frozenset({OrderStatus.DRAFT, OrderStatus.CANCELED})
    zero_quantity: bool = False
    empty_order: bool = False
    inactive_products: bool = False
    bundles: bool = False
    bare_lines: bool = False
    last_line_removable: bool = True
    tax_by_country: Mapping[str, Decimal] = field(default_factory=dict)
    may_cancel: frozenset[OrderStatus] = frozenset({OrderStatus.DRAFT, OrderStatus.SENT, OrderStatus.CONFIRMED})
    receive_in: frozenset[OrderStatus] = frozenset({OrderStatus.SENT, OrderStatus.CONFIRMED})
    over_receipt_percent: Decimal | None | Unset = UNSET


HOUSE_POLICY = DoorPolicy()
